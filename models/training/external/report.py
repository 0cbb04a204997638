"""What a measurement on one set says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from monitor.domain.errors import InputError


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of one set. ``how`` says what was compared with what; ``lists`` name the single cases behind a figure."""

    name: str
    rows: int
    how: str
    figures: Mapping[str, Any]
    lists: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The report as one object."""
        return {"set": self.name, "rows": self.rows, **self.figures, "how": self.how, "lists": {k: list(v) for k, v in self.lists.items()}}

    def flat(self) -> Iterator[tuple[str, Any]]:
        """(name, value) of every figure, names of nested ones joined by dots."""
        yield from _flat("", self.figures)


def _flat(prefix: str, figures: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(f"{prefix}{name}.", value)
        else:
            yield f"{prefix}{name}", value


def read_rows(file: Path) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file. Raises InputError with file and line number."""
    out: list[dict[str, Any]] = []
    for number, line in enumerate(file.read_text("utf8").splitlines(), 1):
        try:
            row = json.loads(line)
        except ValueError as error:
            raise InputError(f"{file}:{number}: {error}") from error
        if not isinstance(row, dict):
            raise InputError(f"{file}:{number}: expected an object")
        out.append(row)
    return out


def share(part: float, whole: float) -> float | None:
    """``part`` of ``whole`` rounded to four places; None when there is no whole."""
    return round(part / whole, 4) if whole else None
