"""The window of recent articles in memory: what ``cluster`` asks instead of the database. Same keys, same bands, same decisions.

Built for a million articles: features are packed (``packing``), keys found in arrays (``postings``), and of what many articles share only
the newest bearers are looked at, so that an article's cost hardly grows with the window.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from monitor.domain.story import Features, StoryAssignment
from monitor.stories.assign import COMPARED, WINDOW
from monitor.stories.bands import bands
from monitor.stories.constraints import FREE, Ties, decide
from monitor.stories.keys import story_keys
from monitor.stories.packing import compact, pack, unpack
from monitor.stories.postings import Postings

CANDIDATES = 40  # stories that an article is compared with
_BEARERS = 48  # newest bearers of a key that are looked at: what hundreds share finds nothing that rarer keys do not
_COPIES = 8  # newest bearers of a band, address or title
_GROWTH = 65536
_REMEMBERED = 4096  # articles kept unpacked: news comes in bursts, and its stories are asked for again


class StoryIndex:
    """Stories by key and articles by band; ``place`` decides an article's story and remembers it."""

    def __init__(self, weights: Mapping[str, float], window: dt.timedelta = WINDOW) -> None:
        self._weights = weights
        self._window = window
        self._packed: list[bytes] = []
        self._published = np.zeros(_GROWTH)  # seconds since 1970, by article
        self._story = np.zeros(_GROWTH, dtype=np.int32)  # number of the story, by article
        self._before = np.zeros(_GROWTH, dtype=np.int32)  # the article before it in its story, -1 for none
        self._last: list[int] = []  # the newest article, by story
        self._numbers: dict[bytes, int] = {}  # story's number by its id
        self._ids: list[bytes] = []
        self._unpacked = lru_cache(_REMEMBERED)(lambda article: unpack(self._packed[article]))
        self._keys = Postings()
        self._marks = Postings()

    def place(self, features: Features) -> StoryAssignment:
        """The story of an article, by what was placed before it only."""
        query = compact(features)
        decision = self._decide(query, features, FREE)
        self._add(decision.story_id, features, query)
        return decision

    def decide(self, features: Features, ties: Ties = FREE) -> StoryAssignment:
        """The story of an article, without remembering it."""
        return self._decide(compact(features), features, ties)

    def add(self, story: str, features: Features) -> None:
        """Remember that an article is in a story."""
        self._add(story, features, compact(features))

    def candidates(self, features: Features) -> tuple[list[tuple[str, Features]], list[tuple[str, list[Features]]]]:
        """(near-duplicates, candidate stories) that an article is compared with, in compact form."""
        return self._near(features), self._candidates(features)

    def __len__(self) -> int:
        return len(self._packed)

    @property
    def nbytes(self) -> int:
        """Memory of features, arrays and tables, without Python's own overhead for lists."""
        return (
            sum(len(raw) + 33 + 8 for raw in self._packed)
            + self._published.nbytes
            + self._story.nbytes
            + self._before.nbytes
            + self._keys.nbytes
            + self._marks.nbytes
        )

    def _decide(self, query: Features, features: Features, ties: Ties) -> StoryAssignment:
        return decide(query, self._near(features), self._candidates(features), self._weights, ties)

    def _add(self, story: str, features: Features, query: Features) -> None:
        article = len(self._packed)
        if article == len(self._published):
            self._published = np.concatenate((self._published, np.zeros(_GROWTH)))
            self._story = np.concatenate((self._story, np.zeros(_GROWTH, dtype=np.int32)))
            self._before = np.concatenate((self._before, np.zeros(_GROWTH, dtype=np.int32)))
        number = self._numbers.setdefault(story.encode(), len(self._ids))
        if number == len(self._ids):
            self._ids.append(story.encode())
            self._last.append(-1)
        self._packed.append(pack(query))
        self._published[article] = features.published_at.timestamp()
        self._story[article] = number
        self._before[article] = self._last[number]
        self._last[number] = article
        self._keys.add(_hashes(story_keys(features)), article)
        self._marks.add(_marks(features), article)

    def _near(self, features: Features) -> list[tuple[str, Features]]:
        """(story, article) that share a band, the address or the title."""
        since = (features.published_at - self._window).timestamp()
        found = np.unique(self._marks.find(_marks(features), _COPIES))
        return [(self._id(a), self._unpacked(a)) for a in found[self._published[found] >= since].tolist()]

    def _candidates(self, features: Features) -> list[tuple[str, list[Features]]]:
        """Stories that share keys, those with most keys first, then the most recent."""
        since = (features.published_at - self._window).timestamp()
        articles = self._keys.find(_hashes(story_keys(features)), _BEARERS)
        articles = articles[self._published[articles] >= since]
        stories, counts = np.unique(self._story[articles], return_counts=True)
        newest = self._published[np.array(self._last, dtype=np.int64)[stories]] if len(stories) else np.zeros(0)
        order = np.lexsort((stories, -newest, -counts))[:CANDIDATES]
        return [(self._ids[s].decode(), self._members(s)) for s in stories[order].tolist()]

    def _members(self, story: int) -> list[Features]:
        """The newest members of a story."""
        out: list[Features] = []
        article = self._last[story]
        while article >= 0 and len(out) < COMPARED:
            out.append(self._unpacked(article))
            article = int(self._before[article])
        return out

    def _id(self, article: int) -> str:
        return self._ids[int(self._story[article])].decode()


def _hashes(keys: Iterable[str]) -> NDArray[np.uint64]:
    raw = b"".join(hashlib.blake2b(key.encode("utf8", "replace"), digest_size=8).digest() for key in sorted(keys))
    return np.unique(np.maximum(np.frombuffer(raw, dtype="<u8"), 1))


def _marks(features: Features) -> NDArray[np.uint64]:
    found = [value for _, value in bands(features.digest, features.digest_version)]
    named = [f"u:{features.url_key}"] if features.url_key else []
    named += [f"h:{features.title_key}"] if features.title_key else []
    return np.unique(np.concatenate((np.maximum(np.array(found, dtype=np.uint64), 1), _hashes(named))))
