"""The features of events for the realis model as indices: what ``realis.event_features`` names, without making the names.

``realis.event_features`` is the definition and what training uses; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from monitor.domain.reading import Signal
from monitor.understand.glossary import Column, Numbers, Spelt
from monitor.understand.linear import Rows, rows_of
from monitor.understand.realis import AFTER, BEFORE, Governed, inside, setting_features

_KINDS = ("w-", "w+", "c", "b", "a", "prev1", "prev2", "prev3")  # of the features that name a word
_ENDS, _RANGES = len(_KINDS), 5  # a word's column of its ending; so many kinds are of ranges of words, the others of one
_NONE = -1


class RealisCoder:
    """Compiled names of the realis model's vocabulary."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._row_of: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._of_signal: dict[Signal, dict[str, int]] = {s: {} for s in Signal}
        self._other: dict[str, int] = {}
        of_word: list[list[int]] = []
        for name, index in vocabulary.items():
            kind, _, rest = name.partition(":")
            if kind == "s":
                signal, _, feature = rest.partition(" ")
                self._of_signal[Signal(signal)][feature] = index
            elif kind == "ends":
                self._ends[rest] = index
            elif kind in _KINDS:
                if rest not in self._row_of:
                    self._row_of[rest] = len(of_word)
                    of_word.append([_NONE] * len(_KINDS))
                of_word[self._row_of[rest]][_KINDS.index(kind)] = index
            else:
                self._other[name] = index
        unknown = [_NONE] * len(_KINDS)
        self._of_word = Column(
            lambda e: [*(of_word[row] if (row := self._row_of.get(e.lower)) is not None else unknown), self._ends.get(e.lower[-3:], _NONE)], _ENDS + 1
        )

    def rows(self, events: Sequence[tuple[Governed, int, Signal]], text: Spelt, foci: Sequence[int]) -> Rows:
        """The features of the events, at least one: the word in a sentence that each hangs on, and what it is a signal of.

        ``foci`` are the numbers of these words in ``text``, where the words of all sentences stand as they do in their own fields.
        """
        single: list[int] = []
        singles: list[int] = []  # how many of an event stand in ``single``
        reach: list[tuple[int, ...]] = []
        settings: dict[tuple[int, int], tuple[list[int], list[str], tuple[int, int]]] = {}
        for (g, focus, signal), at in zip(events, foci, strict=True):
            if (place := (id(g), focus)) not in settings:
                settings[place] = self._setting(g, focus)
            plain, named, (low, high) = settings[place]
            known = self._of_signal[signal].get
            single += plain
            single += [known(f, _NONE) for f in named]
            single.append(known("", _NONE))
            singles.append(len(plain) + len(named) + 1)
            reach.append((at, g.first - focus, g.last - focus, low - focus, high - focus))
        table = self._of_word.of(text)
        owner, index = _of_ranges(table, np.array(reach, dtype=np.int64))
        row = np.concatenate((np.arange(len(events)).repeat(singles), owner))
        index = np.concatenate((np.array(single, dtype=np.int64), index))
        told = index != _NONE
        return rows_of(row[told], index[told], len(events))

    def _setting(self, g: Governed, focus: int) -> tuple[list[int], list[str], tuple[int, int]]:
        """Of an event at word ``focus``: the features that name no word, the names of those paired with the signal, the words of its clause."""
        around = g.clause(focus)
        plain, named = setting_features(g, focus, around)
        return [self._other.get(f, _NONE) for f in plain], named, inside(g, around)


def _of_ranges(table: Numbers, reach: Numbers) -> tuple[Numbers, Numbers]:
    """(the event, the index) of every feature of a word, known or not.

    ``reach`` has for each event the row of its word in ``table``, and how far from there begin and end its sentence and its clause.
    """
    at, first, last, low, high = reach.T
    none = np.zeros_like(at)
    begins = np.stack((np.maximum(first, -BEFORE), none, low, first, none), axis=1)
    lengths = (np.stack((none, np.minimum(last, AFTER), high, none, last), axis=1) - begins).ravel()
    start = (begins + at[:, None]).ravel()
    owner = np.arange(len(lengths)).repeat(lengths)
    word = np.arange(len(owner)) + (start - lengths.cumsum() + lengths)[owner]
    event, kind = np.divmod(owner, _RANGES)
    found = [(event, table[word, kind]), (np.arange(len(at)), table[at, _ENDS])]
    for k in range(_RANGES, _ENDS):
        back = k - _RANGES + 1
        (has,) = np.nonzero(first <= -back)
        found.append((has, table[at[has] - back, k]))
    events, index = zip(*found, strict=True)
    return np.concatenate(events), np.concatenate(index)
