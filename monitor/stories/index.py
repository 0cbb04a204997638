"""The window of recent articles in memory: what ``cluster`` asks instead of the database. Same keys, same bands, same answers."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping

from monitor.domain.story import Features, StoryAssignment
from monitor.stories.assign import WINDOW, assign
from monitor.stories.bands import bands
from monitor.stories.keys import story_keys

CANDIDATES = 40


class StoryIndex:
    """Stories by key and articles by band; ``place`` decides an article's story and remembers it."""

    def __init__(self, weights: Mapping[str, float], window: dt.timedelta = WINDOW) -> None:
        self._weights = weights
        self._window = window
        self._members: dict[str, list[Features]] = defaultdict(list)
        self._stories_by_key: dict[str, dict[str, None]] = defaultdict(dict)
        self._by_mark: dict[tuple[str, object], list[tuple[str, Features]]] = defaultdict(list)

    def place(self, features: Features) -> StoryAssignment:
        """The story of an article, by what was placed before it only."""
        decision = assign(features, self.near_duplicates(features), self.candidates(features), self._weights)
        self.add(decision.story_id, features)
        return decision

    def add(self, story: str, features: Features) -> None:
        """Remember that an article is in a story."""
        self._members[story].append(features)
        for key in story_keys(features):
            self._stories_by_key[key][story] = None
        for mark in _marks(features):
            self._by_mark[mark].append((story, features))

    def near_duplicates(self, features: Features) -> list[tuple[str, Features]]:
        """(story, article) that share a band, the address or the title."""
        since = features.published_at - self._window
        found = {f.article_id: (story, f) for mark in _marks(features) for story, f in self._by_mark.get(mark, ()) if f.published_at >= since}
        return list(found.values())

    def candidates(self, features: Features) -> list[tuple[str, list[Features]]]:
        """Stories that share keys, those with most keys first."""
        since = features.published_at - self._window
        shared: Counter[str] = Counter()
        for key in story_keys(features):
            shared.update(list(self._stories_by_key.get(key, ())))
        live = [(s, n, max(m.published_at for m in self._members[s])) for s, n in shared.items()]
        live = [(s, n, last) for s, n, last in live if last >= since]
        live.sort(key=lambda row: (-row[1], -row[2].timestamp(), row[0]))
        return [(s, self._members[s]) for s, _, _ in live[:CANDIDATES]]


def _marks(features: Features) -> list[tuple[str, object]]:
    marks: list[tuple[str, object]] = [("band", b) for b in bands(features.digest, features.digest_version)]
    if features.url_key:
        marks.append(("url", features.url_key))
    if features.title_key:
        marks.append(("title", features.title_key))
    return marks
