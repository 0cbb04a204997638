"""Constraints are kept alike by the fake and by both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import pytest
from store_samples import HOUR, NOW, assign, assignment, features, member, story

from monitor.adapters.store.store import SqlStore
from monitor.domain.constraint import Change, Constraint, Link, Placement, StoryChange, constraint
from monitor.domain.errors import NotFound
from monitor.domain.story import AssignmentReason
from monitor.ports import ConstraintRepository
from tests.fakes import MemoryConstraints

Open = Callable[[], AbstractContextManager[ConstraintRepository]]


@pytest.fixture(params=["fake", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def opened(request: pytest.FixtureRequest) -> Open:
    """Opens the repository as one transaction does."""
    if request.param == "fake":
        fake = MemoryConstraints()
        return lambda: nullcontext(fake)
    store: SqlStore = request.getfixturevalue("kind_store")

    @contextmanager
    def begin() -> Iterator[ConstraintRepository]:
        with store.begin() as unit:
            yield unit.constraints

    return begin


@pytest.fixture
def kind_url(request: pytest.FixtureRequest, tmp_path: Any) -> str:
    if "postgres" in request.node.name:
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'constraints.sqlite3'}"


@pytest.fixture
def kind_store(kind_url: str) -> Iterator[SqlStore]:
    from monitor.adapters.store.store import open_store

    opened = open_store(kind_url)
    yield opened
    opened.close()


def word(kind: Link, a: str, b: str, note: str = "") -> Constraint:
    return constraint(kind, a, b, by="eve", note=note, at=NOW)


def test_what_was_said_reads_back_in_order_of_the_pairs(opened: Open) -> None:
    said = [word(Link.CANNOT, "c", "b", "zwei \U0001f54a"), word(Link.MUST, "b", "a"), word(Link.MUST, "Z", "a")]
    with opened() as words:
        words.save(said)
    with opened() as words:
        assert words.all() == [said[2], said[1], said[0]]
        assert words.touching(["a"]) == [said[2], said[1]]
        assert words.touching(["c", "Z"]) == [said[2], said[0]]
        assert words.touching([]) == words.touching(["nothing"]) == []


def test_a_later_word_on_a_pair_replaces_the_earlier_whatever_the_order_of_its_articles(opened: Open) -> None:
    with opened() as words:
        words.save([word(Link.MUST, "a", "b")])
        words.save([word(Link.CANNOT, "b", "a", "no")])
    with opened() as words:
        assert words.all() == [word(Link.CANNOT, "a", "b", "no")]


def test_a_word_is_taken_back_by_its_pair_and_once_more_without_harm(opened: Open) -> None:
    with opened() as words:
        words.save([word(Link.MUST, "a", "b"), word(Link.MUST, "a", "c")])
        for _ in range(2):
            words.remove([word(Link.CANNOT, "b", "a")])
    with opened() as words:
        assert words.all() == [word(Link.MUST, "a", "c")]


def test_more_articles_than_one_question_holds(opened: Open) -> None:
    said = [word(Link.MUST, f"a{n:04}", f"b{n:04}") for n in range(1200)]
    with opened() as words:
        words.save(said)
        assert words.touching([c.first for c in said]) == words.touching([c.second for c in said]) == said


def test_an_article_is_not_linked_to_itself() -> None:
    with pytest.raises(ValueError, match="itself"):
        word(Link.MUST, "a", "a")


def moved(article_id: str, story_id: str, **changes: Any) -> Placement:
    there = assignment(article_id, story_id, reason=AssignmentReason.MUST_LINK, **changes)
    return Placement(there, features(article_id), member(article_id, reason=AssignmentReason.MUST_LINK), assignment(article_id, "s1"))


def test_a_moved_article_is_found_counted_and_told_where_it_is_now(store: SqlStore) -> None:
    for article_id, story_id in (("a1", "s1"), ("a2", "s2")):
        assign(store, article_id, story_id)
        with store.begin() as unit:
            unit.stories.save(story(story_id))
            unit.story_reading.mark_seen(story_id, 1)
    change = StoryChange(Change.MERGED, "s2", "why", NOW)
    with store.begin() as unit:
        unit.story_moves.replace([moved("a1", "s2")])
        unit.stories.save(story("s2"))
        unit.story_changes.note("s1", change)
    with store.read() as unit:
        assert unit.story_moves.story_of(["a1", "a2", "none"]) == {"a1": "s2", "a2": "s2"}
        assert unit.story_moves.story_of(["a1"], before=NOW - HOUR) == {}
        assert unit.story_moves.placements("s1") == [] and unit.story_moves.placements("s2")[0] == moved("a1", "s2")
        assert [s for s, _ in unit.stories.candidates(features("new"), since=NOW - 2 * HOUR, limit=9)] == ["s2"]
        assert [s for s, _ in unit.stories.near_duplicates(features("new", digest=features("a1").digest), since=NOW - 2 * HOUR)] == ["s2"]
        assert unit.story_reading.get("s1").id == "s2" and len(unit.story_reading.get("s1").articles) == 2
        assert [s.id for s in unit.story_reading.list(since=None, territory=None, limit=9)] == ["s2"]
        assert unit.story_reading.touched(limit=9) == ["s1"] and unit.story_changes.pending("s1") == change
    with store.begin() as unit:
        unit.story_reading.mark_seen("s1", 0)
    with store.read() as unit:
        assert unit.story_reading.touched(limit=9) == [] and unit.story_changes.pending("s1") is None


def test_an_article_that_comes_back_makes_its_story_what_it_was(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    assign(store, "a2", "s2")
    with store.begin() as unit:
        unit.stories.save(story("s1", member("a1")))
        (before,) = unit.story_moves.placements("s1")
        unit.story_moves.replace([moved("a1", "s2")])
        unit.story_changes.note("s1", StoryChange(Change.MERGED, "s2", "", NOW))
    with store.begin() as unit:
        unit.story_moves.replace([before])
        unit.stories.save(story("s1", member("a1")))
    with store.read() as unit:
        assert unit.story_moves.placements("s1") == [before] and unit.story_reading.get("s1") == story("s1", member("a1"))


def test_a_story_that_vanished_for_no_other_is_not_found(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    with store.begin() as unit:
        unit.story_moves.replace([moved("a1", "s2")])
    with store.read() as unit, pytest.raises(NotFound):
        unit.story_reading.get("s1")


def test_articles_come_in_order_of_publication_then_id(store: SqlStore) -> None:
    for article_id, hours in (("b", 2), ("Z", 2), ("a", 2), ("c", 3), ("d", 1)):
        assign(store, article_id, f"s-{article_id}", published_at=NOW - hours * HOUR)
    with store.read() as unit:
        assert [p.article_id for p in unit.story_moves.in_order(None)] == ["c", "Z", "a", "b", "d"]
        assert [p.article_id for p in unit.story_moves.in_order(NOW - 2 * HOUR)] == ["Z", "a", "b", "d"]
