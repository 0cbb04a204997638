"""Plays the sample week through the real path: loopback feeds, guarded fetch, database, outbox, mail to files, webhook to the sink."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import ipaddress
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from monitor.alerting.routes import Receiver, Route
from monitor.bootstrap import App
from monitor.config import Config, Secret, WebhookEndpoint
from monitor.domain.alert import Alert
from monitor.domain.ledger import Ledger
from monitor.domain.source import Source
from monitor.domain.story import Story
from monitor.pipeline.run import run_pass
from monitor.ports import Progress
from monitor.sample.world import HOST, TurnedClock, World, load_articles
from monitor.stories.sources import SourceRegister

STEP = dt.timedelta(hours=6)  # of the sample's week between two passes
_SECRET = "whsec_" + base64.b64encode(hashlib.sha256(b"contactline sample").digest()).decode()  # signs posts to our own sink only


@dataclass(frozen=True, slots=True)
class Played:
    """What came out: the ledgers' sums, stories and alerts, the folder with the mails, and how many webhooks the sink took."""

    total: Ledger
    passes: int
    stories: list[Story]
    alerts: list[Alert]
    folder: Path
    mails: list[Path]
    webhooks: int


class _Quiet:
    def stage(self, name: str, total: int | None) -> None:
        """Nothing: the player's own progress counts passes."""

    def advance(self, n: int = 1) -> None:
        """Nothing."""


async def play_week(folder: Path, progress: Progress) -> Played:
    """Play the week into ``folder`` (database and mails)."""
    articles = load_articles()
    clock = TurnedClock(articles[0].published_at - STEP)
    world = World(articles, clock)
    await world.start()
    try:
        sources = SourceRegister(Source(a.outlet, a.country, None, a.state_owned_by, False) for a in {a.outlet: a for a in articles}.values())
        async with App(_config(folder, world), clock=clock, sources=sources) as app:
            now = clock.now()
            app.store.transact(lambda u: [u.feeds.add(url, title=outlet, outlet=outlet, now=now) for url, outlet in world.feeds])
            ledgers = []
            steps = int((articles[-1].published_at - clock.now()) / STEP) + 2
            progress.stage("passes", steps)
            for _ in range(steps):
                ledgers.append(await run_pass(app.stages, worker=app.worker, progress=_Quiet()))
                clock.turn(clock.now() + STEP)
                progress.advance()
            with app.store.read() as unit:
                stories = unit.story_reading.list(since=None, territory=None, limit=100)
                alerts = unit.alerts.list(status=None, limit=100)
    finally:
        await world.stop()
    mails = sorted((folder / "mail").glob("*.eml"))
    return Played(_sum(ledgers), len(ledgers), stories, alerts, folder, mails, len(world.received))


def _config(folder: Path, world: World) -> Config:
    return Config(
        config_file=None,
        database_url=f"sqlite:///{folder / 'sample.sqlite3'}",
        data_folder=folder,
        allow_networks=(ipaddress.ip_network(f"{HOST}/32"),),
        receivers={"desk": Receiver("desk", ("desk@example.org",)), "hub": Receiver("hub", (), True)},
        webhooks={"hub": WebhookEndpoint(f"{world.base}/sink", Secret(_SECRET))},
        routes=(Route(("desk", "hub")),),
        smtp_url=Secret((folder / "mail").as_uri()),
        mail_sender="contactline@example.org",
    )


def _sum(ledgers: list[Ledger]) -> Ledger:
    def add(field: str) -> dict[str, int]:
        total: Counter[str] = Counter()
        for ledger in ledgers:
            total.update(getattr(ledger, field))
        return dict(sorted(total.items()))

    seconds: Counter[str] = Counter()
    for ledger in ledgers:
        seconds.update(ledger.seconds)
    return Ledger(
        started_at=ledgers[0].started_at,
        finished_at=ledgers[-1].finished_at,
        feeds=add("feeds"),
        entries_new=sum(ledger.entries_new for ledger in ledgers),
        entries=add("entries"),
        pending=ledgers[-1].pending,
        stories=add("stories"),
        alerts=add("alerts"),
        deliveries=add("deliveries"),
        seconds={k: round(v, 2) for k, v in seconds.items()},
        problems=tuple(dict.fromkeys(p for ledger in ledgers for p in ledger.problems)),
    )
