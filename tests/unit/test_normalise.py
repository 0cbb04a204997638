"""Folding for matching, and the way back to the original's offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.normalise import fold, fold_name


@pytest.mark.parametrize(
    "written",
    ["Nagorno-Karabakh", "Nagorno\u2013Karabakh", "NAGORNO KARABAKH", "Nagorno\u00a0Karabakh", "nagorno\u2011karabakh", "Nagorno\u2212Karabakh"],
)
def test_hyphens_spaces_and_case_are_one(written: str) -> None:
    assert fold(written).text == "nagorno karabakh"


@pytest.mark.parametrize("mark", ["'", "\u2018", "\u2019", "\u02bc", "`", "\u00b4"])
def test_apostrophes_are_one(mark: str) -> None:
    assert fold(f"Ta{mark}iz").text == "ta'iz"


def test_accents_stay_but_are_composed() -> None:
    composed = "c\u00f4te d'\u00e9t\u00e9"
    assert fold("Co\u0302te d'e\u0301te\u0301").text == composed == fold("C\u00f4te d'\u00c9t\u00e9").text


def test_full_width_letters_and_ligatures_become_plain() -> None:
    assert fold("\uff2b\uff41shmir o\ufb03ce").text == "kashmir office"


@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad", "\u200e", "\u202e", "\ufeff", "\u2066"])
def test_invisible_characters_vanish_and_offsets_still_lead_back(invisible: str) -> None:
    text = f"in Kash{invisible}mir today"
    folded = fold(text)
    at = folded.text.index("kashmir")
    start, end = folded.back(at, at + len("kashmir"))
    assert text[start:end] == f"Kash{invisible}mir"


def test_arabic_vowel_marks_vanish() -> None:
    assert fold("\u0643\u064e\u0634\u0652\u0645\u0650\u064a\u0631").text == "\u0643\u0634\u0645\u064a\u0631"


def test_turkish_capital_dotted_i_is_an_i() -> None:
    text = "\u0130stanbul ve Lefko\u015fa"
    folded = fold(text)
    assert folded.text == "istanbul ve lefko\u015fa"
    at = folded.text.index("lefko\u015fa")
    assert text[slice(*folded.back(at, at + 7))] == "Lefko\u015fa"


def test_plain_text_needs_no_map() -> None:
    assert fold("Shells hit Kharkiv").origin is None


def test_an_empty_span_of_a_mapped_text_leads_back_to_one_place() -> None:
    folded = fold("a\u200bb")
    assert folded.back(1, 1) == (2, 2)
    assert folded.back(0, 0) == (0, 0)


def test_a_name_as_a_pattern_has_single_spaces_inside_and_none_outside() -> None:
    assert fold_name("  Second \n Thomas-Shoal ") == "second thomas shoal"


@given(st.text(max_size=60), st.data())
def test_every_folded_span_leads_back_to_a_span_of_the_original(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    low, high = folded.back(start, end)
    assert 0 <= low <= high <= len(text)
    assert (low < high) >= (start < end), "a span with characters comes from a span with characters"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
