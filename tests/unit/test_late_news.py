"""News of an event months later finds its story by the persons of the event, where no territory is concerned."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from monitor.domain.story import AssignmentReason, Features
from monitor.stories import table
from monitor.stories.assign import LATE, WINDOW
from monitor.stories.index import NAMESAKES, StoryIndex
from monitor.stories.keys import named_keys, person_keys
from tests.story_parts import DAY, NOW, some_features

WEIGHTS = {"bias": -3.0, "general persons": 6.0, "general lead": 4.0, "persons": 6.0, "cosine": 4.0}
SHOT = "A line cook was shot between the dryers of a coin laundry on Saturday"
TRIED = "A jury heard of a quarrel over forty dollars when the trial opened"


def report(key: str, text: str, *persons: str, names: tuple[str, ...] = (), **changes: Any) -> Features:
    told = {"territory": None, "territories": frozenset(), "relevant": False, "names": frozenset((*persons, *names)), **changes}
    return some_features(key, text, extra={"persons": persons}, **told)


def months_later(index: StoryIndex, text: str = TRIED, *persons: str, after: dt.timedelta = 200 * DAY, **changes: Any) -> AssignmentReason:
    return index.place(report(f"late-{len(index)}", text, *persons, published_at=NOW + after, **changes)).reason


def begun(**changes: Any) -> StoryIndex:
    index = StoryIndex(WEIGHTS)
    index.place(report("first", SHOT, "curtis halvorsen", **changes))
    return index


def test_a_trial_joins_the_story_of_the_killing() -> None:
    assert months_later(begun(), TRIED, "curtis halvorsen") is AssignmentReason.SAME_EVENT


def test_it_is_enough_that_the_late_report_names_the_person() -> None:
    assert months_later(begun(), names=("curtis halvorsen",)) is AssignmentReason.SAME_EVENT


def test_that_an_old_report_named_somebody_in_passing_finds_nothing() -> None:
    index = StoryIndex(WEIGHTS)
    index.place(report("first", SHOT, names=("curtis halvorsen",)))
    assert months_later(index, TRIED, "curtis halvorsen") is AssignmentReason.NEW


@pytest.mark.parametrize(("after", "reason"), [(LATE - DAY, AssignmentReason.SAME_EVENT), (LATE + DAY, AssignmentReason.NEW)])
def test_after_more_than_a_year_a_name_is_forgotten(after: dt.timedelta, reason: AssignmentReason) -> None:
    assert months_later(begun(), TRIED, "curtis halvorsen", after=after) is reason


def test_other_persons_and_the_same_words_join_nothing() -> None:
    assert months_later(begun(), SHOT + " again", "dawn sundberg") is AssignmentReason.NEW


def test_a_report_on_a_territory_neither_finds_nor_is_found_after_the_window() -> None:
    disputed = {"relevant": True, "territory": "kashmir", "territories": frozenset({"kashmir"})}
    assert months_later(begun(**disputed), TRIED, "curtis halvorsen") is AssignmentReason.NEW
    assert months_later(begun(), TRIED, "curtis halvorsen", **disputed) is AssignmentReason.NEW
    assert months_later(begun(**disputed), TRIED, "curtis halvorsen", **disputed) is AssignmentReason.NEW
    assert months_later(begun(**disputed), TRIED, "curtis halvorsen", after=WINDOW - DAY, **disputed) is AssignmentReason.SAME_EVENT
    for features in (report("a", SHOT, "ana ruiz", **disputed), report("b", SHOT)):
        assert person_keys(features) == named_keys(features) == set()


def test_what_leaves_the_window_is_kept_for_late_news_only_with_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_FORGETS", 4)
    index = begun()
    for n in range(60):
        index.place(report(f"other{n}", f"thing{n} of{n} day{n}", published_at=NOW + n * 3 * DAY))
    assert len(index) < 20
    assert months_later(index, TRIED, "curtis halvorsen") is AssignmentReason.SAME_EVENT


def test_only_so_many_are_kept_for_late_news(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "_FORGETS", 4)
    monkeypatch.setattr(table, "_MOST_LASTING", 10)
    index = begun()
    for n in range(80):
        index.place(report(f"other{n}", f"thing{n} of{n} day{n}", f"ana ruiz{n}", published_at=NOW + n * 2 * DAY))
    assert len(index) < 10 + 14
    assert months_later(index, TRIED, "curtis halvorsen") is AssignmentReason.NEW
    assert months_later(index, SHOT, "ana ruiz79") is AssignmentReason.SAME_EVENT


def test_of_many_namesakes_the_newest_are_looked_at() -> None:
    index = StoryIndex({**WEIGHTS, "general persons": 0.0})
    for n in range(NAMESAKES + 3):
        index.place(report(f"first{n}", f"thing{n} of{n} day{n}", "anthony williams", published_at=NOW + n * DAY))
    _, stories = index.candidates(report("late", TRIED, "anthony williams", published_at=NOW + 100 * DAY))
    assert {members[0].article_id for _, members in stories} == {f"first{n}" for n in range(3, NAMESAKES + 3)}
