"""Whether a story opens, changes or ends an alert, and why: pure, from the story, the alert as it stands and what was last sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from monitor.domain.alert import Alert, AlertStatus, Certainty, NotifyReason, Severity, UpdateKind
from monitor.domain.constraint import Change, StoryChange
from monitor.domain.story import Story, StoryArticle
from monitor.domain.toll import killed_so_far
from monitor.text.hashing import content_hash

RULE = "story-level"

SEVERITY = (Severity.MINOR, Severity.MINOR, Severity.MINOR, Severity.MODERATE, Severity.SEVERE, Severity.EXTREME, Severity.EXTREME)


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """From which level a story opens an alert, and after how long without news it is resolved."""

    min_level: int = 3
    resolve_after: dt.timedelta = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the last update said: what a change is measured against."""

    level: int
    killed: int
    parties: frozenset[str]
    certainty: Certainty
    denied: bool
    corrections: int = 0  # notes that took something back
    merged: bool = False  # the alert ended because its story went into another


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do: the alert as it shall stand (None: there is none), the update's kind (None: nothing to send) and the reasons either way."""

    alert: Alert | None
    kind: UpdateKind | None
    reasons: tuple[NotifyReason, ...]


def certainty_of(story: Story) -> Certainty:
    """CAP certainty: two independent publishers or both parties; two sources; one; denied without a second source."""
    if story.corroborated:
        return Certainty.OBSERVED
    if story.denied and len(story.publishers) < 2:
        return Certainty.UNLIKELY
    return Certainty.LIKELY if len(story.publishers) >= 2 else Certainty.POSSIBLE


def snapshot_of(story: Story) -> Snapshot:
    """The story's state as an update tells it."""
    return Snapshot(story.level, killed_so_far(story.toll), frozenset(story.parties), certainty_of(story), story.denied, len(story.corrections))


def snapshot_from(payload: Mapping[str, Any]) -> Snapshot:
    """The snapshot that an earlier update carries in its payload."""
    alert = payload["data"]["alert"]
    seen = alert["snapshot"]
    return Snapshot(
        int(seen["level"]),
        int(seen["killed"]),
        frozenset(seen["parties"]),
        Certainty(seen["certainty"]),
        bool(seen["denied"]),
        int(seen.get("corrections", 0)),
        alert["status"] == AlertStatus.RESOLVED and NotifyReason.MERGED in alert["why"],
    )


def fresh(article: StoryArticle) -> bool:
    """Whether an article is news: neither stale nor back-fill.

    Both are judged when it comes in. How long it waited for us since does not count, nor the date it claims, which may lie.
    """
    return not article.stale and not article.backfill


def decide(
    story: Story,
    alert: Alert | None,
    last: Snapshot | None,
    now: dt.datetime,
    settings: RuleSettings,
    change: StoryChange | None = None,
    *,
    carries: bool = False,
) -> Decision:
    """Open, update, leave, resolve or retract.

    ``change`` is what an operator did to the story since the last decision; ``carries``: a story with a live alert went into this one, which
    has to speak for it.
    """
    if story.territory is None:
        return Decision(alert, None, (NotifyReason.BELOW_LEVEL,))
    if alert is None:
        return _open(story, now, settings)
    if alert.status is AlertStatus.RETRACTED and not carries:  # by an operator for good; by its sources until another one reports it
        return _reopen(alert, story, now, settings) if story.withdrawn else Decision(alert, None, (NotifyReason.UNCHANGED,))
    if story.withdrawn and not _standing(story):
        return Decision(_next(alert, story, now, AlertStatus.RETRACTED), UpdateKind.RETRACTED, (NotifyReason.RETRACTED,))
    quiet = now - story.last_seen_at > settings.resolve_after
    if quiet and alert.status is not AlertStatus.RESOLVED:
        return Decision(_next(alert, story, now, AlertStatus.RESOLVED), UpdateKind.RESOLVED, (NotifyReason.RESOLVED,))
    back = carries or (last is not None and last.merged and change is not None and change.kind is Change.SPLIT)
    if alert.status is AlertStatus.RESOLVED and (quiet or not back):
        return _reopen(alert, story, now, settings)
    told = (NotifyReason(change.kind.value),) if change is not None else ()
    if not told and not any(fresh(a) for a in _standing(story)):
        return Decision(alert, None, (NotifyReason.UNCHANGED,))
    changes = told + (_changes(story, last) if last is not None else (NotifyReason.OPENED,))
    if not changes:
        return Decision(alert, None, (NotifyReason.ACKNOWLEDGED if alert.status is AlertStatus.ACKNOWLEDGED else NotifyReason.UNCHANGED,))
    return Decision(_next(alert, story, now, AlertStatus.OPEN), UpdateKind.UPDATED, changes)


