"""Entries waiting to be assessed, and how each of them ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from monitor.adapters.store import codec, leases, sql
from monitor.adapters.store.tables import article, assessment, entry, feed
from monitor.domain.feed import Entry, EntryOutcome
from monitor.domain.reading import Article, Assessment
from monitor.ports import AssessedEntry
from monitor.text.urls import url_key

PENDING = "pending"


class SqlEntries:
    """``EntryRepository`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim_unassessed(
        self, now: dt.datetime, *, limit: int, lease: dt.timedelta, worker: str, skip: Collection[int] = ()
    ) -> list[tuple[Entry, int]]:
        """Entries that have not ended and are not in ``skip``.

        Those tried least often first, so that a poisoned one holds nobody up; then in order of publication, so that an agency's text
        comes before its copies.
        """
        order = (entry.c.attempts, func.coalesce(entry.c.published_at, entry.c.first_seen_at), entry.c.id)
        waiting = [entry.c.outcome.is_(None), *([entry.c.id.not_in(skip)] if skip else [])]
        ids = leases.take(self._connection, entry, waiting, order, leases.Claim(now, limit, lease, worker))
        outlet = func.coalesce(func.nullif(feed.c.outlet, ""), feed.c.title).label("outlet")
        query = select(entry, feed.c.url.label("feed_url"), outlet).join(feed).where(entry.c.id.in_(ids))
        rows = {row.id: row for row in self._connection.execute(query)}
        return [(_entry(rows[key]), rows[key].fence) for key in ids]

    def finish(self, assessed: AssessedEntry, *, fence: int, now: dt.datetime) -> None:
        """The outcome, the article and its assessment. Raises LeaseLost, having written nothing, when ``fence`` is stale."""
        changes = {"outcome": assessed.outcome, "reason": assessed.reason, "ended_at": now, "last_error": ""}
        leases.settle(self._connection, entry, assessed.entry.id, fence, changes)
        if assessed.article is None:
            return
        self._save_article(assessed.article, assessed.assessment, assessed.text_origin, now)
        self._connection.execute(update(entry).where(entry.c.id == assessed.entry.id).values(article_id=assessed.article.id))

    def release(self, entry_id: int, *, fence: int, error: str) -> None:
        """Free the entry with the error that stopped it. Raises LeaseLost when ``fence`` is stale."""
        leases.settle(self._connection, entry, entry_id, fence, {"last_error": error})

    def counts(self) -> dict[str, int]:
        """How many entries ended in each outcome, and how many are ``pending``; together all there are."""
        found = self._connection.execute(select(entry.c.outcome, func.count()).group_by(entry.c.outcome)).all()
        counted = {(PENDING if outcome is None else outcome.value): number for outcome, number in found}
        return {name: counted.get(name, 0) for name in (*(outcome.value for outcome in EntryOutcome), PENDING)}

    def article_at(self, url_key: str) -> str | None:
        """Id of the first article stored at this canonical URL key, if any. In a writing transaction no other worker stores one until it ends."""
        sql.serialise_decisions(self._connection)
        first = select(article.c.id).where(article.c.url_key == url_key).order_by(article.c.stored_at, article.c.id).limit(1)
        return self._connection.execute(first).scalar_one_or_none()

    def _save_article(self, read: Article, found: Assessment | None, origin: str, now: dt.datetime) -> None:
        """Article and assessment are replaced together: evidence counts into exactly this text. An article alone replaces nothing."""
        row = {
            "id": read.id,
            "url": read.url,
            "url_key": url_key(read.url) if read.url else None,
            "title": read.title,
            "text": read.text,
            "outlet": read.outlet,
            "language": read.language,
            "published_at": read.published_at,
            "fetched_at": read.fetched_at,
            "text_origin": origin,
            "stored_at": now,
        }
        if found is None:
            sql.insert_new(self._connection, article, [row], ("id",))
            return
        sql.upsert(self._connection, article, row, ("id",), keep=frozenset({"stored_at"}))
        sql.upsert(self._connection, assessment, _assessment_row(read.id, found, now), ("article_id",))


def _assessment_row(article_id: str, found: Assessment, now: dt.datetime) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "relevant": found.relevant,
        "level": found.level,
        "gazetteer": found.versions.gazetteer,
        "model": found.versions.model,
        "rules": found.versions.rules,
        "assessed_at": now,
        "payload": codec.encode(found),
    }


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        feed_id=row.feed_id,
        feed_url=row.feed_url,
        outlet=row.outlet,
        guid=row.guid,
        url=row.url,
        title=row.title,
        summary=row.summary,
        content=row.content,
        published_at=row.published_at,
        first_seen_at=row.first_seen_at,
        backfill=row.backfill,
        attempts=row.attempts,
        last_error=row.last_error or "",
    )
