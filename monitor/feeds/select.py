"""What of a parsed feed is new, and what of the new is only history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from dataclasses import dataclass, field

from monitor.domain.feed import Feed, NewEntry, ParsedEntry, ParsedFeed
from monitor.feeds.identity import guid_for, shared_guids

# A clock that is wrong by a time zone is common, one wrong by more than a day says nothing about when a thing was published.
FUTURE = dt.timedelta(days=1)
# Before 1971 dates are zeros of some clock (1970, 1904, 1900, year 1), not dates of news.
EARLIEST = dt.datetime(1971, 1, 1, tzinfo=dt.UTC)
# More new entries than this in one poll, and than this share of the document, look like a site that gave all its articles new guids.
# A busy wire brings five entries in five minutes; twenty leave room for a burst, and sixty per cent for a small feed after a pause.
MASS_ENTRIES = 20
MASS_SHARE = 0.6
# How long before our last good poll an entry may be dated and still have appeared after it: editors' systems publish with delay.
PUBLISHING_DELAY = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Selection:
    """The entries to store, newest last as the document's reverse order would have it stored, and why others were not."""

    new: tuple[NewEntry, ...]
    known: int = 0
    rejected: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())  # about the poll as a whole: mass re-publication, entries over the limit


def guids_of(parsed: ParsedFeed) -> list[str]:
    """The identity of each entry, in order: what the store is asked about before ``select_entries``."""
    shared = shared_guids(parsed.entries)
    return [guid_for(entry, shared) for entry in parsed.entries]


def select_entries(parsed: ParsedFeed, known: Set[str], now: dt.datetime, *, feed: Feed, max_new: int = 500) -> Selection:
    """Choose the entries of ``parsed`` whose guid is not among the feed's ``known`` ones, at most ``max_new`` (the document's first).

    Entries are ``backfill`` when this is the feed's first readable poll, or when so many are new at once (over 20 and over 60 % of the
    document) that the site must have published its articles anew. In the latter case an entry dated after the last good poll is still
    taken for news: after an outage, or in a wire polled hourly, all entries are new, and to silence those would lose alerts.
    """
    fresh: dict[str, ParsedEntry] = {}
    rejected: list[str] = []
    seen_before = 0
    for number, (guid, entry) in enumerate(zip(guids_of(parsed), parsed.entries, strict=True), 1):
        if guid in known:
            seen_before += 1
        elif guid in fresh:
            rejected.append(f"entry {number}: the same guid, link and title as another")
        else:
            fresh[guid] = entry
    notes = []
    if len(fresh) > max_new:
        notes.append(f"{len(fresh) - max_new} new entries over the limit of {max_new} left for later polls")
        fresh = dict(list(fresh.items())[:max_new])
    mass = feed.backfilled and _is_mass(len(fresh), len(parsed.entries))
    new = tuple(
        _new_entry(guid, entry, now, backfill=not feed.backfilled or (mass and not _since_last_poll(entry, feed, now)))
        for guid, entry in fresh.items()
    )
    if mass and (old := sum(e.backfill for e in new)):
        notes.append(f"mass re-publication: {old} of {len(new)} new entries are taken for history")
    return Selection(new, seen_before, tuple(rejected), tuple(notes))


def trusted_date(published_at: dt.datetime | None, now: dt.datetime) -> dt.datetime | None:
    """The date if it can be one of news: not more than a day ahead, not before 1971; else None (the raw text is kept elsewhere)."""
    return published_at if published_at is not None and EARLIEST <= published_at <= now + FUTURE else None


def _is_mass(new: int, of: int) -> bool:
    return new > max(MASS_ENTRIES, MASS_SHARE * of)


def _since_last_poll(entry: ParsedEntry, feed: Feed, now: dt.datetime) -> bool:
    published = trusted_date(entry.published_at, now)
    return published is not None and feed.last_ok_at is not None and published > feed.last_ok_at - PUBLISHING_DELAY


def _new_entry(guid: str, entry: ParsedEntry, now: dt.datetime, *, backfill: bool) -> NewEntry:
    return NewEntry(
        guid=guid,
        url=entry.url,
        title=entry.title,
        summary=entry.summary,
        content=entry.content,
        published_at=trusted_date(entry.published_at, now),
        published_raw=entry.published_raw,
        first_seen_at=now,
        backfill=backfill,
    )
