"""What the use cases need of the outside world: small Protocols that belong to the caller. No more than five methods each."""

from __future__ import annotations

import builtins
import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from monitor.domain.alert import Alert, AlertUpdate, Attempt, Delivery, DeliveryState, NewDelivery
from monitor.domain.constraint import Constraint, Placement, StoryChange
from monitor.domain.feed import Entry, EntryOutcome, Feed, FeedStatus, NewEntry, NotAFeed, ParsedFeed, PollRecord, PollResult, Validators
from monitor.domain.fetched import Fetched as Fetched
from monitor.domain.fetched import FetchFailed as FetchFailed
from monitor.domain.fetched import FetchFailure as FetchFailure
from monitor.domain.fetched import Page as Page
from monitor.domain.ledger import Ledger
from monitor.domain.reading import Article, Assessment
from monitor.domain.source import Source
from monitor.domain.story import Features, Story, StoryArticle, StoryAssignment

T = TypeVar("T")


class Clock(Protocol):
    """The product's clock: aware UTC. Differs from the real one under ``CONTACTLINE_CLOCK``."""

    def now(self) -> dt.datetime: ...


# --- the guarded fetch -------------------------------------------------------------------------------------------


class Fetcher(Protocol):
    """The one way out to the web, guarded: public addresses only unless allowed, a total deadline, a size cap."""

    async def get(self, url: str, *, validators: Validators | None = None, accept: str = "*/*") -> Fetched | FetchFailed: ...

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Fetched | FetchFailed: ...

    async def close(self) -> None: ...


# --- work on untrusted bytes in killable children -----------------------------------------------------------------


