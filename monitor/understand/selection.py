"""Which (signal, realis) pairs an article reports: one decision over all its sentences, by parts that a person can read.

A sentence's probability is not an article's: thirty sentences are thirty chances to be wrong, and a second sentence that says the same
makes the first surer. The parts below are weighed by a logistic regression learned from whole articles whose sentences the signal and
realis models had not seen (``selection.json``); its probability is the reading's calibrated score.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from monitor.domain.reading import Realis, Signal
from monitor.understand.signals import Candidate

LEAST = 0.04  # joint probability under which a pair is not considered
_TOLD = 0.4  # probability from which the text itself tells of a signal: then its sentences say when, and the title only backs them
_REALIS = tuple(Realis)
_LIKELY = 0.3  # joint probability from which a sentence counts among those that tell of a pair
_SILENCE = -2.0  # a second sentence or a title that says nothing of it: most short reports have neither, so it counts little
BRIEF = 2  # sentences up to which a text is a brief: a headline with its summary, as feeds carry them
_BRIEF = "brief "  # before the names of a brief's parts: no second sentence can back the first, so its weights are its own
_OF_MORE = frozenset({"second", "title", "told"})  # what loose sentences, which briefs are learned from, cannot have: chance would set its weight
_FAR = 6.0  # logits are cut at this distance from zero


@dataclass(frozen=True, slots=True)
class Pair:
    """A (signal, realis) of an article with its best sentence, the parts of its score, and the score (0 to 1)."""

    signal: Signal
    realis: Realis
    best: Candidate
    parts: Mapping[str, float]
    score: float


def pairs_of(candidates: Sequence[Candidate], weights: Mapping[str, float], sentences: int) -> list[Pair]:
    """Every pair worth considering, in order of the vocabulary; ``sentences`` is how many the text has."""
    by_signal: dict[Signal, list[Candidate]] = defaultdict(list)
    for c in candidates:
        by_signal[c.signal].append(c)
    return [pair for signal in Signal if signal in by_signal for pair in _of_signal(signal, by_signal[signal], weights, sentences)]


def select(candidates: Sequence[Candidate], weights: Mapping[str, float], sentences: int) -> list[Pair]:
    """The pairs whose score reaches the threshold of their signal, in order of the text, which has so many ``sentences``."""
    kind = _BRIEF if sentences <= BRIEF else ""
    kept = [p for p in pairs_of(candidates, weights, sentences) if p.score >= threshold(p.signal, p.realis, weights, kind)]
    return sorted(kept, key=lambda p: (p.best.field == "text", p.best.span[0], p.signal, p.realis))


def threshold(signal: Signal, realis: Realis, weights: Mapping[str, float], kind: str = "") -> float:
    """The score from which a pair is taken: its signal's for what is actual, one for all else; a brief has its own."""
    return weights.get(f"{kind}threshold {signal} {realis}", weights.get(f"{kind}threshold", 0.5))


def _of_signal(signal: Signal, candidates: Sequence[Candidate], weights: Mapping[str, float], sentences: int) -> Iterator[Pair]:
    joint = [[c.probability * r for r in c.realis] for c in candidates]
    title = [0.0] * len(_REALIS)
    inside = [i for i, c in enumerate(candidates) if c.field == "text"]
    if len(inside) < len(candidates):
        title = list(map(max, zip(*[told for c, told in zip(candidates, joint, strict=True) if c.field == "title"], strict=True)))
        if any(candidates[i].probability >= _TOLD for i in inside):
            candidates, joint = [candidates[i] for i in inside], [joint[i] for i in inside]
    columns = list(zip(*joint, strict=True))
    tops = list(map(max, columns))
    for k, realis in enumerate(_REALIS):
        if tops[k] < LEAST:
            continue
        best = columns[k].index(tops[k])
        if columns[k].count(tops[k]) > 1:
            likeliest = [i for i, p in enumerate(columns[k]) if p == tops[k]]
            best = min(likeliest, key=lambda i: (candidates[i].field != "text", candidates[i].span[0]))
        parts = _parts(signal, realis, candidates, columns[k], best, tops, title[k], k)
        if sentences <= BRIEF:
            parts = {f"{_BRIEF}{name}": value for name, value in parts.items() if name not in _OF_MORE}
        yield Pair(signal, realis, candidates[best], parts, score(parts, weights))


def _parts(
    signal: Signal,
    realis: Realis,
    candidates: Sequence[Candidate],
    joint: Sequence[float],
    best: int,
    tops: Sequence[float],
    title: float,
    k: int,
) -> dict[str, float]:
    c = candidates[best]
    others = max(*tops[:k], *tops[k + 1 :])
    told, carried = logit(joint[best]), logit(c.probability)
    return {
        "joint": told,
        "signal": carried,
        "realis": logit(c.realis[k]),
        "second": max(logit(sorted(joint)[-2]), _SILENCE) if len(joint) > 1 else _SILENCE,
        "title": max(logit(title), _SILENCE),
        "cued": float(c.cued),
        "rival": max(0.0, logit(c.rival) - carried),
        "other_realis": max(0.0, logit(others) - told),
        "foremost": float(tops[k] >= others),
        "told": math.log1p(len([q for q in joint if q >= _LIKELY])),
        **_named(signal, realis),
    }


@cache
def _named(signal: Signal, realis: Realis) -> Mapping[str, float]:
    return {f"of {signal}": 1.0, f"of {realis}": 1.0, f"of {signal} {realis}": 1.0}


def score(parts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Logistic score of the parts, 0 to 1."""
    kind = _BRIEF if f"{_BRIEF}joint" in parts else ""
    z = weights.get(f"{kind}bias", 0.0) + sum([weights.get(name, 0.0) * value for name, value in parts.items()])
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, z))))


def logit(p: float) -> float:
    """log(p / (1 - p)), cut at +-6."""
    if p <= 0.0:
        return -_FAR
    if p >= 1.0:
        return _FAR
    return max(-_FAR, min(_FAR, math.log(p / (1.0 - p))))


def explained(pair: Pair) -> tuple[str, ...]:
    """What of its sentence and article speaks for the pair, in words for ``analyse`` and ``explain``."""
    p = pair.parts
    said = [f"sentence {pair.best.probability:.2f}, {pair.realis} {pair.best.realis[_REALIS.index(pair.realis)]:.2f}"]
    if p.get("second", _SILENCE) > -1:
        said.append("told in a second sentence")
    if p.get("title", _SILENCE) > -1:
        said.append("told in the title")
    return tuple(said)


def told_of(candidates: Sequence[Candidate]) -> dict[Signal, float]:
    """The best probability of each signal that some sentence likely tells as more than background: what relevance is judged by."""
    out: dict[Signal, float] = {}
    for c in candidates:
        if c.probability >= _TOLD and _REALIS[max(range(len(_REALIS)), key=c.realis.__getitem__)] is not Realis.HISTORICAL:
            out[c.signal] = max(out.get(c.signal, 0.0), c.probability)
    return out
