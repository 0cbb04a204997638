"""What speaks for and against an article's concerning a dispute."""

from __future__ import annotations

import pytest

from monitor.domain.reading import Evidence, Signal, TerritoryMention
from monitor.understand.relevance import HEAD, head_of, judge, offtopic_counts

HERE = (TerritoryMention("kashmir", "Kashmir", 0.6, (Evidence(0, 7, "Kashmir"),)),)
SPORT = "The coach praised the striker and the goalkeeper after the match; the league title race goes on at the stadium."


def test_a_head_like_a_disputes_with_news_in_the_text_is_relevant() -> None:
    found = judge(0.8, "", "Shells fell in Kashmir.", HERE, {Signal.STRIKE: 0.9})
    assert found.relevant and found.score >= 0.5
    assert any("Kashmir" in r for r in found.reasons) and any("strike" in r for r in found.reasons) and "violence among them" in found.reasons


def test_a_head_of_another_world_outweighs_a_word_of_war() -> None:
    found = judge(0.01, "", f"They clashed. {SPORT}", HERE, {Signal.ARMED_CLASH: 0.9})
    assert not found.relevant and any("sport" in r for r in found.reasons)


def test_without_a_signal_only_a_sure_head_is_relevant() -> None:
    assert not judge(0.6, "", "Kashmir.", HERE, {}).relevant
    assert judge(0.95, "", "Kashmir.", HERE, {}).relevant


@pytest.mark.parametrize("probability", [0.0, 1.0])
def test_a_head_that_is_certain_either_way_still_gives_a_score(probability: float) -> None:
    assert 0.0 <= judge(probability, "", "x", HERE, {}).score <= 1.0


def test_more_signals_a_likelier_head_and_a_more_central_place_speak_for() -> None:
    base = judge(0.5, "", "x", HERE, {Signal.TALKS: 0.9}).score
    central = (TerritoryMention("kashmir", "Kashmir", 0.9, ()),)
    assert judge(0.6, "", "x", HERE, {Signal.TALKS: 0.9}).score > base
    assert judge(0.5, "", "x", central, {Signal.TALKS: 0.9}).score > base
    assert judge(0.5, "", "x", HERE, {Signal.TALKS: 0.9, Signal.STRIKE: 0.9}).score > base


def test_a_head_is_the_title_and_the_beginning() -> None:
    assert head_of("Title", "x" * 5000) == "Title. " + "x" * HEAD


def test_an_offtopic_word_counts_once() -> None:
    assert offtopic_counts("striker striker STRIKER") == {"sport": 1}


@pytest.mark.parametrize("text", ["", "1234 5678", "\u0448\u0430\u0445\u043c\u0430\u0442\u044b"])
def test_nothing_is_off_topic_in_nothing(text: str) -> None:
    assert offtopic_counts(text) == {}


def test_a_title_about_something_else_speaks_against() -> None:
    told = {Signal.FORCE_POSTURE: 0.9}
    plain = judge(0.5, "Army lands on the island", "x", HERE, told).score
    assert judge(0.5, "Army lands on the island after the cyclone", "x", HERE, told).score < plain
    assert judge(0.5, "Bomb under a bus on the island", "x", HERE, told).score == plain
