"""One story that comes to five workers at the same moment is one story with one alert, on both databases."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from monitor.domain.ledger import Ledger
from monitor.domain.reading import Article, Assessment
from monitor.pipeline import assess
from monitor.pipeline.correct import merge_stories, split_story
from monitor.pipeline.run import LedgerBook, poll_stage, run_pass
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.reader import ArticleReader
from tests.postgres import postgres_server, postgres_url  # noqa: F401 - fixtures
from tests.scripted import House, Quiet

FEEDS = [f"https://{name}.example/feed" for name in ("ash", "birch", "cedar", "elm", "fir")]
CLASH = (
    "Indian and Pakistani troops exchanged heavy fire across the Line of Control in Kashmir on Tuesday, killing three soldiers, officers on both sides said. "
    "Artillery shelled the hamlets of Mendhar sector for two hours before dawn, and the firing went on until noon. "
    "Colonel Rahul Mehta said that two more soldiers were wounded when mortar shells hit a bunker near the crossing. "
)
OWN = {
    "ash": "Schools in the Poonch district were shut and families were moved to shelters, the district magistrate said.",
    "birch": "Each army accused the other of having opened fire first, and a hotline between the two commands was used twice.",
    "cedar": "Traders in the bazaar pulled down their shutters, and buses along the river were held back at the last checkpoint.",
    "elm": "The firing was the heaviest in the sector since last winter, said a retired brigadier who follows the line from Jammu.",
    "fir": "A farmer, Imran Lone, counted more than forty shells from the field above his house, he told reporters by telephone.",
}


class Meeting:
    """The real reader, whose first readings all end at the same moment: what follows them is decided by five workers at once."""

    def __init__(self, reader: ArticleReader, workers: int) -> None:
        self._reader, self._barrier = reader, threading.Barrier(workers)
        self._met = threading.local()

    def gate(self, title: str, summary: str) -> bool:
        return self._reader.gate(title, summary)

    def read(self, articles: Sequence[Article]) -> list[Assessment]:
        readings = self._reader.read(articles)
        if not getattr(self._met, "yes", False):
            self._met.yes = True
            self._barrier.wait(30)
        return readings

    def read_in_full(self, article: Article) -> Assessment:
        return self._reader.read_in_full(article)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def house(
    request: pytest.FixtureRequest, tmp_path: Path, reader: ArticleReader, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[House]:
    url = request.getfixturevalue("postgres_url") if request.param == "postgres" else None
    monkeypatch.setattr(assess, "BATCH", 1)  # so that each worker takes one
    made = House(tmp_path, reader, gazetteer, feeds=FEEDS, url=url)
    made.reader = Meeting(reader, len(FEEDS))
    yield made
    made.close()


async def five_at_once(house: House) -> list[Ledger]:
    """Poll once, then let five workers with a connection of their own assess, alert and deliver at once."""
    await poll_stage(house.stages(), LedgerBook(house.watch.now()), worker="poller", progress=Quiet())
    stores = [house.another_store() for _ in FEEDS]

    def work(n: int) -> Ledger:
        return asyncio.run(run_pass(house.stages(stores[n]), worker=f"worker {n}", progress=Quiet(), poll=False))

    ledgers = await asyncio.gather(*(asyncio.to_thread(work, n) for n in range(len(FEEDS))))
    for store in stores:
        store.close()
    return list(ledgers)


async def watching(house: House) -> None:
    await poll_stage(house.stages(), LedgerBook(house.watch.now()), worker="poller", progress=Quiet())
    house.watch.turn(assess.LEASE * 6)


async def test_five_reports_become_one_story_with_five_members_and_one_alert(house: House) -> None:
    await watching(house)
    for feed in FEEDS:
        name = feed[8:].split(".")[0]
        house.web.publish(feed, name, f"Three soldiers killed in Kashmir fire, {name} reports", CLASH + OWN[name])
    ledgers = await five_at_once(house)
    assert [p for ledger in ledgers for p in ledger.problems] == []
    with house.store.read() as unit:
        (story,) = unit.story_reading.list(since=None, territory=None, limit=10)
        (alert,) = unit.alerts.list(status=None, limit=10)
        updates = unit.outbox.updates(alert.id)
    assert len({a.article_id for a in story.articles}) == 5 and alert.story_id == story.id
    assert Counter(str(u.kind) for u in updates)["alert.opened"] == 1
    assert len({d.id for d in house.hub.took}) == len(house.hub.took) == len(updates), "each update left once"
    told: Counter[str] = Counter()
    for ledger in ledgers:
        told.update(ledger.stories)
    assert told == {"new": 1, "updated": 4}


async def test_one_address_in_five_feeds_is_one_article(house: House) -> None:
    await watching(house)
    for feed in FEEDS:
        house.web.publish(feed, "clash", "Three soldiers killed in Kashmir fire", CLASH, url="https://wire.example/clash")
    ledgers = await five_at_once(house)
    assert [p for ledger in ledgers for p in ledger.problems] == []
    assert house.counts() == {"assessed": 1, "duplicate": 4}
    with house.store.read() as unit:
        (story,) = unit.story_reading.list(since=None, territory=None, limit=10)
        assert len(unit.alerts.list(status=None, limit=10)) == 1 and len(story.articles) == 1
    assert house.hub.kinds() == ["alert.opened"]


async def test_an_operator_may_merge_and_split_while_workers_assess(house: House) -> None:
    await watching(house)
    house.reader = Meeting(house.reader._reader, 1)  # type: ignore[union-attr]
    house.web.publish(FEEDS[0], "clash", "Three soldiers killed in Kashmir fire", CLASH)
    shoal = "A Chinese coast guard ship rammed a Philippine navy boat near Second Thomas Shoal on Tuesday, wounding four sailors, Manila said."
    house.web.publish(FEEDS[1], "shoal", "Navy boat rammed near Second Thomas Shoal", shoal)
    await house.run()
    with house.store.read() as unit:
        ids = {s.territory: s.id for s in unit.story_reading.list(since=None, territory=None, limit=10)}
    kashmir = ids.pop("kashmir")
    (other,) = ids.values()
    for feed in FEEDS:
        name = feed[8:].split(".")[0]
        house.web.publish(feed, f"{name}2", f"Three soldiers killed in Kashmir fire, {name} reports", CLASH + OWN[name])
    house.reader = Meeting(house.reader._reader, len(FEEDS))  # type: ignore[union-attr]

    def operate() -> None:
        store = house.another_store()
        for _ in range(4):
            moved = merge_stories(store, house.watch, other, kashmir, by="eve", note="").moved
            split_story(store, house.watch, kashmir, moved, by="eve", note="")
        store.close()

    ledgers, _ = await asyncio.gather(five_at_once(house), asyncio.to_thread(operate))
    assert [p for ledger in ledgers for p in ledger.problems] == []
    with house.store.read() as unit:
        sizes = {s.id: len(s.articles) for s in unit.story_reading.list(since=None, territory=None, limit=10)}
        assert sizes == {kashmir: 6, other: 1}
        assert {a.story_id for a in unit.alerts.list(status="open", limit=10)} == {kashmir, other}
