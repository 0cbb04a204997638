"""Who published: one publisher a name, whatever edition; and whose text it is when an agency is credited."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_EDITION = re.compile(
    r"\s*(?:\((?:[^)]*)\)|\b(?:english|international|online|world|live|news in brief|edition|service|app|rss|top stories"
    r"|uk|us|asia|europe|africa|middle east)\b)\s*$",
    re.I,
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu", "or", "ne", "go"})
_CREDIT_END = re.compile(r"(?:^|\n|[.!?\"”]\s+)\s*[\(\[—–-]*\s*(?P<name>[A-Z][\w'’&.-]*(?:\s+[A-Z][\w'’&.-]*){0,3}|[a-z]{2,5})\s*[\)\]]*\s*\.?\s*$")
_CREDIT_HEAD = re.compile(r"^[^\n]{0,80}?\((?P<name>[^()\n]{2,30})\)\s*(?:[-–—:]|\n)")
_CREDIT_BY = re.compile(
    r"(?:with (?:inputs|reporting|files|material) from|source:|courtesy(?: of)?:?|©|\(c\)|via|by)\s+"
    r"(?P<name>[A-Z][\w'’&.-]*(?:\s+[A-Z][\w'’&.-]*){0,3})\s*\.?\s*$",
    re.I,
)
_UPDATE = re.compile(
    r"^\s*(?:(?:update|refile|correct(?:ed|ion)?|recast|wrapup|rpt|flash|breaking|urgent|exclusive|live|watch|opinion|analysis|explainer"
    r"|video|photos?)\b\s*\d*\s*[-:|–]\s*)+",
    re.I,
)
_OUTLET_TAIL = re.compile(r"\s+(?:[-–—|·•:]{1,2}|::)\s+[^-–—|·•]{2,40}$")


_SEPARATOR = re.compile(r"\s+(?:[-–—|·•]{1,2}|::)\s+")


def publisher_of(outlet: str, url: str | None) -> str:
    """The publisher's key: the outlet's name without its edition, lower-cased; without a name, the registrable part of the domain."""
    name = outlet.strip()
    while name and (shorter := _EDITION.sub("", name)) != name and shorter:
        name = shorter
    if name and "." not in name:
        return name.casefold()
    host = (name or (urlsplit(url).hostname or "" if url else "")).casefold().split(":")[0]
    parts = host.removeprefix("www.").split(".")
    if len(parts) <= 2:
        return ".".join(parts)
    return ".".join(parts[-3:] if parts[-2] in _SECOND_LEVEL and len(parts[-1]) == 2 else parts[-2:])


def title_key(title: str) -> str:
    """The title without prefixes such as "UPDATE 2-" and the outlet at its end; folded; "" when under four words are left."""
    text = _UPDATE.sub("", title)
    tail = _OUTLET_TAIL.search(text)
    if tail and len(text[: tail.start()].split()) >= 4:
        text = text[: tail.start()]
    words = re.findall(r"[^\W_]+", text.casefold())
    return " ".join(words) if len(words) >= 4 else ""


def headline(title: str, outlet: str) -> str:
    """The title up to where the outlet names itself: "... - KRTV Hill Valley - Hill Valley, Iowa" of krtvhillvalley.example."""
    own = _squashed(outlet.removeprefix("www."))
    for m in _SEPARATOR.finditer(title):
        named = _squashed(_SEPARATOR.split(title[m.end() :])[0])
        if len(named) >= _LEAST_NAMED and (named in own or own.startswith(named)) and len(title[: m.start()].split()) >= 4:
            return title[: m.start()]
    return title


def _squashed(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


_LEAST_NAMED = 4  # letters


def credit_of(text: str, outlet: str) -> str | None:
    """The agency that the text credits, if it is not the outlet itself: "(Meridian) -" in the dateline, a name at the end, "with inputs from"."""
    for pattern in (_CREDIT_HEAD, _CREDIT_BY, _CREDIT_END):
        where = text[:200] if pattern is _CREDIT_HEAD else text[-120:]
        if (m := pattern.search(where)) and 2 <= len(name := m.group("name").strip()) <= 30 and not name.isdigit():
            own = publisher_of(outlet, None)
            if name.casefold() not in own and own not in name.casefold():
                return name.casefold()
    return None


def clean_title(title: str) -> str:
    """The title for display: without "UPDATE 2-" and the outlet's name at its end, one line."""
    text = " ".join(_UPDATE.sub("", title).split())
    tail = _OUTLET_TAIL.search(text)
    if tail and len(text[: tail.start()].split()) >= 4:
        text = text[: tail.start()]
    return text or title.strip()
