"""Who speaks at a verb of saying: the noun phrase beside it, cut to the name as a reader would quote it."""

from __future__ import annotations

import re

_TITLE = (
    r"(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Lord|President|Premier|Prime Minister|Minister|Foreign Minister|Secretary|"
    r"Secretary-General|Ambassador|Envoy|Governor|Mayor"
    r"|General|Gen|Lt|Lieutenant|Col|Colonel|Maj|Major|Capt|Captain|Brig|Brigadier|Adm|Admiral|Rear Admiral|Sheikh|Senator|"
    r"Sen|Rep|King|Queen|Prince|Pope|Judge|Chief)\.?"
)
_NAME_WORD = (
    r"(?:[A-Z\u00c0-\u017f\u0400-\u042f][\w\u2019'.\-]*|al-[A-Z][\w\-]*|el-[A-Z][\w\-]*|bin|ibn|van|von|de|da|del|di|der|ben|"
    r"abu|ould|[\"\u201c][A-Z]\w+[\"\u201d])"
)
_PERSON_NAME = re.compile(rf"(?:{_TITLE}\s+)*{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}}$")
_ROLES = frozenset(  # what the last word of a phrase says of who that is
    """spokesman spokeswoman spokesperson minister president premier chief commander general colonel admiral captain lieutenant officer official
    secretary ambassador envoy governor mayor prefet leader head director representative lawmaker member mp senator analyst expert diplomat
    doctor teacher resident witness farmer fisherman villager chairman chairwoman speaker king pope attach\u00e9 coordinator ombudsman consul
    commandant source man woman mother father wife husband trader driver""".split()
)
_LAST_WORD = re.compile(r"\w+$")
_COMPLEMENT = re.compile(r"\s+(?:of|for|in|to|at|from|on)\s.*")
_ORG_WORD = re.compile(
    r"\b(?:ministry|army|military|government|council|police|command|forces?|service|agency|agencies|mission|committee|union|"
    r"nations|party|group|department|office"
    r"|authorit(?:y|ies)|guard|corps|navy|bureau|institute|centre|center|association|court|parliament|movement|front|"
    r"organi[sz]ation|house|press|post|times|news|league|state|administration|staff)\b",
    re.I,
)
_TITLED = re.compile(rf"^(?:{_TITLE}\s+)+{_NAME_WORD}")
_PRONOUNS = frozenset(
    """he she it they i we who which that this these those other others some both all one none nobody each there you many most two three four
    five six several dozens hundreds thousands another either neither""".split()
) | {"no one", *(f"the {word}" for word in "two three latter former others same men pair".split())}
_CLAUSE_CUT = re.compile(
    r"[;:\u2014()\[\]]|\s(?:[\u2013-]|--)\s|[\"\u201d\u201c]\s|\s[\"\u201c]|(?:(?<=\s)|^)(?:while|but|although|though|whereas|"
    r"because|after|before|when|where|until|since|if|so|yet|that|as|than|with|for which)(?=\s)",
    re.I,
)
_CUT_MARK = re.compile(r"""[^\x00-\x7f]|[;:()\[\]"-]""")  # of all that _CLAUSE_CUT finds one of these marks or words is a part
_CUT_WORDS = frozenset("while but although though whereas because after before when where until since if so yet that as than with for".split())
_DESCRIPTION = re.compile(
    r"^(?:who|which|whose|whom|where|when|while|as|in|on|at|by|from|for|of|to|with|without|under|after|before|during|until|"
    r"since|because|not|partly|nor|than|then|though|although|also|however|meanwhile"
    r"|himself|herself|itself|shown|known|seen|given|told|held|sent|born|led|chosen|set|(?-i:[a-z])\w*(?:ing|ed))\b",
    re.I,
)
_LEAD = re.compile(
    r"^(?:(?:but|and|or|yet|so|meanwhile|however|also|separately|earlier|later|then|still|now|overnight|similarly|instead|"
    r"moreover|again|in turn|for (?:its|his|her|their) part|together with)\s+"
    r"|(?:on|in|at|by|late|early|since|during|from|until)\s+(?:(?:late|early|the)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|january|february|march|april|may|june|july|august|september|october|november|december|\d[\d:]*|morning|evening|"
    r"night|response|reply|return|addition|protest)"
    r"(?:\s+(?:morning|afternoon|evening|night|\d{1,2}|\d{4}))*\s+|(?:yesterday|today|tonight|last\s+\w+|this\s+\w+|next\s+\w+)\s+"
    r"|in\s+(?:a\s+\w+\s+|[A-Z][\w'\u2019-]+\s+){1,2}(?=(?:the|a|an|his|her|its|their)\s))+",
    re.I,
)
_TAIL = re.compile(
    r"(?:\s+(?:has|have|had|did|does|also|later|earlier|repeatedly|immediately|flatly|strongly|firmly|again|then|still|now|"
    r"already|separately|will|would|could|however|only|meanwhile"
    r"|explicitly|angrily|sharply|quickly|promptly|yesterday|today|publicly|simply|jointly|further|himself|herself|itself|"
    r"itself|formally|officially|reportedly|once|in turn|initially|previously|recently|since"
    r"|(?:(?:late|early)\s+)?on\s+\w+day(?:\s+(?:morning|afternoon|evening|night))?|in\s+a\s+\w+|this\s+(?:week|month|"
    r"morning)|at\s+the\s+weekend|overnight))+$",
    re.I,
)
_WHOLE_WORD = re.compile(r"(?<![\w-])\w+")
_TAIL_ENDS = frozenset(  # the last words of what _TAIL finds; others are a day's name or stand behind "in a"
    """has have had did does also later earlier repeatedly immediately flatly strongly firmly again then still now already separately will would
    could however only meanwhile explicitly angrily sharply quickly promptly yesterday today publicly simply jointly further himself herself
    itself formally officially reportedly once turn initially previously recently since morning afternoon evening night week month weekend
    overnight""".split()
)
_ONE_NAMED = re.compile(rf"(?:[a-z][\w\u2019'-]*\s+)*?one,?\s+({_NAME_WORD}(?:\s+{_NAME_WORD})+)$")
_FINITE = frozenset(  # and any word of five letters or more in "ed"
    """spoke met held gave made sent saw found flew began stood got ran drew rose fell won lost kept sat knew thought broke wrote drove became
    lay brought built caught fought sought paid laid shot was were is are has have had will would could may might must did does said says
    told fled came went took left hit""".split()
)
_PARTICIPLE = re.compile(r"\w{3,}ed$")
_ADJECTIVAL = re.compile(
    r"\b(?:(?<=the\s)\w+ed(?=\s[a-z])|(?:(?<=\ban\s)|(?<=\ba\s))\w+ed(?=\s[a-z])|united|armed|unnamed|disputed|occupied|"
    r"allied|combined|retired|so-called|masked|elected|appointed|installed|named|detained|wounded|senior|controlled|backed|"
    r"led|based|related|divided|concerned|red)\b",
    re.I,
)
_REACH = 400  # characters between a subject and its verb at most
_DETERMINED = re.compile(r"(?:The|A|An|His|Her|Its|Their|Our|My|One|Some|But|And|On|In|At)\b")
_CLOCK = re.compile(r"^\s*\d\d\s+(?=[A-Z])")  # the minutes of a live blog's "16:45 UNIFIL confirms"
_BRACKETED = re.compile(r"\([^()]*\)")
_CONJUNCTION = re.compile(r"\b(?:and|or|nor)\s+")
_RELATIVE = re.compile(r"\b(?:who|which|that|whose)\s+(?:\w+\s+)?$")
_WHO = re.compile(r"\s+(?:who|whose|which)\s")
_ROLE_AND_NAME = re.compile(
    rf"(?:[a-z][\w\u2019'-]*\s+){{0,4}}(?:spokes(?:man|woman|person)|minister|commander|chief|officer|official|secretary|governor|mayor|head|director|"
    rf"leader|envoy|ambassador|commissioner|magistrate|prosecutor|ombudsman|doctor|general|colonel|captain|lawmaker|resident|analyst|deputy)\s+{_NAME_WORD}"
    rf"(?:\s+{_NAME_WORD}){{0,3}}$"
)
_NOUN_START = re.compile(
    r"(?:the|a|an|his|her|its|their|our|my|one|two|three|four|five|some|several|another|both|many|most|other|local|senior|"
    r"security|state|government|military|police|opposition|foreign|human|health"
    r"|rights|aid|rescue|emergency|western|eastern|northern|southern|un|rebel|medical|hospital|border|army|defence|defense|"
    r"tribal|regional|provincial|federal)\b|[A-Z\u00c0-\u017f\u0400-\u042f\d\"\u201c]"
    r"|(?:[\w-]+\s+){0,2}(?:\w{3,}s|police|people|media|women|men)\b",
)
_STOP_AFTER = re.compile(
    r"[,;:.!?()\u2014\n\"\u201d]|\s[\u2013-]\s|\s+(?:who|which|that|whose|while|after|before|when|as|whom|said|says|told|"
    r"adding|and\s+(?:that|the\s+\w+\s+(?:said|was|were)|(?:was|were|has|had|have))|has|had|have|was|were|is|are"
    r"|on\s+(?:\w+day|\d)|in\s+a\s+\w+|to\s+(?:reporters|journalists)|late|early|yesterday|today|last|this|by\s+\w+phone|but|where|because)\b",
    re.I,
)
_AFTER_NAME = re.compile(r"\s+(?:of|from|at|in|for|with)\s.*$")
_SAFE_ABBREVIATION = re.compile(r"(?:^|\s)(?:Dr|Mr|Mrs|Ms|Prof|Gen|Lt|Col|Maj|Capt|Brig|Adm|Sen|Rep|St|[A-Z](?:\.[A-Z])*)$")


