from __future__ import annotations

import datetime as dt

from monitor.adapters.store.store import SqlStore
from monitor.domain.ledger import Ledger
from tests.contract.store_samples import HOUR, LEASE, NOW, poll_record, poll_result

DAY = dt.timedelta(days=1)


def add_polls(store: SqlStore, url: str, *ages: dt.timedelta) -> int:
    """A feed with one poll of each age before NOW; its id."""
    with store.begin() as unit:
        unit.feeds.add(url, title="", outlet="", now=NOW - 999 * DAY)
    for age in ages:
        at = NOW - age
        with store.begin() as unit:
            feed, fence = next(each for each in unit.feeds.claim_due(NOW + DAY, limit=1000, lease=LEASE, worker="w") if each[0].url == url)
            result = poll_result(feed.id, record=poll_record(feed.id, at=at), next_poll_at=at)
            unit.feeds.save_poll(result, fence=fence)
    with store.read() as unit:
        return next(feed.id for feed in unit.feeds.all() if feed.url == url)


def ages(store: SqlStore, feed_id: int) -> list[dt.timedelta]:
    with store.read() as unit:
        return [NOW - poll.at for poll in unit.feed_admin.polls(feed_id, 100)]


def test_polls_older_than_the_limit_go_and_the_others_stay(store: SqlStore) -> None:
    feed_id = add_polls(store, "https://example.org/a", 40 * DAY, 30 * DAY, 20 * DAY, HOUR)
    with store.begin() as unit:
        assert unit.housekeeping.prune_polls(NOW - 30 * DAY, limit=100) == 1
    assert ages(store, feed_id) == [HOUR, 20 * DAY, 30 * DAY]


def test_the_latest_poll_of_each_feed_stays_however_old_it_is(store: SqlStore) -> None:
    silent = add_polls(store, "https://example.org/silent", 300 * DAY, 200 * DAY)
    lively = add_polls(store, "https://example.org/lively", 300 * DAY, HOUR)
    with store.begin() as unit:
        assert unit.housekeeping.prune_polls(NOW - 30 * DAY, limit=100) == 2
    assert (ages(store, silent), ages(store, lively)) == ([200 * DAY], [HOUR])


def test_one_call_deletes_no_more_than_its_limit(store: SqlStore) -> None:
    add_polls(store, "https://example.org/a", *(n * DAY for n in range(50, 40, -1)))
    for number in range(5):
        at = NOW - (90 + number) * DAY
        store.transact(lambda u, at=at: u.runs.record(Ledger(at, at)))
    with store.begin() as unit:
        assert [unit.housekeeping.prune_polls(NOW, limit=4) for _ in range(4)] == [4, 4, 1, 0]
        assert [unit.housekeeping.prune_runs(NOW, limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_runs_that_finished_before_the_limit_go(store: SqlStore) -> None:
    kept = Ledger(NOW - HOUR, NOW - HOUR)
    store.transact(lambda u: u.runs.record(Ledger(NOW - 91 * DAY, NOW - 91 * DAY)))
    store.transact(lambda u: u.runs.record(kept))
    with store.begin() as unit:
        assert unit.housekeeping.prune_runs(NOW - 90 * DAY, limit=100) == 1
    with store.read() as unit:
        assert unit.runs.latest(10) == [kept]


def test_optimising_changes_nothing_that_is_stored(store: SqlStore) -> None:
    feed_id = add_polls(store, "https://example.org/a", 2 * DAY, DAY)
    store.transact(lambda u: u.housekeeping.optimise())
    assert ages(store, feed_id) == [DAY, 2 * DAY]
