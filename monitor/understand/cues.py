"""Readable cue patterns: which word sequences speak for which signal.

The patterns lie in ``data/cues.toml``; its head describes their language. A cue found is evidence with a place in the text; how much
it counts is learned by the signal model, which has one feature for each cue.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import NamedTuple

import numpy as np

from monitor.domain.reading import Signal
from monitor.text.stems import stem
from monitor.understand.glossary import Column, Entry, Numbers, Ragged, Spelt, laid_out
from monitor.understand.tokens import Words

_NEAR, _FAR = 2, 7  # how many words on the next part of a pattern may stand: adjacent with one filler, or after "..."


@dataclass(frozen=True, eq=False)
class Cue:
    """One pattern: parts in order, each a set of stems and classes, and how far each may stand from the one before."""

    number: int
    id: str
    signal: Signal
    parts: tuple[frozenset[str], ...]
    reach: tuple[int, ...]

    @cached_property
    def rest(self) -> tuple[tuple[frozenset[str], int], ...]:
        """The parts behind the first, each with its reach."""
        return tuple(zip(self.parts[1:], self.reach[1:], strict=True))


class CueHit(NamedTuple):
    """A cue found at words ``first`` to ``last`` (both included)."""

    cue: Cue
    first: int
    last: int


@cache
def load_cues() -> tuple[Cue, ...]:
    """All cues of the package's data, in file order."""
    raw = tomllib.loads((resources.files("monitor.understand.data") / "cues.toml").read_text("utf8"))
    patterns = [(signal, pattern) for signal, section in raw.items() for pattern in dict.fromkeys(section["cues"])]
    return tuple(_compile(number, signal, pattern) for number, (signal, pattern) in enumerate(patterns))


def _compile(number: int, signal: str, pattern: str) -> Cue:
    parts: list[frozenset[str]] = []
    reach: list[int] = []
    far = False
    for piece in pattern.split():
        if piece == "...":
            far = True
            continue
        parts.append(frozenset(bit if bit.startswith("@") else stem(bit.lower()) for word in piece.split("|") for bit in word.split("-")))
        reach.append(_FAR if far else _NEAR)
        far = False
    return Cue(number, f"{signal}: {pattern}", Signal(signal), tuple(parts), tuple(reach))


class _Anchored(NamedTuple):
    """A cue as it is looked for from a word of its rarest part: how far before that word it may begin, its first part and the others."""

    cue: Cue
    back: int
    first: frozenset[str]
    rest: tuple[tuple[frozenset[str], int], ...]


class _Index(NamedTuple):
    """Where cues are looked for: at the words of their rarest part, and only in a sentence that has all their other parts.

    ``parts`` gives for a word the other parts that hold it, a bit each, ``anchors`` the cues that are anchored at it, by number. ``needed`` are
    the other parts of each cue, filled up with its first: the numbers of their words of bits, and their bits there.
    """

    parts: Column
    anchors: Ragged
    needed: tuple[Numbers, Numbers]
    cues: tuple[_Anchored, ...]


