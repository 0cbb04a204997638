"""Feeds lie about what an entry is and when it was published: whole passes over such feeds, read by the product's own parser."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest

from monitor.domain.feed import NewEntry
from monitor.feeds.select import select_entries
from monitor.pipeline.maintain import MaintainPorts, tidy
from tests.feed_samples import feed as known_feed
from tests.feed_samples import parsed, rss
from tests.scripted import DAY, MINUTES, START, House, MarkupReader, assert_ledger_adds_up
from tests.watched import CLASH, COLOUR, OWN, OWN_TITLE, SHOAL, SHOAL_TITLE, TITLE, VALE, WIRE, Open, alerts, stories, watching

HOUR = dt.timedelta(hours=1)


def item(title: str, text: str, *, guid: str = "", link: str = "", date: str = "") -> str:
    """An item's insides; what is empty is left out, as careless feeds do."""
    parts = {"guid": guid, "link": link, "pubDate": date, "title": title, "description": text}
    return "".join(f"<{name}>{escape(value)}</{name}>" for name, value in parts.items() if value)


def rfc(moment: dt.datetime) -> str:
    return moment.strftime("%a, %d %b %Y %H:%M:%S +0000")


async def marked_up(opened: Open, *feeds: str) -> House:
    """A house that reads real markup; its feeds have been polled once, empty."""
    house = opened(*feeds)
    house.feed_reader = MarkupReader()
    for feed in feeds:
        house.web.documents[feed] = rss()
    await house.run()
    return house


def only_article(house: House) -> tuple[str, dt.datetime | None, str]:
    """(id, publication, text) of the one article of the one story."""
    (story,) = stories(house)
    with house.store.read() as unit:
        article, _, _ = unit.articles.article(story.articles[0].article_id)
    return article.id, article.published_at, article.text


# --- which entry is which ----------------------------------------------------------------------------------------

CARELESS = {
    "no guid": item(TITLE, CLASH, link="https://wire.example/a"),
    "the title for a guid": item(TITLE, CLASH, guid=TITLE),
    "neither guid nor link": item(TITLE, CLASH),
    "a guid of spaces": item(TITLE, CLASH, guid="   ", link="https://wire.example/a"),
    "a guid of a kilobyte": item(TITLE, CLASH, guid="g" * 1000),
    "neither link nor title": item("", CLASH),
}


@pytest.mark.parametrize("entry", CARELESS.values(), ids=CARELESS)
async def test_an_entry_without_a_proper_guid_is_one_entry_from_poll_to_poll(opened: Open, entry: str) -> None:
    house = await marked_up(opened, WIRE)
    for n in range(4):
        house.web.documents[WIRE] = rss(*[entry] * (n % 2 + 1), item("Tax on fish", f"Parliament voted {n} times.", guid=f"tax{n}"))
        ledger = await house.run()
        assert ledger.entries_new == (2 if n == 0 else 1), n
    assert len(stories(house)[0].articles) == 1 and len(house.hub.took) == 1
    assert_ledger_adds_up(house)


async def test_one_guid_for_all_entries_of_a_document_loses_none_and_stays(opened: Open) -> None:
    house = await marked_up(opened, WIRE)
    clash = item(TITLE, CLASH, guid="1", link="https://wire.example/a")
    shoal = item(SHOAL_TITLE, SHOAL, guid="1", link="https://wire.example/b")
    house.web.documents[WIRE] = rss(clash, shoal)
    assert (await house.run()).entries == {"assessed": 2}
    house.web.documents[WIRE] = rss(shoal, clash)
    assert (await house.run()).entries_new == 0
    house.web.documents[WIRE] = rss(item("Tax on fish", "Parliament voted.", guid="1", link="https://wire.example/c"), shoal, clash)
    assert (await house.run()).entries_new == 1
    assert len(alerts(house)) == 2


async def test_a_rivals_guid_can_neither_overwrite_nor_suppress(opened: Open) -> None:
    house = await marked_up(opened, VALE, WIRE)
    house.web.documents[VALE] = rss(item("Tax on fish", "Parliament voted.", guid="https://wire.example/clash", link="https://vale.example/tax"))
    await house.run()
    house.web.documents[WIRE] = rss(item(TITLE, CLASH, guid="https://wire.example/clash", link="https://wire.example/clash"))
    assert (await house.run()).entries == {"assessed": 1}
    assert house.hub.kinds() == ["alert.opened"] and only_article(house)[2] == CLASH
    house.web.documents[VALE] = rss(item("Nothing happened", "All is calm.", guid="https://wire.example/clash", link="https://vale.example/calm"))
    await house.run()
    assert only_article(house)[2] == CLASH


def new_guid(n: int) -> str:
    return item(TITLE, CLASH, guid=f"clash?{n}", link="https://wire.example/clash")


