from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import text
from store_samples import HOUR, MINUTE, NOW, alert, assign, assignment, digest, features, member, story

from monitor.adapters.store import stories
from monitor.adapters.store.store import SqlStore, open_store
from monitor.domain.alert import AlertStatus
from monitor.domain.errors import NotFound, StoreError
from monitor.domain.story import Features

OTHERS = {"territories": frozenset[str](), "territory": None, "places": frozenset[str](), "actors": frozenset[str](), "names": frozenset[str]()}


def candidates(store: SqlStore, asked: Features, limit: int = 10) -> list[tuple[str, list[str]]]:
    with store.read() as unit:
        found = unit.stories.candidates(asked, since=NOW - 48 * HOUR, limit=limit)
    return [(story_id, [each.article_id for each in members]) for story_id, members in found]


def touched(store: SqlStore) -> list[str]:
    with store.read() as unit:
        return unit.story_reading.touched(limit=100)


def mark_seen(store: SqlStore, story_id: str, count: int) -> None:
    with store.begin() as unit:
        unit.story_reading.mark_seen(story_id, count)


def test_an_assigned_article_reads_back_with_everything_known_of_it(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    with store.read() as unit:
        assert unit.stories.articles("s1") == [member("a1")]
        assert unit.articles.assignments("s1") == [assignment("a1", "s1")]
        assert unit.stories.candidates(features("new"), since=NOW - 2 * HOUR, limit=5) == [("s1", [features("a1")])]


def test_assigning_an_article_again_changes_nothing_even_to_another_story(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    mark_seen(store, "s1", 1)
    assign(store, "a1", "s1")
    assign(store, "a1", "s2", territory="kashmir")
    assert touched(store) == []
    assert candidates(store, features("new")) == [("s1", ["a1"])]
    with store.read() as unit:
        assert unit.stories.articles("s2") == []


def test_a_score_that_is_no_number_is_refused_with_its_article(store: SqlStore) -> None:
    with pytest.raises(StoreError, match="not a number"), store.begin() as unit:
        unit.stories.assign(assignment("a1", "s1", score=float("nan")), features("a1"), member("a1"))
    assert touched(store) == []


def test_members_come_oldest_first_by_first_seen_then_id(store: SqlStore) -> None:
    for article_id, seen in (("b", NOW), ("a", NOW), ("Z", NOW), ("c", NOW - HOUR)):
        assign(store, article_id, "s1", first_seen_at=seen)
    with store.read() as unit:
        assert [each.article_id for each in unit.stories.articles("s1")] == ["c", "Z", "a", "b"]
        assert [each.article_id for each in unit.articles.assignments("s1")] == ["c", "Z", "a", "b"]


def test_candidates_with_more_shared_keys_come_first_and_then_the_recent(store: SqlStore) -> None:
    elsewhere = frozenset({"Martakert"})
    assign(store, "a1", "same territory, older", places=elsewhere, published_at=NOW - 3 * HOUR)
    assign(store, "a2", "same territory, newer", places=elsewhere, published_at=NOW - 2 * HOUR)
    assign(store, "a3", "same place", published_at=NOW - 4 * HOUR)
    assign(store, "a4", "another territory", territory="kashmir", territories=frozenset({"kashmir"}), places=frozenset({"Uri"}))
    found = [story_id for story_id, _ in candidates(store, features("new"))]
    assert found == ["same place", "same territory, newer", "same territory, older"]
    assert candidates(store, features("new"), limit=1) == [("same place", ["a3"])]


def test_a_story_is_a_candidate_only_while_its_shared_key_is_recent(store: SqlStore) -> None:
    assign(store, "old", "s1", published_at=NOW - 49 * HOUR)
    assert candidates(store, features("new")) == []
    assign(store, "fresh", "s1", published_at=NOW - HOUR)
    assign(store, "older again", "s1", published_at=NOW - 50 * HOUR)
    assert candidates(store, features("new")) == [("s1", ["older again", "old", "fresh"])]


def test_articles_of_no_territory_meet_by_their_heaviest_terms(store: SqlStore) -> None:
    assign(store, "a1", "by a name", **{**OTHERS, "terms": {"harutyunyan": 0.5, "arayik": 0.4}})
    assign(store, "a2", "by nothing", **{**OTHERS, "terms": {"senat": 0.5}})
    asked = features("new", **{**OTHERS, "terms": {"harutyunyan": 0.6, "resign": 0.2}})
    assert [story_id for story_id, _ in candidates(store, asked)] == ["by a name"]


def test_a_story_of_thousands_answers_with_its_newest_articles_only(store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "MAX_FEATURES_PER_STORY", 2)
    for hours, article_id in ((3, "old"), (2, "mid"), (1, "new")):
        assign(store, article_id, "s1", published_at=NOW - hours * HOUR)
    assert candidates(store, features("asked")) == [("s1", ["mid", "new"])]


def near(store: SqlStore, asked: Features) -> list[tuple[str, str]]:
    with store.read() as unit:
        return [(story_id, found.article_id) for story_id, found in unit.stories.near_duplicates(asked, since=NOW - 48 * HOUR)]


def test_near_duplicates_share_a_band_the_address_or_the_title(store: SqlStore) -> None:
    assign(store, "band", "s1", digest=digest(1, 2, 3, 4), published_at=NOW - 5 * HOUR, **OTHERS)
    assign(store, "url", "s2", url_key="example.org/asked", published_at=NOW - 4 * HOUR, **OTHERS)
    assign(store, "title", "s3", title_key="title of asked", published_at=NOW - 3 * HOUR, **OTHERS)
    assign(store, "nothing", "s4", digest=digest(1, 2, 3, 5), published_at=NOW - 2 * HOUR, **OTHERS)
    asked = features("asked", url_key="example.org/asked", title_key="title of asked", digest=digest(1, 2, 3, 4, 9))
    assert near(store, asked) == [("s1", "band"), ("s2", "url"), ("s3", "title")]


def test_near_duplicates_leave_out_the_article_itself_the_old_and_other_digest_versions(store: SqlStore) -> None:
    assign(store, "asked", "s1", digest=digest(1, 2, 3, 4))
    assign(store, "old", "s1", digest=digest(1, 2, 3, 4), published_at=NOW - 49 * HOUR)
    assign(store, "other version", "s1", digest=digest(1, 2, 3, 4), digest_version="d2")
    assert near(store, features("asked", digest=digest(1, 2, 3, 4))) == []


def test_articles_without_address_title_or_text_are_not_copies_of_each_other(store: SqlStore) -> None:
    empty = {"url_key": None, "title_key": "", "digest": b"\xff" * 512}
    assign(store, "a1", "s1", **empty)
    assert near(store, features("asked", **empty)) == []


def test_a_saved_story_reads_back_with_its_articles(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    assign(store, "a2", "s1")
    told = story("s1", member("a1"), member("a2"), corroborated=True, corroborated_since=NOW)
    with store.begin() as unit:
        unit.stories.save(told)
    with store.read() as unit:
        assert unit.story_reading.get("s1") == told


def test_a_story_is_not_found_before_its_first_fold_is_saved(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    with store.read() as unit:
        assert unit.story_reading.list(since=None, territory=None, limit=5) == []
        for story_id in ("s1", "none"):
            with pytest.raises(NotFound):
                unit.story_reading.get(story_id)


def test_saving_a_story_again_replaces_the_fold_and_does_not_touch_it(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    mark_seen(store, "s1", 1)
    with store.begin() as unit:
        unit.stories.save(story("s1", level=2))
        unit.stories.save(story("s1", level=5))
    assert touched(store) == []
    with store.read() as unit:
        assert unit.story_reading.get("s1") == story("s1", member("a1"), level=5)


def test_stories_are_listed_last_seen_first_by_time_and_territory(store: SqlStore) -> None:
    with store.begin() as unit:
        for name, hours, territory in (("old", 30, "kashmir"), ("mid", 2, "kashmir"), ("new", 1, "crimea")):
            unit.stories.save(story(name, last_seen_at=NOW - hours * HOUR, territory=territory))
    with store.read() as unit:
        listed = unit.story_reading.list
        assert [each.id for each in listed(since=None, territory=None, limit=10)] == ["new", "mid", "old"]
        assert [each.id for each in listed(since=NOW - 2 * HOUR, territory=None, limit=10)] == ["new", "mid"]
        assert [each.id for each in listed(since=None, territory="kashmir", limit=1)] == ["mid"]


def test_touched_stories_wait_in_the_order_of_their_oldest_unseen_change(store: SqlStore) -> None:
    for article_id, story_id in (("a1", "s2"), ("a2", "s1"), ("a3", "s2")):
        assign(store, article_id, story_id)
    assert touched(store) == ["s2", "s1"]
    mark_seen(store, "s2", 2)
    assert touched(store) == ["s1"]
    assign(store, "a4", "s2")
    assert touched(store) == ["s1", "s2"]


def test_a_story_that_grew_while_it_was_looked_at_stays_touched(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    assign(store, "a2", "s1")
    mark_seen(store, "s1", 1)
    assert touched(store) == ["s1"]
    mark_seen(store, "s1", 2)
    assert touched(store) == []


def test_quiet_stories_have_a_live_alert_and_no_late_article(store: SqlStore) -> None:
    for number, status in enumerate([AlertStatus.OPEN, AlertStatus.ACKNOWLEDGED, AlertStatus.RESOLVED, AlertStatus.RETRACTED]):
        assign(store, f"a{number}", f"s{number}", first_seen_at=NOW - (10 - number) * HOUR)
        with store.begin() as unit:
            unit.alerts.save(alert(f"al{number}", f"s{number}", status=status), None, [])
    assign(store, "a8", "no alert", first_seen_at=NOW - 10 * HOUR)
    assign(store, "a9", "s1", first_seen_at=NOW - 20 * HOUR)  # an older one does not make a story older
    with store.read() as unit:
        assert unit.story_reading.quiet(before=NOW - 9 * HOUR, limit=10) == ["s0"]
        assert unit.story_reading.quiet(before=NOW - 9 * HOUR + MINUTE, limit=10) == ["s0", "s1"]
        assert unit.story_reading.quiet(before=NOW, limit=1) == ["s0"]


@pytest.mark.postgres
def test_a_second_decider_waits_and_then_sees_the_story_of_the_first(postgres_url: str) -> None:
    store = open_store(postgres_url)
    found: list[str] = []

    def decide() -> None:
        with store.begin() as unit:
            found.extend(story_id for story_id, _ in unit.stories.candidates(features("a2"), since=NOW - 2 * HOUR, limit=5))

    other = threading.Thread(target=decide)
    with store.begin() as unit:
        assert unit.stories.candidates(features("a1"), since=NOW - 2 * HOUR, limit=5) == []
        other.start()
        wait_for_a_waiting_lock(store)
        unit.stories.assign(assignment("a1", "s1"), features("a1"), member("a1"))
    other.join()
    store.close()
    assert found == ["s1"]


def wait_for_a_waiting_lock(store: SqlStore) -> None:
    end = time.monotonic() + 9  # below the lock timeout
    waiting = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    while time.monotonic() < end:
        with store._engine.connect() as connection:
            if connection.execute(waiting).scalar_one():
                return
        time.sleep(0.01)
    raise AssertionError("the second decider did not wait")
