"""The stages of a pass as Prefect tasks: one task is one batch of work, never one article (see the figures in the decision on Prefect)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from prefect import task
from prefect.cache_policies import NO_CACHE

from monitor.pipeline.maintain import MaintainPorts, tidy
from monitor.pipeline.run import LedgerBook, alert_stage, assess_stage, deliver_stage, poll_stage

if TYPE_CHECKING:
    from monitor.bootstrap import App

MOST_UPDATED = 1000  # stories of a pass that are looked at for what to show

# No retries here or on the flows: what failed is due again by its own row, and Prefect drops a retry that meets a concurrency limit.


class LogProgress:
    """Progress told to a log: that a stage began, and every so many of it."""

    def __init__(self, say: Callable[[str], None], every: int = 200) -> None:
        self._say = say
        self._every = every
        self._name = ""
        self._done = 0

    def stage(self, name: str, total: int | None) -> None:
        """A stage, or its next batch, begins."""
        if name != self._name:
            self._name, self._done = name, 0
        if total:
            self._say(f"{name}: {total} to do")

    def advance(self, n: int = 1) -> None:
        """So many more are done."""
        before, self._done = self._done, self._done + n
        if self._done // self._every > before // self._every:
            self._say(f"{self._name}: {self._done} done")


class Pass:
    """One flow run's application, ledger book and notes. A plain class: Prefect looks into dataclasses that it is handed, and copies them."""

    def __init__(self, app: App, say: Callable[[str], None]) -> None:
        self.app = app
        self.book = LedgerBook(app.clock.now())
        self.notes: list[tuple[str, str, int]] = []
        self.progress = LogProgress(say)
        self.updated: list[str] = []  # stories that the assessed articles went to, and that are still to be decided on


@task(name="read feed lists", cache_policy=NO_CACHE)
async def read_feed_lists(current: Pass) -> None:
    """Add the feeds of the configured files that are not there yet."""
    from monitor.cli.feeds import add_from_files

    added, _ = add_from_files(current.app, current.app.config.feed_files)
    if added:
        current.notes.append(("poll", "feeds: added from files", added))


@task(name="poll feeds", cache_policy=NO_CACHE)
async def poll_feeds(current: Pass) -> None:
    """Poll the feeds that are due."""
    await poll_stage(current.app.stages, current.book, worker=current.app.worker, progress=current.progress)


@task(name="assess entries", cache_policy=NO_CACHE)
async def assess_entries(current: Pass) -> None:
    """Assess the entries that wait, and put their articles into stories."""
    await assess_stage(current.app.stages, current.book, worker=current.app.worker, progress=current.progress)
    with current.app.store.read() as unit:
        current.updated = unit.story_reading.touched(limit=MOST_UPDATED)


@task(name="raise alerts", cache_policy=NO_CACHE)
async def decide_alerts(current: Pass) -> None:
    """Decide on the stories that changed or fell quiet."""
    await alert_stage(current.app.stages, current.book, progress=current.progress)


@task(name="deliver", cache_policy=NO_CACHE)
async def send_deliveries(current: Pass) -> None:
    """Send what the outbox holds and is due."""
    await deliver_stage(current.app.stages, current.book, worker=current.app.worker, progress=current.progress)


@task(name="tidy up", cache_policy=NO_CACHE)
async def tidy_up(current: Pass) -> None:
    """Forget old poll records and old ledgers."""
    with current.book.timed("tidy"):
        gone = tidy(MaintainPorts(current.app.store, current.app.clock))
    current.notes += [("tidy", "poll records forgotten", gone.polls), ("tidy", "ledgers forgotten", gone.runs)]
