"""The ledger: what one pass did, in numbers that must add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts of one pass. ``entries`` are by outcome and count only entries that ended in this pass; ``pending`` still wait."""

    started_at: dt.datetime
    finished_at: dt.datetime
    feeds: Mapping[str, int] = field(default_factory=dict)
    entries_new: int = 0
    entries: Mapping[str, int] = field(default_factory=dict)
    pending: int = 0
    stories: Mapping[str, int] = field(default_factory=dict)  # new, updated
    alerts: Mapping[str, int] = field(default_factory=dict)  # by notify reason
    deliveries: Mapping[str, int] = field(default_factory=dict)  # by attempt outcome
    seconds: Mapping[str, float] = field(default_factory=dict)  # by stage
    problems: tuple[str, ...] = ()  # one line each
