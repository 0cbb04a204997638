"""Alerts, their updates, and the deliveries written with them."""

from __future__ import annotations

import builtins
import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from monitor.adapters.store import codec, sql, tables
from monitor.domain.alert import Alert, AlertUpdate, DeliveryState, NewDelivery, NotifyReason
from monitor.domain.errors import NotFound


class SqlAlerts:
    """``AlertRepository`` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def for_story(self, story_id: str) -> Alert | None:
        """The story's one alert. In a writing transaction no other worker decides on alerts until it ends."""
        sql.serialise_decisions(self._connection)
        row = self._connection.execute(select(tables.alert).where(tables.alert.c.story_id == story_id)).one_or_none()
        return None if row is None else _alert(row)

    def last_update(self, alert_id: str) -> AlertUpdate | None:
        """The update with the highest sequence."""
        newest = (
            select(tables.alert_update).where(tables.alert_update.c.alert_id == alert_id).order_by(tables.alert_update.c.sequence.desc()).limit(1)
        )
        row = self._connection.execute(newest).one_or_none()
        return None if row is None else _update(row)

    def updates(self, alert_id: str) -> builtins.list[AlertUpdate]:
        """Everything the alert sent, in order."""
        query = select(tables.alert_update).where(tables.alert_update.c.alert_id == alert_id).order_by(tables.alert_update.c.sequence)
        return [_update(row) for row in self._connection.execute(query)]

    def save(self, alert: Alert, update: AlertUpdate | None, deliveries: Sequence[NewDelivery]) -> None:
        """Upsert the alert; its update and deliveries are written unless their ids are there: a second call changes nothing."""
        sql.upsert(self._connection, tables.alert, _alert_row(alert), ("id",))
        if update is not None:
            sql.insert_new(self._connection, tables.alert_update, [_update_row(update)], ("id",))
        if deliveries:
            self._save_deliveries(alert.id, deliveries)

    def get(self, alert_id: str) -> Alert:
        """Raises NotFound. In a writing transaction no other worker decides on alerts until it ends."""
        sql.serialise_decisions(self._connection)
        row = self._connection.execute(select(tables.alert).where(tables.alert.c.id == alert_id)).one_or_none()
        if row is None:
            raise NotFound("alert", alert_id)
        return _alert(row)

    def list(self, *, status: str | None, limit: int) -> builtins.list[Alert]:
        """Alerts, the last changed first."""
        query = select(tables.alert).order_by(tables.alert.c.updated_at.desc(), tables.alert.c.id).limit(limit)
        if status is not None:
            query = query.where(tables.alert.c.status == status)
        return [_alert(row) for row in self._connection.execute(query)]

    def _save_deliveries(self, alert_id: str, deliveries: Sequence[NewDelivery]) -> None:
        wanted = {new.update_id for new in deliveries}
        found = select(tables.alert_update.c.id, tables.alert_update.c.sequence, tables.alert_update.c.at).where(tables.alert_update.c.id.in_(wanted))
        updates = {row.id: row for row in self._connection.execute(found)}
        missing = wanted - updates.keys()
        if missing:
            raise NotFound("alert update", min(missing))
        rows = [
            {
                "id": new.id,
                "update_id": new.update_id,
                "alert_id": alert_id,
                "sequence": updates[new.update_id].sequence,
                "receiver": new.receiver,
                "channel": new.channel,
                "address": new.address,
                "state": DeliveryState.PENDING,
                "next_attempt_at": new.not_before,
                "created_at": updates[new.update_id].at,
            }
            for new in deliveries
        ]
        sql.insert_new(self._connection, tables.delivery, rows, ("id",))


def _update_row(update: AlertUpdate) -> dict[str, Any]:
    return {
        "id": update.id,
        "alert_id": update.alert_id,
        "sequence": update.sequence,
        "kind": update.kind,
        "reasons": codec.encode(update.reasons),
        "payload": codec.encode(update.payload),
        "at": update.at,
    }


def _alert_row(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "story_id": alert.story_id,
        "status": alert.status,
        "territory": alert.territory,
        "level": alert.level,
        "previous_level": alert.previous_level,
        "certainty": alert.certainty,
        "severity": alert.severity,
        "headline": alert.headline,
        "reasons": codec.encode(alert.reasons),
        "opened_at": alert.opened_at,
        "updated_at": alert.updated_at,
        "sequence": alert.sequence,
        "rule": alert.rule,
    }


def _alert(row: Row[Any]) -> Alert:
    return Alert(
        id=row.id,
        story_id=row.story_id,
        status=row.status,
        territory=row.territory,
        level=row.level,
        previous_level=row.previous_level,
        certainty=row.certainty,
        severity=row.severity,
        headline=row.headline,
        reasons=tuple(row.reasons),
        opened_at=row.opened_at,
        updated_at=row.updated_at,
        sequence=row.sequence,
        rule=row.rule,
    )


def _update(row: Row[Any]) -> AlertUpdate:
    return update_of(row, row.id, row.at)


def update_of(row: Row[Any], update_id: str, at: dt.datetime) -> AlertUpdate:
    """An update from a row with the other columns of ``alert_update``; its id and time may stand in it under another name."""
    return AlertUpdate(
        id=update_id,
        alert_id=row.alert_id,
        sequence=row.sequence,
        kind=row.kind,
        reasons=tuple(NotifyReason(reason) for reason in row.reasons),
        payload=row.payload,
        at=at,
    )
