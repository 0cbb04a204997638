from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from store_processes import claim_all, run_together
from store_samples import HOUR, LEASE, MINUTE, NOW, alert, assign, delivery, send_out, update

from monitor.adapters.store.store import SqlStore
from monitor.domain.alert import AlertStatus, Attempt, AttemptOutcome, Delivery, DeliveryState
from monitor.domain.errors import LeaseLost, NotFound, StoreError

DESK, HUB = "desk@example.org", "hub@example.org"
SENT = Attempt(AttemptOutcome.DELIVERED, 250, "queued as 1")
LATER = Attempt(AttemptOutcome.RETRY, 451, "greylisted", retry_after=dt.timedelta(seconds=90.5))


def claim(store: SqlStore, now: dt.datetime = NOW, limit: int = 10) -> list[Delivery]:
    with store.begin() as unit:
        return unit.outbox.claim(now, limit=limit, lease=LEASE, worker="w")


def record(store: SqlStore, tried: Delivery, attempt: Attempt, state: DeliveryState, at: dt.datetime = NOW) -> None:
    with store.begin() as unit:
        unit.outbox.record(tried, attempt, now=at, next_state=state, next_attempt_at=at + HOUR)


def everything(store: SqlStore) -> list[Delivery]:
    with store.read() as unit:
        return unit.outbox.list(state=None, limit=100)


