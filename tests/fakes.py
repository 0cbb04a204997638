"""Ports without a database, held to the same contract as the real ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from monitor.domain.constraint import Constraint


class MemoryConstraints:
    """``ConstraintRepository`` in a dictionary."""

    def __init__(self) -> None:
        self._words: dict[tuple[str, str], Constraint] = {}

    def save(self, constraints: Sequence[Constraint]) -> None:
        self._words.update({(c.first, c.second): c for c in constraints})

    def remove(self, constraints: Iterable[Constraint]) -> None:
        for c in constraints:
            self._words.pop((c.first, c.second), None)

    def touching(self, article_ids: Collection[str]) -> list[Constraint]:
        return [c for c in self.all() if {c.first, c.second} & set(article_ids)]

    def all(self) -> list[Constraint]:
        return [self._words[pair] for pair in sorted(self._words)]
