"""Sources, feeds, polls and entries: what arrives, before anybody has read it."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field

# Begins the address of the stand-in feed that articles from files belong to; their outlet follows.
INGEST = "ingest:"


class FeedStatus(enum.StrEnum):
    """Whether a feed is polled."""

    ACTIVE = "active"
    DISABLED = "disabled"
    GONE = "gone"  # the server said 410


class PollOutcome(enum.StrEnum):
    """How one poll of one feed ended."""

    NEW_ENTRIES = "new_entries"
    NO_NEW_ENTRIES = "no_new_entries"
    NOT_MODIFIED = "not_modified"  # 304
    SAME_BODY = "same_body"  # 200 with the bytes of last time
    HTTP_ERROR = "http_error"  # a status that is no success
    NETWORK_ERROR = "network_error"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"  # the address guard refused it
    TOO_LARGE = "too_large"
    BAD_FEED = "bad_feed"  # the bytes are no feed
    RATE_LIMITED = "rate_limited"  # 429, 503 with Retry-After
    GONE = "gone"
    CRASHED = "crashed"  # an unexpected error of ours; the run went on

    @property
    def ok(self) -> bool:
        """True when the feed's server gave a usable answer."""
        return self in {PollOutcome.NEW_ENTRIES, PollOutcome.NO_NEW_ENTRIES, PollOutcome.NOT_MODIFIED, PollOutcome.SAME_BODY}


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next poll cheap: HTTP validators and the hash of the last body (blake2b-128, hex)."""

    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as stored: where it is, how it has been doing, when it is due."""

    id: int
    url: str
    title: str
    outlet: str  # the publisher's name that its articles carry
    status: FeedStatus
    validators: Validators
    next_poll_at: dt.datetime
    failures: int  # polls in a row without a usable answer
    backfilled: bool  # the first good poll has been stored; what it held was history
    last_ok_at: dt.datetime | None
    last_outcome: PollOutcome | None
    last_reason: str
    added_at: dt.datetime


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One entry as a parser read it, cleaned of control characters, links absolute http(s) or None.

    ``guid`` is what the document says (may be empty); ``published_at`` is None when there is no date or no sense in it.
    """

    guid: str
    url: str | None
    title: str
    summary: str  # plain text
    content: str  # plain text of the full content, "" when the feed carries none
    published_at: dt.datetime | None
    published_raw: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A document read as a feed. ``rejected`` are entries left out, each with its reason; ``degraded`` says why the strict reading failed."""

    title: str
    format: str  # rss, atom, rdf, json
    entries: tuple[ParsedEntry, ...]
    rejected: tuple[str, ...] = ()
    degraded: str | None = None
    truncated: int = 0  # entries beyond the cap, not read
    ttl: dt.timedelta | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class NotAFeed:
    """The bytes are no feed, with the reason in a few words."""

    reason: str


class EntryOutcome(enum.StrEnum):
    """How an entry ended; every entry ends in exactly one."""

    NOT_RELEVANT = "not_relevant"
    DUPLICATE = "duplicate"  # the same article at the same address is already there
    ASSESSED = "assessed"
    STALE = "stale"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that a poll decided to store. Identity is feed + ``guid``, which is never empty here."""

    guid: str
    url: str | None
    title: str
    summary: str
    content: str
    published_at: dt.datetime | None
    published_raw: str
    first_seen_at: dt.datetime
    backfill: bool  # came with the feed's first poll, or with a mass re-publication: never opens an alert


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as stored, waiting to be assessed under a lease."""

    id: int
    feed_id: int
    feed_url: str
    outlet: str
    guid: str
    url: str | None
    title: str
    summary: str
    content: str
    published_at: dt.datetime | None
    first_seen_at: dt.datetime
    backfill: bool
    attempts: int  # times it was claimed, this one included
    last_error: str = ""

    @property
    def from_file(self) -> bool:
        """True when it was taken in from a file: its text is all there is, no page is fetched."""
        return self.feed_url.startswith(INGEST)


@dataclass(frozen=True, slots=True)
class PollRecord:
    """What one poll leaves behind, stored in one transaction with its entries and validators."""

    feed_id: int
    at: dt.datetime
    outcome: PollOutcome
    reason: str
    http_status: int | None
    body_bytes: int
    seen: int
    new: int
    rejected: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PollResult:
    """All that a poll of ``feed_id`` wants stored: the record, the entries, the validators and the next time."""

    feed_id: int
    record: PollRecord
    entries: tuple[NewEntry, ...]
    validators: Validators
    next_poll_at: dt.datetime
    failures: int
    status: FeedStatus
    title: str | None = None  # the feed's own title, when it gave one
    parsed: bool = False  # a document was read: from now on the feed counts as back-filled
    moved_to: str | None = None  # where a permanent redirect pointed; recorded, not followed silently
    reject_reasons: tuple[str, ...] = field(default=())
