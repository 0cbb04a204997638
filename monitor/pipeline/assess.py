"""Assess entries: gate -> page -> understand -> story, and one transaction for each entry's end.

Every entry ends in exactly one outcome. A failure of ours gives the entry back; after three tries it is quarantined with its reason,
so that one poisoned article never stops its neighbours.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.domain.errors import LeaseLost, StoreError
from monitor.domain.feed import Entry, EntryOutcome
from monitor.domain.reading import Article, Assessment
from monitor.domain.story import AssignmentReason, Features, StoryAssignment
from monitor.feeds.select import trusted_date
from monitor.pipeline.correct import stored_ties
from monitor.ports import AssessedEntry, Clock, Fetched, Fetcher, Page, PageReader, Progress, Reader, Sources, Store, UnitOfWork
from monitor.stories.assign import WINDOW
from monitor.stories.constraints import decide
from monitor.stories.corrections import correction_of, marked
from monitor.stories.features import features_of
from monitor.stories.keys import offered
from monitor.stories.member import member_of
from monitor.stories.story import fold_story
from monitor.text.hashing import content_hash
from monitor.text.urls import url_key
from monitor.understand.level import article_level, signal_level

BATCH = 30  # articles read together
LEASE = dt.timedelta(minutes=10)
MOST_TRIES = 3
MOST_DEATHS = 25  # claims whose worker died without a word: the whole batch was claimed with it, so most of them are innocent
SHORT_PAGE = 0.5  # a page with less text than this share of the feed's own is a teaser or a wall: the feed's text is better
MOST_TEXT = 200_000  # characters kept of an article
WEAKLY_RELEVANT = 0.05  # relevance from which an article that does not pass alone is held against the stories that we have
SURELY_THE_SAME = 0.6  # probability of the same event from which such an article is taken for a report of it


@dataclass(frozen=True, slots=True)
class AssessPorts:
    """What assessing needs: ``party_of`` maps a named source to a state's or authority's name, ``names`` gives a territory's and its claimants'."""

    store: Store
    fetcher: Fetcher
    pages: PageReader
    reader: Reader
    sources: Sources
    clock: Clock
    background: Mapping[str, float]
    story_weights: Mapping[str, float]
    party_of: Callable[[str], str | None]
    names: Callable[[str], tuple[str, Sequence[str]]]
    lease: dt.timedelta = LEASE


@dataclass(frozen=True, slots=True)
class AssessSummary:
    """Entries by outcome, stories by what happened to them, and a line for each entry that failed."""

    outcomes: Counter[str]
    stories: Counter[str]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An entry with the article made of it; ``settled`` is its end when it needs no reading."""

    entry: Entry
    fence: int
    article: Article | None
    origin: str
    settled: tuple[EntryOutcome, str] | None = None
    error: Exception | None = None


async def assess_waiting(ports: AssessPorts, *, worker: str, progress: Progress) -> AssessSummary:
    """Assess all entries that wait, oldest first, in batches; entries that fail this time wait for the next pass."""
    outcomes: Counter[str] = Counter()
    stories: Counter[str] = Counter()
    problems: list[str] = []
    started = ports.clock.now()
    failed: set[int] = set()
    progress.stage("assess", None)
    while batch := ports.store.transact(
        lambda u: u.entries.claim_unassessed(started, limit=BATCH, lease=_lease(ports, started), worker=worker, skip=failed)
    ):
        prepared = list(await asyncio.gather(*(_safely(ports, entry, fence) for entry, fence in batch)))
        for p, reading in zip(prepared, _read(ports.reader, prepared), strict=True):
            outcome: EntryOutcome | None
            try:
                outcome, story = _finish(ports, p, reading)
            except LeaseLost:
                continue  # another worker took it over and ends it
            except StoreError:
                raise
            except Exception as error:
                outcome, story = _give_back(ports, p, error), None
                problems.append(f"entry {p.entry.id} ({p.entry.guid}): {type(error).__name__}: {error}")
                failed.add(p.entry.id)
            if outcome is not None:
                outcomes[str(outcome)] += 1
            if story is not None:
                stories["new" if story.reason == "new" else "updated"] += 1
            progress.advance()
    return AssessSummary(outcomes, stories, tuple(problems))


def _lease(ports: AssessPorts, started: dt.datetime) -> dt.timedelta:
    """The lease counted from now, though what waits is judged by the start of the pass."""
    return ports.lease + (ports.clock.now() - started)


