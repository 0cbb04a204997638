"""A second reader of sentences: a small convolutional network that sees the order of words, where the linear models see words and pairs.

A sentence's words become vectors, filters slide over windows of one to three words, the strongest answer of each filter is kept, and a
linear layer gives the log odds of every (signal, realis) pair (Kim 2014, "Convolutional neural networks for sentence classification").
Names and numbers stand for their class, as in ``features``. What it says is averaged with the linear models' in log odds (``signals``):
their mistakes differ, and the linear ones still say why.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.domain.reading import Realis, Signal
from monitor.understand.features import KEY_CLASSES
from monitor.understand.gates import TIME
from monitor.understand.realis import UNDATED, YEAR_OF_TRAINING, Dated, Setting, dated
from monitor.understand.tokens import Words

NETWORK_VERSION = "network-1"
WIDTHS = (1, 2, 3)  # words that a filter looks at
GAP = max(WIDTHS) - 1  # empty words between sentences: no window sees two of them
LONGEST = 70  # words of a sentence that are read
LABELS = tuple(f"{signal}:{realis}" for signal in Signal for realis in Realis)
_TIMES = ("past", "future", "recent", "ongoing")  # of ``realis.Dated``
_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_FAR = 30.0  # log odds are cut at this distance from zero
_ENDING = 2  # letters by which a word is known that the network has not met

Floats = NDArray[np.float32]


def tokens_of(text: str, words: Words, first: int, last: int, setting: Setting, published: dt.date | None) -> list[str]:
    """What the network reads of the words ``first`` to ``last`` (excluded) of ``text``.

    Before them marks of where the sentence stands and of the times it names, seen from publication; then the words, lower-cased, a name's
    together as its class, years as past, present or to come.
    """
    when = dated(text[words.starts[first] : words.ends[last - 1]], published) if words.opened(first, last) & TIME else UNDATED
    out = marks_of(setting, when)
    this_year = published.year if published else YEAR_OF_TRAINING
    previous = ""
    for i in range(first, min(last, first + LONGEST)):
        classes = words.classes[i]
        key = next((c for c in classes if c in KEY_CLASSES), None) if classes else None
        if key == "@num":
            key = _year(words.lower[i], this_year)
        elif key is None:
            key = words.lower[i]
        elif key == previous:
            continue
        out.append(key)
        previous = key
    return out


def marks_of(setting: Setting, when: Dated) -> list[str]:
    """The marks of where a sentence stands and of the times that it names."""
    out = [f"@{mark}" for mark, true in zip(setting._fields, setting, strict=True) if true]
    if when is not UNDATED:
        out += [f"@dated {flag}" for flag in _TIMES if getattr(when, flag)]
    return out


def year_of(number: str) -> int:
    """The year that a number is read as; 0 for any other number."""
    return year if len(number) == 4 and number.isdigit() and _FIRST_YEAR <= (year := int(number)) <= _LAST_YEAR else 0


YEARS = ("@year past", "@this year", "@year to come")


def _year(number: str, this_year: int) -> str:
    year = year_of(number)
    return YEARS[1 + (year > this_year) - (year < this_year)] if year else "@num"


def ending_of(word: str) -> str:
    """The token that stands for a word not met in training: its ending tells a verb's tense or a plural."""
    return f"~{word[-_ENDING:]}"


@dataclass(frozen=True, slots=True)
class Laid:
    """Sentences laid end to end, ``GAP`` empty words around each: the row of every word, where sentences begin and end."""

    rows: NDArray[np.intp]
    begins: NDArray[np.intp]
    ends: NDArray[np.intp]

    def marked(self, empty: int) -> NDArray[np.intp]:
        """The rows, with the empty words before each sentence numbered from ``empty``."""
        rows = self.rows.copy()
        for before in range(GAP):
            rows[self.begins - GAP + before] = empty + before
        return rows

    def segments(self, width: int) -> NDArray[np.intp]:
        """Bounds for ``reduceat`` of the windows of ``width`` words that touch each sentence; every second segment is one."""
        return np.stack((self.begins - (width - 1), self.ends), axis=1).ravel()


def lay(sentences: Sequence[Sequence[int]]) -> Laid:
    """Lay out sentences of vocabulary rows; row 0, the empty word, fills the gaps and stands for a sentence without words."""
    lengths = np.array([max(len(s), 1) for s in sentences])
    begins = np.cumsum(lengths + GAP) - lengths
    rows = np.zeros(int(begins[-1] + lengths[-1] + GAP) + 1, dtype=np.intp)
    for begin, sentence in zip(begins.tolist(), sentences, strict=True):
        rows[begin : begin + len(sentence)] = sentence
    return Laid(rows, begins, begins + lengths)


