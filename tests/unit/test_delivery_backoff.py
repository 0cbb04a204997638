from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from monitor.alerting.backoff import SCHEDULE, after_attempt, next_attempt
from monitor.domain.alert import Attempt, AttemptOutcome, Channel, DeliveryState
from tests.deliveries import NOW, a_delivery

S, M, H = dt.timedelta(seconds=1), dt.timedelta(minutes=1), dt.timedelta(hours=1)
STEPS = [5 * S, 5 * M, 30 * M, 2 * H, 5 * H, 10 * H, 14 * H, 20 * H, 24 * H]


@pytest.mark.parametrize(("attempts", "wait"), list(enumerate(STEPS, start=1)))
def test_a_failed_try_waits_its_step_of_the_schedule(attempts: int, wait: dt.timedelta) -> None:
    assert next_attempt(AttemptOutcome.RETRY, attempts, NOW, 0.0) == (DeliveryState.PENDING, NOW + wait)


def test_the_tenth_failure_is_the_last() -> None:
    assert next_attempt(AttemptOutcome.RETRY, 10, NOW, 0.0) == (DeliveryState.DEAD, NOW)


def test_all_tries_end_after_three_days_and_a_bit() -> None:
    now, attempts = NOW, 1
    while (step := next_attempt(AttemptOutcome.RETRY, attempts, now, 0.0))[0] is DeliveryState.PENDING:
        now, attempts = step[1], attempts + 1
    assert (attempts, now - NOW) == (10, sum(STEPS, dt.timedelta(0)))
    assert dt.timedelta(days=3) < now - NOW < dt.timedelta(days=4)


@pytest.mark.parametrize("attempts", [1, 5, 10])
def test_a_rejection_is_dead_at_once(attempts: int) -> None:
    assert next_attempt(AttemptOutcome.REJECTED, attempts, NOW, 0.5, 3 * H) == (DeliveryState.DEAD, NOW)


@pytest.mark.parametrize("attempts", [1, 10, 11])
def test_delivered_is_delivered_whichever_try_it_was(attempts: int) -> None:
    assert next_attempt(AttemptOutcome.DELIVERED, attempts, NOW, 0.5) == (DeliveryState.DELIVERED, NOW)


@pytest.mark.parametrize(("jitter", "share"), [(0.0, 1.0), (0.5, 1.1), (1.0, 1.2), (-3.0, 1.0), (7.0, 1.2)])
def test_jitter_lengthens_the_wait_by_up_to_a_fifth(jitter: float, share: float) -> None:
    assert next_attempt(AttemptOutcome.RETRY, 4, NOW, jitter)[1] == NOW + 2 * H * share


@pytest.mark.parametrize(
    ("attempts", "asked", "wait"),
    [
        (1, 0 * S, 5 * S),  # never sooner than our own step
        (1, 7 * S, 7 * S),
        (1, 10 * S, 10 * S),
        (1, 999 * H, 10 * S),  # never later than its double
        (4, 3 * H, 3 * H),
        (4, 999 * H, 4 * H),
        (7, 999 * H, 24 * H),  # never later than a day
        (9, 1 * S, 24 * H),
        (9, 999 * H, 24 * H),
    ],
)
def test_retry_after_is_obeyed_within_limits(attempts: int, asked: dt.timedelta, wait: dt.timedelta) -> None:
    assert next_attempt(AttemptOutcome.RETRY, attempts, NOW, 0.0, asked) == (DeliveryState.PENDING, NOW + wait)


def test_a_shorter_schedule_is_followed() -> None:
    assert next_attempt(AttemptOutcome.RETRY, 2, NOW, 0.0, None, (S, 2 * S)) == (DeliveryState.PENDING, NOW + 2 * S)
    assert next_attempt(AttemptOutcome.RETRY, 3, NOW, 0.0, None, (S, 2 * S)) == (DeliveryState.DEAD, NOW)


def test_without_a_schedule_the_first_failure_is_the_last() -> None:
    assert next_attempt(AttemptOutcome.RETRY, 1, NOW, 0.0, None, ()) == (DeliveryState.DEAD, NOW)


@pytest.mark.parametrize(
    ("channel", "code", "wait"),
    [(Channel.EMAIL, 535, 24 * H), (Channel.EMAIL, 451, 5 * S), (Channel.EMAIL, None, 5 * S), (Channel.WEBHOOK, 535, 5 * S)],
)
def test_a_refused_login_waits_the_longest_step_at_once(channel: Channel, code: int | None, wait: dt.timedelta) -> None:
    attempt = Attempt(AttemptOutcome.RETRY, code, "")
    assert after_attempt(a_delivery(channel=channel), attempt, now=NOW, jitter=0.0) == (DeliveryState.PENDING, NOW + wait)


def test_a_refused_login_ends_as_any_other_failure_does() -> None:
    last = dataclasses.replace(a_delivery(), attempts=len(SCHEDULE) + 1)
    assert after_attempt(last, Attempt(AttemptOutcome.RETRY, 535, ""), now=NOW, jitter=0.0) == (DeliveryState.DEAD, NOW)


def test_after_attempt_hands_on_what_the_receiver_asked() -> None:
    attempt = Attempt(AttemptOutcome.RETRY, 503, "", retry_after=8 * S)
    assert after_attempt(a_delivery(channel=Channel.WEBHOOK), attempt, now=NOW, jitter=0.0) == (DeliveryState.PENDING, NOW + 8 * S)
