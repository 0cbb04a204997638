"""Forgetting: records of past polls and passes that nobody will read again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, delete, func, select

from monitor.adapters.store.tables import feed, poll, run


class SqlHousekeeping:
    """``Housekeeping`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def prune_polls(self, before: dt.datetime, *, limit: int) -> int:
        """Feed by feed, so that the index on (feed_id, at) finds the old ones in a table of millions. A feed's latest poll stays."""
        newer = poll.alias()
        latest = select(func.max(newer.c.at)).where(newer.c.feed_id == feed.c.id).scalar_subquery()
        old = select(poll.c.id).join_from(feed, poll).where(poll.c.at < before, poll.c.at < latest).limit(limit)
        return self._connection.execute(delete(poll).where(poll.c.id.in_(old))).rowcount

    def prune_runs(self, before: dt.datetime, *, limit: int) -> int:
        """Ledgers of passes."""
        old = select(run.c.id).where(run.c.finished_at < before).order_by(run.c.id).limit(limit)
        return self._connection.execute(delete(run).where(run.c.id.in_(old))).rowcount

    def optimise(self) -> None:
        """SQLite's planner statistics, where they have grown stale; PostgreSQL's autovacuum sees to its own."""
        if self._connection.dialect.name == "sqlite":
            self._connection.exec_driver_sql("PRAGMA optimize")
