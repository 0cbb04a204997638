"""Reads well-formed RSS 2.0, 0.9x, RDF and Atom with lxml: the cheap path that nearly every feed takes.

The parser expands no entity, loads nothing and stops at libxml2's limits (depth 256, 10 MB of text in a node); what it does not accept
is left to the lenient reader, never repaired here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from lxml import etree

from monitor.domain.feed import ParsedFeed
from monitor.feeds.entries import MAX_ENTRIES, MAX_TITLE, Collected, Raw, newest
from monitor.text.clean import one_line
from monitor.text.markup import html_to_text
from monitor.text.urls import absolute_http

_ATOM = ("{http://www.w3.org/2005/Atom}", "{http://purl.org/atom/ns#}")
_DC, _CONTENT, _XML = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/rss/1.0/modules/content/}", "{http://www.w3.org/XML/1998/namespace}"
_DCTERMS, _MEDIA = "{http://purl.org/dc/terms/}", "{http://search.yahoo.com/mrss/}"
# RSS's own elements have no namespace, or one of these that were proposed for it over the years.
_RSS = (
    "",
    "{http://purl.org/rss/1.0/}",
    "{http://my.netscape.com/rdf/simple/0.9/}",
    "{http://channel.netscape.com/rdf/simple/0.9/}",
    "{http://backend.userland.com/rss2}",
    "{http://backend.userland.com/rss}",
    "{http://blogs.law.harvard.edu/tech/rss}",
)
_RSS_FIELDS = {ns + name: name for ns in _RSS for name in ("title", "link", "guid", "pubDate", "description", "author", "ttl", "language")}
_RSS_FIELDS |= {
    _CONTENT + "encoded": "content",
    _DC + "date": "dcdate",
    _DCTERMS + "issued": "dcdate",
    _DCTERMS + "created": "dcdate",
    _DC + "creator": "author",
    _DC + "title": "dctitle",
    _DC + "description": "dcdescription",
    _MEDIA + "description": "dcdescription",
    _DC + "language": "language",
} | {ns + name: name + "~" for ns in _ATOM for name in ("link", "published", "updated", "content", "summary", "id")}
_ATOM_LINKS = frozenset(ns + "link" for ns in _ATOM)
_ITEMS = frozenset(ns + "item" for ns in _RSS)
_CHANNELS = frozenset(ns + "channel" for ns in _RSS)
_RDF_ROOT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
_XML_BASE = _XML + "base"
_MAX_LINKS = 20  # of one entry; the rest can only be meant to cost time
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


@dataclass(frozen=True, slots=True)
class NotStrict:
    """The document is no well-formed feed; ``root`` is its root element's name when it had one, for telling what it is instead."""

    reason: str
    root: str | None = None


