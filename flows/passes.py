"""The flows: each builds the application from the configuration, runs its stages in order, records the ledger and shows it."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.artifacts import MOST_STORIES, Row, ledger_rows, open_alert_rows, publish
from flows.stages import Pass, assess_entries, decide_alerts, poll_feeds, read_feed_lists, send_deliveries, tidy_up
from flows.story_artifact import story_key, story_markdown
from monitor.bootstrap import App
from monitor.config import load_config
from monitor.domain.alert import Alert
from monitor.domain.errors import ContactlineError, NotFound
from monitor.domain.ledger import Ledger
from monitor.domain.story import Story
from monitor.pipeline.run import close_book
from monitor.stories.life import life_of
from monitor.text.clean import one_line

LONGEST = 3600.0  # seconds of one run; what it stored by then stays, and the next run goes on from there
_USER_INFO = re.compile(r"(?<=://)[^/\s@]*@")

Stage = Callable[[Pass], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a run shows: the ledger's rows, the alerts' rows and how many are open in all, and stories as Markdown by the artifact's key."""

    ledger: list[Row]
    alerts: list[Row]
    open_alerts: int
    stories: Mapping[str, str]


class Log(Protocol):
    """The two ways a flow speaks."""

    def info(self, line: str, /) -> None: ...

    def warning(self, line: str, /) -> None: ...


async def run_stages(app: App, stages: Sequence[Stage], log: Log) -> tuple[Ledger, Shown]:
    """Run the stages in order, record the ledger, and say what there is to show. Needs no server when the stages need none.

    A stage that fails does not keep the later ones from their own work (what waits in the outbox leaves although polling failed);
    its error is raised at the end, when the ledger that names it is stored.
    """
    current = Pass(app, log.info)
    failures: list[Exception] = []
    for stage in stages:
        try:
            await stage(current)
        except Exception as error:  # raised again below
            failures.append(error)
            current.book.problems.append(f"{type(error).__name__}: {error}")
    for problem in current.book.problems:
        log.warning(safe_line(problem))
    if failures:
        # The database may be what failed: then the first error says more than a second one on recording it.
        try:
            close_book(app.stages, current.book)
        except Exception as error:
            raise failures[0] from error
        raise failures[0]
    ledger = close_book(app.stages, current.book)
    alerts = open_alerts(app)
    rows = open_alert_rows(alerts, lambda t: app.names(t)[0])
    return ledger, Shown(ledger_rows(ledger, current.notes), rows, len(alerts), story_pages(app, current.updated))


def story_pages(app: App, updated: Sequence[str]) -> dict[str, str]:
    """Of the stories that changed, those that could raise an alert, as Markdown: the highest level first, at most ``MOST_STORIES``."""
    found: list[Story] = []
    with app.store.read() as unit:
        for story_id in updated:
            with suppress(NotFound):  # an operator emptied it since
                found.append(unit.story_reading.get(story_id))
    loud = sorted({s.id: s for s in found if s.level >= app.config.rules.min_level}.values(), key=lambda s: (-s.level, s.id))[:MOST_STORIES]
    now = app.clock.now()
    lives = [(s, life_of(s, now, app.sources.find), app.names(s.territory)[0] if s.territory else "") for s in loud]
    return {story_key(story.id): story_markdown(story, life, territory) for story, life, territory in lives}


def open_alerts(app: App, limit: int = 10_000) -> list[Alert]:
    """Alerts that are neither resolved nor retracted."""
    with app.store.read() as unit:
        return [*unit.alerts.list(status="open", limit=limit), *unit.alerts.list(status="acknowledged", limit=limit)]


def safe_line(problem: str) -> str:
    """A problem as one line of a log: no controls, no user name or password of an address."""
    return one_line(_USER_INFO.sub("", problem), 500)


async def _run(*stages: Stage) -> State[None]:
    """The body of every flow. A failure that the product explains is the run's state in one line; any other is raised, with its traceback."""
    log = get_run_logger()
    try:
        async with App(load_config()) as app:
            ledger, shown = await run_stages(app, stages, log)
    except ContactlineError as error:
        return Failed(message=safe_line(str(error)))
    log.info(
        f"done: {ledger.entries_new} new entries, {sum(ledger.entries.values())} assessed, {ledger.pending} waiting, {shown.open_alerts} alerts open"
    )
    await publish(shown.ledger, shown.alerts, shown.open_alerts, shown.stories)
    return Completed(message=None)


@flow(name="contactline watch", description="One whole pass: poll, assess, alert, deliver.", timeout_seconds=LONGEST, validate_parameters=False)
async def watch() -> State[None]:
    """Poll what is due, assess, raise alerts and deliver."""
    return await _run(read_feed_lists, poll_feeds, assess_entries, decide_alerts, send_deliveries)


@flow(name="contactline poll", description="Poll the feeds that are due.", timeout_seconds=LONGEST, validate_parameters=False)
async def poll() -> State[None]:
    """Poll what is due."""
    return await _run(read_feed_lists, poll_feeds)


@flow(name="contactline assess", description="Assess the entries that wait.", timeout_seconds=LONGEST, validate_parameters=False)
async def assess() -> State[None]:
    """Assess what waits."""
    return await _run(assess_entries)


@flow(name="contactline alert", description="Decide on the stories that changed.", timeout_seconds=LONGEST, validate_parameters=False)
async def alert() -> State[None]:
    """Raise, change and resolve alerts."""
    return await _run(decide_alerts)


@flow(name="contactline deliver", description="Send what is due.", timeout_seconds=LONGEST, validate_parameters=False)
async def deliver() -> State[None]:
    """Send what the outbox holds."""
    return await _run(send_deliveries)


@flow(
    name="contactline maintain",
    description="Resolve alerts of quiet stories; forget old records.",
    timeout_seconds=LONGEST,
    validate_parameters=False,
)
async def maintain() -> State[None]:
    """Close what fell quiet and forget what is old."""
    return await _run(decide_alerts, tidy_up)


ALL = (watch, poll, assess, alert, deliver, maintain)
