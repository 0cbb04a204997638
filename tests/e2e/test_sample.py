"""The sample week through the real path, once: what its articles say of themselves is what comes out. No signal's score is asserted."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from monitor.adapters.store.store import open_store
from monitor.domain.alert import Channel, Delivery
from tests.processes import Program

NOISE = "noise-"


@dataclass(frozen=True)
class Played:
    """What the command printed, its database's deliveries, and what the sample's articles say of themselves."""

    summary: dict[str, Any]
    stories: list[dict[str, Any]]
    alerts: list[dict[str, Any]]
    delivered: list[Delivery]
    entries: dict[str, int]
    truth: dict[str, dict[str, Any]]
    errors: str

    def members(self) -> dict[str, tuple[str, bool]]:
        """Sample id -> (story id, whether it is folded as a copy)."""
        return {a["url"].rsplit("/", 1)[1].removesuffix(".html"): (s["id"], a["copy_of"] is not None) for s in self.stories for a in s["articles"]}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    import asyncio

    folder = tmp_path_factory.mktemp("sample")
    ended = asyncio.run(Program(folder, {}).run("run", "--sample", "--json"))
    assert ended.status == 0, ended.err
    summary, *rows = ended.rows()
    store = open_store(f"sqlite:///{Path(summary['folder']) / 'sample.sqlite3'}")
    with store.read() as unit:
        delivered, counts = unit.outbox.list(state=None, limit=10_000), unit.entries.counts()
    store.close()
    truth = {r["id"]: r for r in map(json.loads, (resources.files("monitor.sample") / "articles.jsonl").read_text("utf8").splitlines())}
    yield Played(summary, [r["story"] for r in rows if "story" in r], [r["alert"] for r in rows if "alert" in r], delivered, counts, truth, ended.err)


def test_the_ledger_adds_up(played: Played) -> None:
    ledger = played.summary["ledger"]
    assert ledger["entries_new"] == len(played.truth) == sum(ledger["entries"].values()) and ledger["pending"] == 0
    assert ledger["entries"] == {k: n for k, n in played.entries.items() if n}
    assert ledger["stories"]["new"] == len(played.stories)
    assert sum(ledger["stories"].values()) == ledger["entries"]["assessed"] == len(played.members())
    assert ledger["alerts"]["opened"] == len(played.alerts)
    outlets = len({r["outlet"] for r in played.truth.values()})
    assert sum(ledger["feeds"].values()) == outlets * played.summary["passes"]
    assert ledger["problems"] == [] and played.errors == ""


def test_most_stories_are_found_with_their_copies_folded(played: Played) -> None:
    wanted: dict[str, list[str]] = defaultdict(list)
    for key, row in played.truth.items():
        if row["copy_of"]:
            wanted[row["story"]].append(key)
    members = played.members()
    whole = [
        story
        for story, copies in wanted.items()
        if all(c in members and members[c][1] and members[c][0] == members.get(played.truth[c]["copy_of"], ("", False))[0] for c in copies)
    ]
    assert len(wanted) == 5 and len(whole) >= 3, whole


def test_the_two_kashmir_stories_are_two(played: Played) -> None:
    members = played.members()
    assert members["sample-01"][0] != members["sample-27"][0]


def test_alerts_open_for_stories_at_their_level(played: Played) -> None:
    stories = {s["id"]: s for s in played.stories}
    assert played.alerts
    assert all(a["story"] in stories and a["opened_at"] and a["updates"] >= 1 for a in played.alerts)
    assert len({a["story"] for a in played.alerts}) == len(played.alerts)


def test_the_archive_article_is_in_no_story_and_opens_nothing(played: Played) -> None:
    (archive,) = [k for k, r in played.truth.items() if r["story"] == "noise-archive-karabakh"]
    assert archive not in played.members()
    assert "nagorno-karabakh" not in {a["territory"] for a in played.alerts}
    assert played.entries["stale"] >= 1


def test_sport_tourism_and_trade_are_in_no_story(played: Played) -> None:
    noise = {k for k, r in played.truth.items() if r["story"] in {"noise-sport-mitrovica", "noise-business-srinagar", "noise-tourism-essequibo"}}
    assert len(noise) == 3 and not noise & set(played.members())


def test_everything_sent_arrived_once(played: Played) -> None:
    assert all(d.state == "delivered" and d.attempts == 1 for d in played.delivered)
    assert len({d.id for d in played.delivered}) == len(played.delivered) == sum(played.summary["ledger"]["deliveries"].values())
    hooks = [d for d in played.delivered if d.channel is Channel.WEBHOOK]
    assert played.summary["webhooks"] == len(hooks) == sum(a["updates"] for a in played.alerts)
    assert len(list(Path(played.summary["folder"]).glob("mail/*.eml"))) == len(played.delivered) - len(hooks)
