"""The vocabulary of casualties as patterns over a sentence's readable form: verbs, nouns and tallies, and what may stand between."""

from __future__ import annotations

import re

from monitor.domain.reading import Effect
from monitor.understand.casualties.clause import LIST, G

ADV = (
    r"(?:also|later|since|already|then|still|now|both|all|each|there|thus|only|even|again|together|so far|reportedly|"
    r"themselves|either|just|instead|once|never|not|on the spot|in turn|themselves"
    r"|[a-z]+ly|in +the +(?:attack|strike|clash|fighting|shelling|blast|exchange|ambush|raid|incident|violence))"
)
AUX = (
    r"(?:was|were|is|are|be|been|being|has|have|had|having|get|gets|got|getting|may|might|could|would|will|can|must|should|to|"
    r"remains?|remained|lay|lies|reported|said|feared|believed|thought|known"
    r"|confirmed|presumed|found|declared|pronounced|listed|appeared|understood|claimed|alleged|in +fact|when|who|that|"
    r"of +them|people|others|more|personnel)"
)
BE = re.compile(
    r"(?:was|were|is|are|be|been|being|get|gets|got|getting|reported|feared|believed|found|confirmed|presumed|have|has|"
    r"had)(?: +(?:not|also|reportedly|[a-z]+ly|later|already|since|then|all|both|now|still|said +to +have +been))* +$"
)
KILLED = (
    r"killed|slain|murdered|executed|massacred|assassinated|beheaded|martyred|gunned +down|shot +dead|shot +and +killed|"
    r"shot +to +death|blown +up|neutrali[sz]ed|eliminated|liquidated"
    r"|(?:hacked|stabbed|beaten|tortured|burned|burnt|crushed|starved) +to +death|lynched|slaughtered|destroyed|wiped +out"
)
WOUNDED = r"wounded|injured|hurt|maimed|hospitali[sz]ed|shot +and +(?:wounded|injured)|shot +in +the +[a-z]+|hit +in +the +[a-z]+|gassed"
CAPTURED = (
    r"captured|abducted|kidnapped|seized|snatched|taken +(?:hostage|prisoner|captive)s?|taken +away|taken +into +(?:custody|"
    r"captivity)|taken +(?:to|into|across) +(?:\S+ +){1,4}?as +(?:hostages?|prisoners?|captives?)"
    r"|led +(?:off|away)|dragged +(?:off|away)|held(?: +(?:hostage|captive|prisoner|in +captivity))?(?! +(?:up|back|talks|"
    r"their|its|his|her|office|power|out|on +to))|rounded +up|detained|arrested|taken +by +(?:gunmen|militants|rebels)"
)
DISPLACED = (
    r"displaced|evacuated|uprooted|expelled|deported|driven +(?:from|out|off|across|over)|forced +(?:out|from|to +(?:flee|"
    r"leave|evacuate|abandon))|resettled|relocated"
)
DIED = (
    r"died|dies|die|dead|perished|perish|succumbed|lost +(?:their|his|her) +li(?:fe|ves)|laid +down +(?:their|his|"
    r"her) +li(?:fe|ves)|made +the +(?:supreme|ultimate) +sacrifice|sacrificed +(?:their|his|her)"
    r"|fell +in +(?:battle|action|combat)|(?:was|were|been) +lost|deaths?|fatalit(?:y|ies)|drowned|bled +to +death|"
    r"martyrdoms?|corpses|bodies|attained +martyrdom|embraced +martyrdom"
)
SUFFERED = (
    r"(?:suffered|sustained|received|suffering|sustaining)(?: +\S+){0,3} +(?:injur(?:y|ies)|wounds?|burns|concussion|trauma)|"
    r"(?:taken|rushed|flown|brought|airlifted|admitted) +to +(?:\S+ +){0,3}?hospital|reached +hospital"
    r"|in +(?:\S+ +)?hospital|treated +(?:in|at|for)|with +(?:broken|bullet|shrapnel|burn|burns|gunshot|head|leg|fractured|"
    r"serious|minor|critical)(?: +\S+){1,4}|lost +(?:a|an|his|her|their|one) +(?:leg|arm|eye|hand|foot|limb|legs|arms|limbs|"
    r"thumb|finger|fingers|toe|ear)"
    r"|in +(?:a +)?(?:critical|serious|grave) +condition|fighting +for +(?:his|her|their) +li(?:fe|ves)|needed +(?:stitches|"
    r"surgery|treatment)|injur(?:y|ies)|wounds"
)
MISSING = (
    r"missing|went +missing|gone +missing|unaccounted +for|accounted +for|(?:not|never) +been +(?:seen|heard +(?:of|"
    r"from))(?: +\S+)?|not +been +found|disappeared|vanished"
)
FLED = (
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
RIGHT = r"(?: +(?:up +to|all|both|some|his|her|its|their|in +all|also|a|the|the +bodies +of|over|off|away|prisoner|hostage|captive|at +least))? +"
LEFT_KINDS: tuple[tuple[Effect, str, str], ...] = (  # effect, wording, voice: both = passive or active; own = what the subject undergoes; noun
    (Effect.KILLED, KILLED, "both"),
    (Effect.WOUNDED, WOUNDED, "both"),
    (Effect.CAPTURED, CAPTURED, "both"),
    (Effect.DISPLACED, DISPLACED, "both"),
    (Effect.KILLED, DIED, "own"),
    (Effect.WOUNDED, SUFFERED, "own"),
    (Effect.MISSING, MISSING, "own"),
    (Effect.DISPLACED, FLED, "own"),
)
ALL = re.compile(r"(?<![\w'-])(?:" + "|".join(f"(?P<k{i}>{wording})" for i, (_, wording, _) in enumerate(LEFT_KINDS)) + r")(?![\w-])")
ACTIVE: tuple[tuple[Effect, re.Pattern[str]], ...] = (
    (
        Effect.KILLED,
        re.compile(
            rf"(?<![\w'-])(?:kill|kills|killing|martyring|murdering|executing|slaughtering|massacring|eliminating|neutrali[sz]ing|"
            rf"claim(?:ed|s|ing) +the +li(?:fe|ves) +of|cost(?:s|ing)? +the +li(?:fe|ves) +of|t(?:ook|aken|aking) +the +li(?:fe|"
            rf"ves) +of"
            rf"|(?:the +)?(?:deaths?|killings?|murders?|execution|martyrdom|assassination|loss) +of|(?:the +)?bod(?:y|ies) +of|"
            rf"shoot(?:s|ing)? +dead|shot +dead|gun(?:s|ning) +down|shot +and +killed|burie[ds]|burying){RIGHT}(?P<list>{LIST})"
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
            rf"ies) +(?:of|to)|hospitali[sz]ing){RIGHT}(?P<list>{LIST})"
        ),
    ),
    (
        Effect.CAPTURED,
        re.compile(
            rf"(?<![\w'-])(?:capture|captures|capturing|abduct|abducts|abducting|kidnaps?|kidnapping|seizes?|seizing|snatching|detains|"
            rf"detaining|(?:took|takes|taking|taken) +(?:prisoner|hostage|captive|into +custody|away)|(?:led|leading|dragg(?:ed|ing)|"
            rf"carried|bundled) +(?:off|away)"
            rf"|(?:the +)?(?:capture|abduction|kidnapping|seizure|detention) +of|still +hold(?:s|ing)?|hold(?:s|ing)? +(?:hostage|"
            rf"captive|prisoner)){RIGHT}(?P<list>{LIST})"
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
            rf"flight|expulsion|exodus|evacuation|deportation) +of){RIGHT}(?P<list>{LIST})"
        ),
    ),
)
FORCED = re.compile(r"(?:forced|forcing|forces|drove|driving|drives|driven|sent|sending|made|making|compelled|compelling)\b")
FORCED_TO = re.compile(
    r" +(?:people +|residents +)?(?:from|out|to +(?:flee|leave|evacuate|abandon|seek)|into +(?:exile|flight|shelters?)|"
    r"fleeing|homeless|across|off|over)\b"
)
TALLY_VERB = (
    r"(?:rose|rises?|risen|rising|climbed|climbs|grown|grew|jumped|reached|reaches|reach|hit|hits|stood|stands|passed|passes|"
    r"tops|topped|exceeds|exceeded|surpass(?:es|ed)|nears|neared|nearing|soar(?:s|ed)|soared +(?:past|over|above)|climb(?:s|"
    r"ed) +(?:above|past|over)|is|was|are|were|now|at|to|of|as|range[sd]?|totall?ed|totals|mounts|mounted|stayed|remains?|"
    r"remained|rests?|crossed|crosses|put|:|-)"
)
TALLIES: tuple[tuple[Effect | None, re.Pattern[str], bool], ...] = (  # effect (None: inherited), pattern, whether a running total
    (
        Effect.KILLED,
        re.compile(
            rf"(?<![\w-])(?P<noun>(?:death +|casualty +|overall +|combined +|total +|official +|confirmed +)*toll)(?P<gap>(?: +(?!<|;|"
            rf"wounded|injured)\S+){{0,9}}?)(?: +from +(?P<from>{G}))? +{TALLY_VERB}(?: +(?:at|to|of))? +(?P<list>{G})(?! +(?:wounded|"
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
            rf",)\S+){{1,10}}?)(?: +from +(?P<from>{G}))?(?: +{TALLY_VERB})?(?: +(?:at|to|of|up|down|more|above))* +(?P<list>{G})"
        ),
        False,
    ),
    (
        None,
        re.compile(
            rf"(?<![\w-])put(?:s|ting)? +(?P<noun>(?:(?!<|;|,)\S+ +){{1,12}})(?P<gap>)at +(?P<list>{LIST})(?! +[a-z]+ly +(?:wounded|injured))"
        ),
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
INCLUDE = (
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
    (Effect.KILLED, re.compile(r"\b(?:dead|died|killed|slain|deaths?|fatalities|perished|toll|lost|losses|martyrs|victims|death)\b")),
)
TALLY_NOUN = re.compile(
    r"\b(?:dead|died|killed|slain|deaths?|fatalities|perished|toll|losses|wounded|injured|missing|captured|prisoners|hostages|"
    r"displaced|refugees|fled|crossed|martyrs|casualties|victims)\b"
)
GAP_STOP = re.compile(
    r"(?:;|:|\.|\?|\u2014|\u2013)|(?<![\w'-])(?:said|says|told|when|while|after|before|because|until|if|but|where|since|"
    r"although|though|whereas|that|as|denied|claims?|except|than|including|without)(?![\w-])"
)
VP_AND = re.compile(rf"(?: +(?:{AUX}|{ADV}|,))* *$")
OBLIQUE = re.compile(
    r"(?:^|[\s(])(by|with|against|from|in|at|for|to|near|than|into|between|under|beside|among|towards?|onto|like|against|"
    r"involving|targeting|hit|struck|attacked|despite|on|of|carrying|behind|"
    r"beyond) +(?:the +)?$"
)
COLLECTIVE = re.compile(
    r"\b(?:group|party|patrol|convoy|total|crew|unit|platoon|squad|team|number|column|family|crowd|some|many|contingent|"
    r"company|detachment|body|bodies|deaths?|loss|lives|killing|dozens|half|most|all|band|pair|"
    r"out) +(?:[a-z]+ +)?of +(?:the +)?$"
)
AFTER_REDUCED = re.compile(
    r" *(?:$|[.,;:()?!\u2014\u2013/-]|(?:in|on|by|at|near|during|when|as|while|after|and|or|since|over|from|for|to|inside|"
    r"outside|overnight|early|late|there|here|so|this|last|<\d+>|(?:\w+ +)?(?:days?|hours?|weeks?|months?|years?) +(?:ago|"
    r"earlier|before)|yesterday|today|within|along|around|under|with|across|but|nearby|elsewhere|again|alone|between|is|are|"
    r"was|were|have|has|had|because|only|every|per|each|ago|earlier|later|among|amid|including|through|throughout|before|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|[A-Z][a-z]+day)(?!\w)|(?:seriously|critically|badly|slightly|[a-z]+ly)(?!\w))"
)
PAIRED = re.compile(r" +(?:or|and)(?: +[a-z]+ly)? +(?:killed|wounded|injured|dead|hurt|captured|missing|maimed)\b")
COMPANY = re.compile(rf" +(?:(?:along|together) +)?with +(?:(?:her|his|their|the) +)?(?P<list>{LIST})(?! +(?:were|was|had|killed|wounded))")
HURT_BEFORE = re.compile(r"^ +(?:hurt|injured|wounded)\b")
LATER_DEATH = re.compile(
    r"(?: +(?!<|;|killing)\S+){0,16}?(?: +(?:has|have|had|and|later|also|then|since))+ +(?:died|succumbed)\b|(?: +(?!<|;|"
    r",)\S+){0,12}? +succumbed\b|(?: +(?!<|;|,)\S+){0,8}? +, +died\b"
)
ANY_CUE = re.compile(
    r"(?<![\w'-])(?:killed|wounded|injured|died|dead|hurt|captured|missing|abducted|detained|displaced|fled|perished|martyred)(?![\w-])"
)
ADJACENT = re.compile(rf"^(?: +(?:{AUX}|{ADV}))*$")
FOUND = re.compile(r"\b(?:count(?:ed)?|found|recovered|retrieved|received|brought|pulled|saw|seen|lay|arrived|taken|dug)\b")
OWN_NOUN = re.compile(r"(?:dead|deaths?|fatalit\w+|missing|injur(?:y|ies)|wounds|bodies|corpses|homeless|refugees|displaced|martyrdoms?)$")
