"""Figures whose noun tells the effect ("31 bodies", "40 prisoners", "22 death certificates"), and figures that lean on the one before.

Works on the readable form of a sentence, after the verbs have taken what they govern.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from monitor.domain.reading import Effect
from monitor.understand.casualties.clause import Form, G
from monitor.understand.casualties.finding import Finding
from monitor.understand.casualties.lexicon import noun_of
from monitor.understand.casualties.ordinals import NTH
from monitor.understand.casualties.tally_wordings import effect_of

_REMAINS = frozenset("body corpse".split())
BURIAL = frozenset("coffin coffins grave graves funeral funerals shroud shrouds obituaries".split())
_UPROOTED = frozenset("refugee evacuee idp arrival".split())
_CAPTIVES = frozenset("prisoner captive hostage".split())
_FOUND = re.compile(
    r"\b(?:count(?:ed|s|ing)?|found|recovered|retrieved|received|brought|pulled|saw|seen|l[ai]y|lying|lie|arrived|taken|dug|left|leaving|"
    r"abandoned|littered|strewn|collected|carried|buried|bury|laid|lined|washed|floating|floated|identified|exhumed|photographed|showed?|"
    r"examined|evacuated)\b"
)
_RETURNED = re.compile(
    r"\b(?:hand(?:ed|ing)?|exchang\w+|return\w*|repatriat\w+|regional|official|international|government|governing|water|legislative)\b"
)
_REGISTERED = re.compile(
    r"\b(?:register\w*|count(?:ed|s)|record\w*|arriv\w+|cross\w+|received|taken +in|reached|fled|streamed|poured|new|sheltering|hosting|hosts)\b"
)
_WENT_BACK = re.compile(r"\b(?:return\w*|resettl\w+|repatriat\w+|went +(?:back|home)|gone +(?:back|home)|home +again)\b")
_A_CROWD = 100  # so many refugees are news by themselves
_BURIED = re.compile(
    r"\b(?:carried|buried|bury|lowered|arrived|returned|received|dug|digging|held|attended|counted|filled|saw|seen|lined|laid|brought|"
    r"draped|new|fresh|flown|stood|borne|followed|came|sent|needed|ordered|loaded)\b"
)
_MOURNED = re.compile(
    r"\b(?:has|have|had|gave|given|lost|mourn\w*|buried|bury|count\w*|offered|announc\w+|named|toll|reported|reports|speaks?|spoke)\b"
)
_STATES = {"dead": Effect.KILLED, "displaced": Effect.DISPLACED, "wounded": Effect.WOUNDED, "captured": Effect.CAPTURED}
_PAPERS = re.compile(rf"(?P<list>{G}) +(?:death +(?:certificates?|notices?|notifications?)|body +bags?)")
_TAKE = re.compile(
    r"\b(?:took|taken|takes?|taking|captur\w+|seiz\w+|held|holds?|holding|has|have|had|keeps?|kept|brought|parad\w+|show(?:ed|n|s)|"
    r"display\w+|sat|marched|led)\b"
)
_FREED = re.compile(
    r"\b(?:exchang\w+|swap\w*|releas\w+|freed|free|return(?:ed|s|ing)?|hand(?:ed|s|ing)? +(?:over|back)|repatriat\w+|pardon\w*|"
    r"home|fetch(?:ed|es)?|collect(?:ed|s)?|political|amnest\w+|rescu\w+|escap\w+|families|talks|list|lists)\b"
)
_SHARE = re.compile(
    rf"(?P<list>{G})(?P<whole> +(?:of|among) +(?:them|(?:those|the) +(?:killed|dead|wounded|injured|taken|missing|victims|captives|who +[a-z]+))|"
    rf" +(?:killed|dead|wounded|injured|missing))?"
    r" +(?:were|was|are|is) +(?:(?:all|mostly|both|only|also|said +to +be|a|an) +)*(?P<kind>[a-z][a-z'-]*(?: +[a-z][a-z-]*)?)(?= *(?:$|[.,;:)?!]|"
    r" +(?:and|who|from|of|in|but|while|"
    r"aged|with)\b))"
)


_REPORTED = re.compile(  # what is told about a number alone: "the army, when asked, says nine", "put it at 28", "its own guess is six"
    r"(?:(?<![\w'-])(?:say|acknowledge|admit|concede|count|list|claim|report|confirm|recognise|recognize|mention|reckon|estimate|cite|quote|record|"
    r"register|name|identify|give|make)(?:e?s|d|ed)?|said|gave|made|has|had|have|own(?:s|ed)?(?: +up)? +to|(?:speaks?|spoke|talks?|talked|tells?|"
    r"told|"
    r"knows?|knew|boast(?:s|ed)?) +of|puts?(?: +(?:(?!<|,|;)\S+)){0,4} +at|insist(?:s|ed)? +on|settled +on|"
    r"(?:figures?|numbers?|counts?|tally|totals?|tolls?|guess|estimates?|reckoning|answer|losses)(?: +(?:(?!<|,|;)\S+)){0,4}? +(?:is|are|was|were|"
    r"stands? +at|"
    r"stood +at|comes? +to|came +to|at|:))"
    r"(?: +(?:to|only|just|actually|now|but|still|a +total +of|a +mere|as +many +as|closer +to|the +dead +at))* +$"
)
_ALONE = re.compile(
    r" *(?:$|[.,;:!?)\u2013\u2014-]|(?:and|but|or|in|on|for|since|from|at|during|over|of +(?:his|her|its|their|our|the)|by|not|"
    r"while|so +far|this|there|"
    r"that|who|along|across|this)\b)"
)


def shares(form: Form) -> Iterator[Finding]:
    """ "three were bystanders", "four of those killed were gunmen": a part of a figure told before, by what they were."""
    for m in _SHARE.finditer(form.text):
        index = _number(m.group("list"))
        noun = next((n for w in (m.group("kind").split()[-1], m.group("kind").split()[0]) if (n := noun_of(w)) is not None), None)
        if noun is None or form.groups[index].kind != "bare":
            continue
        yield Finding(effect_of(m.group("whole") or ""), (index,), m.start("list"), m.end(), m.start(), noun="share", kind=m.group("kind"))


def leftovers(form: Form, taken: Collection[int]) -> Iterator[Finding]:
    """Groups that no verb of the grammar governs but whose own words tell what befell them."""
    for m in _PAPERS.finditer(form.text):
        yield Finding(Effect.KILLED, (_number(m.group("list")),), m.start(), m.end(), m.start())
    for index, group in enumerate(form.groups):
        if index in taken or (at := form.text.find(f"<{index}>")) < 0:
            continue
        end = at + len(f"<{index}>")
        if (effect := _effect_by_noun(group.noun, group.low, form.text)) is not None:
            yield Finding(effect, (index,), at, end, at)
        elif group.noun == NTH:
            yield Finding(_STATES[group.state], (index,), at, end, at, total=True)
        elif group.state and not _FREED.search(form.text):
            yield Finding(_STATES[group.state], (index,), at, end, at)
        elif group.kind == "bare" and group.noun == "" and _REPORTED.search(form.text, 0, at) and _ALONE.match(form.text, end):
            yield Finding(None, (index,), at, end, at, noun="told")
        elif group.noun == "@theirs" and not _FREED.search(form.text):
            yield Finding(None, (index,), at, end, at, noun="theirs")


def _effect_by_noun(noun: str, low: int, text: str) -> Effect | None:
    if noun in _REMAINS:
        return Effect.KILLED if _FOUND.search(text) or (low > 1 and not _RETURNED.search(text)) else None
    if noun == "martyr":
        return Effect.KILLED if _MOURNED.search(text) or low > 1 else None
    if noun in _UPROOTED:
        return Effect.DISPLACED if _REGISTERED.search(text) or (low >= _A_CROWD and not _WENT_BACK.search(text)) else None
    if noun in BURIAL:
        return Effect.KILLED if _BURIED.search(text) or low > 1 else None
    if noun in _CAPTIVES:
        return Effect.CAPTURED if (_TAKE.search(text) or low > 1) and not _FREED.search(text) else None
    return None


def _number(mark: str) -> int:
    return int(mark[1:-1])
