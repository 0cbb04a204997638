"""The configuration as frozen types."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitor.alerting.routes import Receiver, Route
from monitor.alerting.rules import RuleSettings

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that is never printed."""

    value: str = field(repr=False)

    def __str__(self) -> str:
        return "(secret)"


@dataclass(frozen=True, slots=True)
class WebhookEndpoint:
    """Where a receiver's webhook is posted, and the secrets (space-separated while one replaces another) that sign it."""

    url: str
    secret: Secret


@dataclass(frozen=True, slots=True)
class ClockSetting:
    """``CONTACTLINE_CLOCK``: the product's clock reads ``start`` at second ``at`` of the real clock and runs ``speed`` times as fast."""

    start: dt.datetime
    at: float
    speed: float


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, checked. Durations are timedeltas; ``config_file`` is None when built-in defaults apply."""

    config_file: Path | None
    database_url: str
    data_folder: Path
    feed_files: tuple[Path, ...] = ()
    poll_interval: dt.timedelta = dt.timedelta(minutes=5)
    poll_concurrency: int = 50
    allow_networks: tuple[Network, ...] = ()
    request_deadline: dt.timedelta = dt.timedelta(seconds=30)
    max_body_bytes: int = 10_000_000
    rules: RuleSettings = field(default_factory=RuleSettings)
    receivers: Mapping[str, Receiver] = field(default_factory=dict)
    webhooks: Mapping[str, WebhookEndpoint] = field(default_factory=dict)
    routes: tuple[Route, ...] = ()
    smtp_url: Secret | None = None
    mail_sender: str = "contactline@localhost"
    clock: ClockSetting | None = None
    model_folder: Path | None = None
    failpoint: str | None = None
