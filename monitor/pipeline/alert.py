"""Decide on every story that changed, and on those that fell quiet: alert, update and deliveries in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from monitor.alerting.payload import update_of
from monitor.alerting.routes import Receiver, Route, deliveries_for
from monitor.alerting.rules import RuleSettings, decide, snapshot_from
from monitor.ports import Clock, Progress, Store, UnitOfWork
from monitor.stories.story import fold_story

BATCH = 100


@dataclass(frozen=True, slots=True)
class AlertPorts:
    """What alerting needs: ``names`` gives a territory's name and its claimants' names, ``kin`` the ids of the territories that enclose it."""

    store: Store
    clock: Clock
    rules: RuleSettings
    routes: Sequence[Route]
    receivers: Mapping[str, Receiver]
    names: Callable[[str], tuple[str, Sequence[str]]]
    kin: Callable[[str], Sequence[str]]


def raise_alerts(ports: AlertPorts, *, progress: Progress) -> Counter[str]:
    """Decisions by notify reason (sent and not sent), one transaction a story."""
    counts: Counter[str] = Counter()
    progress.stage("alert", None)
    while ids := _read(ports, lambda u: u.story_reading.touched(limit=BATCH)):
        for story_id in ids:
            counts.update(ports.store.transact(lambda u, s=story_id: _decide(ports, u, s)))  # type: ignore[misc]
            progress.advance()
    before = ports.clock.now() - ports.rules.resolve_after
    for story_id in _read(ports, lambda u: u.story_reading.quiet(before=before, limit=BATCH)):
        counts.update(ports.store.transact(lambda u, s=story_id: _decide(ports, u, s)))  # type: ignore[misc]
    return counts


def _read(ports: AlertPorts, what: Callable[[UnitOfWork], list[str]]) -> list[str]:
    with ports.store.read() as unit:
        return what(unit)


def _decide(ports: AlertPorts, unit: UnitOfWork, story_id: str) -> Counter[str]:
    now = ports.clock.now()
    articles = unit.stories.articles(story_id)
    story = fold_story(story_id, articles)
    alert = unit.alerts.for_story(story_id)
    last = unit.alerts.last_update(alert.id) if alert is not None else None
    decision = decide(story, alert, snapshot_from(last.payload) if last is not None else None, now, ports.rules)
    if decision.kind is not None and decision.alert is not None:
        name, claimants = ports.names(decision.alert.territory)
        update = update_of(
            decision.alert,
            story,
            decision.kind,
            decision.reasons,
            territory_name=name,
            claimants=claimants,
            now=now,
        )
        deliveries = deliveries_for(update, decision.alert, ports.routes, ports.receivers, ports.kin, now, last.at if last else None)
        unit.alerts.save(decision.alert, update, deliveries)
    unit.story_reading.mark_seen(story_id, len(articles))
    return Counter(str(r) for r in decision.reasons)
