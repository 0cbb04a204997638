"""Stored articles moved from story to story, and what of that is still to be told."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select, update

from monitor.adapters.store import codec, sql, tables
from monitor.adapters.store.stories import LAST_PLACE, bare_story, remember_keys
from monitor.domain.constraint import Placement, StoryChange
from monitor.domain.story import Features, StoryArticle, StoryAssignment

_STREAMED = 500


class SqlStoryMoves:
    """``StoryMoves`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def story_of(self, article_ids: Collection[str], *, before: dt.datetime | None = None) -> dict[str, str]:
        """The story of each of these articles that has one (and was published before ``before``)."""
        sql.serialise_decisions(self._connection)
        c = tables.story_article.c
        found: dict[str, str] = {}
        for piece in sql.chunks(sorted(article_ids)):
            query = select(c.article_id, c.story_id).where(c.article_id.in_(piece))
            if before is not None:
                query = query.where(c.published_at < before)
            found.update((row.article_id, row.story_id) for row in self._connection.execute(query))
        return found

    def placements(self, story_id: str) -> list[Placement]:
        """A story's articles, oldest first by first_seen then id. In a writing transaction no other worker assigns until it ends."""
        sql.serialise_decisions(self._connection)
        rows = self._connection.execute(select(tables.story_article).where(tables.story_article.c.story_id == story_id))
        return sorted(map(_placement, rows), key=lambda p: (p.member.first_seen_at, p.article_id))

    def in_order(self, since: dt.datetime | None) -> Iterator[Placement]:
        """All articles published at ``since`` or later, in order of publication, then id."""
        c = tables.story_article.c
        query = select(tables.story_article).order_by(c.published_at).execution_options(yield_per=_STREAMED)
        if since is not None:
            query = query.where(c.published_at >= since)
        for _, together in itertools.groupby(self._connection.execute(query), key=lambda row: row.published_at):
            yield from map(_placement, sorted(together, key=lambda row: row.article_id))

    def replace(self, placements: Sequence[Placement]) -> None:
        """Write stored articles as they stand now: story, reason, copy, member. What finds and counts the stories touched follows.

        A story that lost its last article keeps its row, for its alert, without a fold.
        """
        ids = [p.article_id for p in placements]
        touched = set(self.story_of(ids).values()) | {p.assignment.story_id for p in placements}
        for p in placements:
            sql.insert_new(self._connection, tables.story, [bare_story(p.assignment.story_id, p.member)], ("id",))
            row = {
                "story_id": p.assignment.story_id,
                "reason": p.assignment.reason,
                "score": p.assignment.score,
                "parts": codec.encode(p.assignment.parts),
                "copy_of": p.assignment.copy_of,
                "member": codec.encode(p.member),
                "decided": codec.encode(p.decided),
            }
            self._connection.execute(update(tables.story_article).where(tables.story_article.c.article_id == p.article_id).values(row))
        for story_id in sorted(touched):
            self._recount(story_id)

    def _recount(self, story_id: str) -> None:
        a, s, k = tables.story_article.c, tables.story.c, tables.story_key
        rows = self._connection.execute(select(a.features, a.first_seen_at).where(a.story_id == story_id)).all()
        changes: dict[str, Any] = {"article_count": len(rows)}
        if rows:
            changes |= {"last_article_at": max(row.first_seen_at for row in rows), "merged_into": None}
        else:
            changes |= {"payload": None}
        self._connection.execute(update(tables.story).where(s.id == story_id).values(changes))
        self._connection.execute(delete(k).where(k.c.story_id == story_id))
        for row in rows:
            remember_keys(self._connection, story_id, codec.decode(Features, row.features))


class SqlStoryChanges:
    """``StoryChanges`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, story_id: str, change: StoryChange) -> None:
        """Queue a story for the alert stage with what was done to it; a story without articles now refers to the other one."""
        c = tables.story.c
        row: dict[str, Any] = {"change": codec.encode(change), "changed_seq": func.coalesce(c.changed_seq, LAST_PLACE)}
        self._connection.execute(update(tables.story).where(c.id == story_id).values(row))
        self._connection.execute(update(tables.story).where(c.id == story_id, c.article_count == 0).values(merged_into=change.other))

    def pending(self, story_id: str) -> StoryChange | None:
        """What the alert stage has still to tell."""
        found = self._connection.execute(select(tables.story.c.change).where(tables.story.c.id == story_id)).scalar_one_or_none()
        return None if found is None else codec.decode(StoryChange, found)


def _placement(row: Row[Any]) -> Placement:
    return Placement(
        StoryAssignment(row.article_id, row.story_id, row.reason, row.score, row.copy_of, row.parts),
        codec.decode(Features, row.features),
        codec.decode(StoryArticle, row.member),
        None if row.decided is None else codec.decode(StoryAssignment, row.decided),
    )
