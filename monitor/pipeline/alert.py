"""Decide on every story that changed, and on those that fell quiet: alert, update and deliveries in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from monitor.alerting.payload import update_of
from monitor.alerting.routes import Receiver, Route, deliveries_for
from monitor.alerting.rules import RuleSettings, decide, emptied, snapshot_from
from monitor.domain.alert import AlertStatus
from monitor.domain.constraint import Change, StoryChange
from monitor.domain.errors import StoreError
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


@dataclass(frozen=True, slots=True)
class AlertSummary:
    """Decisions by notify reason, sent and not sent, and a line for each story that could not be decided on."""

    reasons: Counter[str]
    problems: tuple[str, ...]


def raise_alerts(ports: AlertPorts, *, progress: Progress) -> AlertSummary:
    """Decide on all stories that changed, then on those that fell quiet, one transaction each; one bad story never stops the others."""
    counts: Counter[str] = Counter()
    problems: dict[str, str] = {}
    progress.stage("alert", None)
    while ids := [s for s in _read(ports, lambda u: u.story_reading.touched(limit=BATCH + len(problems))) if s not in problems]:
        for story_id in ids:
            _decide_safely(ports, story_id, counts, problems)
            progress.advance()
    before = ports.clock.now() - ports.rules.resolve_after
    for story_id in _read(ports, lambda u: u.story_reading.quiet(before=before, limit=BATCH)):
        if story_id not in problems:
            _decide_safely(ports, story_id, counts, problems)
    return AlertSummary(counts, tuple(problems.values()))


def _decide_safely(ports: AlertPorts, story_id: str, counts: Counter[str], problems: dict[str, str]) -> None:
    try:
        counts.update(ports.store.transact(lambda unit: _decide(ports, unit, story_id)))
    except StoreError:
        raise
    except Exception as error:  # a story that cannot be decided on must not silence the rest
        problems[story_id] = f"story {story_id}: {type(error).__name__}: {error}"[:300]


def _read(ports: AlertPorts, what: Callable[[UnitOfWork], list[str]]) -> list[str]:
    with ports.store.read() as unit:
        return what(unit)


def _decide(ports: AlertPorts, unit: UnitOfWork, story_id: str) -> Counter[str]:
    now = ports.clock.now()
    alert = unit.alerts.for_story(story_id)  # first: it locks, so that what follows is read as the decision's basis
    articles = unit.stories.articles(story_id)
    last = unit.alerts.last_update(alert.id) if alert is not None else None
    change = unit.story_changes.pending(story_id)
    if articles:
        story = fold_story(story_id, articles)
        seen = snapshot_from(last.payload) if last is not None else None
        decision = decide(story, alert, seen, now, ports.rules, change, carries=_carries(unit, change))
    else:
        story = unit.story_reading.get(story_id)  # the one that its articles went to
        decision = emptied(alert, story, change.note if change else "", now)
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


def _carries(unit: UnitOfWork, change: StoryChange | None) -> bool:
    """Whether the story took in all of another one that has, or until this very change had, a live alert."""
    if change is None or change.kind is not Change.MERGED or unit.stories.articles(change.other):
        return False
    if (alert := unit.alerts.for_story(change.other)) is None:
        return False
    last = unit.alerts.last_update(alert.id)
    return alert.status in {AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED} or (last is not None and snapshot_from(last.payload).merged)
