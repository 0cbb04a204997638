"""Lessons: sentences with a teacher's answers, from which the network learns beside the labelled ones (decision 0014)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.training.files import letters, lines, write_arrays
from monitor.understand.network import LABELS

FILE = "lessons.npz"
LEAST_TOLD = 1 / 64  # probability under which an answer is not kept
_WHOLE = 255  # a probability of one, as it is stored


class Lesson(NamedTuple):
    """The tokens of a sentence and the probability of each label (number in ``LABELS``) that its teacher does not rule out."""

    tokens: tuple[str, ...]
    told: dict[int, float]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Lessons by the article that they are made of (``Unit.key``): who holds an article back must hold back its lessons.

    ``sentences`` is the digest of the labelled sentences that the teacher was taught with.
    """

    sentences: str
    by_article: dict[str, tuple[Lesson, ...]]

    def of(self, articles: Set[str]) -> Iterator[Lesson]:
        """The lessons of these articles, in the order of the file."""
        for article, lessons in self.by_article.items():
            if article in articles:
                yield from lessons


def answers_kept(probabilities: NDArray[np.float32]) -> dict[int, float]:
    """What is kept of a teacher's probabilities of all labels, to one part in 255."""
    kept = np.flatnonzero(probabilities >= LEAST_TOLD)
    return {int(k): round(float(probabilities[k]) * _WHOLE) / _WHOLE for k in kept}


def write_lessons(lessons: Lessons, path: Path) -> str:
    """Write the lessons as arrays; the SHA-256 of the file."""
    rows = [lesson for some in lessons.by_article.values() for lesson in some]
    words = sorted({token for row in rows for token in row.tokens})
    number = {word: n for n, word in enumerate(words)}
    arrays: dict[str, NDArray[Any]] = {
        "sentences": letters([lessons.sentences]),
        "words": letters(words),
        "tokens": np.array([number[token] for row in rows for token in row.tokens], dtype=np.uint16),
        "lengths": np.array([len(row.tokens) for row in rows], dtype=np.uint8),
        "labels": np.array([k for row in rows for k in row.told], dtype=np.uint8),
        "told": np.array([round(p * _WHOLE) for row in rows for p in row.told.values()], dtype=np.uint8),
        "answers": np.array([len(row.told) for row in rows], dtype=np.uint8),
        "articles": letters(lessons.by_article),
        "lessons": np.array([len(some) for some in lessons.by_article.values()], dtype=np.uint16),
    }
    return write_arrays(arrays, path)


def load_lessons(path: Path | None = None) -> Lessons:
    """The lessons of ``path``, by default those that lie in this package."""
    with np.load(path or Path(__file__).with_name(FILE), allow_pickle=False) as file:
        arrays = dict(file)
    words = lines(arrays["words"])
    rows = list(map(Lesson, _tokens(arrays, words), _told(arrays)))
    ends = np.cumsum(arrays["lessons"], dtype=np.intp).tolist()
    articles = zip(lines(arrays["articles"]), [0, *ends], ends, strict=False)
    return Lessons(lines(arrays["sentences"])[0], {name: tuple(rows[begin:end]) for name, begin, end in articles})


def _tokens(arrays: dict[str, NDArray[Any]], words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    named = [words[n] for n in arrays["tokens"].tolist()]
    for begin, end in _bounds(arrays["lengths"]):
        yield tuple(named[begin:end])


def _told(arrays: dict[str, NDArray[Any]]) -> Iterator[dict[int, float]]:
    pairs = list(zip(arrays["labels"].tolist(), (arrays["told"] / _WHOLE).tolist(), strict=True))
    for begin, end in _bounds(arrays["answers"]):
        yield dict(pairs[begin:end])


def _bounds(lengths: NDArray[Any]) -> Iterator[tuple[int, int]]:
    ends = np.cumsum(lengths, dtype=np.intp).tolist()
    return zip([0, *ends], ends, strict=False)


assert len(LABELS) <= _WHOLE  # a label's number is stored in one byte
