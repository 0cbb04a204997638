from __future__ import annotations

import signal
import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import event
from store_processes import SPAWN, add_feed, add_feeds_and_die, hold_lock, start
from store_samples import HOUR, LEASE, NOW, add_entries, new_entry, poll_result

from monitor.adapters.store.store import Patience, SqlStore, open_store
from monitor.domain.errors import StoreBusy, StoreError
from monitor.domain.feed import FeedStatus
from monitor.domain.ledger import Ledger
from monitor.ports import UnitOfWork
from tests.postgres import PostgresServer

STATUS = FeedStatus.DISABLED


class BrokenError(Exception):
    pass


def feeds(store: SqlStore) -> list[str]:
    with store.read() as unit:
        return [feed.url for feed in unit.feeds.all()]


def path_of(store: SqlStore) -> str:
    return str(store._url.database)


def test_an_exception_in_the_block_leaves_nothing(store: SqlStore) -> None:
    add_entries(store, "a")
    with pytest.raises(BrokenError), store.begin() as unit:
        ((feed, fence),) = unit.feeds.claim_due(NOW + LEASE, limit=1, lease=LEASE, worker="w")
        unit.feeds.save_poll(poll_result(feed.id, "b", "c"), fence=fence)
        unit.feeds.add("https://example.org/other", title="", outlet="", now=NOW)
        raise BrokenError
    assert feeds(store) == ["https://example.org/feed"]
    with store.begin() as unit:
        assert unit.entries.counts()["pending"] == 1
        assert len(unit.feeds.claim_due(NOW + LEASE, limit=1, lease=LEASE, worker="w")) == 1


def test_a_reading_transaction_can_write_nothing(store: SqlStore) -> None:
    with pytest.raises(StoreError), store.read() as unit:
        unit.feeds.add("https://example.org/x", title="", outlet="", now=NOW)
    add_feed(store, 1, NOW)  # and does not keep its connection from writing later
    assert feeds(store) == ["https://example.org/1"]


def test_a_reader_sees_one_moment_while_others_write(store: SqlStore) -> None:
    add_feed(store, 1, NOW)
    with store.read() as unit:
        before = unit.feeds.all()
        add_feed(store, 2, NOW)
        assert unit.feeds.all() == before
    assert len(feeds(store)) == 2


def test_transact_returns_what_the_work_returns_and_raises_what_it_raises(store: SqlStore) -> None:
    assert store.transact(lambda unit: unit.feeds.add("https://example.org/x", title="", outlet="", now=NOW)) is True
    calls = []

    def fail(unit: UnitOfWork) -> None:
        calls.append(unit)
        raise BrokenError

    with pytest.raises(BrokenError):
        store.transact(fail)
    assert len(calls) == 1


def test_ledgers_come_back_newest_first(store: SqlStore) -> None:
    ledgers = [Ledger(NOW + n * HOUR, NOW + (n + 1) * HOUR, {"new_entries": n}, n, {"stale": 1}, seconds={"poll": 1.25}) for n in range(3)]
    with store.begin() as unit:
        for ledger in ledgers:
            unit.runs.record(ledger)
    with store.read() as unit:
        assert unit.runs.latest(2) == [ledgers[2], ledgers[1]]


def test_a_database_locked_by_another_process_for_two_seconds_loses_nothing(sqlite_store: SqlStore) -> None:
    held = SPAWN.Event()
    holder = start(hold_lock, path_of(sqlite_store), held, 2.0)
    assert held.wait(60)
    with pytest.raises(StoreBusy, match="locked"), sqlite_store.begin():
        pass
    assert feeds(sqlite_store) == []  # readers do not wait
    calls = []

    def work(unit: UnitOfWork) -> None:
        calls.append(unit)
        unit.feeds.add("https://example.org/x", title="", outlet="", now=NOW)

    sqlite_store.transact(work)
    holder.join(60)
    assert feeds(sqlite_store) == ["https://example.org/x"]
    assert len(calls) == 1  # the lock is had before the work begins


