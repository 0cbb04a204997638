"""Reads an ill-formed document entry by entry, so that one broken entry costs one.

feedparser reads on where XML breaks, but a title without its end swallows the next entry with it, and an open CDATA section all that
follow. Cut apart, the sound entries are read strictly and only the broken ones need feedparser.
"""

from __future__ import annotations

import re

from monitor.domain.feed import NotAFeed, ParsedEntry, ParsedFeed
from monitor.feeds.entries import MAX_ENTRIES, Collected
from monitor.feeds.lenient import read_lenient
from monitor.feeds.repair import mend_ampersands
from monitor.feeds.strict import read_strict

_ROOT_TAG = re.compile(r"<((?:\w{1,30}:)?\w{1,30})(?:\s[^<>]{0,4000})?>")
_ENTRY = re.compile(r"<((?:\w{1,30}:)?(?:item|entry))(?=[\s>])")
_ENOUGH = 0.5  # share of entries that must be sound: below it the fault lies in the whole, and feedparser should see the whole


def read_by_entry(xml: str, *, url: str, why: str, max_entries: int = MAX_ENTRIES) -> ParsedFeed | None:
    """The entries of a document that starts at its root; None when it cannot be cut apart or most of its parts are broken, too.

    May call feedparser: only for use where a time limit kills. An entry that the document's end cuts off is left out, with that reason.
    """
    xml = mend_ampersands(xml)
    root = _ROOT_TAG.match(xml)
    starts = list(_ENTRY.finditer(xml))
    if root is None or not starts:
        return None
    name = starts[0][1]
    cuts = [m.start() for m in starts if m[1] == name]
    inner = "channel" if name == "item" and root[1] == "rss" else None
    opening, closing = root[0] + (f"<{inner}>" if inner else ""), (f"</{inner}>" if inner else "") + f"</{root[1]}>"
    slices = [xml[start:end] for start, end in zip(cuts, [*cuts[1:], len(xml)], strict=True)]
    kept = slices[:max_entries]
    collected, formats, broken = Collected(), set(), 0
    for number, piece in enumerate(kept, 1):
        end = piece.rfind(f"</{name}>")
        if end < 0 and number == len(slices):
            collected.reject(number, "cut short")
            continue
        document = opening + (piece[:end] if end >= 0 else piece) + f"</{name}>" + closing
        strict = read_strict(document, url=url)
        broken += not isinstance(strict, ParsedFeed)
        if broken > _ENOUGH * len(kept):
            return None
        read = strict if isinstance(strict, ParsedFeed) else read_lenient(document, url=url, why=strict.reason)
        if isinstance(read, NotAFeed) or not read.entries:
            collected.reject(number, read.reason if isinstance(read, NotAFeed) else (read.rejected or ("empty: ",))[0].partition(": ")[2] or "empty")
            continue
        formats.add(read.format)
        collected.entries.append(read.entries[0])
    if not collected.entries:
        return None
    about = _about(xml[: cuts[0]], inner, closing, url)
    return ParsedFeed(
        title=about.title if about else "",
        format=formats.pop() if len(formats) == 1 else "rss",
        entries=tuple(_first_of_each(collected.entries)),
        rejected=collected.reasons(),
        degraded=why,
        truncated=len(slices) - len(kept),
        ttl=about.ttl if about else None,
        language=about.language if about else None,
    )


def _about(head: str, inner: str | None, closing: str, url: str) -> ParsedFeed | None:
    """What the document says of itself before its first entry, if that part is sound."""
    for end in (closing, closing.replace(f"</{inner}>", "", 1) if inner else closing):
        read = read_strict(head + end, url=url)
        if isinstance(read, ParsedFeed):
            return read
    return None


def _first_of_each(entries: list[ParsedEntry]) -> list[ParsedEntry]:
    return list(dict.fromkeys(entries))
