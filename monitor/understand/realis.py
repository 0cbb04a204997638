"""Whether what a sentence tells has happened, is planned, feared, denied or long past.

Two voices decide: a linear model over the words that govern the event (auxiliaries, modals, verbs of denial and fear, dates), whose
features are made here, and rules for what a model of single sentences cannot know (``realis_rules``).
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from monitor.domain.reading import Signal
from monitor.understand.tokens import Words, lexicon

REALIS_VERSION = "realis-2"

_CLAUSE_BREAK = re.compile(
    r"[,;:()\u2013\u2014\u2026]| - | (?:after|before|while|which|who|whom|whose|when|until|but|although|though|since|because|as|and) ", re.I
)
_YEAR = re.compile(r"(?<![\d.,])(1[5-9]\d\d|20\d\d)(?![\d,]*\d)(?!\s*(?:soldiers|troops|people|men|metres|meters|km))")
_DECADE = re.compile(r"\b(?:1[5-9]\d0s|20[0-2]0s|(?:nineteenth|twentieth|19th|20th)[- ]century)\b", re.I)
_AGO = re.compile(
    r"\b(?:(?:\w+|\d+)\s+(?:years?|decades?|centur(?:y|ies)|months?)\s+(?:ago|earlier|before)|last\s+(?:year|decade|century|summer|winter|autumn|spring|january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(?:a|one|two|three)\s+generations?\s+ago|in\s+(?:recent|previous|past|earlier)\s+(?:years|decades)|anniversary|for\s+(?:\w+\s+)?(?:decades|centuries|generations))\b",
    re.I,
)
MONTHS = {m: i for i, m in enumerate("january february march april may june july august september october november december".split(), 1)}
_DAY_MONTH = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({'|'.join(MONTHS)})|({'|'.join(MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?)\b(?:,?\s+(\d{{4}}))?",
    re.I,
)
_SINCE = re.compile(r"\b(?:since|for\s+the\s+(?:past|last)|still|remains?|remained|continues?|continued|until\s+now)\b", re.I)
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


_DIGIT = re.compile(r"\d")
_TIME_HINT = re.compile(  # something of every phrase that ``dated`` looks for: most clauses have none
    r"ago\b|earlier|before|last\s|generation|in\s+(?:recent|previous|past)|anniversary|for\s|since|still|remain|continue|until"
)


def clause_of(text: str, start: int, end: int, at: int) -> tuple[int, int]:
    """The clause of ``text[start:end]`` around offset ``at``: between commas, dashes and conjunctions."""
    low, high = start, end
    for m in _CLAUSE_BREAK.finditer(text, start, end):
        if m.end() <= at:
            low = m.end()
        elif m.start() > at:
            high = m.start()
            break
    return low, high


@lru_cache(maxsize=4096)
def dated(text: str, published: dt.date | None, *, year_of_training: int = 2024) -> Dated:
    """What dates ``text`` names relative to ``published`` (without it, years are seen from ``year_of_training``)."""
    lowered = text.lower()
    digits, phrase = _DIGIT.search(lowered) is not None, _TIME_HINT.search(lowered) is not None
    past = future = recent = False
    if digits:
        today = published or dt.date(year_of_training, 12, 31)
        days = [(day - today).days for day in _days_named(text, published, year_of_training)]
        if days:
            past, future, recent = min(days) < -3, max(days) > 0, any(-3 <= d <= 0 for d in days)
        else:
            years = [int(m.group(1)) for m in _YEAR.finditer(text)]
            past, future = any(y < today.year for y in years), any(y > today.year for y in years)
            past |= _DECADE.search(text) is not None
    elif "century" in lowered:
        past = _DECADE.search(text) is not None
    if not phrase:
        return Dated(past, future, recent, ongoing=False)
    return Dated(past or _AGO.search(text) is not None, future, recent, _SINCE.search(text) is not None)


def _days_named(text: str, published: dt.date | None, year_of_training: int) -> list[dt.date]:
    """The days of a month that ``text`` names; those without a year are read as the last or next such day, and not at all without ``published``."""
    days: list[dt.date] = []
    for m in _DAY_MONTH.finditer(text):
        day, month = (m.group(1), m.group(2)) if m.group(1) else (m.group(4), m.group(3))
        if published is None and not m.group(5):
            continue
        year = int(m.group(5) or (published.year if published else year_of_training))
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


@dataclass(frozen=True, slots=True)
class Setting:
    """Where in its article a sentence stands: what words of its own cannot tell of its time."""

    title: bool = False
    lead: bool = False  # among the first three sentences
    headed: bool = False  # under a background heading
    past: bool = False  # in a paragraph that a sentence before it set long ago
    recalled: bool = False  # it goes on from one that remembers an event of long ago; known to the rules only, no feature of the model


LOOSE = Setting()  # a sentence without its article


@dataclass(frozen=True, slots=True)
class Governed:
    """A sentence as the realis model sees it: its words, their groups (modals, denial, the past ...), its dates, and its setting."""

    text: str
    words: Words
    first: int
    last: int
    groups: tuple[tuple[int, tuple[str, ...]], ...]  # word, its groups; words without any left out
    when: Dated
    published: dt.date | None
    setting: Setting

    @property
    def sentence(self) -> str:
        """The sentence with the mark that ends it."""
        return self.text[self.words.starts[self.first] : self.words.ends[self.last - 1] + 2]

    def clause(self, focus: int) -> tuple[int, int]:
        """Offsets of the clause around word ``focus``."""
        return clause_of(self.text, self.words.starts[self.first], self.words.ends[self.last - 1], self.words.starts[focus])


def governed(text: str, words: Words, first: int, last: int, published: dt.date | None, setting: Setting) -> Governed:
    """The sentence made of the words ``first`` to ``last`` (excluded)."""
    known = lexicon().realis_of
    groups = tuple(
        (i, found) for i in range(first, last) if (found := ("negation",) if words.lower[i].endswith("n't") else known.get(words.lower[i], ()))
    )
    return Governed(text, words, first, last, groups, dated(text[words.starts[first] : words.ends[last - 1]], published), published, setting)


def realis_features(g: Governed, focus: int, signal: Signal) -> list[str]:
    """Features of the event at word ``focus``; those that name the signal come on top of those that any signal there would have."""
    shared, named = event_features(g, focus)
    return [f"s:{signal}", *shared, *(f"s:{signal} {f}" for f in named)]


def event_features(g: Governed, focus: int) -> tuple[list[str], list[str]]:
    """(features of the event, those of them that are also paired with the signal)."""
    lower, first, last = g.words.lower, g.first, g.last
    out, named = setting_features(g, focus)
    low, high = inside(g, focus)
    out += [f"w-:{w}" for w in lower[max(first, focus - BEFORE) : focus]]
    out += [f"w+:{w}" for w in lower[focus : min(last, focus + AFTER)]]
    out += [f"c:{w}" for w in lower[low:high]]
    out += [f"b:{w}" for w in lower[first:focus]]
    out += [f"a:{w}" for w in lower[focus:last]]
    out += [f"prev{k}:{lower[focus - k]}" for k in (1, 2, 3) if focus - k >= first]
    out.append(f"ends:{lower[focus][-3:]}")
    return out, named


BEFORE, AFTER = 4, 5  # words on either side of an event, its own among the second, that count by their side


def inside(g: Governed, focus: int) -> tuple[int, int]:
    """The words of the clause around word ``focus``, the last excluded."""
    low, high = g.clause(focus)
    return max(g.first, bisect_left(g.words.starts, low)), min(g.last, bisect_left(g.words.starts, high))


def setting_features(g: Governed, focus: int) -> tuple[list[str], list[str]]:
    """(features of an event that name no word, those of them that are also paired with the signal)."""
    low, high = g.clause(focus)
    starts = g.words.starts
    out: list[str] = []
    named: list[str] = []
    for i, groups in g.groups:
        where = "clause" if low <= starts[i] < high else "outside"
        for group in groups:
            out += (f"{group}:sentence", f"{group}:{where}:{'before' if i < focus else 'after'}")
            named.append(f"{group}:{where}")
    for name, when in (("sentence", g.when), ("clause", dated(g.text[low:high], g.published))):
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


_PRESENT = re.compile(
    r"\b(?:is|are|has|have|says|say|will|now|today|yesterday|overnight|tonight|currently|still|this\s+(?:week|month|year|morning)|(?:on|since|by|late|early)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.I,
)
_OPENS_IN_PAST = 45  # characters of a sentence in which a date sets the time of all that follows in its paragraph


def in_present(span: str) -> bool:
    """True when words of ``span`` bind it to the time of publication."""
    return bool(_PRESENT.search(span))


def opens_past(sentence: str, published: dt.date | None) -> bool:
    """True when the sentence sets a time long before publication: it begins with one ("In March 2008 ..."), or names a whole date."""
    if in_present(sentence):
        return False
    head = dated(sentence[:_OPENS_IN_PAST], published)
    if head.past and not head.recent and not head.ongoing:
        return True
    whole = dated(sentence, published)
    return whole.past and not whole.recent and not whole.ongoing and any(m.group(5) for m in _DAY_MONTH.finditer(sentence))
