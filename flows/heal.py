"""Declares the runs of an earlier life dead: Prefect would keep them running for ever, and their slots with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

if TYPE_CHECKING:
    from prefect.client.orchestration import PrefectClient

ALIVE = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
_STOPPED = "contactline was stopped while this run was going on"
_MISSED = "missed: contactline was not up at this time; the next pass does its work"


async def heal(client: PrefectClient, flow_names: Iterable[str], deployment_name: str, now: dt.datetime) -> int:
    """Set every unfinished and every overdue run of our deployments to Crashed, and free their slots; how many runs there were.

    To be called while nothing of ours runs. Overdue runs would otherwise all start at once, one for each tick that was missed.
    """
    flows = FlowFilter(name=FlowFilterName(any_=list(flow_names)))
    deployments = DeploymentFilter(name=DeploymentFilterName(any_=[deployment_name]))
    unfinished = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=ALIVE)))
    overdue = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        next_scheduled_start_time=FlowRunFilterNextScheduledStartTime.model_validate({"before_": now}),
    )
    healed = 0
    for which, message in ((unfinished, _STOPPED), (overdue, _MISSED)):
        while runs := await client.read_flow_runs(flow_filter=flows, flow_run_filter=which, deployment_filter=deployments, limit=100):
            for run in runs:
                await client.set_flow_run_state(run.id, Crashed(message=message), force=True)
            healed += len(runs)
    for deployment in await client.read_deployments(flow_filter=flows, deployment_filter=deployments):
        limit = deployment.global_concurrency_limit
        if limit is not None and limit.active_slots:
            # A slot whose run ended otherwise (killed while it was being submitted) would stop the schedule for good.
            await client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=0))
    return healed
