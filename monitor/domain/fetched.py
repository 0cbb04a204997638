"""What comes back from the web: answers, failures and readable pages, as values that pure stages may decide on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass


class FetchFailure:
    """Reasons of a failed fetch, as plain words (they are shown to operators)."""

    BLOCKED = "blocked"
    TIMEOUT = "timeout"
    NETWORK = "network"
    TOO_LARGE = "too_large"
    BAD_URL = "bad_url"
    BAD_ENCODING = "bad_encoding"
    TOO_MANY_REDIRECTS = "too_many_redirects"


@dataclass(frozen=True, slots=True)
class Fetched:
    """An HTTP answer, any status. ``body`` is decoded and within the size cap; ``url`` is the final one.

    ``moved_permanently_to`` is set when every redirect on the way was permanent (301, 308). ``headers`` has lower-case names.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float
    moved_permanently_to: str | None = None


@dataclass(frozen=True, slots=True)
class FetchFailed:
    """No HTTP answer that could be used: ``reason`` is one of ``FetchFailure``, ``detail`` one redacted line."""

    url: str
    reason: str
    detail: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Page:
    """The readable part of an HTML page."""

    title: str
    text: str
    published_at: dt.datetime | None
    canonical_url: str | None
    language: str | None
