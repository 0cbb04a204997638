"""Constraints that operators left on pairs of articles."""

from __future__ import annotations

import builtins
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, delete, or_, select

from monitor.adapters.store import sql
from monitor.adapters.store.tables import story_constraint
from monitor.domain.constraint import Constraint


class SqlConstraints:
    """``ConstraintRepository`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, constraints: Sequence[Constraint]) -> None:
        """Store them; on a pair that has one already the new word replaces it."""
        for each in constraints:
            row = {"first": each.first, "second": each.second, "kind": each.kind, "by": each.by, "note": each.note, "at": each.at}
            sql.upsert(self._connection, story_constraint, row, ("first", "second"))

    def remove(self, constraints: Iterable[Constraint]) -> None:
        """Forget the word on each of these pairs."""
        c = story_constraint.c
        for each in constraints:
            self._connection.execute(delete(story_constraint).where(c.first == each.first, c.second == each.second))

    def touching(self, article_ids: Collection[str]) -> builtins.list[Constraint]:
        """Those that name one of the articles, in order of the pairs."""
        c = story_constraint.c
        found: set[Constraint] = set()
        for piece in sql.chunks(sorted(article_ids)):
            rows = self._connection.execute(select(story_constraint).where(or_(c.first.in_(piece), c.second.in_(piece))))
            found.update(Constraint(row.kind, row.first, row.second, row.by, row.note, row.at) for row in rows)
        return _ordered(found)

    def all(self) -> builtins.list[Constraint]:
        """Every constraint, in order of the pairs."""
        rows = self._connection.execute(select(story_constraint))
        return _ordered(Constraint(row.kind, row.first, row.second, row.by, row.note, row.at) for row in rows)


def _ordered(constraints: Iterable[Constraint]) -> builtins.list[Constraint]:
    return sorted(constraints, key=lambda c: (c.first, c.second))  # here: the two databases order text differently
