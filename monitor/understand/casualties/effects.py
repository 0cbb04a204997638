"""What befell whom: the verbs and nouns of death, injury, loss, capture and flight, and which groups of a sentence they govern.

Works on the readable form of a sentence (see ``clause``). Each finding names the effect, the groups, and where the wording stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitor.domain.reading import Effect
from monitor.understand.casualties.clause import G, LIST, Form, lists_in, numbers_of
from monitor.understand.casualties.groups import Group

_ADV = (
    r"(?:also|later|since|already|then|still|now|both|all|each|there|thus|only|even|again|together|so far|reportedly|"
    r"themselves|either|just|instead|once|never|not|on the spot|in turn|themselves"
    r"|[a-z]+ly|in +the +(?:attack|strike|clash|fighting|shelling|blast|exchange|ambush|raid|incident|violence))"
)
_AUX = (
    r"(?:was|were|is|are|be|been|being|has|have|had|having|get|gets|got|getting|may|might|could|would|will|can|must|should|to|"
    r"remains?|remained|lay|lies|reported|said|feared|believed|thought|known"
    r"|confirmed|presumed|found|declared|pronounced|listed|appeared|understood|claimed|alleged|in +fact|when|who|that|"
    r"of +them|people|others|more|personnel)"
)
_BE = re.compile(
    r"(?:was|were|is|are|be|been|being|get|gets|got|getting|reported|feared|believed|found|confirmed|presumed|have|has|"
    r"had)(?: +(?:not|also|reportedly|[a-z]+ly|later|already|since|then|all|both|now|still|said +to +have +been))* +$"
)
_KILLED = (
    r"killed|slain|murdered|executed|massacred|assassinated|beheaded|martyred|gunned +down|shot +dead|shot +and +killed|"
    r"shot +to +death|blown +up|neutrali[sz]ed|eliminated|liquidated"
    r"|(?:hacked|stabbed|beaten|tortured|burned|burnt|crushed|starved) +to +death|lynched|slaughtered|destroyed|wiped +out"
)
_WOUNDED = r"wounded|injured|hurt|maimed|hospitali[sz]ed|shot +and +(?:wounded|injured)|shot +in +the +[a-z]+|hit +in +the +[a-z]+|gassed"
_CAPTURED = (
    r"captured|abducted|kidnapped|seized|snatched|taken +(?:hostage|prisoner|captive)s?|taken +away|taken +into +(?:custody|"
    r"captivity)|taken +(?:to|into|across) +(?:\S+ +){1,4}?as +(?:hostages?|prisoners?|captives?)"
    r"|led +(?:off|away)|dragged +(?:off|away)|held(?: +(?:hostage|captive|prisoner|in +captivity))?(?! +(?:up|back|talks|"
    r"their|its|his|her|office|power|out|on +to))|rounded +up|detained|arrested|taken +by +(?:gunmen|militants|rebels)"
)
_DISPLACED = (
    r"displaced|evacuated|uprooted|expelled|deported|driven +(?:from|out|off|across|over)|forced +(?:out|from|to +(?:flee|"
    r"leave|evacuate|abandon))|resettled|relocated"
)
_DIED = (
    r"died|dies|die|dead|perished|perish|succumbed|lost +(?:their|his|her) +li(?:fe|ves)|laid +down +(?:their|his|"
    r"her) +li(?:fe|ves)|made +the +(?:supreme|ultimate) +sacrifice|sacrificed +(?:their|his|her)"
    r"|fell +in +(?:battle|action|combat)|(?:was|were|been) +lost|deaths?|fatalit(?:y|ies)|drowned|bled +to +death|"
    r"martyrdoms?|corpses|bodies|attained +martyrdom|embraced +martyrdom"
)
_SUFFERED = (
    r"(?:suffered|sustained|received|suffering|sustaining)(?: +\S+){0,3} +(?:injur(?:y|ies)|wounds?|burns|concussion|trauma)|"
    r"(?:taken|rushed|flown|brought|airlifted|admitted) +to +(?:\S+ +){0,3}?hospital|reached +hospital"
    r"|in +(?:\S+ +)?hospital|treated +(?:in|at|for)|with +(?:broken|bullet|shrapnel|burn|burns|gunshot|head|leg|fractured|"
    r"serious|minor|critical)(?: +\S+){1,4}|lost +(?:a|an|his|her|their|one) +(?:leg|arm|eye|hand|foot|limb|legs|arms|limbs|"
    r"thumb|finger|fingers|toe|ear)"
    r"|in +(?:a +)?(?:critical|serious|grave) +condition|fighting +for +(?:his|her|their) +li(?:fe|ves)|needed +(?:stitches|"
    r"surgery|treatment)|injur(?:y|ies)|wounds"
)
_MISSING = (
    r"missing|went +missing|gone +missing|unaccounted +for|accounted +for|(?:not|never) +been +(?:seen|heard +(?:of|"
    r"from))(?: +\S+)?|not +been +found|disappeared|vanished"
)
_FLED = (
    r"fled|flee|fleeing|homeless|(?:left|leave|leaving|abandoned|vacated|abandoning) +(?:behind +)?(?:their|his|"
    r"her) +(?:\S+ +){0,2}?(?:homes?|villages?|houses?|land|farms?|possessions)"
    r"|(?:has|have|had) +(?:already +|since +|now +)?left|left +(?:the +)?(?:[A-Z]\S+|villages|houses|towns|area|region|city|"
    r"town|village|enclave|district|zone|country|territory|province|valley|islands?)|(?:sought|seeking|seek|found|taken|took|"
    r"taking) +(?:shelter|refuge|safety|asylum|sanctuary)"
    r"|(?:crossed|crossing|escaped|fled) +(?:back +)?(?:to|into|over +to|over|the +border|the +river)|(?:moved|moving|taken|"
    r"gone|relocated|transferred) +to +(?:\S+ +){0,2}?(?:shelters?|bunkers?|safety|camps?|places|ground|relatives|basements?)|"
    r"sheltering"
    r"|jammed +the +(?:roads?|highways?|crossings?)|(?:streamed|poured|streaming|pouring|spilled|"
    r"trekked) +(?:back +)?(?:across|over|into|out|towards?|north|south|east|west)|living +in +(?:tents|camps|shelters)|"
    r"on +the +move|(?:arrived|arriving) +(?:from|in +camps)|displaced|refugees|away +from +their +homes|"
    r"out +of +their +homes"
)
_RIGHT = r"(?: +(?:up +to|all|both|some|his|her|its|their|in +all|also|a|the|the +bodies +of|over|off|away|prisoner|hostage|captive|at +least))? +"
_LEFT_KINDS: tuple[tuple[Effect, str, str], ...] = (  # effect, wording, voice: both = passive or active; own = what the subject undergoes; noun
    (Effect.KILLED, _KILLED, "both"),
    (Effect.WOUNDED, _WOUNDED, "both"),
    (Effect.CAPTURED, _CAPTURED, "both"),
    (Effect.DISPLACED, _DISPLACED, "both"),
    (Effect.KILLED, _DIED, "own"),
    (Effect.WOUNDED, _SUFFERED, "own"),
    (Effect.MISSING, _MISSING, "own"),
    (Effect.DISPLACED, _FLED, "own"),
)
_ALL = re.compile(r"(?<![\w'-])(?:" + "|".join(f"(?P<k{i}>{wording})" for i, (_, wording, _) in enumerate(_LEFT_KINDS)) + r")(?![\w-])")
_ACTIVE: tuple[tuple[Effect, re.Pattern[str]], ...] = (
    (
        Effect.KILLED,
        re.compile(
            rf"(?<![\w'-])(?:kill|kills|killing|martyring|murdering|executing|slaughtering|massacring|eliminating|neutrali[sz]ing|"
            rf"claim(?:ed|s|ing) +the +li(?:fe|ves) +of|cost(?:s|ing)? +the +li(?:fe|ves) +of|t(?:ook|aken|aking) +the +li(?:fe|"
            rf"ves) +of"
            rf"|(?:the +)?(?:deaths?|killings?|murders?|execution|martyrdom|assassination|loss) +of|(?:the +)?bod(?:y|ies) +of|"
            rf"shoot(?:s|ing)? +dead|shot +dead|gun(?:s|ning) +down|shot +and +killed|burie[ds]|burying){_RIGHT}(?P<list>{LIST})"
        ),
    ),
    (
        Effect.KILLED,
        re.compile(rf"(?<![\w'-])(?:claim(?:ed|s|ing)|cost(?:s|ing)?|taken|took|taking|taking|cost) +(?P<list>{G})(?: +(?:[a-z]+ +)?lives\b)"),
    ),
    (Effect.KILLED, re.compile(rf"(?<![\w'-])(?:shot|shooting|beat|beating|stabbed|burned|hacked) +(?P<list>{LIST}) +(?:dead|to +death)\b")),
    (
        Effect.KILLED,
        re.compile(rf"(?<![\w'-])(?:lost|loses?|losing) +(?:as +many +as +)?(?P<list>{LIST})(?! +(?:to +(?:desertion|defection)|seats|votes))"),
    ),
    (
        Effect.WOUNDED,
        re.compile(
            rf"(?<![\w'-])(?:wound|wounds|wounding|injures?|injuring|hurting|maiming|maims|(?:the +)?wounding +of|(?:the +)?injur(?:y|"
            rf"ies) +(?:of|to)|hospitali[sz]ing){_RIGHT}(?P<list>{LIST})"
        ),
    ),
    (
        Effect.CAPTURED,
        re.compile(
            rf"(?<![\w'-])(?:capture|captures|capturing|abduct|abducts|abducting|kidnaps?|kidnapping|seizes?|seizing|snatching|detains|"
            rf"detaining|(?:took|takes|taking|taken) +(?:prisoner|hostage|captive|into +custody|away)|(?:led|leading|dragg(?:ed|ing)|"
            rf"carried|bundled) +(?:off|away)"
            rf"|(?:the +)?(?:capture|abduction|kidnapping|seizure|detention) +of|still +hold(?:s|ing)?|hold(?:s|ing)? +(?:hostage|"
            rf"captive|prisoner)){_RIGHT}(?P<list>{LIST})"
        ),
    ),
    (
        Effect.CAPTURED,
        re.compile(
            rf"(?<![\w'-])(?:took|takes|taking|taken|held|holds|hold|holding|led|leading|dragged|bundled|marched|carried|kept|"
            rf"keeps) +(?P<list>{LIST}) +(?:hostage|prisoner|captive|into +(?:custody|captivity|the +woods)|off|away|in +captivity|"
            rf"as +(?:hostages|prisoners))\b"
        ),
    ),
    (
        Effect.DISPLACED,
        re.compile(
            rf"(?<![\w'-])(?:displace|displaces|displacing|uproots?|uprooting|evacuating|evacuate|expelling|expels|deporting|(?:forced|"
            rf"forcing|forces|drove|driving|drives|driven|sent|sending|made|making|compelled|compelling)|(?:the +)?(?:displacement|"
            rf"flight|expulsion|exodus|evacuation|deportation) +of){_RIGHT}(?P<list>{LIST})"
        ),
    ),
)
_FORCED = re.compile(r"(?:forced|forcing|forces|drove|driving|drives|driven|sent|sending|made|making|compelled|compelling)\b")
_FORCED_TO = re.compile(
    r" +(?:people +|residents +)?(?:from|out|to +(?:flee|leave|evacuate|abandon|seek)|into +(?:exile|flight|shelters?)|"
    r"fleeing|homeless|across|off|over)\b"
)
_TALLY_VERB = (
    r"(?:rose|rises?|risen|rising|climbed|climbs|grown|grew|jumped|reached|reaches|reach|hit|hits|stood|stands|passed|passes|"
    r"tops|topped|exceeds|exceeded|surpass(?:es|ed)|nears|neared|nearing|soar(?:s|ed)|soared +(?:past|over|above)|climb(?:s|"
    r"ed) +(?:above|past|over)|is|was|are|were|now|at|to|of|as|range[sd]?|totall?ed|totals|mounts|mounted|stayed|remains?|"
    r"remained|rests?|crossed|crosses|put|:|-)"
)
_DEAD_NOUN = r"(?:dead|deaths?|fatalities|killed|toll|losses|dead +and +missing)"
_TALLIES: tuple[tuple[Effect | None, re.Pattern[str], bool], ...] = (  # effect (None: inherited), pattern, whether a running total
    (
        Effect.KILLED,
        re.compile(
            rf"(?<![\w-])(?P<noun>(?:death +|casualty +|overall +|combined +|total +|official +|confirmed +)*toll)(?P<gap>(?: +(?!<|;|"
            rf"wounded|injured)\S+){{0,9}}?)(?: +from +(?P<from>{G}))? +{_TALLY_VERB}(?: +(?:at|to|of))? +(?P<list>{G})(?! +(?:wounded|"
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
            rf"(?<![\w-])(?P<noun>number|count|total|tally|estimates?|figures?) +(?:of|for)(?P<gap>(?: +(?!<|;|"
            rf",)\S+){{1,10}}?)(?: +from +(?P<from>{G}))?(?: +{_TALLY_VERB})?(?: +(?:at|to|of|up|down|more|above))* +(?P<list>{G})"
        ),
        False,
    ),
    (
        None,
        re.compile(rf"(?<![\w-])put(?:s|ting)? +(?P<noun>(?:(?!<|;|,)\S+ +){{1,12}})(?P<gap>)at +(?P<list>{LIST})(?! +[a-z]+ly +(?:wounded|injured))"),
        False,
    ),
    (
        None,
        re.compile(
            rf"(?<![\w-])(?P<noun>dead|killed|deaths|fatalities|wounded|injured|missing|captured|displaced|losses|prisoners|"
            rf"hostages)(?P<gap>(?: +(?:on|in|of|for|among|its|their|side|both|sides|the|own|now|so|far|had|has|"
            rf"have)){{0,5}})(?: +(?:from|down +from|up +from) +(?P<from>{G}))? *(?:at|to|:|(?:could|may|might) +(?:reach|exceed|top|"
            rf"pass|be)|numbered|number|numbering|reached|totall?ed|rose +to|stands? +at|stood +at|exceeds?|exceeded|passed|"
            rf"topped) +(?P<list>{G})(?! +(?:wounded|injured|missing))"
        ),
        False,
    ),
)
_INCLUDE = (
    (
        re.compile(
            rf"(?<![\w-])(?:among|amongst) +(?:the +|those +|its +|their +)?(?P<noun>dead|killed|slain|victims|fatalities|wounded|"
            rf"injured|missing|hostages|captives|captured|displaced|casualties|who +(?:died|were +killed|were +injured|"
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
_WHO = re.compile(
    rf"(?<![\w-])(?:people|residents|civilians|soldiers|those|villagers|inhabitants|persons|troops) +who +(?P<noun>left|fled|"
    rf"died|perished|were +(?:killed|wounded|injured|displaced|captured)|went +missing)(?P<gap>(?: +(?!<|"
    rf";)\S+){{0,14}}?) +: +(?P<list>{G})"
)
_NOUN_EFFECT: tuple[tuple[Effect, re.Pattern[str]], ...] = (
    (Effect.WOUNDED, re.compile(r"\b(?:wounded|injured|injuries|hurt)\b")),
    (Effect.MISSING, re.compile(r"\bmissing\b")),
    (Effect.CAPTURED, re.compile(r"\b(?:captured|captives|prisoners|hostages|abducted|kidnapped)\b")),
    (Effect.DISPLACED, re.compile(r"\b(?:displaced|refugees|fled|left|crossed|sheltering|homeless|evacuated|evacuees)\b")),
    (Effect.KILLED, re.compile(r"\b(?:dead|died|killed|slain|deaths?|fatalities|perished|toll|lost|losses|martyrs|victims|death)\b")),
)
_TALLY_NOUN = re.compile(
    r"\b(?:dead|died|killed|slain|deaths?|fatalities|perished|toll|losses|wounded|injured|missing|captured|prisoners|hostages|"
    r"displaced|refugees|fled|crossed|martyrs|casualties|victims)\b"
)
_GAP_STOP = re.compile(
    r"(?:;|:|\.|\?|\u2014|\u2013)|(?<![\w'-])(?:said|says|told|when|while|after|before|because|until|if|but|where|since|"
    r"although|though|whereas|that|as|denied|claims?|except|than|including|without)(?![\w-])"
)
_VP_AND = re.compile(rf"(?: +(?:{_AUX}|{_ADV}|,))* *$")
_OBLIQUE = re.compile(
    r"(?:^|[\s(])(by|with|against|from|in|at|for|to|near|than|into|between|under|beside|among|towards?|onto|like|against|"
    r"involving|targeting|hit|struck|attacked|despite|after|before|over|on|of|as|that|carrying|and|behind|"
    r"beyond) +(?:the +)?$"
)
_COLLECTIVE = re.compile(
    r"\b(?:group|party|patrol|convoy|total|crew|unit|platoon|squad|team|number|column|family|crowd|some|many|contingent|"
    r"company|detachment|body|bodies|deaths?|loss|lives|killing|dozens|half|most|all|band|pair|"
    r"out) +(?:[a-z]+ +)?of +(?:the +)?$"
)
_AFTER_REDUCED = re.compile(
    r" *(?:$|[.,;:()?!\u2014\u2013/-]|(?:in|on|by|at|near|during|when|as|while|after|and|or|since|over|from|for|to|inside|"
    r"outside|overnight|early|late|there|here|so|this|last|<\d+>|(?:\w+ +)?(?:days?|hours?|weeks?|months?|years?) +(?:ago|"
    r"earlier|before)|yesterday|today|within|along|around|under|with|across|but|nearby|elsewhere|again|alone|between|is|are|"
    r"was|were|have|has|had|because|only|every|per|each|ago|earlier|later|among|amid|including|through|throughout|before|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|[A-Z][a-z]+day)(?!\w)|(?:seriously|critically|badly|slightly|[a-z]+ly)(?!\w))"
)
_PAIRED = re.compile(r" +(?:or|and)(?: +[a-z]+ly)? +(?:killed|wounded|injured|dead|hurt|captured|missing|maimed)\b")
_COMPANY = re.compile(rf" +(?:(?:along|together) +)?with +(?P<list>{LIST})(?! +(?:were|was|had|killed|wounded))")
_HURT_BEFORE = re.compile(r"^ +(?:hurt|injured|wounded)\b")
_LATER_DEATH = re.compile(
    r"(?: +(?!<|;|killing)\S+){0,16}?(?: +(?:has|have|had|and|later|also|then|since))+ +(?:died|succumbed)\b|(?: +(?!<|;|"
    r",)\S+){0,12}? +succumbed\b|(?: +(?!<|;|,)\S+){0,8}? +, +died\b"
)
_ANY_CUE = re.compile(
    r"(?<![\w'-])(?:killed|wounded|injured|died|dead|hurt|captured|missing|abducted|detained|displaced|fled|perished|martyred)(?![\w-])"
)
_ADJACENT = re.compile(rf"^(?: +(?:{_AUX}|{_ADV}))*$")
_FOUND = re.compile(r"\b(?:count(?:ed)?|found|recovered|retrieved|received|brought|pulled|saw|seen|lay|arrived|taken|dug)\b")
_OWN_NOUN = re.compile(r"(?:dead|deaths?|fatalit\w+|missing|injur(?:y|ies)|wounds|bodies|corpses|homeless|refugees|displaced|martyrdoms?)$")


@dataclass(frozen=True, slots=True)
class Finding:
    """An effect and the groups it befell. ``total`` marks a running total; ``open_end`` a figure that was passed or exceeded."""

    effect: Effect | None  # None: the effect of the figure before it
    groups: tuple[int, ...]
    start: int
    end: int
    at: int  # where the wording stands in the form
    total: bool = False
    open_end: bool = False
    active: bool = False
    owner: str = ""  # the words of a tally that may name whose people ("the Afghan dead")
    noun: str = ""


def find_effects(form: Form) -> list[Finding]:
    """All findings in a sentence's form; a group undergoes one effect, the first that claims it."""
    taken: set[int] = set()
    out: list[Finding] = []
    for finding in (*_tallies(form), *_inclusions(form), *_actives(form), *_subjects(form)):
        groups = tuple(g for g in finding.groups if g not in taken)
        if not groups:
            continue
        taken.update(finding.groups)
        out.append(
            Finding(
                finding.effect,
                groups,
                finding.start,
                finding.end,
                finding.at,
                finding.total,
                finding.open_end,
                finding.active,
                finding.owner,
                finding.noun,
            )
        )
    return sorted(out, key=lambda f: f.start)


