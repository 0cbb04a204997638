"""Features coded by array are those that the readable definition names, for any sentences."""

from __future__ import annotations

import itertools
from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.artefacts import load_models
from monitor.domain.reading import Signal
from monitor.text.sentences import sentences
from monitor.understand.coding import FeatureCoder
from monitor.understand.cues import find_cues
from monitor.understand.features import sentence_features
from monitor.understand.gazetteer import load_gazetteer
from monitor.understand.linear import Rows
from monitor.understand.mentions import NameFinder
from monitor.understand.prepared import prepare
from monitor.understand.signals import SignalReader, focus_of
from monitor.understand.tokens import words_of

NAMES = NameFinder(load_gazetteer())
MODELS = load_models()
READER = SignalReader(MODELS.signals, MODELS.realis, MODELS.network)
LABELS = tuple(map(Signal, MODELS.signals.labels))
VOCABULARY = MODELS.signals.vocabulary
CODER = FeatureCoder(VOCABULARY)
WORDS = (
    "troops soldiers shelled the village of Poonch in Kashmir after talks on a ceasefire and said India would not withdraw two warships near "
    "a bridge , blocked road Pakistan accused them . Baku denied it ? 12 drones struck ; envoy summoned protest"
).split()


def listed(rows: Rows) -> list[list[int]]:
    ends = [0, *itertools.accumulate(rows.lengths.tolist())]
    return [rows.features[a:b].tolist() for a, b in itertools.pairwise(ends)]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=60))
@settings(max_examples=60, deadline=None)
def test_the_coded_features_are_the_named_ones(bits: list[str]) -> None:
    text = " ".join(bits)
    words = words_of(text, NAMES.find(text))
    ranges = [(first, last) for first, last in (words.within(s) for s in sentences(text)) if first < last]
    cues = [find_cues(words, first, last) for first, last in ranges]
    coded = CODER.code(words, ranges, cues)
    for n, ((first, last), hits) in enumerate(zip(ranges, cues, strict=True)):
        named = Counter((VOCABULARY[f], at) for f, at in sentence_features(words, first, last, hits) if f in VOCABULARY)
        mine = coded.sentence == n
        assert Counter(zip(coded.index[mine].tolist(), coded.word[mine].tolist(), strict=True)) == named
        assert listed(coded.rows(len(ranges)))[n] == sorted({i for i, _ in named})


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=60))
@settings(max_examples=40, deadline=None)
def test_the_words_that_signals_hang_on_are_found_together_as_alone(bits: list[str]) -> None:
    text = " ".join(bits)
    words = words_of(text, NAMES.find(text))
    prepared = prepare(text, sentences(text), words, None)
    coded = CODER.code(words, [(p.first, p.last) for p in prepared], [p.cues for p in prepared])
    bounds = coded.bounds(len(prepared))
    found = [(n, k) for n in range(len(prepared)) for k in range(len(LABELS))]
    sentence, label = np.array(found, dtype=np.intp).reshape(-1, 2).T
    together = READER._foci(coded, np.array(bounds), [(prepared[n], 0) for n, _ in found], [LABELS[k] for _, k in found], sentence, label)
    for (n, k), focus in zip(found, together, strict=True):
        part = slice(bounds[n], bounds[n + 1])
        assert focus == focus_of(MODELS.signals.weights[coded.index[part], k], coded.word[part], prepared[n], LABELS[k])


def test_no_sentence_has_no_features() -> None:
    coded = CODER.code(words_of("", []), [], [])
    assert listed(coded.rows(0)) == []
