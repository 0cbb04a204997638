"""The features of an event coded as indices are those that the readable definition names, for any sentence, word and date."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.artefacts import load_models
from monitor.domain.reading import Signal
from monitor.understand.realis import Setting, event_features, governed
from monitor.understand.realis_coding import RealisCoder
from monitor.understand.tokens import words_of

VOCABULARY = load_models().realis.vocabulary
CODER = RealisCoder(VOCABULARY)
WORDS = (
    "In March 2008 , troops had withdrawn while Baku denied that it would shell the village on 12 May ; if talks fail before Sunday they may not "
    "return \u201cnever\u201d said didn't since last year"
).split()


@given(
    st.lists(st.sampled_from(WORDS) | st.text(max_size=5), min_size=1, max_size=40),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(list(Signal)),
    st.builds(Setting, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)),
)
@settings(max_examples=150, deadline=None)
def test_the_coded_features_are_the_named_ones(bits: list[str], at: float, signal: Signal, setting: Setting, published: dt.date | None) -> None:
    text = " ".join(bits)
    words = words_of(text, [])
    if not words.lower:
        return
    sentence = governed(text, words, 0, len(words.lower), published, setting)
    focus = int(at * len(words.lower))
    shared, named = event_features(sentence, focus)
    wanted = {VOCABULARY[f] for f in (*shared, f"s:{signal}", *(f"s:{signal} {n}" for n in named)) if f in VOCABULARY}
    other = len(words.lower) - 1
    rows = CODER.rows([(sentence, other, signal), (sentence, focus, signal)], words.spelt, [other, focus])
    assert rows.features[rows.lengths[0] :].tolist() == sorted(wanted)
