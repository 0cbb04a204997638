"""An article as a member of a story: what of its reading the story needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import replace

from monitor.domain.reading import Article, Assessment, Effect, Realis, SignalReading
from monitor.domain.story import Features, StoryArticle, StoryAssignment
from monitor.stories.corrections import correction_in
from monitor.stories.toll import toll_of

_HARM = frozenset({Effect.KILLED, Effect.WOUNDED})
_QUOTE = 280  # characters of evidence kept for the alert


def member_of(
    article: Article,
    reading: Assessment,
    features: Features,
    assignment: StoryAssignment,
    *,
    seen_at: dt.datetime,
    backfill: bool,
    state_owned_by: str | None,
    party_of: Callable[[str], str | None],
    claimants: Collection[str],
    bare_level: int | None = None,
    level_of: Callable[[SignalReading], int] | None = None,
) -> StoryArticle:
    """Build the member.

    ``party_of`` maps a named source ("the Armenian defence ministry") to a state's or authority's name; ``claimants`` are the names of
    the territory's claimants: only their voices and their outlets are a party's. ``bare_level`` is the level without casualty claims,
    ``level_of`` the level that one signal supports; without it the parties' own voices are left unknown.
    """
    published = features.published_at
    spoken = {s.attributed_to for s in reading.signals if s.attributed_to and s.realis in {Realis.ACTUAL, Realis.DENIED}} | {
        c.claimed_by for c in reading.casualties if c.claimed_by
    }
    parties = {p for p in (party_of(name) for name in spoken) if p and p in claimants}
    party_owned = state_owned_by is not None and state_owned_by in claimants
    if party_owned and state_owned_by:
        parties.add(state_owned_by)
    # Neither a round-up nor an explainer reports an event of its own: what it retells must not wake anybody.
    level = 0 if features.extra.get("roundup") or features.extra.get("explainer") else reading.level
    owner = state_owned_by if party_owned else None
    return StoryArticle(
        article_id=article.id,
        title=article.title,
        url=article.url,
        outlet=article.outlet,
        publisher=_voice(features, assignment),
        state_owned_by=state_owned_by,
        party_owned=party_owned,
        published_at=published,
        first_seen_at=seen_at,
        copy_of=assignment.copy_of,
        stale=reading.stale,
        backfill=backfill,
        level=level,
        territory=features.territory,
        signals=tuple((s.signal, s.realis, s.attributed_to) for s in reading.signals),
        toll=toll_of(reading.casualties, as_of=published, article_id=article.id),
        quotes=tuple((str(s.signal), _short(s.evidence.text), s.attributed_to) for s in reading.signals if s.realis is Realis.ACTUAL)[:8],
        reason=assignment.reason,
        score=assignment.score,
        parties=tuple(sorted(parties)),
        corrects=correction_in(features),
        bare_level=bare_level,
        voices=None if level_of is None else _voices(reading, lambda name: party_of(name) if name else owner, frozenset(claimants), level, level_of),
    )


def _voices(
    reading: Assessment, speaker: Callable[[str | None], str | None], claimants: frozenset[str], most: int, level_of: Callable[[SignalReading], int]
) -> tuple[tuple[str, int], ...]:
    """What each party says itself: the highest level of what it asserts as actual, at most the article's.

    Who only denies, or accuses the other side of lying, bears out no shot. Who counts its dead or wounded bears out what hurt them.
    """
    said = [(speaker(s.attributed_to), level_of(s)) for s in reading.signals if s.realis is Realis.ACTUAL]
    said += [(speaker(c.claimed_by), most) for c in reading.casualties if c.realis is Realis.ACTUAL and c.effect in _HARM]
    found: dict[str, int] = {}
    for party, level in said:
        if party in claimants and party is not None:
            found[party] = max(found.get(party, 0), min(level, most))
    return tuple(sorted(found.items()))


def as_placed(member: StoryArticle, features: Features, assignment: StoryAssignment) -> StoryArticle:
    """The member as another assignment of the same article makes it."""
    voice = _voice(features, assignment)
    return replace(member, reason=assignment.reason, score=assignment.score, copy_of=assignment.copy_of, publisher=voice)


def _voice(features: Features, assignment: StoryAssignment) -> str:
    """Whose text it is: a copy's agency when it credits one, else the publisher."""
    return features.publisher if assignment.copy_of is None or features.credit is None else features.credit


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else flat[: _QUOTE - 1].rsplit(" ", 1)[0] + "\u2026"
