"""Who is told, at which address, and when at the earliest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from monitor.alerting.payload import update_of
from monitor.alerting.routes import Receiver, Route, deliveries_for
from monitor.alerting.rules import RuleSettings, decide
from monitor.domain.alert import Alert, AlertUpdate, Channel, NewDelivery, NotifyReason, UpdateKind
from tests.story_parts import HOUR, NOW, a_story

MINUTE = dt.timedelta(minutes=1)
RECEIVERS = {
    "desk": Receiver("desk", ("a@x.example", "b@x.example")),
    "hub": Receiver("hub", (), True),
    "both": Receiver("both", ("c@x.example",), True),
}


def kin(territory: str) -> Sequence[str]:
    return {"line-of-control": ("kashmir",)}.get(territory, ())


def an_alert(**changes: object) -> Alert:
    alert = decide(a_story(), None, None, NOW, RuleSettings()).alert
    assert alert is not None
    return Alert(**{**{f: getattr(alert, f) for f in Alert.__slots__}, **changes})


def an_update(alert: Alert, kind: UpdateKind = UpdateKind.OPENED) -> AlertUpdate:
    return update_of(alert, a_story(), kind, [NotifyReason.OPENED], territory_name="Kashmir", claimants=[], now=NOW)


def sent(*routes: Route, alert: Alert | None = None, kind: UpdateKind = UpdateKind.OPENED, last: dt.datetime | None = None) -> list[NewDelivery]:
    alert = alert or an_alert()
    return deliveries_for(an_update(alert, kind), alert, routes, RECEIVERS, kin, NOW, last)


def test_one_delivery_an_address_and_one_for_the_webhook() -> None:
    found = {(d.receiver, d.channel, d.address) for d in sent(Route(("desk", "hub", "both")))}
    assert found == {
        ("desk", Channel.EMAIL, "a@x.example"),
        ("desk", Channel.EMAIL, "b@x.example"),
        ("hub", Channel.WEBHOOK, "hub"),
        ("both", Channel.EMAIL, "c@x.example"),
        ("both", Channel.WEBHOOK, "both"),
    }


def test_two_routes_to_one_receiver_deliver_once_at_the_earlier_time() -> None:
    found = sent(Route(("hub",), group_wait=10 * MINUTE), Route(("hub",), group_wait=MINUTE))
    assert [d.not_before for d in found] == [NOW + MINUTE]


def test_ids_are_stable_and_differ_by_address_and_update() -> None:
    first, second = sent(Route(("desk",))), sent(Route(("desk",)))
    assert [d.id for d in first] == [d.id for d in second] and len({d.id for d in first}) == 2
    other = sent(Route(("desk",)), alert=an_alert(sequence=2))
    assert not {d.id for d in first} & {d.id for d in other}


@pytest.mark.parametrize(
    ("route", "alert", "taken"),
    [
        (Route(("hub",)), {}, True),
        (Route(("hub",), frozenset({"kashmir"})), {}, True),
        (Route(("hub",), frozenset({"crimea"})), {}, False),
        (Route(("hub",), frozenset({"kashmir"})), {"territory": "line-of-control"}, True),
        (Route(("hub",), frozenset({"line-of-control"})), {}, False),
        (Route(("hub",), min_level=4), {"level": 4}, True),
        (Route(("hub",), min_level=5), {"level": 4}, False),
        (Route(("hub",), min_level=5), {"level": 2, "previous_level": 5}, True),
    ],
)
def test_a_route_takes_by_territory_and_level(route: Route, alert: dict[str, object], taken: bool) -> None:
    assert bool(sent(route, alert=an_alert(**alert))) is taken


def test_an_opening_waits_for_its_group() -> None:
    assert [d.not_before for d in sent(Route(("hub",), group_wait=30 * MINUTE))] == [NOW + 30 * MINUTE]


@pytest.mark.parametrize(("last", "when"), [(NOW - 2 * HOUR, NOW), (NOW - 10 * MINUTE, NOW + 20 * MINUTE), (None, NOW + 30 * MINUTE)])
def test_an_update_keeps_its_distance_from_the_one_before(last: dt.datetime | None, when: dt.datetime) -> None:
    route = Route(("hub",), group_wait=5 * HOUR, group_interval=30 * MINUTE)
    assert [d.not_before for d in sent(route, kind=UpdateKind.UPDATED, last=last)] == [when]


def test_nothing_leaves_without_a_route() -> None:
    assert sent() == []
