"""The persons of an event: who was killed, hurt, held or tried, by name; not those who speak of it.

Months after a shooting, what is said of the trial shares little with the first reports but the names of the dead and the accused. A name
counts where the text says what only such persons are said to be: their age ("Ana Ruiz, 34,"), what was done to them ("Ana Ruiz was found
dead", "the killing of Ana Ruiz"), of what they are accused, or a soldier's rank. Officials, reporters and officers who speak are thus left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_PART = (
    r"(?>[A-Z\u00c0-\u00de][^\W\d_]+(?:['\u2019-][^\W\d_]+)*)"  # taken whole or not at all: else names on hyphens cost more with each than the last
)
_PARTICLE = r"(?:(?:de|del|de la|da|dos|van|van der|von|der|al|el|bin|ibn|la|le|St\.|Mc|O['\u2019])[ -]?)"
_MIDDLE = rf"(?:[A-Z]\.?|[\"\u201c'\u2018][^\"\u201d\n]{{2,20}}[\"\u201d'\u2019],?|{_PART})"
_NAME = rf"\b(?P<name>{_PART}(?: {_MIDDLE}){{0,4}} {_PARTICLE}?{_PART})(?!['\u2019-]?\w)(?:,? (?:Jr|Sr)\b\.?| I{{1,3}}V?\b)?"
_HARMED = (
    r"killed|murdered|slain|shot|stabbed|wounded|injured|hurt|hit|struck|beaten|run over|electrocuted|drowned|martyred|abducted|kidnapped"
    r"|found (?:dead|shot|stabbed|unresponsive|lying|with)|pronounced dead|declared dead|rushed to|taken to (?:a|the)? ?\w* ?hospital|identified"
)
_TRIED = (
    r"charged|arrested|indicted|convicted|sentenced|acquitted|accused|detained|booked|jailed|arraigned|extradited|found (?:not )?guilty"
    r"|wanted (?:for|in|on|by)|taken into custody|being held|held (?:on|without|in)"
)
_DOES = (
    r"died|succumbed|confessed|surrendered|fled|pleaded|pled|turned (?:himself|herself) in"
    r"|faces? (?:a |up to |charges|\w+ counts?|trial|life|the death)"
    r"|lost (?:his|her) life|fatally|allegedly|opened fire|appeared in court"
)
_RANK = (
    r"(?:Lance Naik|Naik|Sepoy|Jawan|Havildar|Rifleman|Gunner|Sapper|Lance Havildar|Subedar|Naib Subedar|Pvt\.?|Conscript|Lance Corporal"
    r"|[Ff]isherm[ae]n|[Ss]oldiers?|[Cc]onscripts?|[Ss]hepherd|[Ff]armer)"
)
_DONE_TO = (
    r"(?:death|deaths|murder|murders|killing|killings|shooting|slaying|stabbing|abduction|kidnapping|disappearance|manslaughter|homicide"
    r"|arrest|trial|conviction|sentencing|funeral|body|extradition) of|(?:of|charged with|admitted|admitted to|confessed to)"
    r" (?:[a-z]+ly )?(?:killing|murdering|shooting|stabbing|abducting|kidnapping|assaulting)"
    r"|(?:identified|named|known)(?: (?:him|her|them|the \w+(?: \w+)?))? as|victims?,|suspects?,|gunm[ae]n,"
)
_AGE = r"(?:\(\d{1,2}\)|,? (?:age |aged |an? )?\d{1,2}(?:-year-old\b|,|[;.)]|\s+(?:of|was|were|from|and|who|is|are|has|had|years?)\b))"
_PERSON = re.compile(_NAME)
_AGED_AFTER = re.compile(rf"\.?,? ?{_AGE}")
_DONE_AFTER = re.compile(
    rf"\.?(?:, [^.,\n]{{3,50}},)? (?:(?:was|were|is|are|has been|had been|have been|who was) (?:\w+ly |also |then |later )?"
    rf"(?:{_HARMED}|{_TRIED})\b|(?:{_DOES}))"
)
_AGED_BEFORE = re.compile(
    rf"\b\d{{1,2}}-years?-old,? (?:[a-z]+ )?{_NAME}(?! (?:man|woman|boy|girl|teen\w*|resident|native|student|father|mother"
    r"|police|officer|m[ea]n|male|female)\b)"
)
_DONE_BEFORE = (re.compile(rf"\b(?:{_DONE_TO}) (?:\w+-year-old |[a-z]+ )?{_NAME}"), re.compile(rf"\b{_RANK} {_NAME}"))
_CALLED = rf"(?P<name>{_PART}(?: {_MIDDLE}){{0,2}} {_PART})"
_OFFICE = re.compile(
    r"\b(?:[Pp]resident|Sen(?:ator|\.)|Rep(?:resentative|\.)|Gov(?:ernor|\.)|Mayor|Premier|[Mm]inister|Secretary|Speaker|Justice|Judge|Magistrate"
    r"|Commissioner|Coroner|Attorney|Director|Chairman|Chairwoman|[Ss]pokes(?:man|woman|person)|[Ll]awyer|[Aa]ttorney"
    rf"|CEO|Bishop|King|Queen|Prince|Princess) {_CALLED}"
)
_UNIFORM = re.compile(
    r"\b(?:Chief|Sheriff|Superintendent|Marshal|[Dd]etective|Det\.|Sgt\.?|Sergeant|Lt\.?|Lieutenant|Capt\.?|Captain|Officer|Trooper|Deputy"
    r"|Inspector|Dr\.?|Coach) "
    rf"{_CALLED}"
)


def persons_of(text: str) -> set[str]:
    """First and last name, folded, of each person whom ``text`` names as one of its event.

    Who is called by an office ("Judge Ana Ruiz") is not, nor is who wears a uniform, unless the text tells the age.
    """
    aged, done = _named(text, (_AGED_BEFORE,)), _named(text, _DONE_BEFORE)
    for m in _PERSON.finditer(text):
        if _AGED_AFTER.match(text, m.end()):
            aged.add(_key(m.group("name")))
        elif _DONE_AFTER.match(text, m.end()):
            done.add(_key(m.group("name")))
    aged.discard("")
    done.discard("")
    if not aged and not done:
        return set()
    return (aged | (done - _named(text, (_UNIFORM,)))) - _named(text, (_OFFICE,))


def _named(text: str, contexts: Iterable[re.Pattern[str]]) -> set[str]:
    return {name for context in contexts for m in context.finditer(text) if (name := _key(m.group("name")))}


def _key(name: str) -> str:
    words = [w for word in name.casefold().replace("\u2019", "'").split() if (w := word.strip(".,"))]
    # "Thursday Ana Ruiz was arrested", "Hill Valley City Marshal Ana Ruiz, 42,": of what stands before the name, the last counts.
    never = [at for at, word in enumerate(words) if word in _NEVER or word.endswith("-old")]
    words = words[never[-1] + 1 :] if never else words
    words = [w for w in words if w not in _SUFFIXES and w[0] not in "\"'\u201c"]
    if len(words) < 2 or len(words[0]) < 2 or len(words[-1]) < 2:
        return ""
    return f"{words[0]} {words[-1]}".replace("'", "")


_SUFFIXES = frozenset("jr sr ii iii iv".split())
_NEVER = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
    a an the and of in on at for with by from to his her their this that when while after before if but as he she they we it who what where there
    news channel caption image photo video tv radio press associated reuters daily times post tribune herald gazette copyright live update
    north south east west northern southern eastern western city county state states street avenue road drive boulevard lane highway park police
    sheriff sheriff's officer officers detective detectives deputy deputies chief judge sergeant sgt lt lieutenant captain capt trooper department
    court university college school high hospital church center centre district attorney prosecutor prosecutors mayor governor president senator
    minister secretary spokesman spokeswoman spokesperson coroner examiner medical office bureau force army navy republic national american african
    united family fire least hour authorities investigators witnesses marshal mr mrs ms miss dr suspect suspects victim victims gunman man woman
    san los las santa saint el long beach fort new actor actress singer trail creek river lake bridge mall club hotel island valley
    corporal cpl lance naik rifleman pvt southwest southeast northwest northeast images photos officials wire trauma ave st co no lot station homicide
    boy girl teen shooting shootings kills killed metro more
    """.split()
)
