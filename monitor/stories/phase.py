"""Where a story is in its life: one rule, in one place (the reasons are docs/decisions/0009).

It looks at when independent reports came (copies and withdrawn reports are none), at the level and at now; the first line that fits decides:

1. ``closed``: every report was withdrawn, or nothing at all was published for ``CLOSED_AFTER``, after which its alert is resolved too.
2. ``breaking``: the first report is younger than ``BREAKING``.
3. ``fading``: no new independent report for ``FADING_AFTER`` (``FADING_AFTER_VIOLENCE`` from level 4 on).
4. ``sustained``: independent reports on at least ``SUSTAINED_DAYS`` of the last ``WEEK`` days, the ladder's own measure of sustained fighting.
5. ``fading``: the last day brought at most ``FADING_SHARE`` of what the busiest day did, and that one had at least ``BUSY``.
6. ``developing``: everything else.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Sequence

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
BREAKING = 6 * HOUR
FADING_AFTER = 48 * HOUR
FADING_AFTER_VIOLENCE = 72 * HOUR
CLOSED_AFTER = 7 * DAY
WEEK, SUSTAINED_DAYS = 7, 3
BUSY, FADING_SHARE = 4, 0.25
VIOLENCE = 4


class Phase(enum.StrEnum):
    """The phases of a story, in order of life."""

    BREAKING = "breaking"
    DEVELOPING = "developing"
    SUSTAINED = "sustained"
    FADING = "fading"
    CLOSED = "closed"


def phase_of(reports: Sequence[dt.datetime], last_news: dt.datetime, level: int, now: dt.datetime) -> tuple[Phase, str]:
    """The phase and why. ``reports`` are the times of independent reports, in any order; ``last_news`` that of any article, copies included."""
    if not reports:
        return Phase.CLOSED, "every report of it was withdrawn"
    times = sorted(reports)
    if (silent := now - last_news) > CLOSED_AFTER:
        return Phase.CLOSED, f"nothing published for {silent.days} days"
    if (age := now - times[0]) < BREAKING:
        return Phase.BREAKING, f"first reported {_hours(age)} ago"
    limit = FADING_AFTER_VIOLENCE if level >= VIOLENCE else FADING_AFTER
    if (without := now - times[-1]) > limit:
        return Phase.FADING, f"no new independent report for {_hours(without)}"
    days = {(now - t) // DAY for t in times if now - t < WEEK * DAY}
    if len(days) >= SUSTAINED_DAYS:
        return Phase.SUSTAINED, f"independent reports on {len(days)} of the last {WEEK} days"
    today, busiest = sum(now - t < DAY for t in times), _busiest(times)
    if busiest >= BUSY and today <= FADING_SHARE * busiest:
        return Phase.FADING, f"{today} independent reports in the last day, {busiest} in the busiest"
    return Phase.DEVELOPING, f"{today} independent reports in the last day"


def _busiest(times: Sequence[dt.datetime]) -> int:
    """The most reports within any 24 hours."""
    return max(sum(start <= t < start + DAY for t in times) for start in times)


def _hours(span: dt.timedelta) -> str:
    hours = max(0, int(span / HOUR))
    return f"{hours} h" if hours < 96 else f"{hours // 24} days"
