"""The window of recent articles in memory: what ``cluster`` asks instead of the database. Same keys, same bands, same decisions.

Built for a million articles: features are packed (``packing``) and compared as they lie (``comparing``), keys found in arrays
(``postings``), and of what many articles share only the newest bearers are looked at, so that an article's cost hardly grows with the
window. What has left the window is forgotten, but for the stories that late news may find by their persons.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from monitor.domain.story import Features, StoryAssignment
from monitor.stories.assign import COMPARED, LATE, WINDOW, Best, Candidates
from monitor.stories.bands import band_hashes
from monitor.stories.comparing import likeliest
from monitor.stories.constraints import FREE, Ties, decide
from monitor.stories.keys import bearers, named_keys, offered, person_keys, story_keys
from monitor.stories.packing import compact, pack, unpack
from monitor.stories.postings import Postings
from monitor.stories.table import Table

NAMESAKES = 8  # stories, however old, of persons whom an article names that it is compared with too
_NAMED = 48  # newest articles of a person that are looked at
_COPIES = 8  # newest bearers of a band, address or title


class Packed(Sequence[Features]):
    """Packed articles, unpacked when looked at."""

    def __init__(self, raws: Sequence[bytes]) -> None:
        self.raws = raws

    @overload
    def __getitem__(self, at: int) -> Features: ...
    @overload
    def __getitem__(self, at: slice) -> Packed: ...
    def __getitem__(self, at: int | slice) -> Features | Packed:
        return Packed(self.raws[at]) if isinstance(at, slice) else unpack(self.raws[at])

    def __len__(self) -> int:
        return len(self.raws)


@dataclass(frozen=True, slots=True)
class _Sought:
    """What an article is found by, hashed and ascending: keys of stories, and marks of copies. ``deep`` newest bearers of each are looked at.

    ``persons`` are those of its event, ``named`` all whom it names.
    """

    hashes: NDArray[np.uint64]
    of_story: NDArray[np.bool_]
    deep: NDArray[np.int64]
    persons: NDArray[np.uint64]
    named: NDArray[np.uint64]


class StoryIndex:
    """Stories by key and articles by band; ``place`` decides an article's story and remembers it."""

    def __init__(self, weights: Mapping[str, float], window: dt.timedelta = WINDOW) -> None:
        self._weights = weights
        self._window = window
        self._articles = Table(COMPARED, LATE.total_seconds())
        self._postings = Postings()
        self._persons = Postings()

    def place(self, features: Features) -> StoryAssignment:
        """The story of an article, by what was placed before it only."""
        query, sought = compact(features), _sought(features)
        raw = pack(query)
        decision = self._decide(query, raw, sought, FREE)
        self._add(decision.story_id, features, raw, sought)
        return decision

    def decide(self, features: Features, ties: Ties = FREE) -> StoryAssignment:
        """The story of an article, without remembering it."""
        query = compact(features)
        return self._decide(query, pack(query), _sought(features), ties)

    def add(self, story: str, features: Features) -> None:
        """Remember that an article is in a story."""
        self._add(story, features, pack(compact(features)), _sought(features))

    def candidates(self, features: Features) -> tuple[list[tuple[str, Features]], list[tuple[str, Packed]]]:
        """(near-duplicates, candidate stories) that an article is compared with, in compact form."""
        near, stories = self._found(features, _sought(features))
        return near, [(story, Packed(raws)) for story, raws in stories]

    def __len__(self) -> int:
        return len(self._articles)

    @property
    def nbytes(self) -> int:
        """Memory of features, arrays and tables, with what Python adds to the objects of each article and story."""
        return self._articles.nbytes + self._postings.nbytes + self._persons.nbytes

    def _decide(self, query: Features, raw: bytes, sought: _Sought, ties: Ties) -> StoryAssignment:
        near, stories = self._found(query, sought)
        members = dict(stories)

        def compare(_: Features, some: Candidates, weights: Mapping[str, float]) -> Best | None:
            return likeliest(raw, [(story, members[story]) for story, _ in some], weights)

        return decide(query, near, [(story, Packed(raws)) for story, raws in stories], self._weights, ties, compare)

    def _add(self, story: str, features: Features, raw: bytes, sought: _Sought) -> None:
        article = self._articles.add(story, features.published_at.timestamp(), raw, lasting=len(sought.persons) > 0)
        self._postings.add(sought.hashes, article)
        self._persons.add(sought.persons, article)
        numbers = self._articles.forget(self._window.total_seconds())
        if numbers is not None:
            self._postings.renumber(numbers)
            self._persons.renumber(numbers)

    def _found(self, features: Features, sought: _Sought) -> tuple[list[tuple[str, Features]], list[tuple[str, list[bytes]]]]:
        """(story, article) of what shares a band, the address or the title; stories that share keys, with their newest members as packed.

        The stories with most keys come first, then the most recent; after them those of persons whom the article names.
        """
        which, articles = self._postings.find(sought.hashes, sought.deep)
        now = features.published_at.timestamp()
        recent = self._articles.published[articles] >= now - self._window.total_seconds()
        of_story = sought.of_story[which]
        near = sorted(set(articles[recent & ~of_story].tolist()))
        keyed = recent & of_story
        stories = self._first(which[keyed], articles[keyed], len(sought.hashes))[: offered(features)]
        if len(sought.named):
            which, articles = self._persons.find(sought.named, np.full(len(sought.named), _NAMED))
            lately = self._articles.published[articles] >= now - LATE.total_seconds()
            if lately.any():
                known = set(stories.tolist())
                late = self._first(which[lately], articles[lately], len(sought.named))[:NAMESAKES].tolist()
                stories = np.concatenate((stories, np.array([story for story in late if story not in known], dtype=np.int32)))
        return [(self._articles.story_of(a), unpack(self._articles.raw(a))) for a in near], self._articles.told(stories)

    def _first(self, which: NDArray[np.intp], articles: NDArray[np.int64], keys: int) -> NDArray[np.int32]:
        """The stories of articles that bear the keys ``which`` of so many, those of most keys first, then the most recent."""
        shared = np.sort(self._articles.story[articles].astype(np.int64) * keys + which)
        stories = shared[_begun(shared)] // keys  # once for each key that they share
        first = _begun(stories)
        counts, stories = np.append(first[1:], len(stories)) - first, stories[first]
        newest = self._articles.published[self._articles.last[stories]]
        return stories[np.lexsort((stories, -newest, -counts))].astype(np.int32)


def _begun(values: NDArray[np.int64]) -> NDArray[np.intp]:
    """Where each value of a sorted array begins."""
    first = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return np.flatnonzero(first)


def _hashes(keys: Iterable[str]) -> NDArray[np.uint64]:
    raw = b"".join(hashlib.blake2b(key.encode("utf8", "replace"), digest_size=8).digest() for key in sorted(keys))
    return np.unique(np.frombuffer(raw, dtype="<u8"))


def _sought(features: Features) -> _Sought:
    named = [f"copy:{features.url_key}"] if features.url_key else []
    named += [f"h:{features.title_key}"] if features.title_key else []
    keys = _hashes(story_keys(features))
    hashes = np.concatenate((keys, _hashes(named), band_hashes(features.digest, features.digest_version)))
    hashes, at = np.unique(hashes, return_index=True)
    of_story = at < len(keys)
    deep = np.where(of_story, bearers(features), _COPIES)
    return _Sought(hashes, of_story, deep, _hashes(person_keys(features)), _hashes(named_keys(features)))
