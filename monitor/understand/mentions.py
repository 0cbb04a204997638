"""Finding the names of territories, places and actors in a text.

All names of the gazetteer are one Aho-Corasick automaton over folded text, matched with overlaps; of the matches that stand at
word borders the longest at each spot wins. A name of a language with capital letters must be capitalised in the text, so that the
ship's "lachin" or a "second" stays a word, unless the whole text has no case.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick_rs

from monitor.text.normalise import fold, fold_name
from monitor.understand.gazetteer import Gazetteer

# Arabic writes "and", "in", "to", "the" onto the word that follows.
_ARABIC_PREFIX = re.compile("^(?:[\u0648\u0641]?(?:[\u0628\u0644\u0643]?(?:\u0627\u0644)?|\u0644\u0644))$")
_NOT_CAPITAL_LANGUAGES = frozenset({"ar", "fa", "ur", "he", "hi", "zh", "ja", "ko", "ka", "hy", "th", "km"})


class NameKind(enum.StrEnum):
    """What a matched name names."""

    TERRITORY = "territory"
    PLACE = "place"
    ACTOR = "actor"  # the actor's own name
    DEMONYM = "demonym"
    METONYM = "metonym"
    FORCE = "force"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a name can mean. ``key`` is the territory's or the actor's id; ``place`` the place's main name."""

    kind: NameKind
    key: str
    ambiguous: bool = False
    place: str = ""
    weight: float = 1.0


class NameMatch(NamedTuple):
    """A name at ``text[start:end]`` with all that it can mean."""

    start: int
    end: int
    meanings: tuple[Meaning, ...]


def _spaced(script_char: str) -> bool:
    """False for characters of scripts that are written without spaces between words."""
    code = ord(script_char)
    return not (
        0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xAC00 <= code <= 0xD7AF
        or 0x3040 <= code <= 0x30FF
        or 0x0E00 <= code <= 0x0EFF
        or 0x1780 <= code <= 0x17FF
    )


class NameFinder:
    """The automaton over all names of a gazetteer. Building it takes tens of milliseconds; one per process is enough."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._meanings: list[tuple[Meaning, ...]] = []
        self._capital: list[bool] = []
        names = _collect(gazetteer)
        self._patterns = list(names)
        for pattern in self._patterns:
            meanings, capital = names[pattern]
            self._meanings.append(tuple(meanings))
            self._capital.append(capital)
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns, implementation=ahocorasick_rs.Implementation.ContiguousNFA)
        self._place_or_territory = [any(m.kind in {NameKind.TERRITORY, NameKind.PLACE} for m in meanings) for meanings in self._meanings]

    def find(self, text: str) -> list[NameMatch]:
        """Names in ``text`` from left to right, longest first where they overlap; offsets are the original's."""
        folded = fold(text)
        hits = self._automaton.find_matches_as_indexes(folded.text, overlapping=True)
        if not hits:
            return []
        caseless = text.isupper() or text.islower()
        hits.sort(key=lambda h: (h[1], -h[2]))
        whole, moved = folded.text, folded.origin is not None
        out: list[NameMatch] = []
        last_end = 0
        for index, start, end in hits:
            if start < last_end or not self._stands_alone(whole, start, end):
                continue
            low, high = folded.back(start, end) if moved else (start, end)
            if self._capital[index] and not caseless and not text[low].isupper():
                continue
            out.append(NameMatch(low, high, self._meanings[index]))
            last_end = end
        return out

    def mentions_territory(self, text: str) -> bool:
        """True when a territory or one of its places may be named in ``text`` (the gate: cheap, not exact)."""
        folded = fold(text)
        for index, start, end in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            if self._place_or_territory[index] and self._stands_alone(folded.text, start, end):
                return True
        return False

    @staticmethod
    def _stands_alone(text: str, start: int, end: int) -> bool:
        around = text[start - 1 : end + 1] if start else f" {text[: end + 1]}"
        if around.isascii():  # most names, at little cost
            return not (around[0].isalnum() or (end < len(text) and around[-1].isalnum()))
        first, last = text[start], text[end - 1]
        if start and _spaced(first) and (text[start - 1].isalnum() or unicodedata.combining(text[start - 1])):
            if not "\u0600" <= first <= "\u06ff":
                return False
            word_start = start
            while word_start and text[word_start - 1].isalpha():
                word_start -= 1
            if not _ARABIC_PREFIX.match(text[word_start:start]):
                return False
        return not (end < len(text) and _spaced(last) and (text[end].isalnum() or unicodedata.combining(text[end])))


def _collect(gazetteer: Gazetteer) -> dict[str, tuple[list[Meaning], bool]]:
    names: dict[str, tuple[list[Meaning], bool]] = {}

    def add(name: str, meaning: Meaning, *, capital: bool) -> None:
        pattern = fold_name(name)
        if len(pattern) < 2:
            return
        meanings, was_capital = names.setdefault(pattern, ([], capital))
        if all((m.kind, m.key) != (meaning.kind, meaning.key) for m in meanings):
            meanings.append(meaning)
        if was_capital and not capital:
            names[pattern] = (meanings, False)

    for t in gazetteer.territories:
        for language, alias in [("en", t.name), *((lang, a) for lang, aliases in t.aliases.items() for a in aliases)]:
            add(alias, Meaning(NameKind.TERRITORY, t.id, alias in t.ambiguous), capital=_has_capital(alias, language))
        for p in t.places:
            for name in (p.name, *p.also):
                add(name, Meaning(NameKind.PLACE, t.id, p.ambiguous or name in t.ambiguous, p.name), capital=_has_capital(name, "en"))
    for a in gazetteer.actors:
        for kind, group in ((NameKind.ACTOR, a.names), (NameKind.DEMONYM, a.demonyms), (NameKind.METONYM, a.metonyms), (NameKind.FORCE, a.forces)):
            for name in group:
                add(name, Meaning(kind, a.id), capital=_has_capital(name, "en"))
    return names


def _has_capital(name: str, language: str) -> bool:
    return language not in _NOT_CAPITAL_LANGUAGES and name[:1].isupper()


def territory_meanings(match: NameMatch) -> Iterable[Meaning]:
    """Those meanings of a match that name a territory or a place of one."""
    return (m for m in match.meanings if m.kind in {NameKind.TERRITORY, NameKind.PLACE})
