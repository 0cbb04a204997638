"""Forget what only told how past passes went: old poll records and old ledgers. Articles, stories, alerts and deliveries stay."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from monitor.ports import Clock, Store, UnitOfWork

POLLS_KEPT = dt.timedelta(days=30)
RUNS_KEPT = dt.timedelta(days=90)
BATCH = 1000  # rows deleted in one transaction: other writers wait for it


@dataclass(frozen=True, slots=True)
class MaintainPorts:
    """What maintaining needs."""

    store: Store
    clock: Clock
    polls_kept: dt.timedelta = POLLS_KEPT
    runs_kept: dt.timedelta = RUNS_KEPT


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many records went."""

    polls: int
    runs: int


def tidy(ports: MaintainPorts) -> Tidied:
    """Delete what is beyond its retention, in small transactions, then let the database look after its statistics."""
    now = ports.clock.now()
    polls = _all(ports.store, lambda u: u.housekeeping.prune_polls(now - ports.polls_kept, limit=BATCH))
    runs = _all(ports.store, lambda u: u.housekeeping.prune_runs(now - ports.runs_kept, limit=BATCH))
    ports.store.transact(lambda u: u.housekeeping.optimise())
    return Tidied(polls, runs)


def _all(store: Store, prune: Callable[[UnitOfWork], int]) -> int:
    gone = 0
    while (batch := store.transact(prune)) > 0:
        gone += batch
    return gone
