"""The webhook's object: the promised shape, and what it is cut to."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from monitor.alerting.payload import MOST_ARTICLES, MOST_SIGNALS, MOST_TOLL, iso, payload_of, update_of
from monitor.alerting.rules import RuleSettings, decide
from monitor.domain.alert import Alert, NotifyReason, UpdateKind
from monitor.domain.reading import Realis, Signal
from monitor.domain.story import Story
from tests.story_parts import HOUR, NOW, a_member, a_story, a_toll

ALERT = {"id", "status", "territory", "level", "previous_level", "certainty", "severity", "headline", "reasons", "opened_at", "url"}
STORY = {"id", "title", "articles", "publishers", "toll", "signals"}


def an_alert(story: Story) -> Alert:
    alert = decide(story, None, None, NOW, RuleSettings()).alert
    assert alert is not None
    return alert


def payload(story: Story, kind: UpdateKind = UpdateKind.OPENED) -> dict[str, Any]:
    return payload_of(an_alert(story), story, kind, [NotifyReason.OPENED], territory_name="Kashmir", claimants=["India", "Pakistan"], now=NOW)


def test_the_shape_that_receivers_are_promised() -> None:
    story = a_story(a_member("a", toll=(a_toll(4, "a", side="India", claimed_by="Delhi"),)), a_member("b", copy_of="a"))
    said = json.loads(json.dumps(payload(story)))
    assert (said["type"], said["timestamp"]) == ("alert.opened", "2024-03-05T12:00:00Z")
    alert, told = said["data"]["alert"], said["data"]["story"]
    assert set(alert) >= ALERT and set(told) >= STORY
    assert (alert["status"], alert["territory"], alert["level"], alert["severity"]) == ("open", "kashmir", 4, "Severe")
    assert all(set(a) >= {"title", "url", "outlet", "published_at", "copy_of"} for a in told["articles"])
    assert [a["copy_of"] for a in told["articles"]] == [None, "a"] and told["publishers"] == 1
    (figure,) = told["toll"]
    assert {k: figure[k] for k in ("effect", "low", "high", "side", "claimed_by", "as_of")} == {
        "effect": "killed",
        "low": 4,
        "high": 4,
        "side": "India",
        "claimed_by": "Delhi",
        "as_of": "2024-03-05T12:00:00Z",
    }
    assert figure["outlet"] == "Outlet a"


def test_every_kind_has_its_type() -> None:
    assert {payload(a_story(), kind)["type"] for kind in UpdateKind} == {"alert.opened", "alert.updated", "alert.resolved", "alert.retracted"}


def test_long_stories_are_cut_to_their_newest_and_publishers_count_all() -> None:
    members = [a_member(f"a{i:03}", published_at=NOW + i * HOUR, toll=(a_toll(i, f"a{i:03}"),)) for i in range(50)]
    told = payload(a_story(*members))["data"]["story"]
    assert len(told["articles"]) == MOST_ARTICLES and told["articles"][-1]["url"].endswith("a049")
    assert len(told["toll"]) == MOST_TOLL and told["toll"][-1]["low"] == 49
    assert told["publishers"] == 50


def test_signals_are_told_once_each_from_originals_with_their_words() -> None:
    many = tuple((s, r, "Delhi") for s in Signal for r in (Realis.ACTUAL, Realis.DENIED))
    told = payload(a_story(a_member("a"), a_member("b", signals=((Signal.STRIKE, Realis.ACTUAL, "x"),)), a_member("c", signals=many, copy_of="a")))
    (row,) = told["data"]["story"]["signals"]
    assert (row["signal"], row["realis"], row["text"], row["outlet"]) == ("strike", "actual", "Shells fell on the town.", "Outlet a")
    assert len(payload(a_story(a_member(signals=many)))["data"]["story"]["signals"]) == MOST_SIGNALS


def test_history_and_stale_members_are_background() -> None:
    old = a_member("b", stale=True, signals=((Signal.MASS_VIOLENCE, Realis.HISTORICAL, None),))
    background = payload(a_story(a_member("a"), old))["data"]["story"]["background"]
    assert any("mass_violence" in line for line in background) and any(line.startswith("1 old article") for line in background)
    assert payload(a_story())["data"]["story"]["background"] == []


def test_an_updates_id_derives_from_alert_and_sequence() -> None:
    story = a_story()
    alert = an_alert(story)
    made = [
        update_of(alert, story, kind, [NotifyReason.OPENED], territory_name="x", claimants=[], now=now)
        for kind, now in ((UpdateKind.OPENED, NOW), (UpdateKind.UPDATED, NOW + HOUR))
    ]
    assert made[0].id == made[1].id and made[0].sequence == 1


def test_times_are_utc_with_a_z_to_the_second() -> None:
    assert iso(dt.datetime(2024, 3, 5, 14, 0, 0, 999999, tzinfo=dt.timezone(dt.timedelta(hours=2)))) == "2024-03-05T12:00:00Z"