def emptied(alert: Alert | None, into: Story, note: str, now: dt.datetime) -> Decision:
    """What becomes of the alert of a story that lost all its articles to ``into``: it is resolved, naming where it goes on."""
    if alert is None or alert.status in {AlertStatus.RESOLVED, AlertStatus.RETRACTED}:
        return Decision(alert, None, (NotifyReason.UNCHANGED,))
    why = f"merged into story {into.id}" + (f": {note}" if note else "")
    ended = replace(_next(alert, into, now, AlertStatus.RESOLVED), reasons=(why,))
    return Decision(ended, UpdateKind.RESOLVED, (NotifyReason.MERGED,))


def _standing(story: Story) -> list[StoryArticle]:
    """The articles that nobody withdrew; nor the notes that withdrew others, which report nothing."""
    gone = {article for article, _ in story.withdrawn} | {by for _, by in story.withdrawn}
    return [a for a in story.articles if a.article_id not in gone]


def _open(story: Story, now: dt.datetime, settings: RuleSettings) -> Decision:
    assert story.territory is not None
    if story.level < settings.min_level:
        return Decision(None, None, (NotifyReason.BELOW_LEVEL,))
    carrying = [a for a in _standing(story) if a.level >= settings.min_level]
    if not any(fresh(a) for a in carrying):
        return Decision(None, None, (NotifyReason.BACKGROUND,))
    alert = Alert(
        id="a-" + content_hash("alert", story.id)[:16],
        story_id=story.id,
        status=AlertStatus.OPEN,
        territory=story.territory,
        level=story.level,
        previous_level=0,
        certainty=certainty_of(story),
        severity=SEVERITY[story.level],
        headline=story.title,
        reasons=story.level_reasons,
        opened_at=now,
        updated_at=now,
        sequence=1,
        rule=RULE,
    )
    return Decision(alert, UpdateKind.OPENED, (NotifyReason.OPENED,))


def _reopen(alert: Alert, story: Story, now: dt.datetime, settings: RuleSettings) -> Decision:
    """A resolved alert opens again for fresh news of its level that came in since; anything else leaves it resolved."""
    since = [a for a in _standing(story) if fresh(a) and a.first_seen_at > alert.updated_at and a.level >= settings.min_level]
    if not since:
        return Decision(alert, None, (NotifyReason.UNCHANGED,))
    return Decision(_next(alert, story, now, AlertStatus.OPEN), UpdateKind.UPDATED, (NotifyReason.REOPENED,))


def _next(alert: Alert, story: Story, now: dt.datetime, status: AlertStatus) -> Alert:
    return Alert(
        id=alert.id,
        story_id=alert.story_id,
        status=status,
        territory=alert.territory,  # stays, so that its end goes where its beginning went
        level=story.level,
        previous_level=alert.level,
        certainty=certainty_of(story),
        severity=SEVERITY[story.level],
        headline=story.title,
        reasons=story.level_reasons,
        opened_at=alert.opened_at,
        updated_at=now,
        sequence=alert.sequence + 1,
        rule=alert.rule,
    )


def _changes(story: Story, last: Snapshot) -> tuple[NotifyReason, ...]:
    """The changes that matter.

    They are level up, first deaths, toll revised by more than half, a new party, corroborated, denied (ontology, Alert life), and
    that a publisher took something back. A higher level or first deaths count only when a fresh article brings them: old news that a
    new feed holds is no escalation. Who else reports or denies it is told whatever article says so: that is about the evidence.
    """
    here = snapshot_of(story)
    news = {a.article_id: a for a in _standing(story) if fresh(a)}
    killed = killed_so_far([t for t in story.toll if t.article_id in news])
    found = []
    if here.level > last.level and any(a.level > last.level for a in news.values()):
        found.append(NotifyReason.ESCALATED)
    if killed and not last.killed:
        found.append(NotifyReason.FIRST_DEATHS)
    elif last.killed and killed and abs(here.killed - last.killed) > last.killed / 2:
        found.append(NotifyReason.TOLL_REVISED)
    if last.parties and here.parties - last.parties:
        found.append(NotifyReason.NEW_PARTY)
    if here.certainty is Certainty.OBSERVED and last.certainty is not Certainty.OBSERVED:
        found.append(NotifyReason.CORROBORATED)
    if here.denied and not last.denied:
        found.append(NotifyReason.DENIED)
    if here.corrections > last.corrections:
        found.append(NotifyReason.CORRECTED)
    return tuple(found)
