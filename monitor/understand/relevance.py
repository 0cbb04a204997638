"""Whether an article concerns a dispute: it names a territory and tells of something that moves it, and not of sport, cinema or an avalanche."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from monitor.domain.reading import VIOLENT, Realis, SignalReading, TerritoryMention

THRESHOLD = 0.5
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Relevance:
    """The decision, its score (0 to 1) and what spoke for and against it."""

    relevant: bool
    score: float
    reasons: tuple[str, ...]


@cache
def _offtopic() -> dict[str, str]:
    raw = tomllib.loads((resources.files("monitor.understand.data") / "lexicon.toml").read_text("utf8"))["offtopic"]
    return {word: topic for topic, words in raw.items() for word in words.split()}


def offtopic_counts(text: str) -> dict[str, int]:
    """Distinct off-topic words of ``text`` by topic."""
    topics = _offtopic()
    counts: dict[str, int] = {}
    for word in set(_WORD.findall(text.lower())):
        if word in topics:
            counts[topics[word]] = counts.get(topics[word], 0) + 1
    return counts


def judge(
    title: str, text: str, territories: Sequence[TerritoryMention], signals: Sequence[SignalReading], headline: Sequence[SignalReading]
) -> Relevance:
    """Weigh the signals that are news against the words of other worlds, per length."""
    live = [s for s in (*signals, *headline) if s.realis is not Realis.HISTORICAL]
    kinds = {s.signal: max(x.score for x in live if x.signal is s.signal) for s in live}
    support = sum(sorted(kinds.values(), reverse=True)[:5])
    counts = offtopic_counts(f"{title}\n{text}")
    words = max(len(text.split()), 40)
    topic, hits = max(counts.items(), key=lambda kv: kv[1], default=("", 0))
    against = 1.3 * hits * math.sqrt(120 / max(words, 120))
    headline_support = 0.8 * max((s.score for s in headline if s.realis is not Realis.HISTORICAL), default=0.0)
    z = -2.2 + 1.6 * support + 2.0 * territories[0].salience + headline_support - against
    score = 1 / (1 + math.exp(-z))
    reasons = [f"names {territories[0].name} (salience {territories[0].salience})"]
    if live:
        reasons.append("tells of " + ", ".join(sorted(kinds)))
    if any(s.signal in VIOLENT for s in live):
        reasons.append("violence among them")
    if hits:
        reasons.append(f"{hits} words of {topic}")
    return Relevance(score >= THRESHOLD and bool(live), round(score, 3), tuple(reasons))
