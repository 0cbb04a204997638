"""What of an article decides its story."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.domain.story import Features
from monitor.stories.features import event_days, features_of, names_of, terms_of
from monitor.understand.reader import ArticleReader
from tests.readings import DAY, HOUR, TUESDAY, an_article

TEXT = "Indian and Pakistani troops exchanged fire near Mendhar in Kashmir on Monday. Three soldiers were killed, Colonel Rahul Mehta said.\n\nHalyard Newswire"


def made(
    reader: ArticleReader, text: str = TEXT, title: str = "Troops exchange fire in Kashmir", seen_at: dt.datetime = TUESDAY, **changes: object
) -> Features:
    article = an_article(text, title, outlet="Vale News", **changes)
    return features_of(article, reader.read([article])[0], {"said": 0.4, "on": 0.9}, seen_at=seen_at)


def test_an_article_becomes_its_features(reader: ArticleReader) -> None:
    f = made(reader, url="https://www.vale.example/a?utm_source=x")
    assert f.territory in f.territories and "kashmir" in f.territories | {f.territory}
    assert f.publisher == "vale news" and f.credit == "halyard newswire"
    assert "armed_clash" in f.signals and {"India", "Pakistan"} <= f.actors
    assert f.event_days == {dt.date(2024, 3, 4)} and f.killed == (3,)
    assert f.url_key is not None and "utm" not in f.url_key
    assert len(f.digest) == 512 and f.words == len(TEXT.split())


def test_features_do_not_depend_on_the_articles_id(reader: ArticleReader) -> None:
    one, other = made(reader), made(reader, id="b")
    assert one.digest == other.digest and one.terms == other.terms and one.names == other.names


def test_a_date_after_it_was_seen_is_not_believed(reader: ArticleReader) -> None:
    assert made(reader, published_at=TUESDAY + DAY).published_at == TUESDAY
    assert made(reader, published_at=None, seen_at=TUESDAY + HOUR).published_at == TUESDAY + HOUR


def test_an_irrelevant_article_has_no_territory_but_keeps_what_it_names(reader: ArticleReader) -> None:
    f = made(reader, "Kashmir's tulip garden opens to tourists.", "Tulips in Kashmir")
    assert f.territory is None and not f.relevant and "kashmir" in f.territories


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Fire was exchanged on Monday", {4}),
        ("It happened on Tuesday", {5}),
        ("It happened on Wednesday", {28}),
        ("yesterday", {4}),
        ("overnight", {5}),
        ("on Sunday and Monday", {3, 4}),
        ("no day named", {5}),
    ],
)
def test_days_are_counted_back_from_publication(text: str, days: set[int]) -> None:
    assert {d.day for d in event_days(text, TUESDAY)} == days


def test_names_are_those_inside_sentences() -> None:
    assert names_of("The army said Rahul Mehta met Asim de la Cruz on Monday. Nobody else came.") >= {"rahul mehta"}
    assert not names_of("nobody came.")


def test_terms_weigh_rare_words_more_and_have_length_one() -> None:
    terms = terms_of("Mortar fire", "mortar fire fire said", {"fire": 0.5, "said": 0.9})
    assert terms["mortar"] > terms["fire"]
    assert sum(x * x for x in terms.values()) == pytest.approx(1.0, abs=0.01)
    assert terms_of("", "", {}) == {}


def test_ordinals_keep_their_number(reader: ArticleReader) -> None:
    assert made(reader, "The 12th package of sanctions on Crimea").extra["ordinals"] == ("12th package",)
