"""One poll decided: from the answer and what was read in it to all that is to be stored. No network, no database, no clock."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Set
from dataclasses import dataclass, replace

from monitor.domain.feed import Feed, FeedStatus, NotAFeed, ParsedFeed, PollOutcome, PollRecord, PollResult, Validators
from monitor.domain.fetched import Fetched, FetchFailed, FetchFailure
from monitor.feeds.headers import cache_max_age, retry_after, validator
from monitor.feeds.schedule import DEFAULTS, PollSettings, next_poll_at
from monitor.feeds.select import Selection, select_entries
from monitor.text.clean import one_line

_FAILURES = {
    FetchFailure.BLOCKED: PollOutcome.BLOCKED,
    FetchFailure.BAD_URL: PollOutcome.BLOCKED,
    FetchFailure.TIMEOUT: PollOutcome.TIMEOUT,
    FetchFailure.NETWORK: PollOutcome.NETWORK_ERROR,
    FetchFailure.TOO_LARGE: PollOutcome.TOO_LARGE,
    FetchFailure.BAD_ENCODING: PollOutcome.BAD_FEED,
    FetchFailure.TOO_MANY_REDIRECTS: PollOutcome.HTTP_ERROR,
}
_READABLE = frozenset({200, 203})  # 204 to 206 have no body or a part of one


def body_hash(body: bytes) -> str:
    """The hash by which an unchanged body is known (blake2b-128, hex)."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


def needs_reading(feed: Feed, answer: Fetched | FetchFailed) -> bool:
    """Whether the answer's body has to be parsed before ``decide_poll``: a success that is not last time's bytes."""
    return isinstance(answer, Fetched) and answer.status in _READABLE and body_hash(answer.body) != feed.validators.body_hash


def decide_poll(
    feed: Feed,
    answer: Fetched | FetchFailed,
    read: ParsedFeed | NotAFeed | None,
    known: Set[str],
    now: dt.datetime,
    jitter: float,
    settings: PollSettings = DEFAULTS,
) -> PollResult:
    """What a poll of ``feed`` leaves behind.

    ``read`` is the parsed body when ``needs_reading`` said so, else None. ``known`` are the stored guids among ``guids_of(read)``.
    Validators change only together with the entries of the body they stand for: were they kept of an answer that could not be read,
    or only in part, the next 304 would hide its entries for ever. A bad answer changes neither them nor the entries.
    """
    if isinstance(answer, FetchFailed):
        verdict = _Verdict(_FAILURES.get(answer.reason, PollOutcome.NETWORK_ERROR), one_line(f"{answer.reason}: {answer.detail}"))
        return _result(feed, answer, verdict, now, jitter, settings)
    if answer.status in _READABLE:
        if isinstance(read, ParsedFeed):
            return _parsed(feed, answer, read, known, now, jitter, settings)
        return _result(feed, answer, _unparsed(feed, answer, read), now, jitter, settings)
    return _result(feed, answer, _by_status(feed, answer, now), now, jitter, settings)


@dataclass(frozen=True, slots=True)
class _Verdict:
    outcome: PollOutcome
    reason: str = ""
    validators: Validators | None = None  # None: as before


def _by_status(feed: Feed, answer: Fetched, now: dt.datetime) -> _Verdict:
    status = answer.status
    if status == 304:
        if feed.validators.etag or feed.validators.last_modified:
            return _Verdict(PollOutcome.NOT_MODIFIED)
        return _Verdict(PollOutcome.HTTP_ERROR, "304 to a request without conditions")
    if status == 410:
        # Only the feed's own address can say that the feed is gone, not one that it points to for the moment.
        if answer.url == feed.url or answer.moved_permanently_to:
            return _Verdict(PollOutcome.GONE, "410: the publisher has ended this feed")
        return _Verdict(PollOutcome.HTTP_ERROR, "410 behind a temporary redirect")
    wait = retry_after(answer.headers, now)
    if status == 429 or (status == 503 and wait is not None):
        return _Verdict(PollOutcome.RATE_LIMITED, f"HTTP {status}" + (f", asks to wait {int(wait.total_seconds())} s" if wait is not None else ""))
    return _Verdict(PollOutcome.HTTP_ERROR, f"HTTP {status}")


