"""Number expressions of English news prose, with their offsets and the bounds that their modifiers give them.

"at least 30" is 30 to open, "between 20 and 25" is 20 to 25, "dozens" is 24 to open (the project's convention), "about 40" is 40 to 40.
What is no count is left out: percentages, money, clock times, dates and years, ordinals, ages ("13-year-old"), designations ("F-16", "Unit 6"),
decimals without a scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {w: i for i, w in enumerate(_UNITS)} | {w: (i + 2) * 10 for i, w in enumerate(_TENS)}
_SCALES = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "bn": 1_000_000_000,
    "k": 1_000,
}
_VAGUE = {  # lower bounds by the ontology's conventions
    "dozens": 24,
    "scores": 40,
    "tens": 20,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2_000_000,
    "several": 3,
    "a few": 3,
    "a handful": 3,
    "a couple": 2,
    "a pair": 2,
}
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_WORD = "|".join(sorted([*_UNITS[1:], *_TENS], key=len, reverse=True))
_BIG = "dozen|hundred|thousand|lakh|million|crore|billion"
_WORDS = rf"(?:{_WORD})(?:-(?:{_WORD}))?"
_TERM = re.compile(
    r"(?<![\w.,$£€¥₹#/:])(?:"
    rf"(?P<digits>\d{{1,3}}(?:[,\u2009\u202f\u00a0]\d{{3}})+(?![\d,]*\d)|\d+(?:\.\d+)?)(?P<scale>(?:mn|bn|m|k)\b|(?:[ -](?:{_BIG})\b)+)?"
    rf"|(?P<vague>(?:tens|hundreds)\s+of\s+(?:thousands|millions)|dozens|scores|tens(?=\s+of\b)|hundreds|thousands|millions"
    rf"|(?:several|a\s+few|a\s+handful|a\s+couple|a\s+pair)\b(?:(?:\s+of)?\s+(?:{_BIG})\b)?)\b"
    rf"|(?P<words>(?:half\s+an?\s+|half-|half\s+|(?:a\s+)?quarter\s+of\s+an?\s+)(?:{_BIG})\b|an?\s+score\b(?=\s+(?:of|or)\b)"
    rf"|(?:an?\s+(?=(?:{_BIG})\b))?(?:{_WORDS}|{_BIG})\b(?:(?:(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+|\s+|-)(?:{_WORDS}|{_BIG})\b)*)"
    r")(?P<more>\s+(?:or|and)\s+more\b(?!\s+than)|-odd\b|\s+and\s+a\s+half\b|\+|(?:\s+|-)plus\b|\s+or\s+so\b)?",
    re.I,
)
_RUN = re.compile(r"[A-Za-z]+|\d+")
_OPENINGS = frozenset([*_UNITS[1:], *_TENS, *_BIG.split("|"), *(words.split()[0] for words in _VAGUE), "an", "half", "quarter"])
_MODIFIERS = re.compile(
    r"(?:(?P<open>at\s+least|(?:many\s+|far\s+|well\s+)?more\s+than|(?:well\s+|just\s+)?over|upwards?\s+of|(?:no|not)\s+(?:fewer|less)\s+than"
    r"|in\s+excess\s+of|a\s+minimum\s+of|above|beyond)"
    r"|(?P<under>fewer\s+than|less\s+than|(?<!just\s)under|below)"
    r"|up\s+to|as\s+many\s+as|(?:no|not)\s+more\s+than|at\s+most|a\s+maximum\s+of|just\s+under"
    r"|about|some|around|roughly|nearly|almost|approximately|an?\s+estimated|estimated|close\s+to|perhaps|only|just|exactly|"
    r"a\s+total\s+of|probably|circa)"
    r"(?:\s+(?:about|some|around|roughly|nearly|almost|approximately|an?\s+estimated|another|a\s+further|a|the))*\s+[\"\u201c]?$",
    re.I,
)
_LAST_WORD = re.compile(r"[a-z]+$", re.I)
_MODIFIERS_END = frozenset(  # the last word of each modifier
    """least than over of above under below beyond to as most about some around roughly nearly almost approximately estimated perhaps only just
    exactly probably circa another further a the""".split()
)
_SPREAD = re.compile(
    r"(?:between|rang(?:e|es|ed|ing)\s+from|anywhere\s+from|estimates\s+from|var(?:y|ies|ied|ying)\s+from)\s+(?:about\s+|some\s+)?$", re.I
)
_OPENING_FROM = re.compile(r"from\s+", re.I)
_FROM = re.compile(r"\bfrom\s+$", re.I)
_JOIN = re.compile(r"\s+(?:to|and|or)\s+|\s?[-\u2013]\s?", re.I)
_NO_COUNT_AFTER = re.compile(
    r"\s?(?:%|per\s?cent\b|pc\b|percentage|[°º])|(?:st|nd|rd|th|s)\b|[:./]\d|-?(?:year|month|week|day|hour|minute|metre|meter|"
    r"mile|km|kilomet\w+|foot|inch|proof|point"
    rf"|storey|seat|strong|member|man|page)s?[- ](?=old|long|high|deep|strong|ceasefire|truce|war)|-[a-z]|\s?(?:am|pm|a\.m|"
    rf"p\.m)\b|\s+block\s+of\b|\s+(?:after\s+(?:another|(?:the\s+)?other)|by\s+one)\b|\s+(?:thirds|quarters|fifths)\b|\s+(?:of\s+)?{_MONTH}\b",
    re.I,
)
_NO_COUNT_BEFORE = re.compile(
    rf"(?:[$£€¥₹]\s?|[\u2018\u2019']|[a-z]-|\b(?:{_MONTH}\.?|no\.?|nos\.?|number|unit|article|resolution|channel|route|chapter|page|paragraph|"
    rf"section|aged?|ages|magnitude|highway|hwy|interstate|rte|flat|room|apartment|flight|gate|pier|hill"
    r"|phase|day|scene|episode|round|group)\s+)$",
    re.I,
)
_ENDS_BEFORE = (  # all that it finds ends with one of these and white space
    *"january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov".split(),
    *"dec . no nos number unit article resolution channel route chapter page paragraph section aged age ages magnitude highway hwy".split(),
    *"interstate rte flat room apartment flight gate pier hill phase day scene episode round group".split(),
    *"$£€¥₹\u2018\u2019'-",
)
_MONTH_ENDS = re.compile(rf"\b(?:last|in|that|late|early|mid|this)[\s-]+{_MONTH}\s+$", re.I)
_PEOPLE_FOLLOW = re.compile(  # "last November 21 Cameroonian troops": the month ends before the count
    r"\s+(?:[A-Z][a-z]+\s+|[a-z-]+\s+){0,2}?(?:people|soldiers|troops|men|women|civilians|villagers|fighters|policemen|officers|peacekeepers|"
    r"sailors|fishermen|guards|workers|miners|rebels|militants|servicemen|residents|children|students|marines|passengers|families)\b"
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_YEAR_BEFORE = re.compile(
    rf"(?:\b(?:in|since|of|from|until|till|by|after|before|between|during|early|late|mid|summer|winter|spring|autumn|year|the|and|to|"
    rf"or|{_MONTH}\.?,?)\s+|\bmid-|[^\w\s]\s*|\d,\s+|^\s*)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count named at ``text[start:end]`` (modifiers included; ``core`` is where its own digits or words begin).

    ``high`` is None when the end is open. ``vague`` marks words without a figure ("dozens", "several").
    """

    low: int
    high: int | None
    start: int
    end: int
    core: int
    vague: bool = False


