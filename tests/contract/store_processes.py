"""What tests run in other processes (spawned, so that nothing is shared by accident)."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import sqlite3
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier, Event
from typing import Any

from monitor.adapters.store import failpoint, migrate
from monitor.adapters.store.store import SqlStore, open_store

SPAWN = multiprocessing.get_context("spawn")
SECONDS = 60


def run_together(target: Callable[..., None], *arguments: Any, count: int = 2) -> list[Any]:
    """Run ``target(*arguments, barrier, queue)`` in ``count`` processes at once; what each put into the queue."""
    barrier, queue = SPAWN.Barrier(count), SPAWN.Queue()
    processes = [SPAWN.Process(target=target, args=(*arguments, barrier, queue)) for _ in range(count)]
    for process in processes:
        process.start()
    answers = [queue.get(timeout=SECONDS) for _ in processes]
    for process in processes:
        process.join(SECONDS)
    return answers


def start(target: Callable[..., None], *arguments: Any) -> BaseProcess:
    process = SPAWN.Process(target=target, args=arguments)
    process.start()
    return process


def claim_all(url: str, kind: str, now: dt.datetime, barrier: Barrier, queue: Queue[Any]) -> None:
    """Claim three at a time until nothing is left; puts the ids in the order they were claimed."""
    store = open_store(url)
    mine: list[Any] = []
    barrier.wait(SECONDS)
    while got := store.transact(lambda unit: CLAIMS[kind](unit, now)):
        mine.extend(got)
    store.close()
    queue.put(mine)


def _claim_feeds(unit: Any, now: dt.datetime) -> list[Any]:
    return [feed.id for feed, _ in unit.feeds.claim_due(now, limit=3, lease=dt.timedelta(hours=1), worker="w")]


def _claim_entries(unit: Any, now: dt.datetime) -> list[Any]:
    return [entry.id for entry, _ in unit.entries.claim_unassessed(now, limit=3, lease=dt.timedelta(hours=1), worker="w")]


def _claim_deliveries(unit: Any, now: dt.datetime) -> list[Any]:
    return [delivery.id for delivery in unit.outbox.claim(now, limit=3, lease=dt.timedelta(hours=1), worker="w")]


CLAIMS = {"feeds": _claim_feeds, "entries": _claim_entries, "deliveries": _claim_deliveries}


def upgrade(url: str, barrier: Barrier, queue: Queue[Any]) -> None:
    barrier.wait(SECONDS)
    try:
        queue.put(migrate.upgrade(url).changed)
    except Exception as error:
        queue.put(repr(error))


def open_empty(url: str, barrier: Barrier, queue: Queue[Any]) -> None:
    barrier.wait(SECONDS)
    try:
        store = open_store(url)
        with store.read() as unit:
            queue.put(unit.feeds.all())
        store.close()
    except Exception as error:
        queue.put(repr(error))


def upgrade_and_die(url: str, scripts: Any) -> None:
    failpoint.install("migration:1")
    migrate.upgrade(url, scripts=scripts)


def add_feeds_and_die(url: str, spec: str, now: dt.datetime) -> None:
    """Adds ten feeds, one transaction each, until the failpoint ends it."""
    store = open_store(url)
    failpoint.install(spec)
    for number in range(10):
        add_feed(store, number, now)


def add_feed(store: SqlStore, number: int, now: dt.datetime) -> None:
    with store.begin() as unit:
        unit.feeds.add(f"https://example.org/{number}", title="", outlet="", now=now)


def hold_lock(path: str, held: Event, seconds: float) -> None:
    """Hold SQLite's write lock for a while."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    held.set()
    threading.Event().wait(seconds)
    connection.execute("COMMIT")
    connection.close()