def _effect_of(words: str) -> Effect | None:
    return next((effect for effect, pattern in _NOUN_EFFECT if pattern.search(words)), None)


def _tallies(form: Form) -> Iterator[Finding]:
    for effect, pattern, running in _TALLIES:
        for m in pattern.finditer(form.text):
            words = f"{m.group('noun')} {m.group('gap')}"
            if "toll" not in words and not _TALLY_NOUN.search(m.group()) and not (running and re.search(r"total|tally", words)):
                continue
            groups = numbers_of(m.group("list"))
            if any(form.groups[g].kind == "unknown" for g in groups):
                continue
            if (
                not running
                and m.group("noun").strip() in {"killed", "wounded", "injured", "captured", "displaced", "dead", "missing"}
                and not _tally_like(form, m)
            ):
                continue
            passed = (
                re.search(r"(?:pass|top|exceed|surpass|cross)\w*(?: +\S+)? +$|(?:above|past|over) +$", form.text[m.start() : m.start("list")])
                is not None
            )
            found = effect or _effect_of(words)
            running_total = running or re.search(r"\btotal|so far\b", words) is not None
            first = re.search(r"\bfirst\b|\binitial\b", form.text[max(0, m.start() - 20) : m.end()]) is not None or (
                "toll" in words and re.search(r" (?:of|is|was|at|:|put) +$", form.text[: m.start("list")]) is not None
            )
            yield Finding(found, tuple(groups), m.start(), m.end(), m.start("list"), running_total and not first, passed, owner=words, noun="tally")
            if "from" in pattern.groupindex and m.group("from"):
                yield Finding(None, tuple(numbers_of(m.group("from"))), m.start(), m.end(), m.start(), noun="superseded")


