"""One sentence's casualty claims: figures put together with their victims, side, source and realis."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from monitor.domain.reading import Effect, Realis, Victims
from monitor.text.sentences import Sentence
from monitor.understand.casualties.claim import RawClaim, same_source
from monitor.understand.casualties.clause import Form
from monitor.understand.casualties.effects import find_effects
from monitor.understand.casualties.finding import Finding
from monitor.understand.casualties.frame import Frame
from monitor.understand.casualties.groups import GroupReader
from monitor.understand.casualties.leftovers import BURIAL
from monitor.understand.casualties.lexicon import NOUNS, RELATIONAL, noun_of
from monitor.understand.casualties.likely import Before, Guesser
from monitor.understand.casualties.parties import Parties, SideNames
from monitor.understand.casualties.people import Group, merge, tokenise
from monitor.understand.casualties.plausible import plausible
from monitor.understand.casualties.victims import ARMY, by_employer, lost_by_army, of_an_army, share_noun, without_breakdown
from monitor.understand.casualties.whose import Sides

_MOST_FINDINGS = 16  # in one sentence; more is a table, not prose
_MOST_GROUPS = 60  # likewise
_ENEMY = re.compile(r"\b(?:enemy|army|rebels|troops|forces) +(?:(?:has|have|had|also|alone) +)*$")
_LEANS_ON = 3  # sentences from a death told to a number alone that was "lost"
_REMAINS = frozenset({"body", "corpse"})
_TOLD_WITHIN = 2  # sentences from a figure to a number alone that is told of the same
_ALIKE = 60  # times larger or smaller
_NOT = re.compile(r",?\s+(?:and\s+)?not\s+(?=[\w\d])", re.I)
_MILITIA = re.compile(
    r"\b(?:militia\w*|rebels?|hezbollah|hamas|separatists?|insurgents?|jihad\w*|militants?|guerrillas?|fighters|resistance|brigades?)\b", re.I
)
_PRISONER = re.compile(r"\bprisoners?\b", re.I)
_PRESENT = re.compile(r"\b(?:is|are|remains?|still)\b")
_ALSO = re.compile(r"\b(?:also|more|others?|another|further)\b", re.I)
_THEY_ALL = re.compile(
    r",\s+(?:all|every\s+one|each(?:\s+one)?)(?:\s+of\s+(?:them|whom))?(?:\s+(?:a|an|were|was|of\s+them|been|being|armed|local|"
    r"regular))*\s+(?P<noun>[a-z-]+(?:\s+[a-z-]+)?)"
)
_VAGUE_PERSONS = frozenset("man woman person people victim other boy girl child body".split())


class SourceOf(Protocol):
    """Who says a clause: see ``monitor.understand.attribution.Attributor``."""

    def source_of(self, sentence_index: int, start: int, end: int) -> str | None:
        """The source of ``text[start:end]``, or None for the outlet itself."""
        ...


class SentenceReader:
    """Reads the claims of one sentence; ``earlier`` are those of the sentences before it."""

    def __init__(
        self,
        text: str,
        index: int,
        span: Sentence,
        attributor: SourceOf,
        frame: Frame,
        names: SideNames,
        parties: Parties,
        earlier: Sequence[RawClaim],
        guesser: Guesser | None = None,
    ) -> None:
        self._text, self._index, self._span = text, index, span
        self._attributor, self._frame = attributor, frame
        tokens = tokenise(text, span.start, span.end)
        self._sides = Sides(text, tokens, names, parties, index, span.start, span.end)
        self._groups = GroupReader(text, tokens, lambda phrase: names.side_of(phrase) is not None).read(span.start, span.end)
        self._tokens = tokens
        self._earlier = earlier
        self._guesser = guesser
        self._previous: RawClaim | None = earlier[-1] if earlier and index - earlier[-1].sentence <= 2 else None

    def read(self) -> Iterator[RawClaim]:
        """The claims, in order of the wordings that tell them."""
        if not self._groups or len(self._groups) > _MOST_GROUPS:
            return
        form = Form(self._tokens, self._groups)
        out: list[RawClaim] = []
        found = find_effects(form)[:_MOST_FINDINGS]
        if self._guesser is not None:
            last = self._earlier[-1] if self._earlier else None
            before = Before(last.effect, self._index - last.sentence) if last is not None else Before()
            found = sorted([*found, *self._guesser.findings(form, found, before)], key=lambda f: f.start)
        for finding in found:
            if finding.noun == "superseded":
                continue
            out.extend(self._claims(form, finding))
        out.extend(self._shares(out))
        yield from self._with_denied_figures(out)

    def _shares(self, told: Sequence[RawClaim]) -> Iterator[RawClaim]:
        """ "Two of them are children": a part of the figure before it, in the sentence before or at the head of this one."""
        previous = self._previous
        if previous is None or self._index - previous.sentence > 1:
            return
        for group in self._groups:
            if told and (len(told) > 1 or group.start < told[0].end or ";" not in self._text[told[0].end : group.start]):
                continue
            if group.part and group.kind == "person" and (previous.high is None or group.low < previous.high):
                yield replace(previous, low=group.low, high=group.high, victims=group.victims, start=group.start, end=group.end, sentence=self._index)

    def _claims(self, form: Form, finding: Finding) -> Iterator[RawClaim]:
        previous = self._previous
        effect = finding.effect or (previous.effect if previous else None)
        if finding.noun == "told" and not self._is_told(form.groups[finding.groups[0]]):
            return
        if finding.noun == "share" and finding.effect is None and not self._is_share(form.groups[finding.groups[0]]):
            return
        groups = without_breakdown(share_noun([form.groups[g] for g in finding.groups]), self._text)
        if effect is Effect.CAPTURED and groups and all(g.noun in _REMAINS for g in groups):
            effect = Effect.KILLED  # "carried off some 60 bodies"
        if effect is None or not groups or not self._has_ground(form, finding):
            return
        sentence, wording = self._text[self._span.start : self._span.end], form.text[finding.start : finding.end]
        if not plausible(sentence, self._text, effect, groups, wording, finding, self._sides.named):
            return
        start, end = form.span(finding.start, finding.end)
        parts = [form.groups[p] for g in finding.groups for p in form.parts.get(g, [])]
        made: list[tuple[RawClaim, bool]] = []
        for members, part in [(m, False) for m in merge(groups, self._sides.named)] + [(m, True) for m in merge(parts, self._sides.named)]:
            members = tuple(g for g in members if not g.definite)
            if not members or (not part and not self._countable(members, effect)):
                continue
            claim = self._claim(effect, members, finding, start, end, part=part)
            if claim is not None and not (part and any((claim.low, claim.high) == (c.low, c.high) for c, _ in made)):
                made.append((claim, part))
                self._previous = self._previous if part and len(made) > 1 else claim
        known = {c.side for c, part in made if part and c.side}
        among = {c.side for c, part in made if not part and c.side}
        for claim, part in made:
            if not part and claim.side is None and len(among) == 1 and claim.victims is not Victims.MILITANT:  # "two Indian soldiers and a civilian"
                claim = replace(claim, side=next(iter(among)))
                self._previous = claim
            if not part and claim.side is None and len(known) == 1:  # "eight people, among them six Frontier Corps men"
                claim = replace(claim, side=next(iter(known)))
                self._previous = claim
            yield claim

    def _has_ground(self, form: Form, finding: Finding) -> bool:
        """Coffins are not counted beside the dead they hold; "Malawi has lost three" and "that makes 49" need a death told just before."""
        first = form.groups[finding.groups[0]]
        told = [c for c in self._earlier if c.effect is Effect.KILLED]
        if first.referring and first.kind == "bare" and first.low == 1 and self._previous is None:
            return any(g.kind == "person" and g is not first for g in self._groups)  # "a third in the garden": of people or of shells?
        if first.noun in BURIAL:
            return not any(c.high is None or c.high >= first.low for c in told)
        lone = (
            first.kind == "bare"
            and first.noun != "@own"
            and not _ENEMY.search(form.text, 0, finding.at)
            and finding.active
            and form.text.startswith(("lost", "lose", "losing"), finding.at)
        )
        near = told[-1].sentence if told else -9
        if self._previous is not None and self._previous.effect is Effect.KILLED:
            near = max(near, self._previous.sentence)
        return not lone or self._index - near <= _LEANS_ON

    def _is_told(self, group: Group) -> bool:
        """True when a number alone may be another's figure for what was counted just before: of like size, and not the same figure again."""
        previous = self._previous
        if previous is None or self._index - previous.sentence > _TOLD_WITHIN:
            return False
        return previous.low / _ALIKE <= group.low <= (previous.high or previous.low) * _ALIKE

    def _is_share(self, group: Group) -> bool:
        """True when a figure close before this one is large enough to have it as a part."""
        previous = self._previous
        if previous is None or self._index - previous.sentence > 1:
            return False
        whole = max((c.high or 10**9 for c in (*self._earlier[-4:], previous) if c.effect is previous.effect), default=0)
        return group.low < whole

    def _countable(self, members: Sequence[Group], effect: Effect) -> bool:
        """A definite person ("its commander") counts with others, as a captive, or as the subject or object of the verb; not in passing."""
        if any(g.counted for g in members):
            return True
        if len(members) > 1 or effect is Effect.CAPTURED:
            return True
        first = self._text[members[0].start : members[0].end].lower()
        return (
            not first.startswith(("my ", "our "))
            and effect in {Effect.KILLED, Effect.WOUNDED, Effect.MISSING}
            and members[0].noun not in _VAGUE_PERSONS
        )

    def _claim(self, effect: Effect, members: Sequence[Group], finding: Finding, start: int, end: int, *, part: bool) -> RawClaim | None:
        low = sum(g.low for g in members)
        highs = [g.high for g in members]
        high = None if any(h is None for h in highs) or finding.open_end else sum(h for h in highs if h is not None)
        first, last = min(g.start for g in members), max(g.end for g in members)
        low_at, high_at = (first, last) if part else (min(start, first), max(end, last))
        previous = self._previous
        claimant = self._attributor.source_of(self._index, first, last) or self._source_before(members, low_at, high_at)
        carried = self._carried(members, finding, claimant, part=part)
        cumulative = finding.total or self._frame.cumulative(self._index, low_at, high_at)
        realis = self._frame.realis(self._index, low_at, high_at, effect, cumulative=cumulative)
        if realis is Realis.HYPOTHETICAL and effect is Effect.DISPLACED:
            return None  # a feared flight counts nobody yet
        if realis is Realis.HYPOTHETICAL and low == high == 1:
            return None  # "the death of a Filipino would be an act of war"
        if (
            realis is Realis.ACTUAL
            and previous is not None
            and previous.realis is Realis.HISTORICAL
            and self._goes_on_from(previous, present=_PRESENT.search(self._text, low_at, high_at) is not None)
        ):
            realis = Realis.HISTORICAL
        referring = any(g.referring for g in members)
        victims = self._victims(effect, members, previous if referring else carried, finding, high_at, claimant)
        side = self._sides.decide(
            effect, members, finding, high_at, claimant, previous if referring else carried, previous, self._earlier, realis, victims
        )
        return RawClaim(effect, low, high, victims, side, claimant, cumulative, realis, low_at, high_at, self._index, finding.guessed)

    def _source_before(self, members: Sequence[Group], start: int, end: int) -> str | None:
        """ "A soldier was also injured", "Two more were hurt": the source of the sentence before goes on."""
        previous = self._previous
        if previous is None or self._index - previous.sentence != 1 or previous.realis is not Realis.ACTUAL:
            return None
        if self._frame.sentence(previous.sentence).paragraph != self._span.paragraph:
            return None
        goes_on = _ALSO.search(self._text, start, end) is not None or (members[0].kind == "bare" and members[0].start <= self._span.start + 2)
        return previous.claimed_by if goes_on else None

    def _carried(self, members: Sequence[Group], finding: Finding, claimant: str | None, *, part: bool) -> RawClaim | None:
        """The figure that this one goes on from ("and 14 wounded"): it lends its victims and its side."""
        previous = self._previous
        if previous is None or part:
            return previous
        elliptic = all(g.kind == "bare" for g in members)
        same = previous.claimed_by == claimant and previous.sentence == self._index
        opens = members[0].start <= self._span.start + 2 and self._one_of(previous, members[0])
        return previous if elliptic and (same or finding.effect is None or opens) else None

    def _one_of(self, previous: RawClaim, group: Group) -> bool:
        """ "Two journalists were hurt. One lost a foot": the second sentence goes on about some of the first's people."""
        near = self._index - previous.sentence == 1 and self._frame.sentence(previous.sentence).paragraph == self._span.paragraph
        return near and group.low < previous.low and group.high is not None

    def _goes_on_from(self, previous: RawClaim, *, present: bool) -> bool:
        """True when the sentence tells on, in the same paragraph, what ``previous`` told, and dates nothing of its own as new."""
        other = self._frame.sentence(previous.sentence)
        return other.paragraph == self._span.paragraph and not self._frame.is_recent(self._index) and not present

    def _victims(
        self, effect: Effect, members: Sequence[Group], carried: RawClaim | None, finding: Finding, end: int, claimant: str | None
    ) -> Victims:
        first = members[0]
        if finding.kind:
            return next((n.victims for w in reversed(finding.kind.split()) if (n := noun_of(w)) is not None), first.victims)
        if any(g.noun in RELATIONAL for g in members) and len(members) > 1:
            return Victims.UNSPECIFIED
        chosen = first.victims
        if chosen is Victims.UNSPECIFIED and finding.noun == "tally" and re.search(r"\bown\b", finding.owner) and claimant and ARMY.search(claimant):
            return Victims.MILITARY
        if chosen is Victims.UNSPECIFIED and finding.noun == "tally":
            chosen = next(
                (NOUNS[w].victims for w in re.findall(r"[a-z-]+", finding.owner.lower()) if w in NOUNS and NOUNS[w].plural and w != "people"), chosen
            )
        if chosen is Victims.UNSPECIFIED and (m := _THEY_ALL.match(self._text, end, self._span.end)) is not None:
            chosen = next((n.victims for w in reversed(m.group("noun").split()) if (n := noun_of(w)) is not None), chosen)
        if carried is not None and carried.victims is not Victims.UNSPECIFIED and (chosen is Victims.UNSPECIFIED or first.referring):
            return carried.victims
        if effect is Effect.KILLED and lost_by_army(self._text, self._span.start, first, claimant):
            return Victims.MILITANT if claimant is not None and _MILITIA.search(claimant) else Victims.MILITARY
        if first.noun == "prisoner" and chosen is Victims.UNSPECIFIED:
            return Victims.MILITARY
        if first.noun in {"officer", "citizen", "national"}:
            chosen = by_employer(self._text, first, effect, claimant, chosen)
        if first.noun == "man" and first.owner in {"its", "their", "our", "his"} and first.low > 0 and chosen is Victims.CIVILIAN:
            chosen = Victims.MILITARY  # "three of its men"
        if (
            claimant is not None
            and _MILITIA.search(claimant)
            and ((chosen is Victims.UNSPECIFIED and self._sides.own_side(end)) or first.noun in {"commander", "leader", "member", "@own"})
        ):
            return Victims.MILITANT
        if chosen is Victims.UNSPECIFIED and of_an_army(self._text, self._span.start, first, effect, end):
            return Victims.MILITARY
        if effect is Effect.DISPLACED and chosen is Victims.UNSPECIFIED:
            return Victims.CIVILIAN
        if chosen is Victims.UNSPECIFIED and _PRISONER.search(self._text, self._span.start, self._span.end) and effect is Effect.CAPTURED:
            return Victims.MILITARY
        if chosen is Victims.UNSPECIFIED and (first.kind == "bare" or first.noun == "other"):
            told = [c for c in self._earlier if self._index - c.sentence == 1 and same_source(c.claimed_by, claimant)]
            if self._previous is not None and self._previous.sentence == self._index and first.noun == "other" and not finding.active:
                told.append(self._previous)
            told = [c for c in told if c.effect is effect or first.noun == "other"]
            return told[-1].victims if told and (claimant is not None or first.noun == "other") else chosen
        return chosen

    def _with_denied_figures(self, claims: Sequence[RawClaim]) -> Iterator[RawClaim]:
        """ "nine fishermen were held, not eleven": the rejected figure is a claim that is denied."""
        for claim in claims:
            yield claim
            m = _NOT.match(self._text, claim.end, self._span.end) or _NOT.search(self._text, claim.start, claim.end)
            if m is None:
                continue
            rejected = next((g for g in self._groups if g.start == m.end() and g.counted), None)
            if rejected is not None and (rejected.low, rejected.high) != (claim.low, claim.high):
                yield replace(claim, low=rejected.low, high=rejected.high, realis=Realis.DENIED, start=rejected.start, end=rejected.end)
