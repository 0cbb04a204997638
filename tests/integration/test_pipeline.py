"""Whole passes over a scripted world: real database, real reader; nothing is lost, nothing is told twice."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from monitor.alerting.routes import Route
from monitor.domain.errors import ModelError
from monitor.domain.ledger import Ledger
from monitor.pipeline.run import run_pass
from monitor.stories.sources import SourceRegister
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.reader import ArticleReader
from tests.scripted import MINUTES, House, Poisonable, PowerCut, Quiet, assert_ledger_adds_up

WIRE, VALE, COLOUR, STATE = (f"https://{host}.example/feed" for host in ("wire", "vale", "colour", "state"))
CLASH = (
    "Indian and Pakistani troops exchanged heavy fire across the Line of Control in Kashmir on Tuesday, killing three soldiers, officers on both sides said. "
    "Artillery shelled the hamlets of Mendhar sector for two hours before dawn, and the firing went on until noon. "
    "Colonel Rahul Mehta said that two more soldiers were wounded when mortar shells hit a bunker near the crossing. "
    "Schools in the Poonch district were shut and families were moved to shelters, the district magistrate said. "
    "Each army accused the other of having opened fire first, and a hotline between the two commands was used twice. "
    "Traders in the bazaar pulled down their shutters, and buses to the villages along the river were held back at the last checkpoint. "
    "The firing was the heaviest in the sector since last winter, said a retired brigadier who follows the line from Jammu."
)
COPY = CLASH.replace(
    " Traders in the bazaar pulled down their shutters, and buses to the villages along the river were held back at the last checkpoint.", ""
)
OWN = (
    "Three coffins were carried down from Mendhar on Tuesday after Indian and Pakistani soldiers fired mortars at each other across the Line of Control in Kashmir. "
    "Villagers counted more than forty shells. A farmer, Imran Lone, said that the firing began before the dawn prayer and that three soldiers were killed at the bunker above his field."
)
SPORT = "Kosovo clash with Serbia in a qualifier on Friday; the coach said his strikers would attack. The goalkeeper is fit for the match at the stadium in Kosovo."
TAX = "Parliament in Oslo voted on Monday for a new tax on fish."
STALE = "This article is more than 5 years old\n\n" + CLASH
TITLE = "Three soldiers killed as troops exchange fire in Kashmir"

Open = Callable[..., House]


@pytest.fixture
def opened(tmp_path: Path, reader: ArticleReader, gazetteer: Gazetteer) -> Iterator[Open]:
    """Opens houses over the test's own folder, and closes them."""
    houses: list[House] = []

    def make(*feeds: str, routes: list[Route] | None = None) -> House:
        houses.append(House(tmp_path, reader, gazetteer, feeds=feeds, routes=routes))
        return houses[-1]

    yield make
    for house in houses:
        house.close()


async def watching(opened: Open, *feeds: str, routes: list[Route] | None = None) -> House:
    """A house whose feeds have been polled once, empty: what comes from now on is news."""
    house = opened(*feeds, routes=routes)
    await house.run()
    return house


async def test_a_whole_pass_from_feeds_to_the_webhook(opened: Open) -> None:
    house = await watching(opened, WIRE, VALE, COLOUR)
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    house.web.publish(COLOUR, "mendhar", "Mendhar buries three soldiers after mortar fire in Kashmir", OWN)
    house.web.publish(COLOUR, "sport", "Kosovo clash with Serbia", SPORT)
    house.web.publish(COLOUR, "tax", "Tax on fish", TAX)
    ledger = await house.run()
    assert ledger.entries == {"assessed": 2, "not_relevant": 2} and ledger.pending == 0
    house.web.publish(VALE, "copied", "Border fire kills soldiers", COPY)
    await house.run()
    assert_ledger_adds_up(house)
    with house.store.read() as unit:
        (story,) = unit.story_reading.list(since=None, territory=None, limit=10)
        (alert,) = unit.alerts.list(status=None, limit=10)
    assert len(story.articles) == 3 and [a.outlet for a in story.articles if a.copy_of] == ["vale.example"]
    assert set(story.publishers) == {"wire.example", "colour.example"} and story.corroborated
    assert alert.level >= 4 and alert.story_id == story.id
    assert house.hub.kinds() == ["alert.opened"]
    assert house.hub.took[0].update.payload["data"]["alert"]["id"] == alert.id
    assert house.web.asked["https://colour.example/tax"] == 0, "no page is fetched for what names no territory"


