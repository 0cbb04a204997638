"""Words of remembrance: anniversaries, wreaths for the dead of old wars, and the ceremony itself, which is of today."""

from __future__ import annotations

import re

_LOOKING_BACK = r"\bon\s+this\s+day\b|\bremember(?:s|ed|ing)\b|\blook(?:s|ed|ing)\s+back\b|\bcommemorat\w+"
REMEMBERED = re.compile(
    rf"\b(?=[achlmortvwy])(?:{_LOOKING_BACK}|\banniversar(?:y|ies)\b|\byears\s+(?:on|since|after|ago)\b|\bremembrance\b|\bhonou?r(?:s|ed|ing)\b"
    r"|\brecall(?:s|ed|ing)\b|\bmourn(?:s|ed|ing)\b|\bmemorials?\b|\bveterans\b|\bwreaths?\b|\btribute\b)",
    re.I,
)
TITLE_OF_MEMORY = re.compile(rf"{_LOOKING_BACK}|^\W*(?:\d+|\w+)\s+years\s+(?:on|ago)\b", re.I)
THAT_WAR = re.compile(
    r"\W*(?:in|during|after)\s+(?:that|the)\s+(?:war|battle|conflict|fighting|siege|campaign|offensive|year)\b|\W*(?:back\s+)?then\b", re.I
)
_OCCASION = re.compile(
    r"\b(?:(?:that|which|to)\s+(?:mark|commemorat|honou?r|remember|celebrat)|(?:mark|commemorat|honour|remember|celebrat)ing\b)", re.I
)
AT_THE_RITE = re.compile(
    r"\b(?:during|at|as|while|when)\b[^.]{0,40}\b(?:ceremony|parade|march|service|rally|procession|vigil|mourners|crowds?)\b", re.I
)
NOW_CALLED = re.compile(r",\s+now\s+[^,.]{2,40},")  # "a third of the island, now Northern Cyprus, was occupied" tells of then


def without_occasion(text: str, low: int, high: int, at: int) -> str:
    """The clause without the occasion that it names behind offset ``at``: the date in "fired at a parade that marked the revolution of 1988" is
    not the shots'."""
    occasion = _OCCASION.search(text, at, high)
    return text[low : occasion.start() if occasion else high]
