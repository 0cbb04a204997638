"""How alike two articles are as reports of one event: interpretable parts, and a score learned over them."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Set

from monitor.domain.story import Features
from monitor.text.fingerprints import resemblance

VIOLENT_KINDS = frozenset({"armed_clash", "strike", "sabotage", "territory_seized", "mass_violence"})

# Weights of the parts: logistic regression on pairs, rounded; see docs/decisions/0005.
WEIGHTS: Mapping[str, float] = {
    "bias": -4.2,
    "cosine": 11.0,
    "title_cosine": 2.0,
    "names": 3.0,
    "numbers": 0.6,
    "territory_same": 0.8,
    "territory_differs": -3.0,
    "places": 2.2,
    "signals": 0.9,
    "signals_differ": -0.6,
    "days_apart": -0.35,
    "event_day_differs": -0.8,
    "ordinal_differs": -6.0,
    "killed_same": 0.6,
}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two weighted term vectors of length one."""
    if len(b) < len(a):
        a, b = b, a
    return sum(x * b[w] for w, x in a.items() if w in b)


def overlap(a: Set[str], b: Set[str]) -> float:
    """Shared over the geometric mean of the sizes (Ochiai); 0 when one is empty."""
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def parts_of(a: Features, b: Features) -> dict[str, float]:
    """The parts of the comparison; symmetric."""
    parts = {
        "cosine": cosine(a.terms, b.terms),
        "title_cosine": overlap(set(a.title_key.split()), set(b.title_key.split())),
        "names": overlap(a.names, b.names),
        "numbers": overlap(a.numbers, b.numbers),
        "places": overlap(a.places, b.places),
        "days_apart": min(abs((a.published_at - b.published_at) / dt.timedelta(days=1)), 14.0),
    }
    if a.relevant and b.relevant and a.territories and b.territories:
        shared = bool(a.territories & b.territories)
        parts["territory_same"], parts["territory_differs"] = float(shared), float(not shared)
    if a.signals and b.signals:
        parts["signals"] = overlap(a.signals, b.signals)
        parts["signals_differ"] = float(not a.signals & b.signals)
    parts["event_day_differs"] = float(bool(a.event_days and b.event_days) and not _near(a.event_days, b.event_days))
    parts["ordinal_differs"] = float(_clash(a.extra.get("ordinals", ()), b.extra.get("ordinals", ())))
    parts["killed_same"] = float(bool(set(a.killed) & set(b.killed)))
    return parts


def _near(a: Iterable[dt.date], b: Iterable[dt.date]) -> bool:
    return min(abs((x - y).days) for x in a for y in b) <= 1


def _clash(a: Iterable[str], b: Iterable[str]) -> bool:
    """Two numbered things of one kind with no number in common: the 12th package is not the 13th."""
    kinds_a = {o.rsplit(" ", 1)[1]: o for o in a}
    kinds_b = {o.rsplit(" ", 1)[1] for o in b}
    return any(kind in kinds_b and not set(a) & set(b) for kind in kinds_a)


def score(parts: Mapping[str, float]) -> float:
    """Probability that the two report one event."""
    z = WEIGHTS["bias"] + sum(WEIGHTS[name] * value for name, value in parts.items())
    return 1 / (1 + math.exp(-z))


def copy_likeness(a: Features, b: Features) -> float:
    """Estimated Jaccard similarity of the two texts' word 3-shingles."""
    return resemblance(a.digest, b.digest) if a.digest_version == b.digest_version else 0.0