@dataclass(frozen=True)
class SentenceNetwork:
    """The trained arrays, float32.

    ``vectors`` (words, dimensions), its first row the empty word, all zero; ``filters`` one array (width, dimensions, filters) for each of
    ``WIDTHS``; ``offsets`` (all filters,); ``weights`` (all filters, labels) and ``bias`` (labels,), labels as in ``LABELS``.
    """

    vocabulary: Mapping[str, int]
    vectors: Floats
    filters: tuple[Floats, ...]
    offsets: Floats
    weights: Floats
    bias: Floats

    def rows_of(self, tokens: Sequence[str]) -> list[int]:
        """The rows of a sentence's tokens; a word not known is known by its ending, else empty."""
        get = self.vocabulary.get
        return [get(t) or get(ending_of(t), 0) for t in tokens]

    def probabilities(self, sentences: Sequence[Sequence[str]]) -> Floats:
        """Probability of each (signal, realis) in each sentence given by its tokens, shape (sentences, signals, realis).

        The five of one signal do not exclude each other: a sentence may say that something happened and that somebody denies it.
        """
        return (
            self.probabilities_of(lay([self.rows_of(s) for s in sentences])) if sentences else _shaped(np.zeros((0, len(LABELS)), dtype=np.float32))
        )

    def probabilities_of(self, laid: Laid) -> Floats:
        """The same of sentences given by their tokens' rows, at least one."""
        hidden = np.maximum(self._strongest(laid) + self.offsets, 0.0)
        answers = np.concatenate([hidden[at : at + _AT_ONCE] @ self.weights for at in range(0, len(hidden), _AT_ONCE)]) + self.bias
        return _shaped(1.0 / (1.0 + np.exp(-np.clip(answers, -_FAR, _FAR))))

    def _strongest(self, laid: Laid) -> Floats:
        """The strongest answer of each filter in each sentence, before its offset, shape (sentences, all filters)."""
        rows, table = laid.marked(len(self.vectors)), self._answers
        out = np.empty((len(laid.begins), len(self.offsets)), dtype=self.offsets.dtype)
        bounds = [*(laid.begins - GAP).tolist(), int(laid.ends[-1])]
        for at in range(0, len(out), _IN_CACHE):
            low, high = bounds[at], bounds[min(at + _IN_CACHE, len(out))]
            answers = table.of(rows[low : high + GAP])
            windows = answers[: high - low, : out.shape[1]]
            for j, (narrow, column) in enumerate(table.steps, 1):
                wide = windows[:, narrow:]
                np.add(wide, answers[j : high - low + j, column : column + wide.shape[1]], out=wide)
            for n in range(at, min(at + _IN_CACHE, len(out))):  # quicker than one ``reduceat``
                np.maximum.reduce(windows[bounds[n] - low : bounds[n + 1] - low], axis=0, out=out[n])
        return out

    @cached_property
    def _answers(self) -> _Answers:
        return _Answers(self.vectors, self.filters)


class _Answers:
    """What each filter's every place answers to each word of the vocabulary, worked out when the word is first met.

    Of the columns the first are the filters' first places, by ascending width; then come the second places of those that have one, and so on:
    ``steps`` tells of each place behind the first how many filters are too narrow for it, and its first column. Behind the vocabulary stand the
    ``GAP`` empty words before a sentence: what a window must not begin with answers minus infinity to the filters that are too narrow.
    """

    def __init__(self, vectors: Floats, filters: Sequence[Floats]) -> None:
        self._vectors = vectors
        self._places = np.concatenate([f[j] for j in range(max(WIDTHS)) for f in filters if len(f) > j], axis=1)
        self._known = np.zeros(len(vectors) + GAP, dtype=np.bool_)
        self._known[len(vectors) :] = True
        self._table = np.zeros((len(self._known), self._places.shape[1]), dtype=self._places.dtype)
        self.steps: list[tuple[int, int]] = []
        for j in range(1, max(WIDTHS)):
            narrow = sum(f.shape[2] for f in filters if len(f) <= j)
            self.steps.append((narrow, sum(f.shape[2] * min(len(f), j) for f in filters)))
            self._table[len(self._table) - j, :narrow] = -np.inf

    def of(self, rows: NDArray[np.intp]) -> Floats:
        """The answers to some words, shape (words, filters' places)."""
        if not self._known[rows].all():
            new = np.flatnonzero(np.bincount(rows[~self._known[rows]]))
            for at in range(0, len(new), _AT_ONCE):  # always so many: the last bit of a product may hang on its shape
                some = np.resize(new[at : at + _AT_ONCE], _AT_ONCE)
                self._table[some] = self._vectors[some] @ self._places
            self._known[new] = True
        return self._table.take(rows, axis=0)


_AT_ONCE = 4  # rows of a product: OpenBLAS shares larger ones among threads, which wait for each other longer than the product takes
_IN_CACHE = 12  # sentences whose answers are worked on together: more would not stay in the processor's own memory


def _shaped(answers: NDArray[np.floating[Any]]) -> Floats:
    return answers.reshape(-1, len(Signal), len(Realis)).astype(np.float32)
