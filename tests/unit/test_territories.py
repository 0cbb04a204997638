"""Which territories an article concerns: weight, and names that need something beside them to be plain."""

from __future__ import annotations

from monitor.domain.reading import TerritoryMention
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.mentions import NameFinder
from monitor.understand.reader import ArticleReader
from monitor.understand.territories import FieldMatches, actors_of, weigh
from tests.readings import actual, read_one


class Map:
    """Reads territories off a title and a text."""

    def __init__(self, names: NameFinder, gazetteer: Gazetteer) -> None:
        self._names, self._gazetteer = names, gazetteer

    def fields(self, title: str, text: str) -> tuple[FieldMatches, FieldMatches]:
        return FieldMatches("title", title, self._names.find(title)), FieldMatches("text", text, self._names.find(text))

    def of(self, text: str, title: str = "") -> tuple[TerritoryMention, ...]:
        return weigh(self.fields(title, text), self._gazetteer)

    def ids(self, text: str, title: str = "") -> list[str]:
        return [t.id for t in self.of(text, title)]

    def roles(self, text: str) -> dict[str, str]:
        fields = self.fields("", text)
        return {a.name: a.role for a in actors_of(fields, weigh(fields, self._gazetteer), self._gazetteer)}


def test_a_title_weighs_more_than_the_tail(names: NameFinder, gazetteer: Gazetteer) -> None:
    text = "Crimea was calm. " + "Nothing else was reported. " * 100 + "Kashmir was calm too."
    assert Map(names, gazetteer).ids(text, "Abkhazia in the news")[0] == "abkhazia"
    assert Map(names, gazetteer).ids(text)[:1] == ["crimea"]


def test_a_passing_mention_beside_a_main_one_is_left_out(names: NameFinder, gazetteer: Gazetteer) -> None:
    text = "Kashmir. " * 10 + "Nothing else was reported. " * 60 + "Crimea."
    assert Map(names, gazetteer).ids(text, "Kashmir") == ["kashmir"]


def test_evidence_slices_to_its_own_text_and_salience_is_a_share(names: NameFinder, gazetteer: Gazetteer) -> None:
    title, text = "Kashmir: fire", "In Poonch, Kashmir, guns were heard. Ladakh was calm."
    for t in Map(names, gazetteer).of(text, title):
        assert 0 < t.salience < 1
        assert all((title if e.field == "title" else text)[e.start : e.end] == e.text for e in t.mentions)


def test_a_place_stands_for_its_territory_and_is_kept_by_name(names: NameFinder, gazetteer: Gazetteer) -> None:
    (only,) = Map(names, gazetteer).of("A missile hit Stepanakert on Monday.")
    assert (only.id, only.places) == ("nagorno-karabakh", ("Stepanakert",))


def test_georgia_the_state_of_the_us_is_no_territory(reader: ArticleReader) -> None:
    found = read_one(reader, "Voters in Georgia and Florida go to the polls. Atlanta police clashed with protesters in the state of Georgia.")
    assert (found.territories, found.relevant, found.level) == ((), False, 0)


def test_jordan_the_player_is_no_territory(reader: ArticleReader) -> None:
    found = read_one(reader, "Michael Jordan attacked the rim and scored 40 points. Jordan struck again in the last minute.", "Jordan strikes again")
    assert (found.territories, found.relevant) == ((), False)


def test_long_beach_in_california_is_no_territory(reader: ArticleReader) -> None:
    assert read_one(reader, "A man was shot dead by a gunman in Long Beach, CA, on Monday, police said.").territories == ()


def test_crimea_the_ship_is_nothing_to_watch(reader: ArticleReader) -> None:
    found = read_one(reader, "The container ship Crimea docked in Hamburg on Monday with a cargo of fruit, the port authority said.")
    assert (found.level, actual(found)) == (0, set())


def test_martuni_is_in_armenia_beside_its_province_and_else_in_karabakh(names: NameFinder, gazetteer: Gazetteer) -> None:
    world = Map(names, gazetteer)
    assert world.ids("A village near Martuni in Armenia's Gegharkunik province was shelled.")[0] == "gegharkunik"
    assert world.ids("Shells fell on Martuni in Nagorno-Karabakh.") == ["nagorno-karabakh"]


def test_an_ambiguous_name_counts_beside_a_claimant_only(names: NameFinder, gazetteer: Gazetteer) -> None:
    world = Map(names, gazetteer)
    ambiguous = next(t for t in gazetteer.territories if t.id == "golan-heights")
    assert "Golan" in ambiguous.ambiguous
    assert world.ids("The singer Golan gave a concert.") == []
    assert world.ids("Syrian and Israeli guns fired over the Golan.") == ["golan-heights"]


def test_surnames_and_common_words_name_a_place_beside_its_dispute_only(names: NameFinder, gazetteer: Gazetteer) -> None:
    there = Map(names, gazetteer)
    for text in (
        "Detectives named the victim as Maria Villarreal.",
        "Dishon was shot in the leg.",
        "The warden met Warder at the gate.",
        "They live on Victory Road.",
    ):
        assert there.ids(text) == [], text
    assert there.ids("Rockets from Marjayoun fell near Dishon.") == ["south-lebanon"]


def test_belize_is_the_guatemalan_claim_by_name_and_in_a_text_beside_a_claim_of_guatemala_s(names: NameFinder, gazetteer: Gazetteer) -> None:
    there = Map(names, gazetteer)
    assert gazetteer.find("Belize") is gazetteer.by_id["belize-guatemala"]
    assert there.ids("A hurricane reached Belize and Guatemala on Monday.") == []
    assert there.ids("Guatemala repeated its claim on Belize on Monday.") == ["belize-guatemala"]


def test_roles_are_those_of_the_first_dispute(names: NameFinder, gazetteer: Gazetteer) -> None:
    roles = Map(names, gazetteer).roles("In Crimea, Ukrainian drones hit a Russian depot, said Germany and the United Nations.")
    assert (
        roles["Ukraine"] == "claimant"
        and roles["Russia"] == "controller"
        and roles["Germany"] == "third_party"
        and roles["United Nations"] == "other"
    )


def test_without_names_there_is_nothing(names: NameFinder, gazetteer: Gazetteer) -> None:
    assert Map(names, gazetteer).of("Rain is expected.") == ()
