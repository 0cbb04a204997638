"""Whether what a sentence tells has happened, is planned, feared, denied or long past.

Two voices decide: a linear model over the words that govern the event (auxiliaries, modals, verbs of denial and fear, dates), whose
features are made here, and rules for what a model of single sentences cannot know (``realis_rules``).
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from monitor.domain.reading import Signal
from monitor.understand.gates import AGO, DIGIT, EVERY, MONTH, PRESENT, SINCE, TIME
from monitor.understand.tokens import Words

REALIS_VERSION = "realis-2"

# One mark, " - ", or a conjunction between spaces. Written so that it begins with one class of characters, which the search leaps to.
_CLAUSE_BREAK = re.compile(
    r"[,;:()\u2013\u2014\u2026 ](?:(?<! )|(?:-|a(?:nd|s|fter|lthough)|w(?:hile|hich|ho|hom|hose|hen)|b(?:ut|efore|ecause)|until|though|since) )", re.I
)
_YEAR = re.compile(r"[12](?<![\d.,].)(?:(?<=1)[5-9]|(?<=2)0)\d\d(?![\d,]*\d)(?!\s*(?:soldiers|troops|people|men|metres|meters|km))")
_DECADE = re.compile(r"\b(?:1[5-9]\d0s|20[0-2]0s|(?:nineteenth|twentieth|19th|20th)[- ]century)\b", re.I)
_AGO = re.compile(
    r"\b(?:(?:\w+|\d+)\s+(?:years?|decades?|centur(?:y|ies)|months?)\s+(?:ago|earlier|before)|last\s+(?:year|decade|century|summer|winter|autumn|spring|january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(?:a|one|two|three)\s+generations?\s+ago|in\s+(?:recent|previous|past|earlier)\s+(?:years|decades)|anniversary|for\s+(?:\w+\s+)?(?:decades|centuries|generations))\b",
    re.I,
)
MONTHS = {m: i for i, m in enumerate("january february march april may june july august september october november december".split(), 1)}
_DAY_MONTH = re.compile(
    rf"\b(?=[\dadfjmnos])(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(MONTHS)})|({'|'.join(MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?)\b(?:,?\s+(\d{{4}}))?",
    re.I,
)
_SINCE = re.compile(r"\b(?=[cfrsu])(?:since|for\s+the\s+(?:past|last)|still|remains?|remained|continues?|continued|until\s+now)\b", re.I)
_BACKGROUND_HEAD = re.compile(
    r"^(?:background(?:\s+for\s+\w+)?|history|timeline|how\s+did\s+(?:it|this|we)\s+\w+.*|what\s+is\s+the\s+(?:history|background).*|context|a\s+short\s+history.*|how\s+it\s+(?:began|started)|the\s+(?:history|past)|who\s+owns.*|(?:what|when)\s+happened\s+(?:before|last|in)\b.*)[:.?]?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """Which times a span names, seen from the article's publication."""

    past: bool  # a year, date or phrase clearly more than three days before publication
    future: bool
    recent: bool  # a date within three days before publication
    ongoing: bool  # "since", "still": begun then, true now


UNDATED = Dated(past=False, future=False, recent=False, ongoing=False)
_DIGIT = re.compile(r"\d")
# Of every wording that _AGO and _SINCE find, one of these stands in it: most clauses have none, and cost no search.
_AGO_HINTS = "ago earlier before last anniversary recent previous past decades centuries generations".split()
_SINCE_HINTS = "since still remain continue until past last".split()


