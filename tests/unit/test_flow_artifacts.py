from __future__ import annotations

import datetime as dt
import re

import pytest

from flows.artifacts import cell, ledger_rows, open_alert_rows
from monitor.domain.alert import Alert, AlertStatus
from monitor.domain.ledger import Ledger
from tests.contract import store_samples as samples

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
HOSTILE = '<img src="http://evil.example/p"> ![x](https://evil.example/p) [y](javascript:alert(1)) `|` **b** www.evil.example &lt;b a@evil.example'


def an_alert(number: int, level: int, headline: str = "Shots at the line", status: AlertStatus = AlertStatus.OPEN) -> Alert:
    at = NOW - dt.timedelta(hours=number)
    changes = {"status": status, "territory": "kashmir", "level": level, "headline": headline, "opened_at": at, "updated_at": at}
    return samples.alert(f"a-{number:04}", f"s-{number:04}", **changes)


@pytest.mark.parametrize(
    "text", [HOSTILE, "a\r\nb\u2028c\u202ed\x00", "x" * 5000, "\\[a\\](b) ~~s~~ _i_", "HTTPS://EVIL.EXAMPLE/", "data:text/html;base64,AAAA"]
)
def test_a_cell_holds_nothing_that_markdown_html_or_a_link_finder_acts_on(text: str) -> None:
    shown = cell(text)

    assert not set(shown) & set("<>[]`|*_~&\\\r\n\x00\u2028\u202e")
    assert not re.search(r"(?i)(https?|data|javascript)[:]|www\.|\w@\w", shown)
    assert 0 < len(shown) <= 230


def test_a_plain_headline_stays_as_it_is() -> None:
    headline = "Vier Tote, 12 Verletzte – „Kaschmir“ (Linie der Kontrolle): 3.5 km, 100 % sicher? Да; 是"
    assert cell(headline) == headline


def test_the_ledger_table_shows_every_count_once_and_the_seconds_of_each_stage() -> None:
    ledger = Ledger(
        started_at=NOW,
        finished_at=NOW,
        feeds={"new_entries": 2, "timeout": 1},
        entries_new=7,
        entries={"assessed": 3, "not_relevant": 4},
        pending=5,
        stories={"new": 1},
        alerts={"opened": 1},
        deliveries={},
        seconds={"poll": 1.234, "assess": 2.0, "alert": 0.5, "deliver": 0.1},
        problems=("feed x: timeout",),
    )
    rows = ledger_rows(ledger, [("poll", "feeds: added from files", 9)])

    assert [(r["stage"], r["what"], r["count"], r["seconds"]) for r in rows] == [
        ("poll", "feeds: new entries", 2, "1.23"),
        ("poll", "feeds: timeout", 1, ""),
        ("poll", "entries: new", 7, ""),
        ("poll", "feeds: added from files", 9, ""),
        ("assess", "entries: assessed", 3, "2.00"),
        ("assess", "entries: not relevant", 4, ""),
        ("assess", "stories: new", 1, ""),
        ("alert", "decisions: opened", 1, "0.50"),
        ("deliver", "nothing to do", 0, "0.10"),
        ("all", "entries waiting", 5, ""),
        ("all", "problems (see the log)", 1, ""),
    ]


def test_open_alerts_stand_with_the_highest_level_first_and_the_longest_open_before_the_newer() -> None:
    alerts = [an_alert(1, 3), an_alert(5, 5, HOSTILE), an_alert(2, 3, status=AlertStatus.ACKNOWLEDGED)]
    rows = open_alert_rows(alerts, lambda t: t.title())

    assert [r["id"] for r in rows] == ["a-0005", "a-0002", "a-0001"]
    assert rows[0]["level"] == "5 sustained fighting"
    assert rows[1] == {
        "level": "3 show of force",
        "territory": "Kashmir",
        "certainty": "Possible (acknowledged)",
        "headline": "Shots at the line",
        "since": "2026-03-01 10:00 UTC",
        "id": "a-0002",
    }


def test_a_table_of_alerts_has_an_end() -> None:
    assert len(open_alert_rows([an_alert(n, 3) for n in range(300)], str)) == 200
