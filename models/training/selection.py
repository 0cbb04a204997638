"""Learning which (signal, realis) pairs an article reports, from articles whose sentences the other models had not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from models.training.fit import SEED
from models.training.units import Unit, labels_of
from monitor.domain.reading import VIOLENT, Realis, Signal
from monitor.understand.linear import LinearModel
from monitor.understand.network import SentenceNetwork
from monitor.understand.prepared import Field
from monitor.understand.selection import Choice
from monitor.understand.signals import Candidate, SignalReader

FOLDS = 3
C = 0.3
# Different pairs that an article of the news carries for each of its sentences, as coded by others. Articles of denser files were written so:
# their false pairs count so many times more, as it takes so many more articles of the news to find as many true ones (Saerens et al. 2002).
NEWS_DENSITY = 0.35
_LEAST_SPREAD = 0.05  # a part that hardly varies (no brief has a second sentence) is left as it is, not blown up
_PRIOR = 60.0  # pairs that a signal's own threshold must outweigh: rare signals keep to the common one
# F-beta under one: a false alarm costs more than a miss, one of violence at night most.
_BETA = 0.8
_BETA_VIOLENT = 0.7
_BETA_BRIEF = 1.0  # a brief is often the first word of an event, and names few things: a miss there is no smaller fault than a false pair

Sample = tuple[tuple[Signal, Realis], Mapping[str, float], bool]
Fit = Callable[[Sequence[Unit]], tuple[LinearModel, LinearModel, SentenceNetwork]]


def samples_of(units: Sequence[Unit], fit: Fit) -> tuple[list[list[Sample]], list[int], list[float]]:
    """For every unit its pairs with their parts and truth, how many of its true pairs no candidate reached, and what its false pairs count.

    Three folds over all units: the models and the network that find an article's candidates never saw its sentences.
    """
    order = np.random.default_rng(SEED).permutation(len(units))
    samples: list[list[Sample]] = []
    missed: list[int] = []
    cost: list[float] = []
    density = densities(units)
    unweighed = Choice({})
    for fold in range(FOLDS):
        held = {int(i) for i in order[fold::FOLDS]}
        reader = SignalReader(*fit([u for i, u in enumerate(units) if i not in held]))
        for i in sorted(held):
            truth = labels_of(units[i])
            found = unweighed.pairs_of(candidates_of(units[i], reader), len(units[i].texts[-1].spans))
            samples.append([((p.signal, p.realis), p.parts, (p.signal, p.realis) in truth) for p in found])
            missed.append(len(truth - {(p.signal, p.realis) for p in found}))
            cost.append(max(1.0, density[units[i].origin] / NEWS_DENSITY) if units[i].whole else 1.0)
    return samples, missed, cost


def densities(units: Sequence[Unit]) -> dict[str, float]:
    """Different pairs an article for each of its sentences, by file."""
    pairs: Counter[str] = Counter()
    lines: Counter[str] = Counter()
    for unit in units:
        pairs[unit.origin] += len(labels_of(unit))
        lines[unit.origin] += sum(len(t.labels) for t in unit.texts)
    return {origin: pairs[origin] / n for origin, n in lines.items()}


def candidates_of(unit: Unit, reader: SignalReader) -> list[Candidate]:
    """All candidates of a unit's texts, body first."""
    fields = [Field(t.field, t.text, t.spans, t.words, t.prepared) for t in reversed(unit.texts)]
    return reader.read(fields, unit.published).candidates


def fit_selection(samples: Sequence[Sequence[Sample]], missed: Sequence[int], cost: Sequence[float]) -> dict[str, float]:
    """Weights by part in the parts' own units, bias, and thresholds: one for all, and each actual signal's own, drawn towards it.

    Briefs (``selection.BRIEF``), whose parts are named apart, are learned apart, from the loose sentences.
    """
    out: dict[str, float] = {}
    for kind in ("", "brief "):
        mine = [i for i, rows in enumerate(samples) if any(f"{kind}joint" in parts for _, parts, _ in rows)]
        if mine:
            rows = [s for i in mine for s in samples[i]]
            weight = np.array([1.0 if true else cost[i] for i in mine for _, _, true in samples[i]])
            out.update(_fit_kind(rows, weight, float(sum(missed[i] for i in mine)), kind))
    return out


def _fit_kind(rows: Sequence[Sample], weight: NDArray[np.float64], missing: float, kind: str) -> dict[str, float]:
    names = sorted({name for _, parts, _ in rows for name in parts})
    x = np.array([[parts.get(name, 0.0) for name in names] for _, parts, _ in rows])
    y = np.array([true for _, _, true in rows])
    scale = np.where(np.char.startswith(np.array(names), f"{kind}of "), 1.0, np.maximum(x.std(axis=0), _LEAST_SPREAD))
    model = LogisticRegression(C=C, solver="lbfgs", max_iter=5000).fit(x / scale, y, sample_weight=weight)
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0] / scale, strict=True)}
    bias = float(model.intercept_[0])
    score = 1.0 / (1.0 + np.exp(-((x / scale) @ model.coef_[0] + bias)))
    keys = [key for key, _, _ in rows]
    common = best_threshold(score, y, weight, missing, _BETA_BRIEF if kind else _BETA)
    out = {**weights, f"{kind}bias": round(bias, 4), f"{kind}threshold": round(common, 3)}
    for signal in Signal:
        mask = np.array([key == (signal, Realis.ACTUAL) for key in keys])
        own = best_threshold(score[mask], y[mask], weight[mask], 0.0, _BETA_BRIEF if kind else _BETA_VIOLENT if signal in VIOLENT else _BETA)
        n = float(mask.sum())
        out[f"{kind}threshold {signal} {Realis.ACTUAL}"] = round((n * own + _PRIOR * common) / (n + _PRIOR), 3)
    return out


def best_threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_], weight: NDArray[np.float64], missed: float, beta: float) -> float:
    """The score with the best expected F-beta (van Rijsbergen) of weighted pairs, averaged over the plateau within one per cent of it."""
    grid = np.arange(0.2, 0.8, 0.01)
    values = []
    for t in grid:
        said = scores >= t
        hits, wrong = float((said & truth).sum()), float(weight[said & ~truth].sum())
        values.append((1 + beta**2) * hits / max(hits + wrong + beta**2 * (float(truth.sum()) + missed), 1.0))
    f = np.array(values)
    return float(np.mean(grid[f >= f.max() - 0.01]))
