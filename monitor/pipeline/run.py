"""One whole pass: poll, assess, alert, deliver, and the ledger of it."""

from __future__ import annotations

import datetime as dt
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from monitor.domain.errors import ModelError
from monitor.domain.ledger import Ledger
from monitor.pipeline.alert import AlertPorts, raise_alerts
from monitor.pipeline.assess import AssessPorts, assess_waiting
from monitor.pipeline.deliver import DeliverPorts, deliver_due
from monitor.pipeline.poll import PollPorts, poll_due
from monitor.ports import Clock, Progress, Store


@dataclass(frozen=True, slots=True)
class Stages:
    """The ports of each stage; ``assess`` is None with the reason beside it when the models cannot be loaded."""

    store: Store
    clock: Clock
    poll: PollPorts
    assess: AssessPorts | ModelError
    alert: AlertPorts
    deliver: DeliverPorts


@dataclass(slots=True)
class LedgerBook:
    """Gathers a pass's counts; frozen into a Ledger at its end."""

    started_at: dt.datetime
    feeds: Counter[str] = field(default_factory=Counter)
    entries_new: int = 0
    entries: Counter[str] = field(default_factory=Counter)
    stories: Counter[str] = field(default_factory=Counter)
    alerts: Counter[str] = field(default_factory=Counter)
    deliveries: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Adds the block's wall time to its stage."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.seconds[stage] = round(self.seconds.get(stage, 0.0) + time.monotonic() - began, 3)

    def close(self, finished_at: dt.datetime, counts: Mapping[str, int]) -> Ledger:
        """The ledger."""
        return Ledger(
            started_at=self.started_at,
            finished_at=finished_at,
            feeds=dict(sorted(self.feeds.items())),
            entries_new=self.entries_new,
            entries=dict(sorted(self.entries.items())),
            pending=counts.get("pending", 0),
            stories=dict(sorted(self.stories.items())),
            alerts=dict(sorted(self.alerts.items())),
            deliveries=dict(sorted(self.deliveries.items())),
            seconds=dict(self.seconds),
            problems=tuple(self.problems),
        )


async def poll_stage(stages: Stages, book: LedgerBook, *, worker: str, progress: Progress) -> None:
    """Poll what is due."""
    with book.timed("poll"):
        done = await poll_due(stages.poll, worker=worker, progress=progress)
    book.feeds.update(done.outcomes)
    book.entries_new += done.new_entries
    book.problems.extend(done.problems)


async def assess_stage(stages: Stages, book: LedgerBook, *, worker: str, progress: Progress) -> None:
    """Assess what waits; without models everything keeps waiting, and the ledger says why."""
    if isinstance(stages.assess, ModelError):
        book.problems.append(f"nothing assessed, entries wait: {stages.assess}")
        return
    with book.timed("assess"):
        done = await assess_waiting(stages.assess, worker=worker, progress=progress)
    book.entries.update(done.outcomes)
    book.stories.update(done.stories)
    book.problems.extend(done.problems)


async def alert_stage(stages: Stages, book: LedgerBook, *, progress: Progress) -> None:
    """Decide on what changed."""
    with book.timed("alert"):
        done = raise_alerts(stages.alert, progress=progress)
    book.alerts.update(done.reasons)
    book.problems.extend(done.problems)


async def deliver_stage(stages: Stages, book: LedgerBook, *, worker: str, progress: Progress) -> None:
    """Send what is due."""
    with book.timed("deliver"):
        done = await deliver_due(stages.deliver, worker=worker, progress=progress)
    book.deliveries.update(done.outcomes)
    book.problems.extend(done.problems)


def close_book(stages: Stages, book: LedgerBook) -> Ledger:
    """Record the pass and return its ledger."""
    with stages.store.read() as unit:
        counts = unit.entries.counts()
    ledger = book.close(stages.clock.now(), counts)
    stages.store.transact(lambda u: u.runs.record(ledger))
    return ledger


async def run_pass(stages: Stages, *, worker: str, progress: Progress, poll: bool = True, taken_in: int = 0) -> Ledger:
    """One whole pass. With ``poll`` False only what is stored already is carried on (``taken_in`` entries came from files)."""
    book = LedgerBook(stages.clock.now(), entries_new=taken_in)
    if poll:
        await poll_stage(stages, book, worker=worker, progress=progress)
    await assess_stage(stages, book, worker=worker, progress=progress)
    await alert_stage(stages, book, progress=progress)
    await deliver_stage(stages, book, worker=worker, progress=progress)
    return close_book(stages, book)
