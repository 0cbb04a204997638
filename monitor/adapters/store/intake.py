"""Entries that come from files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Connection, select

from monitor.adapters.store import sql
from monitor.adapters.store.feeds import SqlFeeds, entry_row
from monitor.adapters.store.tables import entry, feed
from monitor.domain.feed import FeedStatus, NewEntry


class SqlIntake:
    """``Intake`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add_entries(self, feed_url: str, *, outlet: str, entries: Sequence[NewEntry], now: dt.datetime) -> int:
        """Store entries under a stand-in feed that is never polled; how many were new."""
        SqlFeeds(self._connection).add(feed_url, title=outlet, outlet=outlet, now=now)
        self._connection.execute(feed.update().where(feed.c.url == feed_url).values(status=FeedStatus.DISABLED))
        feed_id = self._connection.execute(select(feed.c.id).where(feed.c.url == feed_url)).scalar_one()
        return len(sql.insert_new(self._connection, entry, [entry_row(feed_id, e) for e in entries], ("feed_id", "guid")))