def test_an_alert_reads_back_as_saved_and_is_replaced_by_its_next_state(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    raised = alert(status=AlertStatus.ACKNOWLEDGED, level=6, previous_level=4, updated_at=NOW + HOUR, sequence=2)
    with store.begin() as unit:
        assert unit.alerts.for_story("s1") is None
        unit.alerts.save(alert(), None, [])
        assert unit.alerts.get("al1") == alert()
        unit.alerts.save(raised, None, [])
    with store.read() as unit:
        assert unit.alerts.for_story("s1") == unit.alerts.get("al1") == raised
        with pytest.raises(NotFound):
            unit.alerts.get("none")


def test_a_story_has_one_alert(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    with pytest.raises(StoreError), store.begin() as unit:
        unit.alerts.save(alert("al1"), None, [])
        unit.alerts.save(alert("al2"), None, [])
    with store.read() as unit:
        assert unit.alerts.for_story("s1") is None


def test_saving_an_alert_twice_sends_it_once(store: SqlStore) -> None:
    send_out(store, "al1", DESK, HUB)
    (first, second) = claim(store)
    record(store, first, SENT, DeliveryState.DELIVERED)
    send_out(store, "al1", DESK, HUB)
    assert [each.state for each in everything(store)] == [DeliveryState.DELIVERED, DeliveryState.PENDING]
    assert claim(store) == []
    assert second.id == "al1-1-desk-hub@example.org"


def test_updates_come_in_order_and_the_last_is_the_one_with_the_highest_sequence(store: SqlStore) -> None:
    send_out(store, "al1", DESK)
    for sequence in (3, 2):
        send_out(store, "al1", DESK, sequence=sequence)
    with store.read() as unit:
        assert unit.outbox.updates("al1") == [update("al1", 1), update("al1", 2), update("al1", 3)]
        assert unit.alerts.last_update("al1") == update("al1", 3)
        assert unit.alerts.last_update("none") is None


def test_deliveries_of_an_update_that_is_not_there_are_refused(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    with pytest.raises(NotFound), store.begin() as unit:
        unit.alerts.save(alert(), None, [delivery("al1-7")])


def test_alerts_are_listed_last_changed_first_by_status(store: SqlStore) -> None:
    for number, status in enumerate([AlertStatus.OPEN, AlertStatus.RESOLVED, AlertStatus.OPEN]):
        assign(store, f"a{number}", f"s{number}")
        with store.begin() as unit:
            unit.alerts.save(alert(f"al{number}", f"s{number}", status=status, updated_at=NOW + number * HOUR), None, [])
    with store.read() as unit:
        assert [each.id for each in unit.alerts.list(status=None, limit=2)] == ["al2", "al1"]
        assert [each.id for each in unit.alerts.list(status="open", limit=9)] == ["al2", "al0"]


def test_a_claimed_delivery_carries_its_update_and_counts_the_try(store: SqlStore) -> None:
    send_out(store, "al1", DESK)
    (claimed,) = claim(store)
    new = delivery("al1-1", address=DESK)
    assert claimed == Delivery(
        id=new.id,
        update=update("al1", 1),
        receiver="desk",
        channel=new.channel,
        address=DESK,
        state=DeliveryState.PENDING,
        attempts=1,
        next_attempt_at=NOW,
        created_at=update("al1", 1).at,
        fence=claimed.fence,
    )


def test_a_delivery_is_claimed_when_due_and_by_one_worker_until_its_lease_ends(store: SqlStore) -> None:
    send_out(store, "al1", DESK, not_before=NOW + HOUR)
    assert claim(store, NOW + HOUR - MINUTE) == []
    (first,) = claim(store, NOW + HOUR)
    assert claim(store, NOW + HOUR + LEASE - MINUTE) == []
    (second,) = claim(store, NOW + HOUR + LEASE)
    assert (second.fence > first.fence, second.attempts) == (True, 2)


def test_deliveries_are_claimed_oldest_first_up_to_the_limit(store: SqlStore) -> None:
    send_out(store, "al1", DESK)
    send_out(store, "al1", HUB, sequence=3)
    send_out(store, "al2", DESK)
    send_out(store, "al2", HUB, sequence=2)
    assert [each.update.id for each in claim(store, limit=3)] == ["al1-1", "al2-1", "al2-2"]


def test_a_later_update_never_overtakes_an_earlier_one_to_the_same_address(store: SqlStore) -> None:
    send_out(store, "al1", DESK, HUB)
    send_out(store, "al1", DESK, HUB, sequence=2)
    first = {each.address: each for each in claim(store)}
    assert {each.update.sequence for each in first.values()} == {1}
    assert claim(store) == []  # not even while the first is being sent

    record(store, first[HUB], SENT, DeliveryState.DELIVERED)
    record(store, first[DESK], LATER, DeliveryState.PENDING)
    (next_one,) = claim(store)
    assert (next_one.address, next_one.update.sequence) == (HUB, 2)
    record(store, next_one, SENT, DeliveryState.DELIVERED)

    (again,) = claim(store, NOW + HOUR)  # the retry first, the second after it
    assert (again.address, again.update.sequence) == (DESK, 1)
    record(store, again, SENT, DeliveryState.DEAD, NOW + HOUR)
    assert [(each.address, each.update.sequence) for each in claim(store, NOW + HOUR)] == [(DESK, 2)]


def test_updates_of_other_alerts_do_not_wait_for_each_other(store: SqlStore) -> None:
    send_out(store, "al1", DESK, not_before=NOW + HOUR)
    send_out(store, "al2", DESK)
    assert [each.update.alert_id for each in claim(store)] == ["al2"]


def test_two_receivers_at_one_address_both_get_an_update(store: SqlStore) -> None:
    assign(store, "a1", "s1")
    with store.begin() as unit:
        unit.alerts.save(alert(), update(), [delivery(receiver="desk"), delivery(receiver="chief")])
    assert len(claim(store)) == 2


def test_an_attempt_is_recorded_with_what_follows_from_it(store: SqlStore) -> None:
    send_out(store, "al1", DESK)
    (first,) = claim(store)
    record(store, first, LATER, DeliveryState.PENDING)
    (waiting,) = everything(store)
    assert waiting == dataclasses.replace(first, next_attempt_at=NOW + HOUR, last_detail="greylisted")
    assert claim(store, NOW + HOUR - MINUTE) == []
    (second,) = claim(store, NOW + HOUR)
    record(store, second, SENT, DeliveryState.DELIVERED, NOW + HOUR)
    assert [(each.state, each.attempts, each.last_detail) for each in everything(store)] == [(DeliveryState.DELIVERED, 2, "queued as 1")]
    assert claim(store, NOW + 9 * HOUR) == []


def test_a_frozen_worker_that_wakes_after_another_took_over_cannot_record(store: SqlStore) -> None:
    send_out(store, "al1", DESK)
    (frozen,) = claim(store)
    (fresh,) = claim(store, NOW + LEASE)
    with pytest.raises(LeaseLost):
        record(store, frozen, Attempt(AttemptOutcome.REJECTED, 550, "late"), DeliveryState.DEAD)
    record(store, fresh, SENT, DeliveryState.DELIVERED)
    with pytest.raises(LeaseLost):
        record(store, fresh, SENT, DeliveryState.PENDING)
    assert [(each.state, each.last_detail) for each in everything(store)] == [(DeliveryState.DELIVERED, "queued as 1")]


def test_a_dead_delivery_is_revived_with_the_same_id_and_a_new_schedule(store: SqlStore) -> None:
    send_out(store, "al1", DESK)
    (first,) = claim(store)
    record(store, first, SENT, DeliveryState.DEAD)
    with store.begin() as unit:
        unit.outbox.revive(first.id, NOW + MINUTE)
    (again,) = claim(store, NOW + MINUTE)
    assert (again.id, again.attempts) == (first.id, 1)


def test_a_waiting_delivery_is_made_due_and_one_being_sent_stays_with_its_worker(store: SqlStore) -> None:
    send_out(store, "al1", DESK, not_before=NOW + HOUR)
    (waiting,) = everything(store)
    with store.begin() as unit:
        unit.outbox.revive(waiting.id, NOW)
    (sending,) = claim(store)
    with store.begin() as unit:
        unit.outbox.revive(waiting.id, NOW)
    assert claim(store) == []
    record(store, sending, SENT, DeliveryState.DELIVERED)


def test_what_was_delivered_or_never_was_cannot_be_revived(store: SqlStore) -> None:
    send_out(store, "al1", DESK)
    (first,) = claim(store)
    record(store, first, SENT, DeliveryState.DELIVERED)
    for delivery_id in (first.id, "none"):
        with pytest.raises(NotFound), store.begin() as unit:
            unit.outbox.revive(delivery_id, NOW)
    assert claim(store, NOW + 9 * HOUR) == []


def test_deliveries_are_listed_newest_first_by_state(store: SqlStore) -> None:
    send_out(store, "al1", DESK)
    send_out(store, "al1", HUB, sequence=2)
    (first, _) = claim(store)
    record(store, first, SENT, DeliveryState.DEAD)
    assert [each.update.sequence for each in everything(store)] == [2, 1]
    with store.read() as unit:
        assert [each.address for each in unit.outbox.list(state="dead", limit=5)] == [DESK]


def test_two_processes_that_claim_deliveries_at_once_share_them_without_overlap(store: SqlStore, store_url: str) -> None:
    send_out(store, "al1", *(f"{number}@example.org" for number in range(40)))
    one, two = run_together(claim_all, store_url, "deliveries", NOW)
    assert len(one) + len(two) == 40
    assert len({*one, *two}) == 40
