"""The store as the use cases see it: units of work over one database."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine

from monitor import ports
from monitor.adapters.store import faults, migrate
from monitor.adapters.store.alerts import SqlAlerts
from monitor.adapters.store.articles import SqlArticles
from monitor.adapters.store.constraints import SqlConstraints
from monitor.adapters.store.engine import WRITER, make_engine, parse_url
from monitor.adapters.store.entries import SqlEntries
from monitor.adapters.store.failpoint import hit
from monitor.adapters.store.feeds import SqlFeedAdmin, SqlFeeds
from monitor.adapters.store.housekeeping import SqlHousekeeping
from monitor.adapters.store.intake import SqlIntake
from monitor.adapters.store.outbox import SqlOutbox
from monitor.adapters.store.runs import SqlRuns
from monitor.adapters.store.stories import SqlStories
from monitor.adapters.store.story_moves import SqlStoryChanges, SqlStoryMoves
from monitor.adapters.store.story_reading import SqlStoryReading
from monitor.domain.errors import StoreBusy

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a busy database, in seconds: one statement for SQLite's lock, and ``transact`` in all."""

    statement: float = 5.0
    whole: float = 15.0
    first_pause: float = 0.05
    longest_pause: float = 1.0


class SqlUnitOfWork:
    """``UnitOfWork`` on one connection's open transaction; dead once that ended."""

    def __init__(self, connection: Connection) -> None:
        self.feeds: ports.FeedRepository = SqlFeeds(connection)
        self.feed_admin: ports.FeedAdmin = SqlFeedAdmin(connection)
        self.intake: ports.Intake = SqlIntake(connection)
        self.entries: ports.EntryRepository = SqlEntries(connection)
        self.stories: ports.StoryRepository = SqlStories(connection)
        self.story_reading: ports.StoryReading = SqlStoryReading(connection)
        self.constraints: ports.ConstraintRepository = SqlConstraints(connection)
        self.story_moves: ports.StoryMoves = SqlStoryMoves(connection)
        self.story_changes: ports.StoryChanges = SqlStoryChanges(connection)
        self.alerts: ports.AlertRepository = SqlAlerts(connection)
        self.outbox: ports.Outbox = SqlOutbox(connection)
        self.articles: ports.ArticleReading = SqlArticles(connection)
        self.runs: ports.RunLog = SqlRuns(connection)
        self.housekeeping: ports.Housekeeping = SqlHousekeeping(connection)


class SqlStore:
    """``Store`` over SQLite or PostgreSQL; safe to share between threads.

    Every failure of the database is a StoreError naming the database; StoreBusy when the same block may succeed later.
    """

    def __init__(self, engine: Engine, url: URL, patience: Patience, *, jitter: Callable[[], float] = random.random) -> None:
        self._engine = engine
        self._url = url
        self._patience = patience
        self._jitter = jitter

    @contextmanager
    def begin(self) -> Iterator[ports.UnitOfWork]:
        """A writing transaction: committed when the block ends well, else rolled back."""
        with self._connect(writer=True) as connection:
            transaction = connection.begin()
            with transaction:
                yield SqlUnitOfWork(connection)
                hit("before_commit")
            hit("commit")

    @contextmanager
    def read(self) -> Iterator[ports.UnitOfWork]:
        """A reading transaction: one snapshot, nothing can be written, rolled back at its end."""
        with self._connect(writer=False) as connection:
            transaction = connection.begin()
            try:
                yield SqlUnitOfWork(connection)
            finally:
                transaction.rollback()

    def transact(self, work: Callable[[ports.UnitOfWork], T]) -> T:
        """Run ``work`` in a writing transaction, and the whole again while the database is busy, up to ``Patience.whole`` seconds.

        Raises StoreBusy when it still is; every other error of ``work`` at once, with nothing stored.
        """
        end = time.monotonic() + self._patience.whole
        pause = self._patience.first_pause
        while True:
            try:
                with self.begin() as unit:
                    return work(unit)
            except StoreBusy:
                if time.monotonic() + pause >= end:
                    raise
            time.sleep(pause * (0.5 + self._jitter() / 2))  # so that two that met do not meet again
            pause = min(pause * 2, self._patience.longest_pause)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _connect(self, *, writer: bool) -> Iterator[Connection]:
        with faults.told(self._url):
            connection = self._engine.connect()
        with connection:
            yield connection.execution_options(**{WRITER: writer})


def open_store(url: str, *, patience: Patience | None = None) -> SqlStore:
    """The store at ``url`` (``sqlite:///FILE`` or ``postgresql://...``).

    An empty database, or a SQLite file that is not there yet, gets its schema; one of another version is left alone.
    Raises SchemaMismatch for that, StoreError when the database cannot be opened, StoreBusy when it is locked.
    """
    waits = patience or Patience()
    address = parse_url(url)
    engine = make_engine(address, busy_seconds=waits.statement)
    try:
        if migrate.is_empty(engine):
            migrate.upgrade(url)
        migrate.check_engine(engine, address)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, address, waits)
