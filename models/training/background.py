"""How common words are in news: the share of the project's own texts that hold each stem."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from models.training.data import Labelled
from models.training.relevance import load_heads
from models.training.stories import load_stream, stream_files
from monitor.stories.features import RAREST, words_of

_LEAST = 2  # documents that a word must stand in: once is chance
_DOUBT = 2.0  # documents added to every count: a word seen in two of three thousand is no surer sign than one seen in four
_LOOSE = 8  # loose sentences that make up a document's length


def documents(sentences: Sequence[Labelled]) -> Iterator[str]:
    """The stories' articles, the labelled heads, the labelled articles, and loose sentences by the handful."""
    for file in stream_files():
        yield from (f"{article.title}. {article.text}" for article, _ in load_stream(file))
    yield from (text for text, _ in load_heads())
    for (_, article), group in itertools.groupby(sentences, key=lambda s: (s.origin, s.article)):
        lines = [s.text for s in group]
        step = len(lines) if article is not None else _LOOSE
        yield from (" ".join(lines[i : i + step]) for i in range(0, len(lines), step))


def background_shares(sentences: Sequence[Labelled]) -> dict[str, float]:
    """Share of documents by stem (0 to 1), and under ``RAREST`` that of a stem not in the table."""
    counts: Counter[str] = Counter()
    total = 0
    for text in documents(sentences):
        counts.update(set(words_of(text)))
        total += 1
    shares = {w: round((n + _DOUBT) / (total + _DOUBT), 6) for w, n in sorted(counts.items()) if n >= _LEAST}
    return {**shares, RAREST: round(_DOUBT / (total + _DOUBT), 6)}
