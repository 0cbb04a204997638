"""Reads values out of a payload that may lack any of them or hold something else: every text is one clean line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from monitor.alerting.render.headers import cut
from monitor.domain.reading import LEVEL_NAMES
from monitor.text.clean import one_line

TITLE_CHARS, NAME_CHARS, QUOTE_CHARS = 200, 80, 320


def part(value: Any, key: str) -> Mapping[str, Any]:
    """The object under ``key``, empty when there is none."""
    inner = value.get(key) if isinstance(value, Mapping) else None
    return inner if isinstance(inner, Mapping) else {}


def parts(value: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The objects in the list under ``key``."""
    return [each for each in _sequence(value.get(key)) if isinstance(each, Mapping)]


def line(value: Mapping[str, Any], key: str, max_chars: int = NAME_CHARS) -> str:
    """The text under ``key`` on one line, "" when there is none."""
    return clean(value.get(key), max_chars)


def lines(value: Mapping[str, Any], key: str, max_chars: int = TITLE_CHARS) -> tuple[str, ...]:
    """The texts in the list under ``key``, without empty ones."""
    return tuple(filter(None, (clean(each, max_chars) for each in _sequence(value.get(key)))))


def clean(value: Any, max_chars: int) -> str:
    """A text on one line, "" for anything that is no text."""
    return cut(one_line(value, 2 * max_chars), max_chars) if isinstance(value, str) else ""


def number(value: Mapping[str, Any], key: str) -> int | None:
    """The count under ``key``; None when there is none or it is no sensible one."""
    found = value.get(key)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 10**10 else None


def level(value: Mapping[str, Any], key: str) -> int | None:
    """The level under ``key``; None when it is none of the ladder's: a wrong "quiet" would be the worst answer."""
    found = number(value, key)
    return found if found is not None and found < len(LEVEL_NAMES) else None


def time(value: Mapping[str, Any], key: str) -> dt.datetime | None:
    """The time under ``key`` in UTC; None when there is none, or it has no time zone."""
    try:
        found = dt.datetime.fromisoformat(line(value, key, 40))
        return found.astimezone(dt.UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _sequence(value: Any) -> Sequence[Any]:
    return value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else ()
