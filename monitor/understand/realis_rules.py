"""The rules that have the last word on realis: how far a date lies before publication, what the paragraph before was about, what is remembered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from monitor.domain.reading import VIOLENT, Realis, Signal
from monitor.text.sentences import Sentence
from monitor.understand.gates import OCCASION, PRESENT
from monitor.understand.memory import AT_THE_RITE, NOW_CALLED, REMEMBERED, THAT_WAR, TITLE_OF_MEMORY, without_occasion
from monitor.understand.realis import MONTHS, Governed, clause_of, dated, in_present

STATEMENTS = frozenset({Signal.THREAT, Signal.RESTRAINT_CALL, Signal.DIPLOMATIC_PROTEST})
# "In 1974 ...", "On 7 August 1974 ...", "Back in the spring of 2008 ...", "Fifty years ago ...": the time of the whole sentence, however many
# clauses follow. A year behind "the" is none ("In the 1974 treaty ...").
_OPENING_TIME = re.compile(
    rf"\W*(?:(?:back|early|late|sometime)\s+)?(?:in|on|during|throughout)\s+(?:(?:early|late|mid|(?:the\s+)?(?:spring|summer|autumn|fall|winter|war|months?|night|morning|day|"
    rf"beginning|end|middle)|of|{'|'.join(MONTHS)}|\d{{1,2}}(?:st|nd|rd|th)?)[\s,-]+)*(?:(?:1[5-9]|20)\d\d\b(?!s)|the\s+(?:1[5-9]|20)\d0s\b)"
    r"|\W*(?:\w+|\d+)\s+(?:years|decades|months)\s+(?:ago|earlier)\b",
    re.I,
)
_OF_THIS_WEEK = re.compile(r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|overnight|today|yesterday|tonight)\b", re.I)
_YEAR_BEHIND = re.compile(r",?\s+(?:1[5-9]|20)\d\d\b(?!\s+[a-z]+s\b)")  # the comma of "August 7, 1974" ends no clause


def remembers(sentence: str, published: dt.date | None) -> bool:
    """True when the sentence keeps the memory of something long past: an anniversary, a wreath for the dead of a dated war."""
    return dated(sentence, published).past and REMEMBERED.search(sentence) is not None


def tells_anew(text: str, span: Sentence, at: int, published: dt.date | None) -> bool:
    """True when the clause around offset ``at`` is not of a time long past alone: "gunmen fired on Monday at a parade for the war of 1988"."""
    clause = without_occasion(text, *clause_of(text, span.start, span.end, at), at)
    return not dated(clause, published).past or in_present(clause)


def points_back(sentence: str, before: str, published: dt.date | None) -> bool:
    """True when the sentence begins "In that war ..." and the one before it dates that war."""
    return THAT_WAR.match(sentence) is not None and dated(before, published).past


def goes_on(sentence: str) -> bool:
    """True when nothing in the sentence leads back from what the one before it remembers to the present, or to the ceremony itself."""
    return not in_present(NOW_CALLED.sub("", sentence)) and not AT_THE_RITE.search(sentence)


_SURE = 0.9  # the share that a rule gives to what it decides; the model's view keeps the rest


def settle(g: Governed, focus: int, signal: Signal, probabilities: Sequence[float]) -> tuple[tuple[float, ...], str]:
    """The probabilities after the rules, in the order of ``Realis``, and the rule that decided ("model" when none did).

    The rules are the coding conventions: a conditional threat, an appeal, a rejection are statements made now, whatever they speak of;
    what a question asks has not happened; what happened more than three days before publication and is told as background is historical;
    a condition that still holds is actual.
    """
    k = max(range(len(_REALIS)), key=probabilities.__getitem__)
    low, high = g.clause(focus)
    if year := _YEAR_BEHIND.match(g.text, high):
        high = year.end()
    clause = without_occasion(g.text, low, high, g.words.starts[focus]) if g.opened & OCCASION else g.text[low:high]
    decided = _ruled(_REALIS[k], probabilities[k], clause, g, signal)
    if decided is None:
        return tuple(probabilities), "model"
    to, why = decided
    return tuple(_SURE * (r is to) + (1 - _SURE) * p for r, p in zip(_REALIS, probabilities, strict=True)), why


def _asks(sentence: str) -> bool:
    """A question, or an interviewer's line."""
    return sentence.rstrip(" \"\u201d'\u2019)").endswith("?") or sentence.startswith(("Q:", "Q. ", "Question:"))


def _in_present(g: Governed, span: str) -> bool:
    """``in_present`` of a part of a sentence, whose words tell cheaply when there is nothing to find."""
    return g.opened & PRESENT != 0 and in_present(span)


def _ruled(model: Realis, confidence: float, clause: str, g: Governed, signal: Signal) -> tuple[Realis, str] | None:
    sentence, setting = g.sentence, g.setting
    near, wide = g.when_of(clause), g.when
    if signal in STATEMENTS and (model in {Realis.PLANNED, Realis.HYPOTHETICAL} or (model is Realis.DENIED and signal is not Signal.THREAT)):
        return Realis.ACTUAL, "a statement is made, whatever it speaks of"
    if model is Realis.HISTORICAL and near.recent and not near.past and confidence < 0.8:
        return Realis.ACTUAL, "dated within three days of publication"
    if model not in {Realis.ACTUAL, Realis.HISTORICAL}:
        return None
    if signal not in STATEMENTS and model is Realis.ACTUAL and _asks(sentence):
        return Realis.HYPOTHETICAL, "a question"
    if near.past and not near.ongoing and not near.recent and not _in_present(g, clause):
        return Realis.HISTORICAL, "dated long before publication"
    if wide.past and not wide.ongoing and not wide.recent and _OPENING_TIME.match(sentence) and not _in_present(g, sentence):
        return Realis.HISTORICAL, "sentence opens long before publication"
    if model is Realis.HISTORICAL:  # the other rules move what the model takes for news
        if signal not in VIOLENT or not wide.past or not REMEMBERED.search(sentence):
            return None
        if not near.past and confidence < 0.8 and _OF_THIS_WEEK.search(clause):
            return Realis.ACTUAL, "of this week, beside what is remembered"
        return Realis.HISTORICAL, "remembered"
    if wide.past and not wide.ongoing and not wide.recent and confidence < 0.6 and not _in_present(g, sentence):
        return Realis.HISTORICAL, "sentence dated long before publication"
    if (setting.headed or setting.past) and not _in_present(g, sentence):
        return Realis.HISTORICAL, "background paragraph"
    if signal in VIOLENT and (setting.recalled or (setting.title and TITLE_OF_MEMORY.search(sentence))):
        return Realis.HISTORICAL, "remembered"
    return None


_REALIS = tuple(Realis)
