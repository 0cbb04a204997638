"""Which signals the sentences of a text may carry, each with its realis: candidates, of which ``selection`` keeps what the article reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.domain.reading import VIOLENT, Signal
from monitor.text.sentences import Sentence
from monitor.understand.coding import FeatureCoder
from monitor.understand.cues import CueHit, find_cues
from monitor.understand.linear import LinearModel
from monitor.understand.realis import Governed, Setting, governed, in_present, is_background_heading, opens_past
from monitor.understand.realis_coding import Columns, RealisCoder
from monitor.understand.realis_rules import goes_on, points_back, remembers, settle, tells_anew
from monitor.understand.tokens import Words

FLOOR = 0.12  # probability from which a signal of a sentence is a candidate: below it no article's choice ever fell on one
_SHORT_LINE = 80  # characters under which a line without a full stop is a heading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A signal that sentence ``sentence`` of ``field`` may carry.

    ``probability`` is the signal model's, ``realis`` the probabilities of the five realis values in the order of ``Realis`` after the rules
    (``rule`` names the one that decided, or "model"), ``rival`` the highest probability of another signal in the same sentence.
    ``focus`` are the offsets of the word that the signal hangs on, ``why`` the features that spoke loudest for it.
    """

    signal: Signal
    probability: float
    realis: tuple[float, ...]
    rule: str
    field: str
    sentence: int
    span: tuple[int, int]
    focus: tuple[int, int]
    cued: bool
    rival: float
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence ready for the models: its number in the text, its words, the cues in it, and where in the article it stands."""

    number: int
    first: int
    last: int
    cues: list[CueHit]
    setting: Setting


def prepare(
    text: str, spans: Sequence[Sentence], words: Words, published: dt.date | None, field: str = "text", left_out: Set[int] = frozenset()
) -> list[Prepared]:
    """The sentences of ``text`` that have words, in order, each with its setting (heading above it, paragraph set in the past, lead).

    ``left_out`` are the numbers of those that are page furniture.
    """
    out: list[Prepared] = []
    headed = past = recalled = False
    paragraph = -1
    before = ""
    for number, span in enumerate(spans):
        first, last = words.within(span)
        if first == last or number in left_out:
            continue
        sentence = text[span.start : span.end]
        if span.paragraph != paragraph:
            if len(sentence) < _SHORT_LINE and not sentence.endswith("."):
                headed = is_background_heading(sentence)
            past = recalled = False
            paragraph, before = span.paragraph, ""
        recalled = (recalled or points_back(sentence, before, published)) and goes_on(sentence)
        setting = Setting(field == "title", number < 3, headed, past, recalled)
        out.append(Prepared(number, first, last, find_cues(words, first, last), setting))
        past = (past and not in_present(sentence)) or opens_past(sentence, published)
        if not recalled and remembers(sentence, published):
            recalled = not any(h.cue.signal in VIOLENT and tells_anew(text, span, words.starts[h.first], published) for h in out[-1].cues)
        before = sentence
    return out


@dataclass(frozen=True, slots=True)
class Scan:
    """What the signal model sees in a text: its prepared sentences, the probability of each signal in each (sentences, labels), the candidates."""

    words: Words
    prepared: Sequence[Prepared]
    probabilities: NDArray[np.float32]
    candidates: list[Candidate]


class SignalReader:
    """Finds candidates with a signal model and a realis model."""

    def __init__(self, signals: LinearModel, realis: LinearModel) -> None:
        self._signals = signals
        self._realis = realis
        self.coder = FeatureCoder(signals.vocabulary)
        self._realis_coder = RealisCoder(realis.vocabulary)

    def read(
        self,
        text: str,
        spans: Sequence[Sentence],
        words: Words,
        published: dt.date | None,
        field: str = "text",
        left_out: Set[int] = frozenset(),
    ) -> Scan:
        """The text's sentences and all candidates in order of the text; several of one signal may stand in one article.

        ``left_out`` are the numbers of the sentences that are page furniture.
        """
        return self.of_prepared(text, spans, words, prepare(text, spans, words, published, field, left_out), published, field)

    def of_prepared(
        self, text: str, spans: Sequence[Sentence], words: Words, prepared: Sequence[Prepared], published: dt.date | None, field: str
    ) -> Scan:
        """The scan of sentences that are ready."""
        coded = self.coder.code(words, [(p.first, p.last) for p in prepared], [p.cues for p in prepared])
        probabilities = self._signals.probabilities_of(coded.rows(len(prepared)))
        places = [(int(n), int(k)) for n, k in zip(*np.nonzero(probabilities >= FLOOR), strict=True)]
        bounds = np.searchsorted(coded.sentence, np.arange(len(prepared) + 1))
        sentences: dict[int, tuple[Governed, Columns]] = {}
        events: dict[tuple[int, int], tuple[set[int], list[str]]] = {}
        found: list[tuple[int, int, int, Signal, tuple[str, ...]]] = []
        rows: list[list[int]] = []
        for n, k in places:
            p, signal = prepared[n], Signal(self._signals.labels[k])
            part = slice(bounds[n], bounds[n + 1])
            focus, why = self._focus(coded.index[part], coded.word[part], k, p, signal)
            if n not in sentences:
                sentence = governed(text, words, p.first, p.last, published, p.setting)
                sentences[n] = sentence, self._realis_coder.columns(words.lower[p.first : p.last])
            if (n, focus) not in events:
                events[n, focus] = self._realis_coder.event(*sentences[n], focus)
            indices, named = events[n, focus]
            rows.append(sorted(indices | self._realis_coder.paired(signal, named)))
            found.append((n, k, focus, signal, why))
        out: list[Candidate] = []
        for (n, k, focus, signal, why), row in zip(found, self._realis.probabilities_of(rows).tolist(), strict=True):
            realis, rule = settle(sentences[n][0], focus, signal, row)
            p, span = prepared[n], spans[prepared[n].number]
            out.append(
                Candidate(
                    signal,
                    float(probabilities[n, k]),
                    realis,
                    rule,
                    field,
                    p.number,
                    (span.start, span.end),
                    (words.starts[focus], words.ends[focus]),
                    any(hit.cue.signal is signal for hit in p.cues),
                    float(max(probabilities[n, :k].max(initial=0.0), probabilities[n, k + 1 :].max(initial=0.0))),
                    why,
                )
            )
        return Scan(words, prepared, probabilities, out)

    def _focus(self, indices: NDArray[np.intp], places: NDArray[np.intp], k: int, p: Prepared, signal: Signal) -> tuple[int, tuple[str, ...]]:
        """The word that signal ``k`` hangs on, and the features that spoke loudest for it."""
        weights = self._signals.weights[indices, k]
        focus = focus_of(weights, places, p, signal)
        loudest = np.argsort(-weights, kind="stable")[:6]
        names = dict.fromkeys(f"{self._signals.names[indices[i]]} {weights[i]:+.2f}" for i in loudest if weights[i] > 0)
        return focus, tuple(names)[:4]


def focus_of(weights: NDArray[np.float32], places: NDArray[np.intp], p: Prepared, signal: Signal) -> int:
    """The word that a signal hangs on: where the features that speak for it pile up, its cues before others.

    ``weights`` are the signal's for the features of the sentence, ``places`` the words that these stand at.
    """
    piled = np.bincount(places - p.first, weights=np.maximum(weights, 0.0), minlength=p.last - p.first)
    for hit in p.cues:
        if hit.cue.signal is signal:
            piled[hit.first - p.first] += _CUE_WEIGHT
    return p.first + int(piled.argmax())


_CUE_WEIGHT = 0.5
