"""The days of the event that an article tells of."""

from __future__ import annotations

import datetime as dt
import re

from monitor.text.datewords import MONTHS

SOON = dt.timedelta(days=60)  # a date without a year is that of a hearing to come if it comes so soon, else the last one
LOOKED_BACK = dt.timedelta(days=400)  # as long as late news finds its story
WEEKDAYS = {d: i for i, d in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_DAY = re.compile(rf"\b(?:(today|yesterday|tonight|overnight)|({'|'.join(WEEKDAYS)}))\b", re.I)
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?=\\.? )"
)
_DATE = re.compile(
    rf"\b(?:(?P<first>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<before>\d{{1,2}})(?:st|nd|rd|th)? (?P<then>{_MONTH}))(?![\w:])"
    r"(?:,? (?P<year>\d{4})\b)?"
)


def event_days(text: str, published: dt.datetime) -> set[dt.date]:
    """Days that the text names as relative days or weekdays, counted back from publication; the day of publication when it names none."""
    today = published.date()
    days: set[dt.date] = set()
    for m in _DAY.finditer(text):
        word = m.group().casefold()
        if word == "yesterday":
            days.add(today - dt.timedelta(days=1))
        elif word in {"today", "tonight", "overnight"}:
            days.add(today)
        else:
            days.add(today - dt.timedelta(days=(today.weekday() - WEEKDAYS[word]) % 7))
    return days or {today}


def weekdays(text: str) -> set[dt.date]:
    """Weekdays that the text names, as days of one certain week: all that is known of the event's day where nothing tells that of publication.

    "Today" is left out, as it would be the day on which we looked.
    """
    return {_SOME_MONDAY + dt.timedelta(days=WEEKDAYS[day.casefold()]) for _, day in _DAY.findall(text) if day}


_SOME_MONDAY = dt.date(1970, 1, 5)


def past_days(text: str, today: dt.date) -> set[dt.date]:
    """Days that the text names by date, those without a year the last of that date, none more than ``LOOKED_BACK`` ago: what a trial is about."""
    days = set()
    for m in _DATE.finditer(text):
        month, day = MONTHS[(m.group("first") or m.group("then")).casefold()], int(m.group("day") or m.group("before"))
        year = int(m.group("year") or today.year)
        try:
            named = dt.date(year, month, day)
            if not m.group("year") and named > today + SOON:
                named = dt.date(year - 1, month, day)
        except ValueError:  # there is no such day, in this year or at all
            continue
        if today - LOOKED_BACK <= named <= today:
            days.add(named)
    return days