def is_pronoun(name: str) -> bool:
    """True for a phrase that names nobody by itself."""
    return name.lower() in _PRONOUNS


def is_person(name: str) -> bool:
    """True when ``name`` looks like one human being, a name or a role, rather than an organisation or a state."""
    if _has_role(_COMPLEMENT.sub("", name)) or _TITLED.match(name):
        return True
    words = name.split()
    return len(words) >= 2 and _PERSON_NAME.match(name) is not None and not _ORG_WORD.search(name)


def _has_role(phrase: str) -> bool:
    last = _LAST_WORD.search(phrase.rpartition(" ")[2])
    return last is not None and last.group().lower() in _ROLES


def is_name(phrase: str) -> bool:
    """True when ``phrase`` consists of capitalised names (with titles) only."""
    return _PERSON_NAME.match(phrase) is not None and _DETERMINED.match(phrase) is None


def has_finite_verb(text: str) -> bool:
    """True when ``text`` is more than a phrase: some word in it looks like a finite verb."""
    words = _WHOLE_WORD.findall(_without_adjectives(text).lower())
    return not _FINITE.isdisjoint(words) or any(map(_PARTICIPLE.match, words))


def _is_finite(word: str) -> bool:
    return word in _FINITE or (word.endswith("ed") and len(word) >= 5)


