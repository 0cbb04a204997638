"""Articles from files become entries, so that the same pass takes them on: the outlet stands in for the feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import islice

from monitor.domain.feed import INGEST, NewEntry
from monitor.domain.reading import Article
from monitor.ports import Store
from monitor.text.hashing import content_hash

BATCH = 500


def take_in(store: Store, articles: Iterable[Article], now: dt.datetime) -> int:
    """Store the articles as entries, in batches, each once however often it is given; how many were new."""
    stream = iter(articles)
    new = 0
    while batch := list(islice(stream, BATCH)):
        groups: dict[str, list[NewEntry]] = {}
        for article in batch:
            groups.setdefault(article.outlet, []).append(_entry(article, now))
        for outlet, entries in groups.items():
            new += store.transact(lambda u, o=outlet, e=entries: u.intake.add_entries(INGEST + o, outlet=o, entries=e, now=now))  # type: ignore[misc]  # mypy infers no lambda with a default
    return new


def _entry(article: Article, now: dt.datetime) -> NewEntry:
    return NewEntry(
        guid=content_hash("file", article.url or "", article.title, article.text),
        url=article.url,
        title=article.title,
        summary="",
        content=article.text,
        published_at=article.published_at,
        published_raw="",
        first_seen_at=now,
        backfill=False,
    )
