"""When a story opens, changes or ends an alert, and why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.alerting.payload import payload_of
from monitor.alerting.rules import RuleSettings, Snapshot, certainty_of, decide, fresh, snapshot_from, snapshot_of
from monitor.domain.alert import Alert, AlertStatus, Certainty, NotifyReason, Severity, UpdateKind
from monitor.domain.reading import Realis, Signal
from monitor.domain.story import Story, StoryArticle
from tests.story_parts import DAY, HOUR, NOW, a_member, a_story, a_toll

RULES = RuleSettings()
QUIET = NOW + 8 * DAY


def opened(story: Story) -> Alert:
    alert = decide(story, None, None, NOW, RULES).alert
    assert alert is not None
    return alert


def after(before: Story, *more: StoryArticle, status: AlertStatus = AlertStatus.OPEN) -> tuple[NotifyReason, ...]:
    """The reasons of the next decision, when ``more`` joins what was told with ``before``."""
    alert = replace(opened(before), status=status)
    return decide(a_story(*before.articles, *more), alert, snapshot_of(before), NOW + HOUR, RULES).reasons


def test_a_fresh_story_at_the_level_opens_an_alert_that_carries_it() -> None:
    story = a_story(a_member(toll=(a_toll(4),)))
    decision = decide(story, None, None, NOW, RULES)
    assert (decision.kind, decision.reasons) == (UpdateKind.OPENED, (NotifyReason.OPENED,))
    alert = decision.alert
    assert alert is not None
    assert (alert.story_id, alert.territory, alert.level, alert.previous_level, alert.sequence) == ("s-1", "kashmir", 4, 0, 1)
    assert (alert.headline, alert.severity, alert.certainty, alert.opened_at) == (story.title, Severity.SEVERE, Certainty.POSSIBLE, NOW)


def test_an_alerts_id_derives_from_its_story() -> None:
    assert opened(a_story()).id == decide(a_story(), None, None, NOW + DAY, RULES).alert.id  # type: ignore[union-attr]


@pytest.mark.parametrize(("level", "opens"), [(0, False), (2, False), (3, True), (6, True)])
def test_a_story_below_the_level_opens_none(level: int, opens: bool) -> None:
    decision = decide(a_story(a_member(level=level)), None, None, NOW, RULES)
    assert (decision.alert is not None) is opens
    assert opens or decision.reasons == (NotifyReason.BELOW_LEVEL,)


def test_a_story_of_no_territory_opens_none() -> None:
    assert decide(a_story(a_member(territory=None)), None, None, NOW, RULES).alert is None


@pytest.mark.parametrize("changes", [{"stale": True}, {"backfill": True}])
def test_what_is_only_background_opens_none(changes: dict[str, object]) -> None:
    decision = decide(a_story(a_member(**changes)), None, None, NOW, RULES)
    assert (decision.alert, decision.kind, decision.reasons) == (None, None, (NotifyReason.BACKGROUND,))


def test_a_fresh_article_below_the_level_does_not_carry_old_ones_over_it() -> None:
    story = a_story(a_member("old", backfill=True), a_member("new", level=1))
    assert decide(story, None, None, NOW, RULES).reasons == (NotifyReason.BACKGROUND,)


def test_freshness_is_judged_when_an_article_comes_in_and_outlasts_any_wait() -> None:
    assert fresh(a_member(published_at=NOW - 400 * DAY))
    assert opened(a_story(a_member(first_seen_at=NOW - 3 * DAY))), "a pipeline that stood still for days still tells what it missed"
    assert not fresh(a_member(stale=True)) and not fresh(a_member(backfill=True))


def test_more_of_the_same_is_unchanged() -> None:
    first = a_member("a1")
    assert after(a_story(first), a_member("a2", publisher=first.publisher)) == (NotifyReason.UNCHANGED,)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"level": 5, "publisher": "outlet a1"}, NotifyReason.ESCALATED),
        ({"toll": (a_toll(2),), "publisher": "outlet a1"}, NotifyReason.FIRST_DEATHS),
        ({}, NotifyReason.CORROBORATED),
        ({"level": 1, "publisher": "outlet a1", "signals": ((Signal.STRIKE, Realis.DENIED, "Delhi"),)}, NotifyReason.DENIED),
    ],
)
def test_a_change_that_matters_is_an_update_with_its_reason(more: dict[str, object], reason: NotifyReason) -> None:
    assert after(a_story(), a_member("a2", **more)) == (reason,)


@pytest.mark.parametrize(("figure", "told"), [(12, False), (15, False), (16, True), (40, True)])
def test_a_toll_revised_by_more_than_half_is_told(figure: int, told: bool) -> None:
    before = a_story(a_member(toll=(a_toll(10),)))
    reasons = after(before, a_member("a2", publisher="outlet a1", toll=(a_toll(figure),)))
    assert (NotifyReason.TOLL_REVISED in reasons) is told


def test_a_party_that_joins_is_told_once_one_was_known() -> None:
    before = a_story(a_member(parties=("India",)))
    assert NotifyReason.NEW_PARTY in after(before, a_member("a2", publisher="outlet a1", level=1, parties=("China",)))
    assert after(a_story(), a_member("a2", publisher="outlet a1", level=1, parties=("China",))) == (NotifyReason.UNCHANGED,)


def test_an_update_counts_on_and_remembers_the_level_before() -> None:
    before = a_story()
    decision = decide(a_story(*before.articles, a_member("a2", level=5)), opened(before), snapshot_of(before), NOW + HOUR, RULES)
    assert decision.kind is UpdateKind.UPDATED and decision.alert is not None
    assert (decision.alert.sequence, decision.alert.level, decision.alert.previous_level, decision.alert.opened_at) == (2, 5, 4, NOW)


def test_an_acknowledged_alert_is_silent_until_its_story_changes() -> None:
    first = a_member("a1")
    assert after(a_story(first), a_member("a2", publisher=first.publisher), status=AlertStatus.ACKNOWLEDGED) == (NotifyReason.ACKNOWLEDGED,)
    before = a_story()
    changed = decide(
        a_story(a_member(), a_member("a2", level=5)), replace(opened(before), status=AlertStatus.ACKNOWLEDGED), snapshot_of(before), NOW, RULES
    )
    assert NotifyReason.ESCALATED in changed.reasons and changed.alert is not None and changed.alert.status is AlertStatus.OPEN


def test_stale_and_backfill_articles_change_nothing() -> None:
    before = a_story(a_member("a1", first_seen_at=NOW - 50 * HOUR))
    alert = opened(a_story())
    decision = decide(
        a_story(*before.articles, a_member("b", publisher="outlet a1", backfill=True, level=6, toll=(a_toll(9, "b"),))),
        alert,
        snapshot_of(before),
        NOW,
        RULES,
    )
    assert (decision.kind, decision.reasons) == (None, (NotifyReason.UNCHANGED,))


def test_a_quiet_story_is_resolved_once() -> None:
    story = a_story()
    decision = decide(story, opened(story), snapshot_of(story), QUIET, RULES)
    assert (decision.kind, decision.reasons) == (UpdateKind.RESOLVED, (NotifyReason.RESOLVED,))
    assert decision.alert is not None and decision.alert.status is AlertStatus.RESOLVED
    again = decide(story, decision.alert, snapshot_of(story), QUIET + DAY, RULES)
    assert again.kind is None


def test_a_resolved_alert_opens_again_when_its_story_escalates() -> None:
    story = a_story()
    resolved = replace(opened(story), status=AlertStatus.RESOLVED, sequence=2)
    again = decide(a_story(*story.articles, a_member("b", level=5, first_seen_at=QUIET)), resolved, snapshot_of(story), QUIET + HOUR, RULES)
    assert again.kind is UpdateKind.UPDATED and again.alert is not None
    assert (again.alert.status, again.alert.sequence) == (AlertStatus.OPEN, 3)


def test_a_retracted_alert_stays_so() -> None:
    alert = replace(opened(a_story()), status=AlertStatus.RETRACTED)
    assert decide(a_story(a_member(level=6)), alert, snapshot_of(a_story()), NOW, RULES).kind is None


@pytest.mark.parametrize(
    ("members", "certainty"),
    [
        ([a_member("a")], Certainty.POSSIBLE),
        ([a_member("a"), a_member("b", level=1)], Certainty.LIKELY),
        ([a_member("a"), a_member("b")], Certainty.OBSERVED),
        ([a_member("a", signals=((Signal.STRIKE, Realis.ACTUAL, None), (Signal.STRIKE, Realis.DENIED, "Delhi")))], Certainty.UNLIKELY),
        ([a_member("a"), a_member("b", copy_of="a")], Certainty.POSSIBLE),
    ],
)
def test_certainty_speaks_cap(members: list[StoryArticle], certainty: Certainty) -> None:
    assert certainty_of(a_story(*members)) is certainty


def test_the_snapshot_survives_the_payload_it_travels_in() -> None:
    story = a_story(a_member(toll=(a_toll(7),), parties=("India", "Pakistan")))
    payload = payload_of(opened(story), story, UpdateKind.OPENED, [NotifyReason.OPENED], territory_name="Kashmir", claimants=[], now=NOW)
    assert snapshot_from(payload) == snapshot_of(story) == Snapshot(4, 7, frozenset({"India", "Pakistan"}), Certainty.OBSERVED, False)
