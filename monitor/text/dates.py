"""Reads dates as feeds, pages and people write them; None rather than a guess."""

from __future__ import annotations

import datetime as dt
import re

from monitor.text.datewords import MONTHS, NOISE, ZONES

MAX_RAW = 100  # characters; nothing longer is a date

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)-(\d\d)|(\d\d)(\d\d)|([/.])(\d{1,2})\6(\d{1,2}))"
    r"(?:(?:T|t|\s|,\s)\s?(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,12})?)?)?\s?([A-Za-z]{1,5}|(?:GMT|UTC)?[+-]\d{1,2}:?(?:\d\d)?)?"
)
_RFC_822 = re.compile(r"(?:[A-Z][a-z]{2},\s)?(\d{1,2})\s([A-Z][a-z]{2})\s(\d{4})\s(\d\d):(\d\d)(?::(\d\d))?\s(GMT|[+-]\d{4})")
_EAST_ASIAN = re.compile(
    r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]?(?:\s?[(（][^)）]{1,4}[)）])?"
    r"(?:\s{0,3}(上午|下午|午前|午後|오전|오후)?\s?(\d{1,2})\s?[:：时時点點시]\s?(?:(\d{1,2})\s?[分분]?)?(?:[:：]?\s?(\d{1,2})\s?[秒초]?)?)?"
)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_TIME = re.compile(r"(\d{1,2})[:.h](\d\d)(?:[:.](\d\d)(?:[.,]\d{1,9})?)?([ap]\.?m\.?)?", re.IGNORECASE)
_HOUR = re.compile(r"(\d{1,2})([ap])\.?m\.?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?")
_OFFSET = re.compile(r"(?:GMT|UTC|Z)?([+-])(\d{1,2}):?(\d\d)?", re.IGNORECASE)
_HYPHENATED = re.compile(r"(\d{1,2})-([A-Za-z]{3,9})-(\d{2,4})")
_SPLIT = re.compile(r"[\s,|·•]+")
_PARENTHESES = re.compile(r"\([^()]{0,40}\)")


def parse_date(raw: str | None, *, tz_default: dt.tzinfo | None = None) -> dt.datetime | None:
    """The moment that ``raw`` names, aware and in UTC; None when it names none for certain.

    Reads RFC 822/2822, ISO 8601, and news forms in several languages ("Mon 28 Sep 2020 18.13 CEST", "September 7, 2023",
    "28.09.2020", "2020年9月28日"). A date alone is its midnight; without a zone it is in ``tz_default``, else UTC. None for dates
    that do not exist (month 13, 31 February, year 0), zones that nobody knows, words ("yesterday") and 03/04/2020, which is two days.
    Second 60 is the next minute and 24:00 the next day.
    """
    if not raw or len(raw) > MAX_RAW:
        return None
    raw = raw.strip()
    zone = tz_default or dt.UTC
    try:
        if m := _RFC_822.fullmatch(raw):  # nearly every RSS date, five times faster than word by word
            return _rfc_822(m)
        if m := _ISO.fullmatch(raw):
            return _iso(m, zone)
        if m := _EAST_ASIAN.match(raw):
            return _east_asian(m, raw[m.end() :], zone)
        return _words(raw, zone)
    except (ValueError, OverflowError):
        # The datetime constructor is the judge of what exists; converting year 1 or 9999 to UTC can leave its range.
        return None


def _rfc_822(m: re.Match[str]) -> dt.datetime | None:
    day, month, year, hour, minute, second, name = m.groups()
    tz, number = _zone(name), MONTHS.get(month.casefold())
    return None if tz is None or number is None else _moment(year, number, day, hour, minute, second, tz)


def _iso(m: re.Match[str], zone: dt.tzinfo) -> dt.datetime | None:
    year, a1, a2, b1, b2, _, c1, c2, hour, minute, second, name = m.groups()
    if name and hour is None:
        return None
    tz = _zone(name) if name else zone
    return None if tz is None else _moment(year, a1 or b1 or c1, a2 or b2 or c2, hour, minute, second, tz)


def _east_asian(m: re.Match[str], rest: str, zone: dt.tzinfo) -> dt.datetime | None:
    year, month, day, half, hour, minute, second = m.groups()
    tz = _zone(rest.strip(" ()（）")) if rest.strip() else zone
    if tz is None:
        return None
    if half and hour:
        hour = _twelve_hours(int(hour), half in {"下午", "午後", "오후"})
    return _moment(year, month, day, hour, minute, second, tz)


class _Parts:
    """What the words of a date have said so far; each thing may be said once."""

    def __init__(self) -> None:
        self.numbers: list[tuple[str, str]] = []  # (kind, digits), in order
        self.month: int | None = None
        self.month_at = 0  # how many numbers came before the month's name
        self.time: tuple[int, int, int] | None = None
        self.half: str | None = None
        self.zone: dt.tzinfo | None = None


