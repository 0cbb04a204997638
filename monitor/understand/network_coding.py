"""The tokens of many sentences at once, as rows of the network's vocabulary: what ``network.tokens_of`` names, by array.

``network.tokens_of`` is the definition and what training uses; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from monitor.understand.features import KEY_CLASSES
from monitor.understand.glossary import Column, Entry, Numbers, Spelt, laid_out
from monitor.understand.network import GAP, LONGEST, YEARS, Laid, SentenceNetwork, marks_of, year_of
from monitor.understand.realis import Dated, Setting

_NAMES = tuple(sorted(KEY_CLASSES - {"@num"}))


class TokenCoder:
    """Compiled tokens of one network: the row of each word by its number in a glossary."""

    def __init__(self, network: SentenceNetwork) -> None:
        self._network = network
        self._of_word = Column(self._word, 3)
        self._years = np.array(network.rows_of(YEARS), dtype=np.int64)
        self._marks = lru_cache(maxsize=1024)(lambda setting, when: network.rows_of(marks_of(setting, when)))

    def _word(self, entry: Entry) -> tuple[int, int, int]:
        """(row, which class of names it stands for or 0, the year or 0) of a word."""
        key = next((c for c in entry.classes if c in KEY_CLASSES), None)
        row = self._network.rows_of([key or entry.lower])[0]
        return row, 1 + _NAMES.index(key) if key in _NAMES else 0, year_of(entry.lower) if key == "@num" else 0

    def lay(self, text: Spelt, ranges: Sequence[tuple[int, int]], marks: Sequence[tuple[Setting, Dated]], this_year: int) -> Laid:
        """The sentences made of the words ``first`` to ``last`` (excluded) of each range, at least one, each with its marks before it."""
        sentence, word = laid_out([(first, min(last, first + LONGEST)) for first, last in ranges])
        row, name, year = self._of_word.of(Spelt(text.glossary, text.words[word])).T
        row = np.where(year > 0, self._years[1 + np.sign(year - this_year)], row)
        kept = np.ones(len(row), dtype=np.bool_)  # the words of a name stand together as one
        kept[1:] = (name[1:] == 0) | (name[1:] != name[:-1]) | (sentence[1:] != sentence[:-1])
        return _laid([self._marks(*mark) for mark in marks], row[kept], np.bincount(sentence[kept], minlength=len(ranges)))


def _laid(marks: Sequence[Sequence[int]], rows: Numbers, words: NDArray[np.intp]) -> Laid:
    """Sentences of these marks and so many words each, laid out as ``network.lay`` does."""
    before = np.array([len(m) for m in marks])
    lengths = before + words
    begins = np.cumsum(lengths + GAP) - lengths
    out = np.zeros(int(begins[-1] + lengths[-1] + GAP) + 1, dtype=np.intp)
    first = begins + before
    out[np.arange(len(rows)) + (first - words.cumsum() + words).repeat(words)] = rows
    flat = [row for mark in marks for row in mark]
    out[np.arange(len(flat)) + (begins - before.cumsum() + before).repeat(before)] = flat
    return Laid(out, begins, begins + lengths)
