"""Which entries carry a key, for very many entries and keys in little memory: sorted runs of (key, entry) pairs, eight bytes each.

Keys are 64-bit hashes, entries are numbered from 0 in the order in which they come. Of a key its upper half is kept, so that of 35 million
pairs one in a hundred look-ups finds an entry that does not carry the key. New pairs go into the youngest run; runs of like size are merged,
so that there are few (a log-structured merge tree, O'Neil et al. 1996): no table to grow, none that can be full.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SMALLEST = 8192  # pairs from which a run takes no single pairs any more
_LARGEST = 1 << 23  # pairs from which two runs are left apart: merging needs the memory of both once more
_LIKE = 1.5  # a run is merged with one before it that is at most so many times as large
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


class Postings:
    """Key -> entries, newest first. About eight bytes for every (key, entry)."""

    def __init__(self) -> None:
        self._runs: list[NDArray[np.uint64]] = []  # oldest first, each of key's upper half << 32 | ~entry, ascending: newest first of a key

    def add(self, keys: NDArray[np.uint64], entry: int) -> None:
        """Remember that ``entry``, the newest, carries each of ``keys`` (distinct)."""
        if not len(keys):
            return
        pairs = np.sort(keys & ~_LOW | _LOW - np.uint64(entry))
        if self._runs and len(self._runs[-1]) < _SMALLEST:
            pairs = _merged(self._runs.pop(), pairs)
        while self._runs and len(pairs) >= _SMALLEST and len(self._runs[-1]) <= _LIKE * len(pairs) and len(self._runs[-1]) + len(pairs) <= _LARGEST:
            pairs = _merged(self._runs.pop(), pairs)
        self._runs.append(pairs)

    def find(self, keys: NDArray[np.uint64], newest: int) -> NDArray[np.int64]:
        """The entries of ``keys`` with repetition, at most the ``newest`` of each key; of one key the newest first."""
        wanted = np.sort(keys & ~_LOW)
        left = np.full(len(wanted), newest)
        found = [np.zeros(0, dtype=np.uint64)]
        for run in reversed(self._runs):
            first = np.searchsorted(run, wanted)
            here = np.flatnonzero(run.take(first, mode="clip") & ~_LOW == wanted)
            if not len(here):
                continue
            at = first[here, None] + np.arange(newest)
            pairs = run.take(at, mode="clip")
            same = (pairs & ~_LOW == wanted[here, None]) & (at < len(run)) & (np.arange(newest) < left[here, None])
            found.append(pairs[same])
            left[here] -= same.sum(axis=1)
            if not left[here].all():
                wanted, left = wanted[left > 0], left[left > 0]
        return (_LOW - (np.concatenate(found) & _LOW)).astype(np.int64)

    def renumber(self, numbers: NDArray[np.int32]) -> None:
        """Give entries new numbers, in the same order; entries whose number is negative are forgotten."""
        for at, run in enumerate(self._runs):
            now = numbers[_LOW - (run & _LOW)]
            kept = now >= 0
            self._runs[at] = run[kept] & ~_LOW | _LOW - now[kept].astype(np.uint64)
        self._runs = [run for run in self._runs if len(run)]

    @property
    def nbytes(self) -> int:
        """Memory of the arrays."""
        return sum(run.nbytes for run in self._runs)


def _merged(older: NDArray[np.uint64], newer: NDArray[np.uint64]) -> NDArray[np.uint64]:
    both = np.concatenate((older, newer))
    both.sort(kind="stable")  # of two sorted parts a merge
    return both
