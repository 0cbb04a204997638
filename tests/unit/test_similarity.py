"""How alike two reports are as reports of one event, part by part."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from monitor.adapters.artefacts import load_background, load_story_weights
from monitor.domain.story import Features
from monitor.stories.assign import SAME_EVENT, assign, story_parts
from monitor.stories.features import features_of, names_of
from monitor.stories.similarity import ahead, apart, copy_likeness, kind_of, likeness, overlap, parts_of, retold, score, telling
from monitor.understand.reader import ArticleReader
from tests.readings import TUESDAY, an_article
from tests.story_parts import DAY, NOW, WEIGHTS, some_features

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


def likelihood(a: Features, b: Features) -> float:
    return score(parts_of(a, b), WEIGHTS)


def test_two_reports_of_one_event_are_alike() -> None:
    assert (
        likelihood(
            some_features("a", A, "Three soldiers killed in Mendhar fire", **ONE),
            some_features("b", B, "Mortar fire kills soldiers near Mendhar", **ONE),
        )
        >= SAME_EVENT
    )


def test_the_comparison_is_symmetric() -> None:
    a = some_features("a", A, "Three soldiers killed in Mendhar fire", **ONE)
    b = some_features(
        "b", "Talks in Geneva failed on Monday", published_at=NOW + DAY, territories=frozenset({"crimea"}), signals=frozenset({"talks"})
    )
    assert parts_of(a, b) == parts_of(b, a)


def test_the_same_town_on_another_day_is_less_alike_than_on_the_same() -> None:
    a = some_features("a", A, **ONE)
    same, later = (
        some_features("b", B, **{**ONE, "event_days": frozenset({day})}, published_at=NOW + days * DAY) for day, days in ((MONDAY, 0), (THURSDAY, 3))
    )
    assert likelihood(a, later) < likelihood(a, same)
    elsewhere = {
        **ONE,
        "names": frozenset({"anantnag"}),
        "places": frozenset({"Anantnag"}),
        "event_days": frozenset({THURSDAY}),
        "signals": frozenset({"sabotage"}),
        "killed": (4,),
    }
    bomb = some_features(
        "b", "A bus was blown up by a roadside bomb in Anantnag on Thursday and four policemen died", published_at=NOW + 3 * DAY, **elsewhere
    )
    assert likelihood(a, bomb) < SAME_EVENT


def test_a_day_apart_is_near_and_three_are_not() -> None:
    a = some_features("a", A, **ONE)
    for days, differs in ((0, 0.0), (1, 0.0), (2, 1.0), (3, 1.0)):
        b = some_features("b", B, **{**ONE, "event_days": frozenset({MONDAY + days * DAY})})
        assert parts_of(a, b).get("event_day_differs", 0.0) == differs


TWELFTH = (
    "The European Union adopted its 12th package of sanctions against Russia over the annexation of Crimea on Monday, banning imports of diamonds and tightening the cap on oil prices. "
    "Ambassadors had haggled for weeks over the exemptions that Belgium wanted. The measures add 120 people and firms to the list, the Commission said."
)
TWELFTH_TOO = (
    "Russian diamonds may no longer be sold in the EU under its 12th package of sanctions, adopted on Monday over the annexation of Crimea. "
    "Belgium, whose traders in Antwerp will lose most, had asked for exemptions. Another 120 people and firms were put on the list, said the Commission."
)
THIRTEENTH = (
    "The European Union agreed its 13th package of sanctions against Russia over the annexation of Crimea on Thursday, targeting firms in China and Turkey that sell drone parts. "
    "Hungary gave up its objections late at night. The measures add 190 people and firms to the list, said the Commission."
)


def package(key: str, text: str, ordinal: str, days: int) -> Features:
    return some_features(key, text, f"EU adopts {ordinal} of sanctions", extra={"ordinals": (ordinal,)}, names=frozenset(names_of(text)), published_at=NOW + days * DAY, event_days=frozenset({MONDAY + days * DAY}), territories=frozenset({"crimea"}))  # fmt: skip


def test_the_twelfth_package_is_not_the_thirteenth() -> None:
    twelfth = package("a", TWELFTH, "12th package", 0)
    assert likelihood(twelfth, package("b", TWELFTH_TOO, "12th package", 0)) >= SAME_EVENT
    assert likelihood(twelfth, package("c", THIRTEENTH, "13th package", 3)) < SAME_EVENT
    assert parts_of(twelfth, package("c", THIRTEENTH, "13th package", 3))["ordinal_differs"] == 1.0


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("12th package", "13th package", True),
        ("twelfth package", "12th package", False),
        ("second round", "third round", True),
        ("first meeting", "second meeting", False),  # "the first meeting since the war" numbers nothing
        ("third day", "fourth day", False),  # one story lasts for days
        ("second round", "third package", False),
    ],
)
def test_numbered_things_of_one_series_are_apart_whatever_the_weights(one: str, other: str, differ: bool) -> None:
    a, b = (some_features(k, A, **{**ONE, "extra": {"ordinals": (o,)}}) for k, o in (("a", one), ("b", other)))
    assert apart(a, b) is apart(b, a) is differ
    decided = assign(b, [("s", a)], [("s", [a])], WEIGHTS)
    assert (decided.story_id != "s") is differ


def test_an_absurd_number_is_a_number() -> None:
    assert apart(some_features("a", A, extra={"ordinals": ("9" * 9000 + "th package",)}), some_features("b", A, extra={"ordinals": ("2nd package",)}))


def test_numbered_things_of_different_kinds_do_not_clash() -> None:
    a, b = (some_features(k, A, extra={"ordinals": o}) for k, o in (("a", ("12th package",)), ("b", ("3rd round",))))
    assert "ordinal_differs" not in parts_of(a, b)


def test_who_struck_whom_is_not_the_same_the_other_way_round() -> None:
    russia = some_features(
        "a",
        "Ukrainian drones set an oil depot near Feodosia in Crimea on fire on Monday, its Russian-installed head Sergei Aksyonov said. Nobody was hurt. The depot feeds the fleet, Kyiv said.",
        "Ukraine drone hits Russia",
        territories=frozenset({"crimea"}),
        places=frozenset(),
        names=frozenset({"feodosia", "sergei aksyonov"}),
        signals=frozenset({"strike"}),
    )
    ukraine = some_features(
        "b",
        "Russian drones hit an apartment block in Kharkiv on Monday, wounding five people, the mayor Ihor Terekhov said. Rescuers pulled a girl from under the rubble. Moscow did not comment.",
        "Russian drone hits Ukraine",
        territories=frozenset({"kharkiv-oblast"}),
        places=frozenset({"Kharkiv"}),
        names=frozenset({"kharkiv", "ihor terekhov"}),
        signals=frozenset({"strike"}),
    )
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


def test_overlap_of_nothing_is_nothing() -> None:
    assert overlap(set(), {"a"}) == 0.0
    assert overlap({"a", "b"}, {"a", "b"}) == pytest.approx(1.0)


FIRE = (
    "MENDHAR - Indian and Pakistani soldiers traded mortar fire across the Line of Control near Mendhar in Kashmir on Monday, killing three soldiers and a farmer, officers said. "
    "Shells fell on two hamlets for an hour before dawn. Schools along the line were shut and families moved to bunkers, said the district magistrate, Rahul Mehta."
)
FIRE_TOO = (
    "Three soldiers and a farmer died near Mendhar in Kashmir on Monday when Indian and Pakistani troops traded mortar fire across the Line of Control. "
    "Two hamlets were shelled for an hour, said the district magistrate, Rahul Mehta, who shut the schools."
)
FERRY = (
    "A ferry line between Sochi and the ports of Crimea opened to tourists on Monday, and the first ship brought 200 people to Yalta, its owner said."
)


def test_the_shipped_weights_tell_two_reports_of_one_event_from_another(reader: ArticleReader) -> None:
    weights, background = load_story_weights(), load_background()

    def made(key: str, title: str, text: str) -> Features:
        article = an_article(text, title, id=key, outlet=f"Vale {key}")
        return features_of(article, reader.read([article])[0], background, seen_at=TUESDAY)

    one = made("a", "Soldiers killed in Mendhar mortar fire", FIRE)
    too, other = made("b", "Mortars kill three soldiers and a farmer on Kashmir line", FIRE_TOO), made("c", "Ferry to Crimea opens", FERRY)
    assert score(parts_of(one, too), weights) > score(parts_of(one, other), weights) < SAME_EVENT


def test_parts_that_are_nothing_are_left_out_and_unknown_ones_weigh_nothing() -> None:
    assert all(parts_of(some_features("a", A), some_features("b", "")).values())
    assert score({"of another age": 99.0}, {"bias": 0.0}) == 0.5


def general(cosine: float) -> dict[str, float]:
    return {"general lead": cosine, "general pair": 1.0}


def test_a_story_is_ahead_by_what_it_is_more_alike_than_the_five_next() -> None:
    alike = [0.5, 0.3, 0.2, 0.2, 0.2, 0.1, 0.9]
    leads = [p["general lead"] for p in ahead([general(c) for c in alike])]
    assert leads[6] == pytest.approx(0.9 - (0.5 + 0.3 + 0.2 + 0.2 + 0.2) / 5)
    assert leads[0] == pytest.approx(0.5 - (0.9 + 0.3 + 0.2 + 0.2 + 0.2) / 5)
    assert leads[5] == pytest.approx(0.1 - (0.9 + 0.5 + 0.3 + 0.2 + 0.2) / 5)


def test_a_single_story_is_ahead_by_all_it_is_alike() -> None:
    assert ahead([general(0.4)])[0]["general lead"] == pytest.approx(0.4)
    assert ahead([]) == []


def test_the_crowd_says_nothing_of_reports_on_territories() -> None:
    parts = {"cosine": 0.4, "pair": 1.0}
    assert ahead([parts, general(0.3)])[0] == parts


def test_a_story_is_compared_by_members_of_one_kind() -> None:
    article = some_features("a", A, **ONE)
    report = some_features("b", B, **ONE)
    other = some_features("c", "The senate voted on the bill", relevant=False, territory=None, territories=frozenset(), places=frozenset())
    alone, mixed = story_parts(article, [report], {}), story_parts(article, [report, other], {})
    assert kind_of(alone) == kind_of(mixed) == "" and alone == pytest.approx(mixed)
    assert likeness(mixed) == pytest.approx(mixed["cosine"])


NO_TERRITORY: dict[str, Any] = {"relevant": False, "territory": None, "territories": frozenset(), "places": frozenset()}


def plain(article_id: str, **terms: float) -> Features:
    return some_features(article_id, "", **NO_TERRITORY, terms=terms, dated=False)


def test_a_word_tells_the_less_the_more_of_the_compared_articles_have_it() -> None:
    article = plain("a", senate=0.6, budget=0.6, moultrie=0.5)
    news = telling(article, [plain("b", senate=1.0), plain("c", senate=0.8, moultrie=0.6), plain("d", senate=0.8, bridge=0.6)])
    assert news == {"senate": pytest.approx(1 / 1.2), "moultrie": 1.0}


def test_what_everybody_tells_makes_two_reports_less_alike_than_what_few_tell() -> None:
    article, of_few, of_all = plain("a", senate=0.7, moultrie=0.7141), plain("b", moultrie=1.0), plain("c", senate=1.0)
    news = {"senate": 0.2, "moultrie": 1.0}
    assert retold(article, of_few, news) > 0.7141 > 0.7 > retold(article, of_all, news)
    assert retold(article, of_all, {}) == pytest.approx(0.7)
    assert retold(article, article, news) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize(("own", "other", "told"), [({MONDAY}, {MONDAY, THURSDAY}, 1.0), ({MONDAY}, {THURSDAY}, -1.0), ({MONDAY}, set(), None)])
def test_articles_without_a_date_are_held_together_by_the_weekdays_they_name(own: set[dt.date], other: set[dt.date], told: float | None) -> None:
    a, b = replace(plain("a", x=1.0), event_days=frozenset(own)), replace(plain("b", x=1.0), event_days=frozenset(other))
    assert parts_of(a, b).get("general weekday") == parts_of(b, a).get("general weekday") == told
    assert "general weekday" not in parts_of(a, replace(b, dated=True))