def _without_adjectives(text: str, mask: str = "") -> str:
    """``text`` without the words in it that look like finite verbs and are none; each of their letters replaced by ``mask``."""
    lowered = text.lower()
    if "ed" not in lowered and "senior" not in lowered:  # every such word has one of these
        return text
    return _ADJECTIVAL.sub(lambda m: mask * len(m.group()), text)


_EDGE = ' \t\n,;:.\u2013\u2014-*[]()"\u201c\u201d\u2022#'


def _says(phrase: str) -> bool:
    """True when something of ``phrase`` is left by ``tidy``, which in plain letters never takes its last word."""
    return bool(phrase.strip(_EDGE)) if phrase.isascii() else bool(tidy(phrase))


def tidy(phrase: str) -> str:
    """The bare name in ``phrase``: no leading conjunctions and adverbials, no trailing auxiliaries, no affiliation behind a personal name."""
    if phrase.lstrip()[:2].isdigit():
        phrase = _CLOCK.sub("", phrase)
    phrase = phrase.strip(_EDGE)
    previous = None
    while previous != phrase:
        previous = phrase
        phrase = _LEAD.sub("", phrase)
        phrase = _without_tail(phrase).strip(" ,")
    head = _AFTER_NAME.sub("", phrase)
    if head != phrase and is_name(head) and (_TITLED.match(head) or (len(head.split()) >= 2 and not _ORG_WORD.search(head) and not _has_role(head))):
        return head
    role = _ONE_NAMED.match(phrase) if "one" in phrase else None
    return role.group(1) if role else phrase


def _without_tail(phrase: str) -> str:
    words = phrase.lower().split()
    if not words or not (words[-1] in _TAIL_ENDS or words[-1].endswith("day") or words[-3:-1] == ["in", "a"]):
        return phrase
    return _TAIL.sub("", phrase)


def subject_before(text: str, low: int, verb: int) -> tuple[int, str] | None:
    """The subject of the verb at ``verb``, searched back to ``low``: its offset and its name; None when the verb has none of its own.

    Skips relative clauses and insertions; of "The prime minister, Haider al-Abadi, ordered" it takes the name, of "COGAT, the agency
    responsible, said" the name as well.
    """
    while verb > low and text[verb - 1] in '"\u201c':
        verb -= 1
    low = max(low, verb - _REACH)
    masked = text[low:verb]
    if "(" in masked:
        masked = _BRACKETED.sub(lambda m: " " * len(m.group()), masked)
    pieces = _pieces(masked)
    inserted = False
    if not _says(pieces[-1][1]):  # nothing stands between the comma and the verb: an insertion has just closed
        pieces.pop()
        inserted = True
        while len(pieces) > 1 and _DESCRIPTION.match(pieces[-1][1].strip()):
            pieces.pop()
    if not pieces:
        return None
    found = _noun_phrase(*pieces[-1])
    if inserted and len(pieces) > 1 and found is not None and not found[2]:
        before = _noun_phrase(*pieces[-2])
        if before is not None and (is_name(before[1]) or not is_name(found[1])):
            found = before
    if found is None and inserted and len(pieces) > 1:
        found = _noun_phrase(*pieces[-2])
    return None if found is None else (low + found[0], found[1])


