"""Whatever a text holds: it is read without an exception, evidence is its own words, and history never raises a level."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.domain.reading import VIOLENT, Article, Assessment, Realis
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
VIOLENT_SENTENCES = [
    "{head}Russian artillery shelled the city of Kharkiv{tail}, killing 40 civilians.",
    "{head}Armenian forces captured the town of Agdam{tail}, near Nagorno-Karabakh, after months of shelling.",
    "{head}Indian and Pakistani troops exchanged fire across the Line of Control in Kashmir{tail}.",
    "{head}Georgian forces launched an offensive in South Ossetia{tail}, killing 60 soldiers.",
    "{head}Argentine troops invaded the Falkland Islands{tail} and seized Stanley.",
    "{head}Israeli jets struck Hezbollah posts in south Lebanon{tail}, killing eleven fighters.",
    "{head}Militants blew up a bus near Srinagar in Kashmir{tail}, killing nine policemen.",
    "{head}Chinese and Vietnamese sailors fought at Johnson South Reef in the Spratly Islands{tail}.",
]
PAST_TIMES = [
    "in {y}", "in {month} {y}", "on {day} {month} {y}", "on {month} {day}, {y}", "in the spring of {y}", "in late {y}", "early in {y}", "in the war of {y}",
    "{ago} years ago", "in the {decade}s",
]  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()


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


@st.composite
def past_sentence(draw: st.DrawFn) -> tuple[str, dt.datetime]:
    """A violent sentence put two years or more before the moment of its publication, at its head or behind its verb."""
    published = dt.datetime.combine(draw(st.dates(dt.date(2023, 1, 1), dt.date(2030, 12, 31))), dt.time(12), dt.UTC)
    year = draw(st.integers(1948, published.year - 2))
    times = [t for t in PAST_TIMES if "{decade}" not in t or year // 10 < published.year // 10]
    month, day = draw(st.sampled_from(MONTHS)), draw(st.integers(1, 28))
    when = draw(st.sampled_from(times)).format(y=year, month=month, day=day, ago=published.year - year, decade=year // 10 * 10)
    sentence = draw(st.sampled_from(VIOLENT_SENTENCES))
    if draw(st.booleans()):
        return sentence.format(head=f"{when[0].upper()}{when[1:]} ", tail=""), published
    return sentence.format(head="", tail=f" {when}"), published


@settings(SLOWLY, max_examples=300)
@given(told=past_sentence())
def test_a_sentence_of_a_past_year_never_raises_a_level(reader: ArticleReader, told: tuple[str, dt.datetime]) -> None:
    sentence, published = told
    calm = "Officials from both sides met in Geneva on Monday for talks on the line, the United Nations said."
    alone, beside = reader.read(
        [
            an_article(sentence, published_at=published),
            an_article(f"{calm}\n\n{sentence}", "Talks in Geneva", published_at=published),
        ]
    )
    assert (alone.level, beside.level) == (0, 0)
    assert not {s.signal for s in alone.signals if s.realis is Realis.ACTUAL} & VIOLENT
