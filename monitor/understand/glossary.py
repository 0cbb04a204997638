"""What is known of each distinct word, worked out once and kept from article to article: news has few words that are new.

A word has a number in its glossary; what a room knows of words is a ``Column`` or a ``Ragged`` column by that number, so that a whole text is
looked up by one array.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from monitor.text.stems import stem
from monitor.understand.gates import gates_of
from monitor.understand.lexicon import lexicon

Numbers = NDArray[np.int64]
_NUMBER_WORDS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million dozen dozens scores several""".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A word as it stands in a text: lower-cased without a possessive ending, its stem, its classes, its keys (stem and classes), its gates.

    ``groups`` are those of ``Lexicon.realis_of``.
    """

    lower: str
    stem: str
    classes: tuple[str, ...]
    keys: frozenset[str]
    gates: int
    groups: tuple[str, ...]


def _entry(word: str) -> Entry:
    lower = word.lower().replace("\u2019", "'").removesuffix("'s")
    stemmed = stem(lower)
    classes = lexicon().classes_of.get(stemmed, ())
    if lower[0].isdigit() or lower in _NUMBER_WORDS:
        classes = (*classes, "@num")
    groups = ("negation",) if lower.endswith("n't") else lexicon().realis_of.get(lower, ())
    return Entry(lower, stemmed, classes, frozenset((stemmed, *classes)), gates_of(word), groups)


class Glossary:
    """Entries by number, in the order in which they were met; it only grows."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._of_word: dict[str, int] = {}
        self._of_name: dict[tuple[int, str], int] = {}
        self._lock = threading.Lock()

    def numbers(self, text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
        """The numbers of the words that stand at ``spans`` of a text."""
        get = self._of_word.get
        found = [get(text[start:end], -1) for start, end in spans]
        if -1 in found:
            with self._lock:
                for i, number in enumerate(found):
                    if number < 0:
                        found[i] = self._met(text[slice(*spans[i])])
        return found

    def _met(self, word: str) -> int:
        number = self._of_word.get(word)
        if number is None:
            number = self._of_word[word] = self._add(_entry(word))
        return number

    def named(self, number: int, label: str) -> int:
        """The number of the same word as a part of a name of the class ``label``."""
        known = self._of_name.get((number, label))
        if known is not None:
            return known
        entry, same = self.entries[number], number
        with self._lock:
            if label not in entry.classes:
                same = self._add(replace(entry, classes=(*entry.classes, label), keys=entry.keys | {label}))
            self._of_name[number, label] = same
        return same

    def adopted(self, other: Glossary, numbers: Sequence[int]) -> list[int]:
        """The numbers here of words that another glossary numbers so."""
        with self._lock:
            new = {n: self._add(other.entries[n]) for n in dict.fromkeys(numbers)}
        return [new[n] for n in numbers]

    def _add(self, entry: Entry) -> int:
        self.entries.append(entry)
        return len(self.entries) - 1


class Spelt(NamedTuple):
    """Words of a text by their numbers in a glossary."""

    glossary: Glossary
    words: NDArray[np.int64]


def joined(texts: Sequence[Spelt]) -> Spelt:
    """The words of some texts, one after the other."""
    glossary = texts[-1].glossary
    numbers = [t.words if t.glossary is glossary else np.array(glossary.adopted(t.glossary, t.words.tolist()), dtype=np.int64) for t in texts]
    return Spelt(glossary, np.concatenate(numbers))


_now = [Glossary()]


def current(full: int) -> Glossary:
    """The glossary in use; a new one when that holds ``full`` entries, so that a long life in many languages does not fill the memory."""
    if len(_now[0].entries) >= full:
        _now[0] = Glossary()
    return _now[0]


class Column:
    """Numbers that a room knows of each word, so many a word: an array by the words' numbers, grown as words are met."""

    def __init__(self, of: Callable[[Entry], Sequence[int]], width: int) -> None:
        self._of, self.width = of, width
        self._known: tuple[Glossary | None, int, Numbers] = (None, 0, np.zeros((0, width), dtype=np.int64))

    def of(self, text: Spelt) -> Numbers:
        """The numbers of the words of a text, shape (words, width)."""
        glossary, filled, table = self._known
        if glossary is not text.glossary or filled < len(glossary.entries):
            table = self._grown(text.glossary)
        return table.take(text.words, axis=0)

    def _grown(self, glossary: Glossary) -> Numbers:
        with _GROWING:
            mine, filled, table = self._known
            if mine is not glossary:
                filled, table = 0, table[:0]
            new = glossary.entries[filled:]
            table = _appended(table, filled, [self._of(e) for e in new])
            self._known = (glossary, filled + len(new), table)
            return table


class Ragged:
    """Rows of numbers that a room knows of each word, of some words none and of some many."""

    def __init__(self, of: Callable[[Entry], Sequence[Sequence[int]]], width: int) -> None:
        self._of = of
        self._known: tuple[Glossary | None, int, Numbers, Numbers, int] = (
            None,
            0,
            np.zeros((0, 2), dtype=np.int64),
            np.zeros((0, width), np.int64),
            0,
        )

    def of(self, text: Spelt) -> tuple[Numbers, Numbers]:
        """(the place in the text of the word that each row is of, the rows), in order of the words."""
        glossary, filled, bounds, rows, _ = self._known
        if glossary is not text.glossary or filled < len(glossary.entries):
            bounds, rows = self._grown(text.glossary)
        begins, lengths = bounds.take(text.words, axis=0).T
        owner = np.arange(len(lengths)).repeat(lengths)
        return owner, rows.take(np.arange(len(owner)) + (begins - lengths.cumsum() + lengths)[owner], axis=0)

    def _grown(self, glossary: Glossary) -> tuple[Numbers, Numbers]:
        with _GROWING:
            mine, filled, bounds, rows, used = self._known
            if mine is not glossary:
                filled, bounds, rows, used = 0, bounds[:0], rows[:0], 0
            found = [self._of(e) for e in glossary.entries[filled:]]
            ends = list(accumulate(map(len, found), initial=used))
            bounds = _appended(bounds, filled, [(begin, len(r)) for begin, r in zip(ends, found, strict=False)])
            if ends[-1] > used:
                rows = _appended(rows, used, [row for of_word in found for row in of_word])
            self._known = (glossary, filled + len(found), bounds, rows, ends[-1])
            return bounds, rows


_GROWING = threading.Lock()  # one reader at a time makes room for new words; the others read on


def _appended(table: Numbers, used: int, rows: Sequence[Sequence[int]]) -> Numbers:
    """``table`` with ``rows`` behind its first ``used``; a table that is full is copied into one of twice the rows."""
    total = used + len(rows)
    if total > len(table):
        table = np.concatenate((table[:used], np.zeros((2 * total - used, table.shape[1]), dtype=table.dtype)))
    table[used:total] = rows
    return table


def laid_out(ranges: Sequence[tuple[int, int]]) -> tuple[Numbers, Numbers]:
    """(the range, the word) of each word of some ranges laid end to end; a range is from its first word to its last (excluded)."""
    bounds = np.array(ranges, dtype=np.int64)
    lengths = bounds[:, 1] - bounds[:, 0]
    ends = lengths.cumsum()
    return np.arange(len(bounds)).repeat(lengths), np.arange(ends[-1]) + (bounds[:, 0] - ends + lengths).repeat(lengths)
