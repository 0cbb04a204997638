"""Figures that lean on an effect told once in their sentence: "1,800 dead in Gaza and 67 in Israel", "33 deaths, Azerbaijan 20"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from monitor.understand.casualties.clause import Form, numbers_of
from monitor.understand.casualties.finding import Finding

_PREP = r"(?:in|on|at|from|among|near|around|outside|of)"
_PLACE = rf"{_PREP} +(?:(?:the|its|their|nearby|neighbouring|neighboring|a|an) +)*(?:(?!<|,|;|and\b)\S+ +){{0,4}}?(?:(?!<|,|;|and\b)[\w'-]+)"
_ELSEWHERE = re.compile(  # "ten were killed in Marad, four in Tel Ashan and two in Zir"
    rf"(?:(?: +(?!<|,|;|and\b|{_PREP} )[\w'-]+){{0,3}} +{_PLACE})?(?: *[,;])?(?: +(?:and|while))?(?: +another| +a +further)? +(?P<list><\d+>)"
    rf"(?: +(?:more|others?|people))? +(?={_PREP} +(?:(?:the|its|their|nearby|neighbouring|neighboring|a|an|another|elsewhere) +)*(?:[A-Z]|"
    rf"[a-z-]+ +(?:of +)?[A-Z]|village|town|city|"
    rf"district|province|hospital|camp|north|south|east|west|capital|countryside|centre|other|second))"
)
_THERE_SO_MANY = re.compile(  # "in Marad six died; in Tel Ashan, four; in the camp at Zir, two"
    rf"[^<;]{{0,60}}[;,] +(?:(?:and|while) +)?(?:{_PLACE}|elsewhere) *,? +(?P<list><\d+>)(?= *(?:[.,;]|$| +and +{_PREP}))"
)
_AGAINST_OWN = re.compile(r"(?: +(?!<)[\w'-]+){0,4}? +(?:against|to|for(?: +the +loss +of)?|while +losing|and) +(?P<list><\d+>)")
_OTHERS_COUNT = re.compile(
    r" *, +(?:and +)?(?:the +)?(?P<who>[A-Z]\S*(?: +[A-Z]\S*)*|rebels|separatists|insurgents|government|army) +(?P<list><\d+>)(?= *(?:[.,;]|$))"
)
_ON_A_SIDE = re.compile(  # "on the Tajik side 17 were killed, on the Kyrgyz side nine"
    r" *[,;]? +(?:(?:and|while) +)?(?:on|in|at|among) +(?:the +)?(?P<who>(?:(?!<|,|;)\S+ +){1,4}?)(?P<list><\d+>)(?= *(?:[.,;]|$))"
)


def counted_elsewhere(form: Form, found: Sequence[Finding]) -> Iterator[Finding]:
    """ "1,800 dead in Gaza and 67 in Israel", "reported 33 deaths, Azerbaijan 20": the effect told once holds for the second figure."""
    for first in found:
        at = first.end
        while (
            m := _ELSEWHERE.match(form.text, at)
            or _THERE_SO_MANY.match(form.text, at)
            or _OTHERS_COUNT.match(form.text, at)
            or _ON_A_SIDE.match(form.text, at)
            or _AGAINST_OWN.match(form.text, at)
        ) is not None:
            group = form.groups[numbers_of(m.group("list"))[0]]
            if group.kind != "bare" or (m.re is _AGAINST_OWN and group.noun not in {"@own", "@theirs"}):
                break
            yield Finding(
                first.effect, tuple(numbers_of(m.group("list"))), m.start(), m.end("list"), m.start("list"), owner=m.groupdict().get("who") or ""
            )
            at = m.end("list")
