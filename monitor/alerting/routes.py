"""Who is told: routes by territory and level, receivers by name, and when at the earliest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from monitor.domain.alert import Alert, AlertUpdate, Channel, NewDelivery, UpdateKind
from monitor.text.hashing import content_hash


@dataclass(frozen=True, slots=True)
class Receiver:
    """A receiver's addresses: e-mail addresses, and whether it has a webhook (its URL and secret stay with the notifier)."""

    name: str
    email: tuple[str, ...] = ()
    webhook: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Alerts of these territories (empty: all) from this level go to these receivers."""

    receivers: tuple[str, ...]
    territories: frozenset[str] = frozenset()
    min_level: int = 0
    group_wait: dt.timedelta = dt.timedelta(0)  # before an alert's first notification, so that its first minutes arrive as one
    group_interval: dt.timedelta = dt.timedelta(0)  # between two notifications of one alert
    repeat_interval: dt.timedelta | None = None  # read and checked; nothing is repeated yet, an unchanged alert is sent once

    def takes(self, alert: Alert, kin: Callable[[str], Sequence[str]]) -> bool:
        """True when the route wants this alert; ``kin`` gives the territories that enclose one. The end of an alert goes where its height went."""
        level = max(alert.level, alert.previous_level)
        return level >= self.min_level and (not self.territories or bool(self.territories & {alert.territory, *kin(alert.territory)}))


def deliveries_for(
    update: AlertUpdate,
    alert: Alert,
    routes: Sequence[Route],
    receivers: Mapping[str, Receiver],
    kin: Callable[[str], Sequence[str]],
    now: dt.datetime,
    last_update_at: dt.datetime | None,
) -> list[NewDelivery]:
    """One delivery per address, each once however many routes name it, at the earliest time that any of them gives."""
    earliest: dict[str, dt.datetime] = {}
    for route in routes:
        if route.takes(alert, kin):
            when = now + route.group_wait if update.kind is UpdateKind.OPENED else max(now, (last_update_at or now) + route.group_interval)
            for name in route.receivers:
                earliest[name] = min(earliest.get(name, when), when)
    return [
        NewDelivery(content_hash("delivery", update.id, name, str(channel), address), update.id, name, channel, address, when)
        for name, when in earliest.items()
        for channel, address in _addresses(receivers[name])
    ]


def _addresses(receiver: Receiver) -> list[tuple[Channel, str]]:
    out = [(Channel.EMAIL, address) for address in receiver.email]
    if receiver.webhook:
        out.append((Channel.WEBHOOK, receiver.name))
    return out
