from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from monitor.alerting.render import webhook_body
from monitor.domain.alert import UpdateKind
from tests.deliveries import ALERT, STORY, a_figure, an_article, an_update, payload


def sent(update_payload: dict[str, Any], limit: int = 20_000) -> dict[str, Any]:
    body = webhook_body(an_update(whole=update_payload), limit=limit)
    assert len(body) <= limit
    found = json.loads(body.decode("utf-8"), parse_constant=lambda constant: pytest.fail(f"{constant} in the body"))
    assert isinstance(found, dict)
    return found


def test_a_body_within_the_limit_is_the_payload_unchanged() -> None:
    assert sent(payload()) == payload()


@pytest.mark.parametrize("kind", list(UpdateKind))
def test_the_type_is_the_updates_kind(kind: UpdateKind) -> None:
    assert json.loads(webhook_body(an_update(kind=kind)))["type"] == kind


def test_the_same_update_is_the_same_bytes_whatever_happened_since() -> None:
    assert webhook_body(an_update()) == webhook_body(an_update())


def test_text_beyond_ascii_is_sent_as_it_is() -> None:
    body = webhook_body(an_update({"headline": "Լեռնային Ղարաբաղ “南海”"}))
    assert "Լեռնային Ղարաբաղ “南海”".encode() in body


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf"), 10**400, -(2**63), b"bytes", object()])
def test_what_json_cannot_hold_becomes_null(bad: object) -> None:
    assert sent(payload({"level": bad}))["data"]["alert"]["level"] is None


def test_times_enumerations_and_tuples_take_their_json_form() -> None:
    at = dt.datetime(2020, 9, 28, 19, 20, 5, tzinfo=dt.timezone(dt.timedelta(hours=3)))
    alert = sent(payload({"opened_at": at, "status": UpdateKind.OPENED, "reasons": ("a", "b")}))["data"]["alert"]
    assert (alert["opened_at"], alert["status"], alert["reasons"]) == ("2020-09-28T16:20:05Z", "alert.opened", ["a", "b"])


def test_surrogates_and_nuls_do_not_stop_the_body() -> None:
    assert sent(payload({"headline": "a\x00b\ud800c"}))["data"]["alert"]["headline"] == "abc"


def test_a_strange_name_of_a_long_list_does_not_stop_the_body() -> None:
    assert sent(payload(None, {"a\ud800b": ["x" * 100] * 2000}))["data"]["omitted"] == {"ab": 1980}


def test_too_long_a_text_is_cut_on_a_character_and_its_link_is_kept() -> None:
    story = {"articles": [an_article(n, title="ש" * 50_000) for n in range(1, 4)]}
    articles = sent(payload(None, story))["data"]["story"]["articles"]
    assert [a["url"] for a in articles] == [an_article(n)["url"] for n in range(1, 4)]
    assert all(set(a["title"]) == {"ש", "…"} for a in articles)


def test_quotes_give_way_before_articles_do() -> None:
    quote = {"signal": "strike", "realis": "actual", "text": "w" * 500, "attributed_to": None}
    found = sent(payload(None, {"articles": [an_article(n, quotes=[quote] * 4) for n in range(20)]}))
    assert len(found["data"]["story"]["articles"]) == 20
    assert {len(a["quotes"]) for a in found["data"]["story"]["articles"]} == {1}
    assert found["data"]["omitted"] == {"quotes": 60}


def test_what_is_left_out_is_counted_and_the_newest_stay() -> None:
    story = {"articles": [an_article(n, title="t" * 2000) for n in range(200)], "toll": [a_figure(n, n, claimed_by="c" * 500) for n in range(200)]}
    data = sent(payload(None, story))["data"]
    articles, toll = data["story"]["articles"], data["story"]["toll"]
    assert articles[-1]["url"] == an_article(199)["url"]
    assert toll[-1]["low"] == 199
    assert data["omitted"] == {"articles": 200 - len(articles), "toll": 200 - len(toll)}


def test_an_address_too_long_to_keep_is_dropped_not_cut() -> None:
    articles = sent(payload(None, {"articles": [an_article(1, url="https://x.example/" + "p" * 2000)]}))["data"]["story"]["articles"]
    assert articles[0]["url"] is None


def test_a_payload_that_cannot_be_cut_leaves_the_alerts_own_facts() -> None:
    flood = {f"key {n}": {f"key {m}": "\U0001f6a8" * 100 for m in range(100)} for n in range(100)}
    data = sent(payload({"headline": "\U0001f6a8" * 1000}, {"flood": flood}), limit=4_000)["data"]
    assert data["alert"] | {"headline": ""} == {k: v for k, v in ALERT.items() if k in data["alert"]} | {"headline": ""}
    assert {"id", "territory", "level", "headline"} <= data["alert"].keys()
    assert data["omitted"] == {"story": 1}


@pytest.mark.parametrize("whole", [{}, {"data": None}, {"data": [1]}, {"data": {"alert": None}}])
def test_a_payload_without_its_parts_is_still_a_body(whole: dict[str, Any]) -> None:
    found = sent(whole)
    assert (found["type"], found["timestamp"]) == ("alert.updated", "2020-09-28T16:20:00Z")
    assert isinstance(found["data"], dict)


def test_nesting_without_end_is_cut_off() -> None:
    deep: dict[str, Any] = {}
    for _ in range(500):
        deep = {"d": deep}
    assert sent(payload(None, STORY | {"deep": deep}))["data"]["story"]["id"] == "s-1"


def test_too_small_a_limit_is_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="4000"):
        webhook_body(an_update(), limit=3_999)