def new_headline_and_slug(n: int) -> str:
    return item(f"{TITLE}: {n + 1} hours of shelling", CLASH, guid=f"https://wire.example/clash-{n}", link=f"https://wire.example/clash-{n}")


def new_everything_but_the_story(n: int) -> str:
    return item(f"Hour {n + 1}: {TITLE}", f"{CLASH} It was hour {n + 1} of the firing.", guid=f"g{n}", link=f"https://wire.example/live/{n}")


@pytest.mark.parametrize("edition", [new_guid, new_headline_and_slug, new_everything_but_the_story], ids=lambda f: f.__name__)
async def test_a_guid_that_changes_with_every_poll_is_told_once(opened: Open, edition: Callable[[int], str]) -> None:
    house = await marked_up(opened, WIRE)
    for n in range(6):
        house.web.documents[WIRE] = rss(edition(n))
        await house.run()
    (story,) = stories(house)
    assert house.hub.kinds() == ["alert.opened"] and not story.corroborated
    assert [a.copy_of is None for a in story.articles] == [True] + [False] * (len(story.articles) - 1)
    assert_ledger_adds_up(house)


async def test_an_entry_whose_text_flips_with_every_poll_changes_nothing(opened: Open) -> None:
    house = await marked_up(opened, WIRE)
    for n in range(30):
        advert = ("Buy gold.", "Fly to the sun.", f"{n} people read this.")[n % 3]
        house.web.documents[WIRE] = rss(item(TITLE, f"{CLASH} {advert}", guid="clash", link="https://wire.example/clash"))
        ledger = await house.run()
        assert ledger.entries_new == (n == 0)
    assert house.hub.kinds() == ["alert.opened"]


async def test_a_feed_that_shrinks_to_one_entry_and_grows_back_brings_nothing_new(opened: Open) -> None:
    house = await marked_up(opened, WIRE)
    rest = [item(f"Tax number {n}", f"Parliament voted {n}.", guid=f"tax{n}") for n in range(99)]
    everything = [item(TITLE, CLASH, guid="clash"), *rest]
    for document in (everything[:1], everything):
        house.web.documents[WIRE] = rss(*document)
        await house.run()
    for document in (everything[:1], everything, [], everything):
        house.web.documents[WIRE] = rss(*document)
        assert (await house.run()).entries_new == 0
    assert house.hub.kinds() == ["alert.opened"] and sum(house.counts().values()) == 100


async def test_what_a_feed_still_carries_after_a_year_of_housekeeping_is_not_new(opened: Open) -> None:
    house = await marked_up(opened, WIRE)
    house.web.documents[WIRE] = rss(item(TITLE, CLASH, guid="clash"))
    await house.run()
    for _ in range(4):
        house.watch.turn(100 * DAY)
        tidied = tidy(MaintainPorts(house.store, house.watch))
        house.web.documents[WIRE] += b" "  # another body, so that it is read again
        assert (await house.run()).entries_new == 0
    assert tidied.runs and house.hub.kinds().count("alert.opened") == 1


# --- a whole archive at once -------------------------------------------------------------------------------------

HAMLETS = "Akhnoor Balakot Degwar Jhallas Khari Loran Mankote Nowshera Rajouri Sunderbani Tarkundi Uri".split()


def archive(now: dt.datetime, entries: int, tag: str = "", *, dated: bool = True) -> list[str]:
    """Old shellings, the newest three days old."""
    return [
        item(
            f"Shells wound {n + 2} in {HAMLETS[n % 12]}, Kashmir",
            f"Shells from across the Line of Control fell on {HAMLETS[n % 12]} in Kashmir on day {n} of the tally, wounding {n + 2} villagers, the magistrate said.",
            guid=f"{n}{tag}",
            link=f"https://wire.example/{tag}{n}",
            date=rfc(now - (3 + n / 10) * DAY) if dated else "",
        )
        for n in range(entries)
    ]


@pytest.mark.parametrize(("entries", "dated"), [(200, True), (40, False)], ids=["two hundred", "forty without dates"])
async def test_a_new_feed_full_of_old_entries_is_read_and_raises_nothing(opened: Open, entries: int, dated: bool) -> None:
    house = opened(WIRE)
    house.feed_reader = MarkupReader()
    house.web.documents[WIRE] = rss(*archive(house.watch.now(), entries, dated=dated))
    ledger = await house.run()
    assert ledger.entries_new == sum(ledger.entries.values()) == entries and ledger.entries["assessed"] > entries / 2
    assert set(ledger.alerts) <= {"background", "below_level"} and house.hub.took == [] and alerts(house) == []


