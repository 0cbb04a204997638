"""Values of the configuration file: typed reading with one-line errors, and keys that nobody asked for."""

from __future__ import annotations

import datetime as dt
import ipaddress
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from monitor.config.types import ClockSetting, Network
from monitor.domain.errors import ConfigError

_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h|d)")
_UNIT = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


class Table:
    """A table of the file at ``prefix``; remembers which keys were read, so that ``done`` can name a wrong one."""

    def __init__(self, file: str, prefix: str, values: Mapping[str, Any]) -> None:
        self.file = file
        self._prefix = prefix
        self._values = values
        self._read: set[str] = set()

    def name(self, key: str) -> str:
        """The key with the tables it stands in."""
        return f"{self._prefix}{key}"

    def _get(self, key: str) -> Any:
        self._read.add(key)
        return self._values.get(key)

    def _wrong(self, key: str, expected: str) -> ConfigError:
        return ConfigError(self.file, self.name(key), expected)

    def text(self, key: str, default: str | None) -> str:
        """A string; required when ``default`` is None."""
        value = self._get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self._wrong(key, "a text")
        return value

    def texts(self, key: str) -> list[str]:
        """A list of strings; one string counts as a list of one."""
        value = self._get(key)
        if value is None:
            return []
        if isinstance(value, str):
            return [value]
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self._wrong(key, "a list of texts")
        return value

    def integer(self, key: str, default: int, *, low: int, high: int) -> int:
        """A whole number within bounds."""
        value = self._get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self._wrong(key, f"a whole number from {low} to {high}")
        return value

    def duration(self, key: str, default: dt.timedelta) -> dt.timedelta:
        """A duration such as "30s", "5m", "12h", "7d", "1h30m"."""
        value = self._get(key)
        if value is None:
            return default
        found = duration(value) if isinstance(value, str) else None
        if found is None:
            raise self._wrong(key, 'a duration such as "30s", "5m", "12h" or "7d"')
        return found

    def table(self, key: str) -> Table:
        """A sub-table; empty when it is not there."""
        return self.optional_table(key) or Table(self.file, f"{self._prefix}{key}.", {})

    def optional_table(self, key: str) -> Table | None:
        """A sub-table, or None."""
        value = self._get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise self._wrong(key, "a table")
        return Table(self.file, f"{self._prefix}{key}.", value)

    def tables(self, key: str) -> list[Table]:
        """An array of tables."""
        value = self._get(key)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self._wrong(key, f"an array of tables ([[{key}]])")
        return [Table(self.file, f"{self._prefix}{key}[{i}].", v) for i, v in enumerate(value)]

    def done(self) -> None:
        """Raise ConfigError for the first key that was never read."""
        for key in self._values:
            if key not in self._read:
                known = ", ".join(sorted(self._read)) or "no key"
                raise self._wrong(key, f"a known key ({known})")


def duration(text: str) -> dt.timedelta | None:
    """A duration, or None when ``text`` is none."""
    compact = text.replace(" ", "")
    found = _DURATION.findall(compact)
    if not found or "".join(n + u for n, u in found) != compact:
        return None
    try:
        return dt.timedelta(seconds=sum(float(n) * _UNIT[u] for n, u in found))
    except OverflowError:
        return None


def parse_networks(file: str, key: str, values: Sequence[str]) -> tuple[Network, ...]:
    """CIDR networks; a bare address is a network of one."""
    out = []
    for value in values:
        try:
            out.append(ipaddress.ip_network(value.strip(), strict=False))
        except ValueError as error:
            raise ConfigError(file, key, f"networks as CIDR, comma-separated, not {value.strip()!r}") from error
    return tuple(out)


def parse_clock(text: str) -> ClockSetting:
    """``START,AT,SPEED``."""
    parts = text.split(",")
    try:
        start = dt.datetime.fromisoformat(parts[0].strip().replace("Z", "+00:00"))
        at, speed = float(parts[1]), float(parts[2])
        if len(parts) != 3 or speed <= 0 or not (math.isfinite(at) and math.isfinite(speed)):
            raise ValueError
    except (ValueError, IndexError) as error:
        raise ConfigError(
            "environment", "CONTACTLINE_CLOCK", "START,AT,SPEED (an ISO time in UTC, a second of the real clock, a factor above 0)"
        ) from error
    return ClockSetting(start.replace(tzinfo=dt.UTC) if start.tzinfo is None else start.astimezone(dt.UTC), at, speed)
