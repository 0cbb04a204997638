"""Figures told and then rejected: "ridiculed the 240", "found nothing to support that figure", "a claim that Delhi dismissed".

A rejected figure is a second claim, denied by whoever rejects it; the first stands as its source told it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from monitor.domain.reading import Realis
from monitor.text.numbers import find_numbers
from monitor.text.sentences import Sentence
from monitor.understand.casualties.claim import RawClaim
from monitor.understand.casualties.reading import SourceOf
from monitor.understand.gates import DENIAL
from monitor.understand.speakers import is_pronoun, tidy
from monitor.understand.tokens import Words

_HINT = re.compile(
    r"ridicul|mock|deri[ds]|scoff|laugh|dismiss|reject|den[yi]|disput|challeng|contest|rubbish|refut|rebut|scorn|cold water|contradict|"
    r"disown|fals|untru|invent|fabricat|fantas|fiction|fairy|nonsense|propagand|support|evidence|truth|exist|lie\b|lies\b|[Aa]s for|"
    r"claim|statement|report|account|figure|trace|baseless|exaggerat|inflat|dream|wrong|absurd"
)
_VERB = (
    r"(?:ridicul(?:ed|es|ing)|mock(?:ed|s|ing)|derid(?:ed|es|ing)|scoff(?:ed|s|ing)\s+at|laugh(?:ed|s|ing)\s+(?:at|off)|dismiss(?:ed|es|ing)|"
    r"reject(?:ed|s|ing)?|den(?:y|ies|ied|ying)|disput(?:ed?|es|ing)|challeng(?:ed?|es|ing)|contest(?:ed|s|ing)?|rubbish(?:ed|es)|"
    r"refut(?:ed|es|ing)|rebutt?(?:ed|s|ing)|pour(?:ed|s|ing)\s+(?:scorn|cold\s+water)\s+on|contradict(?:ed|s|ing)?|disown(?:ed|s)|"
    r"call(?:ed|s|ing)|brand(?:ed|s|ing)|describ(?:ed|es|ing)|(?:found|has|had|have|knows?|knew|saw|seen)\s+(?:nothing|no\s+(?:evidence|trace|"
    r"sign|basis|proof|record))\s+"
    r"(?:to\s+(?:support|confirm|back(?:\s+up)?)|of|for)|(?:there\s+(?:is|was)\s+)?no\s+truth\s+(?:in|to))"
)
_UNTRUE = (
    r"(?:(?:entirely|wholly|simply|completely|totally|utterly|pure|plainly|a|an|wildly|grossly|sheer|total|complete|mere|of|out)\s+)*"
    r"(?:false|untrue|invented|fabricat\w+|fantas\w+|fiction\w*|fairy\s+tales?|nonsense|propaganda|lies?|baseless|groundless|exaggerat\w+|inflated|"
    r"wrong|absurd|fake|made\s+up|imagin\w+|disinformation|rubbish|unfounded|incorrect|impossible|(?:thin\s+)?air)\b"
)
_FIGURE = r"(?:figures?|numbers?|counts?|tolls?|tally|totals?|estimates?|losses)"
_REPORT = r"(?:claims?|reports?|assertions?|allegations?)"
_OF = r"(?:the|that|this|those|these|both|its|their|his|her|any|such|[A-Z][\w-]*['\u2019]s?|the\s+\w+['\u2019]s?)"
_NAMED = re.compile(
    rf"\b{_VERB}\s+{_OF}\s+(?:(?!that\b)[\w\u2019'-]+\s+){{0,3}}?(?P<what>{_FIGURE}|{_REPORT})\b(?!\s+(?:that|of\s+(?:a|an|responsibility)|on)\b)"
)
_POINTED = re.compile(
    rf"\b(?:dismiss(?:ed|es)|reject(?:ed|s)|mock(?:ed|s)|ridicul(?:ed|es)|call(?:ed|s)|described)\s+(?:this|that|it|them|both)\s+(?:as\s+)?(?:[\"\u201c]|{_UNTRUE})"
)
_NUMBER = re.compile(rf"\b(?:{_VERB}\s+(?:the|those|these|his|her|their|its)|[Aa]s\s+for\s+the)\s+(?=[\w\d])")
_PREDICATE = re.compile(
    rf"\b{_OF}\s+(?:[\w\u2019'-]+\s+){{0,2}}?(?P<what>{_FIGURE}|{_REPORT})\s+(?:is|was|are|were|has\s+been|had\s+been)\s+(?:[\"\u201c]\s*)?{_UNTRUE}"
)
_RETORT = re.compile(rf"[\"\u201c](?:(?:A|An|The|Pure|That\s+is|It\s+is|This\s+is|These\s+are)\s+)?(?:{_UNTRUE})[^\"\u201d]{{0,40}}[\"\u201d]", re.I)
_ASKED = re.compile(r"[\"\u201c](?:The\s+)?(?P<number>[\w,-]+)\?\s")
_NO_EXISTENCE = re.compile(r"\b(?:do|did|does)\s+not\s+exist\b|\bnever\s+existed\b|\bexists?\s+only\b")
_APPOSED = re.compile(
    rf"[,\u2013\u2014-]\s+(?:an?\s+)?(?:{_FIGURE}|{_REPORT}|which)\s+(?:(?:that|which)\s+)?(?:later\s+)?(?:(?P<by>(?:flatly\s+|promptly\s+|"
    rf"swiftly\s+)?"
    rf"(?:dismissed|rejected|denied|disputed|ridiculed|refuted|mocked|contested|challenged)\s+(?:outright\s+)?by\s+)|(?P<who>(?:(?!that\b|"
    rf"which\b)[\w\u2019'-]+,?\s+){{1,10}}?)"
    rf"(?:has\s+|have\s+|had\s+)?(?:since\s+|promptly\s+|later\s+|flatly\s+|immediately\s+)?(?:dismiss(?:ed|es)|reject(?:ed|s)|den(?:ied|ies)|"
    rf"disput(?:ed|es)|ridicul(?:ed|es)|"
    rf"refut(?:ed|es)|mock(?:ed|s)|contest(?:ed|s)|challeng(?:ed|es)|laugh(?:ed|s)\s+off|scoff(?:ed|s)\s+at|(?:call(?:ed|s)|described\s+as|"
    rf"describes\s+as|branded)\s+[\"\u201c]?{_UNTRUE}))"
)
_HELD_AGAINST = re.compile(
    rf"(?:\b(?:an?|the)\s+{_REPORT}\s+by\s+(?P<by>[\w\u2019'\s-]{{2,40}}?)\s+that\s+(?P<told>.{{8,220}}?)\s+(?:was|were|is|has\s+been)\s+(?:\w+ly\s+)?"
    rf"(?:dismissed|rejected|denied|disputed|ridiculed|refuted|rubbished)\b)|(?P<who>(?:[A-Z]|[Tt]he\s+)[\w\u2019'\s-]{{1,50}}?)['\u2019]s?\s+(?:{_REPORT}|{_FIGURE}|statement|account)\s+(?:that|"
    rf"of)\s+(?P<clause>.{{8,220}}?)\s+(?:was|is|were|are)\s+"
    rf"(?:[\"\u201c]|{_UNTRUE})",
    re.S | re.I,
)
_HELD_AGAINST_WORDS = frozenset(  # of every wording that _HELD_AGAINST finds one stands in it
    """claim claims report reports assertion assertions allegation allegations figure figures number numbers count counts toll tolls tally total
    totals estimate estimates losses statement account""".split()
)
_HELD_AGAINST_PARTS = re.compile(  # and one of these parts of words, or a quotation
    r"dismiss|reject|den\w|disput|ridicul|refut|rubbish|fals|untru|invent|fabricat|fantas|fiction|fairy|nonsense|propaganda|lie|baseless|groundless|"
    r"exaggerat|inflat|wrong|absurd|fake|made|imagin|disinformation|unfound|incorrect|impossib|air|[\"\u201c]",
    re.I,
)
_OTHER_FIGURE = re.compile(  # "the opposition's figure of 20 was false"
    rf"\b{_OF}\s+(?:[\w\u2019'-]+\s+){{0,2}}?{_FIGURE}\s+of\s+(?P<number>[\w,-]+)\s+(?:(?:dead|deaths|killed)\s+)?(?:is|was|are|were)\s+(?:[\"\u201c]\s*)?{_UNTRUE}"
)
_WHO_AFTER_BY = re.compile(r"(?:the\s+)?[\w\u2019'-]+(?:\s+[A-Z][\w\u2019'-]*|\s+(?:ministry|army|government|officials|military|command|police))*")
_QUALIFIED = re.compile(r"\bcall|brand|describ")
_REACH = 3  # sentences back in which the rejected figure stands


def with_denials(text: str, sentences: Sequence[Sentence], words: Words, attributor: SourceOf, claims: Sequence[RawClaim]) -> list[RawClaim]:
    """``claims`` and, for each figure that a later clause rejects, its denied twin."""
    out = list(claims)
    if not out:
        return out
    first, last = out[0].sentence, max(c.sentence for c in out)
    for index in range(first, min(len(sentences), last + _REACH + 1)):
        span = sentences[index]
        hinted = words.opened(*words.within(span)) & DENIAL or text.find("s for", span.start, span.end) >= 0
        if not hinted or _HINT.search(text, span.start, span.end) is None:
            continue
        out = _held_against(text, span, words, out)
        for at, end, found, denier in _rejections(text, index, span, out):
            name = denier or attributor.source_of(index, max(at, end - 1), end)
            if (denied := _denied(found, name, at, end, index)) is not None and not _known(out, denied):
                out = [
                    c for c in out if not (c.sentence == index and (c.low, c.high) == (found.low, found.high) and c is not found and c.start >= at)
                ]
                out.append(denied)
    return out


def _denied(claim: RawClaim, name: str | None, start: int, end: int, index: int) -> RawClaim | None:
    if name is not None and claim.claimed_by is not None and name.lower() == claim.claimed_by.lower():
        return None
    return replace(claim, realis=Realis.DENIED, claimed_by=name, start=start, end=end, sentence=index)


def _known(claims: Sequence[RawClaim], denied: RawClaim) -> bool:
    return any((c.effect, c.low, c.high, c.realis) == (denied.effect, denied.low, denied.high, denied.realis) for c in claims)


def _rejections(text: str, index: int, span: Sentence, claims: Sequence[RawClaim]) -> Iterator[tuple[int, int, RawClaim, str | None]]:
    """Where a figure is rejected, which claim that is, and by whom when the wording itself says so."""
    for m in _NUMBER.finditer(text, span.start, span.end):
        quantity = next((q for q in find_numbers(text, m.end(), min(span.end, m.end() + 40)) if q.start <= m.end() + 1), None)
        if quantity is not None and (claim := _with_number(claims, index, m.start(), quantity.low)) is not None:
            yield m.start(), quantity.end, claim, None
    for pattern in (_NAMED, _PREDICATE):
        for m in pattern.finditer(text, span.start, span.end):
            if pattern is _NAMED and _QUALIFIED.match(m.group()) and re.search(_UNTRUE, text[m.end() : m.end() + 60]) is None:
                continue
            near = 1 if re.fullmatch(_REPORT, m.group("what")) else _REACH
            if (claim := _last_told(claims, index, m.start(), near)) is not None:
                yield m.start(), m.end(), claim, None
    for m in _POINTED.finditer(text, span.start, span.end):
        told = [c for c in claims if c.sentence == index and c.end <= m.start() and c.realis is Realis.ACTUAL and c.claimed_by is not None]
        if told:
            yield m.start(), m.end(), told[0], None
    sentence = text[span.start : span.end]
    quoted = '"' in sentence or "\u201c" in sentence
    for m in _RETORT.finditer(text, span.start, span.end) if quoted else ():
        if (claim := _last_told(claims, index, m.start(), 1)) is not None and not text[span.start : m.start()].strip():
            yield m.start(), m.end(), claim, None
    for m in _ASKED.finditer(text, span.start, span.end) if quoted and "?" in sentence else ():
        quantity = next(iter(find_numbers(text, m.start("number"), m.end("number"))), None)
        if quantity is not None and (claim := _with_number(claims, index, m.start(), quantity.low)) is not None:
            yield m.start(), m.end("number"), claim, None
    for m in _OTHER_FIGURE.finditer(text, span.start, span.end):
        quantity = next(iter(find_numbers(text, m.start("number"), m.end("number"))), None)
        base = _last_told(claims, index, m.start(), _REACH)
        if quantity is not None and base is not None and quantity.low != base.low:
            yield m.start("number"), m.end("number"), replace(base, low=quantity.low, high=quantity.high, cumulative=False), None
    if "exist" in sentence and _NO_EXISTENCE.search(text, span.start, span.end):
        for quantity in find_numbers(text, span.start, span.end):
            claim = _with_number(claims, index, span.start, quantity.low)
            if claim is not None and re.search(r"\bthe\s+$", text[max(span.start, quantity.start - 5) : quantity.start]):
                yield quantity.start, quantity.end, claim, None
    for m in _APPOSED.finditer(text, span.start, span.end):
        told = [c for c in claims if c.sentence == index and c.end <= m.start() and c.realis is Realis.ACTUAL]
        if not told:
            continue
        claim = max((c for c in told if c.effect is told[-1].effect), key=lambda c: c.low)  # the whole, not a part named in it
        who = _WHO_AFTER_BY.match(text, m.end()) if m.group("by") else None
        name = tidy(who.group() if who else m.group("who") or "")
        yield m.start() + 2, m.end(), claim, None if is_pronoun(name) else name or None


def _with_number(claims: Sequence[RawClaim], index: int, at: int, low: int) -> RawClaim | None:
    """The claim with that figure, told before; any distance back, for the number itself points to it."""
    return next((c for c in reversed(claims) if c.low == low and c.realis is not Realis.DENIED and (c.sentence < index or c.end <= at)), None)


def _last_told(claims: Sequence[RawClaim], index: int, at: int, reach: int) -> RawClaim | None:
    """The last claim with a source before offset ``at``, at most ``reach`` sentences back."""
    before = [c for c in claims if c.realis is Realis.ACTUAL and (c.sentence < index or c.end <= at) and index - c.sentence <= reach]
    return before[-1] if before and (before[-1].claimed_by is not None or reach != 1) else None


def _held_against(text: str, span: Sentence, words: Words, claims: Sequence[RawClaim]) -> list[RawClaim]:
    """ "The army's statement that 60 died was a dream, she said": the army's claim, and her denial of it."""
    out = list(claims)
    if not words.may_hold(_HELD_AGAINST_WORDS, *words.within(span)) or _HELD_AGAINST_PARTS.search(text, span.start, span.end) is None:
        return out
    for m in _HELD_AGAINST.finditer(text, span.start, span.end):
        low, high = m.span("told" if m.group("told") else "clause")
        for i, claim in enumerate(out):
            if low <= claim.start and claim.end <= high:
                denier = claim.claimed_by
                out[i] = replace(claim, claimed_by=tidy(m.group("by") or m.group("who")), realis=Realis.ACTUAL)
                out.append(replace(claim, realis=Realis.DENIED, claimed_by=denier, start=high, end=m.end()))
    return out
