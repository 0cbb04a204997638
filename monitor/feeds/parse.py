"""Bytes to a feed: which reader gets a document, and which documents none of them gets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from monitor.domain.feed import NotAFeed, ParsedFeed
from monitor.feeds.entries import MAX_ENTRIES
from monitor.feeds.jsonfeed import read_json
from monitor.feeds.lenient import read_lenient
from monitor.feeds.repair import mend_ampersands
from monitor.feeds.salvage import read_by_entry
from monitor.feeds.strict import read_strict
from monitor.text.charset import decode

_ROOT = re.compile(r"<(?:\w{1,30}:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FIRST_TAG = re.compile(r"<([\w:.-]{1,40})")
_DECLARES = re.compile(r"<!\s*ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!\s*DOCTYPE", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class NeedsLenient:
    """The strict reader did not accept the document; feedparser may, in a child process."""

    text: str
    why: str


def parse_feed(body: bytes, *, url: str, content_type: str | None, max_entries: int = MAX_ENTRIES) -> ParsedFeed | NotAFeed:
    """Read any bytes as a feed; never raises for what they hold, but may take long (run it where it can be killed).

    ``url`` is the final address, against which relative links are resolved. Of more than ``max_entries`` entries the newest are read.
    """
    read = parse_strictly(body, url=url, content_type=content_type, max_entries=max_entries)
    if not isinstance(read, NeedsLenient):
        return read
    salvaged = read_by_entry(read.text, url=url, why=read.why, max_entries=max_entries)
    return salvaged or read_lenient(read.text, url=url, why=read.why, max_entries=max_entries)


def parse_strictly(body: bytes, *, url: str, content_type: str | None, max_entries: int = MAX_ENTRIES) -> ParsedFeed | NotAFeed | NeedsLenient:
    """The part of ``parse_feed`` whose time is bounded by the document's size: JSON and well-formed XML."""
    if not body.strip():
        return NotAFeed("empty body")
    decoded = decode(body, content_type=content_type)
    text = decoded.text.lstrip("\ufeff \t\r\n\x0b\x0c")
    if not text:
        return NotAFeed("empty body")
    if text[0] in "{[":
        return _noting(read_json(text, url=url, max_entries=max_entries), decoded.problem)
    if (reason := _no_feed(text)) is not None:
        return NotAFeed(reason)
    document = _from_root(text)
    if isinstance(document, NotAFeed):
        return document
    xml, junk = document
    problems = [decoded.problem, junk]
    if _CONTROLS.search(xml):
        # XML allows no controls; libxml2 and expat stop at the first, which would cost all entries after it.
        xml = _CONTROLS.sub(" ", xml)
        problems.append("control characters")
    read = read_strict(xml, url=url, max_entries=max_entries)
    if not isinstance(read, ParsedFeed) and (mended := mend_ampersands(xml)) != xml:
        again = read_strict(mended, url=url, max_entries=max_entries)
        if isinstance(again, ParsedFeed):
            read = again
            problems.append("ampersands and entities that XML does not know")
    problem = ", ".join(p for p in problems if p)
    if isinstance(read, ParsedFeed):
        return _noting(read, problem)
    return NeedsLenient(xml, f"{read.reason}, {problem}" if problem else read.reason)


def _noting(read: ParsedFeed | NotAFeed, problem: str | None) -> ParsedFeed | NotAFeed:
    return replace(read, degraded=problem) if problem and isinstance(read, ParsedFeed) else read


def _no_feed(text: str) -> str | None:
    """Why the text cannot be a feed at all, seen from its beginning; None when it may be one."""
    start = _skip_misc(text, 0)
    if _HTML.match(text, start):
        return "an HTML page"
    if text.count("\x00", 0, 2000) or sum(c in "\ufffd\x01\x02\x03\x04" for c in text[:2000]) > 20:
        return "binary data"
    if "<" not in text:
        return "plain text"
    found = _ROOT.search(text)
    if found is None:
        first = _FIRST_TAG.search(text)
        return "an HTML page" if _HTML.search(text, 0, 5000) else f"markup, but no feed: it begins with <{first[1] if first else '?'}>"
    return "an HTML page" if _HTML.search(text, start, found.start()) else None


def _from_root(text: str) -> tuple[str, str | None] | NotAFeed:
    """The document from its root on, and what stood before it that should not.

    A DOCTYPE is dropped, as nothing that a feed needs is in it, but one that declares entities is refused here, before any parser.
    """
    at = _skip_misc(text, 0)
    if (m := _DOCTYPE.match(text, at)) is not None:
        end = _doctype_end(text, m.end())
        if end < 0:
            return NotAFeed("a DOCTYPE that does not end")
        if _DECLARES.search(text, at, end):
            return NotAFeed("it declares entities")
        at = _skip_misc(text, end)
    found = _ROOT.search(text, at)
    if found is None:
        return NotAFeed("markup without a feed's root")
    root = found.start()
    if _DECLARES.search(text, at, root):
        return NotAFeed("it declares entities")
    return text[root:], "text before the feed" if text[at:root].strip() else None


def _skip_misc(text: str, at: int) -> int:
    """Where declaration, processing instructions, comments and white space before the DOCTYPE or root end."""
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        for opening, closing in (("<?", "?>"), ("<!--", "-->")):
            if text.startswith(opening, at):
                end = text.find(closing, at + len(opening))
                if end < 0:
                    return at
                at = end + len(closing)
                break
        else:
            return at


def _doctype_end(text: str, at: int) -> int:
    """The position after a DOCTYPE's closing ``>``, minding quotes, comments and the internal subset; -1 when there is none in 20,000 characters."""
    quote, inside, last = "", False, min(len(text), at + 20_000)
    while at < last:
        c = text[at]
        if quote:
            quote = "" if c == quote else quote
        elif c in "\"'":
            quote = c
        elif c in "[]":
            inside = c == "["
        elif c == ">" and not inside:
            return at + 1
        elif text.startswith("<!--", at):
            at = text.find("-->", at, last) + 2
            if at < 2:
                return -1
        at += 1
    return -1