async def test_a_second_pass_on_an_unchanged_world_does_nothing(opened: Open) -> None:
    house = await watching(opened, WIRE)
    page = house.web.publish(WIRE, "clash", TITLE, CLASH)
    await house.run()
    for _ in range(2):
        ledger = await house.run()
        assert (ledger.feeds, ledger.entries_new, ledger.entries, ledger.stories, ledger.alerts, ledger.deliveries) == (
            {"not_modified": 1},
            0,
            {},
            {},
            {},
            {},
        )
    assert house.web.asked[page] == 1 and len(house.hub.tried) == 1
    assert_ledger_adds_up(house)


async def test_an_edited_entry_with_the_same_guid_is_not_told_again(opened: Open) -> None:
    house = await watching(opened, WIRE)
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    await house.run()
    house.web.feeds[WIRE][0]["published"] = house.watch.now().isoformat()
    ledger = await house.run()
    assert ledger.feeds == {"no_new_entries": 1} and ledger.entries_new == 0
    assert house.hub.kinds() == ["alert.opened"]
    assert_ledger_adds_up(house)


@pytest.mark.parametrize("where", ["page", "story", "send"])
async def test_a_restart_in_the_middle_loses_nothing_and_doubles_nothing(opened: Open, where: str) -> None:
    house = await watching(opened, WIRE, COLOUR)
    for n in range(4):
        house.web.publish(COLOUR, f"tax{n}", "Tax on fish", TAX)
    page = house.web.publish(WIRE, "clash", TITLE, CLASH)
    house.web.publish(COLOUR, "mendhar", "Mendhar buries three soldiers after mortar fire in Kashmir", OWN)
    if where == "page":
        house.web.breaks[page] = PowerCut()
    elif where == "send":
        house.hub.dies_at = 1
    sources = house.sources
    if where == "story":
        house.sources = CutSources()
    with pytest.raises(PowerCut):
        await house.run()
    house.sources = sources
    house.restart()
    await house.run()
    assert house.counts() == {"assessed": 2, "not_relevant": 4}
    with house.store.read() as unit:
        (story,) = unit.story_reading.list(since=None, territory=None, limit=10)
        (alert,) = unit.alerts.list(status=None, limit=10)
        delivered = unit.outbox.list(state="delivered", limit=10)
    assert len(story.articles) == 2 and alert.sequence == 1
    assert len(delivered) == 1 and {d.id for d in house.hub.took} == {delivered[0].id}
    assert len(house.hub.took) == (2 if where == "send" else 1)


class CutSources(SourceRegister):
    """The power goes while a story is being written."""

    def __init__(self) -> None:
        super().__init__([])

    def find(self, outlet: str, url: str | None) -> None:
        raise PowerCut


@pytest.mark.parametrize("status", [403, 404, 500])
async def test_a_page_that_is_refused_leaves_the_feeds_text_and_says_so(opened: Open, status: int) -> None:
    house = await watching(opened, WIRE)
    house.web.refuses[house.web.publish(WIRE, "clash", TITLE, CLASH)] = status
    ledger = await house.run()
    assert ledger.entries == {"assessed": 1} and house.hub.kinds() == ["alert.opened"]
    with house.store.read() as unit:
        (story,) = unit.story_reading.list(since=None, territory=None, limit=10)
        article, reading, origin = unit.articles.article(story.articles[0].article_id)
    assert origin == "feed" and article.text == CLASH.split(". ")[0] + "."
    assert all(article.text[s.evidence.start : s.evidence.end] == s.evidence.text for s in reading.signals if s.evidence.field == "text")


