"""Feeds, their polls, and the entries that polls bring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, case, insert, select, update

from monitor.adapters.store import codec, leases, sql
from monitor.adapters.store.columns import folded_key
from monitor.adapters.store.tables import entry, feed, poll
from monitor.domain.errors import NotFound
from monitor.domain.feed import Feed, FeedStatus, NewEntry, PollRecord, PollResult, Validators


class SqlFeeds:
    """``FeedRepository`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim_due(self, now: dt.datetime, *, limit: int, lease: dt.timedelta, worker: str) -> list[tuple[Feed, int]]:
        """Active feeds whose time has come, longest due first."""
        due = (feed.c.status == FeedStatus.ACTIVE, feed.c.next_poll_at <= now)
        ids = leases.take(self._connection, feed, due, (feed.c.next_poll_at, feed.c.id), leases.Claim(now, limit, lease, worker))
        rows = {row.id: row for row in self._connection.execute(select(feed).where(feed.c.id.in_(ids)))}
        return [(_feed(rows[key]), rows[key].fence) for key in ids]

    def known_guids(self, feed_id: int, guids: Iterable[str]) -> set[str]:
        """Those of ``guids`` that the feed already brought, spelled as asked."""
        asked = list(dict.fromkeys(guids))
        stored: set[str] = set()
        for piece in sql.chunks(asked):
            stored.update(self._connection.execute(select(entry.c.guid).where(entry.c.feed_id == feed_id, entry.c.guid.in_(piece))).scalars())
        return {guid for guid in asked if folded_key(guid) in stored}

    def save_poll(self, result: PollResult, *, fence: int) -> int:
        """The poll, its entries, the validators and the next time; how many entries were new."""
        leases.settle(self._connection, feed, result.feed_id, fence, _feed_changes(result))
        record = result.record
        self._connection.execute(
            insert(poll).values(
                feed_id=result.feed_id,
                at=record.at,
                outcome=record.outcome,
                reason=record.reason,
                http_status=record.http_status,
                body_bytes=record.body_bytes,
                seen=record.seen,
                new=record.new,
                rejected=record.rejected,
                seconds=record.seconds,
                reject_reasons=codec.encode(result.reject_reasons),
            )
        )
        rows = [entry_row(result.feed_id, new) for new in result.entries]
        return len(sql.insert_new(self._connection, entry, rows, ("feed_id", "guid")))

    def add(self, url: str, *, title: str, outlet: str, now: dt.datetime) -> bool:
        """A new active feed, due at once; False when the address is already there."""
        row = {
            "url": url,
            "url_key": url,
            "title": title,
            "outlet": outlet,
            "status": FeedStatus.ACTIVE,
            "next_poll_at": now,
            "added_at": now,
        }
        return bool(sql.insert_new(self._connection, feed, [row], ("url_key",)))

    def all(self) -> list[Feed]:
        """Every feed in the order they were added."""
        return [_feed(row) for row in self._connection.execute(select(feed).order_by(feed.c.id))]


class SqlFeedAdmin:
    """``FeedAdmin`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def set_status(self, url: str, status: FeedStatus) -> None:
        """Switch a feed; one that becomes active again is due at once and starts without failures. Raises NotFound."""
        changes: dict[str, Any] = {"status": status}
        if status is FeedStatus.ACTIVE:
            woken = feed.c.status != FeedStatus.ACTIVE
            changes["failures"] = case((woken, 0), else_=feed.c.failures)
            changes["next_poll_at"] = case((woken, feed.c.added_at), else_=feed.c.next_poll_at)  # a time that is surely past
        if self._connection.execute(update(feed).where(feed.c.url_key == url).values(changes)).rowcount == 0:
            raise NotFound("feed", url)

    def polls(self, feed_id: int, limit: int) -> list[PollRecord]:
        """The latest polls, newest first."""
        newest = select(poll).where(poll.c.feed_id == feed_id).order_by(poll.c.at.desc(), poll.c.id.desc()).limit(limit)
        return [_poll_record(row) for row in self._connection.execute(newest)]


def _feed_changes(result: PollResult) -> dict[str, Any]:
    """What a poll writes to its feed. An operator who switched the feed off meanwhile keeps his word: only an active feed changes status."""
    record = result.record
    changes: dict[str, Any] = {
        "status": case((feed.c.status == FeedStatus.ACTIVE, result.status.value), else_=feed.c.status),
        "etag": result.validators.etag,
        "last_modified": result.validators.last_modified,
        "body_hash": result.validators.body_hash,
        "next_poll_at": result.next_poll_at,
        "failures": result.failures,
        "last_outcome": record.outcome,
        "last_reason": record.reason,
    }
    if result.parsed:
        changes["backfilled"] = True
    if result.title:
        changes["title"] = result.title
    if result.moved_to is not None:
        changes["moved_to"] = result.moved_to
    if record.outcome.ok:
        changes["last_ok_at"] = record.at
    return changes


def entry_row(feed_id: int, new: NewEntry) -> dict[str, Any]:
    """A new entry as a row of the entry table."""
    return {
        "feed_id": feed_id,
        "guid": new.guid,
        "url": new.url,
        "title": new.title,
        "summary": new.summary,
        "content": new.content,
        "published_at": new.published_at,
        "published_raw": new.published_raw,
        "first_seen_at": new.first_seen_at,
        "backfill": new.backfill,
    }


def _feed(row: Row[Any]) -> Feed:
    return Feed(
        id=row.id,
        url=row.url,
        title=row.title,
        outlet=row.outlet,
        status=row.status,
        validators=Validators(row.etag, row.last_modified, row.body_hash),
        next_poll_at=row.next_poll_at,
        failures=row.failures,
        backfilled=row.backfilled,
        last_ok_at=row.last_ok_at,
        last_outcome=row.last_outcome,
        last_reason=row.last_reason,
        added_at=row.added_at,
    )


def _poll_record(row: Row[Any]) -> PollRecord:
    return PollRecord(
        feed_id=row.feed_id,
        at=row.at,
        outcome=row.outcome,
        reason=row.reason,
        http_status=row.http_status,
        body_bytes=row.body_bytes,
        seen=row.seen,
        new=row.new,
        rejected=row.rejected,
        seconds=row.seconds,
    )
