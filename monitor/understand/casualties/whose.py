"""Whose people a claim counts: from the words of the phrase, from its owner, from who claims it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from monitor.domain.reading import Effect, Victims
from monitor.understand.casualties.effects import Finding
from monitor.understand.casualties.people import Group, Token

_THIRD_PARTY = re.compile(
    r"\b(?:U\.?N\.?|United Nations|OSCE|E\.?U\.?|European|NATO|Red Cross|ICRC|UNHCR|OCHA|OHCHR|Human Rights|Amnesty|"
    r"observatory|monitors?|monitoring|analysts?|aid (?:agency|agencies|workers?)|charity|M\u00e9decins|"
    r"think[- ]tank|experts?|journalists?|correspondents?|AFP|Reuters|agency|researchers?|High Commissioner|"
    r"Assistant Secretary|humanitarian|witness(?:es)?|Secretary-General|report(?:s|ers?)?|diplomats?|attach\u00e9)\b",
    re.I,
)
_OWN_SIDE = re.compile(
    r"^[^;.]{0,60}?\bon\s+(?P<who>its|their|his|our|the\s+[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?|[A-Z][\w-]+['\u2019]s)\s+(?:own\s+)?side\b"
)
_OF_PLACE = re.compile(
    r"^(?:\s+(?:alone|and\s+\S+\s+\S+|or\s+\S+|people)){0,2}\s+(?:in|across|inside|throughout|within|from|"
    r"around)\s+(?:the\s+)?((?:[A-Z][\w'\u2019-]+)(?:\s+[A-Z][\w-]+)*)"
)
_FROM_PLACE = re.compile(r"^(?:\s+(?:the|from|their|homes?|in|of|villages?|district|city|town))*\s+([A-Z][\w\u2019'-]+(?:\s+[A-Z][\w-]+)*)")
_MASTERS = re.compile(r"\s+(?:installed|backed|appointed|supported|loyal|allied|run|led|funded)\b")
_PEOPLE = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+s$")
_LOST = re.compile(r"\b(?:lost|loses?|losing)\b")
_POSSESSIVES = frozenset("its their our his her".split())


class SideNames(Protocol):
    """Maps a phrase to the state, force or people that it names."""

    def side_of(self, phrase: str) -> str | None:
        """The canonical name of the side that ``phrase`` names ("Armenian soldiers" is "Armenia"), or None."""
        ...


class Sides:
    """Decides sides within one sentence."""

    def __init__(self, text: str, tokens: Sequence[Token], names: SideNames) -> None:
        self._text = text
        self._tokens = tokens
        self._names = names

    def named(self, group: Group) -> str | None:
        """The side that the phrase of ``group`` itself names, its "of Georgia" included."""
        last = group.last
        if last < len(self._tokens) and self._tokens[last].low in {"of", "from"}:
            stop = last + 1
            while stop < min(last + 6, len(self._tokens)) and (
                self._tokens[stop].text[0].isupper() or self._tokens[stop].low in {"the", "'s", "local"}
            ):
                stop += 1
            extended = self._text[group.start : self._tokens[stop - 1].end]
        else:
            extended = self._text[group.start : group.end]
        people = _PEOPLE.search(extended) if group.noun == "@demonym" else None
        if people is not None:  # "39,000 Greek Cypriots": a people within a state is its own side, as named
            return people.group()
        words = extended.split()
        if not any(w[:1].isupper() for w in words):
            return None
        return self._names.side_of(extended)

    def own_side(self, end: int, stop: int) -> bool:
        """True when "on its side" or the like follows."""
        m = _OWN_SIDE.match(self._text[end:stop])
        return m is not None and m.group("who").lower() in _POSSESSIVES

    def stated(self, group: Group, finding: Finding, end: int, stop: int, claimant: str | None, subject: str | None) -> str | None:
        """The side that the wording around the figure states; ``end`` and ``stop`` bound what follows it in the sentence, ``subject`` opens it."""
        if finding.owner and (own := self._names.side_of(finding.owner)) is not None:
            return own
        after = self._text[end:stop]
        if (m := _OWN_SIDE.match(after)) is not None:
            who = m.group("who")
            return self.of_claimant(claimant, neutral=True) if who.lower() in _POSSESSIVES else self._names.side_of(who)
        lost = finding.effect is Effect.KILLED and finding.active and _LOST.search(self._text, max(0, group.start - 40), group.start) is not None
        if lost or group.owner in _POSSESSIVES or re.search(r"\b(?:its|their|our)\b", finding.owner):
            subject_side = self._names.side_of(subject) if subject and group.owner != "our" else None
            own = self.of_claimant(claimant, neutral=False)
            return (
                subject_side or self.of_claimant(claimant, neutral=True) if lost else own or subject_side or self.of_claimant(claimant, neutral=True)
            )
        if (
            group.victims is not Victims.MILITARY
            and (m := _OF_PLACE.match(after)) is not None
            and (group.victims is Victims.CIVILIAN or finding.effect is Effect.DISPLACED)
        ):
            return self._names.side_of(m.group(1))
        if (
            finding.effect is Effect.DISPLACED
            and not re.search(r"\b(?:to|into|over|towards?)$", self._text[end - 8 : end])
            and (m := _FROM_PLACE.match(after)) is not None
        ):
            return self._names.side_of(m.group(1))
        return None

    def guessed(self, group: Group, claimant: str | None) -> str | None:
        """The claimant's own people, when it tells of deaths that it did not cause."""
        if group.victims is Victims.MILITANT:
            return None
        return self.of_claimant(claimant, neutral=False)

    def of_claimant(self, claimant: str | None, *, neutral: bool) -> str | None:
        """The side that the claimant itself belongs to; third parties have none unless ``neutral`` ones may speak of their own."""
        if claimant is None or (not neutral and _THIRD_PARTY.search(claimant)):
            return None
        return self._names.side_of(_MASTERS.split(claimant, 1)[0])


def is_third_party(claimant: str) -> bool:
    """True for the United Nations, monitors, journalists and others who do not speak for a side."""
    return _THIRD_PARTY.search(claimant) is not None
