"""Words by number: the same word has one number, and what is known of it is found by that whatever was met before."""

from __future__ import annotations

import numpy as np
import pytest

from monitor.understand import glossary, tokens
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.glossary import Column, Entry, Ragged, joined, laid_out
from monitor.understand.mentions import NameFinder
from monitor.understand.tokens import words_of

TEXTS = ("Troops shelled Poonch again.", "", "Poonch, again Poonch: 12 shells fell and 7 troops fell back", "Na\u00efve troops' d\u00e9tente")


def letters(entry: Entry) -> list[tuple[int, int]]:
    return [(ord(letter), len(entry.lower)) for letter in entry.lower if letter in "aeiou"]


def test_a_word_has_one_number_and_keeps_it() -> None:
    one, other = words_of("Troops fell", ()), words_of("fell again, fell Troops troops", ())
    assert other.lower == ("fell", "again", "fell", "troops", "troops")
    assert (other.numbers[3], other.numbers[0]) == one.numbers and other.numbers[2] == other.numbers[0] != other.numbers[1]


def test_a_part_of_a_name_is_another_word_than_the_same_letters_elsewhere(gazetteer: Gazetteer) -> None:
    text = "Poonch"
    plain, named = words_of(text, ()), words_of(text, NameFinder(gazetteer).find(text))
    assert plain.numbers != named.numbers and plain.lower == named.lower and "@place" in named.classes[0] and not plain.classes[0]
    assert words_of(text, NameFinder(gazetteer).find(text)).numbers == named.numbers


def test_columns_tell_of_each_word_what_is_told_of_it_alone() -> None:
    column, ragged = Column(lambda e: (len(e.lower), e.gates), 2), Ragged(letters, 2)
    for text in (*TEXTS, *TEXTS):
        words = words_of(text, ())
        assert column.of(words.spelt).tolist() == [[len(e.lower), e.gates] for e in words.entries]
        at, rows = ragged.of(words.spelt)
        assert list(zip(at.tolist(), map(tuple, rows.tolist()), strict=True)) == [(i, row) for i, e in enumerate(words.entries) for row in letters(e)]


def test_a_full_glossary_gives_way_to_a_new_one_and_texts_of_both_can_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glossary, "_now", [glossary.Glossary()])
    monkeypatch.setattr(tokens, "_FULL", 4)
    column, ragged = Column(lambda e: (len(e.lower),), 1), Ragged(letters, 2)
    parts = [words_of(text, ()) for text in TEXTS]
    assert len({id(p.glossary) for p in parts}) > 1
    for words in (*parts, *reversed(parts)):
        assert column.of(words.spelt)[:, 0].tolist() == list(map(len, words.lower))
        assert len(ragged.of(words.spelt)[0]) == sum(len(letters(e)) for e in words.entries)
    assert column.of(joined([p.spelt for p in parts]))[:, 0].tolist() == [len(w) for p in parts for w in p.lower]


def test_places_of_words_are_those_within_the_sentence() -> None:
    words = words_of("said he, they said, nobody said", ())
    known = frozenset({"said"})
    assert words.places_of(known, 0, 6) == [0, 3, 5] and words.places_of(known, 1, 5) == [3] and words.places_of(known, 1, 3) == []
    assert words.may_hold(known, 3, 4) and not words.may_hold(known, 1, 3)


def test_ranges_are_laid_end_to_end() -> None:
    sentence, word = laid_out([(3, 5), (5, 5), (7, 8)])
    assert sentence.tolist() == [0, 0, 2] and word.tolist() == [3, 4, 7] and word.dtype == np.int64
