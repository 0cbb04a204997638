"""Dates as people and machines write them."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.text.dates import http_date, parse_date

READ = {
    "Mon, 28 Sep 2020 18:13:00 +0200": "2020-09-28T16:13:00",
    "Mon, 28 Sep 2020 16:13:00 GMT": "2020-09-28T16:13:00",
    "28 Sep 2020 16:13 UT": "2020-09-28T16:13:00",
    "Tue, 28 Sep 2020 16:13:00 GMT": "2020-09-28T16:13:00",  # a wrong weekday harms nobody
    "28 Sep 20 16:13 Z": "2020-09-28T16:13:00",
    "28 Sep 70 16:13 Z": "1970-09-28T16:13:00",
    "Mon, 28 Sep 2020 18:13:00 GMT+0200 (CEST)": "2020-09-28T16:13:00",
    "Mon, 28 Sep 2020 10:00 MSK": "2020-09-28T07:00:00",
    "Mon, 28 Sep 2020 12:13:00 EDT": "2020-09-28T16:13:00",
    "Mon, 28 Sep 2020 21:43 IST": "2020-09-28T16:13:00",
    "2020-09-28T16:13:00Z": "2020-09-28T16:13:00",
    "2020-09-28T18:13:00.123456+02:00": "2020-09-28T16:13:00",
    "2020-09-28t16:13z": "2020-09-28T16:13:00",
    "2020-09-28 18:13 +0200": "2020-09-28T16:13:00",
    "2020-09-28T21:58+0545": "2020-09-28T16:13:00",
    "20200928T161300Z": "2020-09-28T16:13:00",
    "2020-09-28": "2020-09-28T00:00:00",
    "2020/09/28 16:13": "2020-09-28T16:13:00",
    "Mon 28 Sep 2020 18.13 CEST": "2020-09-28T16:13:00",
    "19 Mar 2014 19.48 GMT": "2014-03-19T19:48:00",
    "September 7, 2023": "2023-09-07T00:00:00",
    "Sept. 7th, 2023 at 5:04 p.m. EDT": "2023-09-07T21:04:00",
    "Thursday, September 7, 2023 12:30 AM": "2023-09-07T00:30:00",
    "7 May 2023, 12:30 pm": "2023-05-07T12:30:00",
    "May 3, 2021": "2021-05-03T00:00:00",
    "2020 September 28": "2020-09-28T00:00:00",
    "Mon Sep 28 16:13:00 2020": "2020-09-28T16:13:00",
    "28-Sep-2020": "2020-09-28T00:00:00",
    "28.09.2020 16:13": "2020-09-28T16:13:00",
    "28/09/2020": "2020-09-28T00:00:00",
    "09/28/2020": "2020-09-28T00:00:00",
    "05/05/2020": "2020-05-05T00:00:00",
    "2020年9月28日": "2020-09-28T00:00:00",
    "2020年9月28日 下午4:13": "2020-09-28T16:13:00",
    "2020년 9월 28일 16:13": "2020-09-28T16:13:00",
    "28 сентября 2020 г., 16:13": "2020-09-28T16:13:00",
    "28 вересня 2020": "2020-09-28T00:00:00",
    "28 septembre 2020 à 16h13": "2020-09-28T16:13:00",
    "28. September 2020, 16:13 Uhr": "2020-09-28T16:13:00",
    "28 de septiembre de 2020": "2020-09-28T00:00:00",
    "28 Eylül 2020": "2020-09-28T00:00:00",
    "28 سبتمبر 2020": "2020-09-28T00:00:00",
    # the edges of clocks and calendars
    "Mon, 28 Sep 2020 18:13:60 GMT": "2020-09-28T18:14:00",
    "2016-12-31T23:59:60Z": "2017-01-01T00:00:00",
    "Mon, 28 Sep 2020 24:00:00 GMT": "2020-09-29T00:00:00",
    "2024-02-29": "2024-02-29T00:00:00",
    "2020-10-25T02:30:00+02:00": "2020-10-25T00:30:00",
    "2020-10-25T02:30:00+01:00": "2020-10-25T01:30:00",
    "Thu, 01 Jan 1970 00:00:00 GMT": "1970-01-01T00:00:00",
    "0001-01-01T00:00:00Z": "0001-01-01T00:00:00",
}
REFUSED = [
    "", None, "yesterday", "2 hours ago", "today at 5", "0000-00-00T00:00:00Z", "0000-01-01", "2020-00-10", "2020-13-01", "2020-02-31",
    "2023-02-29", "31 Feb 2020",
    "Mon, 31 Jun 2020 10:00:00 GMT", "99999-01-01", "2020-09-28T25:00:00Z", "2020-09-28T24:00:01Z", "2020-09-28T10:60:00Z",
    "2020-09-28T16:13:00+9900",
    "Mon, 28 Sep 2020 18:13:00 +9900", "Mon, 28 Sep 2020 18:13 XYZ", "28 Sep 2020 13:00 pm", "28 Sep 2020 0:30 am", "03/04/2020", "28 Sep",
    "Sep 2020", "2020",
    "2020-09", "1601309580", "12:30", "28 Sep 2020 2021", "28 Sep Oct 2020", "9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00",
    "About 28 Sep 2020 people",
    "28 Sep 2020 10:00 11:00", "Sep 28 20", "²8 Sep 2020", "x" * 1000, "1 " * 49, "2020-09-28T16:13:00Z trailing",
]  # fmt: skip


@pytest.mark.parametrize(("raw", "moment"), READ.items())
def test_dates_are_read(raw: str, moment: str) -> None:
    assert parse_date(raw) == dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize("raw", REFUSED)
def test_what_is_no_certain_date_is_none(raw: str | None) -> None:
    assert parse_date(raw) is None


def test_a_date_without_zone_is_in_the_default_zone() -> None:
    east = dt.timezone(dt.timedelta(hours=4))
    assert parse_date("28 Sep 2020 04:00", tz_default=east) == dt.datetime(2020, 9, 28, tzinfo=dt.UTC)
    assert parse_date("28 Sep 2020 04:00 GMT", tz_default=east) == dt.datetime(2020, 9, 28, 4, tzinfo=dt.UTC)


def test_http_dates_come_back() -> None:
    moment = dt.datetime(2020, 9, 28, 16, 13, tzinfo=dt.UTC)
    assert http_date(moment) == "Mon, 28 Sep 2020 16:13:00 GMT"
    assert parse_date(http_date(moment.astimezone(dt.timezone(dt.timedelta(hours=5, minutes=30))))) == moment
