"""The vocabulary of attribution: verbs of saying and of speech acts, and the patterns that tell what they govern."""

from __future__ import annotations

import re

SAY = frozenset(
    """said says told tells confirmed confirms reconfirmed announced announces claimed claims reported reports warned warns added adds
    stated declared declares insisted insists argued argues maintained maintains noted notes stressed stresses acknowledged
    acknowledges admitted admits conceded concedes alleged alleges asserted asserts estimated estimates reckoned reckons believed
    believes explained explains recalled replied replies answered answers remarked remarks repeated repeats wrote writes tweeted
    tweets posted revealed reveals suggested suggests joked quipped observed wondered reminded predicted predicts promised promises
    vowed vows pledged pledges denied denies dismissed dismisses rejected rejects refuted refutes rebutted feared fears hoped hopes
    suspected suspects agreed agrees contended contends complained complains emphasised emphasized emphasises emphasizes reiterated
    reiterates reaffirmed reaffirms mentioned calculated calculates verified counted recorded listed documented testified went
    continued briefed informed pointed points spoke speaks voiced voices expressed expresses gave gives given put puts raised
    revised lowered updated published issued released denounced owned owns counts ridiculed ridicules mocks derided derides scoffed
    scoffs disputed disputes rubbished certified registered registers""".split()
)
ACT = frozenset(
    """condemned condemns urged urges called calls accused accuses threatened threatens demanded demands protested protests asked asks
    appealed appeals described describes blamed blames criticised criticized criticises criticizes welcomed welcomes regretted
    regrets deplored deplores offered offers proposed proposes summoned summons lodged lodges sent delivered handed presented
    unveiled unveils ordered orders instructed instructs refused refuses rebuffed ruled rules did doubted recognised recognized mourns buried
    object objected contested apologised apologized invited praised hailed mourned mocked advised wants""".split()
)
ING = frozenset(
    """saying adding claiming warning urging calling condemning accusing denying insisting arguing stressing noting confirming reporting
    demanding rejecting blaming threatening vowing pledging promising appealing dismissing describing alleging""".split()
)
PLURAL = frozenset(
    "tell say report claim warn insist believe fear deny suspect reckon estimate argue maintain allege note hope expect accuse "
    "demand acknowledge admit condemn reject want".split()
)
OBJECT_OF = {  # what must follow a word that means much else too
    **dict.fromkeys(
        ("called", "calls", "calling"),
        re.compile(
            r"\s+(?:(?:again|once more|instead|also)\s+)?(?:for|on|upon|it|them|the|this|that|these|those|him|her|\w+day[\u2019']s|any|his|its)\b",
            re.I,
        ),
    ),
    **dict.fromkeys(
        ("sent", "delivered", "handed", "presented"), re.compile(r"\s+(?:\w+\s+){0,5}(?:note|letter|protest|d\u00e9marche|complaint)\b", re.I)
    ),
    **dict.fromkeys(("ruled", "rules"), re.compile(r"\s+out\b", re.I)),
    **dict.fromkeys(
        ("claimed", "claims", "claiming"), re.compile(r"(?!\s+(?:the\s+li(?:fe|ves)|responsibility|credit|victory|(?:\S+\s+){1,3}lives)\b)", re.I)
    ),
    **dict.fromkeys(("answered", "answers", "replied", "replies"), re.compile(r"(?!\s+(?:with\s+(?!a\s+statement)|fire|by\s))")),
    **dict.fromkeys(("admitted", "admits"), re.compile(r"(?!\s+(?:\S+\s+){0,4}(?:wounded|injured|patients|casualties|people\s+with))")),
    **dict.fromkeys(
        ("registered", "registers"),
        re.compile(r"\s+(?:\w+\s+){0,3}?(?:\d|dozens|hundreds|thousands|tens|two|three|four|five|six|seven|eight|nine|ten)", re.I),
    ),
    **dict.fromkeys(("owned", "owns"), re.compile(r"\s+(?:up\s+)?to\b", re.I)),
    "buried": re.compile(r"\s+(?:its|their|his|her)\b", re.I),
    "did": re.compile(r"\s+not\s+rule\s+out\b", re.I),
    "went": re.compile(r"\s+on\b(?=[,.]|\s+to\s+say|\s*$)", re.I),
    **dict.fromkeys(("pointed", "points"), re.compile(r"\s+out\b", re.I)),
    **dict.fromkeys(("spoke", "speaks"), re.compile(r"\s+of\b", re.I)),
}
WORD = re.compile(r"[A-Za-z]+")
SPEAKING = SAY | ACT | ING | PLURAL
ACCORDING = re.compile(
    r"\b(?:according\s+to|citing|quoting|in\s+the\s+words\s+of|by\s+(?:the\s+)?(?:count|reckoning|tally|estimates?)\s+of)\s+|"
    r"\bby\s+(?P<own>(?:[\w\u2019'-]+\s+){1,5}?)(?:own\s+)?(?:count|reckoning|figures?|tally|tallies|estimates?)\b",
    re.I,
)
ACCORDING_WORDS = frozenset(  # and one of these
    "according citing quoting words count reckoning tally tallies estimate estimates figure figures".split()
)
HINTS = ("ccording", "iting", "uoting", "ount", "reckoning", "igure", "tall", "stimate", "n the words")  # one stands in all that ACCORDING finds
NO_SPEAKER = frozenset(  # before a verb they make it a passive, an infinitive, a noun, or part of what is not said
    """is are was were be been being get got as to not never cannot will would could should may might must can let of its his their the a an no
    any these those such some all media many first by so""".split()
)
PASSIVE_ADV = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+\w+ly\s+$", re.I)
NOUN_FORMS = frozenset(
    "reports claims notes warns estimates fears hopes promises vows pledges demands protests calls offers orders objects "
    "suspects report claim note estimate fear hope demand want appeals puts blames counts disputes".split()
)
BARE_OBJECT = frozenset("put puts raised revised lowered updated gave given published issued released".split())
FIGURE_OBJECT = re.compile(
    r"\s+(?:[\w\u2019',-]+\s+){0,8}?(?:dead|deaths?|toll|tolls|casualt(?:y|ies)|loss(?:es)?|killed|wounded|injured|missing|"
    r"figures?|number|count|tally|statement|communiqu\u00e9|list|warning|footage|map|story|version|account|picture)\b",
    re.I,
)
COMPLEMENT_NOT = re.compile(
    r"\s+(?:to\s+(?:be|have)|by(?!\s+(?:tele)?phone|\s+radio|\s+satellite|\s+e-?mail|\s+text)|yes|no\s+(?:to|in)|so|questions?|nothing|goodbye|hello)\b(?!,)",
    re.I,
)
CLOSE = re.compile(r"[,.;!?\u2014)\"\u201d\n]|\s[\u2013-]\s|\s(?:as|when|after|while|adding|and|because|but)\s")
ADVERBIAL = frozenset(
    "on in at by late early yesterday today later earlier during from after to over through via for with of afterwards "
    "overnight separately again last this aloud flatly dryly quietly softly drily"
    " tersely bluntly simply only outside before near next".split()
)
ADDRESSED = re.compile(r"(?:told|tells|informed|reminded|briefed)$", re.I)
AUXILIARY = re.compile(r"\b(?:that|was|were|is|are|has|have|had|will|would|could|should|may|might|must|did)\b", re.I)
RELATIVE = re.compile(r"\b(?:who|which|whom)\s+(?:\w+\s+){0,2}$", re.I)
TO_INFINITIVE = re.compile(r"\s+(?:in\s+\w+\s+)?(?:to|with|on)\b|\s+(?:in|the\s+following)\b", re.I)
SOFT = re.compile(r"(?:agree|pledge|promise|vow|note|continue|point)", re.I)
WHAT = re.compile(
    r"\bwhat\s+(?P<who>[^,;:]{2,60}?)\s+(?:has\s+|had\s+|have\s+)?(?:called|calls|call|described\s+as|describes\s+as|termed|"
    r"said\s+was|said\s+were)\b",
    re.I,
)
NEW_SUBJECT = re.compile(r";\s+(?=[A-Z])(?!I\b)")
BREAK = re.compile(r";|,\s+(?:and|but|while|when|after|as|which|who|where)\s|\swhile\s")
CONTENT_BEFORE = re.compile(r"(?:[,;?!\u2014]|[,?!.][\"\u201d\u2019']|[\"\u201d]|\s[\u2013-])\s*$")
BACKSHIFT = re.compile(r"\b(?:had|would|could|remained|were\s+now|was\s+now)\b", re.I)
PRESENT = re.compile(r"\b(?:has|have|is|are|will|says|say)\b", re.I)
COUNTRY_VOICE = re.compile(r"(?:His|Her|Its|Their)\s+(?:country|government|nation|party|ministry|forces)\b")
FRESH = re.compile(r"(?:,\s*(?:while|but|and|whereas|although|though)|;|\bwhile|\bbut|\band|\bthough|\bwhereas)\s+(?:[\w\u2019'-]+\s+)?$", re.I)
HEADLINE_SOURCE = re.compile(
    r"\b(?:army|military|ministry|police|officials?|sources?|reports?|minister|president|spokes\w+|un|government|navy|"
    r"monitors?|witness(?:es)?|mod|idf|authorit(?:y|ies)|media|agency|ngo|medics|mayor|governor|residents|premier|envoy|"
    r"command)$",
    re.I,
)
MINUTES = re.compile(r"^The representatives? of\b", re.M)
ANSWER = re.compile(r"A\s?[:.]\s")
TITLED_NAME = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|President|Prime Minister|Minister|General|Gen\.|Prof\.?)\s+[A-Z][\w\u2019'-]+(?:\s+[A-Z][\w\u2019'-]+)*")
WITH = re.compile(r"\bwith\s+([^,;]+?)(?:\s+on\s+\w+day)?\s+$", re.I)
THAT = re.compile(r"\s+(?:\w+\s+){0,4}?that\s+", re.I)
INVERTED = re.compile(r"\s+(?:the|a|an|one|his|her|its|their|[A-Z])")
INTRODUCTION = re.compile(
    r"\s*(?:(?:on|in|at|by|after|before|during|late|early|for|from|to|asked|speaking|earlier|separately|meanwhile|yesterday|"
    r"overnight|however|instead|then|still)\b[^,]*,\s*)+$",
    re.I,
)
PLURAL_SUBJECT = re.compile(r"(?:s|people|police|women|men|they|we|[A-Z]\w+)\s+(?:also\s+|now\s+|still\s+)?$")
ORG = re.compile(
    r"\b(?:ministry|army|military|government|council|police|command|forces?|service|agency|mission|committee|nations|group|"
    r"authorit\w+|guard|corps|navy)\b",
    re.I,
)
NOT_A_SUBJECT = re.compile(
    r"(?:ed|ing|[,;(]|\b(?:and|of|in|on|for|from|with|to|new|fresh|earlier|two|three|several|press|news|own|[A-Z][a-z]+(?:ian|ese|ish|ani)))\s+$"
)
CLAUSE_OPENS = re.compile(r"\s+(?:that|it|its|they|their|he|she|the|a|an|his|her|more|at|about|some|\d|no|there|to\s+have|[A-Z])")
QUOTE_END = re.compile(r"[\"\u201d\u2019']$|[\"\u201d\u2019'],$|,[\"\u201d]$")
NEXT_CLAUSE = re.compile(r",\s*(?:while|but|and|whereas)\s|;\s|\swhile\s")
SEMICOLON = re.compile(r"[^,;]*;")
HANGS_ON = re.compile(r"(?:,|\band|statement)\s*$")
GENITIVE = re.compile(r"[\u2019']s?\s*$")
NO_SOURCE = re.compile(
    r"(?:the\s+)?(?:(?:official|updated|preliminary|initial|latest|available|provisional|new|first|early|unconfirmed|incomplete|public)\s+)*"
    r"(?:plan|schedule|terms|law|rules?|agreement|reports?|data|information|figures?|estimates?|counts?|statistics|records?|results)(?:$|\s+(?:of|on)\b)|"
    r"(?:the\s+)?(?:plan|schedule|terms|law|rules?|agreement|reports?)\b",
    re.I,
)
IMPERSONAL = re.compile(
    r"(?:(?:the|these|those|its|radio|satellite|official|latest|drone|aerial)\s+)*(?:intercepts?|footage|images?|imagery|videos?|data|figures|documents|"
    r"information|results|statistics|records|maps|evidence|photographs|pictures)",
    re.I,
)
OWN_SIDE = re.compile(r"(?:his|her|their|its|our)\s+(?:own\s+)?(?:side|men|forces|people|country|troops|unit|fighters)")
OWNER_OF_FIGURE = re.compile(r"(?P<who>(?:the\s+)?[A-Z][\w-]+)['\u2019]s?\s+(?:own\s+)?(?:figures?|count|tally|toll|version|account|estimate)\b")
QUESTION_LINE = re.compile(r"^Q\s?[:.]\s", re.M)
ANSWER_LINE = re.compile(r"^A\s?[:.]\s", re.M)
COUNTED = re.compile(r"(?:a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d+|another|several|some)\s|.*\s(?:and|or)\s", re.I)
OWNED = re.compile(r"(?:its|their|his|her)\s", re.I)
APPOSED_NAME = re.compile(r",\s+[A-Z][^,]{1,60},\s*$")
THAT_NEXT = re.compile(r"\s+(?:that|it|its|they|the)\b")