async def test_a_page_that_is_there_gives_the_text(opened: Open) -> None:
    house = await watching(opened, WIRE)
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    await house.run()
    with house.store.read() as unit:
        (story,) = unit.story_reading.list(since=None, territory=None, limit=10)
        article, _, origin = unit.articles.article(story.articles[0].article_id)
    assert (origin, article.text) == ("page", CLASH)


async def test_one_article_in_two_feeds_is_one_article(opened: Open) -> None:
    house = await watching(opened, WIRE, VALE)
    page = house.web.publish(WIRE, "clash", TITLE, CLASH)
    house.web.publish(VALE, "same", TITLE, CLASH, url=page + "?utm_source=vale", page=False)
    ledger = await house.run()
    assert ledger.entries == {"assessed": 1, "duplicate": 1}
    assert house.hub.kinds() == ["alert.opened"]
    assert_ledger_adds_up(house)


async def test_a_poisoned_article_is_quarantined_after_three_passes_and_hurts_nobody(opened: Open, reader: ArticleReader) -> None:
    house = await watching(opened, WIRE, COLOUR)
    house.reader = Poisonable(reader, "xyzzy")
    house.web.publish(COLOUR, "poison", "Shelling in Kashmir", f"Shells fell in Kashmir. {CLASH} xyzzy")
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    first = await house.run()
    assert first.entries == {"assessed": 1} and first.pending == 1 and house.hub.kinds() == ["alert.opened"]
    assert any("poison" in p and "xyzzy" in p for p in first.problems)
    second = await house.run()
    assert second.entries == {} and second.pending == 1
    third = await house.run()
    assert third.entries == {"quarantined": 1} and third.pending == 0
    assert (await house.run()).entries == {}
    assert_ledger_adds_up(house)


async def test_entries_whose_worker_is_killed_again_and_again_are_not_to_blame(opened: Open) -> None:
    house = await watching(opened, WIRE, COLOUR)
    page = house.web.publish(WIRE, "clash", TITLE, CLASH)
    house.web.publish(COLOUR, "tax", "Tax on fish", TAX)
    for _ in range(6):
        house.web.breaks[page] = PowerCut()
        with pytest.raises(PowerCut):
            await house.run()
        house.restart()
    await house.run()
    assert house.counts() == {"assessed": 1, "not_relevant": 1} and house.hub.kinds() == ["alert.opened"]


async def test_without_a_model_entries_wait_and_are_read_later(opened: Open, reader: ArticleReader) -> None:
    house = await watching(opened, WIRE)
    house.reader = ModelError("model signals: gone; run `contactline train`")
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    ledger = await house.run()
    assert ledger.entries == {} and ledger.pending == 1 and house.hub.took == []
    assert ledger.problems == ("nothing assessed, entries wait: model signals: gone; run `contactline train`",)
    house.reader = reader
    later = await house.run()
    assert later.entries == {"assessed": 1} and house.hub.kinds() == ["alert.opened"]
    assert_ledger_adds_up(house)


async def test_a_feed_that_breaks_our_code_is_crashed_and_the_others_are_polled(opened: Open) -> None:
    house = await watching(opened, WIRE, VALE)
    house.web.breaks[VALE] = RuntimeError("a bug of ours")
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    ledger = await house.run()
    assert ledger.feeds == {"crashed": 1, "new_entries": 1} and ledger.entries == {"assessed": 1}
    assert ledger.problems == (f"feed {VALE}: crashed: RuntimeError: a bug of ours",)
    house.web.breaks.clear()
    assert (await house.run()).feeds == {"not_modified": 2}
    assert_ledger_adds_up(house)


