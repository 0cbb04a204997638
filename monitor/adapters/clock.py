"""The product's clock: the real one, or one that runs from another start at another speed (for replays and trials)."""

from __future__ import annotations

import datetime as dt
import time


class RealClock:
    """The machine's clock."""

    def now(self) -> dt.datetime:
        """Now, aware UTC."""
        return dt.datetime.now(dt.UTC)


class ScaledClock:
    """Reads ``start`` at second ``at`` of the real clock and runs ``speed`` times as fast, the same in every process."""

    def __init__(self, start: dt.datetime, at: float, speed: float) -> None:
        self._start, self._at, self._speed = start, at, speed

    def now(self) -> dt.datetime:
        """Now by this clock, aware UTC."""
        return self._start + dt.timedelta(seconds=(time.time() - self._at) * self._speed)
