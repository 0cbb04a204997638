"""Poll what is due: fetch -> read -> select -> store, each feed in one transaction with its validators."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass, replace

from monitor.domain.errors import LeaseLost, StoreError
from monitor.domain.feed import Feed, ParsedFeed, PollOutcome, PollRecord, PollResult
from monitor.feeds.outcome import decide_poll, needs_reading
from monitor.feeds.schedule import PollSettings, next_poll_at
from monitor.feeds.select import guids_of
from monitor.ports import Clock, FeedReader, Fetched, Fetcher, Progress, Store
from monitor.text.urls import redact_url

ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
BATCH = 200  # feeds claimed at a time
LEASE = dt.timedelta(minutes=5)  # of real work; longer than the total deadline of a fetch and its parse


@dataclass(frozen=True, slots=True)
class PollPorts:
    """What polling needs."""

    store: Store
    fetcher: Fetcher
    reader: FeedReader
    clock: Clock
    settings: PollSettings
    lease: dt.timedelta = LEASE


@dataclass(frozen=True, slots=True)
class PollSummary:
    """Feeds by outcome, new entries, and a line for each feed that did not do well."""

    outcomes: Counter[str]
    new_entries: int
    problems: tuple[str, ...]


async def poll_due(ports: PollPorts, *, worker: str, progress: Progress) -> PollSummary:
    """Poll every feed that is due now, in batches, each feed once. One bad feed never stops the others."""
    outcomes: Counter[str] = Counter()
    problems: list[str] = []
    new = 0
    started = ports.clock.now()
    while batch := ports.store.transact(lambda u: u.feeds.claim_due(started, limit=BATCH, lease=_lease(ports, started), worker=worker)):
        progress.stage("poll", len(batch))

        async def one(feed: Feed, fence: int) -> tuple[Feed, PollResult, int]:
            result, stored = await _poll_one(ports, feed, fence)
            progress.advance()
            return feed, result, stored

        for feed, result, stored in await asyncio.gather(*(one(feed, fence) for feed, fence in batch)):
            outcomes[str(result.record.outcome)] += 1
            new += stored
            if not result.record.outcome.ok:
                problems.append(f"feed {redact_url(feed.url)}: {result.record.outcome}: {result.record.reason}")
            elif result.moved_to and result.moved_to != feed.url:
                problems.append(f"feed {redact_url(feed.url)}: moved permanently to {redact_url(result.moved_to)}")
    return PollSummary(outcomes, new, tuple(problems))


def _lease(ports: PollPorts, started: dt.datetime) -> dt.timedelta:
    """The lease counted from now, though what is due is judged by the start of the pass: feeds due again since then wait for the next."""
    return ports.lease + (ports.clock.now() - started)


async def _poll_one(ports: PollPorts, feed: Feed, fence: int) -> tuple[PollResult, int]:
    """Poll one feed and store the result; an unexpected error of ours becomes the outcome ``crashed``."""
    try:
        result = await _fetch_and_decide(ports, feed)
    except StoreError:
        raise
    except Exception as error:
        result = _crashed(ports, feed, error)
    try:
        return result, ports.store.transact(lambda u: u.feeds.save_poll(result, fence=fence))
    except LeaseLost as error:
        return replace(result, record=replace(result.record, outcome=PollOutcome.CRASHED, reason=str(error))), 0


async def _fetch_and_decide(ports: PollPorts, feed: Feed) -> PollResult:
    answer = await ports.fetcher.get(feed.url, validators=feed.validators, accept=ACCEPT)
    read = None
    known: set[str] = set()
    if needs_reading(feed, answer):
        assert isinstance(answer, Fetched)
        read = await ports.reader.read_feed(answer.body, url=answer.url, content_type=answer.headers.get("content-type"))
        if isinstance(read, ParsedFeed):
            guids = guids_of(read)
            with ports.store.read() as unit:
                known = unit.feeds.known_guids(feed.id, guids)
    return decide_poll(feed, answer, read, known, ports.clock.now(), random.random(), ports.settings)  # noqa: S311  jitter, no secret


def _crashed(ports: PollPorts, feed: Feed, error: Exception) -> PollResult:
    now = ports.clock.now()
    failures = feed.failures + 1
    record = PollRecord(feed.id, now, PollOutcome.CRASHED, f"{type(error).__name__}: {error}"[:300], None, 0, 0, 0, 0, 0.0)
    due = next_poll_at(PollOutcome.CRASHED, now, failures, None, None, None, random.random(), ports.settings)  # noqa: S311  jitter, no secret
    return PollResult(feed.id, record, (), feed.validators, due, failures, feed.status)
