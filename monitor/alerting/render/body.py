"""The webhook's body: the update's payload as JSON bytes, cut to size without losing its shape or its links."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from monitor.alerting.render.headers import cut
from monitor.domain.alert import AlertUpdate
from monitor.text.clean import clean_text

SMALLEST_LIMIT = 4_000  # what the alert's own facts need, cut short, in any script
_DEEPEST = 8
_LARGEST_INT = 2**63  # receivers read longer numbers as something else, or not at all
_LINKS = frozenset({"url"})
_URL_CHARS = 2_000
_NEWEST_LAST = frozenset({"articles", "toll"})  # lists told oldest first, of which the newest are worth more
# (characters of a text, entries of a list, quotes of an article): tried in turn until the body fits. Quotes give way before articles do.
_STEPS = ((20_000, 1_000, 1_000), (600, 20, 4), (400, 20, 2), (300, 20, 1), (200, 12, 1), (120, 8, 1), (80, 4, 0), (60, 1, 0))
_FACTS = ("id", "status", "territory", "territory_name", "level", "level_name", "previous_level", "certainty", "severity", "headline", "opened_at")


def webhook_body(update: AlertUpdate, *, limit: int = 20_000) -> bytes:
    """UTF-8 JSON of at most ``limit`` bytes (at least 4,000): the same bytes on every try, as they are what is signed.

    When something had to go, ``data.omitted`` counts the entries left out by list, and texts end in an ellipsis on a whole character;
    links stay whole. Numbers that JSON cannot hold become null.
    """
    if limit < SMALLEST_LIMIT:
        raise ValueError(f"a webhook body needs a limit of at least {SMALLEST_LIMIT} bytes")
    data = update.payload.get("data")
    frame = {"type": str(update.kind), "timestamp": _iso(update.at)}
    for text_chars, entries, quotes in _STEPS:
        trimmer = _Trimmer(text_chars, entries, quotes)
        trimmed = trimmer.value(data if isinstance(data, Mapping) else {})
        if trimmer.omitted:
            trimmed["omitted"] = dict(trimmer.omitted)
        body = _bytes({**frame, "data": trimmed})
        if len(body) <= limit:
            return body
    return _bytes({**frame, "data": _facts(update, data)})


class _Trimmer:
    """Copies a payload into plain JSON values within limits, counting what it leaves out."""

    def __init__(self, text_chars: int, entries: int, quotes: int) -> None:
        self._text_chars, self._entries, self._quotes = text_chars, entries, quotes
        self.omitted: Counter[str] = Counter()

    def value(self, value: Any, key: str = "", depth: int = 0) -> Any:
        match value:
            case None | bool():
                return value
            case int():
                return int(value) if abs(value) < _LARGEST_INT else None
            case float():
                return value if math.isfinite(value) else None
            case dt.datetime():
                return _iso(value)
            case str():
                return self._text(value, key)
            case Mapping() if depth < _DEEPEST:
                named = {cut(clean_text(str(k), 200), 60): v for k, v in list(value.items())[:100]}
                return {k: self.value(v, k, depth + 1) for k, v in named.items()}
            case Sequence() | set() | frozenset() if depth < _DEEPEST and not isinstance(value, bytes):
                return self._list(list(value), key, depth)
            case _:
                return None

    def _text(self, value: str, key: str) -> str | None:
        text = clean_text(value, 50_000)
        if key in _LINKS:
            return text if len(text) <= _URL_CHARS else None  # half an address leads somewhere else
        return cut(text, self._text_chars)

    def _list(self, values: list[Any], key: str, depth: int) -> list[Any]:
        most = self._quotes if key == "quotes" else self._entries
        if len(values) > most:
            self.omitted[key] += len(values) - most
            values = values[-most:] if key in _NEWEST_LAST else values[:most]
        return [self.value(v, key, depth + 1) for v in values]


def _facts(update: AlertUpdate, data: Any) -> dict[str, Any]:
    """What is left when nothing else fits: the alert's own facts, and that the story is missing."""
    alert = data.get("alert") if isinstance(data, Mapping) else None
    alert = alert if isinstance(alert, Mapping) else {}
    short = _Trimmer(40, 0, 0)
    facts = {k: short.value(alert[k]) for k in _FACTS if k in alert and isinstance(alert[k], str | int | dt.datetime)}
    return {"alert": {"id": cut(update.alert_id, 80), **facts}, "omitted": {"story": 1}}


def _iso(moment: dt.datetime) -> str:
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _bytes(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode("utf-8")
