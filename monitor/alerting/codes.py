"""What an answer means for a delivery: one table for HTTP, SMTP and answers that never came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.domain.alert import AttemptOutcome, Channel
from monitor.domain.fetched import FetchFailure

BRIEF_TRIES = 4  # at 0 s, 5 s, 5 min and 30 min of the usual schedule: longer than a deployment, shorter than a night


@dataclass(frozen=True, slots=True)
class Ruling:
    """How a try ended. ``tries``: after so many, a retry becomes a rejection. ``slow``: every wait is the schedule's longest."""

    outcome: AttemptOutcome
    tries: int | None = None
    slow: bool = False

    def after(self, attempts: int) -> AttemptOutcome:
        """The outcome of the try numbered ``attempts`` (the first is 1)."""
        if self.outcome is AttemptOutcome.RETRY and self.tries is not None and attempts >= self.tries:
            return AttemptOutcome.REJECTED
        return self.outcome


DELIVERED = Ruling(AttemptOutcome.DELIVERED)
RETRY = Ruling(AttemptOutcome.RETRY)
REJECTED = Ruling(AttemptOutcome.REJECTED)
BRIEFLY = Ruling(AttemptOutcome.RETRY, tries=BRIEF_TRIES)
LOGIN_REFUSED = Ruling(AttemptOutcome.RETRY, slow=True)

# 401, 403 and 404 are what a gateway says while the receiver behind it is being deployed, and what a wrong address says for ever. A lost
# alert costs more than three requests; three days of them help nobody: the operator must see the dead letter while it still matters.
HTTP: Mapping[int, Ruling] = {401: BRIEFLY, 403: BRIEFLY, 404: BRIEFLY, 408: RETRY, 410: REJECTED, 425: RETRY, 429: RETRY}
HTTP_CLASSES: Mapping[int, Ruling] = {2: DELIVERED, 3: REJECTED, 4: REJECTED, 5: RETRY}  # redirects are not followed, so 3xx took nothing

# A refused login is a wrong configuration. It may also be the provider's bad day, so it does not lose alerts; but trying it often gets
# the account locked.
LOGIN_CODE = 535
SMTP: Mapping[int, Ruling] = {530: LOGIN_REFUSED, 534: LOGIN_REFUSED, LOGIN_CODE: LOGIN_REFUSED, 538: LOGIN_REFUSED}
SMTP_CLASSES: Mapping[int, Ruling] = {2: DELIVERED, 4: RETRY, 5: REJECTED}

# A refused address is a wrong or hostile configuration, or a resolver's bad minute. An answer that was too large or unreadable hides its
# status: the delivery may not have been taken, and twice is better than never.
FAILURES: Mapping[str, Ruling] = {
    FetchFailure.BLOCKED: BRIEFLY,
    FetchFailure.BAD_URL: REJECTED,
    FetchFailure.TOO_MANY_REDIRECTS: REJECTED,
    FetchFailure.TIMEOUT: RETRY,
    FetchFailure.NETWORK: RETRY,
    FetchFailure.TOO_LARGE: RETRY,
    FetchFailure.BAD_ENCODING: RETRY,
}


def http_ruling(status: int) -> Ruling:
    """The ruling on an HTTP status; only 2xx is delivered, a number that is no status is worth another try."""
    return HTTP.get(status) or HTTP_CLASSES.get(status // 100, RETRY)


def smtp_ruling(code: int) -> Ruling:
    """The ruling on the SMTP reply code that ended the conversation (RFC 5321: 4xx passes, 5xx stays)."""
    return SMTP.get(code) or SMTP_CLASSES.get(code // 100, RETRY)


def failure_ruling(reason: str) -> Ruling:
    """The ruling on a post without an answer; ``reason`` is one of ``FetchFailure``."""
    return FAILURES.get(reason, RETRY)


def is_slow(channel: Channel, code: int | None) -> bool:
    """Whether a retry after ``code`` waits the schedule's longest step."""
    return channel is Channel.EMAIL and code is not None and smtp_ruling(code).slow