def _tally_like(form: Form, m: re.Match[str]) -> bool:
    """ "Killed: 12", "put the Afghan dead at three", "number of wounded at 5", but not "was killed at 3"."""
    behind, link = form.text[: m.start()], form.text[m.end("noun") : m.start("list")]
    return (
        ":" in link
        or re.search(r"\b(?:could|may|might)\b", link) is not None
        or re.search(r"(?:\bthe|'s|s'|\bof|\bits|\btheir|[a-z]an|[a-z]ian|[a-z]ese|[a-z]ish|[a-z]i|\bestimates +\S+ +\S+) +$", behind) is not None
        and not re.search(r"\b(?:was|were|been|being) +(?:\S+ +)?$", behind)
    )


def _inclusions(form: Form) -> Iterator[Finding]:
    for pattern in _INCLUDE:
        for m in pattern.finditer(form.text):
            yield Finding(_effect_of(m.group("noun")), tuple(numbers_of(m.group("list"))), m.start(), m.end(), m.start("noun"), noun="inclusion")
    for m in _WHO.finditer(form.text):
        yield Finding(_effect_of(m.group("noun")), tuple(numbers_of(m.group("list"))), m.start(), m.end(), m.start("noun"))


def _usable(group: Group, effect: Effect, *, active: bool) -> bool:
    if group.kind == "unknown":
        return effect is not Effect.MISSING and (not active or group.noun[:1].isalpha())
    return True