class FeedReader(Protocol):
    """Reads bytes as a feed under time and memory limits."""

    async def read_feed(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed | NotAFeed: ...


class PageReader(Protocol):
    """Extracts an article from an HTML page under time and memory limits; None when there is none in it."""

    async def read_page(self, body: bytes, *, url: str, content_type: str | None) -> Page | None: ...


class Reader(Protocol):
    """Understands articles (batches are much cheaper than single calls)."""

    def gate(self, title: str, summary: str) -> bool:
        """True when the title or summary names something disputed, so that the page is worth fetching."""
        ...

    def read(self, articles: Sequence[Article]) -> list[Assessment]: ...

    def read_in_full(self, article: Article) -> Assessment:
        """The reading of an article that something else than its own words shows to be relevant: it names a territory."""
        ...


# --- the store ---------------------------------------------------------------------------------------------------


class FeedRepository(Protocol):
    """Feeds and what polls of them brought."""

    def claim_due(self, now: dt.datetime, *, limit: int, lease: dt.timedelta, worker: str) -> list[tuple[Feed, int]]:
        """Feeds due at ``now``, each with a fencing token; a feed is handed to one worker at a time."""
        ...

    def known_guids(self, feed_id: int, guids: Iterable[str]) -> set[str]: ...

    def save_poll(self, result: PollResult, *, fence: int) -> int:
        """Store a poll with its entries (upsert by feed and guid) and free the lease; how many entries were new.

        Raises LeaseLost when ``fence`` is stale.
        """
        ...

    def add(self, url: str, *, title: str, outlet: str, now: dt.datetime) -> bool:
        """False when the address is already there."""
        ...

    def all(self) -> list[Feed]: ...


class Intake(Protocol):
    """Entries that come from files."""

    def add_entries(self, feed_url: str, *, outlet: str, entries: Sequence[NewEntry], now: dt.datetime) -> int:
        """Store entries under a stand-in feed that is never polled (made when it is not there); how many were new."""
        ...


class Sources(Protocol):
    """The register of outlets."""

    def find(self, outlet: str, url: str | None) -> Source | None: ...


class FeedAdmin(Protocol):
    """What an operator does to feeds."""

    def set_status(self, url: str, status: FeedStatus) -> None: ...

    def polls(self, feed_id: int, limit: int) -> list[PollRecord]: ...


@dataclass(frozen=True, slots=True)
class AssessedEntry:
    """All that assessing one entry wants stored, in one transaction."""

    entry: Entry
    outcome: EntryOutcome
    reason: str
    article: Article | None = None
    text_origin: str = ""  # page | feed | file
    assessment: Assessment | None = None


class EntryRepository(Protocol):
    """Entries waiting to be assessed."""

    def claim_unassessed(
        self, now: dt.datetime, *, limit: int, lease: dt.timedelta, worker: str, skip: Collection[int] = ()
    ) -> list[tuple[Entry, int]]:
        """The oldest entries that wait, but none of ``skip`` (those that failed in this pass already)."""
        ...

    def finish(self, assessed: AssessedEntry, *, fence: int, now: dt.datetime) -> None:
        """Write the outcome, the article and its assessment. Raises LeaseLost when ``fence`` is stale."""
        ...

    def release(self, entry_id: int, *, fence: int, error: str) -> None:
        """Give an entry back after a failure; its attempts were counted when it was claimed."""
        ...

    def counts(self) -> dict[str, int]:
        """Entries by outcome, and ``pending``."""
        ...

    def article_at(self, url_key: str) -> str | None:
        """Id of the stored article at this canonical URL key, if any."""
        ...


class StoryRepository(Protocol):
    """Stories, their articles and what finds them again."""

    def candidates(self, features: Features, *, since: dt.datetime, limit: int) -> list[tuple[str, list[Features]]]:
        """Stories that share a key with these features, with the features of their articles."""
        ...

    def near_duplicates(self, features: Features, *, since: dt.datetime) -> list[tuple[str, Features]]:
        """(story id, features) of articles sharing a MinHash band, the URL key or the normalised title."""
        ...

    def assign(self, assignment: StoryAssignment, features: Features, article: StoryArticle) -> None:
        """Put an article into a story (made when new); idempotent by article id."""
        ...

    def articles(self, story_id: str) -> list[StoryArticle]:
        """Members, oldest first by first_seen then id."""
        ...

    def save(self, story: Story) -> None:
        """Store the fold's result for listing; the articles are the truth."""
        ...


class StoryReading(Protocol):
    """Stories for lists and decisions."""

    def get(self, story_id: str) -> Story: ...

    def list(self, *, since: dt.datetime | None, territory: str | None, limit: int) -> list[Story]: ...

    def touched(self, *, limit: int) -> builtins.list[str]:
        """Ids of stories changed since the alert stage last looked at them, oldest change first."""
        ...

    def mark_seen(self, story_id: str, last_article_count: int) -> None:
        """The alert stage has decided on the story as it was with that many articles."""
        ...

    def quiet(self, *, before: dt.datetime, limit: int) -> builtins.list[str]:
        """Stories with an open alert and no article since ``before``."""
        ...


class ConstraintRepository(Protocol):
    """What operators decided about pairs of articles: one word a pair, the latest."""

    def save(self, constraints: Sequence[Constraint]) -> None: ...

    def remove(self, constraints: Iterable[Constraint]) -> None: ...

    def touching(self, article_ids: Collection[str]) -> list[Constraint]:
        """Those that name one of the articles, in order of the pairs."""
        ...

    def all(self) -> list[Constraint]: ...


class StoryMoves(Protocol):
    """Stored articles and the stories they are in, for moving them."""

    def story_of(self, article_ids: Collection[str], *, before: dt.datetime | None = None) -> dict[str, str]:
        """The story of each of these articles that has one (and was published before ``before``)."""
        ...

    def placements(self, story_id: str) -> list[Placement]:
        """A story's articles, oldest first; empty for a story that lost them, or never was."""
        ...

    def in_order(self, since: dt.datetime | None) -> Iterator[Placement]:
        """All articles published at ``since`` or later, in order of publication, then id."""
        ...

    def replace(self, placements: Sequence[Placement]) -> None:
        """Write stored articles as they stand now; counts and keys of the stories they left and joined follow, their folds do not."""
        ...


class StoryChanges(Protocol):
    """What was done to stories from outside and is still to be told."""

    def note(self, story_id: str, change: StoryChange) -> None:
        """Queue a story for the alert stage; ``mark_seen`` ends it."""
        ...

    def pending(self, story_id: str) -> StoryChange | None: ...


class AlertRepository(Protocol):
    """Alerts and the outbox, written together."""

    def for_story(self, story_id: str) -> Alert | None: ...

    def last_update(self, alert_id: str) -> AlertUpdate | None: ...

    def save(self, alert: Alert, update: AlertUpdate | None, deliveries: Sequence[NewDelivery]) -> None:
        """Upsert the alert; insert the update and its deliveries if their ids are new."""
        ...

    def get(self, alert_id: str) -> Alert: ...

    def list(self, *, status: str | None, limit: int) -> list[Alert]: ...


class Outbox(Protocol):
    """Deliveries by lease and fencing token."""

    def claim(self, now: dt.datetime, *, limit: int, lease: dt.timedelta, worker: str) -> list[Delivery]: ...

    def record(self, delivery: Delivery, attempt: Attempt, *, now: dt.datetime, next_state: DeliveryState, next_attempt_at: dt.datetime) -> None:
        """Write the attempt. Raises LeaseLost when the delivery's fence is stale."""
        ...

    def list(self, *, state: str | None, limit: int) -> list[Delivery]: ...

    def revive(self, delivery_id: str, now: dt.datetime) -> None:
        """Make a dead or waiting delivery due now, with the same id."""
        ...

    def updates(self, alert_id: str) -> builtins.list[AlertUpdate]: ...


class ArticleReading(Protocol):
    """Stored articles with their assessments, for explain and reports."""

    def article(self, article_id: str) -> tuple[Article, Assessment, str]:
        """Article, assessment, and where the text came from. Raises NotFound."""
        ...

    def assignments(self, story_id: str) -> list[StoryAssignment]: ...


class RunLog(Protocol):
    """Ledgers of past passes."""

    def record(self, ledger: Ledger) -> None: ...

    def latest(self, limit: int) -> list[Ledger]: ...


class Housekeeping(Protocol):
    """Forgets records that only tell how past passes went."""

    def prune_polls(self, before: dt.datetime, *, limit: int) -> int:
        """Delete up to ``limit`` poll records older than ``before``, but of no feed its latest; how many went."""
        ...

    def prune_runs(self, before: dt.datetime, *, limit: int) -> int:
        """Delete up to ``limit`` ledgers of passes that finished before ``before``; how many went."""
        ...

    def optimise(self) -> None:
        """Let the database refresh what it knows of its own tables, where it does not do so by itself."""
        ...


class UnitOfWork(Protocol):
    """One transaction: commits when the block ends well, rolls back otherwise. Repositories never commit."""

    feeds: FeedRepository
    feed_admin: FeedAdmin
    intake: Intake
    entries: EntryRepository
    stories: StoryRepository
    story_reading: StoryReading
    constraints: ConstraintRepository
    story_moves: StoryMoves
    story_changes: StoryChanges
    alerts: AlertRepository
    outbox: Outbox
    articles: ArticleReading
    runs: RunLog
    housekeeping: Housekeeping


class Store(Protocol):
    """Opens units of work. Writers are serialised on SQLite; busy databases are retried with the whole block."""

    def begin(self) -> AbstractContextManager[UnitOfWork]:
        """A writing transaction (``BEGIN IMMEDIATE`` on SQLite)."""
        ...

    def read(self) -> AbstractContextManager[UnitOfWork]:
        """A reading transaction, rolled back at its end."""
        ...

    def transact(self, work: Callable[[UnitOfWork], T]) -> T:
        """Run ``work`` in a writing transaction, the whole again when the database was busy."""
        ...

    def close(self) -> None: ...


# --- the way out -------------------------------------------------------------------------------------------------


class Notifier(Protocol):
    """Sends one delivery over one channel and says how it went; never raises for what the other side does."""

    async def send(self, delivery: Delivery, *, now: dt.datetime) -> Attempt: ...


class Progress(Protocol):
    """Told how far a stage is; shown on a terminal, silent in a pipe."""

    def stage(self, name: str, total: int | None) -> None: ...

    def advance(self, n: int = 1) -> None: ...
