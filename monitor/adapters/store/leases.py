"""Claims: rows handed to one worker at a time, with a fencing token that makes a late worker harmless."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, or_, select, update

from monitor.domain.errors import LeaseLost


@dataclass(frozen=True, slots=True)
class Claim:
    """Who claims, when, how many rows, and for how long."""

    now: dt.datetime
    limit: int
    lease: dt.timedelta
    worker: str


def free_at(table: Table, now: dt.datetime) -> ColumnElement[bool]:
    """True for rows that nobody holds, or whose holder's time is over."""
    return or_(table.c.lease_until.is_(None), table.c.lease_until <= now)


def take(connection: Connection, table: Table, where: Sequence[ColumnElement[bool]], order: Sequence[ColumnElement[Any]], claim: Claim) -> list[Any]:
    """Ids of up to ``claim.limit`` free rows in ``order``, now held by ``claim.worker``; fence and attempts have grown by one.

    One writer at a time on SQLite; on PostgreSQL rows that another worker is just claiming are passed over.
    """
    key: Column[Any] = table.c.id
    chosen = select(key).where(*where, free_at(table, claim.now)).order_by(*order).limit(claim.limit)
    ids = list(connection.execute(chosen.with_for_update(skip_locked=True, of=table)).scalars())
    if ids:
        held = {
            "lease_until": claim.now + claim.lease,
            "lease_worker": claim.worker,
            "fence": table.c.fence + 1,
            "attempts": table.c.attempts + 1,
        }
        connection.execute(update(table).where(key.in_(ids)).values(held))
    return ids


def settle(connection: Connection, table: Table, key: Any, fence: int, changes: dict[str, Any]) -> None:
    """Write ``changes`` to a held row and free it.

    Raises LeaseLost, having written nothing, when the row is not there, not held, or was claimed again since ``fence`` was given.
    An expired lease that nobody took over still counts: the work was done once.
    """
    held = (table.c.id == key, table.c.fence == fence, table.c.lease_until.is_not(None))
    result = connection.execute(update(table).where(*held).values({**changes, "lease_until": None}))
    if result.rowcount != 1:
        raise LeaseLost(table.name, str(key))
