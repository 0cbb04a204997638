"""What a correction takes back of a story: its publisher's own figures and reports, and nobody else's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from monitor.alerting.payload import payload_of
from monitor.alerting.rules import RuleSettings, decide, emptied, snapshot_from, snapshot_of
from monitor.domain.alert import Alert, AlertStatus, NotifyReason, UpdateKind
from monitor.domain.constraint import Change, StoryChange
from monitor.domain.reading import Effect
from monitor.domain.story import Correction, Standing, Story, StoryArticle
from monitor.domain.toll import killed_so_far
from tests.story_parts import DAY, HOUR, NOW, a_member, a_story, a_toll

RULES = RuleSettings()


def report(article_id: str, killed: int, hour: int = 0, **changes: Any) -> StoryArticle:
    values = {
        "publisher": "p",
        "toll": (a_toll(killed, article_id),),
        "published_at": NOW + hour * HOUR,
        "first_seen_at": NOW + hour * HOUR,
        "bare_level": 4,
    }
    return a_member(article_id, **{**values, "level": 5 if killed > 20 else 4, **changes})


def note(kind: Standing, *figures: int, hour: int = 9, killed: int | None = None, **changes: Any) -> StoryArticle:
    toll = (a_toll(killed, "note"),) if killed is not None else ()
    return report("note", 0, hour, **{"toll": toll, "level": 4, "corrects": Correction(kind, "Correction:", figures), **changes})


def standing(story: Story) -> dict[str, list[tuple[int, Standing]]]:
    out: dict[str, list[tuple[int, Standing]]] = {}
    for t in story.toll:
        out.setdefault(t.article_id, []).append((t.low, t.standing))
    return out


def test_a_corrected_figure_is_kept_with_who_took_it_back_and_counts_for_nothing() -> None:
    story = a_story(report("a", 30), note(Standing.CORRECTED, 30, killed=3))
    assert standing(story) == {"a": [(30, Standing.CORRECTED)], "note": [(3, Standing.STANDS)]}
    assert story.toll[0].withdrawn_by == "note" and story.corrections == ("note",) and story.withdrawn == ()
    assert killed_so_far(story.toll) == 3 and story.level == 4


def test_without_a_figure_the_figures_of_its_latest_report_that_differ_are_taken_back() -> None:
    earlier, latest = report("a", 5), report("b", 30, 1)
    story = a_story(earlier, latest, note(Standing.CORRECTED, killed=3))
    assert standing(story) == {"a": [(5, Standing.STANDS)], "b": [(30, Standing.CORRECTED)], "note": [(3, Standing.STANDS)]}
    same = a_story(earlier, latest, note(Standing.CORRECTED, killed=30))
    assert same.corrections == () and all(t.standing is Standing.STANDS for t in same.toll), "a correction of something else takes no figure back"


def test_figures_of_other_people_stay() -> None:
    wounded = a_toll(30, "a", effect=Effect.WOUNDED)
    story = a_story(report("a", 30, toll=(a_toll(30, "a", side="India"), wounded)), note(Standing.CORRECTED, killed=3))
    assert [(t.effect, t.standing) for t in story.toll if t.article_id == "a"] == [
        (Effect.KILLED, Standing.CORRECTED),
        (Effect.WOUNDED, Standing.STANDS),
    ]


def test_another_publishers_figure_stays_and_a_copy_of_the_corrected_report_does_not() -> None:
    other = report("b", 30, 1, publisher="q")
    copy = report("c", 30, 2, publisher="r", copy_of="a")
    story = a_story(report("a", 30), other, copy, note(Standing.CORRECTED, 30, killed=3))
    assert {t.article_id: t.standing for t in story.toll if t.low == 30} == {"a": Standing.CORRECTED, "b": Standing.STANDS}
    assert story.level == 5 and killed_so_far(story.toll) == 30
    alone = a_story(report("a", 30), copy, note(Standing.CORRECTED, 30, killed=3))
    assert alone.level == 4, "nor does the copy keep the level up"


def test_what_comes_after_a_correction_is_not_touched_by_it() -> None:
    story = a_story(note(Standing.CORRECTED, 30, hour=0), report("a", 30, 1))
    assert standing(story) == {"a": [(30, Standing.STANDS)]} and story.corrections == () and story.level == 5


@pytest.mark.parametrize(("bare", "left"), [(6, 6), (5, 5), (4, 4), (3, 3), (None, 6)])
def test_the_level_that_signals_alone_support_stays(bare: int | None, left: int) -> None:
    story = a_story(report("a", 2000, level=6, bare_level=bare), note(Standing.CORRECTED, 2000, level=0, signals=()))
    assert story.level == left


def test_figures_that_are_left_keep_the_level_that_they_support() -> None:
    both = (a_toll(2000, "a", side="India"), a_toll(40, "a", side="Pakistan"))
    assert a_story(report("a", 0, level=6, toll=both), note(Standing.CORRECTED, 2000, level=0, signals=())).level == 5


def test_a_withdrawn_report_tells_nothing_any_more_and_nor_does_the_note() -> None:
    mine, other = report("a", 30, parties=("India",)), report("b", 3, 1, publisher="q")
    story = a_story(mine, other, note(Standing.RETRACTED, level=5, killed=30))
    assert story.withdrawn == (("a", "note"),) and len(story.articles) == 3
    assert (story.level, story.publishers, story.corroborated, story.parties) == (4, ("q",), False, ())
    assert {t.low: t.standing for t in story.toll} == {30: Standing.RETRACTED, 3: Standing.STANDS}
    assert killed_so_far(story.toll) == 3


def test_of_several_reports_the_one_named_by_title_or_figure_is_withdrawn_else_the_latest() -> None:
    first, second = report("a", 30, title="Thirty soldiers killed near Mendhar"), report("b", 3, 1, title="Buses held back at the checkpoint")
    assert a_story(first, second, note(Standing.RETRACTED, title="Retraction: Thirty soldiers killed near Mendhar")).withdrawn == (("a", "note"),)
    assert a_story(first, second, note(Standing.RETRACTED, 30, title="Retraction")).withdrawn == (("a", "note"),)
    assert a_story(first, second, note(Standing.RETRACTED, title="Retraction")).withdrawn == (("b", "note"),)
    assert a_story(first, note(Standing.RETRACTED, publisher="q")).withdrawn == (), "nobody withdraws another's report"


def test_copies_fall_with_their_original() -> None:
    copies = [report("c", 3, 1, publisher="r", copy_of="a"), report("d", 3, 2, publisher="s", copy_of="c")]
    story = a_story(report("a", 3), *copies, note(Standing.RETRACTED))
    assert [a for a, _ in story.withdrawn] == ["a", "c", "d"] and (story.level, story.publishers) == (0, ())
    assert story.title == "Shells fell, says a" and story.level_reasons == ("every report of it was withdrawn",)


def opened(story: Story) -> Alert:
    alert = decide(story, None, None, NOW, RULES).alert
    assert alert is not None
    return alert


def test_a_correction_is_an_update_and_is_told_once() -> None:
    before = a_story(report("a", 30))
    after = a_story(report("a", 30), note(Standing.CORRECTED, 30, killed=25))
    told = decide(after, opened(before), snapshot_of(before), NOW + HOUR, RULES)
    assert (told.kind, told.reasons) == (UpdateKind.UPDATED, (NotifyReason.CORRECTED,))
    assert decide(after, told.alert, snapshot_of(after), NOW + HOUR, RULES).reasons == (NotifyReason.UNCHANGED,)


def test_the_payload_counts_what_stands_and_names_what_does_not() -> None:
    story = a_story(report("a", 30), report("b", 7, 1, publisher="q"), note(Standing.RETRACTED))
    data = payload_of(opened(story), story, UpdateKind.OPENED, [NotifyReason.OPENED], territory_name="Kashmir", claimants=[], now=NOW)["data"]
    assert [t["low"] for t in data["story"]["toll"]] == [7]
    assert [(t["low"], t["standing"], t["taken_back_by"]) for t in data["story"]["taken_back"]] == [(30, "retracted", "Outlet note")]
    assert [(a["withdrawn"], len(a["quotes"])) for a in data["story"]["articles"]] == [(True, 0), (False, 1), (False, 1)]
    assert any("withdrawn by their publisher" in line for line in data["story"]["background"])


def test_when_every_report_is_withdrawn_the_alert_is_taken_back_until_another_reports_it() -> None:
    before = a_story(report("a", 3))
    gone = a_story(report("a", 3), note(Standing.RETRACTED))
    told = decide(gone, opened(before), snapshot_of(before), NOW + HOUR, RULES)
    assert (told.kind, told.reasons) == (UpdateKind.RETRACTED, (NotifyReason.RETRACTED,))
    assert told.alert is not None and told.alert.status is AlertStatus.RETRACTED
    assert decide(gone, told.alert, snapshot_of(gone), NOW + 2 * HOUR, RULES).kind is None
    again = a_story(*gone.articles, report("b", 3, 12, publisher="q"))
    reopened = decide(again, told.alert, snapshot_of(gone), NOW + 12 * HOUR, RULES)
    assert (reopened.kind, reopened.reasons) == (UpdateKind.UPDATED, (NotifyReason.REOPENED,))


def test_a_story_of_withdrawn_reports_opens_no_alert() -> None:
    assert decide(a_story(report("a", 30), note(Standing.RETRACTED)), None, None, NOW, RULES).alert is None


@pytest.mark.parametrize(("kind", "reason"), [(Change.MERGED, NotifyReason.MERGED), (Change.SPLIT, NotifyReason.SPLIT)])
def test_a_merge_or_split_is_an_update_to_the_same_alert_also_when_acknowledged_or_of_old_articles(kind: Change, reason: NotifyReason) -> None:
    story = a_story(a_member(backfill=True))
    change = StoryChange(kind, "s-2", "", NOW)
    for status in (AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED):
        alert = replace(opened(a_story()), status=status)
        told = decide(story, alert, snapshot_of(story), NOW + HOUR, RULES, change)
        assert (told.kind, told.reasons) == (UpdateKind.UPDATED, (reason,)) and told.alert is not None
        assert (told.alert.id, told.alert.status, told.alert.sequence) == (alert.id, AlertStatus.OPEN, 2)


def test_the_alert_of_an_emptied_story_ends_naming_the_other_and_a_split_opens_it_again() -> None:
    story = a_story()
    ended = emptied(opened(story), story, "same shelling", NOW + HOUR)
    assert (ended.kind, ended.reasons) == (UpdateKind.RESOLVED, (NotifyReason.MERGED,)) and ended.alert is not None
    assert (ended.alert.status, ended.alert.reasons) == (AlertStatus.RESOLVED, ("merged into story s-1: same shelling",))
    assert emptied(ended.alert, story, "", NOW).kind is None and emptied(None, story, "", NOW).alert is None
    payload = payload_of(ended.alert, story, UpdateKind.RESOLVED, ended.reasons, territory_name="", claimants=[], now=NOW)
    last, split = snapshot_from(payload), StoryChange(Change.SPLIT, "s-2", "", NOW)
    assert last.merged
    back = decide(story, ended.alert, last, NOW + 2 * HOUR, RULES, split)
    assert (
        (back.kind, back.reasons) == (UpdateKind.UPDATED, (NotifyReason.SPLIT,)) and back.alert is not None and back.alert.status is AlertStatus.OPEN
    )
    assert decide(story, ended.alert, last, NOW + 8 * DAY, RULES, split).kind is None, "what is long quiet stays resolved"
    resolved = snapshot_of(story)
    assert decide(story, ended.alert, resolved, NOW + 2 * HOUR, RULES, split).kind is None, "as does what was resolved for itself"
