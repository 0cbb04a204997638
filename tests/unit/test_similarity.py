"""How alike two reports are as reports of one event, part by part."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from monitor.stories.assign import SAME_EVENT
from monitor.stories.similarity import copy_likeness, cosine, overlap, parts_of, score
from tests.story_parts import DAY, NOW, some_features

MONDAY, THURSDAY = dt.date(2024, 3, 4), dt.date(2024, 3, 7)
A = "Indian and Pakistani soldiers traded mortar fire near Mendhar on Monday, killing three soldiers and a farmer, officers said"
B = "Three soldiers and a farmer died near Mendhar on Monday when Indian and Pakistani mortar fire was traded, said officers"
ONE = {
    "names": frozenset({"mendhar", "poonch"}),
    "places": frozenset({"Mendhar"}),
    "actors": frozenset({"India", "Pakistan"}),
    "signals": frozenset({"armed_clash"}),
    "event_days": frozenset({MONDAY}),
    "killed": (3,),
}


def likelihood(a: object, b: object) -> float:
    return score(parts_of(a, b))  # type: ignore[arg-type]


def test_two_reports_of_one_event_are_alike() -> None:
    assert likelihood(some_features("a", A, "Three soldiers killed in Mendhar fire", **ONE), some_features("b", B, "Mortar fire kills soldiers near Mendhar", **ONE)) >= SAME_EVENT


def test_the_comparison_is_symmetric() -> None:
    a = some_features("a", A, "Three soldiers killed in Mendhar fire", **ONE)
    b = some_features("b", "Talks in Geneva failed on Monday", published_at=NOW + DAY, territories=frozenset({"crimea"}), signals=frozenset({"talks"}))
    assert parts_of(a, b) == parts_of(b, a)


def test_the_same_town_on_another_day_is_another_event() -> None:
    a = some_features("a", A, **ONE)
    later = some_features("b", "A bus was blown up near Mendhar on Thursday and four policemen were hurt", **{**ONE, "event_days": frozenset({THURSDAY}), "signals": frozenset({"sabotage"}), "killed": ()}, published_at=NOW + 3 * DAY)
    assert likelihood(a, later) < SAME_EVENT


def test_a_day_apart_is_near_and_three_are_not() -> None:
    a = some_features("a", A, **ONE)
    for days, differs in ((0, 0.0), (1, 0.0), (2, 1.0), (3, 1.0)):
        b = some_features("b", B, **{**ONE, "event_days": frozenset({MONDAY + days * DAY})})
        assert parts_of(a, b)["event_day_differs"] == differs


def test_the_twelfth_package_is_not_the_thirteenth() -> None:
    text = "The European Union adopted its {} package of sanctions against Russia over Crimea after weeks of talks among ambassadors in Brussels"
    def package(n: str, key: str) -> object:
        return some_features(key, text.format(n), f"EU adopts {n} package of sanctions", extra={"ordinals": (f"{n} package",)}, signals=frozenset({"sanctions"}))

    assert likelihood(package("12th", "a"), package("12th", "b")) >= SAME_EVENT
    assert likelihood(package("12th", "a"), package("13th", "b")) < SAME_EVENT


def test_numbered_things_of_different_kinds_do_not_clash() -> None:
    a, b = (some_features(k, A, extra={"ordinals": o}) for k, o in (("a", ("12th package",)), ("b", ("3rd round",))))
    assert parts_of(a, b)["ordinal_differs"] == 0.0


def test_who_struck_whom_is_not_the_same_the_other_way_round() -> None:
    russia = some_features("a", "Ukrainian drones hit an oil depot in Belgorod in Russia, the regional governor Gladkov said", "Ukraine drone hits Russia", territories=frozenset({"crimea"}), places=frozenset(), names=frozenset({"belgorod", "gladkov"}), signals=frozenset({"strike"}))
    ukraine = some_features("b", "Russian drones hit an apartment block in Kharkiv in Ukraine, the mayor Terekhov said", "Russian drone hits Ukraine", territories=frozenset({"kharkiv-oblast"}), places=frozenset({"Kharkiv"}), names=frozenset({"kharkiv", "terekhov"}), signals=frozenset({"strike"}))
    assert likelihood(russia, ukraine) < SAME_EVENT


@pytest.mark.parametrize(
    ("part", "closer", "farther"),
    [
        ("territory", {"territories": frozenset({"kashmir"})}, {"territories": frozenset({"crimea"})}),
        ("day", {"published_at": NOW}, {"published_at": NOW + 5 * DAY}),
        ("signals", {"signals": frozenset({"armed_clash"})}, {"signals": frozenset({"talks"})}),
        ("names", {"names": ONE["names"]}, {"names": frozenset({"geneva"})}),
        ("killed", {"killed": (3,)}, {"killed": (9,)}),
    ],
)
def test_every_part_speaks_in_its_direction(part: str, closer: dict[str, object], farther: dict[str, object]) -> None:
    a = some_features("a", A, **ONE)
    assert likelihood(a, some_features("b", B, **{**ONE, **closer})) > likelihood(a, some_features("b", B, **{**ONE, **farther})), part


def test_digests_of_two_versions_are_not_compared() -> None:
    a = some_features("a", A)
    assert copy_likeness(a, some_features("b", A)) == 1.0
    assert copy_likeness(a, dataclasses.replace(a, digest_version="older")) == 0.0


def test_cosine_and_overlap_of_nothing_are_nothing() -> None:
    assert cosine({}, {"a": 1.0}) == 0.0 and overlap(set(), {"a"}) == 0.0
    assert overlap({"a", "b"}, {"a", "b"}) == pytest.approx(1.0) and cosine({"a": 0.6, "b": 0.8}, {"b": 1.0}) == pytest.approx(0.8)