async def _safely(ports: AssessPorts, entry: Entry, fence: int) -> _Prepared:
    """Prepare an entry; an unexpected error becomes the entry's own, its neighbours go on."""
    try:
        return await _prepare(ports, entry, fence)
    except StoreError:
        raise
    except Exception as error:
        return _Prepared(entry, fence, None, "", error=error)


async def _prepare(ports: AssessPorts, entry: Entry, fence: int) -> _Prepared:
    if entry.attempts > (MOST_TRIES if entry.last_error else MOST_DEATHS):
        why = f"failed {entry.attempts - 1} times: {entry.last_error or 'its worker died'}"
        return _Prepared(entry, fence, None, "", (EntryOutcome.QUARANTINED, why))
    if not ports.reader.gate(entry.title, f"{entry.summary}\n{entry.content}"):
        return _Prepared(entry, fence, None, "", (EntryOutcome.NOT_RELEVANT, "no disputed territory in title or summary"))
    page = await _page(ports, entry)
    feed_text = entry.content if len(entry.content) > len(entry.summary) else entry.summary
    if isinstance(page, Page) and len(page.text) >= SHORT_PAGE * len(feed_text):
        text, origin, published = page.text, "page", entry.published_at or trusted_date(page.published_at, ports.clock.now())
    else:
        text, published = feed_text, entry.published_at
        origin = "file" if entry.from_file else "feed"
    article = Article(
        id=article_id(entry),
        title=entry.title,
        text=text[:MOST_TEXT],
        published_at=published,
        outlet=entry.outlet,
        url=entry.url,
        language=None,
        fetched_at=entry.first_seen_at,
    )
    return _Prepared(entry, fence, article, origin)


async def _page(ports: AssessPorts, entry: Entry) -> Page | None:
    """The article's page; None when there is none to be had (then the feed's text is used, and the record says so)."""
    if entry.url is None or entry.from_file:
        return None
    answer = await ports.fetcher.get(entry.url, accept="text/html, application/xhtml+xml;q=0.9")
    if not isinstance(answer, Fetched) or answer.status != 200:
        return None
    return await ports.pages.read_page(answer.body, url=answer.url, content_type=answer.headers.get("content-type"))


def article_id(entry: Entry) -> str:
    """Derived from the address, or without one from feed and guid: the same entry read twice is one article."""
    return "r-" + (content_hash("url", url_key(entry.url)) if entry.url else content_hash("guid", entry.feed_url, entry.guid))[:20]


def _read(reader: Reader, prepared: Sequence[_Prepared]) -> list[Assessment | Exception | None]:
    """A reading for each prepared entry, None where there is no article; when the batch fails, each is read alone, so that only the bad one
    bears its error. Readings go by position: two entries of one address are one article id with two texts."""
    articles = [p.article for p in prepared if p.article is not None]
    found: Iterator[Assessment | Exception]
    try:
        found = iter(reader.read(articles))
    except Exception:
        found = iter([_read_alone(reader, article) for article in articles])
    return [p.error or (next(found) if p.article is not None else None) for p in prepared]


def _read_alone(reader: Reader, article: Article) -> Assessment | Exception:
    try:
        return reader.read([article])[0]
    except Exception as error:
        return error


def _finish(ports: AssessPorts, p: _Prepared, reading: Assessment | Exception | None) -> tuple[EntryOutcome, StoryAssignment | None]:
    if isinstance(reading, Exception):
        raise reading
    return ports.store.transact(lambda unit: _store(ports, unit, p, reading))


def _store(ports: AssessPorts, unit: UnitOfWork, p: _Prepared, reading: Assessment | None) -> tuple[EntryOutcome, StoryAssignment | None]:
    now = ports.clock.now()
    if p.settled is not None or p.article is None or reading is None:
        outcome, reason = p.settled or (EntryOutcome.NOT_RELEVANT, "empty")
        unit.entries.finish(AssessedEntry(p.entry, outcome, reason), fence=p.fence, now=now)
        return outcome, None
    if p.article.url and (there := unit.entries.article_at(url_key(p.article.url))) is not None:
        unit.entries.finish(AssessedEntry(p.entry, EntryOutcome.DUPLICATE, f"same address as article {there}"), fence=p.fence, now=now)
        return EntryOutcome.DUPLICATE, None
    reading, choice = _choose(ports, unit, p, p.article, reading)
    outcome, reason = _outcome(reading)
    if outcome is EntryOutcome.NOT_RELEVANT:
        unit.entries.finish(AssessedEntry(p.entry, outcome, reason), fence=p.fence, now=now)
        return outcome, None
    unit.entries.finish(AssessedEntry(p.entry, outcome, reason, p.article, p.origin, reading), fence=p.fence, now=now)
    if choice is None:
        return outcome, None
    _place(ports, unit, p, p.article, reading, *choice)
    return outcome, choice[1]


