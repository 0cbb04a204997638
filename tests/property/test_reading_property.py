"""Whatever a text holds: it is read without an exception, evidence is its own words, and history never raises a level."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.domain.reading import Article, Assessment, Realis
from monitor.understand.reader import ArticleReader
from tests.readings import TUESDAY, an_article, read_one

PIECES = [
    "Shells hit Kharkiv", "in Kashmir", "killing at least 30 soldiers", "Azerbaijan's ministry said", "\u201cWe will answer,\u201d", "between 5 and 3 people", "on 28 February", "in 1994", "Background",
    "dozens were wounded", "Nagorno-Karabakh", "\u041a\u0440\u044b\u043c", "\u53f0\u6e7e", "\u0643\u0634\u0645\u064a\u0631", "This article is more than 5 years old", "denied", "may", "?", ".", "\n\n", "\u200b", "\U0001f6a8", "a woman and her grandson", "10,000,000,000",
]  # fmt: skip
TEXT = st.one_of(st.text(max_size=300), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=30).map(" ".join))
ARTICLE = st.builds(
    lambda title, text, dated, number: Article(f"a{number}", title, text, TUESDAY if dated else None),
    TEXT,
    TEXT,
    st.booleans(),
    st.integers(0, 10**9),
)
SLOWLY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
PAST = [
    "In {year} Armenian forces captured the town of Agdam, near Nagorno-Karabakh, after months of shelling.",
    "In March {year} Indian and Pakistani troops exchanged fire across the Line of Control in Kashmir.",
    "Russian artillery shelled the city of Kharkiv in {year}, killing 40 civilians.",
    "On 7 August {year} Georgian forces launched an offensive in South Ossetia.",
]


def evidence_is_its_own(article: Article, found: Assessment) -> None:
    spans = [s.evidence for s in found.signals] + [c.evidence for c in found.casualties] + [m for t in found.territories for m in t.mentions]
    for e in spans:
        field = article.title if e.field == "title" else article.text
        assert 0 <= e.start < e.end <= len(field) and field[e.start : e.end] == e.text


@SLOWLY
@given(article=ARTICLE)
def test_any_article_is_read_and_its_reading_is_sound(reader: ArticleReader, article: Article) -> None:
    (found,) = reader.read([article])
    evidence_is_its_own(article, found)
    assert 0 <= found.level <= 6 and 0.0 <= found.relevance <= 1.0
    assert found.relevant or found.level == 0
    assert all(c.low >= 0 and (c.high is None or c.low <= c.high) for c in found.casualties)
    assert all(0.0 < s.score <= 1.0 for s in found.signals)
    assert len({(s.signal, s.realis) for s in found.signals}) == len(found.signals)


@SLOWLY
@given(articles=st.lists(ARTICLE, min_size=1, max_size=6, unique_by=lambda a: a.id), seed=st.integers(0, 1000))
def test_an_articles_reading_does_not_depend_on_its_neighbours(reader: ArticleReader, articles: list[Article], seed: int) -> None:
    shuffled = random.Random(seed).sample(articles, len(articles))
    assert {r.article_id: r for r in reader.read(articles)} == {r.article_id: r for r in reader.read(shuffled)}


@SLOWLY
@given(text=TEXT, summary=TEXT)
def test_the_gate_passes_all_in_which_a_territory_is_found(reader: ArticleReader, text: str, summary: str) -> None:
    if read_one(reader, summary, text).territories:
        assert reader.gate(text, summary)


@pytest.mark.parametrize("sentence", PAST)
@SLOWLY
@given(year=st.integers(1948, 2022))
def test_a_sentence_of_a_past_year_never_raises_a_level(reader: ArticleReader, sentence: str, year: int) -> None:
    calm = "Officials from both sides met in Geneva on Monday for talks on the line, the United Nations said."
    found = reader.read([an_article(f"{calm}\n\n{sentence.format(year=year)}", "Talks in Geneva"), an_article(sentence.format(year=year))])
    assert [f.level for f in found] == [0, 0]
    assert all(s.realis is not Realis.ACTUAL for s in found[1].signals)
