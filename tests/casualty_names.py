"""A small table of names for the casualty grammar's tests, and the reading of a text with it."""

from __future__ import annotations

import datetime as dt
import re

from monitor.text.sentences import sentences
from monitor.understand.attribution import Attributor
from monitor.understand.casualties import RawClaim, find_claims

PUBLISHED = dt.date(2024, 5, 10)  # a Friday
NAMES = {
    "armenia": "Armenia",
    "azerbaijan": "Azerbaijan",
    "baku": "Azerbaijan",
    "yerevan": "Armenia",
    "ukrain": "Ukraine",
    "kyiv": "Ukraine",
    "russia": "Russia",
    "moscow": "Russia",
    "india": "India",
    "pakistan": "Pakistan",
    "islamabad": "Pakistan",
    "thai": "Thailand",
    "cambodia": "Cambodia",
    "georgia": "Georgia",
    "israel": "Israel",
    "palestin": "Palestinians",
    "sudan": "Sudan",
    "ethiopia": "Ethiopia",
    "eritrea": "Eritrea",
    "kyrgyz": "Kyrgyzstan",
    "tajik": "Tajikistan",
    "argentin": "Argentina",
    "brit": "Britain",
    "afghan": "Afghanistan",
    "chinese": "China",
    "philippine": "Philippines",
    "houthi": "Houthis",
    "delhi": "India",
    "bangkok": "Thailand",
    "hanoi": "Vietnam",
    "beijing": "China",
    "turkish cypriot": "Turkish Cypriots",
}
_NAME = re.compile(r"\b(" + "|".join(NAMES) + ")", re.I)


class TableOfNames:
    """Sides by the first name that a phrase begins a word with."""

    def side_of(self, phrase: str) -> str | None:
        m = _NAME.search(phrase)
        return NAMES[m.group().lower()] if m else None


def claims_of(text: str, published: dt.date | None = PUBLISHED) -> list[RawClaim]:
    spans = sentences(text)
    return find_claims(text, spans, Attributor(text, spans), published, TableOfNames())