def _outcome(reading: Assessment) -> tuple[EntryOutcome, str]:
    if not reading.relevant:
        return EntryOutcome.NOT_RELEVANT, "; ".join(reading.relevance_reasons)
    if reading.stale:
        return EntryOutcome.STALE, "; ".join(reading.stale_reasons)
    return EntryOutcome.ASSESSED, "; ".join(reading.relevance_reasons)


def _choose(
    ports: AssessPorts, unit: UnitOfWork, p: _Prepared, article: Article, reading: Assessment
) -> tuple[Assessment, tuple[Features, StoryAssignment] | None]:
    """The article's features and story; None for one that is stale or not relevant.

    An article that alone would not pass for relevant is, when a story that we hold is what it tells of: a correction, which says little ("we have
    withdrawn our report"), or a report that needs to be known to be one ("Candles at Kvirike"). The reading then says so.
    """
    if reading.stale:
        return reading, None
    note = not reading.relevant and reading.territories and correction_of(article.title, article.text, article.outlet) is not None
    weak = not reading.relevant and not note and bool(reading.territories) and reading.relevance >= WEAKLY_RELEVANT
    if not reading.relevant and not note and not weak:
        return reading, None
    taken = reading
    if note:
        taken = replace(reading, relevant=True, relevance_reasons=(*reading.relevance_reasons, "it corrects a story"))
    elif weak:
        full = ports.reader.read_in_full(article)
        taken = replace(full, relevant=True, relevance_reasons=(*reading.relevance_reasons, "it tells of a story that others report"))
    plain = features_of(article, taken, ports.background, seen_at=p.entry.first_seen_at)
    features = marked(plain, article.title, article.text)
    since = features.published_at - WINDOW
    near = unit.stories.near_duplicates(features, since=since)
    candidates = unit.stories.candidates(features, since=since, limit=offered(features))
    assignment = decide(features, near, candidates, ports.story_weights, stored_ties(unit, article.id))
    alone = assignment.reason is AssignmentReason.NEW or (assignment.reason is AssignmentReason.SAME_EVENT and assignment.score < SURELY_THE_SAME)
    if (note and assignment.reason is AssignmentReason.NEW) or (weak and alone):
        return reading, None
    return taken, (features, assignment)


def _place(
    ports: AssessPorts, unit: UnitOfWork, p: _Prepared, article: Article, reading: Assessment, features: Features, assignment: StoryAssignment
) -> None:
    source = ports.sources.find(article.outlet, article.url)
    member = member_of(
        article,
        reading,
        features,
        assignment,
        seen_at=p.entry.first_seen_at,
        backfill=p.entry.backfill,
        state_owned_by=source.state_owned_by if source else None,
        party_of=ports.party_of,
        claimants=ports.names(features.territory)[1] if features.territory else (),
        bare_level=article_level(reading.signals, ())[0],
        level_of=signal_level,
    )
    unit.stories.assign(assignment, features, member)
    unit.stories.save(fold_story(assignment.story_id, unit.stories.articles(assignment.story_id)))


def _give_back(ports: AssessPorts, p: _Prepared, error: Exception) -> EntryOutcome | None:
    """Release a failed entry, or end it when it has failed too often."""
    reason = f"{type(error).__name__}: {error}"[:300]
    try:
        if p.entry.attempts >= MOST_TRIES:
            done = AssessedEntry(p.entry, EntryOutcome.QUARANTINED, reason)
            ports.store.transact(lambda u: u.entries.finish(done, fence=p.fence, now=ports.clock.now()))
            return EntryOutcome.QUARANTINED
        ports.store.transact(lambda u: u.entries.release(p.entry.id, fence=p.fence, error=reason))
    except LeaseLost:
        return None
    return None