def _actives(form: Form) -> Iterator[Finding]:
    """Verbs and nouns that take the people behind them: "killing four soldiers and a medic", "the deaths of two men"."""
    yield from _bodies(form)
    for effect, pattern in _ACTIVE:
        for m in pattern.finditer(form.text):
            groups = [form.groups[g] for g in numbers_of(m.group("list"))]
            if not all(_usable(g, effect, active=True) for g in groups) or (
                groups[0].kind == "unknown"
                and m.group().startswith(("lost", "los", "made", "sent", "tak", "took", "seiz", "captur", "hold", "drov", "forc"))
            ):
                continue
            if " of" in m.group() and "loss" in m.group() and groups[0].kind != "person":
                continue
            if m.group().startswith(("lost ", "lose", "losing")) and not _lost_people(form, m, groups):
                continue
            if _FORCED.match(m.group()) and not _FORCED_TO.match(form.text, m.end()):
                continue
            if re.match(r"(?:tak|took|claim|cost)", m.group()) and effect is Effect.KILLED and "li" not in m.group():
                continue
            yield _object(form, effect, m.start(), m.start("list"), m.end("list"))
    for m in _ALL.finditer(form.text):
        effect, _, voice = _kind(m)
        if voice != "both":
            continue
        right = re.compile(rf"{_RIGHT}(?P<list>{LIST})").match(form.text, m.end())
        if right is None or _BE.search(form.text, max(0, m.start() - 40), m.start()) and not _had(form.text[: m.start()]):
            continue
        groups = [form.groups[g] for g in numbers_of(right.group("list"))]
        if not all(_usable(g, effect, active=True) for g in groups) or _followed_by_cue(form, right):
            continue
        yield _object(form, effect, m.start(), right.start("list"), right.end("list"))


