"""Readable cue patterns: which word sequences speak for which signal.

The patterns lie in ``data/cues.toml``; its head describes their language. A cue found is evidence with a place in the text; how much
it counts is learned by the signal model, which has one feature for each cue.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from monitor.domain.reading import Signal
from monitor.understand.tokens import Words, stem

_NEAR, _FAR = 2, 7  # how many words on the next part of a pattern may stand: adjacent with one filler, or after "..."


@dataclass(frozen=True, slots=True)
class Cue:
    """One pattern: parts in order, each a set of stems and classes, and how far each may stand from the one before."""

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
    return tuple(_compile(signal, pattern) for signal, section in raw.items() for pattern in dict.fromkeys(section["cues"]))


def _compile(signal: str, pattern: str) -> Cue:
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
    return Cue(f"{signal}: {pattern}", Signal(signal), tuple(parts), tuple(reach))


@cache
def _by_first() -> dict[str, tuple[Cue, ...]]:
    index: dict[str, list[Cue]] = {}
    for cue in load_cues():
        for key in cue.parts[0]:
            index.setdefault(key, []).append(cue)
    return {k: tuple(v) for k, v in index.items()}


def find_cues(words: Words, first: int, last: int) -> list[CueHit]:
    """Cues within the words ``first`` to ``last`` (excluded), the first hit of each."""
    index = _by_first()
    hits: dict[str, CueHit] = {}
    for i in range(first, last):
        for key in _keys(words, i):
            for cue in index.get(key, ()):
                if cue.id not in hits and (end := _match(cue, words, i, last)) is not None:
                    hits[cue.id] = CueHit(cue, i, end)
    return list(hits.values())


def _keys(words: Words, i: int) -> Iterable[str]:
    return (words.stems[i], *words.classes[i])


def _match(cue: Cue, words: Words, at: int, last: int) -> int | None:
    here = at
    for part, reach in zip(cue.parts[1:], cue.reach[1:], strict=True):
        for j in range(here + 1, min(here + 1 + reach, last)):
            if words.stems[j] in part or any(c in part for c in words.classes[j]):
                here = j
                break
        else:
            return None
    return here
