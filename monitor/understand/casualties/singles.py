"""One person without a number: "a soldier", "another", "his brother", "Sergeant Ivan Petrov", "a third", "Muhammad Latif, 52,"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from monitor.domain.reading import Victims
from monitor.text.numbers import find_numbers
from monitor.understand.casualties.lexicon import NOUNS, RANKS, THINGS, Noun, noun_of, rank_class
from monitor.understand.casualties.people import Group
from monitor.understand.casualties.phrases import AGE, AGED, DEFINITE, KIN_ADJECTIVES, RANKS_IN_PROSE, SINGLE, STOP, NounPhrases

_ORDINALS = frozenset("second third fourth fifth sixth seventh".split())
_COLLECTIVES = frozenset("crew staff personnel police militia".split())
_STRIKES = frozenset("killed killing kills wounded wounding wounds injured injuring injures murdered murdering".split())
_NO_VICTIMS = frozenset(
    "proposal deal bill plan motion project process idea hope truce ceasefire few lot number dozen "
    "hundred total further lion leopard snake calf cat rat "
    "pig sow hen ewe lamb mule ox fox boar seal swan goose".split()
)
_CLAUSE_ENDS = frozenset(", ; . : ( ) and but that who which when where while after as a an the was were is are".split())
_OPENS = SINGLE | RANKS_IN_PROSE
_JOINS = KIN_ADJECTIVES | {"and"}


class SingleReader(NounPhrases):
    """Reads the person that begins at a token."""

    def openings(self) -> list[int]:
        """The tokens that a person may begin at: an article, a possessive, a rank, a capital, or a noun that an "and" makes one of two."""
        before = ""
        out: list[int] = []
        for i, (_, _, text, low) in enumerate(self._tokens):
            if low in _OPENS or text[0].isupper() or (before in _JOINS and low in NOUNS):
                out.append(i)
            before = low
        return out

    def single(self, i: int, taken: Sequence[bool]) -> Group | None:
        """One person without a number: "a soldier", "another", "his brother", "Sergeant Ivan Petrov", "a third"."""
        t = self._tokens[i]
        if (
            (t.text in RANKS or (t.text in RANKS_IN_PROSE and not (i and self._tokens[i - 1].low in STOP | SINGLE)))
            and (k := i + 1 + (self._low(i + 1) == ".")) < len(self._tokens)
            and self._tokens[k].text[0].isupper()
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
        if t.low in DEFINITE or (t.low.endswith("'s") and t.text[0].isupper()):
            found = self._noun(i + 1, plural=False)
            if found is None or any(taken[i : found[1] + 1]) or (found[0].lemma == "guard" and self._tokens[found[1]].text[0].isupper()):
                return None  # "the Coast Guard" is no guard
            return self._person(i, found, t.low if t.low in DEFINITE else "", counted=False)
        if t.text[0].isupper() and (aged := self._aged(i, taken)) is not None:
            return aged
        noun = noun_of(t.low)
        joined = i - 1 if i and self._tokens[i - 1].low in KIN_ADJECTIVES else i
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
        if self._low(stop) == "of" and noun.lemma in AGED and find_numbers(self._low(stop + 1)):  # "a boy of twelve"
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
            stop += 2 if self._low(stop) == "," and AGE.fullmatch(self._low(stop + 1)) else 0
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
        plain = word.isalpha() and self._tokens[i + 1].text.islower() and self._ends_noun(i + 2) and word not in STOP
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
            or not AGE.fullmatch(self._low(k + 1))
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
