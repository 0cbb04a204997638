"""Readable cue patterns: which word sequences speak for which signal.

The patterns lie in ``data/cues.toml``; its head describes their language. A cue found is evidence with a place in the text; how much
it counts is learned by the signal model, which has one feature for each cue.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from typing import NamedTuple

from monitor.domain.reading import Signal
from monitor.text.stems import stem
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
    """A cue at the keys of its rarest part: the bits of its other parts, and how far before that part it may begin at the most."""

    needed: int
    cue: Cue
    back: int


@dataclass(frozen=True, slots=True)
class _Index:
    """Cues by the keys of their rarest part, for each key the bits of all other parts that hold it, and all bits.

    A sentence's bits are those of its keys together; a cue whose bits are not among them has no place to be looked for.
    """

    bits: dict[str, int]
    anchored: dict[str, tuple[_Anchored, ...]]
    every: int


@cache
def _index() -> _Index:
    cues = load_cues()
    common = Counter(key for cue in cues for part in cue.parts for key in part)
    common.update(dict.fromkeys(_FREQUENT, _FREQUENT_COST))
    anchors = [_rarest(cue, common) for cue in cues]
    others = Counter(part for cue, at in zip(cues, anchors, strict=True) for k, part in enumerate(cue.parts) if k != at)
    bit_of = {part: 1 << n for n, (part, _) in enumerate(others.most_common())}  # low bits for frequent parts: short numbers are quick
    bits: dict[str, int] = {}
    for part, bit in bit_of.items():
        for key in part:
            bits[key] = bits.get(key, 0) | bit
    anchored: dict[str, list[_Anchored]] = {}
    for cue, at in zip(cues, anchors, strict=True):
        needed = 0
        for part in (*cue.parts[:at], *cue.parts[at + 1 :]):
            needed |= bit_of[part]
        for key in cue.parts[at]:
            anchored.setdefault(key, []).append(_Anchored(needed, cue, sum(cue.reach[1 : at + 1])))
    return _Index(bits, {k: tuple(v) for k, v in anchored.items()}, (1 << len(bit_of)) - 1)


def _rarest(cue: Cue, common: Mapping[str, int]) -> int:
    costs = [sum(_CLASS_COST if key.startswith("@") else common[key] for key in part) for part in cue.parts]
    return costs.index(min(costs))


_CLASS_COST = 1000  # a class stands for many words and occurs in most sentences
_FREQUENT = "the of not on to no a in was by be were from with up for at will had is that out one has left been would have all an it as".split()
_FREQUENT_COST = 300  # so do some words, though few cues hold them


def find_cues(words: Words, first: int, last: int) -> list[CueHit]:
    """Cues within the words ``first`` to ``last`` (excluded), the first hit of each, in order of the cues' files.

    A cue is looked for by position only when all its parts stand somewhere in the sentence: most fail that cheap test. The others are
    looked for around the words that their rarest part stands at.
    """
    keys = words.keys
    known = list(map(_of_word, keys[first:last]))
    present = 0
    for bits, _ in known:
        present |= bits
    absent = _index().every ^ present
    hits: dict[int, CueHit] = {}
    for i, (_, anchored) in enumerate(known, first):
        for anchor in anchored:
            if anchor[0] & absent:
                continue
            _, cue, back = anchor
            if cue.number in hits:
                continue
            for begin in range(max(first, i - back), i + 1) if back else (i,):
                if not cue.parts[0].isdisjoint(keys[begin]) and (end := _match(cue, keys, begin, last)) is not None:
                    hits[cue.number] = CueHit(cue, begin, end)
                    break
    return [hits[number] for number in sorted(hits)]


@lru_cache(maxsize=1 << 14)
def _of_word(keys: frozenset[str]) -> tuple[int, tuple[_Anchored, ...]]:
    """The bits of a word with these keys, and the cues that are anchored at it."""
    index = _index()
    bits = 0
    for key in keys:
        bits |= index.bits.get(key, 0)
    return bits, tuple(anchor for key in sorted(keys) for anchor in index.anchored.get(key, ()))


def _match(cue: Cue, keys: Sequence[frozenset[str]], at: int, last: int) -> int | None:
    here = at
    for part, reach in cue.rest:
        for j in range(here + 1, min(here + 1 + reach, last)):
            if not part.isdisjoint(keys[j]):
                here = j
                break
        else:
            return None
    return here