def _unparsed(feed: Feed, answer: Fetched, read: NotAFeed | None) -> _Verdict:
    """A success without a feed in hand: the bytes of last time, or bytes that are no feed."""
    old = feed.validators
    if body_hash(answer.body) == old.body_hash:
        # Bytes that were read before: newer validators stand for them as well. None are taken up where there were none, as
        # they were left out on purpose when the body could be read only in part.
        if old.etag or old.last_modified:
            return _Verdict(PollOutcome.SAME_BODY, validators=replace(_validators(answer), body_hash=old.body_hash))
        return _Verdict(PollOutcome.SAME_BODY)
    if read is None:
        raise ValueError("a changed body must be read before its poll is decided")
    return _Verdict(PollOutcome.BAD_FEED, one_line(read.reason))


def _parsed(feed: Feed, answer: Fetched, read: ParsedFeed, known: Set[str], now: dt.datetime, jitter: float, settings: PollSettings) -> PollResult:
    selection = select_entries(read, known, now, feed=feed)
    outcome = PollOutcome.NEW_ENTRIES if selection.new else PollOutcome.NO_NEW_ENTRIES
    validators = _validators(answer)
    left = any("over the limit" in note for note in selection.notes)
    if read.degraded or left:
        # A document cut short looks ill-formed, not shorter: it must be fetched again whole, so nothing conditional next time.
        validators = Validators(body_hash=None if left else validators.body_hash)
    result = _result(feed, answer, _Verdict(outcome, _remarks(read, selection), validators), now, jitter, settings, ttl=read.ttl)
    record = replace(
        result.record,
        seen=len(read.entries),
        new=len(selection.new),
        rejected=len(read.rejected) + len(selection.rejected),
        reason=result.record.reason,
    )
    return replace(
        result,
        record=record,
        entries=selection.new,
        title=read.title or None,
        parsed=True,
        moved_to=answer.moved_permanently_to,
        reject_reasons=read.rejected + selection.rejected,
    )


def _remarks(read: ParsedFeed, selection: Selection) -> str:
    remarks = list(selection.notes)
    if read.degraded:
        remarks.append(f"degraded: {read.degraded}")
    if read.truncated:
        remarks.append(f"{read.truncated} older entries not read")
    if not read.entries:
        remarks.append("a feed without entries")
    return one_line("; ".join(remarks))


def _validators(answer: Fetched) -> Validators:
    return Validators(validator(answer.headers, "etag"), validator(answer.headers, "last-modified"), body_hash(answer.body))


def _result(
    feed: Feed,
    answer: Fetched | FetchFailed,
    verdict: _Verdict,
    now: dt.datetime,
    jitter: float,
    settings: PollSettings,
    *,
    ttl: dt.timedelta | None = None,
) -> PollResult:
    failures = 0 if verdict.outcome.ok else feed.failures + 1
    headers = answer.headers if isinstance(answer, Fetched) else {}
    due = next_poll_at(verdict.outcome, now, failures, retry_after(headers, now), cache_max_age(headers), ttl, jitter, settings)
    return PollResult(
        feed_id=feed.id,
        record=PollRecord(
            feed_id=feed.id,
            at=now,
            outcome=verdict.outcome,
            reason=verdict.reason,
            http_status=answer.status if isinstance(answer, Fetched) else None,
            body_bytes=len(answer.body) if isinstance(answer, Fetched) else 0,
            seen=0,
            new=0,
            rejected=0,
            seconds=answer.seconds,
        ),
        entries=(),
        validators=verdict.validators or feed.validators,
        next_poll_at=due,
        failures=failures,
        status=FeedStatus.GONE if verdict.outcome is PollOutcome.GONE else feed.status,
    )
