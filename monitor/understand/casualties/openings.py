"""Words without which a wording cannot stand in a sentence: sets that are asked before the patterns of ``wordings`` and ``tallies`` search.

Of some thirty patterns a sentence has words for two or three; a set says so in a fraction of a microsecond, a search takes fifty times as
long. A word missing here would hide a wording: a test reads the words off the patterns and holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RUN = re.compile(r"[a-z]+")
OPENINGS = frozenset(  # the letters that ``wordings.ALL`` may begin with, up to the first that is no small letter
    """abandoned abandoning abducted accommodated accounted admitted airlifted and are arrested arrived arriving asked assassinated attained
    away bandaged banished bayoneted beaten became bedded been beheaded being bitten bled bleeding bloodied blown borne breaking broke broken
    brought bruised bundled buried burned burnt bused bussed came camped camping captured carried caught cleared clubbed come comes coming
    concussed corpses crammed crossed crossing crowded crushed cut dead death deaths deported deserted destroyed detained did die died dies
    disappeared displaced do does dragged driven driving drove drowned ejected eliminated embraced emptied escaped evacuated evicted executed
    exiled expelled expired failed fall fallen falls fatalities fatality fell felled ferried fighting fled flee fleeing flown forced found
    fractured frogmarched gassed gave given gives giving gone got grazed gunned hacked had has hauled have headed held herded hit homeless
    hospitalised hospitalized housed huddled huddling hurt in injured injuries injury is jammed kept kidnapped killed knocked laid leave
    leaving led left limped limping liquidated living loaded lodged lodging lose loses lost lynched made maimed marched martyrdom martyrdoms
    martyred massacred meet met migrated missing moved moving mown murdered need needed needing needs neutralised neutralized never nicked
    not now on operated out overcome packed paid patched peppered perish perished pierced poured pouring pulled pushed put quit reached
    received receiving refugees relocated remain remained remains removed rendered require required requires requiring resettled retreated
    rounded rushed sacrificed scalded seek seeking seized sent shattered shell sheltered sheltering shifted shifting shipped shot showered
    slain slaughtered sleeping slept snatched sought spend spending spent spenting spilled spirited sprayed squatting stabbed starved staying
    stitched streamed streaming struck succumbed suffered suffering surrendered sustained sustaining taken taking took tortured transferred
    travelled treated trekked trucked turned unable unaccounted uprooted vacated vanished walked walking was went were whereabouts whisked
    wiped with wounded wounds""".split()
)
_CUT = frozenset("cut bring brings bringing brought takes taking took raises raising raised pushes pushing pushed".split())
ACTIVE_WORDS: tuple[frozenset[str], ...] = tuple(  # one of each must stand in a sentence that the pattern of ``wordings.ACTIVE`` there finds
    frozenset(words.split())
    for words in (
        """kill kills killing killings martyring murdering executing slaughtering massacring eliminating neutralising neutralizing claimed claims
        claiming cost costs costing took taken taking death deaths murder murders execution martyrdom assassination loss body bodies remains
        corpse corpses funeral funerals shoot shoots shooting shot guns gunning bury buries buried burying mourn mourns mourned mourning""",
        "claimed claims claiming cost costs costing taken took taking",
        "shot shooting beat beating stabbed burned hacked",
        "lost lose loses losing",
        "wound wounds wounding injure injures injuring hurting maiming maims injury injuries hospitalising hospitalizing",
        """capture captures capturing abduct abducts abducting kidnap kidnaps kidnapping seize seizes seizing snatching detains detaining took
        takes taking taken led leading dragged dragging carried bundled abduction seizure detention hold holds holding""",
        """took takes taking taken held holds hold holding led leading dragged dragging bundled marched marching carried carrying kept keeps
        hauled walked drove""",
        "made went ran rode drove",
        "nothing no",
        """displace displaces displacing uproot uproots uprooting evacuating evacuate expelling expels deporting forced forcing forces drove
        driving drives driven sent sending made making compelled compelling displacement flight expulsion exodus evacuation deportation""",
    )
)
TALLY_WORDS: tuple[frozenset[str], ...] = (  # likewise for ``tallies.TALLIES``
    frozenset({"toll"}),
    _CUT | frozenset("taken lifts lifting lifted lowers lowering lowered cutting revises revising revised".split()),
    _CUT,
    frozenset("number count total tally estimate estimates figure figures".split()),
    frozenset("makes made brings brought takes took".split()),
    frozenset({"own"}),
    frozenset({"put", "puts", "putting"}),
    frozenset("dead killed deaths fatalities wounded injured missing captured displaced losses prisoners hostages".split()),
)
INCLUDE_WORDS: tuple[frozenset[str], ...] = (  # likewise for ``tallies.INCLUDE``
    frozenset({"among"}),
    frozenset({":"}),
    frozenset("killed dead wounded injured missing captured".split()),
    frozenset({"among", "amongst"}),
    frozenset("dead killed slain victims fatalities wounded injured missing hostages captives captured who".split()),
    frozenset({"also"}),
)


def found_at(openings: frozenset[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What ``pattern.finditer(text)`` finds, tried only where a run of small letters is one of ``openings``."""
    at = 0
    for run in _RUN.finditer(text):
        if run.group() in openings and run.start() >= at and (m := pattern.match(text, run.start())) is not None:
            yield m
            at = m.end()
