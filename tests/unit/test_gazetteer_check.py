"""The shipped gazetteer has no hard gap and no clash; each rule finds what it is for; other lists are read and compared row by row."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.domain.errors import InputError
from monitor.domain.territory import Actor, Place, Territory, TerritoryKind
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.gazetteer_check import LATIN, SCRIPTS, check
from monitor.understand.gazetteer_compare import Comparison, Verdict, compare, parse_listing

ACTORS = tuple(
    Actor(iso3.lower(), name, iso3, "state", (name, *more))
    for iso3, name, *more in (
        ("SDN", "Sudan"),
        ("SSD", "South Sudan"),
        ("FRA", "France"),
        ("SYC", "Seychelles"),
        ("MUS", "Mauritius"),
        ("USA", "United States"),
        ("CUB", "Cuba"),
        ("ABK", "Abkhazia"),
        ("GEO", "Georgia"),
    )
)
WHOLE = Territory(
    "abyei",
    "Abyei",
    TerritoryKind.LAND,
    None,
    ("SDN", "SSD"),
    "SDN",
    "Africa",
    "active",
    ("Natural Earth B13",),
    {language: (f"Abyei in {language}",) for language in (*SCRIPTS, *LATIN)},
    places=(Place("Agok", (), "town"),),
    latitude=9.7,
    longitude=28.4,
    bounds=(27.5, 9.3, 29.0, 10.1),
)


def gazetteer_of(*territories: Territory, actors: tuple[Actor, ...] = ACTORS) -> Gazetteer:
    return Gazetteer(territories, actors, "test")


def test_the_shipped_gazetteer_has_no_hard_gap_and_no_clash(gazetteer: Gazetteer) -> None:
    assert [f for f in check(gazetteer) if f.hard] == []


def test_an_entry_that_lacks_nothing_has_no_finding() -> None:
    assert check(gazetteer_of(WHOLE)) == ()


@pytest.mark.parametrize(
    ("change", "rule", "hard"),
    [
        ({"claimants": ()}, "no claimant", True),
        ({"sources": ()}, "no source", True),
        ({"sources": ("BorderLines Abyei",)}, "position without a source of positions", True),
        ({"parent": "atlantis"}, "unknown parent", True),
        ({"parent": "abyei"}, "parent cycle", True),
        ({"controller": "XXX"}, "party without an actor", True),
        ({"status": "odd"}, "unknown status", True),
        ({"bounds": (27.5, 10.0, 29.0, 10.0)}, "empty bounds", True),
        ({"latitude": None, "longitude": None}, "no position", False),
        ({"bounds": None}, "no bounds", False),
        ({"aliases": dict.fromkeys(LATIN, ("Abyei",))}, "no name in a script", False),
        ({"aliases": dict.fromkeys(SCRIPTS, ("Abyei",))}, "no name of its own in a Latin script", False),
        ({"places": ()}, "no place", False),
        ({"places": (Place("Agok", (), "town"), Place("Agok camp", ("Agok",), "base"))}, "one name, two places of an entry", False),
    ],
)
def test_each_rule_finds_its_fault(change: dict[str, object], rule: str, hard: bool) -> None:
    assert [(f.rule, f.hard, f.entry) for f in check(gazetteer_of(replace(WHOLE, **change)))] == [(rule, hard, "abyei")]


def test_a_name_of_two_entries_clashes_until_it_is_ambiguous_in_all_but_one() -> None:
    other = replace(WHOLE, id="heglig", name="Heglig", aliases={k: (f"{v[0]} 2",) for k, v in WHOLE.aliases.items()}, latitude=10.0)
    twice = replace(other, places=(Place("AGOK", (), "town"),))
    assert [(f.rule, f.detail) for f in check(gazetteer_of(WHOLE, twice))] == [("one name, two entries, neither ambiguous", "agok: abyei, heglig")]
    assert check(gazetteer_of(WHOLE, replace(twice, places=(Place("AGOK", (), "town", ambiguous=True),)))) == ()
    assert {f.rule for f in check(gazetteer_of(WHOLE, replace(other, places=WHOLE.places, ambiguous=frozenset({"Agok"}), latitude=9.7)))} == {
        "one position, two entries"
    }


def test_a_name_of_two_actors_clashes() -> None:
    double = replace(ACTORS[1], id="other", iso3=None)
    assert [f.rule for f in check(gazetteer_of(WHOLE, actors=(*ACTORS, double)))] == ["one name, two actors"]


BORDERLINES = "Territory,Claimants,Controller,Region\n"
NATURAL_EARTH = "BRK_A3,BRK_NAME,SOVEREIGNT,ADMIN,NOTE_BRK\n"


def one(text: str, entry: Territory) -> Comparison:
    gazetteer = gazetteer_of(entry)
    return compare(parse_listing(text, gazetteer), gazetteer)[0]


@pytest.mark.parametrize(
    ("row", "verdict", "missing", "further", "controller"),
    [
        ("ABYEI,Sudan;South Sudan,Sudan,Africa", Verdict.SAME, (), (), True),
        ("Abyei,Sudan;South Sudan,Unknown,Africa", Verdict.SAME, (), (), None),
        ("Abyei,Sudan;South Sudan,South Sudan,Africa", Verdict.SAME, (), (), False),
        ("Abyei,Sudan;Atlantis,Sudan,Africa", Verdict.DIFFERENT, ("Atlantis",), ("SSD",), True),
        ("Abyei,Sudan;South Sudan;France,Sudan,Africa", Verdict.DIFFERENT, ("FRA",), (), True),
        ("Abyei,Sudan,Sudan,Africa", Verdict.DIFFERENT, (), ("SSD",), True),
        ("Elsewhere,Sudan,Sudan,Africa", Verdict.UNRESOLVED, (), (), None),
    ],
)
def test_a_row_with_columns_of_claimants(
    row: str, verdict: Verdict, missing: tuple[str, ...], further: tuple[str, ...], controller: bool | None
) -> None:
    c = one(BORDERLINES + row, WHOLE)
    assert (c.verdict, c.missing, c.further, c.controller_agrees) == (verdict, missing, further, controller)
    assert c.settled == (verdict is Verdict.SAME and controller is not False)


@pytest.mark.parametrize(
    ("row", "claimants", "controller"),
    [
        ("B25,T,France,x,Admin. by France; Claimed by Mauritius and the Seychelles", {"FRA", "MUS", "SYC"}, "FRA"),
        ("B25,T,France,x,Admin. by Atlantis for France; Claimed by Mauritius after ceded in 1884", {"FRA", "MUS"}, "FRA"),
        ("B35,Abkhazia,Georgia,Georgia,Self admin.; Claimed by Georgia", {"ABK", "GEO"}, "ABK"),
        ("B50,T,Cuba,x,Leased to U.S.A. by Cuba; Claimed by Cuba", {"CUB"}, None),
        ("B51,T,Cuba,Cuba,", {"CUB"}, None),
        ("B52,T,Cuba,Cuba,Admin. by Cuba; Claimed by multiple", {"CUB"}, "CUB"),
    ],
)
def test_a_row_with_a_note(row: str, claimants: set[str], controller: str | None) -> None:
    listed = parse_listing(NATURAL_EARTH + row, gazetteer_of(WHOLE))[0]
    assert (listed.claimants, listed.controller, listed.strangers) == (claimants, controller, ())


def test_a_difference_that_the_entry_explains_is_settled() -> None:
    row = BORDERLINES + "Abyei,Sudan;France,South Sudan,Africa"
    assert not one(row, WHOLE).settled
    explained = one(row, replace(WHOLE, disagrees=("BorderLines: outdated since 2011",)))
    assert explained.settled and explained.verdict is Verdict.EXPLAINED and explained.reasons == ("BorderLines: outdated since 2011",)
    assert not one(row, replace(WHOLE, disagrees=("Natural Earth: outdated",))).settled


def test_one_list_gives_what_another_leaves_out() -> None:
    gazetteer = gazetteer_of(WHOLE)
    rows = [
        *parse_listing(BORDERLINES + "Abyei,Sudan,Sudan,Africa", gazetteer),
        *parse_listing(NATURAL_EARTH + "B13,Abyei,Sudan,Sudan,Admin. by Sudan; Claimed by South Sudan", gazetteer),
    ]
    assert [c.verdict for c in compare(rows, gazetteer)] == [Verdict.WIDER, Verdict.SAME]


def test_a_list_of_another_form_is_refused() -> None:
    with pytest.raises(InputError, match="expected the columns Territory"):
        parse_listing("name,owner\nAbyei,Sudan\n", gazetteer_of(WHOLE))
