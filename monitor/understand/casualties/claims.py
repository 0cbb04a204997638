"""From an article's sentences to its casualty claims."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from monitor.domain.reading import Effect, Realis, Victims
from monitor.text.sentences import Sentence
from monitor.understand.acts import LONGEST_SENTENCE
from monitor.understand.casualties.clause import Form
from monitor.understand.casualties.effects import Finding, find_effects
from monitor.understand.casualties.frame import Frame
from monitor.understand.casualties.groups import GroupReader
from monitor.understand.casualties.lexicon import NOUNS, RELATIONAL
from monitor.understand.casualties.people import Group, merge, tokenise
from monitor.understand.casualties.scene import may_tell_casualties, words_in
from monitor.understand.casualties.whose import SideNames, Sides, is_third_party

_MOST_FINDINGS = 16  # in one sentence; more is a table, not prose
_OFFICIAL_ARREST = re.compile(
    r"\b(?:protest\w*|demonstrat\w*|riot\w*|suspects?|suspected|suspicion|charged|court|smugg\w+|spy(?:ing)?|espionage|drugs?|"
    r"rall(?:y|ies)|activists?|opposition|treason|police\s+(?:said|arrested|detained|held|have|raid\w*)|raids?\s+on|"
    r"dissidents?|corruption|bribery|curfew|crackdown)\b",
    re.I,
)
_CAPTORS = re.compile(
    r"\b(?:guards?|soldiers|troops|forces|gunmen|militants|rebels|navy|coast\s?guard|marines?|patrol|armed\s+men|fighters|"
    r"separatists|rangers|bsf|army|boarded|militia\w*|border|occupation|foreign|islamists?|insurgents|pirates|side|captors|"
    r"captivity)\b",
    re.I,
)
_FOREIGN_VICTIMS = frozenset("fisherman villager farmer shepherd soldier sailor crew crewman herder citizen national trader hunter resident".split())
_CIVIL_ONLY_FLIGHT = re.compile(r"\b(?:crossed|left|streamed|poured|jammed|arriv\w+|moved|gone|relocated|transferred)\b")
_NOT = re.compile(r",?\s+(?:and\s+)?not\s+(?=[\w\d])", re.I)
_MILITIA = re.compile(
    r"\b(?:militia\w*|rebels?|hezbollah|hamas|separatists?|insurgents?|jihad\w*|militants?|guerrillas?|fighters|resistance|brigades?)\b", re.I
)
_BORROWED = re.compile(r"(?:its|their|the\s+(?:territory|region|enclave|republic|country|province|state)['\u2019]s)\s", re.I)
_OWN_DEED = re.compile(
    r"\b(?:it|they|we|its\s+\w+|their\s+\w+|our\s+\w+)\s+(?:had\s+|have\s+|has\s+)?(?:\w+ly\s+)?(?:killed|eliminated|"
    r"neutrali[sz]ed|captured|wounded|destroyed|shot)\b",
    re.I,
)
_LOST = re.compile(r"\blos(?:t|ing|es?)\s+(?:\S+\s+){0,3}$")
_OF_OTHERS = frozenset({Effect.CAPTURED, Effect.MISSING})
_LOCATIVE = re.compile(r"\b(?:near|in|at|off|around|over|from|to|on)\s+(?:the\s+)?$")
_KIN_OWNERS = frozenset("his her their".split())
_SENTENCE_SUBJECT = re.compile(r"[A-Z][\w'\u2019-]*(?:\s+(?:[A-Z][\w'\u2019-]*|of|the|and))*")


class SourceOf(Protocol):
    """Who says a clause: see ``monitor.understand.attribution.Attributor``."""

    def source_of(self, sentence_index: int, start: int, end: int) -> str | None:
        """The source of ``text[start:end]``, or None for the outlet itself."""
        ...


@dataclass(frozen=True, slots=True)
class RawClaim:
    """One figure by one source; ``text[start:end]`` is its wording, ``sentence`` the index of its sentence. ``high`` None is an open end."""

    effect: Effect
    low: int
    high: int | None
    victims: Victims
    side: str | None
    claimed_by: str | None
    cumulative: bool
    realis: Realis
    start: int
    end: int
    sentence: int


def find_claims(text: str, sentences: Sequence[Sentence], attributor: SourceOf, published_at: dt.date | None, sides: SideNames) -> list[RawClaim]:
    """The casualty claims of an article, in order of the text, repeats left out."""
    frame: Frame | None = None
    claims: list[RawClaim] = []
    for index, span in enumerate(sentences):
        sentence = text[span.start : span.end]
        if len(sentence) > LONGEST_SENTENCE:
            continue
        words = words_in(sentence)
        if not may_tell_casualties(sentence, words) and not (claims and claims[-1].sentence == index - 1 and {"of", "them"} <= words):
            continue
        frame = frame or Frame(text, sentences, published_at)
        if not frame.vetoed(index):
            claims.extend(_SentenceReader(text, index, span, attributor, frame, sides, claims).read())
    return _without_repeats(claims)


class _SentenceReader:
    def __init__(
        self, text: str, index: int, span: Sentence, attributor: SourceOf, frame: Frame, sides: SideNames, earlier: Sequence[RawClaim]
    ) -> None:
        self._text, self._index, self._span = text, index, span
        self._attributor, self._frame = attributor, frame
        tokens = tokenise(text, span.start, span.end)
        self._names = sides
        self._sides = Sides(text, tokens, sides)
        self._groups = GroupReader(text, tokens, lambda phrase: sides.side_of(phrase) is not None).read(span.start, span.end)
        self._tokens = tokens
        self._earlier = earlier
        self._previous: RawClaim | None = earlier[-1] if earlier and index - earlier[-1].sentence <= 2 else None

    def read(self) -> Iterator[RawClaim]:
        if not self._groups:
            return
        form = Form(self._tokens, self._groups)
        out: list[RawClaim] = []
        for finding in find_effects(form)[:_MOST_FINDINGS]:
            if finding.noun == "superseded":
                continue
            out.extend(self._claims(form, finding))
        if not out:
            out.extend(self._shares())
        yield from self._with_denied_figures(out)

    def _shares(self) -> Iterator[RawClaim]:
        """ "Two of them are children": a part of the figure in the sentence before."""
        previous = self._previous
        if previous is None or self._index - previous.sentence != 1:
            return
        for group in self._groups:
            if group.part and group.kind == "person" and (previous.high is None or group.low < previous.high):
                yield replace(previous, low=group.low, high=group.high, victims=group.victims, start=group.start, end=group.end, sentence=self._index)

    def _claims(self, form: Form, finding: Finding) -> Iterator[RawClaim]:
        effect = finding.effect or (self._previous.effect if self._previous else None)
        groups = _without_breakdown(_share_noun([form.groups[g] for g in finding.groups]))
        if effect is None or not groups or not self._plausible(effect, groups, form, finding):
            return
        start, end = form.span(finding.start, finding.end)
        parts = [form.groups[p] for g in finding.groups for p in form.parts.get(g, [])]
        made: list[tuple[RawClaim, bool]] = []
        for members, part in [(m, False) for m in merge(groups, self._sides.named)] + [(m, True) for m in merge(parts, self._sides.named)]:
            members = tuple(g for g in members if not g.definite)
            if not members or (not part and not self._countable(members, effect)):
                continue
            claim = self._claim(effect, members, finding, start, end, part=part)
            if claim is not None:
                made.append((claim, part))
                self._previous = self._previous if part and len(made) > 1 else claim
        known = {c.side for c, part in made if part and c.side}
        for claim, part in made:
            if not part and claim.side is None and len(known) == 1:  # "eight people, among them six Frontier Corps men"
                claim = replace(claim, side=next(iter(known)))
                self._previous = claim
            yield claim

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
            and members[0].noun not in {"man", "woman", "person", "people", "victim", "other", "boy", "girl", "child", "body"}
        )

    def _claim(self, effect: Effect, members: Sequence[Group], finding: Finding, start: int, end: int, *, part: bool) -> RawClaim | None:
        low = sum(g.low for g in members)
        highs = [g.high for g in members]
        high = None if any(h is None for h in highs) or finding.open_end else sum(h for h in highs if h is not None)
        first, last = min(g.start for g in members), max(g.end for g in members)
        low_at, high_at = (first, last) if part else (min(start, first), max(end, last))
        claimant = self._attributor.source_of(self._index, first, last)
        elliptic = all(g.kind == "bare" for g in members)
        previous = self._previous
        same_source = previous is not None and previous.claimed_by == claimant
        carried = (
            previous
            if previous is not None and (part or (elliptic and ((same_source and previous.sentence == self._index) or finding.effect is None)))
            else None
        )
        cumulative = finding.total or self._frame.cumulative(self._index, low_at, high_at)
        realis = self._frame.realis(self._index, low_at, high_at, effect, cumulative=cumulative)
        if realis is Realis.HYPOTHETICAL and effect is Effect.DISPLACED:
            return None  # a feared flight counts nobody yet
        if realis is Realis.ACTUAL and previous is not None and previous.realis is Realis.HISTORICAL and self._goes_on_from(previous):
            realis = Realis.HISTORICAL
        referring = any(g.referring for g in members)
        victims = self._victims(effect, members, previous if referring else carried, finding, high_at, claimant)
        if effect is Effect.KILLED and victims is Victims.CIVILIAN and self._lost(first) and members[0].noun in {"man", "people", "person"}:
            victims = Victims.MILITARY
        side = self._side(effect, members, finding, high_at, claimant, previous if referring else carried)
        return RawClaim(effect, low, high, victims, side, claimant, cumulative, realis, low_at, high_at, self._index)

    def _goes_on_from(self, previous: RawClaim) -> bool:
        """True when the sentence tells on, in the same paragraph, what ``previous`` told, and dates nothing of its own as new."""
        other = self._frame.sentence(previous.sentence)
        return other.paragraph == self._span.paragraph and not self._frame.is_recent(self._index)

    def _lost(self, at: int) -> bool:
        return _LOST.search(self._text, max(self._span.start, at - 40), at) is not None

    def _victims(
        self, effect: Effect, members: Sequence[Group], carried: RawClaim | None, finding: Finding, end: int, claimant: str | None
    ) -> Victims:
        if any(g.noun in RELATIONAL for g in members) and len(members) > 1:
            return Victims.UNSPECIFIED
        chosen = members[0].victims
        if chosen is Victims.UNSPECIFIED and finding.noun == "tally":
            chosen = next((NOUNS[w].victims for w in finding.owner.lower().split() if w in NOUNS and NOUNS[w].plural and w != "people"), chosen)
        if carried is not None and carried.victims is not Victims.UNSPECIFIED and (chosen is Victims.UNSPECIFIED or members[0].referring):
            return carried.victims
        if (
            claimant is not None
            and _MILITIA.search(claimant)
            and (
                (chosen is Victims.UNSPECIFIED and self._sides.own_side(end, self._span.end)) or members[0].noun in {"commander", "leader", "member"}
            )
        ):
            return Victims.MILITANT
        if effect is Effect.DISPLACED and chosen is Victims.UNSPECIFIED:
            return Victims.CIVILIAN
        if chosen is Victims.UNSPECIFIED and members[0].kind == "bare" and claimant is not None:
            told = [c for c in self._earlier if self._index - c.sentence == 1 and c.effect is effect and c.claimed_by == claimant]
            return told[-1].victims if told else chosen
        return chosen

    def _side(
        self, effect: Effect, members: Sequence[Group], finding: Finding, end: int, claimant: str | None, carried: RawClaim | None
    ) -> str | None:
        named = next((s for g in members if (s := self._sides.named(g)) is not None), None)
        if named is not None:
            return named
        explicit = self._sides.stated(members[0], finding, end, self._span.end, self._claimant(claimant), self._owner_name(members[0], finding))
        if explicit is not None:
            return explicit
        if carried is not None and carried.side is not None:
            return carried.side
        previous = self._previous
        if (
            previous is not None
            and previous.side is not None
            and (finding.noun == "inclusion" or (members[0].owner in _KIN_OWNERS and previous.sentence == self._index))
        ):
            return previous.side
        if finding.active and _OWN_DEED.search(self._text[self._span.start : members[0].start]) and claimant is not None:
            return None
        if effect in _OF_OTHERS and (other := self._other_side(members[0], effect, finding)) is not None:
            return other
        return self._sides.guessed(members[0], self._claimant(claimant)) or self._side_of_previous(members[0], claimant)

    def _other_side(self, group: Group, effect: Effect, finding: Finding) -> str | None:
        """Whose captives or missing: the only other side named in the sentence, or the only one that such a figure was given for before."""
        if finding.active and (owner := self._owner_name(group, finding)) is not None and effect is Effect.CAPTURED:
            return self._names.side_of(owner)
        told = {c.side for c in self._earlier if c.effect in _OF_OTHERS and c.victims is group.victims and c.side}
        return next(iter(told)) if len(told) == 1 else None

    def _side_of_previous(self, group: Group, claimant: str | None) -> str | None:
        """The side of the figure before, when the same source, or nobody in particular, goes on about the same kind of people."""
        previous = self._previous
        if (
            previous is None
            or previous.side is None
            or group.victims is Victims.MILITANT
            or self._frame.sentence(previous.sentence).paragraph != self._span.paragraph
        ):
            return None
        alike = previous.victims is group.victims or group.victims is Victims.UNSPECIFIED
        civil = group.victims is Victims.CIVILIAN and previous.victims is Victims.CIVILIAN and (claimant is None or is_third_party(claimant))
        return previous.side if alike and (civil or (claimant is not None and previous.claimed_by == claimant)) else None

    def _claimant(self, claimant: str | None) -> str | None:
        """The claimant, with "the territory's ministry" and "its ministry" led back to whom the text named before."""
        if (
            claimant is not None
            and _BORROWED.match(claimant)
            and self._names.side_of(claimant) is None
            and self._previous is not None
            and self._previous.side
        ):
            return f"{self._previous.side} {claimant}"
        return claimant

    def _owner_name(self, group: Group, finding: Finding) -> str | None:
        """Whom "its" may mean: the sentence's opening name; of what is done to others, the last name before that is not the doer."""
        subject = self._subject_before(group.start)
        if not finding.active or _LOST.search(self._text, max(self._span.start, group.start - 40), group.start):
            return subject
        doer = self._names.side_of(subject) if subject else None
        for m in reversed(list(_SENTENCE_SUBJECT.finditer(self._text, self._span.start, group.start))):
            if _LOCATIVE.search(self._text, max(self._span.start, m.start() - 12), m.start()):
                continue
            side = self._names.side_of(m.group())
            if side is not None and side != doer:
                return m.group()
        return None

    def _subject_before(self, at: int) -> str | None:
        """The sentence's opening name, for "Ethiopia lost 40 of its soldiers"."""
        m = _SENTENCE_SUBJECT.match(self._text, self._span.start, at)
        return m.group() if m else None

    def _plausible(self, effect: Effect, groups: Sequence[Group], form: Form, finding: Finding) -> bool:
        wording = form.text[finding.start : finding.end]
        if effect is Effect.DISPLACED:
            if groups[0].victims in {Victims.MILITARY, Victims.POLICE, Victims.MILITANT}:
                return False
            single = groups[0].high is not None and groups[0].high < 3
            return not (
                _CIVIL_ONLY_FLIGHT.search(wording)
                and (
                    single
                    or groups[0].kind == "unknown"
                    or groups[0].noun in {"worker", "passenger", "tourist", "pupil", "student", "player", "member", "official", "refugee-"}
                )
            )
        if effect is Effect.CAPTURED and re.search(r"\b(?:detain\w*|arrest\w*|rounded|custody|held|hold\w*|led|seiz\w+)\b", wording):
            return self._captured_by_others(groups, wording)
        if groups[0].kind == "unknown" and finding.active and not self._text[groups[0].start : groups[0].end].split()[-1][:1].isupper():
            return False
        return not (re.search(r"\bdestroyed|wiped out|eliminated|lost\b", wording) and groups[0].kind in {"unknown", "bare"})

    def _captured_by_others(self, groups: Sequence[Group], wording: str) -> bool:
        sentence = self._text[self._span.start : self._span.end]
        if re.search(r"\b(?:hostage|captive|captivity|prisoner)s?\b", wording):
            return True
        captors = _CAPTORS.search(sentence) is not None
        strict = re.search(r"\b(?:arrest\w*|custody|rounded)\b", wording) is not None
        if _OFFICIAL_ARREST.search(sentence) and not re.search(
            r"\b(?:border guards?|gunmen|militants|rebels|armed men|coast\s?guard|navy)\b", sentence, re.I
        ):
            return False
        foreign = any(g.noun in _FOREIGN_VICTIMS or g.noun == "@demonym" for g in groups) or any(self._sides.named(g) for g in groups)
        at_border = re.search(r"\b(?:boat|vessel|boarded|waters|border|crossed|crossing|frontier|trawler|line)\b", sentence, re.I) is not None
        return foreign or (captors and (not strict or at_border)) or (not strict and not re.search(r"\bpolice\b", sentence, re.I))

    def _with_denied_figures(self, claims: Sequence[RawClaim]) -> Iterator[RawClaim]:
        """ "nine fishermen were held, not eleven": the rejected figure is a claim that is denied."""
        for claim in claims:
            yield claim
            m = _NOT.match(self._text, claim.end, self._span.end)
            if m is None:
                continue
            rejected = next((g for g in self._groups if g.start == m.end() and g.counted), None)
            if rejected is not None and (rejected.low, rejected.high) != (claim.low, claim.high):
                yield replace(claim, low=rejected.low, high=rejected.high, realis=Realis.DENIED, start=rejected.start, end=rejected.end)


