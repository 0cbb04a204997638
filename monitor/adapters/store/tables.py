"""The schema: what arrives (feed, poll, entry, article, assessment), what it becomes (stories) and what leaves (alerts, outbox).

A claim is the same four columns everywhere: ``fence`` grows with each claim, ``lease_until`` is set while somebody holds the row,
``lease_worker`` says who, ``attempts`` counts claims. The migrations build the same schema; a test compares the two.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

from monitor.adapters.store.columns import Choice, Key, Moment, RowId, Words
from monitor.domain.alert import AlertStatus, AttemptOutcome, Certainty, Channel, DeliveryState, Severity, UpdateKind
from monitor.domain.constraint import Link
from monitor.domain.feed import EntryOutcome, FeedStatus, PollOutcome
from monitor.domain.story import AssignmentReason

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _lease() -> list[Column[Any]]:
    return [
        Column("lease_until", Moment),
        Column("lease_worker", Words, nullable=False, default=""),
        Column("fence", Integer, nullable=False, default=0),
        Column("attempts", Integer, nullable=False, default=0),
    ]


def _json(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, JSON(none_as_null=True), nullable=nullable)


feed = Table(
    "feed",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("url", Words, nullable=False),
    Column("url_key", Key, nullable=False, unique=True),
    Column("title", Words, nullable=False),
    Column("outlet", Words, nullable=False),
    Column("status", Choice(FeedStatus), nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("body_hash", Text),
    Column("next_poll_at", Moment, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("backfilled", Boolean, nullable=False, default=False),
    Column("last_ok_at", Moment),
    Column("last_outcome", Choice(PollOutcome)),
    Column("last_reason", Words, nullable=False, default=""),
    Column("moved_to", Words),
    Column("added_at", Moment, nullable=False),
    *_lease(),
    Index(None, "status", "next_poll_at"),
)

poll = Table(
    "poll",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("feed_id", RowId, ForeignKey("feed.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("outcome", Choice(PollOutcome), nullable=False),
    Column("reason", Words, nullable=False),
    Column("http_status", Integer),
    Column("body_bytes", RowId, nullable=False),
    Column("seen", Integer, nullable=False),
    Column("new", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
    _json("reject_reasons"),
    Index(None, "feed_id", "at"),
)

article = Table(
    "article",
    metadata,
    Column("id", Key, primary_key=True),
    Column("url", Words),
    Column("url_key", Key),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("outlet", Words, nullable=False),
    Column("language", Words),
    Column("published_at", Moment),
    Column("fetched_at", Moment),
    Column("text_origin", Words, nullable=False),
    Column("stored_at", Moment, nullable=False),
    Index(None, "url_key"),
)

entry = Table(
    "entry",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("feed_id", RowId, ForeignKey("feed.id"), nullable=False),
    Column("guid", Key, nullable=False),
    Column("url", Words),
    Column("title", Words, nullable=False),
    Column("summary", Words, nullable=False),
    Column("content", Words, nullable=False),
    Column("published_at", Moment),
    Column("published_raw", Words, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("backfill", Boolean, nullable=False),
    Column("outcome", Choice(EntryOutcome)),  # null: not ended yet
    Column("reason", Words, nullable=False, default=""),
    Column("ended_at", Moment),
    Column("article_id", Key, ForeignKey("article.id")),
    Column("last_error", Words, nullable=False, default=""),
    *_lease(),
    UniqueConstraint("feed_id", "guid"),
    Index(None, "article_id"),
    Index(None, "outcome", "attempts", "id"),
)

assessment = Table(
    "assessment",
    metadata,
    Column("article_id", Key, ForeignKey("article.id"), primary_key=True),
    Column("relevant", Boolean, nullable=False),
    Column("level", Integer, nullable=False),
    Column("gazetteer", Words, nullable=False),
    Column("model", Words, nullable=False),
    Column("rules", Words, nullable=False),
    Column("assessed_at", Moment, nullable=False),
    _json("payload"),
)

story = Table(
    "story",
    metadata,
    Column("id", Key, primary_key=True),
    Column("title", Words, nullable=False),
    Column("territory", Words),
    Column("level", Integer, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("last_article_at", Moment, nullable=False),  # when its newest member came in, whatever the fold says
    Column("article_count", Integer, nullable=False),
    Column("changed_seq", RowId),  # place in the queue of the alert stage; null once seen
    _json("payload", nullable=True),  # the fold without its articles; null until first saved, and once it has lost them all
    Column("merged_into", Key),  # where its last article went
    _json("change", nullable=True),  # what an operator did to it, until the alert stage has told it
    Index(None, "changed_seq"),
    Index(None, "last_seen_at"),
    Index(None, "territory", "last_seen_at"),
)

story_article = Table(
    "story_article",
    metadata,
    Column("article_id", Key, primary_key=True),
    Column("story_id", Key, ForeignKey("story.id"), nullable=False),
    Column("reason", Choice(AssignmentReason), nullable=False),
    Column("score", Float, nullable=False),
    _json("parts"),
    Column("copy_of", Words),
    Column("published_at", Moment, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("url_key", Key),
    Column("title_key", Key),
    _json("member"),
    _json("features"),
    _json("decided", nullable=True),  # the assignment before an operator moved the article
    Index(None, "story_id", "published_at"),
    Index(None, "url_key"),
    Index(None, "title_key"),
)

story_key = Table(
    "story_key",
    metadata,
    Column("key", Key, primary_key=True),
    Column("story_id", Key, ForeignKey("story.id"), primary_key=True),
    Column("last_at", Moment, nullable=False),
    Index(None, "key", "last_at"),
)

story_constraint = Table(
    "story_constraint",
    metadata,
    Column("first", Key, primary_key=True),  # articles that may not be stored yet: no foreign key
    Column("second", Key, primary_key=True),
    Column("kind", Choice(Link), nullable=False),
    Column("by", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "second"),
)

fingerprint = Table(
    "fingerprint",
    metadata,
    Column("value", RowId, primary_key=True, autoincrement=False),
    Column("band", Integer, primary_key=True, autoincrement=False),
    Column("article_id", Key, ForeignKey("story_article.article_id"), primary_key=True),
)

alert = Table(
    "alert",
    metadata,
    Column("id", Key, primary_key=True),
    Column("story_id", Key, ForeignKey("story.id"), nullable=False, unique=True),
    Column("status", Choice(AlertStatus), nullable=False),
    Column("territory", Words, nullable=False),
    Column("level", Integer, nullable=False),
    Column("previous_level", Integer, nullable=False),
    Column("certainty", Choice(Certainty), nullable=False),
    Column("severity", Choice(Severity), nullable=False),
    Column("headline", Words, nullable=False),
    _json("reasons"),
    Column("opened_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("rule", Words, nullable=False),
    Index(None, "status", "updated_at"),
)

alert_update = Table(
    "alert_update",
    metadata,
    Column("id", Key, primary_key=True),
    Column("alert_id", Key, ForeignKey("alert.id"), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("kind", Choice(UpdateKind), nullable=False),
    _json("reasons"),
    _json("payload"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("alert_id", "sequence"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", Key, primary_key=True),
    Column("update_id", Key, ForeignKey("alert_update.id"), nullable=False),
    Column("alert_id", Key, ForeignKey("alert.id"), nullable=False),
    Column("sequence", Integer, nullable=False),  # its update's; both repeated here for the order of leaving
    Column("receiver", Words, nullable=False),
    Column("channel", Choice(Channel), nullable=False),
    Column("address", Key, nullable=False),
    Column("state", Choice(DeliveryState), nullable=False),
    Column("next_attempt_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_detail", Words, nullable=False, default=""),
    *_lease(),
    Index(None, "state", "next_attempt_at"),
    Index(None, "alert_id", "channel", "address", "sequence"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("delivery_id", Key, ForeignKey("delivery.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("outcome", Choice(AttemptOutcome), nullable=False),
    Column("code", Integer),
    Column("detail", Words, nullable=False),
    Column("retry_after_seconds", Float),
    Index(None, "delivery_id"),
)

run = Table(
    "run",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment, nullable=False),
    _json("payload"),
)
