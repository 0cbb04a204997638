"""The features of an event for the realis model as indices: what ``realis.event_features`` names, without making the names.

``realis.event_features`` is the definition and what training uses; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.domain.reading import Signal
from monitor.understand.realis import AFTER, BEFORE, Governed, inside, setting_features

_KINDS = ("w-", "w+", "c", "b", "a", "prev1", "prev2", "prev3")  # of the features that name a word
_NEAR_BEHIND, _NEAR_AHEAD, _CLAUSE, _BEHIND, _AHEAD = range(5)
_PREVIOUS = 4  # and the word's distance
_NONE = -1
_UNKNOWN = [_NONE] * len(_KINDS)

Columns = Sequence[Sequence[int]]


class RealisCoder:
    """Compiled names of the realis model's vocabulary."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._of_word: dict[str, list[int]] = {}
        self._ends: dict[str, int] = {}
        self._of_signal: dict[str, dict[str, int]] = {str(s): {} for s in Signal}
        self._other: dict[str, int] = {}
        for name, index in vocabulary.items():
            kind, _, rest = name.partition(":")
            if kind == "s":
                signal, _, feature = rest.partition(" ")
                self._of_signal.setdefault(signal, {})[feature] = index
            elif kind == "ends":
                self._ends[rest] = index
            elif kind in _KINDS:
                self._of_word.setdefault(rest, [_NONE] * len(_KINDS))[_KINDS.index(kind)] = index
            else:
                self._other[name] = index

    def columns(self, words: Sequence[str]) -> Columns:
        """The indices of each word of a sentence by kind of feature, in the order of ``_KINDS``; ``_NONE`` for what the model does not know."""
        return [self._of_word.get(w, _UNKNOWN) for w in words]

    def event(self, g: Governed, columns: Columns, focus: int) -> tuple[set[int], list[str]]:
        """(indices of the event's features, those features that are also paired with the signal); ``focus`` is a word of the article."""
        at = focus - g.first
        low, high = inside(g, focus)
        plain, named = setting_features(g, focus)
        found = {self._other.get(f, _NONE) for f in plain}
        found.update([of[_CLAUSE] for of in columns[low - g.first : high - g.first]])
        found.update([of[_BEHIND] for of in columns[:at]])
        found.update([of[_AHEAD] for of in columns[at:]])
        found.update([of[_NEAR_BEHIND] for of in columns[max(0, at - BEFORE) : at]])
        found.update([of[_NEAR_AHEAD] for of in columns[at : at + AFTER]])
        found.update([columns[at - k][_PREVIOUS + k] for k in (1, 2, 3) if at >= k])
        found.add(self._ends.get(g.words.lower[focus][-3:], _NONE))
        found.discard(_NONE)
        return found, named

    def paired(self, signal: Signal, named: Sequence[str]) -> set[int]:
        """Indices of the signal and of the features that are paired with it."""
        known = self._of_signal[str(signal)]
        return {known[f] for f in ("", *named) if f in known}
