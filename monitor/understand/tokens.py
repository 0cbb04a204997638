"""Words of an article with their stems and classes: what cues, features and realis look at."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from operator import or_

import numpy as np

from monitor.text.sentences import Sentence
from monitor.understand.gates import ODD
from monitor.understand.glossary import Column, Entry, Glossary, Spelt, current
from monitor.understand.mentions import NameKind, NameMatch

# Plain letters come first and by themselves: a class of their own is several times as quick to match as "any letter".
_FOREIGN = r"[^\x00-\x7f\W\d][^\W\d_]*"
_WORD = re.compile(
    rf"[A-Za-z]+(?:{_FOREIGN})?(?:['\u2019][^\W\d_]+)?|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|am|pm|pc|km|m|bn)?|{_FOREIGN}(?:['\u2019][^\W\d_]+)?"
)
_NAME_CLASS = {
    NameKind.TERRITORY: "@territory",
    NameKind.PLACE: "@place",
    NameKind.ACTOR: "@actor",
    NameKind.DEMONYM: "@actor",
    NameKind.METONYM: "@actor",
    NameKind.FORCE: "@mil",
}


@dataclass(frozen=True)
class Words:
    """The words of a text, in order: their numbers in a glossary, and their offsets."""

    glossary: Glossary
    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @cached_property
    def spelt(self) -> Spelt:
        """The numbers as an array: what a ``Column`` is asked by."""
        return Spelt(self.glossary, np.array(self.numbers, dtype=np.int64))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """What the glossary says of each word."""
        return tuple(map(self.glossary.entries.__getitem__, self.numbers))

    @cached_property
    def lower(self) -> tuple[str, ...]:
        """Each word lower-cased, without a possessive ending."""
        return tuple([e.lower for e in self.entries])

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """The stem of each word."""
        return tuple([e.stem for e in self.entries])

    @cached_property
    def classes(self) -> tuple[tuple[str, ...], ...]:
        """The classes that each word belongs to."""
        return tuple([e.classes for e in self.entries])

    def within(self, sentence: Sentence) -> tuple[int, int]:
        """Indices of the first word of ``sentence`` and of the word after its last."""
        return bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end)

    def opened(self, first: int, last: int) -> int:
        """The gates that the words ``first`` to ``last`` (excluded) open together."""
        known = self._opened.get((first, last))
        if known is None:
            known = self._opened[first, last] = reduce(or_, [e.gates for e in self.entries[first:last]], 0)
        return known

    def opened_by(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Find what the words of each range open together, to be asked for by ``opened``."""
        full = [(first, last) for first, last in ranges if first < last]
        if full:
            gates = np.append(_GATES.of(self.spelt)[:, 0], 0)
            self._opened.update(zip(full, np.bitwise_or.reduceat(gates, np.array(full).ravel())[::2].tolist(), strict=True))

    @cached_property
    def _opened(self) -> dict[tuple[int, int], int]:
        """The gates of the sentences asked for: every room asks for its own."""
        return {}

    def may_hold(self, known: frozenset[str], first: int, last: int) -> bool:
        """False when none of ``known``, runs of small letters, stands among the letters of the words ``first`` to ``last`` (excluded)."""
        return bool(self.places_of(known, first, last)) or self.opened(first, last) & ODD != 0

    def places_of(self, known: frozenset[str], first: int, last: int) -> list[int]:
        """Which of the words ``first`` to ``last`` (excluded) are among ``known``."""
        places = self._places.get(known)
        if places is None:
            places = self._places[known] = np.flatnonzero(_among(known).of(self.spelt)).tolist()
        return places[bisect_left(places, first) : bisect_left(places, last)]

    @cached_property
    def _places(self) -> dict[frozenset[str], list[int]]:
        """Where in the whole text the words of each set stand that was asked for."""
        return {}


_GATES = Column(lambda entry: (entry.gates,), 1)


@lru_cache(maxsize=64)
def _among(known: frozenset[str]) -> Column:
    return Column(lambda entry: (entry.lower in known,), 1)


_FULL = 1 << 15  # words of a glossary, after which a new one is begun


def words_of(text: str, names: Sequence[NameMatch]) -> Words:
    """The words of ``text``; ``names`` are the gazetteer's matches in it, whose words get the class of what they name."""
    spans = [m.span() for m in _WORD.finditer(text)]
    glossary = current(_FULL)
    if not spans:
        return Words(glossary, (), (), ())
    starts, ends = zip(*spans, strict=True)
    numbers = glossary.numbers(text, spans)
    for match in names:
        label = _NAME_CLASS[match.meanings[0].kind]
        for i in range(bisect_left(starts, match.start), bisect_left(starts, match.end)):
            numbers[i] = glossary.named(numbers[i], label)
    return Words(glossary, tuple(numbers), starts, ends)
