"""The vocabulary of casualties as patterns over a sentence's readable form: verbs, nouns and tallies, and what may stand between."""

from __future__ import annotations

import re

from monitor.domain.reading import Effect
from monitor.understand.casualties.clause import LIST

ADV = (
    r"(?:aboard|on +board|inside|also|later|since|already|then|still|now|both|all|each|there|thus|only|even|again|together|so far|reportedly|"
    r"themselves|either|just|instead|once|never|not|on the spot|in turn|themselves"
    r"|[a-z]+ly|in +the +(?:attack|strike|clash|fighting|shelling|blast|exchange|ambush|raid|incident|violence))"
)
AUX = (
    r"(?:left|was|were|is|are|be|been|being|has|have|had|having|get|gets|got|getting|may|might|could|would|will|can|must|should|to|"
    r"remains?|remained|lay|lies|lie|reported|said|feared|believed|thought|known"
    r"|confirmed|presumed|found|declared|pronounced|listed|appeared|understood|claimed|alleged|in +fact|when|who|that|"
    r"of +them|people|others|more|personnel)"
)
BE = re.compile(
    r"(?<![\w'-])(?:left|lay|lie|lies|lying|remains?|remained|was|were|is|are|be|been|being|get|gets|got|getting|reported|feared|believed|found|"
    r"confirmed|presumed|have|has|"
    r"had)(?: +(?:not|also|reportedly|[a-z]+ly|later|already|since|then|all|both|now|still|said +to +have +been))* +$"
)
_LIMB = (
    r"(?:legs?|arms?|eyes?|hands?|foot|feet|limbs?|thumbs?|fingers?|toes?|ears?|hips?|ribs?|wrists?|ankles?|noses?|jaws?|skulls?|"
    r"shoulders?|knees?|collarbones?|thighs?|spines?)"
)
_WOUND = (
    r"(?:injur(?:y|ies)|wounds?|burns|cuts|bruises|bruising|fractures|concussions?|trauma|lacerations|grazes|blast +injuries|"
    r"smoke +inhalation|gunshots?|shrapnel)"
)
_BY = (
    r"by +(?:(?:a|an|the|flying|stray|single|falling|shell|mortar|rocket|drone|mine|small|sniper's?|sniper|broken|rubber|enemy|"
    r"rifle|machine-gun|shotgun|steel|plastic|live|warning|hostile|their|its|own) +){0,3}"
    r"(?:bullets?|shrapnel|splinters?|fragments?|glass|stones?|debris|rounds?|gunfire|gunshots?|snipers?|pellets?|batons?|fire|shots?|"
    r"shells?|mortars?|canisters?|projectiles?|bayonets?|clubs?|rocks?|rods?|bottles?|masonry)"
)
_HOMES = (
    r"(?:homes?|houses?|land|lands|farms?|possessions|villages?|hamlets?|communit(?:y|ies)|towns?|settlements?|district|districts|"
    r"valleys?|areas?|camps?|quarters?|neighbourhoods?|neighborhoods?|islands?|atolls?|archipelago|shore|coast|edge|outskirts|region|"
    r"city|zone|enclave|province|country|territory)"
)
KILLED = (
    r"killed|shot +and +(?:their|his|her) +bod(?:y|ies)|slain|murdered|executed|massacred|assassinated|beheaded|martyred|gunned +down|"
    r"shot +dead|shot +and +killed|"
    r"shot +to +death|blown +up|neutrali[sz]ed|eliminated|liquidated|cut +down|mown +down|wiped +out|burned +alive|burnt +alive|buried +alive"
    r"|(?:(?:shot|stabbed|beaten|clubbed|burned) +(?:or|and) +)?(?:hacked|stabbed|beaten|tortured|burned|burnt|crushed|starved|clubbed|"
    r"bayoneted|done) +to +death|(?:hacked|stabbed|clubbed|burned|burnt|shot) +(?:or|and) +(?:hacked|stabbed|clubbed|burned|burnt|shot|"
    r"drowned)|lynched|slaughtered|destroyed|shot +down|(?:fatally|mortally) +(?:wounded|injured|hurt|shot|hit)"
    r"|cut +to +pieces|put +to +(?:death|the +sword)|laid +to +rest|buried(?! +(?:under|beneath|in +the +(?:rubble|ruins)))"
)
WOUNDED = (
    r"wounded|injured|hurt|maimed|bruised|grazed|nicked|hospitali[sz]ed|shot +and +(?:wounded|injured)|(?:shot|hit|stabbed|struck) +in +the "
    r"+[a-z]+|gassed|"
    r"stabbed(?! +to +death)|scalded|concussed|beaten +(?:up|unconscious|senseless|with)|(?:badly|severely|savagely) +beaten|bloodied|"
    rf"(?:hit|struck|cut|grazed|nicked|peppered|caught|burned|burnt|pierced|showered|sprayed|bruised|felled) +{_BY}|overcome +by +(?:smoke|"
    rf"(?:tear +)?gas|"
    r"fumes)|knocked +unconscious|cut +(?:about|across|on) +the +[a-z]+|bitten +by +(?:police|army) +dogs?|treated(?! +(?:as|like|well|badly|with "
    r"+(?:respect|contempt|suspicion|dignity)))|operated +(?:on|upon)|burned|burnt|shell-shocked|"
    r"shot(?! +(?:dead|down|at|and(?! +<)|to|himself|herself|"
    r"from|across|back|first|it|into|over))"
)
CAPTURED = (
    r"captured|abducted|kidnapped|seized|snatched|taken +(?:hostage|prisoner|captive)s?|taken +away|taken +into +(?:custody|"
    r"captivity)|taken +(?:to|into|across) +(?:\S+ +){1,4}?as +(?:hostages?|prisoners?|captives?)|(?:taken|caught) +alive"
    r"|(?:carried|led|dragged|hauled|marched|bundled|borne|herded|frogmarched|spirited|whisked|walked|pulled|driven|taken) +"
    r"(?:(?:off|away)(?! +(?:guard|course|balance|the +(?:islands?|atolls?|archipelago|land)\b|on +(?:a +)?stretchers?|injured|hurt|"
    r"wounded))|(?:back +)?(?:across|over) +(?:the +)?(?:\S+ +){0,2}?(?:line|border|river|"
    r"frontier|wire|fence|lake|bridge)|into +(?:a|the) +(?:waiting +)?(?:\S+ +)?(?:car|van|truck|boat|vehicle|pick-?up|jeep|forest|"
    r"bush|woods|hills|mountains))"
    r"|held(?: +(?:hostage|captive|prisoner|in +captivity))?(?! +(?:up|back|talks|"
    r"their|its|his|her|office|power|out|on +to|a +|an +|the +|off|together|elections?))|rounded +up|detained|arrested|"
    r"taken +by +(?:the +(?:other +side|enemy|rebels|militia|guerrillas|insurgents|separatists)|gunmen|"
    r"militants|rebels|(?:the +)?(?:\S+ +)?(?:men|fighters|soldiers|raiders|attackers|troops|forces|army|militia))"
    r"|kept +(?:in|on|aboard|at|prisoner|captive)|in +(?:the +)?(?:hands|custody|captivity) +of|in +(?:[A-Z]\S+|rebel|enemy|militia|their|"
    r"its) +(?:hands|custody|captivity)|in +(?:captivity|custody|detention)"
)
DISPLACED = (
    r"displaced|evacuated|uprooted|expelled|deported|driven +(?:from|out|off|across|over)|forced +(?:out|from|to +(?:flee|"
    r"leave|evacuate|abandon))|resettled|relocated|(?:removed|ejected|evicted|cleared|bussed|bused|trucked|ferried|shipped|"
    r"airlifted|moved|turned|pushed|brought|shifted|taken) +(?:out +of|to +safety|off +the +(?:islands?|atolls?|archipelago|land|hills?))|"
    rf"(?:removed|ejected|cleared|bussed|bused|shipped|airlifted|moved|ferried) +from +(?:(?:the(?:ir)?|its|this|that) +(?:(?!<|,|"
    rf";)\S+ +){{0,2}}?{_HOMES}|(?:the +)?[A-Z]\S+)|(?:moved|shifted)(?= *(?:$|[.,;])| +(?:to +safe|away|overnight|since|by|on)\b)|made +homeless|"
    rf"rendered +homeless|evicted|banished|exiled"
)
DIED = (
    r"died|dies|die|dead|perished|perish|succumbed|(?:lost|lose|loses) +(?:their|his|her) +li(?:fe|ves)|laid +down +(?:their|his|"
    r"her) +li(?:fe|ves)|made +the +(?:supreme|ultimate) +sacrifice|sacrificed +(?:their|his|her)"
    r"|(?:gave|given|gives|giving|paid +with) +(?:their|his|her) +(?:own +)?li(?:fe|ves)|(?:met|meet|found) +(?:their|his|her) +(?:deaths?|ends?)"
    r"|(?:did|does|do|have|has|had|was|were) +not +(?:surviv(?:ed?)|get +up|rise +again|lived? +(?:through|to|out)|ma[dk]e +it +(?:alive|to "
    r"+hospital|home))|(?:fell|fallen|"
    r"falls|fall)(?= +as +martyrs?| *(?:$|[.,;:)\u2014\u2013-])| +(?:in +(?!love|line|number|with|behind|price|"
    r"value)|on +(?!hard)|at|during|while|as|near|defending|beside|there|here|yesterday|today|overnight|when|before|under +fire|"
    r"to +(?:an? +(?:(?!<|,|;)\S+ +){0,2}?(?:charge|mine|bomb|sniper|ambush|shell|drone|bullet|grenade|missile)|enemy|"
    r"sniper|(?:the +)?(?:\S+ +)?(?:fire|bullets|guns)|their +deaths?|his +death)|last|this|since|<|of +the|by +(?:the|its|his|her|their|this)))"
    r"|(?:was|were|been) +lost|lost(?= *(?:$|[.,;]))|in +(?:\S+ +)?(?:morgues?|mortuary|mortuaries)|deaths?|killings|fatalit(?:y|ies)|never "
    r"+(?:came|come|got|made +it|returned) +(?:out|back|home|down|alive)|(?:did|do|does|has|have|had) +not +(?:return(?:ed)?|come +(?:home|back|"
    r"down))"
    r"(?= *(?:[.,;]|$))|drowned|bled +to +death|"
    r"left +(?:lying +)?(?:dead +)?(?:on|in) +the +(?:slopes?|fields?|battlefield|ground|hillside|snow|mud|wire|trench(?:es)?|ravine|riverbank)|"
    r"martyrdoms?|corpses|attained +martyrdom|embraced +martyrdom|became +martyrs?|expired|found +with +(?:their|his|her) +throats? +(?:cut|slit)"
)
SUFFERED = (
    rf"(?:with|got|had|took|received|taken|receiving) +(?:an? +|the +)?(?:stray +)?bullets?(?: +wounds?)?(?= +(?:in|through|to)\b)|"
    rf"(?:suffered|sustained|received|suffering|sustaining|had|has|have|with|got)(?: +(?!<|,|;|and |succumb|died|die |"
    rf"inflict)\S+){{0,3}}? +(?:{_WOUND}|(?:broken|fractured|crushed|smashed|dislocated) +(?:[a-z]+ +)?(?:{_LIMB}|bones?|backs?|necks?|"
    rf"pelvis|teeth|limbs?))|"
    r"(?:taken|rushed|flown|brought|airlifted|admitted|moved|carried|evacuated) +to +(?:\S+ +){0,3}?(?:hospital|clinic|surgery|"
    r"dressing +station|infirmary|hospitals)|reached +(?:\S+ +)?hospital|carried +(?:off|away|out) +(?:on +(?:a +)?stretchers?|injured|hurt|wounded)"
    r"|in +(?:(?!<)\S+ +){0,2}?(?:hospital(?!')|intensive +care|(?:burns +)?wards?|sick +bay)|on +(?:(?:a|an) +)?(?:ventilators?|"
    r"life +support|drips?)"
    rf"|ha(?:d|s|ve) +(?:a|an|his|her|their|both|one) +(?:left +|right +)?{_LIMB} +(?:[a-z]+ +)?(?:severed|amputated|torn|blown|crushed|"
    rf"shattered|cut|sliced|"
    r"broken|smashed)|critical(?:ly +ill)?(?= *(?:$|[.,;])| +in\b)|recovering(?= *(?:$|[.,;])| +(?:in|at|from)\b)|(?:being +)?(?:treated|"
    r"operated +on|stitched +up|bandaged|patched +up)(?= +(?:in|at|"
    r"for|by|on)\b| *[.,;])|with +(?:a +|an +)?(?:broken|bullet|shrapnel|burn|burns|gunshot|head|leg|fractured|"
    r"serious|minor|critical|shattered|cracked|smashed)(?: +\S+){1,4}|lost +(?:a|an|his|her|their|one|both|the|two) +(?:left +|right +)?"
    rf"{_LIMB}|(?:broke|broken|breaking|fractured|shattered) +(?:a|an|his|her|their|one|both|the|two) +(?:left +|right +)?{_LIMB}"
    r"|in +(?:a +)?(?:critical|serious|grave|stable) +(?:condition|state)|fighting +for +(?:his|her|their) +li(?:fe|ves)|with +(?:bullets?|"
    r"shrapnel|splinters?|wounds?|burns|gashes)(?= +in\b| *[.,;])"
    r"|(?:need|needs|needed|needing|require|requires|required|requiring|received|receiving|given|sought|got) +(?:(?!<|,|;)\S+ +){0,3}?(?:stitches|"
    r"surgery|treatment|"
    r"hospital +care|medical +(?:care|help|attention)|first +aid|care|hospitali[sz]ation|an +operation|amputations?)"
    r"|(?:sought|seeking|asked +for) +(?:medical +)?(?:help|attention|treatment)|(?:come|came|comes|coming) +to +(?:any +|some +)?(?:harm|grief)|"
    r"bleeding|bled(?! +to)|limping|limped|injur(?:y|ies)|wounds"
)
MISSING = (
    r"missing|went +missing|gone +missing|unaccounted +for|accounted +for|(?:not|never) +(?:yet +)?been +(?:seen|heard +(?:of|"
    r"from)|found|traced)(?: +(?:since|again))?|not +been +found|disappeared|vanished|failed +to +return|(?:did|have|has|"
    r"had) +not +(?:return(?:ed)?|come +(?:back|home))|"
    r"never +(?:returned|(?:came|come) +(?:back|home))|whereabouts"
)
FLED = (
    r"fled|flee|fleeing|homeless|(?:lost|lose) +(?:their|his|her) +(?:homes?|houses?|roofs?)|(?:left|leave|leaving|abandoned|vacated|"
    r"abandoning|quit|emptied|deserted|evacuated) +(?:behind +)?"
    rf"(?:their|his|her|the|these|those|such|this|that|its) +(?:(?!<|,|;)\S+ +){{0,3}}?{_HOMES}"
    r"|(?:has|have|had) +(?:already +|since +|now +)?left(?! +(?:<|the|a|an|behind|them|him|office|no|many))|left +(?:[A-Z]\S+(?! +(?:dead|"
    r"wounded|homeless))|villages|houses|towns|homes|settlements|hamlets|frontline|front-line|border)|(?:sought|seeking|seek|found|taken|took|"
    r"taking) +(?:shelter|refuge|safety|asylum|sanctuary)|gone +(?:in)?to +(?:their|the|its) +(?:farms|bush|forest|fields|hills|woods|caves|"
    r"mountains)|(?:have|has|had) +reached +[A-Z]\S+|(?:are|were|remain|now) +in +(?:(?!<)\S+ +){0,2}?(?:camps?|tents|shelters?|exile|"
    r"sports +halls?|schools|gymnasiums?|cellars|basements?|bunkers?)|(?:bused|"
    r"bussed|trucked|ferried) +to +(?:the +)?[A-Z]\S+|took +to +the +(?:roads?|hills|forest|bush|boats|mountains)"
    r"|(?:moved|went|headed|travelled|streaming|streamed|pushed) +(?:north|south|east|west)(?:wards?)?|(?:had|have|has) +(?:already +|"
    r"now +)?arrived|(?:crossed|crossing|escaped|fled) +(?:back +)?(?:to|into|over +to|over|the +border|the +river)|(?:moved|moving|taken|shifted|"
    r"migrated|shifting|"
    r"gone|relocated|transferred|bussed|bused|driven|brought|sent|retreated) +(?:down +|up +|in +|in)?to +(?:\S+ +){0,2}?(?:shelters?|bunkers?|"
    r"safety|camps?|places|ground|relatives|basements?|cellars?|"
    r"schools?|tents|kin|relations)|"
    r"sheltering|(?:walked|moved|pulled|cleared|got|gone|driven|streamed|poured|trekked|come|cleared|pouring|streaming|moving|walking|"
    r"driving|bused|bussed|drove|went) +out(?= +of\b| +[a-z]+wards?\b| +(?:since|on|by|before|after|overnight|in)\b| *[.,;])"
    r"|(?:sleeping|camping|camped|huddled|huddling|crammed|crowded|housed|lodged|lodging|accommodated|sheltered|squatting|bedded +down|staying|"
    r"living|living +rough|now) +(?:rough +)?(?:in|at|under|with|by) +"
    r"(?:(?!<|,|;)\S+ +){0,3}?(?:tents?|camps?|shelters?|schools?|churche?s?|mosques?|cellars?|basements?|relatives|kin|families|hosts|bunkers?|"
    r"college|colleges|"
    r"gymnasiums?|halls?|stadiums?|tarpaulins?|trees|roadsides?|barns|hostels?|stations?|dormitories|temples?|monaster(?:y|ies)|cars|open|"
    r"classrooms?|centres?|centers?|pagodas?|hotels?|host +families)"
    r"|spen[dt](?:ing)? +(?:the|a|their|last|another|\S+) +(?:\S+ +)?nights? +(?:in|under|on|at)|slept +(?:in|under|on|at|rough)"
    r"|jammed +the +(?:roads?|highways?|crossings?)|(?:streamed|poured|streaming|pouring|spilled|"
    r"trekked) +(?:back +)?(?:across|over|into|out|towards?|north|south|east|west)|living +in +(?:tents|camps|shelters)|"
    r"on +the +(?:move|roads?)(?= *(?:$|[.,;])| +(?:to +the +(?:south|north|east|west|camps?)|towards?|south|north|east|west|with|from|since|"
    r"and)\b)|(?:arrived|arriving) +(?:from|in +camps)|displaced|displacements|refugees|away +from +their +homes|"
    r"out +of +their +homes|(?:packed|loaded)(?: +\S+){0,4}? +and +(?:left|gone|moved)|unable +to +(?:return|go)(?: +home| +back)?|(?:need|needs|"
    r"needed|needing) +(?:\S+ +)?shelter"
)
SURRENDERED = (
    r"surrendered(?! +(?:their|the|his|its|it|them|her|arms|weapons|control|all|<))|gave +themselves +up|(?:fell|fallen|"
    r"fall) +into +(?:\S+ +){0,2}?(?:hands|"
    r"captivity)|remain(?:s|ed)? +(?:still +)?(?:behind +bars|(?:with|among) +(?:their|his|her|its) +"
    r"(?:captors|kidnappers|abductors)|prisoners?|captives?|"
    r"hostages?)|(?:are|were|is|was) +(?:now +|being +held +)?(?:prisoners|captives|hostages)"
)
LEFT_KINDS: tuple[tuple[Effect, str, str], ...] = (  # effect, wording, voice: both = passive or active; own = what the subject undergoes; noun
    (Effect.KILLED, KILLED, "both"),
    (Effect.WOUNDED, WOUNDED, "both"),
    (Effect.CAPTURED, CAPTURED, "both"),
    (Effect.DISPLACED, DISPLACED, "both"),
    (Effect.KILLED, DIED, "own"),
    (Effect.WOUNDED, SUFFERED, "own"),
    (Effect.MISSING, MISSING, "own"),
    (Effect.CAPTURED, SURRENDERED, "own"),
    (Effect.DISPLACED, FLED, "own"),
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
    r"out|every +one|each) +(?:[a-z]+ +)?of +(?:the +)?$"
)
AFTER_REDUCED = re.compile(
    r"(?: {4,}| *)(?:$|[.,;:()?!\u2014\u2013/-]|(?<= {4})(?=\w)|(?:in|on|by|at|near|during|when|as|while|after|and|or|since|over|off|from|"
    r"for|to|inside|"
    r"outside|overnight|without|beside|behind|amid|near|afterwards|thereafter|sat|stood|lay|came|went|said|told|could|would|may|might|will|must|"
    r"did|do|belonged|included|up|down|out|on|(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|several) +(?:\w+ +)?(?:days?|hours?|"
    r"weeks?|months?|years?|decades?|fortnight)|early|late|there|here|so|this|last|<\d+>|(?:\w+ +)?(?:days?|hours?|weeks?|months?|years?) +(?:ago|"
    r"earlier|before)|yesterday|today|within|along|around|under|with|across|but|nearby|elsewhere|again|alone|between|is|are|"
    r"was|were|have|has|had|because|only|every|per|each|ago|earlier|later|among|amid|including|through|throughout|before|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|[A-Z][a-z]+day)(?!\w)|(?:seriously|critically|badly|slightly|[a-z]+ly)(?!\w))"
)
BOTH_DONE = re.compile(
    r"\b(?:was|were|is|are|been|be|being) +(?:(?!<|,|;)\S+ +){1,10}and +(?:then +|later +|[a-z]+ly +)?$"
)  # "were disarmed and taken"
PAIRED = re.compile(r" +(?:or|and)(?: +[a-z]+ly)? +(?:killed|wounded|injured|dead|hurt|captured|missing|maimed)\b")
COMPANY = re.compile(rf" +(?:(?:along|together) +)?with +(?:(?:her|his|their|the) +)?(?P<list>{LIST})(?! +(?:were|was|had|killed|wounded))")
HURT_BEFORE = re.compile(r"^ +(?:hurt|injured|wounded)\b")
LATER_DEATH = re.compile(
    r"(?: +(?!<|;|killing)\S+){0,16}?(?: +(?:has|have|had|and|later|also|then|since))+ +(?:died|succumbed)\b|(?: +(?!<|;|"
    r",)\S+){0,12}? +succumbed\b|(?: +(?!<|;|,)\S+){0,10}? +(?:and|but) +(?:was|were) +(?:already +)?dead\b|(?: +(?!<|;|"
    r",)\S+){0,8}? +, +died\b| +(?:later +|also +)?(?:died|did +not +survive)\b"
)
ANY_CUE = re.compile(
    r"(?<![\w'-])(?:killed|wounded|injured|died|dead|hurt|captured|missing|abducted|detained|displaced|fled|perished|martyred)(?![\w-])"
)
ADJACENT = re.compile(rf"^(?: +(?:{AUX}|{ADV}))*$")
OWN_NOUN = re.compile(r"(?:dead|deaths?|fatalit\w+|missing|injur(?:y|ies)|wounds|bodies|corpses|homeless|refugees|displaced|martyrdoms?)$")
