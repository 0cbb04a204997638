"""When to poll next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from monitor.domain.feed import PollOutcome


@dataclass(frozen=True, slots=True)
class PollSettings:
    """How often feeds are polled."""

    interval: dt.timedelta = dt.timedelta(minutes=5)
    longest: dt.timedelta = dt.timedelta(hours=1)  # what a feed may ask for with ttl or max-age: a source must not silence itself
    cap: dt.timedelta = dt.timedelta(hours=24)  # of back-off and Retry-After
    spread: float = 0.1  # share of the wait by which polls are spread, so that those that failed together do not return together


DEFAULTS = PollSettings()


def next_poll_at(
    outcome: PollOutcome,
    now: dt.datetime,
    failures: int,
    retry_after: dt.timedelta | None,
    cache_max_age: dt.timedelta | None,
    ttl: dt.timedelta | None,
    jitter: float,
    settings: PollSettings = DEFAULTS,
) -> dt.datetime:
    """The time of the next poll after one that ended with ``outcome``, the ``failures``-th bad one in a row; ``jitter`` is in [0, 1).

    Good answers: the interval, or longer if ttl or max-age ask for it, up to an hour. Rate limits: what Retry-After says, up to a day.
    All other failures double the interval with each in a row, up to a day, and never end it: feeds come back.
    """
    wait = settings.interval
    if outcome.ok:
        wait = min(max(wait, ttl or wait, cache_max_age or wait), max(settings.longest, wait))
    elif outcome is PollOutcome.GONE:
        wait = settings.cap
    else:
        wait = backoff(failures, settings)
        if outcome is PollOutcome.RATE_LIMITED and retry_after is not None:
            wait = min(max(settings.interval, retry_after), settings.cap)
    return now + min(wait * (1 + settings.spread * jitter), max(settings.cap, settings.interval))


def backoff(failures: int, settings: PollSettings) -> dt.timedelta:
    """The interval, doubled with each failure in a row after the first, up to the cap."""
    doublings = min(max(failures - 1, 0), 20)  # 2**20 intervals are over any cap; larger exponents overflow
    return min(settings.interval * (1 << doublings), max(settings.cap, settings.interval))