def read_strict(text: str, *, url: str, max_entries: int = MAX_ENTRIES) -> ParsedFeed | NotStrict:
    """Read a document whose declaration and DOCTYPE have been taken off; ``url`` is where relative links start."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error  # to read on with a costlier reader would be no help
        return NotStrict(one_line(f"not well-formed XML: {error}", 160))
    if root.tag in {ns + "feed" for ns in _ATOM}:
        return _read_atom(root, url, max_entries)
    name = etree.QName(root).localname
    if root.tag == _RDF_ROOT or (name == "rss" and root.tag in {ns + "rss" for ns in _RSS}):
        return _read_rss(root, url, max_entries)
    return NotStrict(f"its root element is <{one_line(name, 40)}>", name)


# --- RSS and RDF -------------------------------------------------------------------------------------------------


def _read_rss(root: Any, url: str, max_entries: int) -> ParsedFeed | NotStrict:
    channel = next((child for child in root if child.tag in _CHANNELS), None)
    items = [e for e in root if e.tag in _ITEMS]
    if channel is not None:
        items += [e for e in channel if e.tag in _ITEMS]
    if channel is None and not items:
        return NotStrict("RSS without a channel")
    about = _fields(channel) if channel is not None else {}
    chosen, truncated = newest(items, lambda item: _rss_date(_fields(item)), max_entries)
    collected = Collected()
    for number, item in chosen:
        collected.add(number, lambda item=item: _rss_entry(item, url))  # type: ignore[misc]  # mypy infers no lambda with a default
    return ParsedFeed(
        title=one_line(html_to_text(_text(about.get("title"))), MAX_TITLE),
        format="rdf" if root.tag == _RDF_ROOT else "rss",
        entries=tuple(collected.entries),
        rejected=collected.reasons(),
        truncated=truncated,
        ttl=_ttl(_text(about.get("ttl"))),
        language=_language(_text(about.get("language"))),
    )


def _fields(element: Any) -> dict[str, Any]:
    """The first non-empty child for each field that is read."""
    found: dict[str, Any] = {}
    for child in element:
        name = _RSS_FIELDS.get(child.tag)
        if name is not None and (name not in found or not (found[name].text or len(found[name]) or found[name].attrib)):
            found[name] = child
    return found


def _rss_entry(item: Any, url: str) -> Raw:
    fields = _fields(item)
    guid = _text(fields.get("guid")).strip()
    links: list[tuple[str, str | None]] = []
    if (link := fields.get("link")) is not None:
        links.append((_text(link).strip(), _base(link, url)))
    links += [
        (child.get("href", ""), _base(child, url)) for child in item if child.tag in _ATOM_LINKS and child.get("rel", "alternate") == "alternate"
    ]
    # A guid is an address unless it says no; only a whole address counts, as "12345" would resolve against the feed's own.
    if guid.startswith(("http://", "https://")) and fields["guid"].get("isPermaLink", "true").strip().lower() != "false":
        links.append((guid, None))
    return Raw(
        guid=guid or _text(fields.get("id~")).strip() or item.get(_RDF_ABOUT, ""),
        links=links,
        title=html_to_text(_markup(fields.get("title")) or _markup(fields.get("dctitle"))),
        summary=html_to_text(_markup(fields.get("description")) or _markup(fields.get("dcdescription"))) or _atom_text(fields.get("summary~")),
        content=html_to_text(_markup(fields.get("content"))) or _atom_text(fields.get("content~")),
        date=_rss_date(fields),
        author=html_to_text(_text(fields.get("author"))),
    )


def _rss_date(fields: dict[str, Any]) -> str:
    return next((t for name in ("pubDate", "dcdate", "published~", "updated~") if (t := _text(fields.get(name)).strip())), "")


def _ttl(raw: str) -> dt.timedelta | None:
    raw = raw.strip()
    return dt.timedelta(minutes=int(raw)) if raw.isascii() and raw.isdigit() and len(raw) <= 6 and int(raw) > 0 else None


def _language(raw: str) -> str | None:
    raw = one_line(raw, 20).lower()
    return raw if raw and all(c.isalnum() or c in "-_" for c in raw) else None


# --- Atom --------------------------------------------------------------------------------------------------------


def _read_atom(root: Any, url: str, max_entries: int) -> ParsedFeed:
    ns = root.tag[: root.tag.index("}") + 1]
    entries = [child for child in root if child.tag == ns + "entry"]
    chosen, truncated = newest(entries, lambda entry: _atom_date(entry, ns), max_entries)
    collected = Collected()
    for number, entry in chosen:
        collected.add(number, lambda entry=entry: _atom_entry(entry, ns, url))  # type: ignore[misc]  # mypy infers no lambda with a default
    return ParsedFeed(
        title=one_line(_atom_text(root.find(ns + "title")), MAX_TITLE),
        format="atom",
        entries=tuple(collected.entries),
        rejected=collected.reasons(),
        truncated=truncated,
        language=_language(root.get(_XML + "lang", "")),
    )


def _atom_entry(entry: Any, ns: str, url: str) -> Raw:
    content = entry.find(ns + "content")
    links = sorted(entry.iterfind(ns + "link"), key=_link_rank)[:_MAX_LINKS]
    found: list[tuple[str, str | None]] = [(link.get("href", ""), _base(link, url)) for link in links if _link_rank(link) < _NO_ARTICLE]
    if content is not None and content.get("src"):
        found.append((content.get("src"), _base(content, url)))
    guid = _text(entry.find(ns + "id")).strip()
    if guid.startswith(("http://", "https://")):
        found.append((guid, None))
    author = entry.find(f"{ns}author/{ns}name")
    return Raw(
        guid=guid,
        links=found,
        title=_atom_text(entry.find(ns + "title")),
        summary=_atom_text(entry.find(ns + "summary")) or html_to_text(_text(entry.find(f"{_MEDIA}group/{_MEDIA}description"))),
        content=_atom_text(content),
        date=_atom_date(entry, ns),
        author=_text(author),
    )


_NO_ARTICLE = 9


def _link_rank(link: Any) -> int:
    """Which link is the article: an HTML alternate, any alternate, then the entry's own; feeds, replies and enclosures never."""
    rel, kind = link.get("rel", "alternate"), link.get("type", "")
    if rel in {"alternate", "http://www.iana.org/assignments/relation/alternate"}:
        return 0 if not kind or "html" in kind else 1
    return 2 if rel in {"canonical", "related", "via"} else _NO_ARTICLE


def _atom_date(entry: Any, ns: str) -> str:
    names = (ns + "published", ns + "issued", ns + "created", ns + "updated", ns + "modified", _DC + "date")
    return next((t for name in names if (t := _text(entry.find(name)).strip())), "")


def _atom_text(element: Any) -> str:
    """Plain text of an Atom text construct: ``text`` as it stands, ``html`` and ``xhtml`` without their tags."""
    if element is None:
        return ""
    kind = element.get("type", "text").strip().lower()
    if len(element):
        return html_to_text(_inner(element))
    raw = element.text or ""
    if kind in {"html", "text/html", "xhtml", "application/xhtml+xml"} or element.get("mode") == "escaped":
        return html_to_text(raw)
    return raw if kind in {"text", "text/plain"} else ""


# --- both --------------------------------------------------------------------------------------------------------


def _text(element: Any) -> str:
    return "" if element is None else "".join(element.itertext()) if len(element) else element.text or ""


def _markup(element: Any) -> str:
    """Content as markup: the text, or where somebody put unescaped tags inside, those with it."""
    return "" if element is None else _inner(element) if len(element) else element.text or ""


def _inner(element: Any) -> str:
    """Markup between an element's tags by local names, without attributes: enough to know blocks from words.

    Not ``etree.tostring``: that writes all namespaces in scope into each child, which takes 200 KB of hostile feed five minutes.
    """
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            parts.append(_escaped(node.text) if node is element else f"<{_local(node)}>{_escaped(node.text)}")
        elif node is not element:
            parts.append(f"</{_local(node)}>{_escaped(node.tail)}")
    return "".join(parts)


def _local(node: Any) -> str:
    return str(node.tag).rpartition("}")[2]


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;")


def _base(element: Any, url: str) -> str:
    """Where an element's relative links start: the document's address, changed by each ``xml:base`` from the root down.

    Not lxml's ``base``: with an ``xml:base`` of 100 KB on the root, 6,000 links would take it half a minute.
    """
    bases = [base for node in (element, *element.iterancestors()) if (base := node.get(_XML_BASE))]
    for base in reversed(bases):
        url = absolute_http(base, url) or url
    return url
