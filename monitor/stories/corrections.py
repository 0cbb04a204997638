"""Articles that correct or withdraw earlier ones: recognised by how they begin, with the figures that they take back.

A note is found at the head of the title, of the text, or of a later paragraph (outlets put it at the foot). Words alone are not enough:
"Retraction of troops" and "We have withdrawn from the village" are news.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from monitor.domain.story import AssignmentReason, Correction, Features, Standing, StoryAssignment
from monitor.stories.similarity import parts_of, score
from monitor.text.numbers import find_numbers

KEY = "correction"  # where an article's features carry it
LIKELY = 0.1  # probability of one event from which a correction joins: it repeats little of what it corrects, but it corrects something
_NOTE = 500  # characters of a note that are read for figures

_THING = r"(?:article|story|report|reports|dispatch|piece|headline|news ?flash|bulletin|news item|account of)"
_MIDDLE = r"(?:(?!from\b|after\b|to\b|in\b|the\b|of\b|on\b|as\b|by\b)[\w'\u2019-]+\s+){0,3}?"
_ANY = rf"(?:(?:this|our|the|an?|its|that|all)\s+{_MIDDLE}{_THING})"
_OURS = rf"(?:(?:this|our)\s+{_MIDDLE}{_THING}(?:\s[^.\n]{{0,80}}?)?|the\s+(?:article|story)(?:\s[^.\n]{{0,80}}?)?)"
_WHO = r"(?P<who>we|[A-Z][\w.&'\u2019-]*(?:\s+[A-Z][\w.&'\u2019-]*){0,3})"
_DONE = r"(?:withdrawn|retracted|taken down|unpublished|rescinded)"
_BEEN = r"(?:(?:has|have)\s+(?:since\s+)?been|was|were|is|are|is being)\s+(?:today\s+|now\s+|fully\s+)?"
_MARKS = r"(?:[^\w\n]|_){0,12}"
_DASH = r"\s*[:\u2013\u2014-]\s*"
_HEAD = rf"^{_MARKS}(?:(?:editor['\u2019]?s?['\u2019]?|publisher['\u2019]s|desk)\s+note{_DASH}|(?:update|note){_DASH})?{_MARKS}"
_END = r"\s*(?:[:|\u2013\u2014]|-\s|$)"

_RETRACTED = re.compile(
    _HEAD
    + rf"(?:(?:retraction|retracted|withdrawal|story withdrawn|{_THING} (?:withdrawn|retracted)|withdrawn|notice of retraction|retraction notice"
    rf"|story kill|kill notice|mandatory kill){_END}"
    rf"|{_WHO}\s+(?:(?:has|have|is|are|had)\s+)?(?:today\s+|now\s+|fully\s+)?(?:{_DONE}|withdraw(?:s|ing)?|retract(?:s|ing)?)\s+(?:{_ANY}|{_THING})\b"
    rf"|{_OURS}\s+{_BEEN}{_DONE}\b(?!\s+from\b(?!\s+(?:our|the|this)\s+(?:web)?site)))",
    re.I | re.M,
)
_CORRECTED = re.compile(
    _HEAD + rf"(?:(?:corrections?(?:\s+and\s+clarifications?)?|corrected|clarifications?|clarified|erratum|errata|amended|amendment|for the record"
    rf"|correction notice|correction to (?:this|our|an?) [\w' -]{{1,30}}){_END}"
    rf"|(?:corrected|corrects)\s*[-\u2013\u2014:](?=\S)|\((?:corrects|this [^()]{{0,60}}corrects|corrected)\b"
    rf"|{_OURS}\s+{_BEEN}(?:(?:corrected|clarified)\b"
    rf"|(?:amended|updated|changed|revised|edited)\s+(?:on [\w ]+\s+)?to\s+(?:correct|clarify|fix|reflect the correct|remove))"
    rf"|{_WHO}\s+(?:have\s+|has\s+)?correct(?:ed|s)\s+{_ANY}"
    rf"|(?:in\s+)?(?:an?|the|our)\s+(?:(?:earlier|previous|prior|original|initial|first)\s+(?:version|article|headline|edition|story)"
    rf"|(?<=our )(?:earlier|previous|prior|original|initial|first)\s+(?:report|dispatch))\b[^.\n]{{0,80}}?\b"
    rf"(?:said|stated|gave|put|reported|had|misstated|misreported|wrote|incorrectly|wrongly|mistakenly|erroneously|contained|claimed|attributed|overstated)\b"
    rf"|our\s+report\b[^.\n]{{0,60}}?\b(?:misstated|misreported|overstated|(?:incorrectly|wrongly|mistakenly|erroneously)\s+\w+)"
    rf"|(?:we|this (?:article|story|report))\s+(?:incorrectly|wrongly|mistakenly|erroneously)\s+(?:said|stated|reported|gave|put))",
    re.I | re.M,
)
_TAKEN_BACK = re.compile(
    r"(?:earlier|previous|prior|original|initial|first|incorrectly|wrongly|mistakenly|erroneously|misstated|misreported|overstated|understated|withdrawn|retracted"
    r"|retracts?|withdraws?|withdraw(?:n|ing)|retracting|no longer stands?)\b"
    r"|(?<!did )(?<!does )(?<!is )(?<!was )(?<!were )\b(?:not|instead of|rather than|down from|up from)\s+(?=(?:about |some |the |at least )?[\w,]+)",
    re.I,
)
_PEOPLE = re.compile(
    r"\b(?:killed|dead|died|die|deaths?|toll|casualt|wounded|injured|hurt|missing|captured|displaced|fatalit|victims?|lives|bodies|slain)",
    re.I,
)
_NOT = re.compile(r"\b(?:not|instead of|rather than|down from|up from)\s+(?:about |some |the |at least )?$", re.I)
_TRUE = re.compile(r"\b(?:in fact|correct (?:figure|number|toll)|should (?:be|have been|have said|read)|actual(?:ly)?|is now|it was)\b", re.I)


def correction_of(title: str, text: str, outlet: str = "") -> Correction | None:
    """What kind of correction an article is, the words that show it, and the casualty figures that it takes back; None for any other.

    "Meridian withdraws a report" is a correction when ``outlet`` is Meridian: what a ministry withdraws is news.
    """
    head, text = title.strip(), text.strip()
    for field, note in ((head, f"{head}. {text[:_NOTE]}"), (text, text[:_NOTE])):
        for kind, pattern in ((Standing.RETRACTED, _RETRACTED), (Standing.CORRECTED, _CORRECTED)):
            if (m := pattern.match(field)) and _own(m, outlet):
                return Correction(kind, _line(m.group()), _figures(note))
    for m in _CORRECTED.finditer(text):  # a note further down corrects a part; it never withdraws the article that it stands under
        note = text[m.start() :].strip().split("\n", 1)[0][:_NOTE]
        if _own(m, outlet) and (figures := _figures(note)):
            return Correction(Standing.CORRECTED, _line(m.group()), figures)
    return None


def _own(m: re.Match[str], outlet: str) -> bool:
    who = (m.group("who") or "we").casefold()
    return who == "we" or (len(who) > 2 and (who in outlet.casefold() or (outlet != "" and outlet.casefold() in who)))


def marked(features: Features, title: str, text: str) -> Features:
    """The features, with the correction that the article is."""
    found = correction_of(title, text, features.outlet)
    if found is None:
        return features
    return replace(features, extra={**features.extra, KEY: (str(found.kind), found.wording, *map(str, found.figures))})


def correction_in(features: Features) -> Correction | None:
    """The correction that ``marked`` put there."""
    if not (found := features.extra.get(KEY)):
        return None
    kind, wording, *figures = found
    return Correction(Standing(kind), wording, tuple(map(int, figures)))


def join_corrected(article: Features, candidates: Sequence[tuple[str, Sequence[Features]]], weights: Mapping[str, float]) -> StoryAssignment | None:
    """The story that a correction belongs to though the words alone do not say so: the likeliest that shares a territory; None for none."""
    if correction_in(article) is None:
        return None
    scored = [(score(parts_of(article, m), weights), story) for story, members in candidates for m in members if article.territories & m.territories]
    best, story = min(scored, key=lambda s: (-s[0], s[1]), default=(0.0, ""))
    return StoryAssignment(article.article_id, story, AssignmentReason.CORRECTION, round(best, 4)) if best >= LIKELY else None


def _figures(note: str) -> tuple[int, ...]:
    """Casualty figures of the sentences that take something back, in order; of a pair "three, not 30" the one that is wrong."""
    found: dict[int, None] = {}
    for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z\"\u201c(])|;\s|\n+", note):
        if (at := _TAKEN_BACK.search(sentence)) is None or not _PEOPLE.search(sentence):
            continue
        counts = find_numbers(sentence)
        denied = [q for q in counts if _NOT.search(sentence[: q.start])]
        right = _TRUE.search(sentence, at.end())
        wrong = denied or [q for q in counts if q.start >= at.end() and (right is None or q.end <= right.start())]
        found.update(dict.fromkeys(q.low for q in wrong))
    return tuple(found)


def _line(text: str) -> str:
    return " ".join(text.split())[:80]
