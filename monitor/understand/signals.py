"""Which signals the sentences of a text may carry, each with its realis: candidates, of which ``selection`` keeps what the article reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from monitor.domain.reading import Signal
from monitor.understand.coding import Alphabet, Coded, FeatureCoder, Spelled
from monitor.understand.glossary import Spelt, joined
from monitor.understand.linear import LinearModel
from monitor.understand.network import SentenceNetwork
from monitor.understand.network_coding import TokenCoder
from monitor.understand.prepared import Field, Prepared
from monitor.understand.realis import YEAR_OF_TRAINING, Governed, governed
from monitor.understand.realis_coding import RealisCoder
from monitor.understand.realis_rules import settle

FLOOR = 0.12  # probability from which a signal of a sentence is a candidate: below it no article's choice ever fell on one
_NO = np.float32(0.12)  # the least probability that the network is heard with: 0.02 of average precision on articles by four other hands
_SURE = np.float32(1e-6)  # nobody is surer
_NETWORKS = np.float32(0.6)  # the network's share in the log odds: since it learns from a teacher it is the better of the two


class Candidate(NamedTuple):
    """A signal that sentence ``sentence`` of ``field`` may carry.

    ``probability`` is both readers', ``realis`` the probabilities of the five realis values in the order of ``Realis`` after the rules
    (``rule`` names the one that decided, or "model"), ``rival`` the highest probability of another signal in the same sentence.
    ``focus`` are the offsets of the word that the signal hangs on.
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


@dataclass(frozen=True)
class Scan:
    """What the signal model sees in some fields: their sentences laid end to end, the features of these with the places where each
    sentence's begin, the signal model's probability of each signal in each (sentences, labels), the candidates of both readers."""

    sentences: Sequence[tuple[Field, Prepared]]
    spelled: Spelled
    coded: Coded
    bounds: Sequence[int]
    probabilities: NDArray[np.float32]
    candidates: list[Candidate]

    @cached_property
    def places(self) -> dict[tuple[str, int], int]:
        """Where among the sentences each stands, by its field and its number there."""
        return {(f.name, p.number): n for n, (f, p) in enumerate(self.sentences)}


