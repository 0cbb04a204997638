"""Noun phrases for people over the tokens of a sentence: where one ends, what its head is, whom it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from monitor.domain.reading import Victims
from monitor.understand.casualties.lexicon import INVARIANT, NOUNS, THINGS, Noun, classify, noun_of
from monitor.understand.casualties.people import Group, Token

STOP = frozenset(
    """was were is are be been being am has have had do does did will would can could may might must shall should to in on at by with from
    for into near after before during since when while as who which that whose whom where and or but nor , ; : . ( ) " \u201c \u201d
    ? ! - \u2013 \u2014 / dead killed wounded injured hurt missing died captured abducted kidnapped detained displaced fled left killings
    displacements
    perished said says not also later still between under over against about martyred slain lost deaths death fatalities fatality
    lives seized held taken evacuated uprooted crossed sought unaccounted never arrested shot hospitalised hospitalized casualties
    remain remained through across along around here there because so if until than then without within including among 's are alone
    the a an its their his her this that these away off back out home up down aboard nearby together fallen behind beyond past alive apiece each
    altogether""".split()
)
DEFINITE = frozenset("its his her their our my the".split())
EFFECT_NOUNS = frozenset("fallen displacements deaths killings fatalities casualties dead death fatality injuries victims losses".split())
SINGLE = DEFINITE | {"a", "an", "another", "each"}
VERBAL = frozenset(
    """broke saw heard gave held kept made met paid sent sat spoke threw woke fought told wrote caught found lay limped went fell stepped
    came took lay stood got hit ran put set drove rode lost left bled slept swam crept knelt sank went did
    need lie sleep live flee die face await sit stand wait remain spend spent""".split()
)
AGED = frozenset("boy girl man woman child youth teenager pensioner".split())
UPROOTED = frozenset({"displaced", "uprooted", "homeless", "exiled"})
SLAIN = frozenset("dead slain murdered executed fallen massacred".split())
_AS_ADJECTIVE = UPROOTED | SLAIN | frozenset("captured wounded injured missing displaced detained abducted kidnapped evacuated".split())
_EITHER = frozenset({"dead", "youth", "crew", "staff"})
KIN_ADJECTIVES = frozenset("eldest elder younger youngest infant baby only small teenage".split())
AGE = re.compile(r"\d{1,2}")
RANKS_IN_PROSE = frozenset("sergeant lieutenant corporal colonel captain constable".split())  # "junior sergeant Davit Petrosyan"
_OLD = "-year-old"


class NounPhrases:
    """What the readers of counts, of headlines and of single persons share: the tokens, and how a phrase is read from one of them."""

    def __init__(self, text: str, tokens: Sequence[Token], is_name: Callable[[str], bool]) -> None:
        self._text = text
        self._tokens = tokens
        self._names = is_name

    def _low(self, i: int) -> str:
        return self._tokens[i].low if i < len(self._tokens) else "."

    def _noun(self, i: int, *, plural: bool) -> tuple[Noun, int, list[str]] | None:
        """The head noun of a counted phrase from token ``i``: its entry, its index, and the modifiers before it."""
        modifiers: list[str] = []
        for k in range(i, min(i + 6, len(self._tokens))):
            low = self._tokens[k].low
            noun = noun_of(low)
            if noun is not None:
                following = self._low(k + 1)
                if following in NOUNS and (not noun.plural or low in INVARIANT):
                    modifiers.append(low)
                    continue
                if following in EFFECT_NOUNS and not noun.plural:
                    return noun, k, modifiers
                if noun.plural != plural and low not in _EITHER:
                    if plural or not self._ends_noun(k + 1):
                        modifiers.append(low)
                        continue
                    return None
                if not plural and not self._ends_noun(k + 1):
                    modifiers.append(low)
                    continue
                return noun, k, modifiers
            if low in _AS_ADJECTIVE and self._low(k + 1) in NOUNS:
                modifiers.append(low)
                continue
            if low == "and" and modifiers and self._low(k + 1) == "other":
                modifiers.append(low)  # "thirteen South African and other peacekeepers"
                continue
            if low in THINGS and (led := noun_of(self._low(k + 1))) is not None and led.plural:
                modifiers.append(low)  # "day labourers", "goat herders"
                continue
            if low in THINGS or (low in STOP and low != "-"):
                return None
            if low.endswith(_OLD) and noun_of(self._low(k + 2)) is not None and self._names(self._tokens[k + 1].text):
                modifiers.append(low)  # "a 14-year-old Palestinian boy"
                continue
            if low.endswith(_OLD) and self._ends_noun(k + 1):
                if k + 1 < len(self._tokens) and self._names(self._tokens[k + 1].text) and self._ends_noun(k + 2):
                    return NOUNS["man"], k + 1, modifiers
                age = AGE.match(low)
                return NOUNS["child" if age is not None and int(age.group()) < 18 else "man"], k, modifiers
            modifiers.append(low)
        return None

    def _ends_noun(self, k: int) -> bool:
        """True when token ``k`` cannot go on with a compound whose head is still to come."""
        if k >= len(self._tokens):
            return True
        t = self._tokens[k]
        return (
            t.low in STOP
            or t.low in VERBAL
            or t.text[0].isupper()
            or not t.text[0].isalpha()
            or t.low.endswith(("ed", "ly", "ing"))
            or t.low in {"of", "whose", "again", "today", "yesterday", "overnight", "dies", "succumbed", "went", "lay", "fell"}
        )

    def _class(self, noun: Noun, modifiers: Sequence[str], head: int) -> Victims:
        words = [w for m in modifiers for w in (m, *m.split("-"))]
        if noun.weak and self._low(head + 1) in {"of", "from"}:
            words += [t.low for t in self._tokens[head + 2 : head + 9] if t.low not in {"and"}]
        if noun.lemma in {"crew", "sailor", "crewman"}:
            words += self._complement(head + 1)
        return classify(noun, words)

    def _complement(self, i: int) -> list[str]:
        """The words of "of the patrol boat" or "on the tanker" behind a noun."""
        if self._low(i) not in {"of", "on", "aboard", "from"}:
            return []
        k = i + 1
        while k < min(i + 6, len(self._tokens)) and (self._low(k) in {"the", "a", "an", "its", "his"} or self._low(k) not in STOP):
            k += 1
        return [t.low for t in self._tokens[i + 1 : k]]

    def _bare_end(self, i: int) -> bool:
        low = self._low(i)
        return (
            low in STOP
            or not low[0].isalpha()
            or low in {"others", "of"}
            or low.endswith(("ly", "ed"))
            or low in VERBAL
            or low in {"seriously", "feared", "confirmed", "reported", "believed", "already", "lightly"}
        )

    def _one(self, first: int, last: int, kind: str, noun: str, victims: Victims, owner: str, *, counted: bool, named: bool = False) -> Group:
        return Group(
            first, last, 1, 1, kind, noun, victims, self._tokens[first].start, self._tokens[last - 1].end, owner, False, False, counted, named
        )
