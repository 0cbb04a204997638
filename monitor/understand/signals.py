"""Signals of an article: sentence by sentence from model and cues, then the best of each (signal, realis)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from monitor.domain.reading import Evidence, Realis, Signal, SignalReading
from monitor.text.sentences import Sentence
from monitor.understand.attribution import Attributor
from monitor.understand.cues import CueHit, find_cues
from monitor.understand.features import sentence_features
from monitor.understand.linear import LinearModel
from monitor.understand.realis import best_realis, clause_of, in_present, is_background_heading, opens_past, realis_features, settle
from monitor.understand.tokens import Words

UNCUED = 0.05  # how much surer the model must be where no cue of the signal stands: words that only keep company with it are no evidence


class SignalReader:
    """Reads the signals of sentences with a signal model and a realis model."""

    def __init__(self, signals: LinearModel, realis: LinearModel) -> None:
        self._signals = signals
        self._realis = realis
        self.thresholds: Mapping[str, float] = dict(zip(signals.labels, map(float, signals.thresholds), strict=True))

    def read(
        self, text: str, spans: Sequence[Sentence], words: Words, attributor: Attributor | None, published: dt.date | None, field: str = "text"
    ) -> list[SignalReading]:
        """All signals above their thresholds, in order of the text; several of one kind may stand in one article."""
        out: list[SignalReading] = []
        headed = past = False
        paragraph = -1
        for number, span in enumerate(spans):
            first, last = words.within(span)
            if first == last:
                continue
            sentence = text[span.start : span.end]
            if span.paragraph != paragraph:
                if len(sentence) < 80 and not sentence.endswith("."):
                    headed = is_background_heading(sentence)
                past, paragraph = False, span.paragraph
            out.extend(self._sentence(text, span, number, words, first, last, attributor, published, headed or past, field))
            past = (past and not in_present(sentence)) or opens_past(sentence, published)
        return out

    def _sentence(
        self,
        text: str,
        span: Sentence,
        number: int,
        words: Words,
        first: int,
        last: int,
        attributor: Attributor | None,
        published: dt.date | None,
        background: bool,
        field: str,
    ) -> Iterable[SignalReading]:
        cues = find_cues(words, first, last)
        placed = list(sentence_features(words, first, last, cues))
        indices = self._signals.indices(f for f, _ in placed)
        probabilities = self._signals.probabilities(indices)
        cued = {hit.cue.signal for hit in cues}
        for k in np.flatnonzero(probabilities >= self._signals.thresholds):
            signal = Signal(self._signals.labels[k])
            if signal not in cued and probabilities[k] < self._signals.thresholds[k] + UNCUED:
                continue
            focus = focus_of(self._signals, int(k), placed, cues, signal)
            realis, why = self._realis_of(text, words, first, last, focus, signal, published, background)
            evidence = Evidence(span.start, span.end, text[span.start : span.end], field)
            at = words.starts[focus], words.ends[focus]
            source = attributor.source_of(number, *at) if attributor is not None else None
            yield SignalReading(
                signal,
                round(float(probabilities[k]), 3),
                realis,
                source,
                None,
                evidence,
                (*self._why(int(k), placed), f"realis: {why}"),
            )

    def _realis_of(
        self, text: str, words: Words, first: int, last: int, focus: int, signal: Signal, published: dt.date | None, background: bool
    ) -> tuple[Realis, str]:
        features = realis_features(text, words, first, last, focus, signal, published)
        model, confidence = best_realis(self._realis.probabilities(self._realis.indices(features)).tolist(), self._realis.labels)
        start, end = words.starts[first], words.ends[last - 1]
        low, high = clause_of(text, start, end, words.starts[focus])
        return settle(model, confidence, text[low:high], text[start : end + 2], published, background=background, signal=signal)

    def _why(self, k: int, placed: Sequence[tuple[str, int]]) -> tuple[str, ...]:
        weights = {f: float(self._signals.weights[self._signals.vocabulary[f], k]) for f, _ in placed if f in self._signals.vocabulary}
        best = sorted(weights.items(), key=lambda kv: -kv[1])[:4]
        return tuple(f"{f} {w:+.2f}" for f, w in best if w > 0)


def focus_of(model: LinearModel, k: int, placed: Sequence[tuple[str, int]], cues: Sequence[CueHit], signal: Signal) -> int:
    """The word that the signal hangs on: where the features that speak for it pile up, cues of the signal first."""
    weight: dict[int, float] = defaultdict(float)
    for feature, at in placed:
        if (index := model.vocabulary.get(feature)) is not None:
            weight[at] += max(0.0, float(model.weights[index, k]))
    for hit in cues:
        if hit.cue.signal is signal:
            weight[hit.first] += 0.5
    return max(weight, key=lambda i: (weight[i], -i)) if weight else placed[0][1]


SECOND = 0.15  # how much surer a signal's second realis must be than its threshold: most sentences that repeat a signal repeat its realis


def best_of_each(readings: Iterable[SignalReading], thresholds: Mapping[str, float]) -> list[SignalReading]:
    """At most one reading per (signal, realis), the best scored, in order of the text.

    A signal's best scored realis counts from its threshold, every other one of it only when surer by ``SECOND``.
    """
    best: dict[tuple[Signal, Realis], SignalReading] = {}
    top: dict[Signal, float] = {}
    for r in readings:
        key = (r.signal, r.realis)
        if key not in best or r.score > best[key].score:
            best[key] = r
        top[r.signal] = max(top.get(r.signal, 0.0), r.score)
    kept = [r for r in best.values() if r.score == top[r.signal] or r.score >= thresholds[str(r.signal)] + SECOND]
    return sorted(kept, key=lambda r: (r.evidence.start, r.signal))