def clause_of(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """The clause of ``text[start:end]`` around offset ``at``: between commas, dashes and conjunctions."""
    return _between(_breaks(text, start, end), start, end, at)


def _breaks(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    return tuple([m.span() for m in _CLAUSE_BREAK.finditer(text, start, end)])


def _between(breaks: Sequence[tuple[int, int]], start: int, end: int, at: int) -> tuple[int, int]:
    for first, last in breaks:
        if last <= at:
            start = last
        elif first > at:
            return start, first
    return start, end


YEAR_OF_TRAINING = 2024  # what years are seen from in a text without a date


@lru_cache(maxsize=4096)
def dated(text: str, published: dt.date | None, opened: int = EVERY) -> Dated:
    """What dates ``text`` names relative to ``published`` (without it, years are seen from ``YEAR_OF_TRAINING``).

    ``opened`` are the gates that its words open, where the caller knows them.
    """
    lowered = text.lower()
    digits = bool(opened & DIGIT) and _DIGIT.search(lowered) is not None
    ago = bool(opened & AGO) and _any_of(_AGO_HINTS, lowered)
    since = bool(opened & SINCE) and _any_of(_SINCE_HINTS, lowered)
    if not (digits or ago or since or "century" in lowered):
        return UNDATED
    past = future = recent = False
    if digits:
        today = published or dt.date(YEAR_OF_TRAINING, 12, 31)
        days = [(day - today).days for day in _days_named(text, published)] if opened & MONTH and _any_of(MONTHS, lowered) else []
        if days:
            past, future, recent = min(days) < -3, max(days) > 0, any(-3 <= d <= 0 for d in days)
        else:
            years = [int(m.group()) for m in _YEAR.finditer(text)]
            past, future = any(y < today.year for y in years), any(y > today.year for y in years)
            past |= ("0s" in lowered or "century" in lowered) and _DECADE.search(text) is not None
    elif "century" in lowered:
        past = _DECADE.search(text) is not None
    past = past or (ago and _AGO.search(text) is not None)
    return Dated(past, future, recent, since and _SINCE.search(text) is not None)


def _any_of(hints: Iterable[str], lowered: str) -> bool:
    return any(map(lowered.__contains__, hints))


def _days_named(text: str, published: dt.date | None) -> list[dt.date]:
    """The days of a month that ``text`` names; those without a year are read as the last or next such day, and not at all without ``published``."""
    days: list[dt.date] = []
    for m in _DAY_MONTH.finditer(text):
        day, month = (m.group(1), m.group(2)) if m.group(1) else (m.group(4), m.group(3))
        if published is None and not m.group(5):
            continue
        year = int(m.group(5) or (published.year if published else YEAR_OF_TRAINING))
        if (date := _date(year, MONTHS[month.lower()], int(day))) is not None:
            if not m.group(5) and published is not None and (date - published).days > 300:
                date = date.replace(year=date.year - 1)
            days.append(date)
    return days


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def is_background_heading(line: str) -> bool:
    """True for a line such as "Background" or "How did it start?"."""
    return bool(_BACKGROUND_HEAD.match(line.strip()))


class Setting(NamedTuple):
    """Where in its article a sentence stands: what words of its own cannot tell of its time."""

    title: bool = False
    lead: bool = False  # among the first three sentences
    headed: bool = False  # under a background heading
    past: bool = False  # in a paragraph that a sentence before it set long ago
    recalled: bool = False  # it goes on from one that remembers an event of long ago; known to the rules only, no feature of the model


LOOSE = Setting()  # a sentence without its article


class Governed(NamedTuple):
    """A sentence as the realis model sees it: its words, their groups (modals, denial, the past ...), its dates, and its setting."""

    text: str
    words: Words
    first: int
    last: int
    groups: tuple[tuple[int, tuple[str, ...]], ...]  # word, its groups; words without any left out
    breaks: tuple[tuple[int, int], ...]  # where its clauses part
    when: Dated
    published: dt.date | None
    setting: Setting
    opened: int  # the gates that its words open

    @property
    def sentence(self) -> str:
        """The sentence with the mark that ends it."""
        return self.text[self.words.starts[self.first] : self.words.ends[self.last - 1] + 2]

    def clause(self, focus: int) -> tuple[int, int]:
        """Offsets of the clause around word ``focus``."""
        return _between(self.breaks, self.words.starts[self.first], self.words.ends[self.last - 1], self.words.starts[focus])

    def when_of(self, clause: str) -> Dated:
        """Which times ``clause``, a part of the sentence, names: none when the whole names none."""
        return UNDATED if self.when is UNDATED else dated(clause, self.published, self.opened)


def governed(text: str, words: Words, first: int, last: int, published: dt.date | None, setting: Setting, when: Dated | None = None) -> Governed:
    """The sentence made of the words ``first`` to ``last`` (excluded); ``when`` are the times it names, where the caller has found them."""
    groups = tuple([(i, entry.groups) for i, entry in enumerate(words.entries[first:last], first) if entry.groups])
    start, end = words.starts[first], words.ends[last - 1]
    opened = words.opened(first, last)
    if when is None:
        when = dated(text[start:end], published, opened) if opened & TIME else UNDATED
    return Governed(text, words, first, last, groups, _breaks(text, start, end), when, published, setting, opened)


def realis_features(g: Governed, focus: int, signal: Signal) -> list[str]:
    """Features of the event at word ``focus``; those that name the signal come on top of those that any signal there would have."""
    shared, named = event_features(g, focus)
    return [f"s:{signal}", *shared, *(f"s:{signal} {f}" for f in named)]


def event_features(g: Governed, focus: int) -> tuple[list[str], list[str]]:
    """(features of the event, those of them that are also paired with the signal)."""
    lower, first, last = g.words.lower, g.first, g.last
    out, named = setting_features(g, focus, g.clause(focus))
    low, high = inside(g, g.clause(focus))
    out += [f"w-:{w}" for w in lower[max(first, focus - BEFORE) : focus]]
    out += [f"w+:{w}" for w in lower[focus : min(last, focus + AFTER)]]
    out += [f"c:{w}" for w in lower[low:high]]
    out += [f"b:{w}" for w in lower[first:focus]]
    out += [f"a:{w}" for w in lower[focus:last]]
    out += [f"prev{k}:{lower[focus - k]}" for k in (1, 2, 3) if focus - k >= first]
    out.append(f"ends:{lower[focus][-3:]}")
    return out, named


BEFORE, AFTER = 4, 5  # words on either side of an event, its own among the second, that count by their side


def inside(g: Governed, clause: tuple[int, int]) -> tuple[int, int]:
    """The words of a clause of the sentence, the last excluded."""
    low, high = clause
    return max(g.first, bisect_left(g.words.starts, low)), min(g.last, bisect_left(g.words.starts, high))


def setting_features(g: Governed, focus: int, clause: tuple[int, int]) -> tuple[list[str], list[str]]:
    """(features of an event in ``clause`` that name no word, those of them that are also paired with the signal)."""
    low, high = clause
    starts = g.words.starts
    out: list[str] = []
    named: list[str] = []
    for i, groups in g.groups:
        for group in groups:
            plain, paired = _placed(group, low <= starts[i] < high, i < focus)
            out += plain
            named.append(paired)
    for name, when in (("sentence", g.when), ("clause", g.when_of(g.text[low:high]))):
        if when is not UNDATED:
            flags = [f"{flag}:{name}" for flag in ("past", "future", "recent", "ongoing") if getattr(when, flag)]
            out += flags
            named += flags
    if g.setting.title or g.setting.lead:
        out.append("in title" if g.setting.title else "in lead")
    if g.setting.headed:
        out.append("under a background heading")
    if g.setting.past:
        out.append("after a sentence set long ago")
    span = g.text[starts[g.first] : g.words.ends[g.last - 1]]
    out.append("quoted" if '"' in span or "\u201c" in span else "unquoted")
    return out, named


@cache
def _placed(group: str, inside: bool, before: bool) -> tuple[tuple[str, str], str]:
    """The features of a word of ``group`` in or outside the event's clause and before or after the event, and the one that is also paired."""
    where = "clause" if inside else "outside"
    return (f"{group}:sentence", f"{group}:{where}:{'before' if before else 'after'}"), f"{group}:{where}"


_PRESENT = re.compile(  # the letters ahead spare most words a try of every alternative; so elsewhere
    r"\b(?=[abcehilnostwy])(?:is|are|has|have|says?|will|now|today|tonight|this\s+(?:week|month|year|morning)|still|yesterday|overnight|currently|(?:on|since|by|late|early)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)
_OPENS_IN_PAST = 45  # characters of a sentence in which a date sets the time of all that follows in its paragraph


def in_present(span: str) -> bool:
    """True when words of ``span`` bind it to the time of publication."""
    return bool(_PRESENT.search(span))


def opens_past(sentence: str, published: dt.date | None, whole: Dated | None = None, opened: int = EVERY) -> bool:
    """True when the sentence sets a time long before publication: it begins with one ("In March 2008 ..."), or names a whole date.

    ``whole`` are the times that all of it names and ``opened`` the gates that its words open, where the caller has found them.
    """
    whole = whole or dated(sentence, published, opened)
    if whole is UNDATED or (opened & PRESENT and in_present(sentence)):  # without any word of time in the whole there is none in its beginning
        return False
    head = dated(sentence[:_OPENS_IN_PAST], published, opened)
    if head.past and not head.recent and not head.ongoing:
        return True
    return whole.past and not whole.recent and not whole.ongoing and any(m.group(5) for m in _DAY_MONTH.finditer(sentence))
