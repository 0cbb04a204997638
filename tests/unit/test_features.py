"""Features of a sentence: names become classes, figures say nothing alone, cues are among them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.understand.cues import find_cues
from monitor.understand.features import sentence_features
from monitor.understand.mentions import NameFinder
from monitor.understand.tokens import words_of


def features(names: NameFinder, text: str) -> set[str]:
    words = words_of(text, names.find(text))
    return {f for f, _ in sentence_features(words, 0, len(words.lower), find_cues(words, 0, len(words.lower)))}


def test_one_event_at_two_places_has_one_set_of_features(names: NameFinder) -> None:
    assert features(names, "Shells hit Kharkiv.") == features(names, "Shells hit Stepanakert.")
    assert features(names, "Armenia warned Azerbaijan.") == features(names, "China warned Japan.")


def test_no_figure_is_a_feature(names: NameFinder) -> None:
    assert features(names, "They lost 14 men.") == features(names, "They lost 3,950 men.")
    assert "@num" not in features(names, "They lost 14 men.")


def test_words_are_stems_and_pairs_keep_their_order(names: NameFinder) -> None:
    found = features(names, "Soldiers crossed.")
    assert {"soldier", "cross", "soldier cross"} <= found
    assert "cross soldier" not in found


def test_silent_words_stand_in_pairs_only(names: NameFinder) -> None:
    found = features(names, "They will attack.")
    assert "will" not in found and "will attack" in found


def test_a_cue_found_is_a_feature_and_names_its_signal(names: NameFinder) -> None:
    assert "cues strike" in features(names, "Villages were shelled.")


@given(text=st.text(max_size=120))
def test_every_feature_stands_at_a_word_of_the_sentence(text: str) -> None:
    words = words_of(text, [])
    n = len(words.lower)
    assert all(0 <= at < n for _, at in sentence_features(words, 0, n, find_cues(words, 0, n)))
    assert all(text[s:e].strip() for s, e in zip(words.starts, words.ends, strict=True))
