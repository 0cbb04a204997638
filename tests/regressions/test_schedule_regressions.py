"""Schedules through the hours that happen twice, or never, where the operator lives."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from prefect.server.schemas.schedules import IntervalSchedule

from flows.deployments import deployments
from monitor.domain.feed import PollOutcome
from monitor.feeds.schedule import PollSettings, next_poll_at

FIVE = dt.timedelta(minutes=5)
EVES = {
    "the hour that happens twice": dt.datetime(2026, 10, 24, 23, 50, tzinfo=dt.UTC),
    "the hour that never happens": dt.datetime(2026, 3, 28, 23, 50, tzinfo=dt.UTC),
    "a leap day": dt.datetime(2028, 2, 28, 23, 50, tzinfo=dt.UTC),
    "a year's end": dt.datetime(2026, 12, 31, 23, 50, tzinfo=dt.UTC),
}


@pytest.fixture(params=["Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"])
def local_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("now", EVES.values(), ids=EVES)
async def test_a_pass_comes_every_interval_whatever_the_clock_on_the_wall_does(local_time: str, now: dt.datetime) -> None:
    (schedule, *_) = [s.schedule for d in await deployments(FIVE, now) for s in d.schedules or () if getattr(s.schedule, "interval", None) == FIVE]
    planned = IntervalSchedule.model_validate(schedule.model_dump())
    moments = [d.timestamp() for d in await planned.get_dates(120, start=now)]
    assert len(moments) == 120 and {b - a for a, b in pairwise(moments)} == {FIVE.total_seconds()}


@pytest.mark.parametrize("now", EVES.values(), ids=EVES)
def test_a_feed_is_due_after_its_interval_in_any_zone(local_time: str, now: dt.datetime) -> None:
    due = next_poll_at(PollOutcome.NEW_ENTRIES, now, 0, None, None, None, 0.0, PollSettings(interval=FIVE))
    assert due.utcoffset() == dt.timedelta(0) and due - now >= FIVE
    assert due == next_poll_at(PollOutcome.NEW_ENTRIES, now.astimezone(), 0, None, None, None, 0.0, PollSettings(interval=FIVE))
