"""Whether an article concerns a dispute: it names a territory and tells of something that moves it, and not of sport, cinema or an avalanche."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from monitor.domain.reading import VIOLENT, Signal, TerritoryMention
from monitor.text.sentences import sentences
from monitor.understand.coding import Alphabet, FeatureCoder
from monitor.understand.cues import find_cues
from monitor.understand.features import sentence_features
from monitor.understand.linear import LinearModel
from monitor.understand.signals import Scan
from monitor.understand.tokens import Words

THRESHOLD = 0.5
RELEVANCE_VERSION = "relevance-2"
LABELS = ("other", "relevant")
HEAD = 700  # characters of the text that, with the title, tell what an article is about
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_NEAR_VIOLENCE = frozenset({"accident", "crime"})  # a bombed bus or a murdered official may well be a dispute's
_MOST_SUPPORT = 8.0  # signals beyond so many add nothing: an article that begins far from its matter may tell of ten
_SOME, _SURE = 0.3, 0.7  # probabilities from which a signal in the head counts, and counts doubly


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
    for word in sorted(topics.keys() & set(_WORD.findall(text.lower()))):
        counts[topics[word]] = counts.get(topics[word], 0) + 1
    return counts


def head_of(title: str, text: str) -> str:
    """The part of an article that relevance is judged by."""
    return f"{title}. {text[:HEAD]}"


def head_features(head: str, words: Words, signals: LinearModel) -> Iterator[str]:
    """Features of a head: words and their classes, which signals the signal model finds in it, off-topic words by topic."""
    for span in sentences(head):
        first, last = words.within(span)
        if first == last:
            continue
        features = [f for f, _ in sentence_features(words, first, last, find_cues(words, first, last))]
        yield from (f for f in features if not f.startswith("cue "))
        yield from signal_features(signals.probabilities(signals.indices(features)), signals)
    yield from topic_features(head)


def signal_features(probabilities: NDArray[np.float32], signals: LinearModel) -> Iterator[str]:
    """Which signals a sentence of a head may carry; ``probabilities`` has shape (labels,). Of several sentences the highest of each say the same."""
    for k in np.flatnonzero(probabilities >= _SOME):
        yield from ("signal", f"signal {signals.labels[k]}")
        if probabilities[k] >= _SURE:
            yield from ("sure signal", f"sure signal {signals.labels[k]}")


def topic_features(head: str) -> Iterator[str]:
    """Off-topic words of a head by topic, as thermometers."""
    for topic, n in offtopic_counts(head).items():
        for i in range(1, min(n, 4) + 1):
            yield from (f"topic {i}", f"topic {topic} {i}")


class HeadReader:
    """The relevance model's probability of a head, its features found by array: what ``head_features`` names.

    ``alphabet`` is the one that the scans are spelled in.
    """

    def __init__(self, relevance: LinearModel, signals: LinearModel, alphabet: Alphabet) -> None:
        self._relevance, self._signals = relevance, signals
        self._coder = FeatureCoder(relevance.vocabulary, alphabet)

    def probability(self, scan: Scan, head: str) -> float:
        """That an article concerns a dispute, 0 to 1: by its title and the sentences that begin within its first ``HEAD`` characters."""
        features = set(topic_features(head))
        first = [f.words.starts[p.first] < HEAD for f, p in scan.sentences]
        indices = self._coder.distinct(
            scan.spelled, np.array(first, dtype=np.bool_), [p.cues for (_, p), told in zip(scan.sentences, first, strict=True) if told]
        )
        features.update(signal_features(scan.probabilities[first].max(axis=0, initial=0.0), self._signals))
        return float(self._relevance.probabilities(sorted(indices.union(self._relevance.indices(features))))[LABELS.index("relevant")])


def judge(
    head_probability: float,
    title: str,
    text: str,
    territories: Sequence[TerritoryMention],
    live: Mapping[Signal, float],
) -> Relevance:
    """Weigh the head's probability, the signals that are news, and how central the territory is.

    ``head_probability`` is the relevance model's for the head; ``live`` gives the probability of each signal that the whole article tells
    as more than background: an article may begin far from its matter. A title that names a cyclone or a price war speaks against.
    Weights set by hand on the project's own labelled articles; an article without any live signal is relevant only when its head is
    surely a dispute's.
    """
    support = min(sum(live.values()), _MOST_SUPPORT)
    head = math.log(max(head_probability, 1e-4) / max(1 - head_probability, 1e-4))
    elsewhere = min(sum(n for topic, n in offtopic_counts(title).items() if topic not in _NEAR_VIOLENCE), 2)
    z = 1.2 * head + 0.7 * (support - 0.9) + 1.0 * (territories[0].salience - 0.5) - 0.7 * elsewhere
    score = 1 / (1 + math.exp(-z))
    reasons = [f"names {territories[0].name} (salience {territories[0].salience})", f"its head reads like a dispute's ({head_probability:.2f})"]
    if live:
        reasons.append("tells of " + ", ".join(sorted(live)))
    if VIOLENT & live.keys():
        reasons.append("violence among them")
    counts = offtopic_counts(head_of("", text))
    if counts:
        topic, hits = max(counts.items(), key=lambda kv: kv[1])
        reasons.append(f"{hits} words of {topic}")
    return Relevance(score >= THRESHOLD and (bool(live) or head_probability >= _SURE), round(score, 3), tuple(reasons))
