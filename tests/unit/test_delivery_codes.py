from __future__ import annotations

import pytest

from monitor.alerting.codes import BRIEF_TRIES, failure_ruling, http_ruling, is_slow, smtp_ruling
from monitor.domain.alert import AttemptOutcome, Channel
from monitor.domain.fetched import FetchFailure

DELIVERED, RETRY, REJECTED = AttemptOutcome.DELIVERED, AttemptOutcome.RETRY, AttemptOutcome.REJECTED
BRIEFLY = "briefly"

HTTP_TABLE = {
    DELIVERED: [200, 201, 202, 204, 299],
    REJECTED: [300, 301, 302, 304, 307, 308, 400, 402, 405, 406, 409, 410, 411, 413, 415, 422, 451, 499],
    BRIEFLY: [401, 403, 404],
    RETRY: [408, 425, 429, 500, 501, 502, 503, 504, 521, 599, 0, 100, 101, 600, 999],
}
SMTP_TABLE = {
    DELIVERED: [250, 251, 252],
    RETRY: [421, 432, 450, 451, 452, 454, 455, -1, 0, 334, 354],
    REJECTED: [500, 501, 503, 521, 550, 551, 552, 553, 554, 556],
}
FAILURE_TABLE = {
    RETRY: [FetchFailure.TIMEOUT, FetchFailure.NETWORK, FetchFailure.TOO_LARGE, FetchFailure.BAD_ENCODING, "a reason of tomorrow"],
    BRIEFLY: [FetchFailure.BLOCKED],
    REJECTED: [FetchFailure.BAD_URL, FetchFailure.TOO_MANY_REDIRECTS],
}


@pytest.mark.parametrize(("expected", "status"), [(o, s) for o, statuses in HTTP_TABLE.items() for s in statuses])
def test_http_status_decides_the_outcome(expected: str, status: int) -> None:
    assert_ruling(http_ruling(status), expected)


@pytest.mark.parametrize(("expected", "code"), [(o, c) for o, codes in SMTP_TABLE.items() for c in codes])
def test_smtp_code_decides_the_outcome(expected: str, code: int) -> None:
    assert_ruling(smtp_ruling(code), expected)
    assert not is_slow(Channel.EMAIL, code)


@pytest.mark.parametrize(("expected", "reason"), [(o, r) for o, reasons in FAILURE_TABLE.items() for r in reasons])
def test_failure_to_post_decides_the_outcome(expected: str, reason: str) -> None:
    assert_ruling(failure_ruling(reason), expected)


def test_every_reason_of_a_failed_fetch_is_in_the_table() -> None:
    reasons = {value for name, value in vars(FetchFailure).items() if name.isupper()}
    assert reasons == {r for rs in FAILURE_TABLE.values() for r in rs} - {"a reason of tomorrow"}


@pytest.mark.parametrize("code", [530, 534, 535, 538])
def test_refused_login_is_tried_again_but_slowly(code: int) -> None:
    assert smtp_ruling(code).after(1) is RETRY
    assert is_slow(Channel.EMAIL, code)


@pytest.mark.parametrize("code", [None, 421, 550])
def test_other_mail_codes_are_not_slow(code: int | None) -> None:
    assert not is_slow(Channel.EMAIL, code)


def test_a_webhook_code_is_never_taken_for_a_mail_code() -> None:
    assert not is_slow(Channel.WEBHOOK, 535)


def assert_ruling(ruling: object, expected: str) -> None:
    outcomes = [ruling.after(n) for n in range(1, BRIEF_TRIES + 2)]  # type: ignore[attr-defined]
    if expected == BRIEFLY:
        assert outcomes == [RETRY] * (BRIEF_TRIES - 1) + [REJECTED] * 2
    else:
        assert outcomes == [expected] * (BRIEF_TRIES + 1)
