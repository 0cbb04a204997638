"""Printing: JSON lines, tables, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table


def json_line(value: Any) -> None:
    """One object as one line of UTF-8 on standard output."""
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(", ", ": ")).encode("utf8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def complain(line: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"contactline: {' '.join(line.split())}\n")


def console() -> Console:
    """The terminal, or a plain one of 120 columns in a pipe."""
    from rich.console import Console

    return Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=120)


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> Table:
    """A plain table; cells are text, never markup."""
    from rich.markup import escape
    from rich.table import Table

    out = Table(*columns, title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for row in rows:
        out.add_row(*("" if cell is None else escape(str(cell)) for cell in row))
    return out


class TerminalProgress:
    """A progress bar on a terminal's standard error; nothing in a pipe."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._bar = Progress(
            TextColumn("{task.description:8}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
            disable=not sys.stderr.isatty(),
        )
        self._task: Any = None

    def __enter__(self) -> TerminalProgress:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def stage(self, name: str, total: int | None) -> None:
        """Begin a stage."""
        self._task = self._bar.add_task(name, total=total)

    def advance(self, n: int = 1) -> None:
        """So many more are done."""
        if self._task is not None:
            self._bar.advance(self._task, n)
