"""The features of events for the realis model as indices: what ``realis.event_features`` names, without making the names.

``realis.event_features`` is the definition and what training uses; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.domain.reading import Signal
from monitor.understand.linear import Rows, rows_of
from monitor.understand.realis import AFTER, BEFORE, Governed, inside, setting_features

_KINDS = ("w-", "w+", "c", "b", "a", "prev1", "prev2", "prev3")  # of the features that name a word
_NEAR_BEHIND, _NEAR_AHEAD, _CLAUSE, _BEHIND, _AHEAD, _PREVIOUS = range(6)
_NONE = -1

Columns = NDArray[np.int32]


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
        self._table = np.array([*of_word, [_NONE] * len(_KINDS)], dtype=np.int32).T.copy()  # the last column: words that the model does not know

    def columns(self, words: Sequence[str]) -> Columns:
        """The indices of each word of a text by kind of feature, shape (``_KINDS``, words); ``_NONE`` for what the model does not know."""
        get, unknown = self._row_of.get, self._table.shape[1] - 1
        return self._table.take([get(w, unknown) for w in words], axis=1)

    def rows(self, events: Sequence[tuple[Governed, int, Signal]], columns: Columns) -> Rows:
        """The distinct indices of each event's features, ascending; an event is a word of a sentence and what it is a signal of."""
        pieces: list[Columns] = []
        lengths: list[int] = []  # of the pieces of an event together
        single: list[int] = []
        singles: list[int] = []  # how many of an event stand in ``single``
        near_behind, near_ahead, clause, behind, ahead, *previous = columns
        ends, other = self._ends.get, self._other.get
        for g, focus, signal in events:
            first, last = g.first, g.last
            around = g.clause(focus)
            low, high = inside(g, around)
            plain, named = setting_features(g, focus, around)
            known = self._of_signal[signal].get
            before = len(single)
            single += [other(f, _NONE) for f in plain]
            single += [known(f, _NONE) for f in named]
            single += (known("", _NONE), ends(g.words.lower[focus][-3:], _NONE))
            single += [previous[k - 1][focus - k] for k in (1, 2, 3) if focus - k >= first]
            singles.append(len(single) - before)
            near, far = max(first, focus - BEFORE), min(last, focus + AFTER)
            pieces += (clause[low:high], behind[first:focus], ahead[focus:last], near_behind[near:focus], near_ahead[focus:far])
            lengths.append(high - low + last - first + far - near)
        index = np.concatenate((np.array(single, dtype=np.int32), *pieces))
        row = np.repeat(np.tile(np.arange(len(events)), 2), singles + lengths)
        told = index != _NONE
        return rows_of(row[told], index[told], len(events))
