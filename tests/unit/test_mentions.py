"""Names in a text: borders, capitals, overlaps, endings, and scripts that write words together."""

from __future__ import annotations

import pytest

from monitor.domain.territory import Actor, Place, Territory, TerritoryKind
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.mentions import NameFinder, NameKind, territory_meanings


def found(names: NameFinder, text: str) -> list[tuple[str, str]]:
    """(text, id) of each territory or place named."""
    return [(text[m.start : m.end], meaning.key) for m in names.find(text) for meaning in territory_meanings(m)]


def a_territory(key: str, *names: str, places: tuple[Place, ...] = ()) -> Territory:
    return Territory(key, names[0], TerritoryKind.LAND, None, ("AAA",), None, "test", "active", ("a map",), {"en": names[1:]}, places=places)


@pytest.mark.parametrize("text", ["Kashmirs Rock", "Kashmir2 was sold", "Neokashmir", "xLadakh", "Crimean2"])
def test_a_name_inside_a_word_is_no_mention(names: NameFinder, text: str) -> None:
    assert found(names, text) == []
    assert not names.mentions_territory(text)


@pytest.mark.parametrize(
    "text", ["(Kashmir)", "Kashmir.", "\u201cKashmir\u201d", "Kashmir's", "Kashmir\u2019s", "Kashmir-born", "Kashmir/Ladakh", "\nKashmir\n"]
)
def test_punctuation_and_possessives_border_a_name(names: NameFinder, text: str) -> None:
    assert found(names, text)[0] == ("Kashmir", "kashmir")
    assert names.mentions_territory(text)


def test_a_name_needs_its_capital_letter_in_mixed_text(names: NameFinder) -> None:
    assert found(names, "He wore a kashmir shawl.") == []
    assert found(names, "He fought in Kashmir.") == [("Kashmir", "kashmir")]


@pytest.mark.parametrize("text", ["KASHMIR: TROOPS EXCHANGE FIRE", "kashmir: troops exchange fire"])
def test_a_text_without_case_needs_none(names: NameFinder, text: str) -> None:
    assert found(names, text)[0][1] == "kashmir"


def test_of_overlapping_names_the_longest_wins(names: NameFinder) -> None:
    assert found(names, "Ships sailed the Taiwan Strait.") == [("Taiwan Strait", "taiwan-strait")]
    assert found(names, "South Ossetia and Abkhazia") == [("South Ossetia", "south-ossetia"), ("Abkhazia", "abkhazia")]


def test_a_longer_name_that_breaks_off_gives_way_to_the_shorter_one() -> None:
    finder = NameFinder(Gazetteer((a_territory("short", "Aba"), a_territory("long", "Aba Ridge")), (), "test"))
    assert found(finder, "Near Aba Ridges they fought") == [("Aba", "short")]


@pytest.mark.parametrize("written", ["Nagorno-Karabakh", "Nagorno\u2013Karabakh", "Nagorno Karabakh", "Nagorno\u00a0Karabakh", "NAGORNO-KARABAKH"])
def test_ways_of_writing_one_name_give_its_own_text_back(names: NameFinder, written: str) -> None:
    assert found(names, f"In {written} today.") == [(written, "nagorno-karabakh")]


@pytest.mark.parametrize(
    "text",
    [
        "\u0648\u0643\u0634\u0645\u064a\u0631",
        "\u0628\u0643\u0634\u0645\u064a\u0631",
        "\u0641\u064a \u0643\u0634\u0645\u064a\u0631",
        "\u0644\u0643\u0634\u0645\u064a\u0631",
    ],
)
def test_arabic_prepositions_written_onto_a_name_do_not_hide_it(names: NameFinder, text: str) -> None:
    assert found(names, text) == [("\u0643\u0634\u0645\u064a\u0631", "kashmir")]


def test_another_arabic_word_before_a_name_without_a_space_hides_it(names: NameFinder) -> None:
    assert found(names, "\u0645\u0634\u0643\u0634\u0645\u064a\u0631") == []


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        ("\u5728\u53f0\u6e7e\u9644\u8fd1\u6f14\u4e60", "\u53f0\u6e7e", "taiwan"),
        ("\u5c16\u95a3\u8af8\u5cf6\u6c96\u3067", "\u5c16\u95a3\u8af8\u5cf6", "senkaku-islands"),
        ("\ub3c5\ub3c4\uc5d0\uc11c", "\ub3c5\ub3c4", "dokdo"),
    ],
)
def test_scripts_without_spaces_need_no_borders(names: NameFinder, text: str, name: str, key: str) -> None:
    assert (name, key) in found(names, text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (
            "\u0431\u043e\u0438 \u0432 \u041d\u0430\u0433\u043e\u0440\u043d\u043e\u043c \u041a\u0430\u0440\u0430\u0431\u0430\u0445\u0435",
            "nagorno-karabakh",
        ),
        ("\u0443\u0434\u0430\u0440 \u043f\u043e \u041a\u0440\u044b\u043c\u0443", "crimea"),
        ("\u0432 \u0417\u0430\u043f\u0430\u0434\u043d\u043e\u0439 \u0421\u0430\u0445\u0430\u0440\u0435", "western-sahara"),
    ],
)
def test_russian_case_forms_are_names_too(names: NameFinder, text: str, key: str) -> None:
    assert [k for _, k in found(names, text)] == [key]


def test_offsets_point_into_the_text_as_given_behind_emoji_and_invisible_characters(names: NameFinder) -> None:
    text = "\U0001f6a8\u200b Break\u00ading: Kash\u00admir and \uff23\uff52\uff49\uff4d\uff45\uff41"
    assert found(names, text) == [("Kash\u00admir", "kashmir"), ("\uff23\uff52\uff49\uff4d\uff45\uff41", "crimea")]


def test_a_name_of_two_things_keeps_both_meanings() -> None:
    place = Place("Aba", (), "town")
    actor = Actor("a", "Aba", "AAA", "state", ("Aba",))
    finder = NameFinder(Gazetteer((a_territory("here", "Here", places=(place,)),), (actor,), "test"))
    (match,) = finder.find("In Aba they met.")
    assert {(m.kind, m.key) for m in match.meanings} == {(NameKind.PLACE, "here"), (NameKind.ACTOR, "a")}


def test_a_state_alone_does_not_pass_the_gate(names: NameFinder) -> None:
    assert not names.mentions_territory("India and Pakistan signed a tax treaty.")
    assert names.mentions_territory("India and Pakistan met on Kashmir.")


def test_no_names_in_an_empty_text(names: NameFinder) -> None:
    assert names.find("") == [] and not names.mentions_territory("")
