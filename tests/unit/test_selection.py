"""Which (signal, realis) pairs an article reports, given what its sentences may say."""

from __future__ import annotations

import pytest

from monitor.domain.reading import Realis, Signal
from monitor.understand.selection import Choice, explained
from monitor.understand.signals import Candidate

WEIGHTS = {"bias": 0.0, "joint": 1.0, "second": 0.1, "title": 0.1, "threshold": 0.5}
ALL = tuple(Realis)


def candidate(signal: Signal, probability: float, realis: Realis = Realis.ACTUAL, *, sentence: int = 0, field: str = "text") -> Candidate:
    view = tuple(0.9 if r is realis else 0.025 for r in ALL)
    start = 100 * sentence
    return Candidate(signal, probability, view, "model", field, sentence, (start, start + 50), (start, start + 5), True, 0.1)


def chosen(*candidates: Candidate, weights: dict[str, float] | None = None) -> list[tuple[Signal, Realis]]:
    return [(p.signal, p.realis) for p in Choice(weights or WEIGHTS).select(candidates, 9)]


def test_a_sure_sentence_is_reported_and_an_unsure_one_is_not() -> None:
    assert chosen(candidate(Signal.STRIKE, 0.99), candidate(Signal.TALKS, 0.2)) == [(Signal.STRIKE, Realis.ACTUAL)]


def test_one_event_asserted_and_denied_is_two_pairs() -> None:
    found = chosen(candidate(Signal.STRIKE, 0.99), candidate(Signal.STRIKE, 0.99, Realis.DENIED, sentence=1))
    assert found == [(Signal.STRIKE, Realis.ACTUAL), (Signal.STRIKE, Realis.DENIED)]


def test_a_pair_stands_once_with_its_best_sentence() -> None:
    (pair,) = Choice(WEIGHTS).select([candidate(Signal.STRIKE, 0.9), candidate(Signal.STRIKE, 0.99, sentence=4)], 9)
    assert pair.best.sentence == 4


def test_a_second_sentence_and_the_title_make_a_pair_surer() -> None:
    def surest(*candidates: Candidate) -> float:
        return max(p.score for p in Choice(WEIGHTS).pairs_of(candidates, 9))

    one = candidate(Signal.STRIKE, 0.8)
    alone = surest(one)
    assert surest(one, candidate(Signal.STRIKE, 0.7, sentence=1)) > alone
    assert surest(one, candidate(Signal.STRIKE, 0.7, field="title")) > alone


def test_where_the_text_tells_of_it_the_title_does_not_say_when() -> None:
    found = chosen(candidate(Signal.STRIKE, 0.9, Realis.HISTORICAL), candidate(Signal.STRIKE, 0.99, field="title"))
    assert (Signal.STRIKE, Realis.ACTUAL) not in found


def test_a_headline_alone_is_reported() -> None:
    (pair,) = Choice(WEIGHTS).select([candidate(Signal.STRIKE, 0.99, field="title")], 9)
    assert pair.best.field == "title"


@pytest.mark.parametrize(("own", "found"), [(0.95, []), (0.6, [(Signal.STRIKE, Realis.ACTUAL)])])
def test_a_signals_own_threshold_wins(own: float, found: list[tuple[Signal, Realis]]) -> None:
    assert chosen(candidate(Signal.STRIKE, 0.95), weights={**WEIGHTS, "threshold strike actual": own}) == found


def test_a_choice_says_why() -> None:
    (pair,) = Choice(WEIGHTS).select([candidate(Signal.STRIKE, 0.99), candidate(Signal.STRIKE, 0.9, sentence=1)], 9)
    assert explained(pair) == ("sentence 0.99, actual 0.90", "told in a second sentence")


def test_nothing_is_reported_of_nothing() -> None:
    assert chosen() == []


def test_a_brief_is_chosen_from_by_its_own_weights_and_threshold() -> None:
    weights = {**WEIGHTS, "brief joint": 1.0, "brief bias": -9.0, "brief threshold": 0.5}
    told = [candidate(Signal.STRIKE, 0.99)]
    assert [p.signal for p in Choice(weights).select(told, 3)] == [Signal.STRIKE] and Choice(weights).select(told, 2) == []
    assert Choice({**weights, "brief threshold": 0.0}).select(told, 2)[0].score < 0.1


def test_a_brief_has_no_parts_that_single_sentences_cannot_teach() -> None:
    """Briefs are learned from loose sentences: a weight of "a second sentence says so" would be chance, and once was -1.8."""
    told = [candidate(Signal.STRIKE, 0.9), candidate(Signal.STRIKE, 0.9, sentence=1)]
    (brief, *_), (whole, *_) = Choice(WEIGHTS).pairs_of(told, 2), Choice(WEIGHTS).pairs_of(told, 9)
    assert {name.removeprefix("brief ") for name in brief.parts} == set(whole.parts) - {"second", "title", "told"}