@cache
def _index() -> _Index:
    cues = load_cues()
    common = Counter(key for cue in cues for part in cue.parts for key in part)
    common.update(dict.fromkeys(_FREQUENT, _FREQUENT_COST))
    rarest = [_rarest(cue, common) for cue in cues]
    others = [(*cue.parts[:at], *cue.parts[at + 1 :]) for cue, at in zip(cues, rarest, strict=True)]
    number = {part: n for n, part in enumerate(dict.fromkeys(part for parts in others for part in parts))}
    holding: dict[str, set[int]] = {}
    for part, n in number.items():
        for key in part:
            holding.setdefault(key, set()).add(n)
    anchored: dict[str, list[int]] = {}
    for cue, at in zip(cues, rarest, strict=True):
        for key in cue.parts[at]:
            anchored.setdefault(key, []).append(cue.number)
    wide = 1 + len(number) // _BITS  # one bit more than there are parts: every word has it, for a cue of a single part
    always = len(number)

    def bits(entry: Entry) -> list[int]:
        held = {n for key in entry.keys for n in holding.get(key, ())} | {always}
        return [sum(1 << n % _BITS for n in held if n // _BITS == at) for at in range(wide)]

    most = max(map(len, others))
    needed = np.array([[*(number[part] for part in parts), *[always] * (most - len(parts))] for parts in others], dtype=np.int64)
    return _Index(
        Column(bits, wide),
        Ragged(lambda e: [(n,) for key in sorted(e.keys) for n in anchored.get(key, ())], 1),
        (needed // _BITS, 1 << needed % _BITS),
        tuple(_Anchored(cue, sum(cue.reach[1 : at + 1]), cue.parts[0], cue.rest) for cue, at in zip(cues, rarest, strict=True)),
    )


_BITS = 63  # of a word of bits: its sign is left alone


def _rarest(cue: Cue, common: Mapping[str, int]) -> int:
    costs = [sum(_CLASS_COST if key.startswith("@") else common[key] for key in part) for part in cue.parts]
    return costs.index(min(costs))


_CLASS_COST = 1000  # a class stands for many words and occurs in most sentences
_FREQUENT = "the of not on to no a in was by be were from with up for at will had is that out one has left been would have all an it as".split()
_FREQUENT_COST = 300  # so do some words, though few cues hold them


def find_cues(words: Words, first: int, last: int) -> list[CueHit]:
    """Cues within the words ``first`` to ``last`` (excluded), the first hit of each, in order of the cues' files."""
    return find_all_cues(words, [(first, last)])[0]


def find_all_cues(words: Words, ranges: Sequence[tuple[int, int]]) -> list[list[CueHit]]:
    """The cues within each range of words, from its first to its last (excluded), as ``find_cues`` tells them.

    A cue is looked for by position only when all its parts stand somewhere in the sentence: most fail that cheap test, which is made for all
    sentences at once. The others are looked for around the words that their rarest part stands at.
    """
    hits: list[dict[int, CueHit]] = [{} for _ in ranges]
    entries, cues = words.entries, _index().cues
    for n, i, number in _possible(words, ranges):
        if number in hits[n]:
            continue
        cue, back, opening, rest = cues[number]
        first, last = ranges[n]
        for begin in range(max(first, i - back), i + 1) if back else (i,):
            if not opening.isdisjoint(entries[begin].keys) and (end := _match(rest, entries, begin, last)) >= 0:
                hits[n][number] = CueHit(cue, begin, end)
                break
    return [[found[number] for number in sorted(found)] if found else [] for found in hits]


def _possible(words: Words, ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """(range, word, cue) for each word that a cue is anchored at, where the other parts of the cue stand in the same range."""
    if not ranges:
        return iter(())
    index = _index()
    sentence, word = laid_out(ranges)
    text = Spelt(words.glossary, words.spelt.words[word])
    full = [n for n, (first, last) in enumerate(ranges) if first < last]
    present = np.zeros((len(ranges), index.parts.width), dtype=np.int64)
    if full:
        present[full] = np.bitwise_or.reduceat(index.parts.of(text), sentence.searchsorted(full), axis=0)
    at, cue = index.anchors.of(text)
    number, (which, bit) = cue[:, 0], index.needed
    place = which.take(number, axis=0) + (sentence.take(at) * index.parts.width)[:, None]
    possible = np.flatnonzero((present.take(place) & bit.take(number, axis=0)).all(axis=1))
    at = at[possible]
    return zip(sentence[at].tolist(), word[at].tolist(), number[possible].tolist(), strict=True)


def _match(rest: Sequence[tuple[frozenset[str], int]], entries: Sequence[Entry], at: int, last: int) -> int:
    """The last word of a cue whose first part stands at word ``at`` and whose other parts follow; -1 when they do not."""
    here = at
    for part, reach in rest:
        for j in range(here + 1, min(here + 1 + reach, last)):
            if not part.isdisjoint(entries[j].keys):
                here = j
                break
        else:
            return -1
    return here
