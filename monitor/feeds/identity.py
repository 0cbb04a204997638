"""Which entry is which: a guid for every entry, stable from poll to poll."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.domain.feed import ParsedEntry
from monitor.text.urls import url_key

MAX_GUID = 512  # characters; longer ones are replaced by their hash, as they must fit a database index


@dataclass(frozen=True, slots=True)
class SharedGuids:
    """Guids that different entries of one document carry: by link, and those that not even the link tells apart."""

    by_link: frozenset[str] = frozenset()
    by_title: frozenset[str] = frozenset()


def shared_guids(entries: Sequence[ParsedEntry]) -> SharedGuids:
    """Find the guids of a document that do not identify an entry.

    It looks at the whole document, not at the entries in turn: were the first of two to get the bare guid, a newer entry that
    comes to stand before it would be taken for it, and be lost.
    """
    links: defaultdict[str, set[str]] = defaultdict(set)
    titles: defaultdict[str, set[str]] = defaultdict(set)
    for entry in entries:
        bare = _bare(entry)
        links[bare].add(entry.url or "")
        titles[_with_link(bare, entry)].add(entry.title)
    return SharedGuids(
        frozenset(bare for bare, found in links.items() if len(found) > 1),
        frozenset(linked for linked, found in titles.items() if len(found) > 1),
    )


def guid_for(entry: ParsedEntry, shared: SharedGuids = SharedGuids()) -> str:
    """The entry's identity within its feed: its guid, else its link, else a hash of title and text; never empty, under 512 characters.

    A guid that the document gives to different entries is told apart by the link too, and then by the title.
    """
    guid = _bare(entry)
    linked = _with_link(guid, entry)
    if linked in shared.by_title:
        guid = f"{linked}#{_digest(entry.title)}"
    elif guid in shared.by_link:
        guid = linked
    return guid if len(guid) < MAX_GUID else f"blake2b:{_digest(guid)}"


def _bare(entry: ParsedEntry) -> str:
    if entry.guid:
        return entry.guid
    if entry.url:
        # Not the address itself: http becoming https, or a new campaign parameter, would make every entry new.
        return f"url:{url_key(entry.url)}"
    return f"text:{_digest(entry.title, entry.content or entry.summary)}"


def _with_link(guid: str, entry: ParsedEntry) -> str:
    return f"{guid}|{url_key(entry.url)}" if entry.url else guid


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).hexdigest()
