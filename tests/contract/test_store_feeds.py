from __future__ import annotations

import dataclasses
import datetime as dt
import random

import pytest
from store_processes import claim_all, run_together
from store_samples import HOUR, LEASE, MINUTE, NOW, add_entries, new_entry, poll_record, poll_result

from monitor.adapters.store.store import SqlStore
from monitor.domain.errors import LeaseLost, NotFound
from monitor.domain.feed import Feed, FeedStatus, PollOutcome, Validators

URL = "https://example.org/feed"


def add(store: SqlStore, *urls: str, now: dt.datetime = NOW) -> None:
    with store.begin() as unit:
        for url in urls:
            unit.feeds.add(url, title="Feed", outlet="Example News", now=now)


def claim(store: SqlStore, now: dt.datetime, limit: int = 10) -> list[tuple[Feed, int]]:
    with store.begin() as unit:
        return unit.feeds.claim_due(now, limit=limit, lease=LEASE, worker="w")


def only(store: SqlStore) -> Feed:
    with store.read() as unit:
        (feed,) = unit.feeds.all()
    return feed


def test_an_added_feed_reads_back_as_added_and_a_second_one_at_its_address_is_refused(store: SqlStore) -> None:
    with store.begin() as unit:
        assert unit.feeds.add(URL, title="A", outlet="B", now=NOW) is True
        assert unit.feeds.add(URL, title="C", outlet="D", now=NOW) is False
    feed = only(store)
    assert feed == Feed(feed.id, URL, "A", "B", FeedStatus.ACTIVE, Validators(), NOW, 0, False, None, None, "", NOW)


def test_a_feed_is_claimed_when_due_and_not_a_microsecond_before(store: SqlStore) -> None:
    add(store, URL)
    assert claim(store, NOW - dt.timedelta(microseconds=1)) == []
    assert [feed.url for feed, _ in claim(store, NOW)] == [URL]


def test_a_feed_under_lease_is_not_claimed_again_until_the_lease_ends_and_then_with_a_higher_fence(store: SqlStore) -> None:
    add(store, URL)
    ((_, first),) = claim(store, NOW)
    assert claim(store, NOW + LEASE - MINUTE) == []
    ((_, second),) = claim(store, NOW + LEASE)
    assert second > first


def test_feeds_are_claimed_longest_due_first_up_to_the_limit(store: SqlStore) -> None:
    add(store, "https://example.org/late", now=NOW)
    add(store, "https://example.org/early", now=NOW - HOUR)
    assert [feed.url for feed, _ in claim(store, NOW, limit=1)] == ["https://example.org/early"]


@pytest.mark.parametrize("status", [FeedStatus.DISABLED, FeedStatus.GONE])
def test_only_active_feeds_are_claimed(store: SqlStore, status: FeedStatus) -> None:
    add(store, URL)
    with store.begin() as unit:
        unit.feed_admin.set_status(URL, status)
    assert claim(store, NOW + HOUR) == []


def test_a_poll_stores_entries_validators_and_next_time_together(store: SqlStore) -> None:
    add(store, URL)
    ((feed, fence),) = claim(store, NOW)
    result = poll_result(feed.id, "a", "b", moved_to="https://example.org/new", reject_reasons=("no id",))
    with store.begin() as unit:
        assert unit.feeds.save_poll(result, fence=fence) == 2
    assert only(store) == dataclasses.replace(
        feed,
        title="The feed's own title",
        validators=result.validators,
        next_poll_at=result.next_poll_at,
        backfilled=True,
        last_ok_at=NOW,
        last_outcome=PollOutcome.NEW_ENTRIES,
    )
    with store.read() as unit:
        assert unit.feed_admin.polls(feed.id, 10) == [result.record]
        assert unit.entries.counts()["pending"] == 2


def test_a_saved_poll_frees_the_lease(store: SqlStore) -> None:
    add(store, URL)
    ((feed, fence),) = claim(store, NOW)
    with store.begin() as unit:
        unit.feeds.save_poll(poll_result(feed.id, next_poll_at=NOW + MINUTE), fence=fence)
    assert len(claim(store, NOW + MINUTE)) == 1


def test_an_entry_seen_before_or_twice_in_one_poll_is_stored_once(store: SqlStore) -> None:
    add_entries(store, "a", "b", "b")
    ((feed, fence),) = claim(store, NOW + LEASE)
    with store.begin() as unit:
        assert unit.feeds.save_poll(poll_result(feed.id, "b", "c"), fence=fence) == 1
        assert unit.entries.counts()["pending"] == 3


def test_the_same_guid_in_two_feeds_is_two_entries(store: SqlStore) -> None:
    add_entries(store, "a", feed="https://example.org/1")
    add_entries(store, "a", feed="https://example.org/2")
    with store.read() as unit:
        assert unit.entries.counts()["pending"] == 2


def test_a_poll_of_a_worker_whose_lease_was_taken_over_leaves_nothing(store: SqlStore) -> None:
    add(store, URL)
    ((feed, stale),) = claim(store, NOW)
    ((_, fresh),) = claim(store, NOW + LEASE)
    with store.begin() as unit:
        with pytest.raises(LeaseLost):
            unit.feeds.save_poll(poll_result(feed.id, "late"), fence=stale)
        unit.feeds.save_poll(poll_result(feed.id, "good"), fence=fresh)  # the same transaction goes on
    with store.read() as unit:
        assert unit.feeds.known_guids(feed.id, ["late", "good"]) == {"good"}
        assert len(unit.feed_admin.polls(feed.id, 10)) == 1