async def test_what_a_feed_held_at_its_first_poll_raises_no_alert(opened: Open) -> None:
    house = opened(WIRE)
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    ledger = await house.run()
    assert ledger.entries == {"assessed": 1} and ledger.stories == {"new": 1} and ledger.alerts == {"background": 1}
    assert house.hub.took == []
    house.web.publish(WIRE, "more", "Mendhar buries three soldiers after mortar fire in Kashmir", OWN)
    assert (await house.run()).alerts == {"opened": 1}, "fresh news of the same story does"
    assert_ledger_adds_up(house)


async def test_a_stale_article_raises_nothing(opened: Open) -> None:
    house = await watching(opened, WIRE)
    house.web.publish(WIRE, "old", TITLE, STALE)
    ledger = await house.run()
    assert ledger.entries == {"stale": 1} and ledger.stories == {} and ledger.alerts == {} and house.hub.took == []
    assert_ledger_adds_up(house)


async def test_an_opening_waits_for_its_group(opened: Open) -> None:
    house = await watching(opened, WIRE, routes=[Route(("hub",), group_wait=90 * MINUTES)])
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    assert (await house.run()).deliveries == {}
    assert (await house.run()).deliveries == {}, "an hour later it still waits"
    assert (await house.run()).deliveries == {"delivered": 1}
    assert_ledger_adds_up(house)


async def test_a_failed_webhook_is_tried_again_with_the_same_id(opened: Open) -> None:
    house = await watching(opened, WIRE)
    house.hub.refuse = 2
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    ledger = await house.run()
    assert ledger.deliveries == {"retry": 1} and any("busy" in p for p in ledger.problems)
    await house.run()
    await house.run()
    assert len(house.hub.tried) == 3 and len(set(house.hub.tried)) == 1 and house.hub.kinds() == ["alert.opened"]
    assert_ledger_adds_up(house)


async def test_a_receiver_that_is_down_holds_no_other_up(opened: Open) -> None:
    house = await watching(opened, WIRE)
    house.hub.refuse = 1
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    house.web.publish(
        WIRE,
        "shoal",
        "Navy boat rammed near Second Thomas Shoal",
        "A Chinese coast guard ship rammed a Philippine navy boat near Second Thomas Shoal on Tuesday and fired water cannon at it, wounding four sailors, Manila said.",
    )
    ledger = await house.run()
    assert ledger.alerts["opened"] == 2 and ledger.deliveries == {"retry": 1, "delivered": 1}


async def test_two_workers_at_once_end_every_entry_once(opened: Open) -> None:
    house = await watching(opened, WIRE, VALE, COLOUR, STATE)
    for feed in (WIRE, VALE, COLOUR, STATE):
        for n in range(12):
            house.web.publish(feed, f"tax{n}", "Tax on fish", TAX)
        house.web.publish(feed, "own", f"{TITLE}, reports {feed[8:12]}", f"{feed[8:12]} reports: {CLASH if feed in (WIRE, VALE) else OWN}")
    stores = [house.store, house.another_store()]

    def worker(n: int) -> Ledger:
        return asyncio.run(run_pass(house.stages(stores[n]), worker=f"worker {n}", progress=Quiet()))

    ledgers = await asyncio.gather(*(asyncio.to_thread(worker, n) for n in range(2)))
    house.watch.turn(60 * MINUTES)
    stores[1].close()
    ledgers = [*house.ledgers, *ledgers, await house.run()]
    assert house.counts() == {"assessed": 4, "not_relevant": 48}
    ended: Counter[str] = Counter()
    for ledger in ledgers:
        ended.update(ledger.entries)
    assert dict(ended) == {"assessed": 4, "not_relevant": 48}
    assert len({d.id for d in house.hub.took}) == len(house.hub.took) > 0
    with house.store.read() as unit:
        assert sum(len(s.articles) for s in unit.story_reading.list(since=None, territory=None, limit=10)) == 4
