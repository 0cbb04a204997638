"""Readable cue patterns: which word sequences speak for which signal.

The patterns lie in ``data/cues.toml``; its head describes their language. A cue found is evidence with a place in the text; how much
it counts is learned by the signal model, which has one feature for each cue.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from monitor.domain.reading import Signal
from monitor.understand.tokens import Words, stem

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


@cache
def _by_first() -> dict[str, tuple[Cue, ...]]:
    index: dict[str, list[Cue]] = {}
    for cue in load_cues():
        for key in cue.parts[0]:
            index.setdefault(key, []).append(cue)
    return {k: tuple(v) for k, v in index.items()}


def find_cues(words: Words, first: int, last: int) -> list[CueHit]:
    """Cues within the words ``first`` to ``last`` (excluded), the first hit of each, in order of the cues' files.

    A cue is looked for by position only when all its parts stand somewhere in the sentence: most fail that cheap test.
    """
    keys = words.keys
    present = frozenset().union(*keys[first:last])
    index = _by_first()
    hits = []
    for cue in sorted({c for key in present for c in index.get(key, ())}, key=lambda c: c.number):
        if any(part.isdisjoint(present) for part in cue.parts[1:]):
            continue
        for i in range(first, last):
            if not cue.parts[0].isdisjoint(keys[i]) and (end := _match(cue, keys, i, last)) is not None:
                hits.append(CueHit(cue, i, end))
                break
    return hits


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