def _bodies(form: Form) -> Iterator[Finding]:
    """ "We counted nineteen bodies": the dead by their bodies, unless these are only handed over."""
    for index, group in enumerate(form.groups):
        if group.noun in {"body", "corpse"} and _FOUND.search(form.text):
            at = form.text.find(f"<{index}>")
            if at >= 0:
                yield Finding(Effect.KILLED, (index,), at, at + len(f"<{index}>"), at)


def _followed_by_cue(form: Form, right: re.Match[str]) -> bool:
    """ "eight killed 14 wounded": the second figure belongs to the second word."""
    first = form.groups[numbers_of(right.group("list"))[0]]
    return first.kind == "bare" and _ANY_CUE.match(form.text, right.end() + 1) is not None


def _had(before: str) -> bool:
    """True when the auxiliary is a perfect active one ("had killed"), not a passive."""
    return re.search(r"\b(?:has|have|had|having)(?: +(?:already|also|since|now|so +far|[a-z]+ly))* +$", before) is not None and not re.search(
        r"\bbeen +(?:\S+ly +)?$", before
    )


def _lost_people(form: Form, m: re.Match[str], groups: Sequence[Group]) -> bool:
    behind = form.text[: m.start()]
    if groups[0].kind == "bare" or groups[0].noun in {"family", "citizen", "voter", "resident", "worker", "employee", "hostage"}:
        return False
    return re.search(r"\b(?:have|has|had|was|were|is|are)? *(?:not +)?$", behind) is not None


