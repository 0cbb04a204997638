"""Fixed wording: reasons, certainty, figures and times as a reader woken at night understands them."""

from __future__ import annotations

import datetime as dt

from monitor.domain.alert import Certainty, NotifyReason, UpdateKind
from monitor.domain.reading import LEVEL_NAMES

REASONS = {
    NotifyReason.OPENED: "New alert",
    NotifyReason.ESCALATED: "Raised",
    NotifyReason.FIRST_DEATHS: "First deaths reported",
    NotifyReason.TOLL_REVISED: "Casualty figures changed by more than half",
    NotifyReason.NEW_PARTY: "A new party is involved",
    NotifyReason.CORROBORATED: "Now corroborated: independent publishers, or both parties, report it",
    NotifyReason.DENIED: "A party denies it",
    NotifyReason.CORRECTED: "A publisher corrected or withdrew part of what it had reported",
    NotifyReason.MERGED: "Merged: what looked like two stories is one",
    NotifyReason.SPLIT: "Split: what looked like one story is two",
    NotifyReason.RESOLVED: "Resolved: quiet since the last report",
    NotifyReason.RETRACTED: "Withdrawn: this alert was wrong",
    NotifyReason.REOPENED: "Open again: fresh reports after it was resolved",
}
CERTAINTY = {
    Certainty.OBSERVED: "Observed: independent publishers, or both parties, report it",
    Certainty.LIKELY: "Likely: two sources report it, not yet independent of each other and the parties",
    Certainty.POSSIBLE: "Possible: a single source so far, unconfirmed",
    Certainty.UNLIKELY: "Unlikely: denied by those named, and no second source",
}
LEVEL_COLOURS = ("#4b5563", "#1d4ed8", "#a16207", "#c2410c", "#dc2626", "#991b1b", "#581c87")  # white text on each is readable (4.5 to 1)
OVER_COLOURS = {UpdateKind.RESOLVED: "#166534", UpdateKind.RETRACTED: "#4b5563"}  # the end of an alert must not look like an alarm


def level_text(level: int | None) -> str:
    """A level as "4 limited violence"."""
    return "level unknown" if level is None else f"{level} {LEVEL_NAMES[level]}"


def whats_new(reasons: tuple[str, ...], level: int | None, previous: int | None) -> str:
    """The reasons in one line, with the way the level went."""
    known = [NotifyReason(r) for r in reasons if r in set(NotifyReason)]
    parts = [REASONS[r] for r in known if r in REASONS]
    if NotifyReason.OPENED in known or level is None or previous is None or level == previous:
        return "; ".join(parts) or "Updated"
    way = f"{'raised' if level > previous else 'lowered'} from level {level_text(previous)} to level {level_text(level)}"
    rest = [p for p in parts if p != REASONS[NotifyReason.ESCALATED]]
    return "; ".join([way[0].upper() + way[1:], *rest])


def figure(effect: str, low: int, high: int | None) -> str:
    """A figure as "28 killed", "at least 30 wounded", "12 to 15 missing"."""
    if high is None:
        return f"at least {low:,} {effect}"
    return f"{low:,} {effect}" if high <= low else f"{low:,} to {high:,} {effect}"


def moment(at: dt.datetime | None) -> str:
    """A time as "28 Sep 2020, 16:13 UTC", "" when there is none."""
    return "" if at is None else f"{at.astimezone(dt.UTC).day} {at.astimezone(dt.UTC):%b %Y, %H:%M} UTC"


def lateness(sent: dt.datetime, decided: dt.datetime) -> str | None:
    """How late a mail is sent, in words, when it is an hour or more."""
    hours = (sent - decided) // dt.timedelta(hours=1)
    if hours < 1:
        return None
    return f"{hours} hour{'s' if hours > 1 else ''} late" if hours < 48 else f"{hours // 24} days late"
