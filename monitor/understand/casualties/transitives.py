"""Verbs and nouns that take the people behind them, as patterns over a sentence's readable form: "killing four", "the loss of nine men"."""

from __future__ import annotations

import re

from monitor.domain.reading import Effect
from monitor.understand.casualties.clause import LIST, G

RIGHT = (
    r"(?: +(?:(?:the +)?(?:remaining|last|first|other)|up +to|all|both|some|his|her|its|their|my|our|in +all|also|a|the|the +bodies +of|over|off|"
    r"away|prisoner|hostage|captive|at +least))? +"
)
ACTIVE: tuple[tuple[Effect, re.Pattern[str]], ...] = (
    (
        Effect.KILLED,
        re.compile(
            rf"(?<![\w'-])(?:kill|kills|killing|martyring|murdering|executing|slaughtering|massacring|eliminating|neutrali[sz]ing|"
            rf"claim(?:ed|s|ing) +the +li(?:fe|ves) +of|cost(?:s|ing)? +the +li(?:fe|ves) +of|t(?:ook|aken|aking) +the +li(?:fe|"
            rf"ves) +of"
            rf"|(?:the +)?(?:deaths?|killings?|murders?|execution|martyrdom|assassination|loss) +of|(?:the +)?(?:bod(?:y|ies)|remains|"
            rf"corpses?) +of|funerals?(?: +(?!<)\S+){{0,3}}? +(?:of|for)|"
            rf"shoot(?:s|ing)? +dead|shot +dead|gun(?:s|ning) +down|shot +and +killed|bur(?:y|ies|ied|ying)|mourn(?:s|ed|"
            rf"ing)?){RIGHT}(?P<list>{LIST})"
        ),
    ),
    (
        Effect.KILLED,
        re.compile(rf"(?<![\w'-])(?:claim(?:ed|s|ing)|cost(?:s|ing)?|taken|took|taking|taking|cost) +(?P<list>{G})(?: +(?:[a-z]+ +)?lives\b)"),
    ),
    (
        Effect.KILLED,
        re.compile(
            rf"(?<![\w'-])cost(?:s|ing)? +(?:(?:the|its|their) +)?(?:enemy|(?<=the )[A-Z]\S*|[A-Z]\w{{4,}}|them|us|it|him|her|army|navy|police|"
            rf"rebels|militia|separatists|insurgents|"
            rf"government|attackers|defenders|invaders|regiment|brigade|battalion|village|town|other +side)(?: +(?:side|army|"
            rf"forces))? +(?P<list>{LIST})"
        ),
    ),
    (
        Effect.KILLED,
        re.compile(rf"(?<![\w'-])cost(?:s|ing)? +(?P<list>{LIST})(?= +(?:(?!<|;)\S+ +){{0,8}}?(?:his|her|their) +li(?:fe|ves)\b)"),
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
            rf"|(?:the +)?(?:capture|abduction|kidnapping|seizure|detention) +of|(?:still|they|it|rebels|insurgents|guerrillas|"
            rf"separatists|side) +hold(?:s|ing)?|(?:is|are|was|were|been) +holding|hold(?:s|"
            rf"ing)? +(?:hostage|"
            rf"captive|prisoner)){RIGHT}(?P<list>{LIST})"
        ),
    ),
    (
        Effect.CAPTURED,
        re.compile(
            rf"(?<![\w'-])(?:took|takes|taking|taken|held|holds|hold|holding|led|leading|dragged|dragging|bundled|"
            rf"marched|marching|carried|carrying|kept|keeps|hauled|walked|drove) +(?P<list>{LIST}) +(?:hostage|prisoner|captive|alive|"
            rf"into +(?:custody|captivity|the +(?:woods|forest|bush|hills|mountains))|off|away(?! +from)|in +captivity|"
            rf"across +the +(?:line|border|river|frontier)|with +(?:them|him|it)|as +(?:hostages|prisoners|captives))\b"
        ),
    ),
    (
        Effect.CAPTURED,
        re.compile(rf"(?<![\w'-])(?:made|went|ran|rode|drove) +off +with +(?:(?!<|;)\S+ +){{0,6}}?(?P<list>{LIST})"),
    ),
    (
        Effect.MISSING,
        re.compile(
            rf"(?<![\w'-])(?:nothing|no +(?:word|news|sign|trace))(?: +(?:has|had|have|was|is))?(?: +(?:since|yet))?(?: +(?:been|come))?"
            rf"(?: +(?:heard|seen))? +(?:of|from|about){RIGHT}(?P<list>{LIST})"
        ),
    ),
    (
        Effect.MISSING,
        re.compile(
            rf"(?<![\w'-])(?:fate|whereabouts) +of{RIGHT}(?P<list>{LIST})(?= +(?:(?!<|,|;)\S+ +){{0,3}}?(?:is|are|was|were|remains?|"
            rf"remained) +(?:still +)?"
            rf"(?:un|not +(?:known|clear)))"
        ),
    ),
    (
        Effect.WOUNDED,  # "sent nine residents to hospital", "left two with burns"
        re.compile(
            rf"(?<![\w'-])(?:sent|sends|sending|put|puts|putting|landed|took|taken|rushed|left|leaving|leaves){RIGHT}(?P<list>{LIST})(?= +(?:of "
            rf"+\S+ +\S+ +)?(?:(?:in|to) +(?:(?:the|a|an) +)?"
            rf"(?:[\w-]+ +)?(?:hospitals?|clinics?|intensive +care|infirmary)|with +(?:(?!<|,|;)\S+ +){{0,3}}?(?:wounds|injuries|burns|fractures|"
            rf"cuts|bruises)))"
        ),
    ),
    (
        Effect.DISPLACED,  # "moved 27,000 refugees out of the camp", "has driven 9,112 residents of three towns into gymnasiums"
        re.compile(
            rf"(?<![\w'-])(?:moved?|moving|driven|drove|driving|forced|forcing|pushed|chased|taken|brought|bused|trucked|ferried|shifted|sent|herded){RIGHT}(?P<list>{G})"
            rf"(?= +(?:(?:of|from) +(?:(?!,|;)\S+ +){{1,4}}?)?(?:out +of|into +(?!the +(?:hospital|army|ranks)|hospital|custody|captivity|action|"
            rf"battle|battles|exile +in|vehicles|trucks)|"
            rf"from +their|off +(?:their|the) +land|to +(?:safety|shelters?|camps?)))"
        ),
    ),
    (Effect.KILLED, re.compile(rf"(?<![\w'-])(?:left|leaves?|leaving|abandoned|abandoning){RIGHT}(?P<list>{G})(?= +behind\b)")),
    (
        Effect.DISPLACED,
        re.compile(
            rf"(?<![\w'-])(?:shelters|sheltered|sheltering|houses|housed|housing|hosts|hosted|hosting|accommodates|accommodated|accommodating){RIGHT}(?P<list>{G})"
        ),
    ),
    (
        Effect.MISSING,
        re.compile(
            rf"(?<![\w'-])(?:(?:search(?:ing|es|ed)?|look(?:ing|s|ed)?) +for|(?:lost|losing) +(?:all +)?(?:radio +)?(?:contact|touch|"
            rf"communication) +with"
            rf"(?: +an? +[\w'-]+ +of)?){RIGHT}(?P<list>{LIST})"
        ),
    ),
    (Effect.KILLED, re.compile(rf"(?<![\w'-])(?:slit|slitting|cut|cutting) +the +throats? +of{RIGHT}(?P<list>{LIST})")),
    (
        Effect.CAPTURED,  # "seized a tanker with 21 crew", "led the ship with five Americans aboard to port"
        re.compile(
            rf"(?<![\w'-])(?:seiz(?:ed?|es|ing)|hijack(?:ed|s|ing)?|captur(?:ed?|es|ing)|impound(?:ed|s|ing)|led|towed|escorted|took|taken|"
            rf"diverted|forced) +"
            rf"(?:(?!<|,|;)\S+ +){{1,8}}?(?:with|carrying) +(?:(?:its|all|her|the|a +crew +of) +)*(?P<list>{G})(?= +(?:on +board|aboard|in +it)| "
            rf"*(?:[.,;]|$)| +(?:off|"
            rf"near|in|on|at|to|from|and)\b)"
        ),
    ),
    (
        Effect.DISPLACED,
        re.compile(
            rf"(?<![\w'-])(?:displace|displaces|displacing|(?:driven|drove|driving|forced|chased|pushed|turned|thrown|moved|brought|bused|bussed|"
            rf"trucked|ferried|airlifted|shifted) +out|uproots?|uprooting|evacuating|evacuate|expelling|expels|deporting|(?:forced|"
            rf"forcing|forces|drove|driving|drives|driven|sent|sending|made|making|compelled|compelling)|(?:the +)?(?:displacement|"
            rf"flight|expulsion|exodus|evacuation|deportation) +of){RIGHT}(?P<list>{LIST})"
        ),
    ),
)
FORCED = re.compile(r"(?:forced|forcing|forces|drove|driving|drives|driven|sent|sending|made|making|compelled|compelling)\b")
FORCED_TO = re.compile(
    r" +(?:people +|residents +)?(?:from|out|to +(?:flee|leave|evacuate|abandon|seek)|into +(?:the +)?(?:exile|flight|shelters?|cellars?|"
    r"basements?|hills|woods|forests?|bush|mountains|fields|caves)|"
    r"fleeing|homeless|across|off|over)\b"
)
