"""Words without which a wording cannot stand in a sentence: sets that are asked before the patterns of ``wordings`` and ``tally_wordings`` search.

Of some thirty patterns a sentence has words for two or three; a set says so in a fraction of a microsecond, a search takes fifty times as
long. A word missing here would hide a wording: a test reads the words off the patterns and holds the two together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.domain.reading import Effect
from monitor.understand.casualties.wordings import LEFT_KINDS

_RUN = re.compile(r"[a-z]+")
KIND_WORDS: tuple[frozenset[str], ...] = tuple(  # the small letters that each of ``wordings.LEFT_KINDS`` may begin with
    frozenset(words.split())
    for words in (
        """assassinated bayoneted beaten beheaded blown buried burned burnt clubbed crushed cut destroyed done eliminated executed fatally gunned
        hacked killed laid liquidated lynched martyred massacred mortally mown murdered neutralised neutralized put shot slain slaughtered
        stabbed starved tortured wiped""",
        """badly beaten bitten bloodied bruised burned burnt caught concussed cut felled gassed grazed hit hospitalised hospitalized hurt injured
        knocked
        maimed nicked operated overcome peppered treated pierced savagely scalded severely shell shot showered sprayed stabbed struck wounded""",
        """abducted arrested borne bundled captured carried caught detained dragged driven frogmarched hauled held herded in kept kidnapped led
        marched pulled rounded seized snatched spirited taken walked whisked""",
        """airlifted banished brought bused bussed cleared deported displaced driven ejected evacuated evicted exiled expelled ferried forced made
        moved pushed relocated removed rendered resettled shifted shipped taken trucked turned uprooted""",
        """attained became been bled corpses dead death deaths did die died dies do does drowned embraced expired never fall fallen falls fatalities
        fatality fell found gave given gives giving had has have in killings laid left lose loses lost made martyrdom martyrdoms meet met paid perish
        perished sacrificed succumbed was were""",
        """admitted airlifted asked bandaged being bled bleeding breaking broke broken brought came carried come comes coming critical critically
        evacuated
        fighting flown fractured given got had has have in injuries injury limped limping lost moved need needed needing needs on operated patched
        reached received recovering receiving took require required requires requiring rushed seeking shattered sought stitched suffered suffering
        sustained
        sustaining taken treated with wounds""",
        """accounted did disappeared failed gone had has have missing never not unaccounted vanished went whereabouts""",
        """are fall fallen fell gave is remain remained remains surrendered was were""",
        """abandoned abandoning accommodated are arrived arriving away bedded brought bused bussed camped camping cleared come crammed crossed
        crossing crowded deserted displaced displacements driven driving drove emptied escaped evacuated ferried fled flee fleeing found gone got
        had has have
        headed homeless housed huddled huddling jammed leave leaving left living loaded lodged lodging lose lost migrated moved moving need
        needed needing needs now on out packed poured pouring pulled pushed quit refugees relocated remain retreated seek seeking sent sheltered
        sheltering shifted shifting sleeping slept sought spend spending spent spenting spilled squatting staying streamed streaming taken
        taking took transferred travelled trekked trucked unable vacated walked walking went were""",
    )
)
_CUT = frozenset("cut bring brings bringing brought takes taking took raises raising raised pushes pushing pushed".split())
ACTIVE_WORDS: tuple[frozenset[str], ...] = tuple(  # one of each must stand in a sentence that the pattern of ``transitives.ACTIVE`` there finds
    frozenset(words.split())
    for words in (
        """kill kills killing killings martyring murdering executing slaughtering massacring eliminating neutralising neutralizing claimed claims
        claiming cost costs costing took taken taking death deaths murder murders execution martyrdom assassination loss body bodies remains
        corpse corpses funeral funerals shoot shoots shooting shot guns gunning bury buries buried burying mourn mourns mourned mourning""",
        "claimed claims claiming cost costs costing taken took taking",
        "cost costs costing",
        "cost costs costing",
        "shot shooting beat beating stabbed burned hacked",
        "lost lose loses losing",
        "wound wounds wounding injure injures injuring hurting maiming maims injury injuries hospitalising hospitalizing",
        """capture captures capturing abduct abducts abducting kidnap kidnaps kidnapping seize seizes seizing snatching detains detaining took
        takes taking taken led leading dragged dragging carried bundled abduction seizure detention hold holds holding""",
        """took takes taking taken held holds hold holding led leading dragged dragging bundled marched marching carried carrying kept keeps
        hauled walked drove""",
        "made went ran rode drove",
        "nothing no",
        "fate whereabouts",
        "sent sends sending put puts putting landed took taken rushed left leaving leaves",
        "move moved moving driven drove driving forced forcing pushed chased taken brought bused trucked ferried shifted sent herded",
        "left leave leaves leaving abandoned abandoning",
        "shelters sheltered sheltering houses housed housing hosts hosted hosting accommodates accommodated accommodating",
        "search searching searches searched look looking looks looked lost losing",
        "slit slitting cut cutting",
        """seize seized seizes seizing hijack hijacked hijacks hijacking capture captured captures capturing impounded impounds impounding led towed
        escorted took taken diverted forced""",
        """displace displaces displacing uproot uproots uprooting evacuating evacuate expelling expels deporting forced forcing forces drove
        driving drives driven chased pushed turned thrown moved brought bused bussed trucked ferried airlifted shifted sent sending made making
        compelled compelling displacement flight expulsion exodus evacuation deportation""",
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
    frozenset("dead killed fallen deaths fatalities wounded injured missing captured displaced losses prisoners hostages".split()),
)
INCLUDE_WORDS: tuple[frozenset[str], ...] = (  # likewise for ``tallies.INCLUDE``
    frozenset("include includes included comprise comprises comprised".split()),
    frozenset("heard seen found".split()),
    frozenset("survived lived made escaped".split()),
    frozenset({"among", "one"}),
    frozenset({":"}),
    frozenset("killed dead wounded injured hurt missing captured".split()),
    frozenset({"among", "amongst"}),
    frozenset("dead killed slain victims fatalities wounded injured missing hostages captives captured who".split()),
    frozenset({"also"}),
)


_KINDS = [(re.compile(rf"(?<![\w'-])(?:{wording})(?![\w-])"), (effect, voice)) for effect, wording, voice in LEFT_KINDS]
_BY_OPENING = {word: [kind for kind, words in zip(_KINDS, KIND_WORDS, strict=True) if word in words] for word in frozenset().union(*KIND_WORDS)}


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of ``wordings.LEFT_KINDS`` in a form: where it stands, the effect that it tells, and its voice."""

    match: re.Match[str]
    effect: Effect
    voice: str


def wordings_in(text: str) -> list[Wording]:
    """The wordings in the text of a form, none within another; of several kinds at one place the first."""
    out: list[Wording] = []
    at = 0
    for begin, kinds in [(run.start(), kinds) for run in _RUN.finditer(text) if (kinds := _BY_OPENING.get(run.group()))]:
        if begin < at:
            continue
        for pattern, kind in kinds:
            if (m := pattern.match(text, begin)) is not None:
                out.append(Wording(m, *kind))
                at = m.end()
                break
    return out
