"""What HTTP headers say about when to come back. Header names are lower case; nonsense gives None, never an exception."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from monitor.text.dates import parse_date

LONGEST = dt.timedelta(days=366)  # what no caller honours anyway; keeps 999999999999999 seconds out of timedelta's overflow

_SECONDS = re.compile(r"\s{0,9}(\d{1,400})(?:\.\d{0,9})?\s{0,9}", re.ASCII)
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s{0,9}=\s{0,9}\"?(\d{1,400})", re.ASCII | re.IGNORECASE)
_VALIDATOR = re.compile(r"[\x20-\x7e]{1,1000}")


def retry_after(headers: Mapping[str, str], now: dt.datetime) -> dt.timedelta | None:
    """How long ``Retry-After`` asks to wait, as seconds or a date; zero for a date gone by, at most 366 days."""
    raw = headers.get("retry-after", "")
    if m := _SECONDS.fullmatch(raw):
        return _seconds(m[1])
    moment = parse_date(raw)
    return None if moment is None else min(max(moment - now, dt.timedelta(0)), LONGEST)


def cache_max_age(headers: Mapping[str, str]) -> dt.timedelta | None:
    """``max-age`` of ``Cache-Control``, at most 366 days; None without one or with ``no-cache`` or ``no-store``."""
    raw = headers.get("cache-control", "")
    if len(raw) > 1000 or "no-cache" in raw.lower() or "no-store" in raw.lower():
        return None
    m = _MAX_AGE.search(raw)
    return _seconds(m[1]) if m else None


def validator(headers: Mapping[str, str], name: str) -> str | None:
    """An ``etag`` or ``last-modified`` fit to be stored and sent back: printable ASCII of at most 1,000 characters."""
    raw = headers.get(name, "").strip()
    return raw if _VALIDATOR.fullmatch(raw) else None


def _seconds(digits: str) -> dt.timedelta:
    return LONGEST if len(digits.lstrip("0")) > 8 else min(dt.timedelta(seconds=int(digits)), LONGEST)
