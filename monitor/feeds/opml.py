"""Lists of feeds in and out as OPML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree  # for writing only; reading is defusedxml's

from monitor.domain.errors import InputError
from monitor.text.charset import decode
from monitor.text.clean import one_line
from monitor.text.markup import unescape
from monitor.text.urls import absolute_http

_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_XML_URL = re.compile(r"\bxmlUrl\s{0,9}=\s{0,9}[\"']([^\"'<>]{1,4000})[\"']", re.IGNORECASE)
_NAME = re.compile(r"\b(?:title|text)\s{0,9}=\s{0,9}\"([^\"<>]{1,1000})\"", re.IGNORECASE)
MAX_OUTLINES = 20_000


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """A feed of a list: its address, the title it is listed under, and the names of the folders around it, joined by `` / ``."""

    url: str
    title: str
    folder: str = ""


def read_opml(body: bytes) -> list[OpmlFeed]:
    """The feeds of an OPML document in its order, each address once; what has no http(s) address is left out.

    Lists that are no well-formed XML are read as far as they can be.

    Raises InputError for bytes that are no OPML, for entity declarations, and beyond 20,000 outlines.
    """
    text = decode(body).text.lstrip("\ufeff \t\r\n")
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]  # the text is decoded: its own word on its encoding no longer holds
    root = _root(text)
    if isinstance(root, InputError):
        if "<opml" in text and (feeds := _by_hand(text)):
            return feeds
        raise root
    if root.tag != "opml":
        raise InputError(one_line(f"no OPML: its root element is <{root.tag}>"))
    found: dict[str, OpmlFeed] = {}
    outlines = 0
    waiting: list[tuple[Any, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, folders = waiting.pop()
        if element.tag == "outline":
            outlines += 1
            if outlines > MAX_OUTLINES:
                raise InputError(f"more than {MAX_OUTLINES:,} outlines")
            named = {name.lower(): value for name, value in element.attrib.items()}
            title = one_line(named.get("title") or named.get("text") or "", 200)
            if url := absolute_http(named.get("xmlurl"), None):
                found.setdefault(url, OpmlFeed(url, title, " / ".join(folders)))
            elif title:
                folders = (*folders, title)[-8:]
        waiting.extend((child, folders) for child in reversed(element))
    return list(found.values())


def _root(text: str) -> Any | InputError:
    # Imported here, as no poll needs it.
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    for attempt in (text, _BARE_AMPERSAND.sub("&amp;", text)):
        try:
            return fromstring(attempt.encode("utf-8"), forbid_dtd=False, forbid_entities=True, forbid_external=True)
        except DefusedXmlException as error:
            raise InputError("no readable OPML: it declares entities or points outside") from error
        except (ParseError, ValueError, RecursionError) as error:
            failure = InputError(one_line(f"no readable OPML: {error}"))
    return failure


def _by_hand(text: str) -> list[OpmlFeed]:
    """The feeds of a list that is no XML: published ones are full of unescaped quotes and tags in descriptions. Folders are lost."""
    found: dict[str, OpmlFeed] = {}
    for outline in text.split("<outline")[1 : MAX_OUTLINES + 1]:
        if (link := _XML_URL.search(outline)) and (url := absolute_http(unescape(link[1]), None)):
            name = _NAME.search(outline)
            found.setdefault(url, OpmlFeed(url, one_line(unescape(name[1]) if name else "", 200)))
    return list(found.values())


def write_opml(feeds: Iterable[OpmlFeed], *, title: str = "Feeds") -> bytes:
    """An OPML 2.0 document that ``read_opml`` reads back to the same feeds."""
    opml = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(opml, "head"), "title").text = one_line(title)
    body = ElementTree.SubElement(opml, "body")
    folders: dict[tuple[str, ...], ElementTree.Element] = {(): body}
    for feed in feeds:
        path: tuple[str, ...] = ()
        for name in (n for n in feed.folder.split(" / ") if n):
            parent, path = folders[path], (*path, name)
            if path not in folders:
                folders[path] = ElementTree.SubElement(parent, "outline", text=one_line(name, 200))
        name = one_line(feed.title, 200) or feed.url
        ElementTree.SubElement(folders[path], "outline", type="rss", text=name, title=name, xmlUrl=feed.url)
    ElementTree.indent(opml)
    written: str = ElementTree.tostring(opml, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{written}\n'.encode()