def find_numbers(text: str, start: int = 0, end: int | None = None) -> list[Quantity]:
    """The counts named in ``text[start:end]``, in order and without overlap.

    >>> [(q.low, q.high) for q in find_numbers("at least 30 dead, two dozen hurt, 98pc done")]
    [(30, None), (24, 24)]
    """
    stop = len(text) if end is None else end
    out: list[Quantity] = []
    terms = list(_terms(text, start, stop))
    taken = False
    for i, m in enumerate(terms):
        if taken:
            taken = False
            continue
        following = terms[i + 1] if i + 1 < len(terms) else None
        found = _range(text, m, following, start) if following is not None else None
        taken = found is not None
        found = found or _single(text, m, start)
        if found is not None:
            out.append(found)
    return out


def _terms(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """What ``_TERM`` finds, tried only at digits and at words that a term may begin with."""
    at = start
    for begin in [m.start() for m in _RUN.finditer(text, start, stop) if (word := m.group().lower()) in _OPENINGS or not word.isalpha()]:
        if begin >= at and (m := _TERM.match(text, begin, stop)) is not None:
            yield m
            at = m.end()


def _before(text: str, at: int, floor: int) -> str:
    return text[max(floor, at - 48) : at]


def _range(text: str, m: re.Match[str], following: re.Match[str], floor: int) -> Quantity | None:
    """Two terms that bound one count: "between 20 and 25", "three to four", "12-15"."""
    join = _JOIN.fullmatch(text, m.end(), following.start())
    if join is None:
        return None
    before = _before(text, m.start(), floor)
    spread = _SPREAD.search(before)
    if join.group().strip().lower() == "and" and not (spread and spread.group().lower().startswith("between")):
        return None
    if not spread and (opening := _OPENING_FROM.fullmatch(before)) and _PEOPLE_FOLLOW.match(text, following.end()):
        spread = opening  # "From three to five rebels were killed"
    if _FROM.search(before) and not spread:
        return None  # "revised from 12 to 15" names two counts, not a range
    low, high = _value(m), _value(following)
    if low is None or high is None or _is_year(text, m, floor) or _no_count_after(text, following):
        return None
    low = _lifted(m, following, low, high)
    if low >= high or _is_named(before):
        return None
    begin = m.start() - len(spread.group()) if spread else _with_modifiers(before, m.start())[0]
    return Quantity(low, high, begin, following.end(), m.start())


def _single(text: str, m: re.Match[str], floor: int) -> Quantity | None:
    value = _value(m)
    before = _before(text, m.start(), floor)
    if value is None or _no_count_after(text, m) or (m.group("digits") and (_is_designation(text, m, before) or _is_year(text, m, floor))):
        return None
    if m.group("digits") and "." in m.group("digits") and not m.group("scale"):
        return None
    begin, modifier = _with_modifiers(before, m.start())
    vague = m.group("vague") is not None
    more = " ".join((m.group("more") or "").lower().split())
    if more == "and a half":
        value += _SCALES.get(m.group().lower().split()[-4], 1) // 2
    if (modifier is not None and modifier.group("open")) or more in {"or more", "and more", "+", "plus", "-plus"}:
        return Quantity(value, None, begin, m.end(), m.start(), vague)
    if modifier is not None and modifier.group("under"):
        return Quantity(0, value, begin, m.end(), m.start(), vague)
    closed = not vague or m.group().lower().startswith(("a couple", "a pair"))
    return Quantity(value, value if closed else None, begin, m.end(), m.start(), vague)


def _is_designation(text: str, m: re.Match[str], before: str) -> bool:
    """ "Unit 6", "F-16", "$40", but not "last November 21 Cameroonian troops"."""
    return _is_named(before) and not (_MONTH_ENDS.search(before) and _PEOPLE_FOLLOW.match(text, m.end()))


def _is_named(before: str) -> bool:
    """True when a number behind these words is a name, a date or a price."""
    return before.rstrip().lower().endswith(_ENDS_BEFORE) and _NO_COUNT_BEFORE.search(before) is not None


def _last_word(before: str) -> str:
    """The word before an opening quotation mark or white space, in lower case; of a long one the end."""
    last = _LAST_WORD.search(before.rstrip().rstrip('"\u201c').rstrip()[-16:])
    return last.group().lower() if last is not None else ""


def _with_modifiers(before: str, at: int) -> tuple[int, re.Match[str] | None]:
    if _last_word(before) not in _MODIFIERS_END:
        return at, None
    modifier = _MODIFIERS.search(before)
    while modifier is not None and modifier.start() > 0 and (before[modifier.start() - 1].isalnum() or before[modifier.start() - 1] == "-"):
        modifier = _MODIFIERS.search(before, modifier.start() + 1)
    if modifier is None:
        return at, None
    return at - (len(before) - modifier.start()), modifier


def _lifted(m: re.Match[str], following: re.Match[str], low: int, high: int) -> int:
    """The lower end of a range in the scale of the upper one ("2 to 3 million", "two or three dozen")."""
    upper = re.findall(r"[a-z]+", (following.group("scale") or following.group("words") or "").lower())
    unit = _SCALES.get(upper[-1], 1) if upper else 1
    scaled = m.group("scale") or any(w in _SCALES for w in re.findall(r"[a-z]+", (m.group("words") or "").lower()))
    return low * unit if unit > 1 and not scaled and low * unit < high else low


_PLAIN_DIGITS = 11  # a longer number counts no people


def _value(m: re.Match[str]) -> int | None:
    if (plain := m.group("words") or "") and (value := _VALUES.get(plain.lower())) is not None:
        return value
    if digits := m.group("digits"):
        if digits.isdecimal() and len(digits) <= _PLAIN_DIGITS and not m.group("scale"):
            return int(digits)
        number = float(re.sub(r"[,\u2009\u202f\u00a0]", "", digits)) if len(digits) < 18 else -1.0
        for word in re.findall(r"[a-z]+", (m.group("scale") or "").lower()):
            number *= _SCALES[word]
        return round(number) if 0 <= number < 1e11 else None
    if vague := m.group("vague"):
        return _vague(vague.lower().split())
    return _words(re.findall(r"[a-z]+", plain.lower()))


def _vague(words: list[str]) -> int:
    if len(words) == 3 and words[0] in {"tens", "hundreds"}:
        return {"tens": 20, "hundreds": 200}[words[0]] * {"thousands": 1_000, "millions": 1_000_000}[words[2]]
    if words[-1] in _SCALES:
        return _VAGUE[" ".join(words[: 2 if words[0] == "a" else 1])] * _SCALES[words[-1]]
    return _VAGUE[" ".join(words)]


def _words(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word in _VALUES:
            current += _VALUES[word]
        elif word == "score":
            current = 20
        elif word in {"dozen", "hundred"}:
            current = max(1, current) * _SCALES[word]
        elif word in _SCALES:
            total += max(1, current) * _SCALES[word]
            current = 0
    value = total + current
    return value // (2 if words[0] == "half" else 4 if "quarter" in words[:2] else 1)


def _no_count_after(text: str, m: re.Match[str]) -> bool:
    after = _NO_COUNT_AFTER.match(text, m.end())
    return after is not None and not (m.group("words") and _JOIN.match(after.group()) and not after.group().startswith("-"))


def _is_year(text: str, m: re.Match[str], floor: int) -> bool:
    return bool(
        m.group("digits") and not m.group("scale") and _YEAR.match(m.group("digits")) and _YEAR_BEFORE.search(_before(text, m.start(), floor))
    )
