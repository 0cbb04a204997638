"""Deliveries as signed webhooks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from monitor.adapters.notify.redact import redacted, url_secrets
from monitor.adapters.notify.signing import Signer
from monitor.alerting.codes import failure_ruling, http_ruling
from monitor.alerting.render import webhook_body
from monitor.alerting.render.headers import token
from monitor.domain.alert import Attempt, AttemptOutcome, Delivery
from monitor.domain.errors import ConfigError
from monitor.domain.fetched import Fetched, FetchFailed
from monitor.feeds.headers import retry_after
from monitor.ports import Fetcher
from monitor.text.urls import absolute_http, host_of

_GONE = 410
_ANSWER_BYTES = 2_000  # of the answer are looked at for the detail


@dataclass(frozen=True, slots=True)
class _Endpoint:
    url: str = field(repr=False)
    host: str
    signer: Signer = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)


def _real_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class WebhookNotifier:
    """Implements ``Notifier``: one signed POST a try, through the guarded fetcher only.

    ``endpoints`` gives each receiver's address and secret (``whsec_`` and base64, or plain text of 24 bytes and more; several,
    separated by spaces, all sign). ``real_now`` is the real time, as receivers check it against their own clock.
    Raises ConfigError for an address that is no http(s) address and for a secret that is none.
    """

    def __init__(self, endpoints: Mapping[str, tuple[str, str]], fetcher: Fetcher, *, real_now: Callable[[], dt.datetime] = _real_now) -> None:
        self._endpoints = {receiver: _endpoint(receiver, url, secret) for receiver, (url, secret) in endpoints.items()}
        self._fetcher, self._real_now = fetcher, real_now

    async def send(self, delivery: Delivery, *, now: dt.datetime) -> Attempt:  # noqa: ARG002 - the receivers' clock counts, see real_now
        """Post the update. Only 2xx is delivered; what else there is follows the table in ``monitor.alerting.codes``."""
        endpoint = self._endpoints.get(delivery.address)
        if endpoint is None:
            return Attempt(AttemptOutcome.REJECTED, None, redacted(f"no webhook is configured for receiver {delivery.address}", ()))
        body = webhook_body(delivery.update)
        at = self._real_now()
        headers = endpoint.signer.headers(token(delivery.id), at, body)
        answer = await self._fetcher.post(endpoint.url, body, headers)
        if isinstance(answer, FetchFailed):
            outcome = failure_ruling(answer.reason).after(delivery.attempts)
            return Attempt(outcome, None, redacted(f"{endpoint.host}: {answer.reason}: {answer.detail}", endpoint.secrets))
        return _attempt(answer, endpoint, delivery.attempts, at)


def _endpoint(receiver: str, url: str, secret: str) -> _Endpoint:
    address = absolute_http(url, None)
    if address is None:
        raise ConfigError("receivers", f"{receiver}.webhook.url", "an http or https address without user name and password")
    return _Endpoint(address, host_of(address), Signer(receiver, secret), (*secret.split(), *url_secrets(address)))


def _attempt(answer: Fetched, endpoint: _Endpoint, attempts: int, at: dt.datetime) -> Attempt:
    outcome = http_ruling(answer.status).after(attempts)
    if outcome is AttemptOutcome.DELIVERED:
        return Attempt(outcome, answer.status, f"HTTP {answer.status} from {endpoint.host}")
    said = answer.body[:_ANSWER_BYTES].decode("utf-8", "replace")
    what = f"HTTP {answer.status} from {endpoint.host}" + (": gone, remove this receiver" if answer.status == _GONE else "")
    wait = retry_after(answer.headers, at) if outcome is AttemptOutcome.RETRY else None
    return Attempt(outcome, answer.status, redacted(f"{what}: {said}" if said.strip() else what, endpoint.secrets), wait)