def _words(raw: str, zone: dt.tzinfo) -> dt.datetime | None:
    raw = _HYPHENATED.sub(r"\1 \2 \3", _PARENTHESES.sub(" ", raw))
    parts = _Parts()
    for word in _SPLIT.split(raw.replace("–", "-")):
        if word and not _take(parts, word):
            return None
    date = _calendar(parts)
    if date is None:
        return None
    hour, minute, second = parts.time or (0, 0, 0)
    if parts.half is not None:
        if parts.time is None:
            return None
        hour = _twelve_hours(hour, parts.half == "p")
    if parts.zone is not None and parts.time is None:
        return None
    return _moment(*date, hour, minute, second, parts.zone or zone)


def _take(parts: _Parts, word: str) -> bool:
    """Understand one word; False makes the whole no date."""
    bare = word.casefold().strip(".:;")
    if parts.month is None and bare in MONTHS:
        parts.month, parts.month_at = MONTHS[bare], len(parts.numbers)
        return True
    if word[0].isdigit():
        return _take_number(parts, word)
    if bare in {"am", "pm", "a.m", "p.m"} and parts.half is None:
        parts.half = bare[0]
        return True
    if bare in NOISE or not bare:
        return True
    if parts.time is not None:
        tz = _zone(word.strip(".;"))
        if tz is None or (parts.zone is not None and parts.zone.utcoffset(None) not in {dt.timedelta(0), tz.utcoffset(None)}):
            return False
        parts.zone = tz
        return True
    return False


def _take_number(parts: _Parts, word: str) -> bool:
    if (m := _DOTTED.fullmatch(word.rstrip(":;"))) and not parts.numbers and parts.month is None:
        # Dots are written day first everywhere they are written.
        parts.numbers, parts.month, parts.month_at = [("day", m[1]), ("year", m[3])], int(m[2]), 1
        return True
    if (m := _SLASHED.fullmatch(word)) and not parts.numbers and parts.month is None:
        first, second = int(m[1]), int(m[2])
        if first <= 12 and second <= 12 and first != second:
            return False  # two conventions, two days
        day, month = (first, second) if second <= 12 else (second, first)
        parts.numbers, parts.month, parts.month_at = [("day", str(day)), ("year", m[3])], month, 1
        return True
    if m := _HOUR.fullmatch(word):
        return _set_time(parts, int(m[1]), 0, 0, m[2])
    zoned = re.fullmatch(r"(.*?\d)(Z|[+-]\d\d:?\d\d)", word)
    if zoned and (m := _TIME.fullmatch(zoned[1])):
        parts.zone = _zone(zoned[2])
        return parts.zone is not None and _set_time(parts, int(m[1]), int(m[2]), int(m[3] or 0), m[4])
    complete = parts.month is not None and len(parts.numbers) >= 2
    if (m := _TIME.fullmatch(word)) and (":" in word or "h" in word.lower() or complete or m[4]):
        return _set_time(parts, int(m[1]), int(m[2]), int(m[3] or 0), m[4])
    if re.fullmatch(r"\d{4}г?\.?", word):
        parts.numbers.append(("year", word[:4]))
        return True
    if m := _DAY.fullmatch(word):
        parts.numbers.append(("number", m[1]))
        return True
    return False


def _set_time(parts: _Parts, hour: int, minute: int, second: int, half: str | None) -> bool:
    if parts.time is not None:
        return False
    parts.time = (hour, minute, second)
    if half:
        parts.half = half[0].lower()
    return True


def _calendar(parts: _Parts) -> tuple[str, int, str] | None:
    """(year, month, day) of a month's name with two numbers, one before it or both after it."""
    if parts.month is None or len(parts.numbers) != 2:
        return None
    (kind_a, a), (kind_b, b) = parts.numbers
    if kind_b == "year" and kind_a != "year":
        return b, parts.month, a
    if kind_a == "year" and kind_b != "year" and parts.month_at == 1:
        return a, parts.month, b  # 2020 September 28
    if parts.month_at == 1 and kind_a == kind_b == "number" and len(b) == 2:
        return str(int(b) + (2000 if int(b) < 50 else 1900)), parts.month, a  # RFC 2822's rule for two-digit years
    return None


def _twelve_hours(hour: int, afternoon: bool) -> int:
    if not 1 <= hour <= 12:
        raise ValueError("no hour of the twelve-hour clock")
    return hour % 12 + (12 if afternoon else 0)


def _zone(name: str) -> dt.tzinfo | None:
    name = name.strip()
    if (minutes := ZONES.get(name.upper())) is not None:
        return dt.timezone(dt.timedelta(minutes=minutes))
    if m := _OFFSET.fullmatch(name):
        hours, minutes = int(m[2]), int(m[3] or 0)
        if hours > 14 or minutes > 59:
            return None
        offset = dt.timedelta(hours=hours, minutes=minutes)
        return dt.timezone(-offset if m[1] == "-" else offset)
    return None


_Number = str | int | None


def _moment(year: _Number, month: _Number, day: _Number, hour: _Number, minute: _Number, second: _Number, tz: dt.tzinfo) -> dt.datetime:
    y, mo, d, h, mi, s = (int(v or 0) for v in (year, month, day, hour, minute, second))
    later = dt.timedelta(0)
    if s == 60:
        s, later = 59, dt.timedelta(seconds=1)
    if h == 24 and mi == 0 and s == 0:
        h, later = 0, dt.timedelta(days=1)
    return (dt.datetime(y, mo, d, h, mi, s, tzinfo=tz) + later).astimezone(dt.UTC)
