"""The gazetteer's data hold what the code relies on, and files that do not are refused by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from monitor.domain.errors import InputError
from monitor.domain.territory import Territory
from monitor.understand.gazetteer import Gazetteer, load_gazetteer
from monitor.understand.mentions import NameFinder

ACTOR = '[[actor]]\nid = "a"\nname = "A"\niso3 = "AAA"\nkind = "state"\nnames = ["A"]\n'
TERRITORY = '[[territory]]\nid = "{id}"\nname = "Here"\nkind = "land"\nclaimants = ["AAA"]\nregion = "test"\nsources = ["a map"]\n'


def misplaced(t: Territory) -> bool:
    """True for a position that is not on the globe, or outside its own bounds."""
    if (t.latitude is None) != (t.longitude is None):
        return True
    if t.latitude is not None and t.longitude is not None and not (-90 <= t.latitude <= 90 and -180 <= t.longitude <= 180):
        return True
    if t.bounds is None:
        return False
    west, south, east, north = t.bounds
    return not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90)


def test_ids_are_unique_and_speak_url(gazetteer: Gazetteer) -> None:
    ids = [t.id for t in gazetteer.territories]
    assert len(ids) == len(set(ids)) > 300
    assert all(i == i.lower() and i.replace("-", "").isalnum() and i.isascii() for i in ids)


def test_parents_exist_and_none_is_its_own_ancestor(gazetteer: Gazetteer) -> None:
    for t in gazetteer.territories:
        assert t.parent is None or t.parent in gazetteer.by_id
        assert t.id not in gazetteer.ancestors(t.id)


def test_children_are_the_reverse_of_parents(gazetteer: Gazetteer) -> None:
    pairs = {(parent, child) for parent, children in gazetteer.children.items() for child in children}
    assert pairs == {(t.parent, t.id) for t in gazetteer.territories if t.parent}


def test_every_claimant_and_controller_has_an_actor(gazetteer: Gazetteer) -> None:
    codes = {a.iso3 for a in gazetteer.actors if a.iso3}
    assert {c for t in gazetteer.territories for c in (*t.claimants, t.controller) if c} <= codes


def test_every_territory_is_claimed_by_somebody_and_has_a_source(gazetteer: Gazetteer) -> None:
    assert [t.id for t in gazetteer.territories if not t.claimants or not t.sources or t.status not in {"active", "dormant", "settled"}] == []


def test_positions_are_on_the_globe(gazetteer: Gazetteer) -> None:
    placed = [t for t in gazetteer.territories if t.latitude is not None]
    assert placed
    assert [t.id for t in gazetteer.territories if misplaced(t)] == []
    assert misplaced(replace(placed[0], latitude=91.0)) and misplaced(replace(placed[0], bounds=(10.0, 5.0, 12.0, 4.0)))


def test_no_name_is_empty(gazetteer: Gazetteer) -> None:
    for t in gazetteer.territories:
        everything = [t.name, *(a for names in t.aliases.values() for a in names), *(n for p in t.places for n in (p.name, *p.also))]
        assert all(n.strip() for n in everything), t.id
        assert all(len(language) in {2, 3} for language in t.aliases), t.id
    for a in gazetteer.actors:
        assert a.names and all(n.strip() for n in (*a.names, *a.demonyms, *a.metonyms, *a.forces)), a.id


def test_a_territory_is_found_by_id_by_name_and_by_alias_in_any_case(gazetteer: Gazetteer) -> None:
    for t in gazetteer.territories:
        assert gazetteer.find(t.id) is t
        assert gazetteer.find(t.name.upper()) is t
    for alias in ("Artsakh", "ARTSAKH", "\u041d\u0430\u0433\u043e\u0440\u043d\u044b\u0439 \u041a\u0430\u0440\u0430\u0431\u0430\u0445"):
        found = gazetteer.find(alias)
        assert found is not None and found.id == "nagorno-karabakh"
    assert gazetteer.find("Long Beach") is None


def test_every_territory_is_found_in_a_text_that_names_it(gazetteer: Gazetteer, names: NameFinder) -> None:
    for t in gazetteer.territories:
        keys = {m.key for match in names.find(f"Talks on {t.name} began.") for m in match.meanings}
        assert t.id in keys, t.id


def write(folder: Path, territories: str, actors: str = ACTOR, implied: str = "") -> Path:
    (folder / "territories").mkdir()
    (folder / "implied.toml").write_text(implied, "utf8")
    (folder / "territories" / "one.toml").write_text(territories, "utf8")
    (folder / "actors.toml").write_text(actors, "utf8")
    return folder


def test_the_version_changes_with_any_byte_of_the_data(tmp_path: Path) -> None:
    root = write(tmp_path, TERRITORY.format(id="here"))
    before = load_gazetteer(root).version
    assert load_gazetteer(root).version == before
    (root / "actors.toml").write_text(ACTOR + "# a remark\n", "utf8")
    assert load_gazetteer(root).version != before


@pytest.mark.parametrize(
    ("territories", "actors", "told"),
    [
        (TERRITORY.format(id="x") * 2, ACTOR, "two entries for territory 'x'"),
        (TERRITORY.format(id="x"), ACTOR * 2, "two entries for actor 'a'"),
        (TERRITORY.format(id="x") + 'parent = "nowhere"\n', ACTOR, "'x': parent 'nowhere' is not an entry"),
        (TERRITORY.format(id="x").replace('"land"', '"moon"'), ACTOR, "one.toml: territory 'x'"),
        (TERRITORY.format(id="x").replace('name = "Here"\n', ""), ACTOR, "one.toml: territory 'x': 'name'"),
        ("[[territory]\n", ACTOR, "one.toml"),
        (TERRITORY.format(id="x"), ACTOR.replace('names = ["A"]\n', ""), "actors.toml: actor 'a': 'names'"),
    ],
)
def test_a_wrong_entry_is_refused_by_file_and_id(tmp_path: Path, territories: str, actors: str, told: str) -> None:
    with pytest.raises(InputError, match="gazetteer") as refused:
        load_gazetteer(write(tmp_path, territories, actors))
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "row", ['territory = "x"', 'territory = "nowhere"\nactors = ["a"]', 'territory = "x"\nactors = ["nobody"]', 'actors = ["a"]']
)
def test_a_wrong_rule_of_what_is_implied_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(InputError, match=r"implied\.toml"):
        load_gazetteer(write(tmp_path, TERRITORY.format(id="x"), implied=f"[[implied]]\n{row}\n"))
