"""Whose people a claim counts: from the words of the phrase, from its owner, from who claims it, at last from the article around it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.domain.reading import Effect, Realis, Victims
from monitor.understand.casualties.claim import RawClaim, same_source
from monitor.understand.casualties.finding import Finding
from monitor.understand.casualties.parties import Parties, SideNames, is_organisation, is_third_party
from monitor.understand.casualties.people import Group, Token
from monitor.understand.speakers import is_person

_OWN_SIDE = re.compile(
    r"^[^;.]{0,60}?\bon\s+(?P<who>its|their|his|our|the\s+[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?|[A-Z][\w-]+['\u2019]s)\s+(?:own\s+)?side\b"
)
_OF_PLACE = re.compile(
    r"^(?:\s+(?:alone|and\s+\S+\s+\S+|or\s+\S+|people)){0,2}\s+(?:in|across|inside|throughout|within|from|"
    r"around)\s+(?:the\s+)?((?:[A-Z][\w'\u2019-]+)(?:\s+[A-Z][\w-]+)*)"
    r"(?=\s*(?:$|[,.;:)\u2014\u2013]|(?:on|and|since|over|in|after|when|during|last|this|by|who|but|as|where|while|that|from|at|before|because|"
    r"every)\b))"
)
_FROM_PLACE = re.compile(r"^(?:\s+(?:the|from|their|homes?|in|of|villages?|district|city|town))*\s+([A-Z][\w\u2019'-]+(?:\s+[A-Z][\w-]+)*)")
_PEOPLE = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+s$")
_LOST = re.compile(
    r"\b(?:(?:lost|loses?|losing)(?!\s+(?:their|his|her)\s+li)|loss\s+of|own(?:ed|s)(?:\s+(?:up\s+)?to)?|admit\w*|acknowledg\w+|mourn\w*|"
    r"bur(?:ied|ies|ying))\s+(?:\S+\s+){0,3}$"
)
_POSSESSIVES = frozenset("its their our his her".split())
_OWN_DEED = re.compile(
    r"\b(?:it|they|we|its\s+\w+|their\s+\w+|our\s+\w+|troops|forces|fighters|gunners)\s+(?:had\s+|have\s+|has\s+)?(?:\w+ly\s+)?(?:killed|eliminated|"
    r"neutrali[sz]ed|captured|wounded|destroyed|shot|ambushed|taken|hit|overrun)\b",
    re.I,
)
_OF_OTHERS = frozenset({Effect.CAPTURED, Effect.MISSING})
_LOCATIVE = re.compile(r"\b(?:near|in|at|off|around|over|from|to|on)\s+(?:the\s+)?$")
_KIN_OWNERS = frozenset("his her their".split())
_SUBJECT = re.compile(r"[A-Z][\w'\u2019-]*(?:\s+(?:[A-Z][\w'\u2019-]*|of|the|and))*")
_BORROWED = re.compile(r"(?:its|their|the\s+(?:territory|region|enclave|republic|country|province|state)['\u2019]s)\s", re.I)
_ENEMY = re.compile(r"\bthe\s+enemy\b|\benem(?:y|ies)['\u2019]s?\b", re.I)
_NO_PEOPLE = frozenset(
    """Western Eastern Northern Southern Central North South East West Monday Tuesday Wednesday Thursday Friday Saturday Sunday January
    February March April May June July August September October November December Christian European Asian African The A An""".split()
)
_NO_SUBJECT = _NO_PEOPLE | frozenset(
    """According What Who Where When How Why Nobody Nothing It They He She In On At By After Before Since During From Two Three Four Five
    Six Seven One Some Many Most Both Its Their His Her Our""".split()
)
_MILITIA = re.compile(r"\b(?:militia|rebels?|separatists?|front|movement|group|resistance|brigades?)\b", re.I)
_UNNAMED_FORCE = re.compile(r"^(?:the|a|an)\s+", re.I)
_LOSER = re.compile(
    r"(?P<who>[A-Z][\w-]+(?:\s+[A-Z][\w-]+)*)\s+(?:(?:has|have|had|also|itself|alone|now|since)\s+)*los(?:t|ing|es?)\s+(?:\S+\s+){0,3}$"
)
_BAND = re.compile(r"\b(?P<who>separatists|rebels|militants|insurgents|guerrillas|fighters|militias)['\u2019]")
_BOTH = re.compile(r"\s+(?:of|from|on|in)\s+(?:both|the\s+two|either)\b")
_BY_AGENT = re.compile(r"[^.;,]{0,40}?\bby\s+(?P<who>[^,.;]{3,60})")


class Sides:
    """Decides sides within one sentence."""

    def __init__(self, text: str, tokens: Sequence[Token], names: SideNames, parties: Parties, index: int, start: int, stop: int) -> None:
        self._text, self._tokens, self._names = text, tokens, names
        self._parties, self._index, self._start, self._stop = parties, index, start, stop

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
        named = extended.split(None, 1)[-1]  # without the number, which may begin the sentence
        people = _PEOPLE.search(named) if group.noun == "@demonym" else None
        if people is not None:  # "39,000 Greek Cypriots": a people within a state is its own side, as named
            return people.group()
        if not any(w[:1].isupper() for w in extended.split()):
            return None
        return self._names.side_of(extended)

    def people(self, group: Group) -> str | None:
        """A people or group that no list knows, as named: "three Toposa herdboys" are Toposa."""
        inner = self._tokens[group.first + 1 : group.last]
        cut = next((i for i, t in enumerate(inner) if t.low in {"of", "from", "in"}), len(inner))
        inner = inner[:cut]
        if group.named or group.noun == "@named" or len(inner) < 1:
            return None
        words = [t.text for t in inner if t.text[0].isupper() and t.text not in _NO_PEOPLE and len(t.text) > 2]
        following = self._tokens[group.last] if group.last < len(self._tokens) else None
        if not words or (following is not None and following.text[0].isupper()):
            return None
        return " ".join(words)

    def own_side(self, end: int) -> bool:
        """True when "on its side" or the like follows."""
        m = _OWN_SIDE.match(self._text[end : self._stop])
        return m is not None and m.group("who").lower() in _POSSESSIVES

    def decide(
        self,
        effect: Effect,
        members: Sequence[Group],
        finding: Finding,
        end: int,
        claimant: str | None,
        carried: RawClaim | None,
        previous: RawClaim | None,
        earlier: Sequence[RawClaim],
        realis: Realis,
        victims: Victims,
    ) -> str | None:
        """The side of a claim. ``carried`` is the figure it goes on from, ``previous`` the one before it, ``earlier`` all before its sentence."""
        first = members[0]
        if (phrased := self._phrased(members)) is not None:
            return phrased
        speaker = self._borrowed(claimant, previous)
        if first.noun == "@theirs":
            mine = self._parties.of_speaker(speaker, self._index, neutral=True) or (previous.side if previous is not None else None)
            return self._parties.last_before(self._index, first.start, reach=4, other_than=mine)
        stated = self._stated(first, finding, end, speaker)
        if stated is not None:
            return stated
        if carried is not None and carried.side is not None:
            return carried.side
        if _BOTH.match(self._text, first.end, self._stop):
            return None
        if previous is not None and previous.side is not None and self._continues(first, finding, previous):
            return previous.side
        own = self._parties.of_speaker(speaker, self._index)
        agent = _BY_AGENT.match(self._text, end, self._stop) or (_BY_AGENT.search(self._text[first.end : end]) if end > first.end else None)
        if own is not None and agent is not None and self._names.side_of(agent.group("who")) == own:
            return self._other_than(own, first.start, earlier)
        if _ENEMY.search(self._text[first.start : first.end]) or re.search(r"\benemy\b", self._text[first.start : first.end]):
            return self._parties.last_before(self._index, first.start, reach=3, other_than=own)
        if finding.active and claimant is not None and _OWN_DEED.search(self._text[self._start : first.start]):
            return self._other_than(own or self._parties.of_speaker(speaker, self._index, neutral=True), first.start, earlier)
        if effect in _OF_OTHERS and (other := self._of_others(first, effect, finding, earlier)) is not None:
            return other
        if victims is Victims.MILITANT:
            return own if claimant is not None and own is not None and (own in claimant or _MILITIA.search(claimant)) else None
        found = own or self._of_previous(first, claimant, previous) or self._of_article(victims, claimant, realis, earlier)
        if found is None and realis is Realis.ACTUAL and victims is not Victims.MILITARY:
            return self._parties.home(claimant, self._index)
        return found

    def _phrased(self, members: Sequence[Group]) -> str | None:
        """The side that the counted phrases give themselves: peacekeepers are their mission's, others whom they name, listed or not."""
        if any(g.noun == "peacekeeper" for g in members) and (mission := self._parties.mission()) is not None:
            return mission
        named = (s for g in members if (s := self.named(g)) is not None)
        people = (s for g in members if (s := self.people(g)) is not None)
        return next(named, None) or next(people, None)

    def _continues(self, group: Group, finding: Finding, previous: RawClaim) -> bool:
        """Whether the figure is of the people just counted: "three others", "including two women", "and her son"."""
        if finding.noun in {"inclusion", "share"}:
            return True
        return previous.sentence == self._index and (group.noun == "other" or group.owner in _KIN_OWNERS)

    def _borrowed(self, claimant: str | None, previous: RawClaim | None) -> str | None:
        """The claimant, with "the territory's ministry" and "its ministry" led back to whom the text named before."""
        if claimant is not None and previous is not None and previous.side and _BORROWED.match(claimant) and self._names.side_of(claimant) is None:
            return f"{previous.side} {claimant}"
        return claimant

    def _stated(self, group: Group, finding: Finding, end: int, claimant: str | None) -> str | None:
        """The side that the wording around the figure states."""
        if finding.owner and (own := self._names.side_of(finding.owner)) is not None:
            return own
        if finding.owner and (band := _BAND.search(finding.owner)) is not None:
            return band.group("who")
        after = self._text[end : self._stop]
        if (m := _OWN_SIDE.match(after)) is not None:
            who = m.group("who")
            return self._of_force(claimant) if who.lower() in _POSSESSIVES else self._names.side_of(who) or who.removeprefix("the ").strip()
        lost = finding.effect is not Effect.DISPLACED and _LOST.search(self._text, max(self._start, group.start - 44), group.start) is not None
        if lost or group.owner in _POSSESSIVES or re.search(r"\b(?:its|their|our)\b", finding.owner):
            if group.owner == "our" and claimant is None:
                return self._parties.first_named()
            subject = self._owner_name(group, finding)
            subject_side = self._names.side_of(subject) if subject and group.owner != "our" else None
            if lost and (loser := _LOSER.search(self._text, max(self._start, group.start - 70), group.start)) is not None:
                subject_side = self._names.side_of(loser.group("who")) or subject_side
            own = self._parties.of_speaker(claimant, self._index)
            if lost and subject_side is not None:
                return subject_side
            if lost and _ENEMY.search(self._text[self._start : group.start]):
                return None
            return own or subject_side or self._of_force(claimant) or self._subject_as_named(group)
        if group.victims is Victims.MILITARY:
            return None
        if (m := _OF_PLACE.match(after)) is not None and (group.victims is Victims.CIVILIAN or finding.effect is Effect.DISPLACED):
            return self._names.side_of(m.group(1))
        if (
            finding.effect is Effect.DISPLACED
            and not re.search(r"\b(?:to|into|over|towards?)$", self._text[end - 8 : end])
            and (m := _FROM_PLACE.match(after)) is not None
        ):
            return self._names.side_of(m.group(1))
        return None

    def _of_force(self, claimant: str | None) -> str | None:
        """The side of a claimant that speaks of its own; a force that no list knows is its own side, as named."""
        side = self._parties.of_speaker(claimant, self._index, neutral=True)
        if side is not None or claimant is None:
            return side
        if is_person(claimant):
            return self._parties.last_before(self._index, self._start, reach=2)
        return _UNNAMED_FORCE.sub("", claimant, count=1) if any(w[:1].isupper() for w in claimant.split()) else None

    def _subject_as_named(self, group: Group) -> str | None:
        m = _SUBJECT.match(self._text, self._start, group.start)
        subject = re.sub(r"^(?:The|A|An)\s+", "", m.group()).strip() if m else ""
        return subject if subject[:1].isupper() and subject.split()[0] not in _NO_SUBJECT and not is_person(subject) else None

    def _other_than(self, own: str | None, at: int, earlier: Sequence[RawClaim]) -> str | None:
        """The other side: the one named last before in the sentence or the one before it, else the only other one that lost people so far."""
        if (near := self._parties.last_before(self._index, at, reach=1, other_than=own)) is not None:
            return near
        told = {c.side for c in earlier if c.side and c.side != own}
        return next(iter(told)) if len(told) == 1 else None

    def _of_others(self, group: Group, effect: Effect, finding: Finding, earlier: Sequence[RawClaim]) -> str | None:
        """Whose captives or missing: the only other side named in the sentence, or the only one that such a figure was given for before."""
        if finding.active and (owner := self._owner_name(group, finding)) is not None and effect is Effect.CAPTURED:
            return self._names.side_of(owner)
        told = {c.side for c in earlier if c.effect in _OF_OTHERS and c.victims is group.victims and c.side}
        return next(iter(told)) if len(told) == 1 else None

    def _of_previous(self, group: Group, claimant: str | None, previous: RawClaim | None) -> str | None:
        """The side of the figure before, when the same source, or nobody in particular, goes on about the same kind of people."""
        if previous is None or previous.side is None or is_organisation(previous.side):
            return None
        alike = previous.victims is group.victims or Victims.UNSPECIFIED in {group.victims, previous.victims}
        civil = group.victims is Victims.CIVILIAN and previous.victims is Victims.CIVILIAN and (claimant is None or is_third_party(claimant))
        return previous.side if alike and (civil or (claimant is not None and same_source(previous.claimed_by, claimant))) else None

    def _of_article(self, victims: Victims, claimant: str | None, realis: Realis, earlier: Sequence[RawClaim]) -> str | None:
        """In the outlet's own voice: the only side whose soldiers (or civilians) this article has counted so far."""
        if victims is Victims.UNSPECIFIED or (claimant is not None and not is_third_party(claimant)):
            return None
        told = {c.side for c in earlier if c.victims is victims and c.side and not is_organisation(c.side)}
        return next(iter(told)) if len(told) == 1 and (victims is not Victims.CIVILIAN or realis is Realis.ACTUAL) else None

    def _owner_name(self, group: Group, finding: Finding) -> str | None:
        """Whom "its" may mean: the sentence's opening name; of what is done to others, the last name before that is not the doer."""
        m = _SUBJECT.match(self._text, self._start, group.start)
        subject = m.group() if m else None
        if not finding.active or _LOST.search(self._text, max(self._start, group.start - 44), group.start):
            return subject
        doer = self._names.side_of(subject) if subject else None
        for name in reversed(list(_SUBJECT.finditer(self._text, self._start, group.start))):
            if _LOCATIVE.search(self._text, max(self._start, name.start() - 12), name.start()):
                continue
            side = self._names.side_of(name.group())
            if side is not None and side != doer:
                return name.group()
        return None
