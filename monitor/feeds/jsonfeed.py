"""Reads JSON Feed 1.0 and 1.1."""

from __future__ import annotations

import json
from typing import Any

from monitor.domain.feed import NotAFeed, ParsedFeed
from monitor.feeds.entries import MAX_ENTRIES, MAX_TITLE, Collected, Raw, newest
from monitor.text.clean import one_line
from monitor.text.markup import html_to_text


def read_json(text: str, *, url: str, max_entries: int = MAX_ENTRIES) -> ParsedFeed | NotAFeed:
    """Read a JSON Feed; ``url`` is where relative links start."""
    try:
        document = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return NotAFeed(one_line(f"unreadable JSON: {error}", 160))
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return NotAFeed("JSON, but no JSON Feed")
    version = document.get("version")
    if not (isinstance(version, str) and "jsonfeed.org" in version):
        return NotAFeed("JSON, but no JSON Feed")
    chosen, truncated = newest(document["items"], _date, max_entries)
    collected = Collected()
    for number, item in chosen:
        collected.add(number, lambda item=item: _entry(item, url))  # type: ignore[misc]  # mypy infers no lambda with a default
    return ParsedFeed(
        title=one_line(_string(document.get("title")), MAX_TITLE),
        format="json",
        entries=tuple(collected.entries),
        rejected=collected.reasons(),
        truncated=truncated,
        language=one_line(_string(document.get("language")), 20).lower() or None,
    )


def _entry(item: Any, url: str) -> Raw:
    if not isinstance(item, dict):
        raise TypeError("no JSON object")
    guid = item.get("id")
    authors = item.get("authors")
    author = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return Raw(
        guid=str(guid) if isinstance(guid, int | float) and not isinstance(guid, bool) else _string(guid).strip(),
        links=[(_string(item.get("url")), url), (_string(item.get("external_url")), url)],
        title=_string(item.get("title")),
        summary=_string(item.get("summary")),
        content=_string(item.get("content_text")) or html_to_text(_string(item.get("content_html"))),
        date=_date(item),
        author=_string(author.get("name")) if isinstance(author, dict) else "",
    )


def _date(item: Any) -> str:
    return (_string(item.get("date_published")) or _string(item.get("date_modified"))) if isinstance(item, dict) else ""


def _no_number(_name: str) -> None:
    """NaN and Infinity are no JSON; they mean nothing in a feed."""


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
