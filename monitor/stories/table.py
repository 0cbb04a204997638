"""The articles in the window, by number: packed, with moment and story, and the stories by number. What has left the window is forgotten.

Articles of lasting interest are forgotten later, see ``forget``.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=np.generic)

_GROWTH = 1.125
_LEAST = 1024
_FORGETS = 4096  # additions between two looks at what has left the window
_WORTH = 0.1  # share of the articles that has to have left before the rest is numbered anew
_LATE = 5  # percentile of the latest moments that the window ends before: a few articles with a date far ahead do not empty it
_MOST_LASTING = 50_000  # articles of lasting interest that are kept beyond the window, the newest: some 80 MB
_PER_RAW = 33 + 8 + 8  # bytes beside those of a packed article: Python's head, its place in the list, rounding
_PER_STORY = 49 + 24 + 8 + 100  # a story's id: head and text, place in the list, and in the dictionary with its number


class Table:
    """Articles and stories, both numbered from 0 in the order in which they came.

    ``published`` (seconds since 1970) and ``story`` are by article, ``last`` (the newest article) by story; their length is more than is used.
    """

    def __init__(self, kept: int, lasting: float) -> None:
        """``kept``: newest members that a story which is still told keeps, however old they are; ``lasting``: seconds for which it is still
        told after its last article of lasting interest."""
        self._lasting_for = lasting
        self._kept = kept
        self._raws: list[bytes] = []
        self._size = 0  # bytes in ``_raws``
        self._names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._added = 0
        self.published = np.zeros(_LEAST)
        self.story = np.zeros(_LEAST, dtype=np.int32)
        self._before = np.full(_LEAST, -1, dtype=np.int32)  # the article before it in its story, -1 for none; the last is never of one
        self.last = np.zeros(_LEAST, dtype=np.int32)
        self._lasting = np.zeros(_LEAST, dtype=np.bool_)

    def __len__(self) -> int:
        return len(self._raws)

    def add(self, story: str, published: float, raw: bytes, *, lasting: bool = False) -> int:
        """The number of a new article of ``story``."""
        article, number = len(self._raws), self._numbers.setdefault(story, len(self._names))
        if article == len(self.published) - 1:
            self.published, self.story, self._before = _longer(self.published), _longer(self.story), _longer(self._before, -1)
            self._lasting = _longer(self._lasting)
        if number == len(self._names):
            if number == len(self.last):
                self.last = _longer(self.last)
            self._names.append(story)
            self.last[number] = -1
        self._raws.append(raw)
        self._size += len(raw)
        self._added += 1
        self.published[article] = published
        self.story[article] = number
        self._lasting[article] = lasting
        self._before[article] = self.last[number]
        self.last[number] = article
        return article

    def story_of(self, article: int) -> str:
        """The id of an article's story."""
        return self._names[int(self.story[article])]

    def raw(self, article: int) -> bytes:
        """An article as it is packed."""
        return self._raws[article]

    def told(self, stories: NDArray[np.int32]) -> list[tuple[str, list[bytes]]]:
        """The id and the newest members of each story, as many as are kept, the newest first."""
        chain = [self.last[stories]]
        for _ in range(self._kept - 1):
            chain.append(self._before.take(chain[-1]))  # of -1 the last of the array, which is -1
        articles = np.stack(chain, axis=1)
        there = articles >= 0
        raws = [self._raws[article] for article in articles[there].tolist()]
        ends = np.cumsum(there.sum(axis=1)).tolist()
        return [(self._names[story], raws[start:end]) for story, start, end in zip(stories.tolist(), [0, *ends], ends, strict=False)]

    def forget(self, window: float) -> NDArray[np.int32] | None:
        """Forget what has left the window of so many seconds, when it is time to and enough to be worth it.

        Gives each article's new number, -1 for one forgotten, or None when nothing changed. A story of which any article is in the window
        or, of lasting interest, has not left it for long, is still told, and keeps its newest members.
        """
        if self._added < _FORGETS:
            return None
        count, self._added = len(self._raws), 0
        published, story = self.published[:count], self.story[:count]
        now = np.percentile(published[-_FORGETS:], _LATE)
        lasting = self._lasting[:count] & (published >= now - self._lasting_for)
        lasting[np.flatnonzero(lasting)[:-_MOST_LASTING]] = False
        inside = (published >= now - window) | lasting
        told = np.zeros(len(self._names), dtype=bool)
        told[story[inside]] = True
        order = np.argsort(story, kind="stable")
        kept = inside | told[story] & (_ranks(story, order) < self._kept)
        if kept.sum() > (1 - _WORTH) * count:
            return None
        numbers = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
        self._keep(kept, told)
        return numbers

    def _keep(self, kept: NDArray[np.bool_], told: NDArray[np.bool_]) -> None:
        count = len(kept)
        self._raws = [raw for raw, stays in zip(self._raws, kept.tolist(), strict=True) if stays]
        self._size = sum(map(len, self._raws))
        self._names = [name for name, stays in zip(self._names, told.tolist(), strict=True) if stays]
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self.published, self._lasting = _longer(self.published[:count][kept]), _longer(self._lasting[:count][kept])
        story = (np.cumsum(told) - 1).astype(np.int32)[self.story[:count][kept]]
        order = np.argsort(story, kind="stable")
        before = np.full(len(story), -1, dtype=np.int32)
        same = story[order[1:]] == story[order[:-1]]
        before[order[1:][same]] = order[:-1][same]
        last = np.zeros(len(self._names), dtype=np.int32)
        last[story] = np.arange(len(story))
        self.story, self._before, self.last = _longer(story), _longer(before, -1), _longer(last)

    @property
    def nbytes(self) -> int:
        """Memory of packed articles, arrays and ids, with what Python adds to each."""
        arrays = (self.published, self.story, self._before, self.last, self._lasting)
        return self._size + _PER_RAW * len(self._raws) + _PER_STORY * len(self._names) + sum(a.nbytes for a in arrays)


def _ranks(story: NDArray[np.int32], order: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many articles of the same story came after each; ``order`` is by story, then by number."""
    sizes = np.bincount(story)
    ranks = np.empty(len(story), dtype=np.intp)
    ranks[order] = np.repeat(np.cumsum(sizes), sizes) - 1 - np.arange(len(story))
    return ranks


def _longer(values: NDArray[T], rest: int = 0) -> NDArray[T]:
    """The values with room for more after them, filled with ``rest``."""
    return np.concatenate((values, np.full(_LEAST + int((_GROWTH - 1) * len(values)), rest, dtype=values.dtype)))
