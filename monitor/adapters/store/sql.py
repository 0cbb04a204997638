"""The few statements that the two databases spell alike but SQLAlchemy imports apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, text
from sqlalchemy.dialects import postgresql, sqlite

from monitor.adapters.store.engine import WRITER

T = TypeVar("T")

CHUNK = 500  # parameters of one IN list, rows of one INSERT: far below SQLite's 32,766 and PostgreSQL's 65,535 parameters
_DECISIONS = 0x636F6E7461  # the advisory lock's number, any constant


def chunks(values: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """``values`` in pieces of at most ``size``."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows ON CONFLICT."""
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def insert_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], key: Sequence[str]) -> list[Any]:
    """Insert the rows whose ``key`` columns are not there yet; the first primary key column of those really inserted.

    A row given twice counts once; any other violated constraint is an error.
    """
    inserted: list[Any] = []
    first = next(iter(table.primary_key.columns))
    for piece in chunks(rows, 100):
        statement = (
            insert(connection, table)
            .values(list(piece) if len(piece) > 1 else piece[0])
            .on_conflict_do_nothing(index_elements=list(key))
            .returning(first)
        )
        inserted.extend(connection.execute(statement).scalars())
    return inserted


def upsert(connection: Connection, table: Table, row: dict[str, Any], key: Sequence[str], *, keep: frozenset[str] = frozenset()) -> None:
    """Insert one row, or overwrite the one with the same ``key`` except its ``keep`` columns."""
    statement = insert(connection, table).values(row)
    changes = {name: statement.excluded[name] for name in row if name not in key and name not in keep}
    connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=changes))


def serialise_decisions(connection: Connection) -> None:
    """One decider at a time until this transaction ends: which story an article belongs to, whether an alert opens.

    Two workers that decide at once would both find no story and make two. SQLite's writers already wait for each other, and
    readers decide nothing, so only PostgreSQL's writing transactions need the lock.
    """
    if connection.dialect.name == "postgresql" and connection.get_execution_options().get(WRITER):
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _DECISIONS})