def test_a_database_that_stays_locked_is_told_as_busy(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    store = open_store(url, patience=Patience(statement=0.05, whole=0.2))
    with store.begin(), pytest.raises(StoreBusy, match=str(tmp_path / "x.sqlite3")):
        store.transact(lambda unit: None)
    store.close()


def test_the_whole_block_runs_again_when_the_database_was_busy_in_its_middle(store: SqlStore) -> None:
    calls = []

    def work(unit: UnitOfWork) -> bool:
        calls.append(unit)
        added = unit.feeds.add("https://example.org/x", title="", outlet="", now=NOW)
        if len(calls) < 3:
            raise StoreBusy("the connection was lost")
        return added

    assert store.transact(work) is True
    assert len(calls) == 3
    assert feeds(store) == ["https://example.org/x"]


def test_threads_that_write_at_once_all_get_their_turn(store: SqlStore) -> None:
    def work(worker: int) -> None:
        for number in range(5):
            address = f"https://example.org/{worker}/{number}"
            store.transact(lambda unit, address=address: unit.feeds.add(address, title="", outlet="", now=NOW))

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(feeds(store)) == 20


def test_a_full_disk_is_told_and_leaves_the_database_whole_and_usable_once_there_is_space(sqlite_store: SqlStore) -> None:
    add_entries(sqlite_store, "a")
    with sqlite_store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages + 4}")

    big = tuple(new_entry(f"big {number}", content="x" * 10_000) for number in range(50))
    event.listen(sqlite_store._engine, "connect", limit)
    sqlite_store.close()  # its connections are made anew, with the limit
    with pytest.raises(StoreError, match="full") as told, sqlite_store.begin() as unit:
        ((feed, fence),) = unit.feeds.claim_due(NOW + LEASE, limit=1, lease=LEASE, worker="w")
        unit.feeds.save_poll(poll_result(feed.id, entries=big), fence=fence)
    assert not isinstance(told.value, StoreBusy)
    event.remove(sqlite_store._engine, "connect", limit)
    sqlite_store.close()

    with sqlite3.connect(path_of(sqlite_store)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    with sqlite_store.begin() as unit:
        assert unit.entries.counts()["pending"] == 1
        ((feed, fence),) = unit.feeds.claim_due(NOW + LEASE, limit=1, lease=LEASE, worker="w")
        assert unit.feeds.save_poll(poll_result(feed.id, entries=big), fence=fence) == 50


def test_a_damaged_page_is_told_when_it_is_read(sqlite_store: SqlStore) -> None:
    add_entries(sqlite_store, *(f"guid {number}" for number in range(300)))
    sqlite_store.close()
    path = Path(path_of(sqlite_store))
    raw = path.read_bytes()
    path.write_bytes(raw[:4096] + b"\xff" * (len(raw) - 4096))
    with pytest.raises(StoreError, match=r"damaged.*restore a copy"), sqlite_store.read() as unit:
        unit.entries.counts()


@pytest.mark.parametrize(("spec", "expected"), [("before_commit:4", 3), ("commit:4", 4)])
def test_a_process_killed_around_a_commit_keeps_exactly_what_was_committed(store: SqlStore, store_url: str, spec: str, expected: int) -> None:
    process = start(add_feeds_and_die, store_url, spec, NOW)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert len(feeds(store)) == expected
    add_feed(store, 99, NOW)  # no lock is left behind
    assert len(feeds(store)) == expected + 1


@pytest.mark.postgres
def test_workers_that_claim_side_by_side_pass_over_each_others_rows_without_waiting(postgres_url: str) -> None:
    store = open_store(postgres_url)
    add_entries(store, *(f"guid {number}" for number in range(6)))
    with store.begin() as one, store.begin() as two:
        first = {entry.id for entry, _ in one.entries.claim_unassessed(NOW, limit=4, lease=LEASE, worker="1")}
        second = {entry.id for entry, _ in two.entries.claim_unassessed(NOW, limit=4, lease=LEASE, worker="2")}
    store.close()
    assert (len(first), len(second), len(first & second)) == (4, 2, 0)


@pytest.mark.postgres
def test_a_server_that_restarts_in_the_middle_of_a_transaction_loses_and_doubles_nothing(postgres_server: PostgresServer, postgres_url: str) -> None:
    store = open_store(postgres_url)
    calls = []

    def work(unit: UnitOfWork) -> None:
        calls.append(unit)
        unit.feeds.add("https://example.org/1", title="", outlet="", now=NOW)
        if len(calls) == 1:
            postgres_server.restart_at_once()
        unit.feeds.add("https://example.org/2", title="", outlet="", now=NOW)

    store.transact(work)
    assert len(calls) == 2
    assert feeds(store) == ["https://example.org/1", "https://example.org/2"]
    postgres_server.restart_at_once()
    assert len(feeds(store)) == 2  # pooled connections that died meanwhile are replaced
    store.close()


@pytest.mark.postgres
def test_a_deadlock_is_told_as_busy_and_resolved_by_the_retry(postgres_url: str) -> None:
    store = open_store(postgres_url)
    for number in (1, 2):
        add_feed(store, number, NOW)
    barrier = threading.Barrier(2)
    calls = []

    def cross(first: str, second: str) -> None:
        def work(unit: UnitOfWork) -> None:
            calls.append(first)
            unit.feed_admin.set_status(first, STATUS)
            if len(calls) <= 2:
                barrier.wait(30)
            unit.feed_admin.set_status(second, STATUS)

        store.transact(work)

    urls = ("https://example.org/1", "https://example.org/2")
    threads = [threading.Thread(target=cross, args=pair) for pair in (urls, urls[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.read() as unit:
        assert {feed.status for feed in unit.feeds.all()} == {STATUS}
    assert len(calls) == 3
    store.close()
