"""Send what the outbox holds: claim by lease -> send -> record. At least once; the delivery's id is the idempotency key."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from monitor.alerting.backoff import after_attempt
from monitor.domain.alert import Attempt, AttemptOutcome, Channel, Delivery
from monitor.domain.errors import LeaseLost
from monitor.ports import Clock, Notifier, Progress, Store

BATCH = 50
LEASE = dt.timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class DeliverPorts:
    """What delivering needs. ``after_send`` is called between sending and recording: a place for tests to die at."""

    store: Store
    clock: Clock
    notifiers: Mapping[Channel, Notifier]
    after_send: Callable[[], None]
    lease: dt.timedelta = LEASE


@dataclass(frozen=True, slots=True)
class DeliverSummary:
    """Attempts by outcome, and a line for each that failed."""

    outcomes: Counter[str]
    problems: tuple[str, ...]


async def deliver_due(ports: DeliverPorts, *, worker: str, progress: Progress) -> DeliverSummary:
    """Send all deliveries that are due now, each once in this pass; what follows up on a success of this pass goes too."""
    outcomes: Counter[str] = Counter()
    problems: list[str] = []
    started = ports.clock.now()
    progress.stage("deliver", None)
    while batch := ports.store.transact(
        lambda u: u.outbox.claim(started, limit=BATCH, lease=ports.lease + (ports.clock.now() - started), worker=worker)
    ):
        for delivery, attempt in await asyncio.gather(*(_one(ports, d) for d in batch)):
            outcomes[str(attempt.outcome)] += 1
            progress.advance()
            if attempt.outcome is not AttemptOutcome.DELIVERED:
                problems.append(f"delivery {delivery.id} to {delivery.receiver} ({delivery.channel}): {attempt.outcome}: {attempt.detail}")
    return DeliverSummary(outcomes, tuple(problems))


async def _one(ports: DeliverPorts, delivery: Delivery) -> tuple[Delivery, Attempt]:
    attempt = await _send(ports, delivery)
    ports.after_send()
    now = ports.clock.now()
    state, due = after_attempt(delivery, attempt, now=now, jitter=random.random())  # noqa: S311  jitter, no secret
    try:
        ports.store.transact(lambda u: u.outbox.record(delivery, attempt, now=now, next_state=state, next_attempt_at=due))
    except LeaseLost as error:
        return delivery, Attempt(AttemptOutcome.RETRY, attempt.code, str(error))
    return delivery, attempt


async def _send(ports: DeliverPorts, delivery: Delivery) -> Attempt:
    notifier = ports.notifiers.get(delivery.channel)
    if notifier is None:
        return Attempt(
            AttemptOutcome.RETRY,
            None,
            f"no way to send {delivery.channel}: set CONTACTLINE_SMTP_URL" if delivery.channel is Channel.EMAIL else "no webhook configured",
        )
    try:
        return await notifier.send(delivery, now=ports.clock.now())
    except Exception as error:
        return Attempt(AttemptOutcome.RETRY, None, f"unexpected {type(error).__name__}")  # its text might hold a secret
