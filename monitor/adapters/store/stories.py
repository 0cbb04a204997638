"""Stories: their articles, and what finds them again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, case, func, select, union, update

from monitor.adapters.store import codec, sql, tables
from monitor.adapters.store.columns import folded_key
from monitor.domain.story import Features, Story, StoryArticle, StoryAssignment
from monitor.stories.bands import bands
from monitor.stories.keys import story_keys

MAX_FEATURES_PER_STORY = 200  # the newest; a story of thousands must not make each of its new articles slower than the last
MAX_NEAR_DUPLICATES = 200  # the oldest, among which the original is

_other = tables.story.alias("other")
LAST_PLACE = select(func.coalesce(func.max(_other.c.changed_seq), 0) + 1).scalar_subquery()


class SqlStories:
    """``StoryRepository`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def candidates(self, features: Features, *, since: dt.datetime, limit: int) -> list[tuple[str, list[Features]]]:
        """Stories that share a key with an article published at ``since`` or later: most shared keys first, then the most recent.

        Each with the features of its articles, oldest first (at most the newest ``MAX_FEATURES_PER_STORY``). In a writing
        transaction no other worker assigns until it ends.
        """
        sql.serialise_decisions(self._connection)
        keys = sorted({folded_key(key) for key in story_keys(features)})
        c = tables.story_key.c
        shared, recent = func.count(), func.max(c.last_at)
        query = select(c.story_id).where(c.key.in_(keys), c.last_at >= since).group_by(c.story_id)
        ids = list(self._connection.execute(query.order_by(shared.desc(), recent.desc(), c.story_id).limit(limit)).scalars())
        found = self._features_of(ids)
        return [(story_id, found[story_id]) for story_id in ids]

    def near_duplicates(self, features: Features, *, since: dt.datetime) -> list[tuple[str, Features]]:
        """(story id, features) of other articles published at ``since`` or later that share a band, the URL key or the title.

        Oldest first, at most ``MAX_NEAR_DUPLICATES``.
        """
        sql.serialise_decisions(self._connection)
        c = tables.story_article.c
        values = [value for _, value in bands(features.digest, features.digest_version)]
        alike = [select(tables.fingerprint.c.article_id).where(tables.fingerprint.c.value.in_(values))]
        if features.url_key:
            alike.append(select(c.article_id).where(c.url_key == features.url_key))
        if features.title_key:
            alike.append(select(c.article_id).where(c.title_key == features.title_key))
        # A union and not an OR: PostgreSQL would read the whole table for an OR with a subquery.
        query = select(c.story_id, c.features).where(c.article_id.in_(union(*alike)), c.published_at >= since, c.article_id != features.article_id)
        rows = self._connection.execute(query.order_by(c.published_at, c.article_id).limit(MAX_NEAR_DUPLICATES))
        return [(row.story_id, codec.decode(Features, row.features)) for row in rows]

    def assign(self, assignment: StoryAssignment, features: Features, article: StoryArticle) -> None:
        """Put an article into a story, made when new, and queue the story for the alert stage. An assigned article stays where it is."""
        sql.serialise_decisions(self._connection)
        member = tables.story_article
        if self._connection.execute(select(member.c.story_id).where(member.c.article_id == assignment.article_id)).first():
            return
        sql.insert_new(self._connection, tables.story, [bare_story(assignment.story_id, article)], ("id",))
        self._connection.execute(member.insert().values(_member_row(assignment, features, article)))
        self._grow(assignment.story_id, article.first_seen_at)
        remember_keys(self._connection, assignment.story_id, features)
        rows = [
            {"value": value, "band": band, "article_id": assignment.article_id} for band, value in bands(features.digest, features.digest_version)
        ]
        if rows:
            self._connection.execute(tables.fingerprint.insert(), rows)

    def articles(self, story_id: str) -> list[StoryArticle]:
        """Members, oldest first by first_seen then id."""
        return members(self._connection, [story_id])[folded_key(story_id)]

    def save(self, story: Story) -> None:
        """Store the fold for listing and ``get``; its articles are stored by ``assign``."""
        row = {
            "id": story.id,
            "title": story.title,
            "territory": story.territory,
            "level": story.level,
            "first_seen_at": story.first_seen_at,
            "last_seen_at": story.last_seen_at,
            "last_article_at": story.last_seen_at,
            "article_count": 0,
            "payload": {name: value for name, value in codec.encode(story).items() if name != "articles"},
        }
        sql.upsert(self._connection, tables.story, row, ("id",), keep=frozenset({"last_article_at", "article_count"}))

    def _features_of(self, story_ids: list[str]) -> dict[str, list[Features]]:
        c = tables.story_article.c
        place = func.row_number().over(partition_by=c.story_id, order_by=(c.published_at.desc(), c.article_id.desc())).label("place")
        ranked = select(c.story_id, c.features, place).where(c.story_id.in_(story_ids)).subquery()
        newest = select(ranked).where(ranked.c.place <= MAX_FEATURES_PER_STORY).order_by(ranked.c.place.desc())
        found: dict[str, list[Features]] = defaultdict(list)
        for row in self._connection.execute(newest):
            found[row.story_id].append(codec.decode(Features, row.features))
        return found

    def _grow(self, story_id: str, came_at: dt.datetime) -> None:
        """Count one more article. The place in the queue is that of the oldest change not yet seen, so a busy story is not put off."""
        c = tables.story.c
        changes = {
            "article_count": c.article_count + 1,
            "changed_seq": func.coalesce(c.changed_seq, LAST_PLACE),
            "last_article_at": case((c.last_article_at < came_at, came_at), else_=c.last_article_at),
        }
        self._connection.execute(update(tables.story).where(c.id == story_id).values(changes))


def members(connection: Connection, story_ids: list[str]) -> dict[str, list[StoryArticle]]:
    """The articles of each story, oldest first; sorted here, since the two databases order text differently."""
    c = tables.story_article.c
    found: dict[str, list[StoryArticle]] = {folded_key(story_id): [] for story_id in story_ids}
    for piece in sql.chunks(story_ids):
        for row in connection.execute(select(c.story_id, c.member).where(c.story_id.in_(piece))):
            found[row.story_id].append(codec.decode(StoryArticle, row.member))
    for each in found.values():
        each.sort(key=lambda article: (article.first_seen_at, article.article_id))
    return found


def remember_keys(connection: Connection, story_id: str, features: Features) -> None:
    """Let the story be found by an article's keys, as of the article's publication."""
    keys = sorted({folded_key(key) for key in story_keys(features)})
    if not keys:
        return
    rows = [{"key": key, "story_id": story_id, "last_at": features.published_at} for key in keys]
    statement = sql.insert(connection, tables.story_key)
    newer = statement.excluded.last_at
    later = case((tables.story_key.c.last_at < newer, newer), else_=tables.story_key.c.last_at)
    connection.execute(statement.on_conflict_do_update(index_elements=["key", "story_id"], set_={"last_at": later}), rows)


def bare_story(story_id: str, article: StoryArticle) -> dict[str, Any]:
    """A story's row before its first fold is saved."""
    return {
        "id": story_id,
        "title": article.title,
        "territory": article.territory,
        "level": article.level,
        "first_seen_at": article.first_seen_at,
        "last_seen_at": article.first_seen_at,
        "last_article_at": article.first_seen_at,
        "article_count": 0,
    }


def _member_row(assignment: StoryAssignment, features: Features, article: StoryArticle) -> dict[str, Any]:
    return {
        "article_id": assignment.article_id,
        "story_id": assignment.story_id,
        "reason": assignment.reason,
        "score": codec.encode(assignment.score),
        "parts": codec.encode(assignment.parts),
        "copy_of": assignment.copy_of,
        "published_at": features.published_at,
        "first_seen_at": article.first_seen_at,
        "url_key": features.url_key,
        "title_key": features.title_key,
        "member": codec.encode(article),
        "features": codec.encode(features),
    }
