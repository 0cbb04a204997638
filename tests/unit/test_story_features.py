"""What of an article decides its story."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.domain.story import Features
from monitor.stories.days import event_days, past_days
from monitor.stories.features import features_of, is_form, names_of, terms_of
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


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("the shooting on June 11 that killed one", {dt.date(2015, 6, 11)}),
        ("the Dec. 24 fire", {dt.date(2015, 12, 24)}),  # the last one, not the next
        ("on 3 September 2015", {dt.date(2015, 9, 3)}),
        ("on 29 February and February 30", set()),
        ("in the war of 4 May 2013", set()),
        ("next on January 30", set()),
        ("in May 2015, at June 11:30", set()),
    ],
)
def test_days_named_by_date_are_those_of_the_last_year(text: str, days: set[dt.date]) -> None:
    assert past_days(text, dt.date(2016, 1, 24)) == days


def test_a_trial_is_of_the_day_of_the_deed_but_a_truce_of_old_dates_nothing(reader: ArticleReader) -> None:
    trial = made(reader, "Dustin Rourke, 27, went on trial over the laundromat killing of February 3.", "Trial opens in Duluth")
    assert dt.date(2024, 2, 3) in trial.event_days and "dustin rourke" in trial.extra["persons"] and "dustin rourke" in trial.names
    clash = made(reader, TEXT.replace("on Monday", "on Monday in breach of the truce of February 25"))
    assert clash.relevant and clash.event_days == {dt.date(2024, 3, 4)}


FORM = "Just One More Thing...\n\nWe have sent you a verification email. Please check your email and click on the link to activate your profile."


def test_a_form_in_place_of_the_report_is_no_text(reader: ArticleReader) -> None:
    one, other = made(reader, FORM, "Gunman shot at a dozen people"), made(reader, FORM, "Police identify four killed at motel")
    assert one.digest == other.digest == b"" and not set(one.terms) & set(other.terms) and "gunman" in one.terms


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Please check your email, says bank", FORM),  # it tells what the title does
        ("Gunman shot at a dozen people", "At noon he drove down the street in a red van. Nobody knows why."),  # it bids nothing
        ("", FORM),
    ],
)
def test_an_article_is_no_form(title: str, text: str) -> None:
    assert not is_form(title, text)


def test_clips_beside_the_report_are_no_words_of_it(reader: ArticleReader) -> None:
    text = "1:47 Widow of hammer victim speaks\n\n0:43 Homeless man found in Parkland Pause\n\n7:30 a.m. Saturday: a school was locked after shots in Auburn."
    f = made(reader, text, "Shots near school")
    assert "hammer" not in f.terms and "parkland" not in f.terms and "auburn" in f.terms
