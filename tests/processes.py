"""``contactline`` as a process of its own beside servers of the test's event loop."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    status: int
    out: str
    err: str

    def rows(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True)
class Program:
    """``contactline`` with its own folder as working directory, database and temporary files."""

    folder: Path
    environment: dict[str, str]

    @property
    def database(self) -> Path:
        return self.folder / "db.sqlite3"

    async def run(self, *args: str, kill_after: float | None = None, **environment: str) -> Ended:
        """Run it to its end, or until it is killed after so many seconds."""
        base = {k: v for k, v in os.environ.items() if not k.startswith(("CONTACTLINE_", "PREFECT_"))}
        own = {
            "CONTACTLINE_DATABASE_URL": f"sqlite:///{self.database}",
            "CONTACTLINE_DATA_DIR": str(self.folder / "data"),
            "TMPDIR": str(self.folder),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "monitor.cli.main", *args,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
            cwd=self.folder, env={**base, **own, **self.environment, **environment},
        )  # fmt: skip
        talking = asyncio.create_task(process.communicate())
        if kill_after is not None:
            await asyncio.wait({talking}, timeout=kill_after)
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        out, err = await talking
        assert process.returncode is not None
        return Ended(process.returncode, out.decode(), err.decode())
