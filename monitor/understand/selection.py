"""Which (signal, realis) pairs an article reports: one decision over all its sentences, by parts that a person can read.

A sentence's probability is not an article's: thirty sentences are thirty chances to be wrong, and a second sentence that says the same
makes the first surer. The parts below are weighed by a logistic regression learned from whole articles whose sentences the signal and
realis models had not seen (``selection.json``); its probability is the reading's calibrated score.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter, mul
from typing import NamedTuple

from monitor.domain.reading import Realis, Signal
from monitor.understand.signals import Candidate

LEAST = 0.04  # joint probability under which a pair is not considered
_TOLD = 0.4  # probability from which the text itself tells of a signal: then its sentences say when, and the title only backs them
_LIVE = 0.36  # probability from which a signal speaks for relevance: a report of one strike may be told in sentences of which none is sure
_REALIS = tuple(Realis)
_LIKELY = 0.3  # joint probability from which a sentence counts among those that tell of a pair
_SILENCE = -2.0  # a second sentence or a title that says nothing of it: most short reports have neither, so it counts little
BRIEF = 2  # sentences up to which a text is a brief: a headline with its summary, as feeds carry them
_BRIEF = "brief "  # before the names of a brief's parts: no second sentence can back the first, so its weights are its own
_PARTS = ("joint", "signal", "realis", "second", "title", "cued", "rival", "other_realis", "foremost", "told")
_OF_MORE = frozenset({"second", "title", "told"})  # what loose sentences, which briefs are learned from, cannot have: chance would set its weight
_FAR = 6.0  # logits are cut at this distance from zero


class Pair(NamedTuple):
    """A (signal, realis) of an article with its best sentence, the values of the parts of its score, and the score (0 to 1)."""

    signal: Signal
    realis: Realis
    best: Candidate
    brief: bool
    values: tuple[float, ...]
    score: float

    @property
    def parts(self) -> dict[str, float]:
        """The parts of the score by name."""
        return dict(zip(_names(self.signal, self.realis, self.brief), self.values, strict=True))


_OF_A_BRIEF = [i for i, name in enumerate(_PARTS) if name not in _OF_MORE]


@cache
def _names(signal: Signal, realis: Realis, brief: bool) -> tuple[str, ...]:
    own = (f"of {signal}", f"of {realis}", f"of {signal} {realis}")
    return tuple(f"{_BRIEF}{name}" for name in (*(_PARTS[i] for i in _OF_A_BRIEF), *own)) if brief else (*_PARTS, *own)


class Choice:
    """The choice by some weights (see ``selection.json``), which it keeps by pair."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._of_pair: dict[tuple[Signal, Realis, bool], tuple[float, ...]] = {}

    def pairs_of(self, candidates: Sequence[Candidate], sentences: int) -> list[Pair]:
        """Every pair worth considering, in order of the vocabulary; ``sentences`` is how many the text has."""
        by_signal: dict[Signal, list[Candidate]] = {}
        for c in candidates:
            by_signal.setdefault(c.signal, []).append(c)
        brief = sentences <= BRIEF
        bias = self._weights.get("brief bias" if brief else "bias", 0.0)
        out: list[Pair] = []
        for signal in Signal:
            for realis, best, parts in _of_signal(by_signal[signal]) if signal in by_signal else ():
                values = (*(itemgetter(*_OF_A_BRIEF)(parts) if brief else parts), 1.0, 1.0, 1.0)
                z = bias + sum(map(mul, self._weights_of(signal, realis, brief), values))
                out.append(Pair(signal, realis, best, brief, values, 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))))
        return out

    def _weights_of(self, signal: Signal, realis: Realis, brief: bool) -> tuple[float, ...]:
        known = self._of_pair.get((signal, realis, brief))
        if known is None:
            known = self._of_pair[signal, realis, brief] = tuple([self._weights.get(name, 0.0) for name in _names(signal, realis, brief)])
        return known

    def select(self, candidates: Sequence[Candidate], sentences: int) -> list[Pair]:
        """The pairs whose score reaches the threshold of their signal, in order of the text, which has so many ``sentences``."""
        kind = _BRIEF if sentences <= BRIEF else ""
        kept = [p for p in self.pairs_of(candidates, sentences) if p.score >= threshold(p.signal, p.realis, self._weights, kind)]
        return sorted(kept, key=lambda p: (p.best.field == "text", p.best.span[0], p.signal, p.realis))


