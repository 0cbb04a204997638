"""A loop of kills at random times and at chosen places, then one clean run: nothing is lost, and what is told twice has one id."""

from __future__ import annotations

import datetime as dt
import json
import random
import sqlite3
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from monitor.adapters.store.store import open_store
from monitor.sample.world import HOST, TurnedClock, World, load_articles
from tests.processes import Ended, Program

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

KILLS = 20
SEED = 20240305
SECRET = "whsec_" + "c2VjcmV0IGZvciB0aGUga2lsbCB0ZXN0cyBvbmx5IQ=="


class Trial:
    """The sample's world, told little by little to a program that keeps dying."""

    def __init__(self, folder: Path, world: World, clock: TurnedClock) -> None:
        folder.mkdir()
        (folder / "contactline.toml").write_text(
            f'[[receivers]]\nname = "hub"\nwebhook = {{ url = "{world.base}/sink", secret = "{SECRET}" }}\n', "utf8"
        )
        (folder / "feeds.txt").write_text("\n".join(url for url, _ in world.feeds), "utf8")
        self.program = Program(folder, {"CONTACTLINE_ALLOW_NETWORKS": f"{HOST}/32"})
        self.world, self.clock = world, clock

    async def run(self, at: dt.datetime, *, kill_after: float | None = None, **environment: str) -> Ended:
        """One pass, with the world and the program's clock at ``at``."""
        self.clock.turn(at)
        now = f"{at.isoformat()},{time.time():.3f},1"
        return await self.program.run("run", "--feeds", "feeds.txt", "--json", kill_after=kill_after, CONTACTLINE_CLOCK=now, **environment)


def how_to_die(dice: random.Random) -> dict[str, Any]:
    place = dice.choice(["time", "time", "commit", "before_commit", "after_send"])
    if place == "time":
        return {"kill_after": dice.uniform(0.5, 5.0)}
    return {"CONTACTLINE_FAILPOINT": f"{place}:{1 if place == 'after_send' else dice.randint(1, 30)}"}


async def test_twenty_kills_lose_nothing_and_repeat_only_with_the_same_id(tmp_path: Path) -> None:
    dice = random.Random(SEED)
    articles = load_articles()
    clock = TurnedClock(articles[0].published_at - dt.timedelta(hours=6))
    world = World(articles, clock)
    await world.start()
    try:
        trial = Trial(tmp_path / "killed", world, clock)
        first = await trial.run(clock.now())
        assert first.status == 0, first.err
        deaths = 0
        for n in range(KILLS):
            at = articles[min(2 * n + 1, len(articles) - 1)].published_at + dt.timedelta(minutes=n)
            ended = await trial.run(at, **how_to_die(dice))
            assert ended.status in {0, -9}, ended.err
            deaths += ended.status == -9
        assert deaths >= KILLS // 2, "kills that come too late test nothing"
        end = articles[-1].published_at + dt.timedelta(hours=1)
        for hours in (0, 1):
            clean = await trial.run(end + dt.timedelta(hours=hours))
            assert clean.status == 0, clean.err
        received = list(world.received)
        world.received.clear()
        calm = Trial(tmp_path / "calm", world, clock)
        for at in (articles[0].published_at - dt.timedelta(hours=6), end):
            assert (await calm.run(at)).status == 0
    finally:
        await world.stop()

    (ledger,) = clean.rows()
    assert ledger["pending"] == 0 and ledger["problems"] == []
    check_database(trial.program.database, len(articles))
    check_deliveries(trial.program.database, received)
    assert alerted(calm.program.database) <= alerted(trial.program.database)


def check_database(path: Path, articles: int) -> None:
    """The file is sound, and every entry ended once."""
    with sqlite3.connect(path) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        assert raw.execute("SELECT count(*), count(DISTINCT guid), count(outcome) FROM entry").fetchone() == (articles, articles, articles)
    raw.close()
    store = open_store(f"sqlite:///{path}")
    with store.read() as unit:
        counts = unit.entries.counts()
        stories = unit.story_reading.list(since=None, territory=None, limit=1000)
        members = [a.article_id for s in stories for a in s.articles]
    store.close()
    assert counts["quarantined"] == 0 and counts["pending"] == 0
    assert len(members) == len(set(members)) == counts["assessed"]


def check_deliveries(path: Path, received: list[dict[str, Any]]) -> None:
    """Every update of every alert arrived; what arrived twice is the same thing with the same id."""
    store = open_store(f"sqlite:///{path}")
    with store.read() as unit:
        alerts = unit.alerts.list(status=None, limit=1000)
        updates = {u.id for a in alerts for u in unit.outbox.updates(a.id)}
        deliveries = unit.outbox.list(state=None, limit=10_000)
    store.close()
    assert alerts and {d.update.id for d in deliveries} == updates
    assert all(d.state == "delivered" for d in deliveries)
    bodies: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for post in received:
        headers = {k.lower(): v for k, v in post["headers"].items()}
        bodies[headers["webhook-id"]].append(json.loads(post["body"]))
    assert len(bodies) == len(deliveries), "each delivery has one id, and each arrived"
    assert all(body == said[0] for said in bodies.values() for body in said)
    opened = [said[0]["data"]["alert"]["id"] for said in bodies.values() if said[0]["type"] == "alert.opened"]
    assert sorted(opened) == sorted(a.id for a in alerts), "every alert is opened under one id"


def alerted(path: Path) -> set[str]:
    """Territories with an alert."""
    store = open_store(f"sqlite:///{path}")
    with store.read() as unit:
        found = {a.territory for a in unit.alerts.list(status=None, limit=1000)}
    store.close()
    return found
