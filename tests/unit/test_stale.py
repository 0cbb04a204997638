"""Old articles published anew: banners, dates far before the fetch, dates in addresses."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.domain.reading import Realis, Signal
from monitor.understand.reader import ArticleReader
from monitor.understand.stale import banner_date, stale_reasons
from tests.readings import DAY, TUESDAY, actual, an_article, read_one


@pytest.mark.parametrize(
    "banner",
    [
        "This article is more than 5 years old",
        "This article is more than **8 years old**",
        "This story was over two years old when it was moved.",
        "First published on 16 October 2017.",
        "Originally published on March 3, 2011.",
        "From our archives",
        "This day in 1994",
        "Flashback: the war of 2008",
    ],
)
def test_a_banner_makes_an_article_stale(banner: str) -> None:
    (reason,) = stale_reasons(an_article(f"{banner}\n\nTwo soldiers were killed on Monday."))
    assert reason.startswith("banner: ")


@pytest.mark.parametrize(
    "text",
    [
        "The ceasefire is more than a piece of paper.",
        "The boy was five years old.",
        "The law was first published on 4 March 2024.",
        "Fighters from the city took the town's archive building.",
        "Two soldiers were killed on Monday. " * 60 + "This article is more than 5 years old",
    ],
)
def test_news_is_not_stale(text: str) -> None:
    assert stale_reasons(an_article(text)) == ()


@pytest.mark.parametrize(("days", "stale"), [(29, False), (30, False), (31, True), (900, True), (-1, False)])
def test_a_date_more_than_thirty_days_before_the_fetch_is_stale(days: int, stale: bool) -> None:
    assert bool(stale_reasons(an_article("Shells fell.", fetched_at=TUESDAY + days * DAY))) is stale


def test_an_article_without_dates_is_not_called_old() -> None:
    assert stale_reasons(an_article("Shells fell.", published_at=None, fetched_at=TUESDAY)) == ()


@pytest.mark.parametrize(
    ("url", "stale"),
    [
        ("https://x.example/2019/07/04/clash", True),
        ("https://x.example/2019/jul/04/clash", True),
        ("https://x.example/2023/12/clash", True),
        ("https://x.example/2024/02/clash", False),
        ("https://x.example/2019/77/clash", False),
        ("https://x.example/id/201907", False),
        (None, False),
    ],
)
def test_a_date_in_the_address_far_before_publication_is_stale(url: str | None, stale: bool) -> None:
    assert bool(stale_reasons(an_article("Shells fell.", url=url))) is stale


def test_the_banner_tells_when_it_was_first_published() -> None:
    assert banner_date(an_article("First published on 16 October 2017. Two died.")) == dt.date(2017, 10, 16)
    assert banner_date(an_article("This article is more than 5 years old")) is None


def test_a_stale_article_is_read_as_at_its_first_publication(reader: ArticleReader) -> None:
    text = (
        "First published on 16 October 2017.\n\nAzerbaijani forces shelled villages near Martakert in Nagorno-Karabakh on 15 October 2017, killing two Armenian soldiers, the "
        "defence ministry in Yerevan said. Baku said that Armenian troops had fired mortars first along the line of contact and that its army had answered."
    )
    old = read_one(reader, text, "Two killed in Nagorno-Karabakh shelling")
    assert old.stale and old.level == 4 and Signal.STRIKE in actual(old)
    fresh = read_one(reader, text.split("\n\n")[1], "Two killed in Nagorno-Karabakh shelling")
    assert not fresh.stale and all(s.realis is Realis.HISTORICAL for s in fresh.signals if s.signal is Signal.STRIKE)
