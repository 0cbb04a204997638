"""Mends the one fault that most ill-formed feeds have: ampersands that are no entity, and HTML's entities, which XML does not know."""

from __future__ import annotations

import html.entities
import re

_AMPERSAND = re.compile(r"&(?:(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6})|([a-zA-Z][a-zA-Z0-9]{1,31}))?(;)?")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


def mend_ampersands(xml: str) -> str:
    """The same document with stray ampersands escaped and HTML's named entities as characters; CDATA sections stay as they are.

    feedparser reads ``AT&T`` as ``AT&T;`` and other readers turn ``?a=1&b=2`` into ``?a=1=2``: mended, the strict reader gets both right.
    """
    if "&" not in xml:
        return xml
    parts: list[str] = []
    at = 0
    while (start := xml.find("<![CDATA[", at)) >= 0:
        end = xml.find("]]>", start)
        end = len(xml) if end < 0 else end + 3
        parts += (_AMPERSAND.sub(_mended, xml[at:start]), xml[start:end])
        at = end
    parts.append(_AMPERSAND.sub(_mended, xml[at:]))
    return "".join(parts)


def _mended(m: re.Match[str]) -> str:
    number, name, semicolon = m.groups()
    if semicolon and (number or name in _XML_OWN):
        return m[0]
    if semicolon and name and (character := html.entities.html5.get(f"{name};")) and "<" not in character and "&" not in character:
        return character
    return f"&amp;{m[0][1:]}"