async def test_forty_feeds_added_at_once_raise_nothing_until_they_bring_news(opened: Open) -> None:
    feeds = [f"https://new{n}.example/feed" for n in range(40)]
    house = opened(*feeds)
    house.feed_reader = MarkupReader()
    for feed in feeds:
        house.web.documents[feed] = rss(*archive(house.watch.now(), 3, feed[8:].split(".")[0]))
    await house.run()
    assert house.hub.took == [] and alerts(house) == []
    house.web.documents[feeds[7]] = rss(item(SHOAL_TITLE, SHOAL, guid="shoal", date=rfc(house.watch.now())), *archive(house.watch.now(), 3, "new7"))
    await house.run()
    assert house.hub.kinds() == ["alert.opened"]


async def test_a_feed_published_anew_with_new_guids_and_addresses_raises_nothing_and_says_so(opened: Open) -> None:
    house = await marked_up(opened, WIRE)
    began = house.watch.now()
    for n in range(0, 60, 20):
        house.web.documents[WIRE] = rss(*archive(began, n + 20)[n:])
        await house.run()
    told = len(house.hub.took)
    house.web.documents[WIRE] = rss(*archive(began, 60, "moved-"))
    ledger = await house.run()
    assert ledger.entries_new == 60 and "opened" not in ledger.alerts and len(house.hub.took) == told
    with house.store.read() as unit:
        (known,) = unit.feeds.all()
        (poll,) = unit.feed_admin.polls(known.id, 1)
    assert "mass re-publication: 60 of 60 new entries are taken for history" in poll.reason


# --- dates that are none, and dates that lie ---------------------------------------------------------------------

ODD_BUT_READ = {
    "Friday, March 1, 2024 - 12:38": dt.datetime(2024, 3, 1, 12, 38, tzinfo=dt.UTC),
    "Fri, 1 Mar 2024 12:38:00 GMT": dt.datetime(2024, 3, 1, 12, 38, tzinfo=dt.UTC),
    "March 1, 2024 at 6:38 pm IST": dt.datetime(2024, 3, 1, 13, 8, tzinfo=dt.UTC),
    "2024-03-01T18:08:00+05:30": dt.datetime(2024, 3, 1, 12, 38, tzinfo=dt.UTC),
    "2024-02-29 23:59:60Z": dt.datetime(2024, 3, 1, tzinfo=dt.UTC),
    "1 Mar 24 12:38 Z": dt.datetime(2024, 3, 1, 12, 38, tzinfo=dt.UTC),
}
NO_DATES = [
    "", "yesterday", "a while ago", "0000-00-00T00:00:00Z", "Sat, 31 Feb 2024 10:00:00 GMT", "2024-13-01", "99999-01-01T00:00:00Z", "2024-03-01T10:00:00+9900",
    "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z", "Fri, 01 Mar 2199 10:00:00 GMT", "garbage",
]  # fmt: skip


@pytest.mark.parametrize(("raw", "moment"), ODD_BUT_READ.items())
async def test_an_oddly_written_date_is_the_date_it_says(opened: Open, raw: str, moment: dt.datetime) -> None:
    house = await marked_up(opened, WIRE)
    house.web.documents[WIRE] = rss(item(TITLE, CLASH, guid="clash", date=raw))
    await house.run()
    assert only_article(house)[1] == moment


@pytest.mark.parametrize("raw", NO_DATES)
async def test_what_is_no_date_never_becomes_now(opened: Open, raw: str) -> None:
    """The article stays undated; it counts from when it was first seen, however often the feed is read, and is told once."""
    house = await marked_up(opened, WIRE)
    seen_at = house.watch.now()
    for n in range(4):
        house.web.documents[WIRE] = rss(item(TITLE, CLASH, guid="clash", date=raw), item("Tax", f"{n}", guid=f"tax{n}"))
        await house.run()
        (story,) = stories(house)
        assert only_article(house)[1] is None
        assert story.first_seen_at == story.last_seen_at == seen_at
        assert story.articles[0].published_at in {None, seen_at}
    assert house.hub.kinds() == ["alert.opened"], "a date that cannot be does not hide news either"


@pytest.mark.parametrize("raw", [r for r in NO_DATES if r])
def test_a_date_that_is_not_believed_is_kept_as_it_was_written(raw: str) -> None:
    from monitor.feeds.parse import parse_feed

    read = parse_feed(rss(item(TITLE, CLASH, guid="clash", date=raw)), url=WIRE, content_type=None)
    (entry,) = select_entries(read, set(), START, feed=known_feed()).new  # type: ignore[arg-type]
    assert isinstance(entry, NewEntry)
    assert (entry.published_at, entry.published_raw, entry.first_seen_at) == (None, raw, START)


