"""Alerts, routes and deliveries: what leaves the house."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class AlertStatus(enum.StrEnum):
    """An alert's life."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"
    RETRACTED = "retracted"


class Certainty(enum.StrEnum):
    """CAP 1.2 certainty: two independent publishers or both parties; two sources; one; denied without a second source."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"


class Severity(enum.StrEnum):
    """CAP 1.2 severity."""

    MINOR = "Minor"
    MODERATE = "Moderate"
    SEVERE = "Severe"
    EXTREME = "Extreme"


class NotifyReason(enum.StrEnum):
    """Why something is, or is not, sent to a receiver."""

    OPENED = "opened"
    ESCALATED = "escalated"
    FIRST_DEATHS = "first_deaths"
    TOLL_REVISED = "toll_revised"
    NEW_PARTY = "new_party"
    CORROBORATED = "corroborated"
    DENIED = "denied"
    CORRECTED = "corrected"
    MERGED = "merged"
    SPLIT = "split"
    RESOLVED = "resolved"
    RETRACTED = "retracted"
    REOPENED = "reopened"
    # not sent
    UNCHANGED = "unchanged"
    BELOW_LEVEL = "below_level"
    BACKGROUND = "background"  # only stale or back-fill articles
    ACKNOWLEDGED = "acknowledged"


class UpdateKind(enum.StrEnum):
    """The webhook's type."""

    OPENED = "alert.opened"
    UPDATED = "alert.updated"
    RESOLVED = "alert.resolved"
    RETRACTED = "alert.retracted"


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert as it stands: one story, one life."""

    id: str
    story_id: str
    status: AlertStatus
    territory: str
    level: int
    previous_level: int
    certainty: Certainty
    severity: Severity
    headline: str
    reasons: tuple[str, ...]
    opened_at: dt.datetime
    updated_at: dt.datetime
    sequence: int  # how many updates have left, the opening is 1
    rule: str


@dataclass(frozen=True, slots=True)
class AlertUpdate:
    """One thing that is worth sending: kind, reasons and the payload as it leaves (see interfaces: Webhook)."""

    id: str  # stable: derives from alert id and sequence
    alert_id: str
    sequence: int
    kind: UpdateKind
    reasons: tuple[NotifyReason, ...]
    payload: Mapping[str, Any]
    at: dt.datetime


class Channel(enum.StrEnum):
    """How a receiver is reached."""

    EMAIL = "email"
    WEBHOOK = "webhook"


class DeliveryState(enum.StrEnum):
    """Where a delivery stands."""

    PENDING = "pending"
    DELIVERED = "delivered"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A delivery to be written with its alert update: one per receiver address. ``id`` is the idempotency key."""

    id: str
    update_id: str
    receiver: str
    channel: Channel
    address: str  # an e-mail address, or the webhook's receiver name (its URL and secret stay in the configuration)
    not_before: dt.datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery claimed by lease; ``fence`` must still be current when its attempt is recorded."""

    id: str
    update: AlertUpdate
    receiver: str
    channel: Channel
    address: str
    state: DeliveryState
    attempts: int
    next_attempt_at: dt.datetime
    created_at: dt.datetime
    fence: int
    last_detail: str = ""


class AttemptOutcome(enum.StrEnum):
    """How one try to deliver ended, and whether another can help."""

    DELIVERED = "delivered"
    RETRY = "retry"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: outcome, protocol code when there is one, a short redacted detail, and what the receiver asked to wait."""

    outcome: AttemptOutcome
    code: int | None
    detail: str
    retry_after: dt.timedelta | None = None
