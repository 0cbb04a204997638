"""What the database driver says, told in our own tree: busy (a retry can help) or broken, in one line, without a password."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import URL
from sqlalchemy.exc import TimeoutError as PoolTimeout

from monitor.domain.errors import ContactlineError, StoreBusy, StoreError

# Low byte of SQLite's result code (sqlite.org/rescode.html).
_SQLITE_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
_RESTORE = "the file is left as it is: restore a copy (NAME.before-REVISION lies beside it, if a migration made one)"
_SQLITE_WORDS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "it is read-only here",
    sqlite3.SQLITE_IOERR: "the disk failed to read or write (full, or a quota?)",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened or made",
    sqlite3.SQLITE_PERM: "access is not permitted",
    sqlite3.SQLITE_CORRUPT: f"the file is damaged; {_RESTORE}",
    sqlite3.SQLITE_NOTADB: f"the file is not a database; {_RESTORE}",
}

# PostgreSQL's SQLSTATEs after which the same transaction may well succeed (appendix A of its manual).
_POSTGRES_BUSY = frozenset(
    {
        "40001",  # serialization failure
        "40P01",  # deadlock
        "55P03",  # lock timeout
        "57014",  # cancelled by a timeout
        "57P01",  # the server shuts down
        "57P02",  # the server crashed
        "57P03",  # the server starts
        "53300",  # too many connections
        "25P03",  # we idled in a transaction
    }
)
_POSTGRES_REFUSED = ("authentication failed", "no password supplied", "does not exist", "could not translate host name", "no pg_hba.conf entry")


def shown(url: URL) -> str:
    """The database as shown to people: a file's path, or the address without password and options."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    bare = URL.create(url.drivername, url.username, None, url.host or url.normalized_query.get("host", ("",))[0], url.port, url.database)
    return bare.render_as_string()


def translate(error: BaseException, url: URL) -> StoreError | None:
    """The StoreError that tells ``error``; None for what is no failure of the database (an interrupt, an error of ours)."""
    if isinstance(error, ContactlineError) or not isinstance(error, Exception):
        return None
    if isinstance(error, PoolTimeout):
        return StoreBusy(f"{shown(url)}: all connections are in use")
    if isinstance(error, sqlite3.Error):
        return _from_sqlite(error, url)
    if isinstance(error, psycopg.Error):
        return _from_postgres(error, url)
    return StoreError(f"{shown(url)}: {type(error).__name__}: {_one_line(error, url)}")


@contextmanager
def told(url: URL) -> Iterator[None]:
    """Failures of a bare driver connection in this block, as ours."""
    try:
        yield
    except (sqlite3.Error, psycopg.Error, PoolTimeout, OSError) as error:
        raise translate(error, url) or error from error


def _from_sqlite(error: sqlite3.Error, url: URL) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # absent on errors that Python's own module raises
    if code in _SQLITE_BUSY:
        return StoreBusy(f"{shown(url)}: locked by another program ({_one_line(error, url)})")
    words = _SQLITE_WORDS.get(code)
    text = _one_line(error, url)
    return StoreError(f"{shown(url)}: {words} ({text})" if words else f"{shown(url)}: {text}")


def _from_postgres(error: psycopg.Error, url: URL) -> StoreError:
    text = _one_line(error, url)
    state = error.sqlstate
    lost = state is None and isinstance(error, psycopg.OperationalError) and not any(word in text for word in _POSTGRES_REFUSED)
    if lost or state in _POSTGRES_BUSY or (state or "").startswith("08"):
        return StoreBusy(f"{shown(url)}: {text}")
    return StoreError(f"{shown(url)}: {text}")


def _one_line(error: Exception, url: URL) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    if url.password:
        text = text.replace(str(url.password), "***")
    return text[:300]


def no_directory(path: Path, error: OSError) -> StoreError:
    """The folder of a SQLite file is neither there nor can it be made."""
    return StoreError(f"{path}: its folder cannot be made or used ({error.strerror or error})")
