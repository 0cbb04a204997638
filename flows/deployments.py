"""What is served on this machine: ``watch`` and ``maintain`` on their schedules, the single stages for runs asked for in the UI."""

from __future__ import annotations

import datetime as dt
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.schedules import Interval
from prefect.types.entrypoint import EntrypointType

from flows.passes import ALL, maintain, watch

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment
    from prefect.schedules import Schedule

NAME = "this-machine"
FLOW_NAMES = tuple(f.name for f in ALL)
MAINTAIN_EVERY = dt.timedelta(hours=1)
# Two runs of one deployment never overlap, and the later one is dropped, not queued: what it would do is done by the one that runs or by
# the next. Overlaps would be harmless (rows are claimed by lease), only wasteful.
ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)


async def deployments(interval: dt.timedelta, now: dt.datetime) -> list[RunnerDeployment]:
    """All deployments; the schedules' first runs come one interval after ``now``."""
    schedules: dict[str, Schedule] = {watch.name: Interval(interval, anchor_date=now), maintain.name: Interval(MAINTAIN_EVERY, anchor_date=now)}
    return [await _deployment(f, schedules.get(f.name)) for f in ALL]


async def _deployment(flow: Any, schedule: Schedule | None) -> RunnerDeployment:
    deployment: RunnerDeployment = await flow.ato_deployment(
        name=NAME,
        schedule=schedule,
        concurrency_limit=ONE_AT_A_TIME,
        description=flow.description,
        tags=["contactline"],
        version=version("contactline"),
        entrypoint_type=EntrypointType.MODULE_PATH,  # works from any folder; a file's path would be relative to one
    )
    return deployment
