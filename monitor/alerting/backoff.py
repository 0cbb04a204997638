"""When to try a delivery again, and when to stop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from monitor.alerting.codes import is_slow
from monitor.domain.alert import Attempt, AttemptOutcome, Delivery, DeliveryState

# The Standard Webhooks specification's schedule: ten tries in a little over three days.
SCHEDULE = (
    dt.timedelta(seconds=5),
    dt.timedelta(minutes=5),
    dt.timedelta(minutes=30),
    dt.timedelta(hours=2),
    dt.timedelta(hours=5),
    dt.timedelta(hours=10),
    dt.timedelta(hours=14),
    dt.timedelta(hours=20),
    dt.timedelta(hours=24),
)
LONGEST_WISH = dt.timedelta(hours=24)  # what Retry-After may ask for at most
SPREAD = 0.2  # share of the wait by which tries are spread, so that those that failed together do not return together


def next_attempt(
    outcome: AttemptOutcome,
    attempts: int,
    now: dt.datetime,
    jitter: float,
    retry_after: dt.timedelta | None = None,
    schedule: Sequence[dt.timedelta] = SCHEDULE,
    *,
    slow: bool = False,
) -> tuple[DeliveryState, dt.datetime]:
    """The delivery's state after a try, and when it is due again (``now`` when it is not).

    ``attempts`` counts the tries so far, the one that just ended included; ``jitter`` in [0, 1] lengthens the wait by up to a fifth.
    ``retry_after`` is obeyed between the schedule's own step and its double, and never beyond a day: a receiver in trouble is given
    time, a wrong header does not silence an alert. ``slow`` waits the schedule's longest step each time.
    """
    if outcome is AttemptOutcome.DELIVERED:
        return DeliveryState.DELIVERED, now
    if outcome is AttemptOutcome.REJECTED or attempts > len(schedule):
        return DeliveryState.DEAD, now
    base = max(schedule) if slow else schedule[max(attempts, 1) - 1]
    wait = base if retry_after is None else max(base, min(retry_after, 2 * base, LONGEST_WISH))
    return DeliveryState.PENDING, now + wait * (1 + SPREAD * min(max(jitter, 0.0), 1.0))


def after_attempt(
    delivery: Delivery, attempt: Attempt, *, now: dt.datetime, jitter: float, schedule: Sequence[dt.timedelta] = SCHEDULE
) -> tuple[DeliveryState, dt.datetime]:
    """``next_attempt`` for a delivery as claimed (its ``attempts`` counts this try) and how the try went: what ``Outbox.record`` wants."""
    slow = is_slow(delivery.channel, attempt.code)
    return next_attempt(attempt.outcome, delivery.attempts, now, jitter, attempt.retry_after, schedule, slow=slow)
