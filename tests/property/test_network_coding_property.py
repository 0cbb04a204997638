"""The rows that a network reads of sentences by array are those of the tokens that the readable definition names."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.artefacts import load_models
from monitor.text.sentences import sentences
from monitor.understand.gazetteer import load_gazetteer
from monitor.understand.mentions import NameFinder
from monitor.understand.network import lay, tokens_of
from monitor.understand.network_coding import TokenCoder
from monitor.understand.prepared import prepare
from monitor.understand.realis import YEAR_OF_TRAINING, Setting
from monitor.understand.tokens import words_of

NAMES = NameFinder(load_gazetteer())
NETWORK = load_models().network
CODER = TokenCoder(NETWORK)
WORDS = (
    "Troops shelled the village of Poonch in Jammu and Kashmir , Azerbaijani Armenian Baku forces . In March 1994 it fell ; by 2031 or 2020 twelve "
    "300 1499 zzxqed since last year !"
).split()


@given(
    st.lists(st.sampled_from(WORDS) | st.text(max_size=5), max_size=120),
    st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)),
    st.lists(st.builds(Setting, st.booleans(), st.booleans(), st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=5),
)
@settings(max_examples=120, deadline=None)
def test_the_rows_are_those_of_the_tokens(bits: list[str], published: dt.date | None, where: list[Setting]) -> None:
    text = " ".join(bits)
    words = words_of(text, NAMES.find(text))
    prepared = [p._replace(setting=where[n % len(where)]) for n, p in enumerate(prepare(text, sentences(text), words, published))]
    if not prepared:
        return
    told = lay([NETWORK.rows_of(tokens_of(text, words, p.first, p.last, p.setting, published)) for p in prepared])
    year = published.year if published else YEAR_OF_TRAINING
    found = CODER.lay(words.spelt, [(p.first, p.last) for p in prepared], [(p.setting, p.when) for p in prepared], year)
    for name in ("rows", "begins", "ends"):
        assert np.array_equal(getattr(told, name), getattr(found, name)), name
