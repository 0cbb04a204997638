"""Ledgers of past passes."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from monitor.adapters.store import codec
from monitor.adapters.store.tables import run
from monitor.domain.ledger import Ledger


class SqlRuns:
    """``RunLog`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, ledger: Ledger) -> None:
        """Keep one ledger."""
        self._connection.execute(insert(run).values(started_at=ledger.started_at, finished_at=ledger.finished_at, payload=codec.encode(ledger)))

    def latest(self, limit: int) -> list[Ledger]:
        """The last ledgers, newest first."""
        rows = self._connection.execute(select(run.c.payload).order_by(run.c.finished_at.desc(), run.c.id.desc()).limit(limit))
        return [codec.decode(Ledger, payload) for payload in rows.scalars()]
