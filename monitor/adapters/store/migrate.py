"""The schema's versions: bring a database up to date, or say why it cannot be used.

One migration at a time (an advisory lock on PostgreSQL, a lock file beside a SQLite file), all steps in one transaction, so that a
killed migration leaves nothing. A SQLite file that has a schema is copied to ``NAME.before-REVISION`` first.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, inspect, text

from monitor.adapters.store import faults
from monitor.adapters.store.engine import WRITER, is_sqlite, make_engine, parse_url, sqlite_path
from monitor.adapters.store.failpoint import hit
from monitor.adapters.store.migrations import VERSION_TABLE
from monitor.domain.errors import SchemaMismatch, StoreBusy, StoreError

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_SECONDS = 60.0
_LOCK_NUMBER = 0x636F6E7462  # the advisory lock's number, any constant
_BUSY_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Migration:
    """What ``upgrade`` did: the revision before (None for an empty database) and after, and the copy that was made."""

    before: str | None
    after: str
    copy: Path | None

    @property
    def changed(self) -> bool:
        """False when the schema was up to date."""
        return self.before != self.after


def upgrade(url: str, *, scripts: Path = MIGRATIONS) -> Migration:
    """Bring the database at ``url`` to the newest revision of ``scripts``; nothing happens when it is there already.

    Raises SchemaMismatch when it is newer, StoreError when it is damaged, another program's, or out of reach.
    """
    address = parse_url(url)
    engine = make_engine(address, busy_seconds=_BUSY_SECONDS)
    try:
        with _connection(engine, address) as connection:  # before anything is touched: it may be another program's file
            _known(scripts, _revision(connection, address), address)
        with _file_lock(address):
            if is_sqlite(address):
                _use_wal(engine, address)
            return _upgrade(engine, address, scripts)
    finally:
        engine.dispose()


def check(url: str, *, scripts: Path = MIGRATIONS) -> None:
    """Raises SchemaMismatch when the database at ``url`` is not at the newest revision, StoreError when it cannot be read."""
    address = parse_url(url)
    engine = make_engine(address, busy_seconds=_BUSY_SECONDS)
    try:
        check_engine(engine, address, scripts)
    finally:
        engine.dispose()


def check_engine(engine: Engine, url: URL, scripts: Path = MIGRATIONS) -> None:
    """``check`` on an open engine."""
    with _connection(engine, url) as connection:
        found = _revision(connection, url)
    head = _known(scripts, found, url)
    if found is None:
        raise SchemaMismatch(f"{faults.shown(url)}: no schema yet; run 'contactline migrate'")
    if found != head:
        raise SchemaMismatch(f"{faults.shown(url)}: schema {found} is older than this program's {head}; run 'contactline migrate'")


def is_empty(engine: Engine) -> bool:
    """True when the database holds no table at all."""
    with _connection(engine, engine.url) as connection:
        return not inspect(connection).get_table_names()


def integrity(url: str) -> list[str]:
    """What is damaged in a SQLite file, in SQLite's words; empty when nothing is, and for PostgreSQL, which checks itself.

    Reads the whole file: for a check-up, not for every start.
    """
    address = parse_url(url)
    if not is_sqlite(address):
        return []
    engine = make_engine(address, busy_seconds=_BUSY_SECONDS)
    try:
        with _connection(engine, address) as connection:
            return _damage(connection, 20)
    finally:
        engine.dispose()


def _upgrade(engine: Engine, url: URL, scripts: Path) -> Migration:
    copy = None
    with _connection(engine, url) as fresh:
        connection = fresh.execution_options(**{WRITER: True})
        with connection.begin():
            _advisory_lock(connection)
            before = _revision(connection, url)
            after = _known(scripts, before, url)
            if before == after:
                return Migration(before, after, None)
            if before is not None and is_sqlite(url):
                _refuse_damaged(connection, url)
                copy = _copy(url, after)
            config = Config()
            config.set_main_option("script_location", str(scripts).replace("%", "%%"))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            hit("migration")
    return Migration(before, after, copy)


@contextmanager
def _connection(engine: Engine, url: URL) -> Iterator[Connection]:
    with faults.told(url):
        connection = engine.connect()
    with connection:
        yield connection


def _revision(connection: Connection, url: URL) -> str | None:
    """The database's revision; None when it has no schema. Raises StoreError for a SQLite file of another program."""
    tables = inspect(connection).get_table_names()
    if VERSION_TABLE in tables:
        return connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar_one_or_none()  # noqa: S608 - our constant
    if tables and is_sqlite(url):
        raise StoreError(f"{faults.shown(url)}: another program's database (it holds {sorted(tables)[0]!r}); give Contactline a file of its own")
    return None


def _known(scripts: Path, revision: str | None, url: URL) -> str:
    """The newest revision of ``scripts``. Raises SchemaMismatch when they do not know the database's."""
    directory = ScriptDirectory(str(scripts))
    head = directory.get_current_head()
    if head is None:
        raise StoreError(f"{scripts}: no migrations there: the installation is incomplete")
    if revision is not None and revision not in {script.revision for script in directory.walk_revisions()}:
        raise SchemaMismatch(
            f"{faults.shown(url)}: made by a newer Contactline (schema {revision}, this one knows up to {head}); "
            "install that version, or restore the copy made before its migration"
        )
    return head


def _advisory_lock(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{int(LOCK_SECONDS)}s'"))
        connection.execute(text("SET LOCAL statement_timeout = 0"))  # a migration of a large table may take its time
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})


@contextmanager
def _file_lock(url: URL) -> Iterator[None]:
    """Hold ``NAME.migrate-lock``. The file stays: removing it would let two processes lock two files of the same name.

    Not the database file itself: closing it here would drop SQLite's own locks on it.
    """
    if not is_sqlite(url):
        yield
        return
    path = sqlite_path(url)
    end = time.monotonic() + LOCK_SECONDS
    with faults.told(url), path.with_name(path.name + ".migrate-lock").open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= end:
                    raise StoreBusy(f"{path}: another migration is running") from None
                time.sleep(0.05)
        yield


def _use_wal(engine: Engine, url: URL) -> None:
    """Readers and a writer side by side. The setting stays with the file; it cannot be changed in a transaction."""
    with faults.told(url), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA journal_mode=WAL")


def _refuse_damaged(connection: Connection, url: URL) -> None:
    damage = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if damage != "ok":
        raise StoreError(f"{faults.shown(url)}: the file is damaged ({' '.join(str(damage).split())}); it is left as it is: restore a copy")


def _damage(connection: Connection, most: int) -> list[str]:
    try:
        return [line for line in connection.exec_driver_sql(f"PRAGMA integrity_check({most})").scalars() if line != "ok"]
    except StoreBusy:
        raise
    except StoreError as error:  # so damaged that the check itself stumbles
        return [str(error)]


def _copy(url: URL, revision: str) -> Path:
    """A copy of the file as committed, complete under its name or not there. The caller's open transaction keeps writers out."""
    path = sqlite_path(url)
    target = path.with_name(f"{path.name}.before-{revision}")
    partial = target.with_name(target.name + ".partial")
    with faults.told(url):
        partial.unlink(missing_ok=True)
        try:
            with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
                source.backup(copy)
            _sync(partial)
            partial.replace(target)
            _sync(path.parent)
        except (sqlite3.Error, OSError):
            partial.unlink(missing_ok=True)
            raise
    return target


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
