"""Polls decided: what is stored after every kind of answer, and when to come back."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.domain.feed import FeedStatus, NotAFeed, PollOutcome, Validators
from monitor.domain.fetched import Fetched, FetchFailed, FetchFailure
from monitor.feeds.headers import cache_max_age, retry_after, validator
from monitor.feeds.outcome import body_hash, decide_poll, needs_reading
from monitor.feeds.schedule import PollSettings, backoff, next_poll_at
from tests.feed_samples import NOW, URL, entry, feed, parsed

SECOND, MINUTE, HOUR, DAY = dt.timedelta(seconds=1), dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
OLD = Validators('"old"', "Sun, 27 Sep 2020 00:00:00 GMT", body_hash(b"old body"))
NEW_HEADERS = {"etag": '"new"', "last-modified": "Mon, 28 Sep 2020 00:00:00 GMT"}
NEW = Validators('"new"', "Mon, 28 Sep 2020 00:00:00 GMT", body_hash(b"body"))


def fetched(status: int = 200, body: bytes = b"body", url: str = URL, moved: str | None = None, **headers: str) -> Fetched:
    return Fetched(url, status, {k.replace("_", "-"): v for k, v in headers.items()}, body, 0.25, moved)


# --- the table ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "outcome"), [
    (fetched(304, b""), PollOutcome.NOT_MODIFIED),
    (fetched(200, b"old body"), PollOutcome.SAME_BODY),
    (fetched(400), PollOutcome.HTTP_ERROR), (fetched(401), PollOutcome.HTTP_ERROR), (fetched(403), PollOutcome.HTTP_ERROR),
    (fetched(404), PollOutcome.HTTP_ERROR),
    (fetched(410), PollOutcome.GONE), (fetched(410, url="http://y.org/", moved="http://y.org/"), PollOutcome.GONE),
    (fetched(410, url="http://elsewhere.org/"), PollOutcome.HTTP_ERROR),
    (fetched(429), PollOutcome.RATE_LIMITED), (fetched(429, retry_after="10"), PollOutcome.RATE_LIMITED),
    (fetched(503, retry_after="10"), PollOutcome.RATE_LIMITED),
    (fetched(503), PollOutcome.HTTP_ERROR), (fetched(503, retry_after="soon"), PollOutcome.HTTP_ERROR),
    (fetched(500, retry_after="10"), PollOutcome.HTTP_ERROR),
    (fetched(204, b""), PollOutcome.HTTP_ERROR), (fetched(206), PollOutcome.HTTP_ERROR), (fetched(300), PollOutcome.HTTP_ERROR),
    (fetched(999), PollOutcome.HTTP_ERROR),
    (FetchFailed(URL, FetchFailure.BLOCKED, "d", 1), PollOutcome.BLOCKED), (FetchFailed(URL, FetchFailure.BAD_URL, "d", 1), PollOutcome.BLOCKED),
    (FetchFailed(URL, FetchFailure.TIMEOUT, "d", 1), PollOutcome.TIMEOUT),
    (FetchFailed(URL, FetchFailure.NETWORK, "d", 1), PollOutcome.NETWORK_ERROR),
    (FetchFailed(URL, FetchFailure.TOO_LARGE, "d", 1), PollOutcome.TOO_LARGE),
    (FetchFailed(URL, FetchFailure.BAD_ENCODING, "d", 1), PollOutcome.BAD_FEED),
    (FetchFailed(URL, FetchFailure.TOO_MANY_REDIRECTS, "d", 1), PollOutcome.HTTP_ERROR), (FetchFailed(URL, "new reason",
    "d", 1), PollOutcome.NETWORK_ERROR),
])  # fmt: skip
def test_every_answer_has_its_outcome_and_bad_ones_change_nothing(answer: Fetched | FetchFailed, outcome: PollOutcome) -> None:
    before = feed(validators=OLD, failures=3)
    result = decide_poll(before, answer, None, set(), NOW, 0.0)
    assert result.record.outcome is outcome
    assert result.failures == (0 if outcome.ok else 4)
    assert result.status is (FeedStatus.GONE if outcome is PollOutcome.GONE else FeedStatus.ACTIVE)
    assert result.entries == () and not result.parsed and result.title is None
    assert result.next_poll_at > NOW and result.record.at == NOW
    assert bool(result.record.reason) is not outcome.ok
    if not outcome.ok:
        assert result.validators == OLD


def test_every_failure_reason_is_in_the_table() -> None:
    reasons = [value for name, value in vars(FetchFailure).items() if name.isupper()]
    outcomes = {r: decide_poll(feed(), FetchFailed(URL, r, "", 0), None, set(), NOW, 0).record.outcome for r in reasons}
    assert len(reasons) == 7 and not any(o.ok for o in outcomes.values())


@pytest.mark.parametrize("reason", ["empty body", "an HTML page", "parsing took longer than 10 s"])
def test_a_page_instead_of_a_feed_keeps_validators_and_backs_off(reason: str) -> None:
    result = decide_poll(feed(validators=OLD, failures=1), fetched(etag='"new"'), NotAFeed(reason), set(), NOW, 0)
    assert (result.record.outcome, result.record.reason, result.validators, result.failures) == (PollOutcome.BAD_FEED, reason, OLD, 2)
    assert result.next_poll_at == NOW + 10 * MINUTE


# --- parsed ------------------------------------------------------------------------------------------------------


def test_new_entries_come_with_the_validators_of_their_body() -> None:
    read = parsed(entry("a"), entry("b"), title="News")
    result = decide_poll(feed(validators=OLD, failures=5), fetched(body=b"body", **NEW_HEADERS), read, {"a"}, NOW, 0)
    assert (result.record.outcome, result.record.seen, result.record.new, result.record.body_bytes) == (PollOutcome.NEW_ENTRIES, 2, 1, 4)
    assert [e.guid for e in result.entries] == ["b"]
    assert (result.validators, result.parsed, result.title, result.failures, result.record.http_status) == (NEW, True, "News", 0, 200)
    assert result.next_poll_at == NOW + 5 * MINUTE


def test_no_new_entries_still_renews_the_validators() -> None:
    result = decide_poll(feed(validators=OLD), fetched(**NEW_HEADERS), parsed(entry("a")), {"a"}, NOW, 0)
    assert (result.record.outcome, result.validators, result.parsed) == (PollOutcome.NO_NEW_ENTRIES, NEW, True)


def test_an_etag_that_never_changes_does_not_hide_new_entries() -> None:
    answer = fetched(body=b"other body", etag='"old"')
    assert needs_reading(feed(validators=OLD), answer)
    assert len(decide_poll(feed(validators=OLD), answer, parsed(entry("n")), set(), NOW, 0).entries) == 1


def test_a_body_read_only_in_part_leaves_no_conditions_for_the_next_request() -> None:
    result = decide_poll(feed(validators=OLD), fetched(**NEW_HEADERS), parsed(entry("a"), degraded="cut short"), set(), NOW, 0)
    assert result.validators == Validators(None, None, body_hash(b"body"))
    assert "degraded: cut short" in result.record.reason and len(result.entries) == 1


def test_the_same_partial_body_again_takes_up_no_validators_either() -> None:
    partial = Validators(None, None, body_hash(b"body"))
    assert decide_poll(feed(validators=partial), fetched(**NEW_HEADERS), None, set(), NOW, 0).validators == partial


def test_the_same_body_with_newer_validators_takes_them_up() -> None:
    before = Validators('"old"', None, body_hash(b"body"))
    result = decide_poll(feed(validators=before), fetched(**NEW_HEADERS), None, set(), NOW, 0)
    assert (result.record.outcome, result.validators) == (PollOutcome.SAME_BODY, NEW)


def test_a_304_changes_no_validators() -> None:
    result = decide_poll(feed(validators=OLD, failures=9), fetched(304, b"", etag='"other"'), None, set(), NOW, 0)
    assert (result.validators, result.failures) == (OLD, 0)


def test_a_304_that_nobody_asked_for_is_an_error() -> None:
    assert decide_poll(feed(), fetched(304, b""), None, set(), NOW, 0).record.outcome is PollOutcome.HTTP_ERROR


def test_an_empty_feed_is_good_and_noted() -> None:
    result = decide_poll(feed(), fetched(), parsed(), set(), NOW, 0)
    assert (result.record.outcome, result.parsed, result.record.reason) == (PollOutcome.NO_NEW_ENTRIES, True, "a feed without entries")


def test_a_permanent_move_is_recorded_only_with_a_readable_feed() -> None:
    moved = fetched(url="http://y.org/f", moved="http://y.org/f")
    assert decide_poll(feed(), moved, parsed(entry("a")), set(), NOW, 0).moved_to == "http://y.org/f"
    assert decide_poll(feed(), moved, NotAFeed("an HTML page"), set(), NOW, 0).moved_to is None


def test_rejected_entries_are_counted_with_their_reasons() -> None:
    result = decide_poll(feed(), fetched(), parsed(entry("a"), entry("a")), set(), NOW, 0)
    assert result.record.rejected == 1 and result.reject_reasons


def test_a_changed_body_must_be_read() -> None:
    with pytest.raises(ValueError, match="must be read"):
        decide_poll(feed(), fetched(), None, set(), NOW, 0)


@pytest.mark.parametrize(("answer", "needed"), [
    (fetched(), True), (fetched(203), True), (fetched(200, b"old body"), False), (fetched(304), False), (fetched(404), False),
    (fetched(204, b""), False),
    (FetchFailed(URL, FetchFailure.TIMEOUT, "", 1), False),
])  # fmt: skip
def test_only_changed_successes_need_reading(answer: Fetched | FetchFailed, needed: bool) -> None:
    assert needs_reading(feed(validators=OLD), answer) is needed


# --- headers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("raw", "wait"), [
    ("120", 120 * SECOND), (" 120 ", 120 * SECOND), ("0", 0 * SECOND), ("1.5", SECOND), ("Mon, 28 Sep 2020 17:13:00 GMT", HOUR),
    ("Mon, 28 Sep 2020 19:13:00 +0200", HOUR), ("Sun, 27 Sep 2020 00:00:00 GMT", 0 * SECOND), ("999999999999999", 366 * DAY), ("9" * 400, 366 * DAY),
    ("Fri, 31 Dec 9999 23:59:59 GMT", 366 * DAY), ("-5", None), ("soon", None), ("", None), ("1e9", None), ("١٢٠", None), ("9" * 5000, None),
    ("Mon, 31 Feb 2020 00:00:00 GMT", None),
])  # fmt: skip
def test_retry_after(raw: str, wait: dt.timedelta | None) -> None:
    assert retry_after({"retry-after": raw}, NOW) == wait
    assert retry_after({}, NOW) is None


@pytest.mark.parametrize(("raw", "age"), [
    ("max-age=600", 600 * SECOND), ('public, Max-Age = "600"', 600 * SECOND), ("s-maxage=5", None), ("max-age=-1", None),
    ("no-cache, max-age=600", None),
    ("no-store", None), ("max-age=1000000000000", 366 * DAY), ("max-age=x", None), ("", None), ("x-max-age=600", None),
])  # fmt: skip
def test_cache_max_age(raw: str, age: dt.timedelta | None) -> None:
    assert cache_max_age({"cache-control": raw}) == age


def test_only_sendable_validators_are_kept() -> None:
    assert validator({"etag": ' W/"abc" '}, "etag") == 'W/"abc"'
    for bad in ("", "a\r\nX: y", "caf\xe9", "x" * 1001):
        assert validator({"etag": bad}, "etag") is None


# --- when to come back -------------------------------------------------------------------------------------------


def due(
    outcome: PollOutcome,
    failures: int = 0,
    retry: dt.timedelta | None = None,
    cache: dt.timedelta | None = None,
    ttl: dt.timedelta | None = None,
    jitter: float = 0.0,
) -> dt.timedelta:
    return next_poll_at(outcome, NOW, failures, retry, cache, ttl, jitter) - NOW


@pytest.mark.parametrize(("cache", "ttl", "wait"), [
    (None, None, 5 * MINUTE), (30 * MINUTE, None, 30 * MINUTE), (None, 45 * MINUTE, 45 * MINUTE), (20 * MINUTE, 40 * MINUTE, 40 * MINUTE),
    (SECOND, MINUTE, 5 * MINUTE), (366 * DAY, None, HOUR), (None, 30 * DAY, HOUR),
])  # fmt: skip
def test_sources_may_slow_polling_down_but_not_stop_it(cache: dt.timedelta | None, ttl: dt.timedelta | None, wait: dt.timedelta) -> None:
    assert due(PollOutcome.NO_NEW_ENTRIES, cache=cache, ttl=ttl) == wait


@pytest.mark.parametrize(("retry", "wait"), [(None, 10 * MINUTE), (0 * SECOND, 5 * MINUTE), (2 * HOUR, 2 * HOUR), (366 * DAY, DAY)])
def test_rate_limits_are_obeyed_within_a_day(retry: dt.timedelta | None, wait: dt.timedelta) -> None:
    assert due(PollOutcome.RATE_LIMITED, 2, retry) == wait


def test_retry_after_means_nothing_with_other_failures() -> None:
    assert due(PollOutcome.HTTP_ERROR, 1, 10 * HOUR) == 5 * MINUTE


def test_failures_double_the_wait_up_to_a_day() -> None:
    waits = [due(PollOutcome.TIMEOUT, n) for n in range(1, 12)]
    assert waits[:4] == [5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 40 * MINUTE]
    assert waits[-1] == DAY and waits == sorted(waits)
    assert due(PollOutcome.CRASHED, 10**9) == DAY


def test_jitter_only_adds_and_stays_under_the_cap() -> None:
    assert due(PollOutcome.NOT_MODIFIED, jitter=0.99) == 5 * MINUTE * (1 + 0.1 * 0.99)
    assert due(PollOutcome.TIMEOUT, 1000, jitter=0.99) == DAY


def test_other_intervals() -> None:
    slow = PollSettings(interval=2 * HOUR)
    assert next_poll_at(PollOutcome.NEW_ENTRIES, NOW, 0, None, None, None, 0, slow) == NOW + 2 * HOUR
    assert backoff(3, PollSettings(interval=SECOND)) == 4 * SECOND
