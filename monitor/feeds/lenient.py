"""Reads what is not well-formed with feedparser. Only ever call it in a child process that can be killed: see ``read_lenient``."""

from __future__ import annotations

import io
from typing import Any

from monitor.domain.feed import NotAFeed, ParsedFeed
from monitor.feeds.entries import MAX_ENTRIES, MAX_TITLE, Collected, Raw, newest
from monitor.text.clean import one_line
from monitor.text.markup import html_to_text

# What feedparser may raise on hostile bytes although it promises not to raise (it calls the standard library's SGML and XML readers).
_ITS_FAILURES = (ValueError, TypeError, AttributeError, LookupError, AssertionError, RecursionError, ArithmeticError)


def read_lenient(text: str, *, url: str, why: str, max_entries: int = MAX_ENTRIES) -> ParsedFeed | NotAFeed:
    """Read a document that is no well-formed XML; ``why`` becomes ``degraded``.

    Some inputs cost feedparser the square of their length (64 KB of ``<author>a@a.a.a…`` take half a minute), so that this must run
    where a time limit kills. It gets UTF-8 bytes in a buffer, never a string: a string it would take for a file's name or an address.
    """
    import feedparser

    try:
        parsed = feedparser.parse(
            io.BytesIO(text.encode("utf-8")),
            sanitize_html=False,
            resolve_relative_uris=False,
            # No content-location: it would make ids into addresses, and so other guids than the strict reader's for the same entries.
            response_headers={"content-type": "application/xml; charset=utf-8"},
        )
    except _ITS_FAILURES as error:
        return NotAFeed(one_line(f"unreadable: {type(error).__name__}: {error}", 160))
    entries: list[Any] = parsed.get("entries") or []
    version = str(parsed.get("version") or "")
    if not any(e.get("title") or e.get("link") or e.get("summary") for e in entries):
        return NotAFeed(why)  # broken and empty: taking that for a good poll would hide that the feed is gone
    chosen, truncated = newest(entries, _date, max_entries)
    collected = Collected()
    for number, entry in chosen:
        collected.add(number, lambda entry=entry: _entry(entry, url))  # type: ignore[misc]  # mypy infers no lambda with a default
    about: Any = parsed.get("feed") or {}
    return ParsedFeed(
        title=one_line(html_to_text(_string(about.get("title"))), MAX_TITLE),
        format=_format(version),
        entries=tuple(collected.entries),
        rejected=collected.reasons(),
        degraded=why,
        truncated=truncated,
        language=one_line(_string(about.get("language")), 20).lower() or None,
    )


def _format(version: str) -> str:
    return "atom" if version.startswith("atom") else "rdf" if version in {"rss090", "rss10"} else "rss"


def _entry(entry: Any, url: str) -> Raw:
    links: list[tuple[str, str | None]] = [(_string(entry.get("link")), url)]
    links += [(_string(link.get("href")), url) for link in entry.get("links") or [] if link.get("rel") == "alternate"]
    content = max((_value(c) for c in entry.get("content") or []), key=len, default="")
    summary = _value(entry.get("summary_detail")) or html_to_text(_string(entry.get("summary")))
    return Raw(
        guid=_string(entry.get("id")).strip(),
        links=links,
        title=_value(entry.get("title_detail")) or html_to_text(_string(entry.get("title"))),
        summary="" if summary == content else summary,  # feedparser gives an only content as summary, too
        content=content,
        date=_date(entry),
        author=html_to_text(_string(entry.get("author"))),
    )


def _value(detail: Any) -> str:
    """Plain text of one of feedparser's details, which say whether they hold text or HTML."""
    if not isinstance(detail, dict):
        return ""
    value = _string(detail.get("value"))
    return value if detail.get("type") == "text/plain" and "<" not in value and "&" not in value else html_to_text(value)


def _date(entry: Any) -> str:
    # Its parsed dates are not used: it reads month 13 as next January and any zone it does not know as UTC.
    return next((d for name in ("published", "updated", "created") if (d := _string(entry.get(name)).strip())), "")


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