def _noun_phrase(at: int, piece: str) -> tuple[int, str, bool] | None:
    """The noun phrase that ends ``piece``: offset, name, and whether a clause stood before it in the piece."""
    cuts = list(_CLAUSE_CUT.finditer(piece)) if _may_cut(piece) else []
    start = cuts[-1].end() if cuts else 0
    phrase = piece[start:]
    if phrase.rstrip().lower().endswith((" and", " or", " but")) or phrase.strip().lower() in {"and", "or", "but"}:
        return None
    if cuts and cuts[-1].group().lower() == "that":
        head = tidy(piece[cuts[-2].end() if len(cuts) > 1 else 0 : cuts[-1].start()])
        if _DETERMINED.match(head) and _noun_like(head) and not has_finite_verb(head):  # "The authority that runs the valley"
            whole = f"{head} that {phrase.strip()}"
            if len(whole) <= 120 and (found := piece.find(head)) >= 0:
                return at + found, whole, False
    last = _last_conjunct(phrase)
    name = tidy(last)
    fits = _noun_like(name)
    if name and not fits and (relative := _WHO.search(name)) is not None:
        name = tidy(name[: relative.start()])  # "a boat captain who ferried some of the injured"
        fits = _noun_like(name)
    if not fits or not name or len(name) > 120:
        return None
    found = piece.find(name, start)
    return at + max(found, 0), name, start > 0 or last != phrase


def _may_cut(piece: str) -> bool:
    return _CUT_MARK.search(piece) is not None or not _CUT_WORDS.isdisjoint(piece.lower().split())


def _noun_like(name: str) -> bool:
    if has_finite_verb(name) and not is_name(name):
        return False
    if not any(c.isalpha() for c in name):
        return False
    if is_pronoun(name) or is_name(name):
        return True
    if _ROLE_AND_NAME.match(name) is not None and _DESCRIPTION.match(name) is None:
        return True
    return _DESCRIPTION.match(name) is None and _NOUN_START.match(name) is not None


def _pieces(masked: str) -> list[tuple[int, str]]:
    out: list[tuple[int, str]] = []
    at = 0
    for part in masked.split(","):
        out.append((at, part))
        at += len(part) + 1
    return out


def _last_conjunct(phrase: str) -> str:
    """The part after "and" when what stands before it is a clause; the whole phrase when "and" joins two speakers."""
    for m in reversed(list(_CONJUNCTION.finditer(phrase))):
        before = phrase[: m.start()]
        if not before.strip() or has_finite_verb(before):
            return phrase[m.end() :]
    return phrase


def subject_after(text: str, start: int, end: int) -> tuple[int, str] | None:
    """The noun phrase that begins at ``start``: the speaker of an inverted "said X, ..." or of "according to X"."""
    while start < end and text[start].isspace():
        start += 1
    stop = start
    for m in _STOP_AFTER.finditer(text, start, end):
        if (
            m.group()[0] == "."
            and (_SAFE_ABBREVIATION.search(text[start : m.start()]) or not text[m.end() : m.end() + 1].isspace())
            and m.end() < end
        ):
            continue
        if m.group()[0] in '"\u201c\u201d' and re.match(r"[\"\u201c\u201d]?[A-Z]\w*[\"\u201d]", text[m.start() : m.start() + 24]):
            continue
        if m.group()[0] in '"\u201d' and re.search(r"[\"\u201c][A-Z]\w*$", text[start : m.start()]):
            continue
        stop = m.start()
        break
    else:
        stop = end
    phrase = text[start:stop].strip()
    if not phrase:
        return None
    follow = text[stop : min(end, stop + 80)]
    named = re.match(rf",\s+({_NAME_WORD}(?:\s+{_NAME_WORD}){{1,4}})(?=[,.;\s])", follow)
    if named and (phrase.lower() == "one" or not is_name(tidy(phrase))) and is_name(named.group(1)):
        return start, tidy(named.group(1))
    name = tidy(phrase)
    return (start, name) if name else None


def leading_subject(sentence: str) -> str | None:
    """A rough subject of a whole sentence: what stands before its first finite verb, when that looks like a noun phrase."""
    sentence = sentence[:_REACH]
    for m in _WHOLE_WORD.finditer(_without_adjectives(sentence, "x")):
        if not _is_finite(m.group().lower()):
            continue
        if m.start() == 0:
            return None
        if _RELATIVE.search(sentence, 0, m.start()):
            continue
        found = subject_before(sentence, 0, m.start())
        return found[1] if found is not None and len(found[1].split()) <= 9 else None
    return None
