"""Which entries carry a key, for very many entries and keys in little memory: open addressing over numpy arrays.

Keys are 64-bit hashes, entries are numbered from 0 in the order in which they come. A key's entries are walked from the newest back.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_FULLEST = 0.6  # share of used slots at which the table doubles
_LEAST = 1024
_EMPTY = -1


class Postings:
    """Key -> entries, newest first. About 16 bytes for every (key, entry) and 20 for every distinct key."""

    def __init__(self) -> None:
        self._keys = np.zeros(_LEAST, dtype=np.uint64)
        self._heads = np.full(_LEAST, _EMPTY, dtype=np.int32)
        self._used = 0
        self._entry = np.zeros(_LEAST, dtype=np.int32)
        self._before = np.zeros(_LEAST, dtype=np.int32)
        self._size = 0

    def add(self, keys: NDArray[np.uint64], entry: int) -> None:
        """Remember that ``entry``, the newest, carries each of ``keys`` (distinct, none zero)."""
        if not len(keys):
            return
        if self._used + len(keys) > _FULLEST * len(self._keys):
            self._rehash(2 * len(self._keys))
        if self._size + len(keys) > len(self._entry):
            more = len(self._entry) // 2
            self._entry = np.concatenate((self._entry, np.zeros(more, dtype=np.int32)))
            self._before = np.concatenate((self._before, np.zeros(more, dtype=np.int32)))
        slots = self._slots(keys, claim=True)
        places = np.arange(self._size, self._size + len(keys), dtype=np.int32)
        self._before[places] = self._heads[slots]
        self._entry[places] = entry
        self._heads[slots] = places
        self._size += len(keys)

    def find(self, keys: NDArray[np.uint64], newest: int) -> NDArray[np.int32]:
        """The entries of ``keys`` with repetition, at most the ``newest`` of each key."""
        if not len(keys):
            return np.zeros(0, dtype=np.int32)
        slots = self._slots(keys, claim=False)
        places = self._heads[slots[slots >= 0]]
        found = []
        for _ in range(newest):
            places = places[places >= 0]
            if not len(places):
                break
            found.append(self._entry[places])
            places = self._before[places]
        return np.concatenate(found) if found else np.zeros(0, dtype=np.int32)

    @property
    def nbytes(self) -> int:
        """Memory of the arrays."""
        return self._keys.nbytes + self._heads.nbytes + self._entry.nbytes + self._before.nbytes

    def _slots(self, keys: NDArray[np.uint64], *, claim: bool) -> NDArray[np.int64]:
        """The slot of each key; without ``claim`` -1 for keys that are not there."""
        mask = np.uint64(len(self._keys) - 1)
        slots = (keys & mask).astype(np.int64)
        out = np.full(len(keys), _EMPTY, dtype=np.int64)
        open_ = np.arange(len(keys))
        while len(open_):
            here = slots[open_]
            there = self._keys[here]
            same = there == keys[open_]
            free = there == 0
            if claim and free.any():
                wanting = open_[free]
                self._keys[slots[wanting]] = keys[wanting]  # of several that want one slot the last wins; the others look on
                same = self._keys[here] == keys[open_]
                self._used += int((same & free).sum())
                free &= same
            out[open_[same]] = here[same]
            rest = ~(same | free)
            open_ = open_[rest]
            slots[open_] = (slots[open_] + 1) & np.int64(mask)
        return out

    def _rehash(self, size: int) -> None:
        old_keys, old_heads = self._keys, self._heads
        used = np.flatnonzero(old_keys)
        self._keys = np.zeros(size, dtype=np.uint64)
        self._heads = np.full(size, _EMPTY, dtype=np.int32)
        self._used = 0
        slots = self._slots(old_keys[used], claim=True)
        self._heads[slots] = old_heads[used]
