"""The parties of an article: which sides its text names where, whom a speaker belongs to, whose peacekeepers are meant."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Protocol

from monitor.text.sentences import Sentence
from monitor.understand.speakers import is_person

_THIRD_PARTY = re.compile(
    r"\b(?:U\.?N\.?|United Nations|OSCE|E\.?U\.?|European|NATO|Red Cross|ICRC|UNHCR|OCHA|OHCHR|Human Rights|Amnesty|"
    r"observatory|monitors?|monitoring|analysts?|aid (?:agency|agencies|workers?)|charity|M\u00e9decins|"
    r"think[- ]tank|experts?|journalists?|correspondents?|AFP|Reuters|agency|researchers?|High Commissioner|"
    r"Assistant Secretary|humanitarian|witness(?:es)?|Secretary-General|report(?:s|ers?)?|diplomats?|attach\u00e9|mediators?)\b",
    re.I,
)
_MASTERS = re.compile(r"\s+(?:installed|backed|appointed|supported|loyal|allied|run|led|funded)\b|[-\u2011](?:installed|backed|appointed|led)\b")
_MISSION = re.compile(
    r"\b(?:UNIFIL|UNFICYP|UNISFA|UNAMI|UNAMA|MONUSCO|MINUSCA|MINUSMA|MINURSO|UNDOF|UNMISS|UNMIK|UNMOGIP|UNTSO|UNAMID|UNMEE|UNOMIG|KFOR|"
    r"EUFOR|ISAF|AMISOM|ATMIS|SFOR|EULEX|UNPROFOR|UNITAF|ECOMOG|SAMIDRC|African Union|United Nations|UN)\b"
)
_NAME = re.compile(r"(?<![\w-])[A-Z][\w'\u2019-]*(?:\s+(?:[A-Z][\w'\u2019-]*|al-\w+))*|\bpeshmerga\b")
_SURNAME = re.compile(r"[A-Z][\w\u2019'-]{2,}$")
_NOT_SURNAMES = frozenset("Ministry Army Command Committee Council Force Forces Staff Guard Agency Service Office Corps".split())
_OFFICIAL = frozenset(
    """army military ministry police command government forces force guard guards service wing navy staff administration spokesman
    spokeswoman spokesperson minister president council authorities committee presidency general""".split()
)
_BANDS = frozenset("militia militias front movement rebels fighters guerrillas".split())
_INDEFINITE = re.compile(r"(?:a|an|one|some|two|(?:the\s+)?(?:local|several|regional|provincial|state))\s", re.I)
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z .'\u2019-]{2,30}(?:,\s+(?P<where>[A-Z][\w' ]+?))?(?:,\s+\w+\.?\s+\d{1,2})?(?:\s*\([^)]*\))?\s*(?:[\u2013\u2014:.,-])"
)
_IN_PLACE = re.compile(r"(?:Meanwhile,?\s+)?(?:In|At|From)\s+(?P<where>[A-Z][\w\u2019'-]+(?:\s+[A-Z][\w-]+)*)\s*,")
_LOCAL = re.compile(
    r"(?:(?:a|an|the|local|officials|hospital|senior|district|provincial|medical)\s+)*(?:police|officials?|hospital|residents|doctors?|medics|"
    r"villagers|workers|"
    r"administration|authorities|magistrate|spokes\w+|mayor|governor|officers?|ministry|nurse|neighbours?)\b",
    re.I,
)
_INDEFINITE_OR_THE = re.compile(r"(?:a|an|the)\s", re.I)
_TRAILING_NAME = re.compile(r"(?:[A-Z][\w\u2019'-]+\s+)*[A-Z][\w\u2019'-]+$")
_ARTICLE = re.compile(r"^(?:the|its|their|his|her)\s+", re.I)
_OWNER = re.compile(r"((?:the\s+)?[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*)['\u2019]s?\s", re.I)
_APART = re.compile(r"[;:]|\b(?:after|when|while|before|that|said|and\s+the|whose|against|by|with)\b")
_BELONGS = re.compile(r"\s*(?:,|of|from|for|in|\(|the|a)(?:\s+(?:the|a|of|for|from|[a-z]+)){0,3}\s*")
_ORGANISATION = re.compile(
    r"UN[A-Z]{2,}|MONUSCO|MINUS[A-Z]+|MINURSO|KFOR|OSCE|NATO|IAEA|ICRC|ASEAN|AMISOM|EUFOR|United Nations|European Union|African Union"
)
_NEAR = 80  # characters between a speaker's name and the state that the words around it place him in


class SideNames(Protocol):
    """Maps a phrase to the state, force or people that it names."""

    def side_of(self, phrase: str) -> str | None:
        """The canonical name of the side that ``phrase`` names ("Armenian soldiers" is "Armenia"), or None."""
        ...


class Parties:
    """Answers from the whole article; built when its first claim needs it, and remembers what it has worked out."""

    def __init__(self, text: str, sentences: Sequence[Sentence], names: SideNames) -> None:
        self._text = text
        self._sentences = sentences
        self._names = names
        self._named: dict[int, list[tuple[int, int, str]]] = {}
        self._speakers: dict[tuple[str, int], str | None] = {}
        self._mission: tuple[str | None] | None = None

    def named_in(self, index: int) -> list[tuple[int, int, str]]:
        """The sides named in sentence ``index``, with the offsets of their names, in order."""
        if index not in self._named:
            span = self._sentences[index]
            found: list[tuple[int, int, str]] = []
            for m in _NAME.finditer(self._text, span.start, span.end):
                side = self._names.side_of(m.group())
                if side is not None:
                    found.append((m.start(), m.end(), side))
            self._named[index] = found
        return self._named[index]

    def last_before(self, index: int, at: int, *, reach: int = 1, other_than: str | None = None) -> str | None:
        """The side named last before offset ``at`` in sentence ``index`` or the ``reach`` sentences before it."""
        for i in range(index, max(-1, index - reach - 1), -1):
            for start, _, side in reversed(self.named_in(i)):
                if start < at and side != other_than and not _ORGANISATION.fullmatch(side):
                    return side
        return None

    def home(self, claimant: str | None, index: int) -> str | None:
        """Where local voices speak: the place that the sentence opens with, else the country of the dateline."""
        if claimant is not None and _LOCAL.match(claimant) is None:
            return None
        opening = _IN_PLACE.match(self._text, self._sentences[index].start)
        if opening is not None and claimant is not None:
            return self._names.side_of(opening.group("where"))
        dateline = _DATELINE.match(self._text)
        where = dateline.group("where") if dateline is not None else None
        return self._names.side_of(where) if where else None

    def first_named(self) -> str | None:
        """The side that the article names first: its own, when it says "our"."""
        return next((side for i in range(min(4, len(self._sentences))) for _, _, side in self.named_in(i)), None)

    def mission(self) -> str | None:
        """The peace force that the article names first."""
        if self._mission is None:
            named = [m.group() for m in _MISSION.finditer(self._text)]
            self._mission = (next((n for n in named if n not in {"UN", "United Nations"}), named[0] if named else None),)
        return self._mission[0]

    def of_speaker(self, claimant: str | None, index: int, *, neutral: bool = False) -> str | None:
        """The side that a claimant speaks for; third parties have none unless ``neutral`` ones may speak of their own."""
        if claimant is None or (not neutral and is_third_party(claimant) and not self._of_state(claimant)):
            return None
        key = (claimant, index)
        if key not in self._speakers:
            self._speakers[key] = self._names.side_of(_MASTERS.split(claimant, maxsplit=1)[0]) or self._introduced(claimant, index)
        side = self._speakers[key]
        return None if side is not None and not neutral and _ORGANISATION.fullmatch(side) and side in claimant else side

    def _of_state(self, claimant: str) -> bool:
        """ "Stepanakert's human rights ombudsman" is a side's own office, whatever its name says."""
        owner = _OWNER.match(claimant)
        side = self._names.side_of(owner.group(1)) if owner is not None else None
        return side is not None and not _ORGANISATION.fullmatch(side)

    def _introduced(self, claimant: str, index: int) -> str | None:
        """ "Keo Sophanny" belongs where the text introduces her ("In Phnom Penh, spokeswoman Keo Sophanny"), "the army" to whom it named last."""
        surname = _SURNAME.search(claimant)
        if surname is not None and surname.group() not in _NOT_SURNAMES:
            named = _TRAILING_NAME.search(claimant)
            person = is_person(claimant) or (named is not None and (is_person(named.group()) or _INDEFINITE_OR_THE.match(claimant) is None))
            return self._around(surname.group()) if person else None
        head = claimant.rsplit(None, 1)[-1]
        if _INDEFINITE.match(claimant) or (head not in _OFFICIAL and head not in _BANDS):
            return None
        at = self._sentences[index].start
        if head in _OFFICIAL and (first := self._around(_ARTICLE.sub("", claimant))) is not None:
            return first
        earlier = list(re.finditer(rf"([A-Z][\w\u2019'-]+(?:\s+[A-Z][\w-]+)*)(?:\s+[a-z-]+){{0,2}}\s+{re.escape(head)}\b", self._text[:at]))
        for m in reversed(earlier):
            if (side := self._names.side_of(m.group(1))) is not None:
                return side
            if head in _BANDS:
                return m.group(1)
        return self.last_before(index, at, reach=2)

    def _around(self, surname: str) -> str | None:
        """The side named nearest to the first mention of a person, in the same sentence or as its dateline's."""
        at = self._text.find(surname)
        if at < 0:
            return None
        index = max(0, bisect_right(self._sentences, at, key=lambda s: s.start) - 1)
        for _, end, side in reversed(self.named_in(index)):
            if end <= at and at - end <= _NEAR and _APART.search(self._text, end, at) is None and not _ORGANISATION.fullmatch(side):
                return side
        stop = at + len(surname)
        for start, _, side in self.named_in(index):
            if start >= stop and _BELONGS.fullmatch(self._text, stop, start):
                return side
        if index and not self.named_in(index):
            told = {side for _, _, side in self.named_in(index - 1) if not _ORGANISATION.fullmatch(side)}
            return next(iter(told)) if len(told) == 1 else None
        return None


def is_organisation(side: str) -> bool:
    """True for a name that is no people's: the United Nations, a peace force, an alliance."""
    return _ORGANISATION.fullmatch(side) is not None


def is_third_party(claimant: str) -> bool:
    """True for the United Nations, monitors, journalists and others who do not speak for a side."""
    return _THIRD_PARTY.search(claimant) is not None
