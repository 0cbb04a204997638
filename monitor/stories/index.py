"""The window of recent articles in memory: what ``cluster`` asks instead of the database. Same keys, same bands, same decisions.

Built for a million articles: features are packed (``packing``) and compared as they lie (``comparing``), keys found in arrays
(``postings``), and of what many articles share only the newest bearers are looked at, so that an article's cost hardly grows with the
window. What has left the window is forgotten.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from monitor.domain.story import Features, StoryAssignment
from monitor.stories.assign import COMPARED, LATE, WINDOW, Best, Candidates
from monitor.stories.bands import band_hashes
from monitor.stories.comparing import likeliest
from monitor.stories.constraints import FREE, Ties, decide
from monitor.stories.keys import named_keys, person_keys, story_keys
from monitor.stories.packing import compact, pack, unpack
from monitor.stories.postings import Postings
from monitor.stories.table import Table

CANDIDATES = 40  # stories that an article is compared with
NAMESAKES = 8  # and stories, however old, of persons whom it names
_BEARERS = 48  # newest bearers of a key that are looked at: what hundreds share finds nothing that rarer keys do not
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


class StoryIndex:
    """Stories by key and articles by band; ``place`` decides an article's story and remembers it."""

    def __init__(self, weights: Mapping[str, float], window: dt.timedelta = WINDOW) -> None:
        self._weights = weights
        self._window = window
        self._articles = Table(COMPARED, LATE.total_seconds())
        self._keys = Postings()
        self._marks = Postings()
        self._persons = Postings()

    def place(self, features: Features) -> StoryAssignment:
        """The story of an article, by what was placed before it only."""
        query = compact(features)
        raw = pack(query)
        marks, keys = _marks(features), _hashes(story_keys(features))
        decision = self._decide(features, query, raw, marks, keys, FREE)
        self._add(decision.story_id, features, raw, marks, keys)
        return decision

    def decide(self, features: Features, ties: Ties = FREE) -> StoryAssignment:
        """The story of an article, without remembering it."""
        query = compact(features)
        return self._decide(features, query, pack(query), _marks(features), _hashes(story_keys(features)), ties)

    def add(self, story: str, features: Features) -> None:
        """Remember that an article is in a story."""
        self._add(story, features, pack(compact(features)), _marks(features), _hashes(story_keys(features)))

    def candidates(self, features: Features) -> tuple[list[tuple[str, Features]], list[tuple[str, Packed]]]:
        """(near-duplicates, candidate stories) that an article is compared with, in compact form."""
        since = self._since(features)
        return self._near(_marks(features), since), self._candidates(features, _hashes(story_keys(features)), since)

    def __len__(self) -> int:
        return len(self._articles)

    @property
    def nbytes(self) -> int:
        """Memory of features, arrays and tables, with what Python adds to the objects of each article and story."""
        return self._articles.nbytes + self._keys.nbytes + self._marks.nbytes + self._persons.nbytes

    def _decide(
        self, features: Features, query: Features, raw: bytes, marks: NDArray[np.uint64], keys: NDArray[np.uint64], ties: Ties
    ) -> StoryAssignment:
        since = self._since(query)
        candidates = self._candidates(features, keys, since)
        members = {story: packed.raws for story, packed in candidates}

        def compare(_: Features, some: Candidates, weights: Mapping[str, float]) -> Best | None:
            return likeliest(raw, [(story, members[story]) for story, _ in some], weights)

        return decide(query, self._near(marks, since), candidates, self._weights, ties, compare)

    def _add(self, story: str, features: Features, raw: bytes, marks: NDArray[np.uint64], keys: NDArray[np.uint64]) -> None:
        persons = person_keys(features)
        article = self._articles.add(story, features.published_at.timestamp(), raw, lasting=bool(persons))
        self._keys.add(keys, article)
        self._persons.add(_hashes(persons), article)
        self._marks.add(marks, article)
        numbers = self._articles.forget(self._window.total_seconds())
        if numbers is not None:
            self._keys.renumber(numbers)
            self._marks.renumber(numbers)
            self._persons.renumber(numbers)

    def _since(self, features: Features) -> float:
        return (features.published_at - self._window).timestamp()

    def _near(self, marks: NDArray[np.uint64], since: float) -> list[tuple[str, Features]]:
        """(story, article) that share a band, the address or the title."""
        found = np.unique(self._marks.find(marks, _COPIES))
        found = found[self._articles.published[found] >= since]
        return [(self._articles.story_of(a), unpack(self._articles.raw(a))) for a in found.tolist()]

    def _candidates(self, features: Features, keys: NDArray[np.uint64], since: float) -> list[tuple[str, Packed]]:
        """Stories that share keys, those with most keys first, then the most recent; after them those of persons whom the article names."""
        stories = self._told(self._keys.find(keys, _BEARERS), since, CANDIDATES)
        named = named_keys(features)
        if named and len(bearers := self._persons.find(_hashes(named), _BEARERS)):
            known = set(stories.tolist())
            late = self._told(bearers, since + (self._window - LATE).total_seconds(), NAMESAKES)
            stories = np.concatenate((stories, late[np.array([story not in known for story in late.tolist()], dtype=bool)]))
        return [(story, Packed(raws)) for story, raws in self._articles.told(stories)]

    def _told(self, articles: NDArray[np.int64], since: float, most: int) -> NDArray[np.int32]:
        """The stories of articles (with repetition) since a moment, those of most first, then the most recent."""
        articles = articles[self._articles.published[articles] >= since]
        stories, counts = np.unique(self._articles.story[articles], return_counts=True)
        newest = self._articles.published[self._articles.last[stories]]
        return stories[np.lexsort((stories, -newest, -counts))[:most]]


def _hashes(keys: Iterable[str]) -> NDArray[np.uint64]:
    raw = b"".join(hashlib.blake2b(key.encode("utf8", "replace"), digest_size=8).digest() for key in sorted(keys))
    return np.unique(np.frombuffer(raw, dtype="<u8"))


def _marks(features: Features) -> NDArray[np.uint64]:
    named = [f"u:{features.url_key}"] if features.url_key else []
    named += [f"h:{features.title_key}"] if features.title_key else []
    return np.unique(np.concatenate((band_hashes(features.digest, features.digest_version), _hashes(named))))
