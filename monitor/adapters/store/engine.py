"""One way to open a database: the address, the connection's settings, and how a transaction begins on each kind."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from monitor.adapters.store import codec, faults
from monitor.domain.errors import StoreError

WRITER = "contactline_writer"  # execution option: this connection's transactions write

_SQLITE_NEEDED = (3, 35, 0)  # INSERT ... RETURNING
_DRIVERS = {"sqlite": "sqlite", "sqlite+pysqlite": "sqlite", "postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
# A frozen worker must not hold the others up: its locks time out for them, its idle transaction ends.
_POSTGRES_OPTIONS = "-c timezone=UTC -c lock_timeout=10s -c statement_timeout=60s -c idle_in_transaction_session_timeout=60s"


def parse_url(text: str) -> URL:
    """A database address with our driver. Raises StoreError (without repeating the address, it may hold a password)."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise StoreError("the database address is no URL: expected sqlite:///FILE or postgresql://USER@HOST/NAME") from error
    driver = _DRIVERS.get(url.drivername, url.drivername)
    if driver not in {"sqlite", "postgresql+psycopg"}:
        raise StoreError(f"no database of kind {url.drivername!r}: expected sqlite:///FILE or postgresql://USER@HOST/NAME")
    url = url.set(drivername=driver)
    if driver == "sqlite" and (not url.database or url.database == ":memory:" or url.database.startswith("file:")):
        raise StoreError("a SQLite database must be a file: expected sqlite:///FILE")
    return url


def is_sqlite(url: URL) -> bool:
    """True for a SQLite file."""
    return url.get_backend_name() == "sqlite"


def sqlite_path(url: URL) -> Path:
    """The file of a SQLite address."""
    return Path(str(url.database))


def make_engine(url: URL, *, busy_seconds: float) -> Engine:
    """An engine whose every failure is a StoreError. Makes a SQLite file's folder; connects to nothing yet.

    ``busy_seconds``: how long one statement waits for SQLite's lock, and a thread for a free connection.
    """
    if is_sqlite(url):
        if sqlite3.sqlite_version_info < _SQLITE_NEEDED:
            raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old: {'.'.join(map(str, _SQLITE_NEEDED))} or later is needed")
        _make_folder(sqlite_path(url))
        options: dict[str, Any] = {"connect_args": {"timeout": busy_seconds}}
    else:
        options = {"connect_args": _postgres_arguments(url), "pool_pre_ping": True}
    engine = create_engine(url, json_serializer=codec.dumps, hide_parameters=True, pool_timeout=max(busy_seconds, 10.0), **options)
    _tell_failures_as_ours(engine, url)
    if is_sqlite(url):
        _prepare_sqlite(engine, url)
    else:
        event.listen(engine, "begin", _begin_postgres)
    return engine


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise StoreError(f"{path}: a folder, not a database file")
    except OSError as error:
        raise faults.no_directory(path, error) from error


def _postgres_arguments(url: URL) -> dict[str, Any]:
    """Defaults that the address itself may override."""
    defaults = {"application_name": "contactline", "connect_timeout": "10", "options": _POSTGRES_OPTIONS}
    return {name: value for name, value in defaults.items() if name not in url.query}


def _tell_failures_as_ours(engine: Engine, url: URL) -> None:
    def on_error(context: ExceptionContext) -> BaseException | None:
        if context.is_pre_ping:  # a dead pooled connection is found here and replaced; nothing failed yet
            return None
        return faults.translate(context.original_exception, url)

    event.listen(engine, "handle_error", on_error, retval=True)


def _prepare_sqlite(engine: Engine, url: URL) -> None:
    def on_connect(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # Python's module would begin transactions by itself, and late; we begin them (see on_begin).
        connection.isolation_level = None
        with faults.told(url):
            cursor = connection.cursor()
            cursor.execute("PRAGMA foreign_keys=ON")
            cursor.execute("PRAGMA synchronous=FULL")  # NORMAL may lose the last commits on power loss: an alert that was sent
            cursor.close()

    def on_begin(connection: Connection) -> None:
        # A deferred transaction that reads and then writes fails at once when another writer came between, whatever busy_timeout says.
        if connection.get_execution_options().get(WRITER):
            connection.exec_driver_sql("PRAGMA query_only=OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.exec_driver_sql("BEGIN")

    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)


def _begin_postgres(connection: Connection) -> None:
    # Readers see one snapshot, as SQLite's do; writers see what was committed before each statement and lock what they claim.
    if not connection.get_execution_options().get(WRITER):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
