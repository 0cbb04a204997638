"""HTML pages to articles. Run it in a child process that can be killed: pages can be built to cost minutes."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any

from monitor.domain.fetched import Page
from monitor.text.charset import decode
from monitor.text.clean import clean_text, one_line
from monitor.text.dates import parse_date
from monitor.text.urls import absolute_http, is_front_page, same_site

MAX_TEXT = 200_000  # characters of an article
_MAX_TITLE = 1_000
_DECLARATION = re.compile(r"^\s*<\?xml\b[^<>]*\?>")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?=$|[-_])")
# Where publishers state the first publication, most reliable first. "modified" dates are left out: they would make old news new.
_DATE_METAS = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date.published",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "pubdate",
    "publishdate",
    "publication_date",
    "date",
)
_TITLE_METAS = ("og:title", "twitter:title")


def extract_page(body: bytes, *, url: str, content_type: str | None) -> Page | None:
    """The article in an HTML page; None when there is no readable text in it.

    The canonical address is only taken when it is on the page's own site: a foreign one would let a page pass for another
    publisher's article. A page without an address (``url`` "", a file) is believed. Needs no network.
    """
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    text = decode(body, content_type=content_type).text
    tree = load_html(_DECLARATION.sub("", text).replace("\x00", ""))
    if tree is None:
        return None
    meta = _metas(tree)
    published = _published(tree, meta)
    canonical, language = _canonical(tree, meta, url), _language(tree, meta)
    document = bare_extraction(tree, url=url or None, fast=True, with_metadata=True, include_comments=False)
    if document is None:
        return None
    article = clean_text(getattr(document, "text", None) or "", MAX_TEXT)
    if not article:
        return None
    title = one_line(getattr(document, "title", None) or next((meta[name] for name in _TITLE_METAS if meta.get(name)), ""), _MAX_TITLE)
    if title and article.startswith(title + "\n"):
        article = article[len(title) :].lstrip()  # the headline is the title; told twice, its claims would count twice
    return Page(
        title=title,
        text=article,
        published_at=published or parse_date(getattr(document, "date", None)),
        canonical_url=canonical,
        language=language or _language_of(getattr(document, "language", None)),
    )


def _metas(tree: Any) -> dict[str, str]:
    """Contents of the page's meta elements by lower-case name, property or itemprop; the first of several."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name and content:
                found.setdefault(name.strip().lower(), content)
    return found


def _published(tree: Any, meta: dict[str, str]) -> dt.datetime | None:
    """The publication time as the page states it to machines; trafilatura gives the day only."""
    for name in _DATE_METAS:
        if found := parse_date(meta.get(name)):
            return found
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and (found := _json_ld_date(script.text or "")):
            return found
    for element in tree.iter("time"):
        if (element.get("itemprop") == "datePublished" or element.get("pubdate") is not None) and (found := parse_date(element.get("datetime"))):
            return found
    times = [t for element in tree.iter("time") if (t := element.get("datetime"))]
    return parse_date(times[0]) if len(set(times)) == 1 else None


def _json_ld_date(text: str) -> dt.datetime | None:
    try:
        waiting = [json.loads(text[:200_000])]
    except (ValueError, RecursionError):
        return None
    for _ in range(1_000):
        if not waiting:
            return None
        node = waiting.pop(0)
        if isinstance(node, dict):
            date = node.get("datePublished")
            if isinstance(date, str) and (found := parse_date(date)):
                return found
            waiting.extend(v for k in ("@graph", "mainEntity", "mainEntityOfPage") if (v := node.get(k)) is not None)
        elif isinstance(node, list):
            waiting.extend(node[:100])
    return None


def _canonical(tree: Any, meta: dict[str, str], url: str) -> str | None:
    links = [element.get("href") for element in tree.iter("link") if (element.get("rel") or "").strip().lower() == "canonical"]
    for candidate in (*links, meta.get("og:url")):
        found = absolute_http(candidate, url)
        if found and not is_front_page(found) and (not url or same_site(found, url)):
            return found
    return None


def _language(tree: Any, meta: dict[str, str]) -> str | None:
    root = tree if tree.tag == "html" else next(tree.iter("html"), None)
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang") if root is not None else None
    return _language_of(declared) or _language_of(meta.get("content-language")) or _language_of(meta.get("og:locale"))


def _language_of(raw: str | None) -> str | None:
    m = _LANGUAGE.match(raw.strip()) if raw else None
    return m[0].lower() if m else None