def test_a_poll_is_stored_once_even_when_its_worker_says_it_twice(store: SqlStore) -> None:
    add(store, URL)
    ((feed, fence),) = claim(store, NOW)
    with store.begin() as unit:
        unit.feeds.save_poll(poll_result(feed.id, "a"), fence=fence)
    with pytest.raises(LeaseLost), store.begin() as unit:
        unit.feeds.save_poll(poll_result(feed.id, "a"), fence=fence)


def test_a_failed_poll_keeps_what_was_known(store: SqlStore) -> None:
    add_entries(store, "a")
    ((feed, fence),) = claim(store, NOW + LEASE)
    failed = poll_result(
        feed.id,
        record=poll_record(feed.id, at=NOW + LEASE, outcome=PollOutcome.TIMEOUT, reason="30 s", http_status=None),
        validators=feed.validators,
        failures=1,
        title=None,
        parsed=False,
    )
    with store.begin() as unit:
        assert unit.feeds.save_poll(failed, fence=fence) == 0
    after = only(store)
    assert (after.title, after.backfilled, after.last_ok_at, after.failures) == ("The feed's own title", True, NOW, 1)
    assert (after.last_outcome, after.last_reason) == (PollOutcome.TIMEOUT, "30 s")


def test_a_feed_switched_off_during_its_poll_stays_off(store: SqlStore) -> None:
    add(store, URL)
    ((feed, fence),) = claim(store, NOW)
    with store.begin() as unit:
        unit.feed_admin.set_status(URL, FeedStatus.DISABLED)
        unit.feeds.save_poll(poll_result(feed.id, "a"), fence=fence)
    assert only(store).status is FeedStatus.DISABLED


def test_a_feed_that_says_gone_is_gone_until_switched_on_and_then_due_at_once(store: SqlStore) -> None:
    add(store, URL)
    ((feed, fence),) = claim(store, NOW)
    with store.begin() as unit:
        unit.feeds.save_poll(poll_result(feed.id, status=FeedStatus.GONE, failures=3, next_poll_at=NOW + 24 * HOUR), fence=fence)
    assert only(store).status is FeedStatus.GONE
    with store.begin() as unit:
        unit.feed_admin.set_status(URL, FeedStatus.ACTIVE)
    ((again, _),) = claim(store, NOW + MINUTE)
    assert again.failures == 0


def test_switching_an_unknown_feed_is_told(store: SqlStore) -> None:
    with pytest.raises(NotFound), store.begin() as unit:
        unit.feed_admin.set_status("https://example.org/none", FeedStatus.DISABLED)


def test_known_guids_answers_in_the_spelling_asked_for_many_at_once(store: SqlStore) -> None:
    long = random.Random(1).randbytes(5000).hex()  # what compresses well would fit PostgreSQL's index all the same
    feed_id = add_entries(store, "a", "nul\x00", long)
    asked = ["a", "nul\x00", long, "other", *(f"filler {number}" for number in range(1200))]
    with store.read() as unit:
        assert unit.feeds.known_guids(feed_id, asked) == {"a", "nul\x00", long}
        assert unit.feeds.known_guids(feed_id + 1, asked) == set()


def test_values_no_database_can_hold_do_not_lose_their_batch(store: SqlStore) -> None:
    add(store, URL)
    ((feed, fence),) = claim(store, NOW)
    bad = new_entry("bad\ud800", title="a\x00b\udfffc", url="https://example.org/" + "u" * 100_000, summary="s" * 1_000_000)
    with store.begin() as unit:
        assert unit.feeds.save_poll(poll_result(feed.id, entries=(new_entry("ok"), bad)), fence=fence) == 2
    with store.begin() as unit:
        found = {entry.guid: entry for entry, _ in unit.entries.claim_unassessed(NOW, limit=10, lease=LEASE, worker="w")}
    assert found["bad\ufffd"].title == "a\ufffdb\ufffdc"
    assert found["bad\ufffd"].url == bad.url


def test_polls_are_listed_newest_first_up_to_the_limit(store: SqlStore) -> None:
    add(store, URL)
    for number in range(3):
        ((feed, fence),) = claim(store, NOW + number * HOUR)
        with store.begin() as unit:
            record = poll_record(feed.id, at=NOW + number * HOUR, new=number)
            unit.feeds.save_poll(poll_result(feed.id, record=record, next_poll_at=NOW), fence=fence)
    with store.read() as unit:
        assert [record.new for record in unit.feed_admin.polls(feed.id, 2)] == [2, 1]


def test_two_processes_that_claim_feeds_at_once_share_them_without_overlap(store: SqlStore, store_url: str) -> None:
    add(store, *(f"https://example.org/{number}" for number in range(40)))
    one, two = run_together(claim_all, store_url, "feeds", NOW)
    assert len(one) + len(two) == 40
    assert len({*one, *two}) == 40
