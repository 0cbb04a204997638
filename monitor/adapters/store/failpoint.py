"""Named places where a test may kill the process; inert unless installed.

``install("commit:3")`` makes the third ``hit("commit")`` end the process with SIGKILL: no clean-up, no flush, as in a power cut.
Names in the store: ``before_commit``, ``commit`` (just after it), ``migration`` (just before a migration's commit).
"""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import dataclass

from monitor.domain.errors import ConfigError


@dataclass(slots=True)
class _Armed:
    name: str
    left: int


_lock = threading.Lock()
_armed: _Armed | None = None


def install(spec: str | None) -> None:
    """Arm ``NAME:N``, or disarm with None or "". Raises ConfigError for another form."""
    global _armed
    if not spec:
        _armed = None
        return
    name, _, count = spec.rpartition(":")
    if not name or not count.isascii() or not count.isdigit() or int(count) < 1:
        raise ConfigError("environment", "CONTACTLINE_FAILPOINT", "NAME:N with N of 1 or more")
    _armed = _Armed(name, int(count))


def hit(name: str) -> None:
    """Count one pass through ``name``; the armed one kills this process."""
    if _armed is None or _armed.name != name:
        return
    with _lock:
        _armed.left -= 1
        fatal = _armed.left == 0
    if fatal:
        os.kill(os.getpid(), signal.SIGKILL)
