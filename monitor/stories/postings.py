"""Which entries carry a key, for very many entries and keys in little memory: sorted runs of (key, entry) pairs, eight bytes each.

Keys are 64-bit hashes, entries are numbered from 0 in the order in which they come. Of a key the upper 38 bits are kept, so that among fifty
million pairs one look-up in five thousand finds an entry that does not carry the key; 26 bits are left for the entry. New pairs go into the
youngest run; a run is merged into the one before it unless that is much larger, so that there are few, each several times as large as the next
(a log-structured merge tree, O'Neil et al. 1996): no table to grow, none that can be full. Runs are merged and thinned in place, chunk by chunk.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Pairs = NDArray[np.uint64]  # each of a key's upper bits and an entry's complement, ascending: newest first of a key

_SMALLEST = 8192  # pairs from which a run takes no single pairs any more
_LIKE = 8  # a run is merged into one before it that is at most so many times as large
_CHUNK = 1 << 18  # pairs of the older run that are merged at once
_LOW = np.uint64((1 << 26) - 1)  # a pair's bits that tell the entry


class Postings:
    """Key -> entries, newest first. About eight bytes for every (key, entry)."""

    def __init__(self) -> None:
        self._runs: list[Pairs] = []  # oldest first

    def add(self, keys: NDArray[np.uint64], entry: int) -> None:
        """Remember that ``entry``, the newest, carries each of ``keys`` (distinct). Raises OverflowError for the 67 millionth."""
        if entry > _LOW:
            raise OverflowError(f"a window holds no more than {_LOW + 1} articles")
        if not len(keys):
            return
        self._push(np.sort(keys & ~_LOW | _LOW - np.uint64(entry)))

    def _push(self, pairs: Pairs) -> None:
        if self._runs and len(self._runs[-1]) < _SMALLEST:
            pairs = _merged(self._runs.pop(), pairs)
        while self._runs and len(pairs) >= _SMALLEST and len(self._runs[-1]) <= _LIKE * len(pairs):
            pairs = _merged(self._runs.pop(), pairs)
        self._runs.append(pairs)

    def find(self, keys: NDArray[np.uint64], newest: NDArray[np.int64]) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """(place of the key in ``keys``, entry) of the entries of ``keys`` (ascending), at most the so many ``newest`` of each.

        Key after key, of one key the newest first.
        """
        wanted = keys & ~_LOW
        hits = []  # of each run that has any: places of keys, first and last pair, all of one run
        for at, run in reversed(list(enumerate(self._runs))):
            first = np.searchsorted(run, wanted)
            here = np.flatnonzero(run.take(first, mode="clip") - wanted <= _LOW)  # "clip" gives a smaller one, and the difference wraps
            if len(here):
                hits.append((here, first[here], np.searchsorted(run, wanted[here] | _LOW, side="right"), np.full(len(here), at)))
        if not hits:
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.int64)
        which, first, last, runs = (np.concatenate(part) for part in zip(*hits, strict=True))
        order = np.argsort(which, kind="stable")
        which, first, sizes = which[order], first[order], (last - first)[order]
        before = np.cumsum(sizes) - sizes  # of all keys
        before -= before[np.searchsorted(which, which)]  # of the same key, in younger runs
        sizes = np.clip(newest[which] - before, 0, sizes)
        parts = zip(runs[order].tolist(), first.tolist(), (first + sizes).tolist(), strict=True)
        pairs = np.concatenate([self._runs[at][a:b] for at, a, b in parts])
        return np.repeat(which, sizes), (_LOW - (pairs & _LOW)).astype(np.int64)

    def renumber(self, numbers: NDArray[np.int32]) -> None:
        """Give entries new numbers, in the same order; entries whose number is negative are forgotten."""
        for run in self._runs:
            size = 0
            for start in range(0, len(run), _CHUNK):
                pairs = run[start : start + _CHUNK]
                now = numbers[_LOW - (pairs & _LOW)]
                kept = now >= 0
                pairs = pairs[kept] & ~_LOW | _LOW - now[kept].astype(np.uint64)
                run[size : size + len(pairs)] = pairs
                size += len(pairs)
            run.resize(size, refcheck=False)
        self._runs = [run for run in self._runs if len(run)]

    @property
    def nbytes(self) -> int:
        """Memory of the arrays."""
        return sum(run.nbytes for run in self._runs)


def _merged(older: Pairs, newer: Pairs) -> Pairs:
    """Both in one, in the memory of the older, which is made longer where it lies: from the end, as room comes free."""
    cuts = np.arange(0, len(older), _CHUNK)
    starts = [*np.searchsorted(newer, older[cuts]).tolist(), len(newer)]
    starts[0] = 0
    ends = [*cuts.tolist(), len(older)]
    older.resize(len(older) + len(newer), refcheck=False)
    for (a, b), (c, d) in reversed(list(zip(pairwise(ends), pairwise(starts), strict=True))):
        both = np.concatenate((older[a:b], newer[c:d]))
        both.sort(kind="stable")  # of two sorted parts a merge
        older[a + c : b + d] = both
    return older