class SignalReader:
    """Finds candidates with a signal model and a realis model, and a network that reads the same sentences (see ``network``)."""

    def __init__(self, signals: LinearModel, realis: LinearModel, network: SentenceNetwork, alphabet: Alphabet | None = None) -> None:
        self._signals = signals
        self._realis = realis
        self._network = network
        self._labels = tuple(map(Signal, signals.labels))
        self._flat = signals.weights.ravel()
        self._coder = FeatureCoder(signals.vocabulary, alphabet)
        self._realis_coder = RealisCoder(realis.vocabulary)
        self._token_coder = TokenCoder(network)

    def read(self, fields: Sequence[Field], published: dt.date | None) -> Scan:
        """All candidates of the fields, in their order; several of one signal may stand in one article.

        The fields' words are numbered through: what is told of a word by such a number is moved to the word's own field in the end.
        """
        behind = list(accumulate((len(f.words.numbers) for f in fields), initial=0))
        placed = [(f, p, shift) for f, shift in zip(fields, behind, strict=False) for p in f.prepared]
        sentences = [(f, p) for f, p, _ in placed]
        ranges = [(p.first + shift, p.last + shift) for _, p, shift in placed]
        text = joined([f.words.spelt for f in fields])
        spelled = self._coder.alphabet.spell(text, ranges)
        coded = self._coder.look_up(spelled, [p.cues for _, p in sentences], [shift for *_, shift in placed])
        bounds = coded.bounds(len(placed))
        probabilities = self._signals.probabilities_of(coded.rows(len(placed)))
        if not placed:
            return Scan(sentences, spelled, coded, bounds, probabilities, [])
        laid = self._token_coder.lay(text, ranges, [(p.setting, p.when) for _, p in sentences], published.year if published else YEAR_OF_TRAINING)
        joint = self._network.probabilities_of(laid)
        both = agreed(probabilities, 1.0 - np.prod(1.0 - joint, axis=2))
        highest = np.sort(both, axis=1)[:, -2:].tolist()
        places = np.nonzero(both >= FLOOR)
        sentence_of, label_of = (part.tolist() for part in places)
        signals = [self._labels[k] for k in label_of]
        foci = self._foci(coded, np.array(bounds), [placed[n][1:] for n in sentence_of], signals, *places)
        read = {n: _governed(*sentences[n], published) for n in dict.fromkeys(sentence_of)}
        events = [(read[n], focus - placed[n][2], signal) for n, focus, signal in zip(sentence_of, foci, signals, strict=True)]
        told = self._told(text, events, foci, joint[places]) if events else []
        found = zip(sentence_of, both[places].tolist(), events, told, strict=True)
        candidates = [_candidate(*sentences[n], event, p, row, highest[n]) for n, p, event, row in found]
        return Scan(sentences, spelled, coded, bounds, probabilities, candidates)

    def _told(
        self, text: Spelt, events: Sequence[tuple[Governed, int, Signal]], foci: Sequence[int], joint: NDArray[np.float32]
    ) -> list[list[float]]:
        """Both readers' probabilities of the realis of each event; ``joint`` is what the network gives its signal in each realis."""
        linear = self._realis.probabilities_of(self._realis_coder.rows(events, text, foci))
        both = np.sqrt(linear * joint)
        told: list[list[float]] = (both / both.sum(axis=1, keepdims=True)).tolist()
        return told

    def _foci(
        self,
        coded: Coded,
        bounds: NDArray[np.intp],
        found: Sequence[tuple[Prepared, int]],
        signals: Sequence[Signal],
        sentence: NDArray[np.intp],
        label: NDArray[np.intp],
    ) -> list[int]:
        """The word that each signal found hangs on, as ``focus_of`` tells it, for all at once: their sentences are laid end to end.

        ``found`` are the sentences of the signals, each with the number of words in the fields before its own.
        """
        if not found:
            return []
        begins, lengths = bounds[sentence], bounds[sentence + 1] - bounds[sentence]
        owner = np.repeat(np.arange(len(found)), lengths)
        feature = np.arange(len(owner)) + np.repeat(begins - np.cumsum(lengths) + lengths, lengths)
        first = np.array([p.first + behind for p, behind in found])
        width = np.array([p.last - p.first for p, _ in found])
        starts = np.cumsum(width) - width
        weights = self._flat.take(coded.index[feature] * len(self._labels) + label[owner])
        at = coded.word[feature] + (starts - first)[owner]
        piled = np.bincount(at, weights=np.maximum(weights, 0.0), minlength=int(width.sum()))
        for (p, _), signal, start in zip(found, signals, starts.tolist(), strict=True):
            for hit in p.cues:
                if hit.cue.signal is signal:
                    piled[hit.first - p.first + start] += _CUE_WEIGHT
        highest = np.flatnonzero(piled == np.repeat(np.maximum.reduceat(piled, starts), width))
        foci: list[int] = (highest[highest.searchsorted(starts)] - starts + first).tolist()
        return foci

    def why(self, scan: Scan, candidates: Sequence[Candidate]) -> list[tuple[str, ...]]:
        """The features that spoke loudest for each of some candidates of ``scan``, with their weights."""
        places = np.array([scan.places[c.field, c.sentence] for c in candidates], dtype=np.intp)
        bounds = np.array(scan.bounds)
        begins, lengths = bounds[places], bounds[places + 1] - bounds[places]
        owner = np.arange(len(places)).repeat(lengths)
        if not len(owner):
            return [()] * len(candidates)
        feature = scan.coded.index[np.arange(len(owner)) + (begins - lengths.cumsum() + lengths)[owner]]
        labels = np.array([self._labels.index(c.signal) for c in candidates])
        weights = self._flat.take(feature * len(self._labels) + labels[owner])
        loudest = np.lexsort((-weights, owner))
        first = (np.cumsum(lengths) - lengths)[:, None] + np.arange(_LOUDEST)
        ends = lengths.cumsum().tolist()
        loud = loudest.take(np.minimum(first, len(owner) - 1))
        spoken = zip(feature[loud].tolist(), weights[loud].tolist(), first.tolist(), ends, strict=True)
        return [self._said(indices, values, ats, end) for indices, values, ats, end in spoken]

    def _said(self, indices: Sequence[int], weights: Sequence[float], ats: Sequence[int], end: int) -> tuple[str, ...]:
        names = self._signals.names
        told = [f"{names[i]} {weight:+.2f}" for i, weight, at in zip(indices, weights, ats, strict=True) if at < end and weight > 0]
        return tuple(dict.fromkeys(told))[:_SAID]


_LOUDEST, _SAID = 6, 4  # features of a candidate that are looked at, and that are told at most when some say the same


def _governed(f: Field, p: Prepared, published: dt.date | None) -> Governed:
    return governed(f.text, f.words, p.first, p.last, published, p.setting, p.when)


def _candidate(
    f: Field, p: Prepared, event: tuple[Governed, int, Signal], probability: float, told: Sequence[float], highest: Sequence[float]
) -> Candidate:
    """The candidate of an event; ``told`` are both readers' probabilities of its realis, ``highest`` the sentence's two highest of any signal."""
    realis, rule = settle(*event, told)
    _, focus, signal = event
    span, (second, first) = f.spans[p.number], highest
    return Candidate(
        signal,
        probability,
        realis,
        rule,
        f.name,
        p.number,
        (span.start, span.end),
        (f.words.starts[focus], f.words.ends[focus]),
        signal in [hit.cue.signal for hit in p.cues],
        first if probability < first else second,
    )


def agreed(linear: NDArray[np.float32], network: NDArray[np.float32]) -> NDArray[np.float32]:
    """The probability that two readers give together: the weighted mean of their log odds (both may be of any one shape).

    The network's no counts for so much and no more: it has no words for what it has not met, and a plain wire sentence that the linear model
    and its cues are sure of is not to be lost by that.
    """
    a, b = np.clip(linear, _SURE, 1 - _SURE), np.clip(network, _NO, 1 - _SURE)
    odds = (a / (1 - a)) ** (1 - _NETWORKS) * (b / (1 - b)) ** _NETWORKS
    out: NDArray[np.float32] = odds / (1 + odds)
    return out


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
