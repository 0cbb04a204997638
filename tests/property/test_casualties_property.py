"""Any text at all: the grammar raises nothing, its bounds are ordered and its offsets slice."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from monitor.text.numbers import find_numbers
from monitor.text.sentences import sentences
from monitor.understand.attribution import Attributor
from monitor.understand.casualties import find_claims

WORDS = st.sampled_from(
    'two 14 dozens of at least a soldiers civilians woman her his Armenian , . ; : " \u201c \u201d ( ) and or were killed '
    "wounded died missing captured fled said that Baku He it among them including"
    " the toll rose to from 12 -year-old in 2014 since Monday according by not denied reports put dead bringing its total "
    "lost \n\n • had been their homes Q: A: 3.5m half million % \u2014 - 's".split(" ")
)
PROSE = st.lists(WORDS, max_size=60).map(" ".join)


class NoNames:
    def side_of(self, phrase: str) -> str | None:
        return "Somewhere" if phrase.startswith("A") else None


def check(text: str, published: dt.date | None) -> None:
    spans = sentences(text)
    attributor = Attributor(text, spans)
    for claim in find_claims(text, spans, attributor, published, NoNames()):
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end].strip()
        assert claim.low >= 1
        assert claim.high is None or claim.low <= claim.high
        assert spans[claim.sentence].start <= claim.start < claim.end <= spans[claim.sentence].end
    for number, span in enumerate(spans):
        name = attributor.source_of(number, span.start, span.end)
        assert name is None or name.strip()


@given(st.text(max_size=300), st.none() | st.dates())
def test_any_text(text: str, published: dt.date | None) -> None:
    check(text, published)


@given(PROSE, st.none() | st.dates())
def test_any_jumble_of_the_words_it_knows(text: str, published: dt.date | None) -> None:
    check(text, published)


@given(PROSE | st.text(max_size=200))
def test_numbers_are_ordered_slices(text: str) -> None:
    end = 0
    for q in find_numbers(text):
        assert end <= q.start <= q.core < q.end <= len(text)
        assert q.high is None or q.low <= q.high
        end = q.end
