"""What speaks for and against an article's concerning a dispute."""

from __future__ import annotations

import pytest

from monitor.domain.reading import Evidence, Realis, Signal, TerritoryMention
from monitor.understand.relevance import judge, offtopic_counts
from tests.readings import a_signal

HERE = (TerritoryMention("kashmir", "Kashmir", 0.6, (Evidence(0, 7, "Kashmir"),)),)
SPORT = "The coach praised the striker and the goalkeeper after the match; the league title race goes on at the stadium."


def test_a_strong_signal_at_a_central_place_is_relevant() -> None:
    found = judge("Shelling in Kashmir", "Shells fell in Kashmir.", HERE, [a_signal(Signal.STRIKE)], [])
    assert found.relevant and found.score >= 0.5
    assert any("Kashmir" in r for r in found.reasons) and any("strike" in r for r in found.reasons) and "violence among them" in found.reasons


def test_without_a_signal_nothing_is_relevant_however_central_the_place() -> None:
    central = (TerritoryMention("kashmir", "Kashmir", 1.0, ()),)
    assert not judge("Kashmir", "Kashmir " * 50, central, [], []).relevant


def test_history_alone_is_not_relevant() -> None:
    assert not judge("Kashmir", "Long ago.", HERE, [a_signal(Signal.STRIKE, Realis.HISTORICAL, score=1.0)] * 5, []).relevant


def test_words_of_another_world_speak_against() -> None:
    signals = [a_signal(Signal.ARMED_CLASH)]
    dry, sporty = judge("Clash", "They clashed.", HERE, signals, []), judge("Clash", f"They clashed. {SPORT}", HERE, signals, [])
    assert dry.relevant and not sporty.relevant and sporty.score < dry.score
    assert any("sport" in r for r in sporty.reasons)


def test_a_headline_that_tells_of_it_speaks_for() -> None:
    signals = [a_signal(Signal.TALKS, score=0.4)]
    assert judge("T", "x", HERE, signals, [a_signal(Signal.TALKS, score=0.4)]).score > judge("T", "x", HERE, signals, []).score


def test_one_kind_of_signal_counts_once() -> None:
    once, often = judge("T", "x", HERE, [a_signal(Signal.TALKS)], []), judge("T", "x", HERE, [a_signal(Signal.TALKS)] * 9, [])
    assert once.score == often.score


def test_an_offtopic_word_counts_once() -> None:
    assert offtopic_counts("striker striker STRIKER") == {"sport": 1}


@pytest.mark.parametrize("text", ["", "1234 5678", "\u0448\u0430\u0445\u043c\u0430\u0442\u044b"])
def test_nothing_is_off_topic_in_nothing(text: str) -> None:
    assert offtopic_counts(text) == {}