def threshold(signal: Signal, realis: Realis, weights: Mapping[str, float], kind: str = "") -> float:
    """The score from which a pair is taken: its signal's for what is actual, one for all else; a brief has its own."""
    return weights.get(f"{kind}threshold {signal} {realis}", weights.get(f"{kind}threshold", 0.5))


def _of_signal(candidates: Sequence[Candidate]) -> Iterator[tuple[Realis, Candidate, tuple[float, ...]]]:
    """(realis, best sentence, the values of ``_PARTS``) of each pair of one signal that is worth considering."""
    joint = [[c.probability * r for r in c.realis] for c in candidates]
    title = [0.0] * len(_REALIS)
    inside = [i for i, c in enumerate(candidates) if c.field == "text"]
    if len(inside) < len(candidates):
        title = list(map(max, zip(*[told for c, told in zip(candidates, joint, strict=True) if c.field == "title"], strict=True)))
        if any(candidates[i].probability >= _TOLD for i in inside):
            candidates, joint = [candidates[i] for i in inside], [joint[i] for i in inside]
    columns = list(zip(*joint, strict=True))
    tops = list(map(max, columns))
    for k, top in enumerate(tops):
        if top < LEAST:
            continue
        best = columns[k].index(top)
        if columns[k].count(top) > 1:
            likeliest = [i for i, p in enumerate(columns[k]) if p == top]
            best = min(likeliest, key=lambda i: (candidates[i].field != "text", candidates[i].span[0]))
        yield _REALIS[k], candidates[best], _parts(candidates[best], columns[k], tops, title[k], k)


def _parts(c: Candidate, joint: Sequence[float], tops: Sequence[float], title: float, k: int) -> tuple[float, ...]:
    others = max(*tops[:k], *tops[k + 1 :])
    told, carried = logit(tops[k]), logit(c.probability)
    return (
        told,
        carried,
        logit(c.realis[k]),
        max(logit(sorted(joint)[-2]), _SILENCE) if len(joint) > 1 else _SILENCE,
        max(logit(title), _SILENCE) if title > 0.0 else _SILENCE,
        float(c.cued),
        max(0.0, logit(c.rival) - carried) if c.rival > c.probability else 0.0,
        max(0.0, logit(others) - told) if others > tops[k] else 0.0,
        float(tops[k] >= others),
        math.log1p(sum([q >= _LIKELY for q in joint])),
    )


def logit(p: float) -> float:
    """log(p / (1 - p)), cut at +-6."""
    if p <= 0.0:
        return -_FAR
    if p >= 1.0:
        return _FAR
    return max(-_FAR, min(_FAR, math.log(p / (1.0 - p))))


def explained(pair: Pair) -> tuple[str, ...]:
    """What of its sentence and article speaks for the pair, in words for ``analyse`` and ``explain``."""
    said = [f"sentence {pair.best.probability:.2f}, {pair.realis} {pair.best.realis[_REALIS.index(pair.realis)]:.2f}"]
    if not pair.brief:  # which has neither
        said += [told for part, told in _BACKED if pair.values[part] > -1]
    return tuple(said)


_BACKED = ((_PARTS.index("second"), "told in a second sentence"), (_PARTS.index("title"), "told in the title"))


def told_of(candidates: Sequence[Candidate]) -> dict[Signal, float]:
    """The best probability of each signal that some sentence likely tells as more than background: what relevance is judged by."""
    out: dict[Signal, float] = {}
    for c in candidates:
        if c.probability >= _LIVE and _REALIS[max(range(len(_REALIS)), key=c.realis.__getitem__)] is not Realis.HISTORICAL:
            out[c.signal] = max(out.get(c.signal, 0.0), c.probability)
    return out
