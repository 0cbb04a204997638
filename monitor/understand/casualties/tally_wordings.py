"""Tallies: wordings that count by a noun - "death toll rose to 41", "put the dead at three", "among the dead were two nurses"."""

from __future__ import annotations

import re

from monitor.domain.reading import Effect
from monitor.understand.casualties.clause import LIST, G

TALLY_VERB = (
    r"(?:rose|rises?|risen|rising|climbed|climbs|grown|grew|jumped|reached|reaches|reach|hit|hits|stood|stands|passed|passes|"
    r"tops|topped|exceeds|exceeded|surpass(?:es|ed)|nears|neared|nearing|soar(?:s|ed)|soared +(?:past|over|above)|climb(?:s|"
    r"ed) +(?:above|past|over)|is|was|are|were|now|at|to|of|as|range[sd]?|totall?ed|totals|mounts|mounted|stayed|remains?|"
    r"remained|rests?|pass|exceed|top|climb|rise|grow|(?:edged?|creep|crept|swelled|swollen|leapt|shot|leaped|ticked) +(?:up +)?|gone +(?:past|"
    r"above|over|beyond)|went +(?:past|above|over|beyond)|crossed|crosses|put|:|-)"
)
TALLIES: tuple[tuple[Effect | None, re.Pattern[str], bool], ...] = (  # effect (None: inherited), pattern, whether a running total
    (
        Effect.KILLED,
        re.compile(
            rf"(?<![\w-])(?P<noun>(?:death +|casualty +|overall +|combined +|total +|official +|confirmed +)*toll)(?P<gap>(?: +(?!<|;|"
            rf"wounded|injured)\S+){{0,16}}?)(?: +from +(?P<from>{G}))? +{TALLY_VERB}(?: +(?:at|to|of))? +(?P<list>{G})(?! +(?:wounded|"
            rf"injured|people +(?:were +)?(?:wounded|injured)))"
        ),
        True,
    ),
    (
        None,
        re.compile(
            rf"(?<![\w-])(?:bring(?:s|ing)?|brought|tak(?:es|ing)|took|taken|rais(?:es|ing|ed)|push(?:es|ing|ed)|lift(?:s|ing|ed)|"
            rf"lower(?:s|ing|ed)|cut(?:ting)?|revis(?:es|ing|ed))(?: +(?!<|;|to\b)\S+){{0,6}}? +(?P<noun>total|toll|tally|count|number|"
            rf"tolls|figure|losses|fatalities|deaths|dead)"
            rf"(?P<gap>(?: +(?!<|;)\S+){{0,12}}?)(?: +from +(?P<from>{G}))? +(?:to|at)(?: +(?:more|above))? +(?P<list>{G})"
        ),
        True,
    ),
    (
        None,
        re.compile(
            rf"(?<![\w-])(?:bring(?:s|ing)?|brought|tak(?:es|ing)|took|rais(?:es|ing|ed)|push(?:es|ing|"
            rf"ed)) +to +(?P<list>{G}) +(?:the +)?(?:confirmed +|total +|overall +)*(?P<noun>number|total|toll|tally|count|dead|"
            rf"deaths)(?P<gap>(?: +(?!;|,|<)\S+){{0,16}})"
        ),
        True,
    ),
    (
        None,
        re.compile(
            rf"(?<![\w-])(?P<noun>number|count|total|tally|estimates?|figures?)(?: +(?:of|for)| +(?=killed|wounded|injured|displaced|"
            rf"dead))(?P<gap>(?: +(?!<|;|"
            rf",)\S+){{1,10}}?)(?: +from +(?P<from>{G}))?(?: +{TALLY_VERB})?(?: +(?:at|to|of|up|down|more|above))* +(?P<list>{G})"
        ),
        False,
    ),
    (
        None,
        re.compile(
            rf"(?<![\w'-])(?:that|this|which|it) +(?:makes|made|brings|brought|takes|took) +(?:it +)?(?:the +|its +|their +)?(?P<noun>total|toll|"
            rf")(?P<gap>) *"
            rf"(?:to +|of +)?(?P<list>{G})(?= *(?:$|[.,;])| +(?:since|in +(?:all|total)|so +far|dead|killed|this|on +the|for))"
        ),
        True,
    ),
    (
        None,
        re.compile(
            rf"(?<![\w-])(?P<noun>(?:its|their|his|our) +own)(?P<gap>(?: +(?:dead|losses|wounded|missing|side|toll|total))?) +(?:at|"
            rf"as) +(?P<list>{G})"
        ),
        False,
    ),
    (
        None,
        re.compile(
            rf"(?<![\w-])put(?:s|ting)? +(?P<noun>(?:(?!<|;|,)\S+ +){{1,12}})(?P<gap>)at +(?P<list>{LIST})(?! +(?:[a-z]+ly +)?(?:killed|"
            rf"dead|wounded|injured))"
        ),
        False,
    ),
    (
        None,
        re.compile(
            rf"(?<![\w-])(?P<noun>dead|killed|fallen|deaths|fatalities|wounded|injured|missing|captured|displaced|losses|prisoners|"
            rf"hostages)(?P<gap>(?: +(?:on|in|of|for|among|alive|still|held|its|their|side|both|sides|the|own|now|so|far|had|has|ran|run|"
            rf"amount(?:s|ed)?|came|come|to|"
            rf"have)){{0,5}})(?: +(?:from|down +from|up +from) +(?P<from>{G}))?(?: *[:\u2013-]| +(?:at|to|as|(?:could|may|might) +(?:reach|exceed|"
            rf"top|"
            rf"pass|be)|numbered|number|numbering|reached|totall?ed|rose +to|stands? +at|stood +at|exceeds?|exceeded|passed|"
            rf"topped)) +(?P<list>{G})(?! +(?:wounded|injured|missing))"
        ),
        False,
    ),
)
INCLUDE = (
    (
        re.compile(
            rf"(?<![\w-])(?:it|that|which|this|these|the +(?:figure|total|toll|number|count|tally)) +(?:(?:also|both) +)?"
            rf"(?P<noun>includes?|included|comprises?|comprised) +(?P<list>{LIST})"
        )
    ),
    (
        re.compile(
            rf"(?<![\w-])(?:none|not +one) +of +(?:the +)?(?P<list>{G})(?: +(?!<|,|;)\S+){{0,2}}? +(?:has|have|had) +(?:since +)?been "
            rf"+(?P<noun>heard|"
            rf"seen|found)"
        )
    ),
    (
        re.compile(
            rf"(?<![\w-])(?:none|not +one) +of +(?:the +)?(?P<list>{G})(?: +(?!<|,|;)\S+){{0,3}}? +(?:survived|lived|made +it|escaped "
            rf"+alive)(?P<noun>)"
        )
    ),
    (
        re.compile(
            rf"(?P<list>{LIST})(?: +of(?: +(?!<|,|;)\S+){{1,6}}?)? +(?:was|were|is|are) +(?:also +)?(?:among|one +of) +(?:the +|those +|"
            rf"its +|their +)?(?:{G} +)?(?:(?!<|,|;)\S+ +){{0,2}}?"
            rf"(?P<noun>dead|killed|slain|victims|fatalities|wounded|injured|missing|hostages|captives|captured|displaced|casualties|"
            rf"(?<=those )who +(?:died|perished|fell|lost +their +lives|were +(?:killed|injured|wounded|taken)))"
        )
    ),
    (re.compile(rf"(?P<noun>dead|killed|wounded|injured|missing|captured|deaths|fatalities) *: +(?P<list>{LIST})")),
    (
        re.compile(
            rf"(?:^|[.;:] +)(?P<noun>killed|dead|wounded|injured|hurt|missing|captured)(?: +(?:were|was|are|is) +| *, +(?=<\d+> *(?:[.;]|"
            rf"$)))(?P<list>{LIST})"
        )
    ),
    (
        re.compile(
            rf"(?<![\w-])(?:among|amongst) +(?:the +|those +|its +|their +)?(?:{G} +)?(?P<noun>dead|killed|slain|victims|fatalities|wounded|"
            rf"injured|missing|hostages|captives|captured|displaced|casualties|who +(?:died|perished|fell|lost +their +lives|were +killed|"
            rf"were +injured|"
            rf"were +wounded))(?: +(?!<|;|,)\S+){{0,5}}? +(?:is|are|was|were)(?: +also)? +(?P<list>{LIST})"
        )
    ),
    (
        re.compile(
            rf"(?<![\w-])(?:the|those|its) +(?P<noun>dead|killed|slain|victims|fatalities|wounded|injured|missing|hostages|captives|"
            rf"captured|who +(?:died|were +killed|were +injured|were +wounded))(?: +(?!<|;|,)\S+){{0,5}}? +(?:include|includes|"
            rf"included|were|are)(?: +also)? +(?P<list>{LIST})"
        )
    ),
    (
        re.compile(
            rf"(?:^|[.,;] +)also +(?P<noun>killed|wounded|injured|hurt|dead|missing|captured)(?: +(?!<|;|,)\S+){{0,4}}? +(?:was|"
            rf"were)(?: +also)? +(?P<list>{LIST})"
        )
    ),
)
WHO = re.compile(
    rf"(?<![\w-])(?:people|residents|civilians|soldiers|those|villagers|inhabitants|persons|troops) +who +(?P<noun>left|fled|"
    rf"died|perished|were +(?:killed|wounded|injured|displaced|captured)|went +missing)(?P<gap>(?: +(?!<|"
    rf";)\S+){{0,14}}?) +: +(?P<list>{G})"
)
NOUN_EFFECT: tuple[tuple[Effect, re.Pattern[str]], ...] = (
    (Effect.WOUNDED, re.compile(r"\b(?:wounded|injured|injuries|hurt)\b")),
    (Effect.MISSING, re.compile(r"\bmissing\b")),
    (Effect.CAPTURED, re.compile(r"\b(?:captured|captives|prisoners|hostages|abducted|kidnapped)\b")),
    (Effect.DISPLACED, re.compile(r"\b(?:displaced|refugees|fled|left|crossed|sheltering|homeless|evacuated|evacuees)\b")),
    (Effect.KILLED, re.compile(r"\b(?:dead|died|killed|slain|fallen|deaths?|fatalities|perished|toll|lost|losses|martyrs|victims|death)\b")),
)
TALLY_NOUN = re.compile(
    r"\b(?:dead|died|killed|slain|fallen|corpses|bodies|deaths?|fatalities|perished|toll|losses|wounded|injured|missing|captured|prisoners|hostages|"
    r"displaced|refugees|fled|crossed|martyrs|casualties|victims|left|homeless|abducted|kidnapped|own|lost)\b"
)


def effect_of(words: str) -> Effect | None:
    """The effect that the words of a tally or of a share name, if any."""
    return next((effect for effect, pattern in NOUN_EFFECT if pattern.search(words)), None)
