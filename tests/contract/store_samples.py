"""Plain values for the store's tests; every maker takes what a test cares about and fills in the rest."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from monitor.adapters.store.store import SqlStore
from monitor.domain.alert import Alert, AlertStatus, AlertUpdate, Certainty, Channel, NewDelivery, NotifyReason, Severity, UpdateKind
from monitor.domain.feed import FeedStatus, NewEntry, PollOutcome, PollRecord, PollResult, Validators
from monitor.domain.reading import (
    ActorMention,
    Article,
    Assessment,
    CasualtyClaim,
    Effect,
    Evidence,
    Realis,
    Signal,
    SignalReading,
    TerritoryMention,
    Versions,
    Victims,
)
from monitor.domain.story import AssignmentReason, Features, Story, StoryArticle, StoryAssignment, TollEntry

NOW = dt.datetime(2020, 9, 28, 16, 13, 0, 123456, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
LEASE = dt.timedelta(minutes=5)


def new_entry(guid: str, **changes: Any) -> NewEntry:
    values: dict[str, Any] = {
        "guid": guid,
        "url": f"https://example.org/{guid}",
        "title": f"Title of {guid}",
        "summary": "Shelling was reported.",
        "content": "",
        "published_at": NOW - HOUR,
        "published_raw": "Mon, 28 Sep 2020 15:13:00 GMT",
        "first_seen_at": NOW,
        "backfill": False,
    }
    return NewEntry(**{**values, **changes})


def poll_record(feed_id: int, **changes: Any) -> PollRecord:
    values: dict[str, Any] = {
        "feed_id": feed_id,
        "at": NOW,
        "outcome": PollOutcome.NEW_ENTRIES,
        "reason": "",
        "http_status": 200,
        "body_bytes": 1000,
        "seen": 1,
        "new": 1,
        "rejected": 0,
        "seconds": 0.25,
    }
    return PollRecord(**{**values, **changes})


def poll_result(feed_id: int, *guids: str, **changes: Any) -> PollResult:
    values: dict[str, Any] = {
        "feed_id": feed_id,
        "record": poll_record(feed_id),
        "entries": tuple(new_entry(guid) for guid in guids),
        "validators": Validators('"v1"', "Mon, 28 Sep 2020 15:00:00 GMT", "00ff"),
        "next_poll_at": NOW + LEASE,
        "failures": 0,
        "status": FeedStatus.ACTIVE,
        "title": "The feed's own title",
        "parsed": True,
    }
    return PollResult(**{**values, **changes})


def add_entries(store: SqlStore, *guids: str, feed: str = "https://example.org/feed") -> int:
    """A feed with these entries stored by a poll; its id."""
    with store.begin() as unit:
        unit.feeds.add(feed, title="Feed", outlet="Example News", now=NOW)
        claimed = next(each for each in unit.feeds.claim_due(NOW, limit=1000, lease=LEASE, worker="setup") if each[0].url == feed)
        unit.feeds.save_poll(poll_result(claimed[0].id, *guids), fence=claimed[1])
    return claimed[0].id


def article(article_id: str = "a1", **changes: Any) -> Article:
    values: dict[str, Any] = {
        "id": article_id,
        "title": "Shelling near Stepanakert",
        "text": "Four soldiers were killed, Baku said. \U0001f54a",
        "published_at": NOW - HOUR,
        "outlet": "Example News",
        "url": f"https://www.example.org/news/{article_id}?utm_source=x",
        "language": "en",
        "fetched_at": NOW,
    }
    return Article(**{**values, **changes})


def assessment(article_id: str = "a1", **changes: Any) -> Assessment:
    evidence = Evidence(0, 25, "Four soldiers were killed")
    values: dict[str, Any] = {
        "article_id": article_id,
        "language": "en",
        "published_at": NOW - HOUR,
        "relevant": True,
        "relevance": 0.98,
        "relevance_reasons": ("names a territory",),
        "stale": False,
        "stale_reasons": (),
        "territories": (TerritoryMention("nagorno-karabakh", "Nagorno-Karabakh", 0.93, (evidence,), ("Stepanakert",)),),
        "actors": (ActorMention("Azerbaijan", "AZE", "claimant", 2),),
        "signals": (SignalReading(Signal.STRIKE, 0.97, Realis.ACTUAL, "Baku", "nagorno-karabakh", evidence, ("model 0.97",)),),
        "casualties": (CasualtyClaim(Effect.KILLED, 4, None, Victims.MILITARY, None, "Baku", False, Realis.ACTUAL, "nagorno-karabakh", evidence),),
        "level": 4,
        "level_reasons": ("strike with deaths",),
        "versions": Versions("g1", "m1", "r1"),
    }
    return Assessment(**{**values, **changes})


def digest(*rows: int) -> bytes:
    """128 values; the first ones as given, the others derived from them."""
    seed = hashlib.shake_128(repr(rows).encode()).digest(4 * (128 - len(rows)))
    return b"".join(row.to_bytes(4, "little") for row in rows) + seed


def features(article_id: str = "a1", **changes: Any) -> Features:
    values: dict[str, Any] = {
        "article_id": article_id,
        "url_key": f"example.org/news/{article_id}",
        "title_key": f"title of {article_id}",
        "outlet": "Example News",
        "publisher": "Example",
        "published_at": NOW - HOUR,
        "territory": "nagorno-karabakh",
        "territories": frozenset({"nagorno-karabakh"}),
        "places": frozenset({"Stepanakert"}),
        "actors": frozenset({"Azerbaijan", "Armenia"}),
        "signals": frozenset({"strike"}),
        "names": frozenset({"Arayik Harutyunyan"}),
        "numbers": frozenset({"4"}),
        "event_days": frozenset({dt.date(2020, 9, 27)}),
        "killed": (4,),
        "digest": digest(*(hash_of(article_id) + n for n in range(4))),
        "digest_version": "d1",
        "terms": {"17": 0.1, "99": 1 / 3},
        "language": "en",
    }
    return Features(**{**values, **changes})


def hash_of(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=3).digest(), "little")


def member(article_id: str = "a1", **changes: Any) -> StoryArticle:
    values: dict[str, Any] = {
        "article_id": article_id,
        "title": f"Title of {article_id}",
        "url": f"https://example.org/news/{article_id}",
        "outlet": "Example News",
        "publisher": "Example",
        "state_owned_by": None,
        "published_at": NOW - HOUR,
        "first_seen_at": NOW,
        "copy_of": None,
        "stale": False,
        "backfill": False,
        "level": 4,
        "territory": "nagorno-karabakh",
        "signals": ((Signal.STRIKE, Realis.ACTUAL, "Baku"), (Signal.THREAT, Realis.DENIED, None)),
        "toll": (TollEntry(Effect.KILLED, 4, None, None, "Baku", False, NOW - HOUR, article_id),),
        "quotes": (("strike", "Four soldiers were killed", "Baku"),),
        "parties": ("AZE",),
    }
    return StoryArticle(**{**values, **changes})


def assign(store: SqlStore, article_id: str, story_id: str, **changes: Any) -> None:
    """One article into a story, in its own transaction. ``changes`` go to the features; ``first_seen_at`` to the member."""
    seen = {"first_seen_at": changes.pop("first_seen_at")} if "first_seen_at" in changes else {}
    with store.begin() as unit:
        unit.stories.assign(assignment(article_id, story_id), features(article_id, **changes), member(article_id, **seen))


def assignment(article_id: str, story_id: str, **changes: Any) -> StoryAssignment:
    values: dict[str, Any] = {"reason": AssignmentReason.SAME_EVENT, "score": 0.87, "copy_of": None, "parts": {"place": 0.5, "time": 0.37}}
    return StoryAssignment(article_id=article_id, story_id=story_id, **{**values, **changes})


def story(story_id: str, *articles: StoryArticle, **changes: Any) -> Story:
    values: dict[str, Any] = {
        "id": story_id,
        "title": f"Story {story_id}",
        "territory": "nagorno-karabakh",
        "first_seen_at": NOW,
        "last_seen_at": NOW,
        "articles": articles,
        "publishers": ("Example",),
        "toll": (TollEntry(Effect.KILLED, 4, None, None, "Baku", False, NOW - HOUR, "a1"),),
        "signals": (Signal.STRIKE,),
        "level": 4,
        "level_reasons": ("strike with deaths",),
        "corroborated": False,
        "corroborated_since": None,
        "denied": False,
        "parties": ("AZE",),
    }
    return Story(**{**values, **changes})


def alert(alert_id: str = "al1", story_id: str = "s1", **changes: Any) -> Alert:
    values: dict[str, Any] = {
        "id": alert_id,
        "story_id": story_id,
        "status": AlertStatus.OPEN,
        "territory": "nagorno-karabakh",
        "level": 4,
        "previous_level": 0,
        "certainty": Certainty.POSSIBLE,
        "severity": Severity.SEVERE,
        "headline": "Baku reports four soldiers killed",
        "reasons": ("strike with deaths",),
        "opened_at": NOW,
        "updated_at": NOW,
        "sequence": 1,
        "rule": "level",
    }
    return Alert(**{**values, **changes})


def update(alert_id: str = "al1", sequence: int = 1, **changes: Any) -> AlertUpdate:
    values: dict[str, Any] = {
        "id": f"{alert_id}-{sequence}",
        "alert_id": alert_id,
        "sequence": sequence,
        "kind": UpdateKind.OPENED if sequence == 1 else UpdateKind.UPDATED,
        "reasons": (NotifyReason.OPENED,),
        "payload": {"type": "alert.opened", "data": {"alert": {"id": alert_id, "level": 4}, "publishers": [1.5, None, True]}},
        "at": NOW + sequence * MINUTE,
    }
    return AlertUpdate(**{**values, **changes})


def delivery(update_id: str = "al1-1", receiver: str = "desk", address: str = "desk@example.org", **changes: Any) -> NewDelivery:
    values: dict[str, Any] = {
        "id": f"{update_id}-{receiver}-{address}",
        "update_id": update_id,
        "receiver": receiver,
        "channel": Channel.EMAIL,
        "address": address,
        "not_before": NOW,
    }
    return NewDelivery(**{**values, **changes})


def send_out(store: SqlStore, alert_id: str, *addresses: str, sequence: int = 1, not_before: dt.datetime = NOW) -> None:
    """An alert's update with one delivery an address; the story is made when it is not there."""
    if sequence == 1:
        assign(store, f"article of {alert_id}", f"story of {alert_id}")
    with store.begin() as unit:
        deliveries = [delivery(f"{alert_id}-{sequence}", address=address, not_before=not_before) for address in addresses]
        unit.alerts.save(alert(alert_id, f"story of {alert_id}", sequence=sequence), update(alert_id, sequence), deliveries)