@pytest.mark.parametrize(("raw", "days"), [("Thursday, March 3, 2022 - 12:38", 733), ("03 Mar 22 12:38 GMT", 733), ("5 March 2023", 366)])
async def test_an_article_of_a_year_or_two_ago_is_stale_however_its_date_is_written(opened: Open, raw: str, days: int) -> None:
    house = await marked_up(opened, WIRE)
    house.web.documents[WIRE] = rss(item(TITLE, CLASH, guid="clash", date=raw))
    ledger = await house.run()
    assert ledger.entries == {"stale": 1} and ledger.alerts == {} and house.hub.took == []


async def test_a_date_years_ahead_neither_pins_a_story_to_the_top_nor_keeps_it_open(opened: Open) -> None:
    house = await marked_up(opened, WIRE, COLOUR)
    house.web.documents[WIRE] = rss(item(SHOAL_TITLE, SHOAL, guid="shoal", date=rfc(house.watch.now() + 20 * HOUR)))
    await house.run()
    house.web.documents[COLOUR] = rss(item(TITLE, CLASH, guid="clash", date=rfc(house.watch.now() - HOUR)))
    await house.run()
    assert [s.territory for s in stories(house)][:1] != [], "listed"
    newest, older = stories(house)
    assert "kashmir" in str(newest.territory) or "line-of-control" in str(newest.territory)
    assert older.last_seen_at <= house.watch.now()
    house.watch.turn(9 * DAY)
    await house.run()
    assert house.hub.kinds().count("alert.resolved") == 2


# --- clocks ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jump", [-DAY, DAY, -40 * MINUTES, dt.timedelta(days=-3)], ids=str)
async def test_a_clock_that_jumps_tells_nothing_twice_and_loses_nothing(opened: Open, jump: dt.timedelta) -> None:
    house = await marked_up(opened, WIRE, COLOUR)
    house.web.documents[WIRE] = rss(item(TITLE, CLASH, guid="clash", date=rfc(house.watch.now())))
    await house.run()
    told = [d.id for d in house.hub.took]
    house.watch.turn(jump)
    for _ in range(3):
        await house.run()
    assert [d.id for d in house.hub.took] == told
    house.web.documents[COLOUR] = rss(item(SHOAL_TITLE, SHOAL, guid="shoal", date=rfc(START + DAY / 2)))
    house.watch.turn(max(-jump, MINUTES) + 2 * HOUR)  # the clock is put right
    for _ in range(2):
        await house.run()
    assert house.hub.kinds().count("alert.opened") == 2 and len(alerts(house)) == 2
    assert len({d.id for d in house.hub.took}) == len(house.hub.took)
    assert_ledger_adds_up(house)


# --- the same letters, written otherwise -------------------------------------------------------------------------

DISGUISES: dict[str, Callable[[str], str]] = {
    "decomposed": lambda s: unicodedata.normalize("NFD", s),
    "zero width space": lambda s: s.replace("Kashmir", "Kash\u200bmir").replace("fire", "fi\u200bre"),
    "zero width joiner": lambda s: s.replace("soldiers", "sol\u200ddiers"),
    "soft hyphen": lambda s: s.replace("soldiers", "sol\u00addiers").replace("Kashmir", "Kash\u00admir"),
    "right to left override": lambda s: f"\u202e{s}\u202c",
    "byte order mark": lambda s: f"\ufeff{s}",
    "no-break spaces": lambda s: s.replace(" ", "\u00a0"),
    "full width": lambda s: s.replace("Kashmir", "Ｋａｓｈｍｉｒ"),
}


@pytest.mark.parametrize("disguise", DISGUISES.values(), ids=DISGUISES)
async def test_the_same_report_in_other_code_points_is_a_copy_and_shows_no_controls(opened: Open, disguise: Callable[[str], str]) -> None:
    house = await marked_up(opened, WIRE, VALE)
    title, text = TITLE.replace("Kashmir", "Kashmir after Café siege"), CLASH
    house.web.documents[WIRE] = rss(item(title, text, guid="a", link="https://wire.example/a"))
    await house.run()
    house.web.documents[VALE] = rss(item(disguise(title), disguise(text), guid="b", link="https://vale.example/b"))
    assert (await house.run()).entries == {"assessed": 1}
    (story,) = stories(house)
    first, second = story.articles
    assert second.copy_of == first.article_id and not story.corroborated
    assert not set("\u202e\u202c\ufeff\u200e\u200f") & set(second.title + story.title)
    assert house.hub.kinds() == ["alert.opened"]


def test_an_empty_document_is_no_reason_to_forget() -> None:
    assert select_entries(parsed(), set(), START, feed=known_feed()).new == ()


async def test_news_of_a_known_event_joins_it_whichever_way_it_came(opened: Open) -> None:
    house = await watching(opened, WIRE, VALE)
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    house.web.publish(VALE, "mendhar", OWN_TITLE, OWN)
    await house.run()
    assert len(stories(house)) == 1 and stories(house)[0].corroborated