def _object(form: Form, effect: Effect, start: int, low: int, high: int) -> Finding:
    """The people behind an active verb; when the last of them start a passive of their own they are left to it."""
    numbers = numbers_of(form.text[low:high])
    tail = re.compile(rf" +(?:{_AUX} +|{_ADV} +)*(?:was|were|been|are|is)(?: +{_ADV})* +(?:{_KILLED}|{_WOUNDED}|{_CAPTURED}|missing|dead)\b").match(
        form.text, high
    )
    own = re.compile(r" +(?:[a-z]+ly +)?(?:killed|wounded|injured|hurt|missing|dead|died|captured)\b").match(form.text, high)
    if (tail or own) and len(numbers) > 1:
        cut = form.text.rfind(f"<{numbers[-1]}>", low, high)
        return Finding(effect, tuple(numbers[:-1]), start, cut, start, active=True)
    return Finding(effect, tuple(numbers), start, high, start, active=True)


def _kind(m: re.Match[str]) -> tuple[Effect, str, str]:
    return _LEFT_KINDS[int(str(m.lastgroup)[1:])]


def _subjects(form: Form) -> Iterator[Finding]:
    """Passives, intransitives and nouns, with the people before them."""
    for m in _ALL.finditer(form.text):
        effect, _, voice = _kind(m)
        if _PAIRED.match(form.text, m.end()) and not re.match(
            r" +and +(?:killed|wounded|injured|dead|hurt|captured|missing|maimed) +<", form.text[m.end() :]
        ):
            continue
        if m.group() == "accounted for" and not re.search(r"\b(?:not|never|n't)\b[^,;<]{0,16}$", form.text[: m.start()]):
            continue
        if effect is Effect.WOUNDED and _LATER_DEATH.match(form.text, m.end()):
            effect = Effect.KILLED  # "a woman hurt in the firing has died"
        if (found := _subject_of(form, effect, voice, m)) is not None:
            yield found


