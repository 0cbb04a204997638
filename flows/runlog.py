"""What the runs and the runner print: a log file of its own, so that the command's own lines stay the command's."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TextIO

MOST_BYTES = 5_000_000  # of one file; with the one before it, marked ``.1``, a log never takes more than twice that


class RunLog(io.TextIOBase):
    """A text stream into ``path`` that many threads may write to; a full file, and that of an earlier life, is kept once as ``.1``."""

    def __init__(self, path: Path, most_bytes: int = MOST_BYTES) -> None:
        self.path = path
        self._most = most_bytes
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self._fresh()

    def write(self, text: str, /) -> int:
        """Write at once; the reader of a log wants its last line when something has just died."""
        with self._lock:
            if self._file.tell() > self._most:
                self._file.close()
                self._file = self._fresh()
            self._file.write(text.encode("utf8", "backslashreplace"))
        return len(text)

    def writable(self) -> bool:
        """True: it is there to be written to."""
        return True

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()
        super().close()

    def _fresh(self) -> io.FileIO:
        if self.path.exists():
            self.path.replace(self.path.with_suffix(self.path.suffix + ".1"))
        return io.FileIO(self.path, "a")


@contextmanager
def printing_to(path: Path) -> Iterator[TextIO]:
    """Send what this process prints, and what the runner passes on of its runs, to ``path``; yields the stream that was standard output.

    The log stays open: loggers made inside hold on to it, and would else complain on standard error of all places when they say goodbye.
    """
    log = RunLog(path)
    own = sys.stdout
    with redirect_stdout(log), redirect_stderr(log):
        yield own
