"""Stories for lists and for the alert stage."""

from __future__ import annotations

import builtins
import dataclasses
import datetime as dt
from typing import Any

from sqlalchemy import Connection, Select, select, update

from monitor.adapters.store import codec, tables
from monitor.adapters.store.stories import members
from monitor.domain.alert import AlertStatus
from monitor.domain.errors import NotFound
from monitor.domain.story import Story

_LIVE = (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED)


class SqlStoryReading:
    """``StoryReading`` on one connection. A story counts as one from its first saved fold on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, story_id: str) -> Story:
        """The story as last folded, with the articles it has now; for one that lost them all, the one they went to. Raises NotFound."""
        c = tables.story.c
        followed = story_id
        while (other := self._connection.execute(select(c.merged_into).where(c.id == followed)).scalar_one_or_none()) is not None:
            followed = other
        found = self._with_articles(select(c.id, c.payload).where(c.id == followed, c.payload.is_not(None)))
        if not found:
            raise NotFound("story", story_id)
        return found[0]

    def list(self, *, since: dt.datetime | None, territory: str | None, limit: int) -> builtins.list[Story]:
        """Stories last seen at ``since`` or later, the last seen first."""
        c = tables.story.c
        query = select(c.id, c.payload).where(c.payload.is_not(None)).order_by(c.last_seen_at.desc(), c.id).limit(limit)
        if since is not None:
            query = query.where(c.last_seen_at >= since)
        if territory is not None:
            query = query.where(c.territory == territory)
        return self._with_articles(query)

    def touched(self, *, limit: int) -> builtins.list[str]:
        """Ids of stories changed since the alert stage last looked, oldest change first."""
        c = tables.story.c
        queue = select(c.id).where(c.changed_seq.is_not(None)).order_by(c.changed_seq, c.id).limit(limit)
        return builtins.list(self._connection.execute(queue).scalars())

    def mark_seen(self, story_id: str, last_article_count: int) -> None:
        """Take the story off the queue, unless it has grown beyond the articles that were looked at."""
        c = tables.story.c
        seen = update(tables.story).where(c.id == story_id, c.article_count <= last_article_count)
        self._connection.execute(seen.values(changed_seq=None, change=None))

    def quiet(self, *, before: dt.datetime, limit: int) -> builtins.list[str]:
        """Stories with a live alert whose newest article came in before ``before``, the longest silent first."""
        c = tables.story.c
        query = select(c.id).join(tables.alert).where(tables.alert.c.status.in_(_LIVE), c.last_article_at < before)
        return builtins.list(self._connection.execute(query.order_by(c.last_article_at, c.id).limit(limit)).scalars())

    def _with_articles(self, query: Select[tuple[str, Any]]) -> builtins.list[Story]:
        rows = self._connection.execute(query).all()
        found = members(self._connection, [row.id for row in rows])
        folds = [(row.id, codec.decode(Story, {**row.payload, "articles": []})) for row in rows]
        return [dataclasses.replace(fold, articles=tuple(found[key])) for key, fold in folds]
