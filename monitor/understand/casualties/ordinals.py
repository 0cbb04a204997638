"""The last of a count: "the third death in the regiment since New Year", "the second Greek Cypriot to die in four days"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from monitor.domain.reading import Victims
from monitor.understand.casualties.lexicon import noun_of
from monitor.understand.casualties.people import Group, Token

NTH = "@nth"  # the noun of such a group
_WORDS = (
    "second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth "
    "eighteenth nineteenth twentieth"
).split()
_VALUES = {word: i + 2 for i, word in enumerate(_WORDS)}
_ENDINGS = frozenset({"rd", "nd", "th", "st"})  # of ordinals in digits, which are tokens by themselves
_COUNTED = re.compile(
    rf"\b(?:the|a|our|their|its|his|her)\s+(?P<nth>{'|'.join(_WORDS)}|\d{{1,3}}(?:st|nd|rd|th))\s+(?:[\w'\u2019-]+\s+){{0,4}}?"
    r"(?:death|killing|fatality|kidnapping|abduction|murder|(?P<who>[\w-]+)\s+to\s+(?:die|fall|perish|be\s+(?:killed|shot|wounded|abducted|kidnapped|injured|"
    r"buried|martyred)))\b",
    re.I,
)
_SO_FAR = re.compile(
    r"\bsince\b|\bso\s+far\b|\b(?:this|last)\s+(?:year|month|week)|\bin\s+(?:as\s+many|(?:the\s+past\s+)?[\w-]+)\s+(?:hours|days|"
    r"weeks|months|years)\b"
)


def nth_of(text: str, start: int, end: int, tokens: Sequence[Token]) -> Iterator[Group]:
    """Groups as large as the ordinals of ``text[start:end]`` say, where the sentence tells since when they are counted."""
    if not any(t.low in _VALUES or t.low in _ENDINGS for t in tokens):
        return
    for m in _COUNTED.finditer(text, start, end):
        if _SO_FAR.search(text, m.end(), end) is None and _SO_FAR.search(text, start, m.start()) is None:
            continue
        word = m.group("nth").lower()
        number = _VALUES.get(word) or int(re.sub(r"\D", "", word))
        first = next((i for i, t in enumerate(tokens) if t.start >= m.start()), None)
        last = next((i for i, t in enumerate(tokens) if t.start >= m.end()), len(tokens))
        if first is None or number < 2:
            continue
        noun = noun_of(m.group("who").lower()) if m.group("who") else None
        victims = noun.victims if noun is not None else Victims.UNSPECIFIED
        done = m.group().lower()
        state = "captured" if re.search(r"napp|abduct", done) else "wounded" if re.search(r"wound|injur", done) else "dead"
        yield Group(first, last, number, number, "bare", NTH, victims, m.start(), m.end(), "", state=state)
