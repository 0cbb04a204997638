"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

JsonFlag = Annotated[bool, typer.Option("--json", help="Print JSON lines: one object a line, nothing else on standard output.")]
Paths = Annotated[list[Path], typer.Argument(help="Files, folders, or - for JSON lines on standard input.", allow_dash=True)]
Limit = Annotated[int, typer.Option("--limit", min=1, max=100_000, help="At most so many rows.")]
