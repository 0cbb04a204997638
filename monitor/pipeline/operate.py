"""What an operator does to an alert: acknowledge it, resolve it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from monitor.alerting.payload import update_of
from monitor.alerting.routes import deliveries_for
from monitor.domain.alert import AlertStatus, NotifyReason, UpdateKind
from monitor.pipeline.alert import AlertPorts
from monitor.ports import Store, UnitOfWork
from monitor.stories.story import fold_story


def acknowledge(store: Store, alert_id: str, now: dt.datetime) -> str:
    """Mark an open alert as acknowledged; says what came of it. Raises NotFound."""

    def work(unit: UnitOfWork) -> str:
        alert = unit.alerts.get(alert_id)
        if alert.status is not AlertStatus.OPEN:
            return f"alert {alert_id} is {alert.status}; nothing changed"
        unit.alerts.save(replace(alert, status=AlertStatus.ACKNOWLEDGED, updated_at=now), None, ())
        return f"alert {alert_id} acknowledged until its story changes"

    return store.transact(work)


def resolve(ports: AlertPorts, alert_id: str) -> str:
    """Resolve an alert and tell its receivers, in one transaction. Raises NotFound."""

    def work(unit: UnitOfWork) -> str:
        alert = unit.alerts.get(alert_id)
        if alert.status in {AlertStatus.RESOLVED, AlertStatus.RETRACTED}:
            return f"alert {alert_id} is {alert.status} already"
        now = ports.clock.now()
        articles = unit.stories.articles(alert.story_id)
        story = fold_story(alert.story_id, articles) if articles else unit.story_reading.get(alert.story_id)
        last = unit.alerts.last_update(alert.id)
        done = replace(alert, status=AlertStatus.RESOLVED, previous_level=alert.level, updated_at=now, sequence=alert.sequence + 1)
        name, claimants = ports.names(alert.territory)
        update = update_of(
            done,
            story,
            UpdateKind.RESOLVED,
            (NotifyReason.RESOLVED,),
            territory_name=name,
            claimants=claimants,
            now=now,
        )
        unit.alerts.save(done, update, deliveries_for(update, done, ports.routes, ports.receivers, ports.kin, now, last.at if last else None))
        return f"alert {alert_id} resolved"

    return ports.store.transact(work)
