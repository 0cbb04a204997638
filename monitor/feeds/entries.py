"""What every reader of feeds shares: raw fields to a clean ``ParsedEntry``, and the newest entries of too many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from monitor.domain.feed import ParsedEntry
from monitor.text.clean import clean_text, one_line
from monitor.text.dates import parse_date
from monitor.text.urls import absolute_http, is_front_page

T = TypeVar("T")

MAX_ENTRIES = 500
MAX_TITLE = 1_000  # characters, like the limits below
MAX_SUMMARY = 20_000
MAX_CONTENT = 200_000
LEAD = 1_000
MAX_REASONS = 20  # reasons kept of entries left out; their number is kept whole in the last one
_EARLIEST = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(slots=True)
class Raw:
    """One entry's fields as a reader found them, text already without markup, links not yet judged."""

    guid: str = ""
    links: list[tuple[str, str | None]] = field(default_factory=list)  # (link, its base), best first
    title: str = ""
    summary: str = ""
    content: str = ""
    date: str = ""
    author: str = ""


@dataclass(slots=True)
class Collected:
    """Entries read and reasons of those left out."""

    entries: list[ParsedEntry] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)

    def add(self, number: int, read: Callable[[], Raw]) -> None:
        """Read entry ``number`` (from 1); what cannot be read costs that entry only, with its reason."""
        try:
            entry = finish(read())
        except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
            # A document from outside can hold any absurdity in any field; the other entries must not pay for it.
            self.reject(number, one_line(f"{type(error).__name__}: {error}", 120))
            return
        if isinstance(entry, str):
            self.reject(number, entry)
        else:
            self.entries.append(entry)

    def reject(self, number: int, reason: str) -> None:
        """Leave entry ``number`` out, with the reason."""
        self.rejected.append(f"entry {number}: {reason}")

    def reasons(self) -> tuple[str, ...]:
        """Why entries were left out, at most 20 lines."""
        if len(self.rejected) <= MAX_REASONS:
            return tuple(self.rejected)
        return (*self.rejected[: MAX_REASONS - 1], f"and {len(self.rejected) - MAX_REASONS + 1} more entries")


def finish(raw: Raw) -> ParsedEntry | str:
    """The clean entry, or why it is none: an entry must have a title, a text or a link."""
    # A link to a front page is no article's address; were it kept, all entries that carry it would look like one article.
    url = next((u for link, base in raw.links if (u := absolute_http(link, base)) and not is_front_page(u)), None)
    title = one_line(raw.title, MAX_TITLE)
    summary, content = clean_text(raw.summary, MAX_SUMMARY), clean_text(raw.content, MAX_CONTENT)
    if not (title or summary or content or url):
        return "neither title nor text nor link"
    if not summary:
        # What is decided on title and summary must not miss a feed that carries whole articles only.
        summary = clean_text(content, LEAD)
    date = one_line(raw.date, 100)
    return ParsedEntry(
        guid=clean_text(raw.guid, MAX_CONTENT),
        url=url,
        title=title,
        summary=summary,
        content=content,
        published_at=parse_date(date),
        published_raw=date,
        author=one_line(raw.author, 200),
    )


def newest(found: Sequence[T], date_of: Callable[[T], str], cap: int) -> tuple[list[tuple[int, T]], int]:
    """At most ``cap`` entries with their numbers from 1, in document order, and how many were left out.

    Of too many the newest by date stay; where fewer than half carry a date, the first ones, as feeds are written newest first.
    """
    numbered = list(enumerate(found, 1))
    if len(numbered) <= cap:
        return numbered, 0
    dates = {number: parse_date(date_of(entry)) for number, entry in numbered}
    if 2 * sum(d is not None for d in dates.values()) < len(numbered):
        return numbered[:cap], len(numbered) - cap
    by_age = sorted(numbered, key=lambda pair: dates[pair[0]] or _EARLIEST, reverse=True)[:cap]
    return sorted(by_age, key=lambda pair: pair[0]), len(numbered) - cap
