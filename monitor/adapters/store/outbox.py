"""Deliveries on their way: claimed by lease, tried, recorded."""

from __future__ import annotations

import builtins
import datetime as dt
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, insert, select, update

from monitor.adapters.store import leases, tables
from monitor.adapters.store.alerts import SqlAlerts, update_of
from monitor.domain.alert import AlertUpdate, Attempt, Delivery, DeliveryState
from monitor.domain.errors import NotFound

_earlier = tables.delivery.alias("earlier")
_OVERTAKES = exists().where(
    _earlier.c.alert_id == tables.delivery.c.alert_id,
    _earlier.c.channel == tables.delivery.c.channel,
    _earlier.c.address == tables.delivery.c.address,
    _earlier.c.sequence < tables.delivery.c.sequence,
    _earlier.c.state == DeliveryState.PENDING,
)


class SqlOutbox:
    """``Outbox`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, now: dt.datetime, *, limit: int, lease: dt.timedelta, worker: str) -> builtins.list[Delivery]:
        """Due deliveries, oldest first. ``attempts`` counts the try that this claim is for.

        An address gets the updates of one alert in their order: a later one waits while an earlier one is pending.
        """
        due = (tables.delivery.c.state == DeliveryState.PENDING, tables.delivery.c.next_attempt_at <= now, ~_OVERTAKES)
        order = (tables.delivery.c.created_at, tables.delivery.c.sequence, tables.delivery.c.id)
        ids = leases.take(self._connection, tables.delivery, due, order, leases.Claim(now, limit, lease, worker))
        found = {each.id: each for each in self._load(_with_update().where(tables.delivery.c.id.in_(ids)))}
        return [found[key] for key in ids]

    def record(self, delivery: Delivery, attempt: Attempt, *, now: dt.datetime, next_state: DeliveryState, next_attempt_at: dt.datetime) -> None:
        """The attempt and what follows from it. Raises LeaseLost, having written nothing, when the fence is stale."""
        changes = {"state": next_state, "next_attempt_at": next_attempt_at, "last_detail": attempt.detail}
        leases.settle(self._connection, tables.delivery, delivery.id, delivery.fence, changes)
        wait = None if attempt.retry_after is None else attempt.retry_after.total_seconds()
        self._connection.execute(
            insert(tables.attempt).values(
                delivery_id=delivery.id, at=now, outcome=attempt.outcome, code=attempt.code, detail=attempt.detail, retry_after_seconds=wait
            )
        )

    def list(self, *, state: str | None, limit: int) -> builtins.list[Delivery]:
        """Deliveries, newest first."""
        query = _with_update().order_by(tables.delivery.c.created_at.desc(), tables.delivery.c.id).limit(limit)
        return self._load(query if state is None else query.where(tables.delivery.c.state == state))

    def revive(self, delivery_id: str, now: dt.datetime) -> None:
        """Make a dead or waiting delivery due now. A dead one starts its schedule anew; one just being sent keeps its lease.

        Raises NotFound when there is none, or it was delivered.
        """
        current = self._connection.execute(
            select(tables.delivery.c.state).where(tables.delivery.c.id == delivery_id).with_for_update()
        ).scalar_one_or_none()
        if current in (None, DeliveryState.DELIVERED):
            raise NotFound("undelivered delivery", delivery_id)
        changes: dict[str, Any] = {"state": DeliveryState.PENDING, "next_attempt_at": now}
        if current is DeliveryState.DEAD:
            changes["attempts"] = 0
        self._connection.execute(update(tables.delivery).where(tables.delivery.c.id == delivery_id).values(changes))

    def updates(self, alert_id: str) -> builtins.list[AlertUpdate]:
        """Everything an alert sent, in order."""
        return SqlAlerts(self._connection).updates(alert_id)

    def _load(self, query: Select[Any]) -> builtins.list[Delivery]:
        return [_delivery(row) for row in self._connection.execute(query)]


def _with_update() -> Select[Any]:
    """Deliveries, each with what it delivers."""
    sent = tables.alert_update.c
    return select(tables.delivery, sent.kind, sent.reasons, sent.payload, sent.at.label("update_at")).join(tables.alert_update)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        update=update_of(row, row.update_id, row.update_at),
        receiver=row.receiver,
        channel=row.channel,
        address=row.address,
        state=row.state,
        attempts=row.attempts,
        next_attempt_at=row.next_attempt_at,
        created_at=row.created_at,
        fence=row.fence,
        last_detail=row.last_detail,
    )
