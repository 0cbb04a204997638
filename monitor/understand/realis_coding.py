"""The features of an event for the realis model as indices: what ``realis.event_features`` names, without making the names.

``realis.event_features`` is the definition and what training uses; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from monitor.domain.reading import Signal
from monitor.understand.realis import AFTER, BEFORE, Governed, inside, setting_features

_KINDS = ("w-", "w+", "c", "b", "a", "prev1", "prev2", "prev3", "ends")  # of the features that name a word


class RealisCoder:
    """Compiled names of the realis model's vocabulary."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._of_word: dict[str, dict[str, int]] = {kind: {} for kind in _KINDS}
        self._of_signal: dict[str, dict[str, int]] = {str(s): {} for s in Signal}
        self._other: dict[str, int] = {}
        for name, index in vocabulary.items():
            kind, _, rest = name.partition(":")
            if kind == "s":
                signal, _, feature = rest.partition(" ")
                self._of_signal.setdefault(signal, {})[feature] = index
            elif kind in self._of_word:
                self._of_word[kind][rest] = index
            else:
                self._other[name] = index

    def event(self, g: Governed, focus: int) -> tuple[set[int], list[str]]:
        """(indices of the event's features, those features that are also paired with the signal); ``focus`` is a word of the article."""
        lower, of = g.words.lower, self._of_word
        low, high = inside(g, focus)
        plain, named = setting_features(g, focus)
        found = set(map(self._other.get, plain))
        found.update(
            map(of["w-"].get, lower[max(g.first, focus - BEFORE) : focus]),
            map(of["w+"].get, lower[focus : min(g.last, focus + AFTER)]),
            map(of["c"].get, lower[low:high]),
            map(of["b"].get, lower[g.first : focus]),
            map(of["a"].get, lower[focus : g.last]),
            [of[f"prev{k}"].get(lower[focus - k]) for k in (1, 2, 3) if focus - k >= g.first],
            [of["ends"].get(lower[focus][-3:])],
        )
        found.discard(None)
        return cast(set[int], found), named

    def paired(self, signal: Signal, named: Sequence[str]) -> set[int]:
        """Indices of the signal and of the features that are paired with it."""
        known = self._of_signal[str(signal)]
        return {known[f] for f in ("", *named) if f in known}
