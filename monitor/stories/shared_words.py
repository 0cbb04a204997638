"""The words that an article shares with the members of its candidate stories, found in all of them at once as they lie packed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.stories.packing import FULL, HEAD, RELEVANT, Field
from monitor.stories.similarity import COMMON, LEAST_LENGTH

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_WORDS = HEAD.itemsize // 4
ADJACENT, NAMED, _WIDTH = range(len(Field), len(Field) + 3)  # columns of days next to one of the article's; of persons whom one side only names
_COLUMNS = np.arange(len(Field))
_CODES = np.arange(-1, len(Field)).astype(np.uint64)  # of a packed article's spans: its head, of which none is sought; its fields
_CODES[1 + Field.PERSONS] = Field.RARE_NAMES  # a person is a name like others, sought in both
_SPANS = 1 + len(Field)  # of a packed article: its head, its fields
_FIELD = np.uint64(32)


class Query:
    """The article's side: its head, and its words with their fields, sorted by their lower halves, beside the column in which each
    is counted and, of terms, the weight. ``table`` gives where those of a lower half begin, counted from 1."""

    def __init__(self, raw: bytes) -> None:
        self.head = np.frombuffer(raw, HEAD, 1)[0]
        self.sizes = _sizes(self.head["ends"].astype(np.int64))
        values = np.frombuffer(raw, "<u4", self.sizes.sum(), HEAD.itemsize).astype(np.uint64)
        columns = np.repeat(_COLUMNS, self.sizes)
        days = set(values[columns == Field.DAYS].tolist())
        beside = np.array(sorted({day + step & 0xFFFFFFFF for day in days for step in (-1, 1)} - days), dtype=np.uint64)
        keys = np.concatenate((_CODES[columns + 1] << _FIELD | values, np.uint64(Field.DAYS) << _FIELD | beside))
        halves = keys.astype(np.uint16)
        order = np.argsort(halves, kind="stable")
        halves = halves[order]
        self.keys = keys[order]
        self.column = np.concatenate((columns, np.full(len(beside), ADJACENT)))[order]
        weights = np.zeros(len(keys), dtype=np.int64)
        first, last = self.head["ends"][[Field.DAYS, Field.TERMS]].tolist()
        weights[first:last] = np.frombuffer(raw, "<u2", last - first, HEAD.itemsize + 4 * last)
        self.weight = weights[order]
        self.again = np.append(halves[1:] == halves[:-1], False)
        self.table = np.zeros(1 << 16, dtype=np.int32)
        self.table[halves[::-1]] = np.arange(len(keys), 0, -1)

    def find(self, keys: NDArray[np.uint64], at: NDArray[np.int32]) -> tuple[Ints, Ints]:
        """(which of ``keys`` the article has, where in its own), ``at`` being where in its own those of their lower half begin."""
        which, found, rest = [], [], np.arange(len(keys))
        while len(rest):
            same = self.keys[at] == keys
            which.append(rest[same])
            found.append(at[same])
            on = self.again[at] & ~same
            rest, keys, at = rest[on], keys[on], at[on] + 1
        return np.concatenate([*which, rest]), np.concatenate([*found, at])

    def flag(self, flag: int) -> bool:
        """Whether it is true of the article."""
        return bool(self.head["flags"] & flag)


def _sizes(ends: Ints) -> Ints:
    sizes = ends.copy()
    sizes[..., 1:] -= ends[..., :-1]
    return sizes


class Members:
    """The members' side: heads, and every word that the article has too, with its member."""

    def __init__(self, query: Query, raws: Sequence[bytes], heads: NDArray[np.void]) -> None:
        self.count = len(raws)
        general = not query.flag(RELEVANT) and not (heads["flags"] & RELEVANT).any()
        names = Field.RARE_NAMES if query.sizes[Field.PERSONS] else Field.PERSONS  # that the members name; those of nobody need not be looked at
        last = names if general else Field.KILLED  # what general news is not compared by is not looked at
        ends = heads["ends"].astype(np.int64)
        self.sizes = _sizes(ends)
        lengths = _WORDS + ends[:, last]
        words = np.frombuffer(b"".join([raw[:length] for raw, length in zip(raws, (4 * lengths).tolist(), strict=True)]), "<u4")
        places = query.table.take(words.view("<u2")[::2], mode="clip")  # "clip" for speed: none is outside
        at = np.flatnonzero(places)
        spans = np.zeros((len(raws), _SPANS), dtype=np.int64)
        spans[:, 0] = _WORDS
        spans[:, 1 : last + 2] = self.sizes[:, : last + 1]
        span = np.repeat(np.arange(spans.size), spans.ravel())[at]
        field = span % _SPANS
        which, found = query.find(_CODES[field] << _FIELD | words[at], places[at] - 1)
        self.member = span[which] // _SPANS
        self.column = query.column[found]
        self.column[(self.column == Field.RARE_NAMES) & (field[which] == 1 + Field.PERSONS)] = NAMED
        terms = self.column == Field.TERMS
        self.term_member = self.member[terms]
        begun = np.cumsum(lengths) - lengths + _WORDS
        nth = at[which][terms] - (begun + ends[:, Field.DAYS])[self.term_member]
        weights = words.view("<u2")[2 * (begun + ends[:, Field.TERMS])[self.term_member] + nth]
        self.own = found[terms]  # each shared term's place among the article's
        self.weights = weights.astype(np.int64)  # its weight in the member, in units of 1 / FULL
        self.products = query.weight[self.own] * self.weights

    def counts(self) -> Ints:
        """Shared words by member and column."""
        return np.bincount(self.member * _WIDTH + self.column, minlength=self.count * _WIDTH).reshape(self.count, _WIDTH)

    def retold(self, weights: Ints) -> Floats:
        """``similarity.retold`` of each member; ``weights`` are those of the article's words."""
        having = np.bincount(self.own, minlength=len(weights))
        news = 1 / (1 + COMMON * np.maximum(having - 1, 0))
        told = news[self.own]
        shared = np.bincount(self.term_member, self.products * told, self.count)
        lost = np.bincount(self.term_member, self.weights**2 * (1 - told), self.count)
        left_own, left = 1 - (weights**2 * (1 - news)).sum() / FULL**2, 1 - lost / FULL**2
        lengths: Floats = np.maximum(left_own, LEAST_LENGTH) * np.maximum(left, LEAST_LENGTH)
        return shared / FULL**2 / np.sqrt(lengths)

    def top_terms(self, shared: Ints) -> Floats:
        """The sum of each member's three largest products, of ``shared`` terms each."""
        ranked = np.sort(self.term_member << 32 | (1 << 32) - 1 - self.products)
        at = (np.cumsum(shared) - shared)[:, None] + np.arange(3)
        largest = (1 << 32) - 1 - (np.append(ranked, 0).take(at, mode="clip") & (1 << 32) - 1)
        top: Ints = np.where(np.arange(3) < shared[:, None], largest, 0).sum(axis=1)
        return top / FULL**2
