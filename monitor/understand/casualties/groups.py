"""Counted people in a sentence: "28 more of its troops", "a woman", "her daughter", "six Frontier Corps men", a bare "14".

A hand-written noun-phrase reader over tokens, started at each number, article, possessive and rank.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from monitor.domain.reading import Victims
from monitor.text.numbers import Quantity, find_numbers
from monitor.understand.casualties.lexicon import INVARIANT, NOUNS, RANKS, THINGS, Noun, classify, noun_of, rank_class
from monitor.understand.casualties.people import Group, Token

_STOP = frozenset(
    """was were is are be been being am has have had do does did will would can could may might must shall should to in on at by with from
    for into near after before during since when while as who which that whose whom where and or but nor , ; : . ( ) " \u201c \u201d
    ? ! - \u2013 \u2014 / dead killed wounded injured hurt missing died captured abducted kidnapped detained displaced fled left killings
    displacements
    perished said says not also later still between under over against about martyred slain lost deaths death fatalities fatality
    lives seized held taken evacuated uprooted crossed sought unaccounted never arrested shot hospitalised hospitalized casualties
    remain remained through across along around here there because so if until than then without within including among 's are alone
    the a an its their his her this that these away off back out home up down aboard nearby together""".split()
)
_NUMBER_LEAD = re.compile(
    r"(?:\b(?:another|an?\s+(?:further|additional|extra|estimated|reported)|a\s+total\s+of|the\s+other|further|additional|all)\s+)$", re.I
)
_SKIP = frozenset("more other further additional new extra of-the former unnamed unidentified".split())
_DEFINITE = frozenset("its his her their our my the".split())
_PRONOUNS = frozenset("them whom us those these".split())
_EFFECT_NOUNS = frozenset("displacements deaths killings fatalities casualties dead death fatality injuries victims losses".split())
_KINDS_OF_DEATH = {
    **dict.fromkeys("battlefield combat battle army".split(), Victims.MILITARY),
}
_OTHER_DEATHS = frozenset("road traffic covid drug overdose maternal infant workplace heat sporting".split())
_SINGLE = _DEFINITE | {"a", "an", "another", "each"}
_ORDINALS = frozenset("second third fourth fifth sixth seventh".split())
_VERBAL = frozenset(
    """broke saw heard gave held kept made met paid sent sat spoke threw woke fought told wrote caught found lay limped went fell stepped
    came took lay stood got hit ran put set drove rode lost left bled slept swam crept knelt sank went did
    need lie sleep live flee die face await sit stand wait remain spend spent""".split()
)
_AGED = frozenset("boy girl man woman child youth teenager pensioner".split())
_PARENTS = frozenset("mother father parent widow widower grandmother grandfather".split())
_UPROOTED = frozenset({"displaced", "uprooted", "homeless", "exiled"})
_AS_ADJECTIVE = _UPROOTED | frozenset("captured wounded injured missing displaced detained abducted kidnapped evacuated".split())
_EITHER = frozenset({"dead", "youth", "crew", "staff"})
_HURT = frozenset({"wounded", "injured"})
_TAKEN = frozenset({"captured", "abducted", "kidnapped"})
_BODIES = frozenset("family household crew group party patrol team squad gang".split())
_BODIES_OF_MEN = {
    **dict.fromkeys("patrol platoon squad battalion garrison company detachment regiment brigade contingent gun-crew".split(), Victims.MILITARY),
    **dict.fromkeys("congregation crowd party wedding household".split(), Victims.CIVILIAN),
}
_KIN_ADJECTIVES = frozenset("eldest elder younger youngest infant baby only small teenage".split())
_AGE = re.compile(r"\d{1,2}")
_ACRONYM = re.compile(r"[A-Z]{2,}s?")  # APCs, UAVs
_COLLECTIVES = frozenset("crew staff personnel police militia".split())
_RANKS_IN_PROSE = frozenset("sergeant lieutenant corporal colonel captain constable".split())  # "junior sergeant Davit Petrosyan"
_STRIKES = frozenset("killed killing kills wounded wounding wounds injured injuring injures murdered murdering".split())
_NO_VICTIMS = frozenset(
    "proposal deal bill plan motion project process idea hope truce ceasefire few lot number dozen "
    "hundred total further lion leopard snake calf cat rat "
    "pig sow hen ewe lamb mule ox fox boar seal swan goose".split()
)
_CLAUSE_ENDS = frozenset(", ; . : ( ) and but that who which when where while after as a an the was were is are".split())
_BEFALLS = frozenset(  # what may follow a noun without its article in a headline
    "killed shot martyred wounded injured hurt dead dies died stabbed gunned abducted kidnapped missing slain murdered executed captured".split()
)
_OLD = "-year-old"


class GroupReader:
    """Reads the groups of one sentence."""

    def __init__(self, text: str, tokens: Sequence[Token], is_name: Callable[[str], bool]) -> None:
        self._text = text
        self._tokens = tokens
        self._names = is_name
        self._at = {t.start: i for i, t in enumerate(tokens)}

    def read(self, start: int, end: int) -> list[Group]:
        """All groups in ``text[start:end]``, in order, none within another."""
        found: dict[int, Group] = {}
        taken = [False] * (len(self._tokens) + 1)
        for quantity in find_numbers(self._text, start, end):
            group = self._counted(quantity)
            if group is not None:
                found[group.first] = group
                for i in range(group.first, group.last):
                    taken[i] = True
            else:
                for i, t in enumerate(self._tokens):
                    if quantity.start <= t.start < quantity.end:
                        taken[i] = True
        for i, token in enumerate(self._tokens):
            if token.low == "both" and not taken[i] and (pair := self._both(i)) is not None:
                found[i] = pair
                for k in range(pair.first, pair.last):
                    taken[k] = True
        self._bare_nouns(found, taken)
        for i, token in enumerate(self._tokens):
            low = token.low
            if (
                low not in _SINGLE
                and low not in _RANKS_IN_PROSE
                and not token.text[0].isupper()
                and not (low in NOUNS and i and (self._tokens[i - 1].low == "and" or self._tokens[i - 1].low in _KIN_ADJECTIVES))
            ):
                continue
            if not taken[i] and (group := self._single(i, taken)) is not None:
                found[group.first] = group
                for k in range(group.first, group.last):
                    taken[k] = True
        return [found[i] for i in sorted(found)]

    def _bare_nouns(self, found: dict[int, Group], taken: list[bool]) -> None:
        """Add people without an article where a headline or a pair leaves it out: "Teen shot dead", "Man killed, woman hurt", "Twin sisters died"."""
        for i, token in enumerate(self._tokens):
            opens = i == 0 or self._tokens[i - 1].text in {",", ":", ";", "|", "-", "\u2013", "\u2014"}
            if taken[i] or not token.text[0].isalpha() or not (opens or token.low == "twin"):
                continue
            for group in self._twins(i) if token.low in {"twin", "twins"} else self._bare_noun(i):
                found[group.first] = group
                for k in range(group.first, group.last):
                    taken[k] = True

    def _twins(self, i: int) -> list[Group]:
        k = i + 1 if self._low(i) == "twin" else i
        noun = noun_of(self._low(k))
        if noun is None or not noun.plural or (i and self._tokens[i - 1].low in {"of", "with", "the"}):
            return []
        return [replace(self._one(i, k + 1, "person", noun.lemma, noun.victims, "", counted=True), low=2, high=2)]

    def _bare_noun(self, i: int) -> list[Group]:
        """The noun phrases from token ``i``, if what befell them follows at once."""
        out: list[Group] = []
        at = i
        while True:
            head = next(
                (
                    k
                    for k in range(at, min(at + 4, len(self._tokens)))
                    if self._low(k) in _BEFALLS or self._low(k) in {"and", ","} or k == len(self._tokens)
                ),
                None,
            )
            if head is not None and self._low(head) == "," and _AGE.fullmatch(self._low(head + 1)) and self._low(head + 2) == ",":
                befalls = self._low(head + 3) in _BEFALLS  # "Boy, 13, shot dead"
            else:
                befalls = head is not None and self._low(head) in _BEFALLS
            if head is None or head == at or self._low(at) in _STOP or self._low(at) in _SINGLE:
                return []
            modifiers = [t.low for t in self._tokens[at : head - 1]]
            noun = noun_of(self._low(head - 1))
            if noun is None or noun.plural or noun.lemma in {"one", "hand", "fellow"} or any(w in _STOP or not w[0].isalpha() for w in modifiers):
                return []
            group = self._one(at, head, "person", noun.lemma, self._class(noun, modifiers, head - 1), "", counted=True)
            out.append(replace(group, low=2, high=2) if noun.lemma == "couple" else group)
            if befalls:
                return out
            if self._low(head) == ",":
                return []
            at = head + 1

    def _both(self, i: int) -> Group | None:
        """ "Both pilots", "both of the drivers", "both his sons", or "both" alone before its verb."""
        k = i + 1
        if (i == 0 or self._tokens[i - 1].text in {";", ",", "\u2014"}) and self._low(k) in {"were", "are", "died", "have", "had", "lost"}:
            made = self._one(i, k, "bare", "", Victims.UNSPECIFIED, "", counted=True)
            return replace(made, low=2, high=2, referring=True)
        while self._low(k) in {"of", "the"} | _DEFINITE:
            k += 1
        found = self._noun(k, plural=True)
        if found is None or "of" in found[2] or not found[0].plural or found[0].victims is Victims.UNSPECIFIED:
            return None
        noun, head, modifiers = found
        made = self._one(i, head + 1, "person", noun.lemma, self._class(noun, modifiers, head), "", counted=True)
        return replace(made, low=2, high=2)

    def _low(self, i: int) -> str:
        return self._tokens[i].low if i < len(self._tokens) else "."

    def _index_at(self, offset: int) -> int | None:
        for k in range(3):
            if offset + k in self._at:
                return self._at[offset + k]
        return None

    def _index_after(self, offset: int) -> int:
        low, high = 0, len(self._tokens)
        while low < high:
            mid = (low + high) // 2
            if self._tokens[mid].start < offset:
                low = mid + 1
            else:
                high = mid
        return low

    def _counted(self, q: Quantity) -> Group | None:
        first, after = self._index_at(q.start), self._index_after(q.end)
        if first is None:
            return None
        lead = _NUMBER_LEAD.search(self._text[max(0, q.start - 24) : q.start])
        if lead is not None and lead.group().lower().strip() == "all" and self._text[: q.start - len(lead.group())].lower().endswith("in "):
            lead = None  # "in all ten villagers"
        start = q.start - (len(lead.group()) if lead else 0)
        first = self._at.get(start, first)
        before = self._tokens[first - 1].low if first else ""
        if before in {"aged", "age"} or (
            before in {",", "("} and first > 1 and self._tokens[first - 2].text[:1].isupper() and 9 < q.low < 100 and self._low(after) in {",", ")"}
        ):
            return None
        if before == "," and self._low(after) == "," and q.low < 100 and first > 1 and self._is_one_person(first - 2):
            return None  # "a boy, 13,"
        if q.low == 0 and before in {"were", "was", "are", "is"} and self._bare_end(after):
            return None  # "nine of them were under ten"
        if before == "of" and q.low < 100 and first > 1 and self._low(first - 2) in _AGED and self._ends_noun(after):
            return None  # "a boy of twelve"
        if (q.low == 1 and before in {"no", "not", "every"}) or (before == "of" and first > 1 and self._tokens[first - 2].low in _PARENTS):
            return None  # "no one", "not one soldier", "a mother of four"
        if (
            before == "of"
            and first > 2
            and self._low(first - 2) in _BODIES
            and self._low(first - 3) in _SINGLE
            and (self._bare_end(after) or self._low(after) in {"people", "persons", "men", "women"})
        ):
            noun = NOUNS.get(self._low(first - 2), NOUNS["people"])  # "a family of four"
            return self._make(
                q,
                first - 3,
                after if self._bare_end(after) else after + 1,
                self._tokens[first - 3].start,
                "person",
                noun.lemma,
                noun.victims,
                "",
                False,
                "",
            )
        i = after + (1 if self._low(after) in {'"', "\u201d"} else 0)  # "hundreds" of soldiers
        while self._low(i) in _SKIP:
            i += 1
        owner = self._low(i + 1) if self._low(i) == "of" and self._low(i + 1) in _DEFINITE - {"the"} else ""
        part = referring = False
        if (before in {"his", "her"} or (before == "their" and first > 1 and self._low(first - 2) in {"and", ","})) and self._low(i) not in {
            "of"
        }:  # "and her two daughters"
            first, start, owner = first - 1, self._tokens[first - 1].start, before
        if self._low(i) == "of" and (leaning := self._leaning(i + 1)):
            made = self._make(q, first, i + leaning, start, "bare", "", Victims.UNSPECIFIED, "their", part, before)
            return replace(made, noun="@theirs" if leaning == 2 else "@own", owner="" if leaning == 2 else self._low(i + 1))
        if self._low(i) == "of" and self._low(i + 1) in _PRONOUNS:
            return self._partitive(q, first, i + 2, start)
        if self._low(i) == "of" and (of_body := self._of_a_body(q, first, i + 1, start)) is not None:
            return of_body
        if self._low(i) == "of":
            i += 1
            referring = self._low(i) in {"the", "these", "those"}
            if self._low(i) in _DEFINITE or self._tokens[min(i, len(self._tokens) - 1)].low.endswith(("'s", "s'")):
                owner = self._low(i) if self._low(i) in _DEFINITE - {"the"} else owner
                i += 1
        found = self._noun(i, plural=q.high is None or q.high > 1 or i > after + 1)  # "one of its reservists"
        if found is not None:
            noun, head, modifiers = found
            victims = self._class(noun, modifiers, head)
            if noun.plural and (pair := self._paired(head)) is not None:  # "twelve children and teenagers"
                head, other = pair
                victims = victims if other is victims else Victims.UNSPECIFIED
            made = self._make(q, first, head + 1, start, "person", noun.lemma, victims, owner, part, before)
            states = (("wounded", _HURT), ("captured", _TAKEN), ("displaced", _UPROOTED))
            state = next((name for name, words in states if not words.isdisjoint(modifiers)), "")
            return replace(made, referring=referring and not modifiers, state=state)
        if (demonym := self._demonym(i)) is not None:
            made = self._make(q, first, demonym + 1, start, "person", "@demonym", Victims.UNSPECIFIED, owner, part, before)
            return replace(made, plural_form=self._tokens[demonym].low.endswith("s"))
        if self._low(i) in _EFFECT_NOUNS:
            return self._make(q, first, i, start, "bare", "", Victims.UNSPECIFIED, owner, part, before)
        if self._low(i + 1) in _EFFECT_NOUNS and self._low(i) not in _STOP | _OTHER_DEATHS and self._low(i).isalpha():
            return self._make(q, first, i + 1, start, "bare", "", _KINDS_OF_DEATH.get(self._low(i), Victims.UNSPECIFIED), owner, part, before)
        if self._bare_end(i):
            return self._make(q, first, i if self._low(i - 1) != "of" else i - 1, start, "bare", "", Victims.UNSPECIFIED, owner, part, before)
        return self._unknown(q, first, i, start, owner, before)

    def _is_one_person(self, i: int) -> bool:
        noun = noun_of(self._low(i))
        return noun is not None and not noun.plural

    def _paired(self, head: int) -> tuple[int, Victims] | None:
        """A second kind of people under the same number: where it ends and what victims it makes."""
        if self._low(head + 1) not in {"and", "or"}:
            return None
        second = noun_of(self._low(head + 2))
        if second is None or not second.plural or not self._ends_noun(head + 3):
            return None
        return head + 2, second.victims

    def _of_a_body(self, q: Quantity, first: int, i: int, start: int) -> Group | None:
        """ "Two of the patrol", "three of its crew": members of a body of people that the sentence names in the singular."""
        body = self._low(i + 1)
        if self._low(i) not in _DEFINITE or body not in _BODIES_OF_MEN or not self._bare_end(i + 2):
            return None
        owner = self._low(i) if self._low(i) != "the" else ""
        return self._make(q, first, i + 2, start, "person", "member", _BODIES_OF_MEN[body], owner, False, "")

    def _leaning(self, i: int) -> int:
        """How many tokens "of theirs" (2) or "of its own" (3) has, "of" included; 0 for anything else."""
        if self._low(i) in {"theirs", "ours"}:
            return 2
        return 3 if self._low(i) in _DEFINITE - {"the"} and self._low(i + 1) == "own" and self._bare_end(i + 2) else 0

    def _make(
        self, q: Quantity, first: int, last: int, start: int, kind: str, noun: str, victims: Victims, owner: str, part: bool, before: str
    ) -> Group:
        last = max(last, first + 1)
        end = max(q.end, self._tokens[last - 1].end)
        return Group(first, last, max(q.low, 1), q.high, kind, noun, victims, start, end, owner, before == "the" and q.vague, part)

    def _partitive(self, q: Quantity, first: int, i: int, start: int) -> Group | None:
        """ "six of them soldiers", "of whom 12 were children", "two of them were hurt"."""
        k = i
        while self._low(k) in {"were", "are", "was", "being", "all", "reportedly", "for", "belonging", "to", "a", "an", "the"}:
            k += 1
        found = self._noun(k, plural=q.high is None or q.high > 1)
        if found is not None:
            noun, head, modifiers = found
            return self._make(q, first, head + 1, start, "person", noun.lemma, self._class(noun, modifiers, head), "", True, "")
        return replace(self._make(q, first, i, start, "bare", "", Victims.UNSPECIFIED, "", True, ""), referring=True)

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
                if following in _EFFECT_NOUNS and not noun.plural:
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
            if low in THINGS or (low in _STOP and low != "-"):
                return None
            if low.endswith(_OLD) and noun_of(self._low(k + 2)) is not None and self._names(self._tokens[k + 1].text):
                modifiers.append(low)  # "a 14-year-old Palestinian boy"
                continue
            if low.endswith(_OLD) and self._ends_noun(k + 1):
                if k + 1 < len(self._tokens) and self._names(self._tokens[k + 1].text) and self._ends_noun(k + 2):
                    return NOUNS["man"], k + 1, modifiers
                age = _AGE.match(low)
                return NOUNS["child" if age is not None and int(age.group()) < 18 else "man"], k, modifiers
            modifiers.append(low)
        return None

    def _ends_noun(self, k: int) -> bool:
        """True when token ``k`` cannot go on with a compound whose head is still to come."""
        if k >= len(self._tokens):
            return True
        t = self._tokens[k]
        return (
            t.low in _STOP
            or t.low in _VERBAL
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
        while k < min(i + 6, len(self._tokens)) and (self._low(k) in {"the", "a", "an", "its", "his"} or self._low(k) not in _STOP):
            k += 1
        return [t.low for t in self._tokens[i + 1 : k]]

    def _demonym(self, i: int) -> int | None:
        last = None
        for k in range(i, min(i + 4, len(self._tokens))):
            t = self._tokens[k]
            if not t.text[0].isupper():
                break
            last = k
        if last is None or not self._ends_noun(last + 1):
            return None
        word = self._tokens[last].text
        phrase = self._text[self._tokens[i].start : self._tokens[last].end]
        shared = self._low(last + 1) in {"and", "or", ","} and last + 2 < len(self._tokens)  # "19 Tajik and 36 Kyrgyz citizens"
        return last if (shared or word.endswith(("s", "ese", "i", "sh", "ch"))) and self._names(phrase) else None

    def _bare_end(self, i: int) -> bool:
        low = self._low(i)
        return (
            low in _STOP
            or not low[0].isalpha()
            or low in {"others", "of"}
            or low.endswith(("ly", "ed"))
            or low in _VERBAL
            or low in {"seriously", "feared", "confirmed", "reported", "believed", "already", "lightly"}
        )

    def _unknown(self, q: Quantity, first: int, i: int, start: int, owner: str, before: str) -> Group | None:
        """A counted noun that the lexicon does not know: people perhaps ("12 Houthis"), if the verb says so."""
        k = i
        while k < len(self._tokens) and k < i + 5 and self._low(k) not in _STOP and (self._tokens[k].text[0].isalpha()):
            if k > i and self._low(k - 1).endswith("s") and (self._low(k) in _VERBAL or self._low(k).endswith("ed")):
                break  # "two hikers stepped on a mine"
            k += 1
        if k == i or k - i > 4 or (k >= len(self._tokens) and k - i > 3):
            return None
        words = [t.low for t in self._tokens[i:k]]
        if any(w in THINGS or w + "s" in THINGS for w in words) or not (words[-1].endswith("s") or self._tokens[k - 1].text[0].isupper()):
            return None
        if words[-1].endswith("'s") or _ACRONYM.fullmatch(self._tokens[k - 1].text):
            return None
        return self._make(q, first, k, start, "unknown", words[-1], Victims.UNSPECIFIED, owner, False, before)

    def _single(self, i: int, taken: Sequence[bool]) -> Group | None:
        """One person without a number: "a soldier", "another", "his brother", "Sergeant Ivan Petrov", "a third"."""
        t = self._tokens[i]
        if (
            (t.text in RANKS or (t.text in _RANKS_IN_PROSE and not (i and self._tokens[i - 1].low in _STOP | _SINGLE)))
            and i + 1 < len(self._tokens)
            and self._tokens[i + 1].text[0].isupper()
            and not (i and self._tokens[i - 1].low in {"said", "says", "the", "told", "mr"})
        ):
            return self._ranked(i, taken)
        if t.low in {"a", "an", "another", "each"}:
            if self._low(i + 1) in _ORDINALS and self._bare_end(i + 2):
                return replace(self._one(i, i + 2, "bare", "", Victims.UNSPECIFIED, "", counted=True), referring=True)
            if t.low == "another" and self._bare_end(i + 1) and not (i and self._tokens[i - 1].low in {"after", "one", "or"}):
                return self._one(i, i + 1, "bare", "", Victims.UNSPECIFIED, "", counted=True)
            found = self._noun(i + 1, plural=False)
            if found is None:
                return self._demonym_one(i) or self._victim(i)
            if found[0].lemma in _COLLECTIVES:
                return None  # "a mortar crew": nobody says how many
            return self._person(i, found, "", counted=True)
        if (
            t.low == "the"
            and (self._low(i + 1) == "other" or self._low(i + 1) in _ORDINALS)
            and self._low(i + 2) in {"was", "is", "died", "had", "has", "lost", "in", "remains", "suffered", ","}
        ):  # "one was killed outright; the other was wounded"
            return replace(self._one(i, i + 2, "bare", "", Victims.UNSPECIFIED, "", counted=True), referring=True)
        if t.low in _DEFINITE or (t.low.endswith("'s") and t.text[0].isupper()):
            found = self._noun(i + 1, plural=False)
            if found is None or any(taken[i : found[1] + 1]) or (found[0].lemma == "guard" and self._tokens[found[1]].text[0].isupper()):
                return None  # "the Coast Guard" is no guard
            return self._person(i, found, t.low if t.low in _DEFINITE else "", counted=False)
        if t.text[0].isupper() and (aged := self._aged(i, taken)) is not None:
            return aged
        noun = noun_of(t.low)
        joined = i - 1 if i and self._tokens[i - 1].low in _KIN_ADJECTIVES else i
        if (
            noun is not None
            and not noun.plural
            and joined >= 2
            and self._tokens[joined - 1].low == "and"
            and taken[joined - 2]
            and self._ends_noun(i + 1)
        ):
            return self._one(joined, i + 1, "person", noun.lemma, noun.victims, "", counted=False)  # "his father and brother"
        return None

    def _person(self, i: int, found: tuple[Noun, int, list[str]], owner: str, *, counted: bool) -> Group:
        noun, head, modifiers = found
        stop = head + 1
        if self._low(stop) == "of" and noun.lemma in _AGED and find_numbers(self._low(stop + 1)):  # "a boy of twelve"
            stop += 2
        if self._low(stop) == "of" and self._low(stop + 1) == "the" and stop + 2 < len(self._tokens) and self._tokens[stop + 2].text[0].isupper():
            stop += 1  # "an inspector of the Border Security Force"
        if self._low(stop - (self._low(stop) == "the")) == "of" and stop + 1 < len(self._tokens) and self._tokens[stop + 1].text[0].isupper():
            stop += 2
            while stop < len(self._tokens) and self._tokens[stop].text[0].isupper():
                stop += 1
        if not counted and owner and stop < len(self._tokens) and self._tokens[stop].text[0].isupper():  # "his son Zeeshan, 19"
            while stop < len(self._tokens) and self._tokens[stop].text[0].isupper():
                stop += 1
            stop += 2 if self._low(stop) == "," and _AGE.fullmatch(self._low(stop + 1)) else 0
        made = self._one(i, stop, "person", noun.lemma, self._class(noun, modifiers, head), owner, counted=counted)
        return replace(made, low=2, high=2) if noun.lemma == "couple" else made

    def _victim(self, i: int) -> Group | None:
        """ "Killed a tehsildar": one somebody whom the lexicon does not know, told by the verb."""
        word = self._low(i + 1)
        if (
            not ((i and self._tokens[i - 1].low in _STRIKES) or self._befalls_behind(i + 2))
            or self._low(i + 1) in _NO_VICTIMS
            or f"{word}s" in THINGS
            or word in THINGS
        ):
            return None
        plain = word.isalpha() and self._tokens[i + 1].text.islower() and self._ends_noun(i + 2) and word not in _STOP
        return self._one(i, i + 2, "person", word, Victims.UNSPECIFIED, "", counted=True) if plain else None

    def _befalls_behind(self, i: int) -> bool:
        """True when "died" or "was killed" follows before the clause ends."""
        for k in range(i, i + 6):
            low = self._low(k)
            if low == "died" or (low == "was" and self._low(k + 1) in {"killed", "wounded", "injured", "abducted"}):
                return True
            if low in _CLAUSE_ENDS:
                return False
        return False

    def _demonym_one(self, i: int) -> Group | None:
        """ "a 13-year-old Guatemalan", "a Palestinian"."""
        k = i + 1
        while k < min(i + 4, len(self._tokens)) and (self._tokens[k].low.endswith("-old") or self._tokens[k].low in {"young", "elderly", "ethnic"}):
            k += 1
        if k < len(self._tokens) and self._tokens[k].text[0].isupper() and self._names(self._tokens[k].text) and self._ends_noun(k + 1):
            following = self._tokens[k + 1] if k + 1 < len(self._tokens) else None
            if following is None or not (following.text[0].isupper() and following.text[0].isalpha()):
                return self._one(i, k + 1, "person", "@demonym", Victims.CIVILIAN if k > i + 1 else Victims.UNSPECIFIED, "", counted=True)
        return None

    def _aged(self, i: int, taken: Sequence[bool]) -> Group | None:
        """ "Muhammad Latif, 52," - a name with an age, unless it stands in apposition to somebody just counted."""
        k = i
        while k < len(self._tokens) and self._tokens[k].text[0].isupper():
            k += 1
        if (
            k - i < 2
            or k - i > 5
            or self._low(k) != ","
            or not _AGE.fullmatch(self._low(k + 1))
            or self._low(k + 2) not in {",", ".", "and", ")", ";"}
        ):
            return None
        if i >= 2 and ((self._tokens[i - 1].low == "," and taken[i - 2]) or taken[i - 1]):
            return None
        return self._one(i, k + 2, "person", "@named", Victims.CIVILIAN, "", counted=True, named=True)

    def _ranked(self, i: int, taken: Sequence[bool]) -> Group | None:
        k = i + 1
        while k < len(self._tokens) and (self._tokens[k].text[0].isupper() or self._tokens[k].text == ".") and not taken[k]:
            k += 1
        return self._one(i, k, "person", "soldier", rank_class(self._tokens[i].text.capitalize()), "", counted=True, named=True)

    def _one(self, first: int, last: int, kind: str, noun: str, victims: Victims, owner: str, *, counted: bool, named: bool = False) -> Group:
        return Group(
            first, last, 1, 1, kind, noun, victims, self._tokens[first].start, self._tokens[last - 1].end, owner, False, False, counted, named
        )
