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

import numpy as np
from numpy.typing import NDArray

from monitor.domain.reading import Realis, Signal
from monitor.understand.features import KEY_CLASSES
from monitor.understand.gates import TIME
from monitor.understand.realis import YEAR_OF_TRAINING, Setting, dated
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
    out = [f"@{mark}" for mark, true in zip(setting._fields, setting, strict=True) if true]
    if words.opened(first, last) & TIME:
        when = dated(text[words.starts[first] : words.ends[last - 1]], published)
        out += [f"@dated {flag}" for flag in _TIMES if getattr(when, flag)]
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


def _year(number: str, this_year: int) -> str:
    if len(number) == 4 and number.isdigit() and _FIRST_YEAR <= (year := int(number)) <= _LAST_YEAR:
        return "@year past" if year < this_year else "@year to come" if year > this_year else "@this year"
    return "@num"


def ending_of(word: str) -> str:
    """The token that stands for a word not met in training: its ending tells a verb's tense or a plural."""
    return f"~{word[-_ENDING:]}"


@dataclass(frozen=True, slots=True)
class Laid:
    """Sentences laid end to end, ``GAP`` empty words around each: the row of every word, where sentences begin and end."""

    rows: NDArray[np.intp]
    begins: NDArray[np.intp]
    ends: NDArray[np.intp]

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
        shape = (len(sentences), len(Signal), len(Realis))
        if not sentences:
            return np.zeros(shape, dtype=np.float32)
        laid = lay([self.rows_of(s) for s in sentences])
        answers = np.maximum(self._strongest(laid) + self.offsets, 0.0) @ self.weights + self.bias
        out: Floats = (1.0 / (1.0 + np.exp(-np.clip(answers, -_FAR, _FAR)))).reshape(shape).astype(np.float32)
        return out

    def _strongest(self, laid: Laid) -> Floats:
        """The strongest answer of each filter in each sentence, before its offset, shape (sentences, all filters)."""
        answers = self.vectors[laid.rows] @ self._side_by_side
        found, column = [], 0
        for width, filters in zip(WIDTHS, self.filters, strict=True):
            n = filters.shape[2]
            windows = answers[: len(answers) - width + 1, column : column + n].copy()
            for j in range(1, width):
                windows += answers[j : len(answers) - width + 1 + j, column + j * n : column + (j + 1) * n]
            column += width * n
            found.append(np.maximum.reduceat(windows, laid.segments(width), axis=0)[::2])
        return np.concatenate(found, axis=1)

    @cached_property
    def _side_by_side(self) -> Floats:
        """All filters' weights as one matrix (dimensions, width x filters of each width): one product instead of six."""
        return np.concatenate([f.transpose(1, 0, 2).reshape(f.shape[1], -1) for f in self.filters], axis=1)
