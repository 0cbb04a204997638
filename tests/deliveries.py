"""Alert updates and deliveries as the outbox hands them out, for tests of the way out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from monitor.domain.alert import AlertUpdate, Channel, Delivery, DeliveryState, NotifyReason, UpdateKind

NOW = dt.datetime(2020, 9, 28, 16, 20, tzinfo=dt.UTC)
SENDER = "Contactline <alerts@watch.example.org>"


def payload(alert: Mapping[str, Any] | None = None, story: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A payload as the rules make it, with some of its parts replaced."""
    return {
        "type": "alert.updated",
        "timestamp": "2020-09-28T16:20:00Z",
        "data": {"alert": ALERT | dict(alert or {}), "story": STORY | dict(story or {})},
    }


def an_update(
    alert: Mapping[str, Any] | None = None,
    story: Mapping[str, Any] | None = None,
    *,
    kind: UpdateKind = UpdateKind.UPDATED,
    reasons: tuple[NotifyReason, ...] = (NotifyReason.ESCALATED, NotifyReason.FIRST_DEATHS),
    whole: Mapping[str, Any] | None = None,
) -> AlertUpdate:
    return AlertUpdate("u-1", "a-0123456789abcdef", 2, kind, reasons, payload(alert, story) if whole is None else whole, NOW)


def a_delivery(
    update: AlertUpdate | None = None, *, address: str = "desk@example.org", channel: Channel = Channel.EMAIL, attempts: int = 1, key: str = "d-1"
) -> Delivery:
    return Delivery(key, update or an_update(), "desk", channel, address, DeliveryState.PENDING, attempts, NOW, NOW, fence=1)


def an_article(n: int, **changes: Any) -> dict[str, Any]:
    return {
        "title": f"Report number {n}",
        "url": f"https://news{n}.example.org/story?id={n}",
        "outlet": f"Outlet {n}",
        "published_at": f"2020-09-28T{n % 24:02}:00:00Z",
        "copy_of": None,
        "state_owned_by": None,
        "quotes": [],
    } | changes


def a_figure(low: int, high: int | None = None, **changes: Any) -> dict[str, Any]:
    return {
        "effect": "killed",
        "low": low,
        "high": high,
        "side": None,
        "claimed_by": None,
        "cumulative": False,
        "denied": False,
        "as_of": "2020-09-28T16:00:00Z",
        "outlet": "Outlet 1",
    } | changes


ALERT = {
    "id": "a-0123456789abcdef",
    "status": "open",
    "territory": "nagorno-karabakh",
    "territory_name": "Nagorno-Karabakh",
    "claimants": ["Armenia", "Azerbaijan"],
    "level": 5,
    "level_name": "sustained fighting",
    "previous_level": 4,
    "certainty": "Observed",
    "severity": "Extreme",
    "headline": "Heavy fighting enters a second day",
    "reasons": ["armed_clash, strike with 28 dead reported (more than 20)"],
    "why": ["escalated", "first_deaths"],
    "opened_at": "2020-09-27T05:10:00Z",
    "url": "contactline:alert/a-0123456789abcdef",
}
STORY = {
    "id": "s-1",
    "title": "Heavy fighting enters a second day",
    "publishers": 2,
    "articles": [
        an_article(
            1,
            quotes=[
                {"signal": "armed_clash", "realis": "actual", "text": "Artillery fire was exchanged overnight.", "attributed_to": "the ministry"}
            ],
        ),
        an_article(2, state_owned_by="Azerbaijan"),
    ],
    "toll": [a_figure(28, 28, side="Nagorno-Karabakh", claimed_by="Defence Ministry in Stepanakert")],
    "signals": [
        {"signal": "strike", "realis": "denied", "attributed_to": "Baku", "text": "Reports of strikes on the city are false.", "outlet": "Outlet 2"}
    ],
    "background": ["told as past: armed_clash"],
}