def _subject_of(form: Form, effect: Effect, voice: str, m: re.Match[str]) -> Finding | None:
    for candidate in reversed(lists_in(form.text, max(0, m.start() - 220), m.start())):
        gap = form.text[candidate.end() : m.start()]
        if _broken(gap):
            return None
        groups = [form.groups[g] for g in numbers_of(candidate.group())]
        close = _ADJACENT.match(gap.rstrip()) is not None
        if groups[0].kind == "bare" and not close and not gap.lstrip().startswith(("of ", "on ", "in ", "from ", "others", "who ")):
            return None
        numbers = numbers_of(candidate.group())
        before = form.text[: candidate.start()]
        oblique = _OBLIQUE.search(before)
        if oblique and oblique.group(1) == "of" and _COLLECTIVE.search(before):
            oblique = None
        if oblique and len(numbers) > 1 and re.search(r", +and +<\d+>$", candidate.group()):
            numbers, oblique = numbers[-1:], None  # "with a neighbour, and thousands were dead"
        if oblique and gap.strip() in {"", ","}:
            oblique = None  # "spoke of two dead", "for seven men, seized on Monday": the participle belongs to the people just named
        if oblique and oblique.group(1) in {"and", "that", "after", "before", "as", "over", "with", "for"} and close:
            oblique = None
        if oblique:
            continue
        if not all(_usable(form.groups[g], effect, active=False) for g in numbers):
            return None
        finite = _BE.search(form.text[max(0, m.start() - 60) : m.start()]) is not None
        reduced = close or gap.strip() == ","
        if voice == "both" or _OWN_NOUN.fullmatch(m.group()):
            if not finite and (not reduced or not _AFTER_REDUCED.match(form.text, m.end())):
                return None
        company = _COMPANY.match(form.text, m.end())
        if company is not None:
            numbers = [*numbers, *numbers_of(company.group("list"))]
        return Finding(effect, tuple(numbers), candidate.start(), company.end() if company else m.end(), m.start())
    return None


def _broken(gap: str) -> bool:
    """True when a clause ends between the people and the verb."""
    plain = re.sub(r"^(?: +(?:who|that)(?= ))", "", gap)
    plain = re.sub(
        (
            r"(?: +(?:said|believed|reported|known|thought|feared|claimed|understood) +to(?= ))|(?:(?<=were)|(?<=was)|(?<=are)|"
            r"(?<=is)|(?<=been)) +(?:reported|confirmed|feared|said|found)(?= )"
        ),
        " ",
        plain,
    )
    if (
        _GAP_STOP.search(plain)
        or _ANY_CUE.search(_HURT_BEFORE.sub("", plain))
        and not re.search(r"\b(?:killed|wounded|died|injured|dead) +(?:or|and)(?: +(?:had|were|was|been|have))* *$", plain)
    ):
        return True
    if (cut := plain.rfind(" and ")) >= 0 and not _VP_AND.fullmatch(plain[cut + 4 :]) and not re.search(r"[A-Z]\S* +and +[A-Z]", plain):
        return True
    if "," in plain and not re.fullmatch(r"(?:[^,]*,[^,]*,[^,]*)|(?: *,(?: +(?:[a-z]+|,)){0,3} *)", plain):
        return True
    return len(plain.split()) > 16
