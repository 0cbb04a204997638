"""Readable cue patterns: which word sequences speak for which signal.

The patterns lie in ``data/cues.toml``; its head describes their language. A cue found is evidence with a place in the text; how much
it counts is learned by the signal model, which has one feature for each cue.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from monitor.domain.reading import Signal
from monitor.text.stems import stem
from monitor.understand.tokens import Words

_NEAR, _FAR = 2, 7  # how many words on the next part of a pattern may stand: adjacent with one filler, or after "..."


@dataclass(frozen=True, slots=True, eq=False)
class Cue:
    """One pattern: parts in order, each a set of stems and classes, and how far each may stand from the one before."""

    number: int
    id: str
    signal: Signal
    parts: tuple[frozenset[str], ...]
    reach: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CueHit:
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


@dataclass(frozen=True, slots=True)
class _Index:
    """Cues by the keys of their rarest part, and for each key the bits of all parts that hold it.

    A sentence's bits are those of its keys together; a cue whose bits are not among them has no place to be looked for.
    """

    bits: dict[str, int]
    anchored: dict[str, tuple[tuple[Cue, int], ...]]


@cache
def _index() -> _Index:
    cues = load_cues()
    common = Counter(key for cue in cues for part in cue.parts for key in part)
    numbers: dict[frozenset[str], int] = {}
    bits: dict[str, int] = {}
    anchored: dict[str, list[tuple[Cue, int]]] = {}
    for cue in cues:
        needed = 0
        for part in cue.parts:
            bit = 1 << numbers.setdefault(part, len(numbers))
            needed |= bit
            for key in part:
                bits[key] = bits.get(key, 0) | bit
        anchor = min(cue.parts, key=lambda part: sum(_CLASS_COST if key.startswith("@") else common[key] for key in part))
        for key in anchor:
            anchored.setdefault(key, []).append((cue, needed))
    return _Index(bits, {k: tuple(v) for k, v in anchored.items()})


_CLASS_COST = 1000  # a class stands for many words and occurs in most sentences


def find_cues(words: Words, first: int, last: int) -> list[CueHit]:
    """Cues within the words ``first`` to ``last`` (excluded), the first hit of each, in order of the cues' files.

    A cue is looked for by position only when all its parts stand somewhere in the sentence: most fail that cheap test.
    """
    index = _index()
    keys = words.keys
    known = index.bits.keys() & set().union(*keys[first:last])
    present = 0
    for key in known:
        present |= index.bits[key]
    hits: dict[int, CueHit] = {}
    for key in known & index.anchored.keys():
        for cue, needed in index.anchored[key]:
            if present & needed != needed or cue.number in hits:
                continue
            begin = cue.parts[0]
            for i in range(first, last):
                if not begin.isdisjoint(keys[i]) and (end := _match(cue, keys, i, last)) is not None:
                    hits[cue.number] = CueHit(cue, i, end)
                    break
    return [hits[number] for number in sorted(hits)]


def _match(cue: Cue, keys: Sequence[frozenset[str]], at: int, last: int) -> int | None:
    here = at
    for part, reach in zip(cue.parts[1:], cue.reach[1:], strict=True):
        for j in range(here + 1, min(here + 1 + reach, last)):
            if not part.isdisjoint(keys[j]):
                here = j
                break
        else:
            return None
    return here