def _without_breakdown(groups: list[Group]) -> list[Group]:
    """ "Two civilians, a woman and her grandson": who the counted people were is not another figure."""
    if len(groups) >= 3 and groups[0].low > 1 and groups[0].low == sum(g.low for g in groups[1:]):
        return groups[:1]
    return groups


def _share_noun(groups: list[Group]) -> list[Group]:
    """ "255 British and 649 Argentine servicemen": the noun of the last counts for those that have none of their own."""
    last = groups[-1] if groups else None
    if last is None or len(groups) < 2 or last.kind != "person" or last.victims is Victims.UNSPECIFIED:
        return groups
    return [
        replace(g, victims=last.victims)
        if g.victims is Victims.UNSPECIFIED and (g.kind in {"bare", "unknown"} or (g.noun == "@demonym" and not g.plural_form))
        else g
        for g in groups
    ]


def _without_repeats(claims: Sequence[RawClaim]) -> list[RawClaim]:
    """Drop a figure told again: same effect, bounds and realis, and nothing that sets it apart."""
    out: list[RawClaim] = []
    for claim in claims:
        twin = next((i for i, c in enumerate(out) if _same(c, claim)), None)
        if twin is None:
            out.append(claim)
        elif out[twin].victims is Victims.UNSPECIFIED and claim.victims is not Victims.UNSPECIFIED:
            out[twin] = replace(claim, claimed_by=claim.claimed_by or out[twin].claimed_by, side=claim.side or out[twin].side)
        elif out[twin].claimed_by is None and claim.claimed_by is not None and out[twin].victims in {claim.victims, Victims.UNSPECIFIED}:
            out[twin] = replace(claim, side=claim.side or out[twin].side)
    return sorted(out, key=lambda c: (c.start, c.end, c.low))


def _same(a: RawClaim, b: RawClaim) -> bool:
    return (
        (a.effect, a.low, a.high, a.realis) == (b.effect, b.low, b.high, b.realis)
        and (a.victims is b.victims or Victims.UNSPECIFIED in {a.victims, b.victims})
        and (a.side is None or b.side is None or a.side == b.side)
        and (a.claimed_by is None or b.claimed_by is None or _alike(a.claimed_by, b.claimed_by))
        and a.sentence != b.sentence
    )


def _alike(a: str, b: str) -> bool:
    low, high = sorted((a.lower(), b.lower()), key=len)
    return low in high
