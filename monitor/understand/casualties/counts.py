"""Groups that a number counts: "28 more of its troops", "a family of four", "six of them soldiers", "both pilots", a bare "14"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from monitor.domain.reading import Victims
from monitor.text.numbers import Quantity
from monitor.understand.casualties.lexicon import MODIFIER_CLASS, NOUNS, THINGS, Noun, noun_of
from monitor.understand.casualties.people import Group, Token
from monitor.understand.casualties.phrases import AGED, DEFINITE, EFFECT_NOUNS, SINGLE, SLAIN, STOP, UPROOTED, VERBAL, NounPhrases

_NUMBER_LEAD = re.compile(
    r"(?:\b(?:another|an?\s+(?:further|additional|extra|estimated|reported)|a\s+total\s+of|the\s+other|further|additional|all)\s+)$", re.I
)
_SKIP = frozenset("more other further additional new extra of-the former unnamed unidentified".split())
_PRONOUNS = frozenset("them whom us those these".split())
_KINDS_OF_DEATH = dict.fromkeys("battlefield combat battle army".split(), Victims.MILITARY)
_OTHER_DEATHS = frozenset("road traffic covid drug overdose maternal infant workplace heat sporting".split())
_PARENTS = frozenset("mother father parent widow widower grandmother grandfather".split())
_HURT = frozenset({"wounded", "injured"})
_TAKEN = frozenset({"captured", "abducted", "kidnapped"})
_BODIES = frozenset("family household crew group party patrol team squad gang".split())
_BODIES_OF_MEN = {
    **dict.fromkeys("patrol platoon squad battalion garrison company detachment regiment brigade contingent gun-crew".split(), Victims.MILITARY),
    **dict.fromkeys("congregation crowd party wedding household".split(), Victims.CIVILIAN),
}
_SHARES = frozenset("half third quarter quarters thirds most majority some many rest remainder tenth fifth cent".split())
_ACRONYM = re.compile(r"[A-Z]{2,}s?")  # APCs, UAVs


class CountReader(NounPhrases):
    """Reads the group of a number."""

    def __init__(self, text: str, tokens: Sequence[Token], is_name: Callable[[str], bool]) -> None:
        super().__init__(text, tokens, is_name)
        self._starts = [t.start for t in tokens]
        self._at = {start: i for i, start in enumerate(self._starts)}

    def counted(self, q: Quantity) -> Group | None:
        """The group that a number counts; None where it counts no people."""
        first, after = self._index_at(q.start), self._index_after(q.end)
        if first is None:
            return None
        lead = _NUMBER_LEAD.search(self._text[max(0, q.start - 24) : q.start])
        if lead is not None and lead.group().lower().strip() == "all" and self._text[: q.start - len(lead.group())].lower().endswith("in "):
            lead = None  # "in all ten villagers"
        start = q.start - (len(lead.group()) if lead else 0)
        first = self._at.get(start, first)
        before = self._tokens[first - 1].low if first else ""
        if self._is_no_count(q, first, after, before):
            return None
        if before == "of" and (body := self._body_of(q, first, after)) is not None:
            return body
        i = after + (1 if self._low(after) in {'"', "\u201d"} else 0)  # "hundreds" of soldiers
        while self._low(i) in _SKIP:
            i += 1
        owner = self._low(i + 1) if self._low(i) == "of" and self._low(i + 1) in DEFINITE - {"the"} else ""
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
            if self._low(i) in DEFINITE or self._tokens[min(i, len(self._tokens) - 1)].low.endswith(("'s", "s'")):
                owner = self._low(i) if self._low(i) in DEFINITE - {"the"} else owner
                i += 1
        found = self._noun(i, plural=q.high is None or q.high > 1 or i > after + 1)  # "one of its reservists"
        if found is not None:
            return self._people(q, found, first, start, owner, part, before, referring=referring)
        return self._without_noun(q, i, first, start, owner, part, before)

    def _is_no_count(self, q: Quantity, first: int, after: int, before: str) -> bool:
        """True for ages, a mother's children, "no one": numbers beside people that do not count them."""
        if before in {"aged", "age"} or (
            before in {",", "("} and first > 1 and self._tokens[first - 2].text[:1].isupper() and 9 < q.low < 100 and self._low(after) in {",", ")"}
        ):
            return True
        if before == "," and self._low(after) == "," and q.low < 100 and first > 1 and self._is_one_person(first - 2):
            return True  # "a boy, 13,"
        if q.low == 0 and before in {"were", "was", "are", "is"} and self._bare_end(after):
            return True  # "nine of them were under ten"
        if before == "of" and q.low < 100 and first > 1 and self._low(first - 2) in AGED and self._ends_noun(after):
            return True  # "a boy of twelve"
        if self._is_share_of(first):
            return True
        # "no one", "not one soldier", "a mother of four"
        return (q.low == 1 and before in {"no", "not", "every"}) or (before == "of" and first > 1 and self._tokens[first - 2].low in _PARENTS)

    def _is_share_of(self, first: int) -> bool:
        """ "Half of the town's 20,000 inhabitants", "most of the 300 villagers": a part that nobody counts."""
        k = first - 1
        while k > max(0, first - 5) and (self._low(k) in DEFINITE or self._low(k).endswith(("'s", "s'"))):
            k -= 1
        return k > 0 and self._low(k) == "of" and self._low(k - 1) in _SHARES

    def _body_of(self, q: Quantity, first: int, after: int) -> Group | None:
        """ "A family of four", "the crew of six persons"."""
        if not (
            first > 2
            and self._low(first - 2) in _BODIES
            and self._low(first - 3) in SINGLE
            and (self._bare_end(after) or self._low(after) in {"people", "persons", "men", "women"})
        ):
            return None
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

    def _people(
        self, q: Quantity, found: tuple[Noun, int, list[str]], first: int, start: int, owner: str, part: bool, before: str, *, referring: bool
    ) -> Group:
        """The group whose noun is known."""
        noun, head, modifiers = found
        victims = self._class(noun, modifiers, head)
        if noun.plural and (pair := self._paired(head)) is not None:  # "twelve children and teenagers"
            head, other = pair
            victims = victims if other is victims else Victims.UNSPECIFIED
        made = self._make(q, first, head + 1, start, "person", noun.lemma, victims, owner, part, before)
        states = (("dead", SLAIN), ("wounded", _HURT), ("captured", _TAKEN), ("displaced", UPROOTED))
        state = next((name for name, words in states if not words.isdisjoint(modifiers)), "")
        return replace(made, referring=referring and not modifiers, state=state)

    def _without_noun(self, q: Quantity, i: int, first: int, start: int, owner: str, part: bool, before: str) -> Group | None:
        """A people's name, deaths, a bare number, or a noun that may be people."""
        if (demonym := self._demonym(i)) is not None:
            made = self._make(q, first, demonym + 1, start, "person", "@demonym", Victims.UNSPECIFIED, owner, part, before)
            return replace(made, plural_form=self._tokens[demonym].low.endswith("s"))
        if self._low(i + 1) == "lives" and (of := NOUNS.get(self._low(i))) is not None:  # "cost 14 civilian lives"
            return self._make(q, first, i + 1, start, "bare", "", of.victims, owner, part, before)
        if self._low(i) in EFFECT_NOUNS:
            return self._make(q, first, i, start, "bare", "", Victims.UNSPECIFIED, owner, part, before)
        if (
            self._low(i + 3) in EFFECT_NOUNS and self._low(i + 1) in {"and", "or"} and self._is_kind(i) and self._is_kind(i + 2)
        ):  # "618 military and civilian dead"
            return self._make(q, first, i + 3, start, "bare", "", Victims.UNSPECIFIED, owner, part, before)
        if self._low(i + 1) in EFFECT_NOUNS and self._low(i) not in STOP | _OTHER_DEATHS and self._low(i).isalpha():
            return self._make(q, first, i + 1, start, "bare", "", _KINDS_OF_DEATH.get(self._low(i), Victims.UNSPECIFIED), owner, part, before)
        if self._bare_end(i):
            return self._make(q, first, i if self._low(i - 1) != "of" else i - 1, start, "bare", "", Victims.UNSPECIFIED, owner, part, before)
        return self._unknown(q, first, i, start, owner, before)

    def _is_kind(self, i: int) -> bool:
        """True for a word that tells whose or what kind of people: "military", "Afghan"."""
        return self._low(i) in MODIFIER_CLASS or (i < len(self._tokens) and self._tokens[i].text[:1].isupper())

    def both(self, i: int) -> Group | None:
        """ "Both pilots", "both of the drivers", "both his sons", or "both" alone before its verb."""
        k = i + 1
        if (i == 0 or self._tokens[i - 1].text in {";", ",", "\u2014"}) and self._low(k) in {"were", "are", "died", "have", "had", "lost"}:
            made = self._one(i, k, "bare", "", Victims.UNSPECIFIED, "", counted=True)
            return replace(made, low=2, high=2, referring=True)
        while self._low(k) in {"of", "the"} | DEFINITE:
            k += 1
        found = self._noun(k, plural=True)
        if found is None or "of" in found[2] or not found[0].plural or found[0].victims is Victims.UNSPECIFIED:
            return None
        noun, head, modifiers = found
        made = self._one(i, head + 1, "person", noun.lemma, self._class(noun, modifiers, head), "", counted=True)
        return replace(made, low=2, high=2)

    def _index_at(self, offset: int) -> int | None:
        for k in range(3):
            if offset + k in self._at:
                return self._at[offset + k]
        return None

    def _index_after(self, offset: int) -> int:
        return bisect_left(self._starts, offset)

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
        if self._low(i) not in DEFINITE | {"that", "this"} or body not in _BODIES_OF_MEN or not self._bare_end(i + 2):
            return None
        owner = self._low(i) if self._low(i) != "the" else ""
        return self._make(q, first, i + 2, start, "person", "member", _BODIES_OF_MEN[body], owner, False, "")

    def _leaning(self, i: int) -> int:
        """How many tokens "of theirs" (2) or "of its own" (3) has, "of" included; 0 for anything else."""
        if self._low(i) in {"theirs", "ours"}:
            return 2
        return 3 if self._low(i) in DEFINITE - {"the"} and self._low(i + 1) == "own" and self._bare_end(i + 2) else 0

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

    def _unknown(self, q: Quantity, first: int, i: int, start: int, owner: str, before: str) -> Group | None:
        """A counted noun that the lexicon does not know: people perhaps ("12 Houthis"), if the verb says so."""
        k = i
        while k < len(self._tokens) and k < i + 5 and self._low(k) not in STOP and (self._tokens[k].text[0].isalpha()):
            if k > i and self._low(k - 1).endswith("s") and (self._low(k) in VERBAL or self._low(k).endswith("ed")):
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
