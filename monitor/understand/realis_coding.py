"""The features of an event for the realis model as indices: what ``realis.event_features`` names, without making the names.

``realis.event_features`` is the definition and what training uses; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from monitor.domain.reading import Signal
from monitor.understand.realis import AFTER, BEFORE, Governed, inside, setting_features

_KINDS = ("w-", "w+", "c", "b", "a", "prev1", "prev2", "prev3", "ends")  # of the features that name a word

Columns = Mapping[str, list[int | None]]


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

    def columns(self, words: Sequence[str]) -> Columns:
        """By kind of feature, the index that each word of a sentence has there; None for what the model does not know."""
        ends = [w[-3:] for w in words]
        return {kind: list(map(known.get, ends if kind == "ends" else words)) for kind, known in self._of_word.items()}

    def event(self, g: Governed, columns: Columns, focus: int) -> tuple[set[int], list[str]]:
        """(indices of the event's features, those features that are also paired with the signal); ``focus`` is a word of the article."""
        at = focus - g.first
        low, high = inside(g, focus)
        plain, named = setting_features(g, focus)
        found = set(columns["w-"][max(0, at - BEFORE) : at])
        found.update(
            columns["w+"][at : at + AFTER],
            columns["c"][low - g.first : high - g.first],
            columns["b"][:at],
            columns["a"][at:],
            [columns[f"prev{k}"][at - k] for k in (1, 2, 3) if at >= k],
            [columns["ends"][at]],
            map(self._other.get, plain),
        )
        return {i for i in found if i is not None}, named

    def paired(self, signal: Signal, named: Sequence[str]) -> set[int]:
        """Indices of the signal and of the features that are paired with it."""
        known = self._of_signal[str(signal)]
        return {known[f] for f in ("", *named) if f in known}
