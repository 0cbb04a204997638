from __future__ import annotations

import datetime as dt

import pytest
from store_processes import claim_all, run_together
from store_samples import HOUR, LEASE, MINUTE, NOW, add_entries, article, assessment

from monitor.adapters.store.store import SqlStore
from monitor.domain.errors import LeaseLost, NotFound
from monitor.domain.feed import Entry, EntryOutcome
from monitor.ports import AssessedEntry
from monitor.text.urls import url_key


def claim(store: SqlStore, now: dt.datetime = NOW, limit: int = 10) -> list[tuple[Entry, int]]:
    with store.begin() as unit:
        return unit.entries.claim_unassessed(now, limit=limit, lease=LEASE, worker="w")


def finish(store: SqlStore, claimed: tuple[Entry, int], **changes: object) -> None:
    entry, fence = claimed
    values: dict[str, object] = {"outcome": EntryOutcome.NOT_RELEVANT, "reason": "names nothing disputed"}
    with store.begin() as unit:
        unit.entries.finish(AssessedEntry(entry, **{**values, **changes}), fence=fence, now=NOW)  # type: ignore[arg-type]


def test_a_claimed_entry_reads_back_as_stored_with_its_feed(store: SqlStore) -> None:
    feed_id = add_entries(store, "a")
    ((entry, _),) = claim(store)
    assert entry == Entry(
        id=entry.id,
        feed_id=feed_id,
        feed_url="https://example.org/feed",
        outlet="Example News",
        guid="a",
        url="https://example.org/a",
        title="Title of a",
        summary="Shelling was reported.",
        content="",
        published_at=NOW - HOUR,
        first_seen_at=NOW,
        backfill=False,
        attempts=1,
    )


def test_an_entry_is_handed_to_one_worker_and_to_the_next_when_the_lease_is_over(store: SqlStore) -> None:
    add_entries(store, "a")
    ((_, first),) = claim(store)
    assert claim(store, NOW + LEASE - MINUTE) == []
    ((entry, second),) = claim(store, NOW + LEASE)
    assert second > first
    assert entry.attempts == 2


def test_an_entry_that_ended_is_never_claimed_again(store: SqlStore) -> None:
    add_entries(store, "a", "b")
    first, _ = claim(store)
    finish(store, first)
    assert [entry.guid for entry, _ in claim(store, NOW + LEASE)] == ["b"]


def test_the_counts_always_add_up_to_the_entries_there_are(store: SqlStore) -> None:
    add_entries(store, "a", "b", "c", "d", "e")
    claimed = claim(store)
    outcomes = [EntryOutcome.NOT_RELEVANT, EntryOutcome.STALE, EntryOutcome.STALE, EntryOutcome.QUARANTINED]
    for each, outcome in zip(claimed, outcomes, strict=False):
        finish(store, each, outcome=outcome)
        with store.read() as unit:
            assert sum(unit.entries.counts().values()) == 5
    with store.read() as unit:
        assert unit.entries.counts() == {"not_relevant": 1, "duplicate": 0, "assessed": 0, "stale": 2, "quarantined": 1, "pending": 1}


def test_an_assessed_entry_leaves_its_article_and_assessment(store: SqlStore) -> None:
    add_entries(store, "a")
    (claimed,) = claim(store)
    finish(store, claimed, outcome=EntryOutcome.ASSESSED, article=article(), assessment=assessment(), text_origin="page")
    with store.read() as unit:
        assert unit.articles.article("a1") == (article(), assessment(), "page")
        assert unit.entries.article_at(url_key(article().url or "")) == "a1"
        assert unit.entries.article_at("example.org/other") is None


def test_an_article_without_assessment_or_unknown_is_not_found(store: SqlStore) -> None:
    add_entries(store, "a")
    (claimed,) = claim(store)
    finish(store, claimed, article=article())
    with store.read() as unit:
        for article_id in ("a1", "none"):
            with pytest.raises(NotFound):
                unit.articles.article(article_id)


def test_an_article_is_replaced_only_together_with_its_assessment(store: SqlStore) -> None:
    add_entries(store, "a", "b", "c")
    first, second, third = claim(store)
    finish(store, first, outcome=EntryOutcome.ASSESSED, article=article(text="one"), assessment=assessment(level=1), text_origin="feed")
    finish(store, second, outcome=EntryOutcome.DUPLICATE, article=article(text="two"), text_origin="page")
    with store.read() as unit:
        assert unit.articles.article("a1") == (article(text="one"), assessment(level=1), "feed")
    finish(store, third, outcome=EntryOutcome.ASSESSED, article=article(text="three"), assessment=assessment(level=3), text_origin="page")
    with store.read() as unit:
        assert unit.articles.article("a1") == (article(text="three"), assessment(level=3), "page")


def test_a_late_worker_can_neither_finish_nor_release_what_another_took_over(store: SqlStore) -> None:
    add_entries(store, "a")
    ((entry, stale),) = claim(store)
    (taken,) = claim(store, NOW + LEASE)
    with pytest.raises(LeaseLost):
        finish(store, (entry, stale), outcome=EntryOutcome.ASSESSED, article=article("late"), assessment=assessment("late"))
    with pytest.raises(LeaseLost), store.begin() as unit:
        unit.entries.release(entry.id, fence=stale, error="late")
    finish(store, taken)
    with store.read() as unit:
        assert unit.entries.counts()["not_relevant"] == 1
        with pytest.raises(NotFound):
            unit.articles.article("late")


def test_one_lost_lease_leaves_the_rest_of_its_transaction_good(store: SqlStore) -> None:
    add_entries(store, "a", "b")
    (first, _), (second, fence) = claim(store)
    with store.begin() as unit:
        with pytest.raises(LeaseLost):
            unit.entries.finish(AssessedEntry(first, EntryOutcome.STALE, "old", article("x")), fence=99, now=NOW)
        unit.entries.finish(AssessedEntry(second, EntryOutcome.STALE, "old"), fence=fence, now=NOW)
    with store.read() as unit:
        assert unit.entries.counts() == {"not_relevant": 0, "duplicate": 0, "assessed": 0, "stale": 1, "quarantined": 0, "pending": 1}
        assert unit.entries.article_at(url_key(article("x").url or "")) is None


def test_an_entry_ends_once(store: SqlStore) -> None:
    add_entries(store, "a")
    (claimed,) = claim(store)
    finish(store, claimed, outcome=EntryOutcome.STALE)
    with pytest.raises(LeaseLost):
        finish(store, claimed, outcome=EntryOutcome.ASSESSED)
    with store.read() as unit:
        assert unit.entries.counts()["stale"] == 1


def test_a_released_entry_is_free_at_once_but_waits_behind_fresh_ones(store: SqlStore) -> None:
    add_entries(store, "poisoned", "fresh")
    ((entry, fence),) = claim(store, limit=1)
    with store.begin() as unit:
        unit.entries.release(entry.id, fence=fence, error="child died")
    claimed = claim(store)
    assert [(entry.guid, entry.attempts) for entry, _ in claimed] == [("fresh", 1), ("poisoned", 2)]


def test_two_processes_that_claim_entries_at_once_share_them_without_overlap(store: SqlStore, store_url: str) -> None:
    add_entries(store, *(f"guid {number}" for number in range(60)))
    one, two = run_together(claim_all, store_url, "entries", NOW)
    assert len(one) + len(two) == 60
    assert len({*one, *two}) == 60
