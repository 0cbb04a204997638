"""The ladder of levels: which signals and tolls reach which step."""

from __future__ import annotations

import pytest

from monitor.domain.reading import COOPERATIVE, Effect, Realis, Signal, Victims
from monitor.understand.level import article_level, deaths, signal_level
from tests.readings import a_claim, a_signal

BASE = {
    1: [Signal.SOVEREIGNTY_CLAIM, Signal.DIPLOMATIC_PROTEST],
    2: [Signal.SANCTIONS, Signal.THREAT, Signal.UNREST],
    3: [Signal.FORCE_POSTURE, Signal.FORTIFICATION, Signal.EXTERNAL_SUPPORT, Signal.INCURSION, Signal.BLOCKADE],
    4: [Signal.SABOTAGE, Signal.ARMED_CLASH, Signal.STRIKE, Signal.TERRITORY_SEIZED],
    5: [Signal.MASS_VIOLENCE],
    0: sorted(COOPERATIVE),
}


def level(*signals: Signal) -> int:
    return article_level([a_signal(s) for s in signals], [])[0]


def test_every_signal_has_its_base_level() -> None:
    assert {s: signal_level(a_signal(s)) for s in Signal} == {s: n for n, signals in BASE.items() for s in signals}


@pytest.mark.parametrize(
    ("signal", "text", "expected"),
    [
        (Signal.SOVEREIGNTY_CLAIM, "Parliament voted to ANNEX the region", 2),
        (Signal.SOVEREIGNTY_CLAIM, "The annexation was signed", 2),
        (Signal.UNREST, "Martial law was declared in the city", 3),
        (Signal.SABOTAGE, "A cyberattack took the grid down", 3),
        (Signal.SABOTAGE, "Hackers got into the port's computers", 3),
        (Signal.BLOCKADE, "The road is cut by shelling", 4),
        (Signal.BLOCKADE, "Trucks are kept off the road by fire", 4),
        (Signal.MASS_VIOLENCE, "It declared war on its neighbour", 6),
        (Signal.MASS_VIOLENCE, "A full-scale invasion began at dawn", 6),
    ],
)
def test_the_exceptions_of_the_ladder(signal: Signal, text: str, expected: int) -> None:
    assert signal_level(a_signal(signal, text=text)) == expected
    assert article_level([a_signal(signal, text=text)], [])[0] == expected


@pytest.mark.parametrize("realis", [r for r in Realis if r is not Realis.ACTUAL])
@pytest.mark.parametrize("signal", list(Signal))
def test_what_did_not_happen_now_never_raises(signal: Signal, realis: Realis) -> None:
    claims = [a_claim(5000, victims=Victims.MILITARY)]
    assert article_level([a_signal(signal, realis, "declared war, annexed, martial law, by fire")], claims) == (0, ())


def test_the_highest_signal_counts_and_the_sum_does_not() -> None:
    assert level(Signal.STRIKE, Signal.STRIKE, Signal.THREAT, Signal.BLOCKADE) == 4
    assert level() == 0


def test_reasons_name_the_signals_of_the_level_once() -> None:
    _, reasons = article_level([a_signal(Signal.THREAT), a_signal(Signal.STRIKE), a_signal(Signal.ARMED_CLASH), a_signal(Signal.STRIKE)], [])
    assert reasons == ("strike (level 4)", "armed_clash (level 4)")


@pytest.mark.parametrize(("dead", "expected"), [(19, 4), (20, 4), (21, 5), (1000, 5), (1001, 6)])
def test_the_toll_of_heavy_weapons(dead: int, expected: int) -> None:
    assert article_level([a_signal(Signal.STRIKE)], [a_claim(dead)])[0] == expected


def test_a_running_total_makes_a_single_clash_no_sustained_fighting() -> None:
    assert article_level([a_signal(Signal.ARMED_CLASH)], [a_claim(30, cumulative=True)])[0] == 4
    assert article_level([a_signal(Signal.ARMED_CLASH), a_signal(Signal.SABOTAGE)], [a_claim(30, cumulative=True)])[0] == 5


def test_a_post_that_changed_hands_does_not_make_old_dead_new() -> None:
    assert article_level([a_signal(Signal.TERRITORY_SEIZED)], [a_claim(8000)])[0] == 4
    assert article_level([a_signal(Signal.TERRITORY_SEIZED), a_signal(Signal.ARMED_CLASH)], [a_claim(8000)])[0] == 6
    assert article_level([a_signal(Signal.SABOTAGE)], [a_claim(8000)])[0] == 5, "a bomb is deadly, but no war"


def test_the_dead_without_violence_prove_no_war() -> None:
    assert article_level([a_signal(Signal.TALKS)], [a_claim(5000)])[0] == 0


def test_dead_soldiers_beside_news_are_limited_violence() -> None:
    assert article_level([a_signal(Signal.TALKS)], [a_claim(2, victims=Victims.MILITARY)]) == (4, ("soldiers reported killed",))
    assert article_level([], [a_claim(2, victims=Victims.MILITARY)])[0] == 0


@pytest.mark.parametrize(
    "claim",
    [
        a_claim(5000, realis=Realis.HISTORICAL),
        a_claim(5000, realis=Realis.DENIED),
        a_claim(5000, effect=Effect.WOUNDED),
        a_claim(5000, effect=Effect.DISPLACED),
    ],
)
def test_only_the_actual_dead_count(claim: object) -> None:
    assert article_level([a_signal(Signal.STRIKE)], [claim])[0] == 4  # type: ignore[list-item]


def test_figures_of_one_side_are_not_added_and_sides_are() -> None:
    claims = [a_claim(12, side="India"), a_claim(9, side="India"), a_claim(10, side="Pakistan"), a_claim(15), a_claim(40, cumulative=True)]
    assert deaths(claims) == (22, 40)


def test_a_total_and_its_parts_are_one_figure() -> None:
    assert deaths([a_claim(8), a_claim(5, side="India"), a_claim(3, side="Pakistan")]) == (8, 0)
