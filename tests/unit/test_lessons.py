"""Lessons: kept to the byte, held back with their article; variants that stay sentences of the language."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.teaching import variants
from models.teaching.variants import variant_of
from models.training.data import Labelled, load_sentences
from models.training.lessons import LEAST_TOLD, Lesson, Lessons, answers_kept, load_lessons, write_lessons
from models.training.network import fit_network, sentences_of
from models.training.units import units_of
from monitor.domain.reading import Realis, Signal
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.mentions import NameFinder
from monitor.understand.network import LABELS

ARTICLE = [
    Labelled("Shells hit the bridge at Agdam, the ministry said; nobody was hurt.", ((Signal.STRIKE, Realis.ACTUAL),), "x"),
    Labelled("The convoy may not leave before Friday, and the road is closed to lorries of both sides.", (), "x"),
]
NEAR = {
    "bridge": [("viaduct", 0.9)],
    "lorries": [("trucks", 0.9)],
    "shells": [("rockets", 0.8)],
    "not": [("never", 0.9)],
    "agdam": [("village", 0.9)],
}


def test_lessons_come_back_as_they_were_written(tmp_path: Path) -> None:
    some = Lessons(
        "d1",
        {"a 1": (Lesson(("@lead", "shells", "fell"), {3: 1.0, 99: 51 / 255}), Lesson(("quiet",), {})), "b 7": (Lesson(("fell",), {0: 1.0}),)},
    )
    first, again = write_lessons(some, tmp_path / "one.npz"), write_lessons(some, tmp_path / "two.npz")
    assert first == again
    read = load_lessons(tmp_path / "one.npz")
    assert read.sentences == "d1" and list(read.by_article) == ["a 1", "b 7"]
    assert read.by_article["a 1"][0].tokens == ("@lead", "shells", "fell") and read.by_article["a 1"][1] == Lesson(("quiet",), {})
    assert read.by_article["a 1"][0].told == pytest.approx({3: 1.0, 99: 0.2})
    assert [x.tokens for x in read.of({"b 7", "c 1"})] == [("fell",)]


def test_an_answer_is_kept_when_it_is_not_ruled_out() -> None:
    told = np.zeros(len(LABELS), dtype=np.float32)
    told[[4, 20, 21]] = 0.5, LEAST_TOLD, LEAST_TOLD / 2
    assert answers_kept(told) == pytest.approx({4: 0.5, 20: LEAST_TOLD}, abs=0.002)


def test_words_are_replaced_by_neighbours_but_for_names_and_grammar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(variants, "CUT", 0.0)
    monkeypatch.setattr(variants, "CROSSED", 0.0)
    monkeypatch.setattr(variants, "RATES", (1.0,))
    assert [row.text for row in variant_of(ARTICLE, NEAR, random.Random(1))] == [
        "Rockets hit the viaduct at Agdam, the ministry said; nobody was hurt.",
        "The convoy may not leave before Friday, and the road is closed to trucks of both sides.",
    ]


def test_a_variant_has_no_labels_and_its_article_keeps_its_sentences() -> None:
    varied = variant_of(ARTICLE, NEAR, random.Random(2))
    assert len(varied) == len(ARTICLE) and all(row.pairs == () and row.origin == "x" for row in varied)


def test_a_crossed_sentence_has_a_clause_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(variants, "CUT", 0.0)
    monkeypatch.setattr(variants, "CROSSED", 1.0)
    drawn = random.Random(3)
    texts = {variant_of(ARTICLE, NEAR, drawn)[0].text for _ in range(60)}
    assert any("closed to lorries" in t and ("Shells hit" in t or "ministry said" in t or "nobody was hurt" in t) for t in texts)


@given(st.text(max_size=300), st.integers(0, 99))
def test_any_text_varies_without_error(text: str, seed: int) -> None:
    row = Labelled(text, (), "x")
    assert len(variant_of([row, ARTICLE[0]], NEAR, random.Random(seed))) == 2


def test_the_shipped_lessons_belong_to_articles_of_the_sentences() -> None:
    lessons = load_lessons()
    loose: Counter[str] = Counter()
    keys = set()
    for row in load_sentences(test=False):
        loose[row.origin] += row.article is None
        keys.add(f"{row.origin} {row.article or loose[row.origin]}")
    assert sum(map(len, lessons.by_article.values())) > 100_000
    assert lessons.by_article.keys() <= keys, "lessons of an article that is gone would be learned by nobody"
    assert all(0 <= k < len(LABELS) and 0 < p <= 1 for some in lessons.by_article.values() for x in some for k, p in x.told.items())


def test_a_network_learns_from_the_lessons_of_its_own_articles_alone(gazetteer: Gazetteer) -> None:
    units = units_of(ARTICLE, NameFinder(gazetteer))
    word = ("gantries",) * 2
    lessons = Lessons("d", {units[0].key: (Lesson(word, {5: 1.0}),) * 3, "elsewhere 1": (Lesson(("pylons",), {5: 1.0}),) * 3})
    network = fit_network(units[:1], lessons)
    assert "gantries" in network.vocabulary and "pylons" not in network.vocabulary
    assert len(sentences_of(units)) == 2
