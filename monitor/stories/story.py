"""The story as a fold over its articles: level, corroboration, toll, publishers. Nothing of it is decided elsewhere.

The level is the highest that an article not stale and not a copy reports. It is corroborated when two independent publishers, or both
parties, report at least that level less one step of detail (see ``_supports``); copies of one agency's text are one publisher, and an
outlet owned by a claimant is not independent of it. What a publisher corrected or withdrew is kept and counts for nothing (``withdrawn``).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from monitor.domain.reading import VIOLENT, Realis
from monitor.domain.story import Story, StoryArticle, TollEntry
from monitor.stories.publishers import clean_title
from monitor.stories.withdrawn import take_back


def fold_story(story_id: str, articles: Sequence[StoryArticle]) -> Story:
    """The story made of ``articles`` (any order; at least one)."""
    told = sorted(articles, key=lambda a: (a.published_at, a.first_seen_at, a.article_id))
    back = take_back(told)
    members = [back.members.get(a.article_id, a) for a in told]
    territory = _commonest([a.territory for a in members if a.territory])
    standing = [a for a in members if a.article_id not in back.silent]
    speaking = [a for a in standing if not a.stale] or standing
    level = max((a.level for a in speaking), default=0)
    originals = _originals(speaking)
    since = _corroborated_since(originals, level)
    signals = Counter(s for a in speaking for s, r, _ in a.signals if r is Realis.ACTUAL)
    peak = next((a for a in speaking if a.level == level), None)
    return Story(
        id=story_id,
        title=_title(speaking or told, level),
        territory=territory,
        first_seen_at=min(a.first_seen_at for a in members),
        last_seen_at=max(a.first_seen_at for a in members),
        articles=tuple(told),
        publishers=tuple(dict.fromkeys(a.publisher for a in originals)),
        toll=_toll([a for a in members if not a.stale] or members),
        signals=tuple(s for s, _ in sorted(signals.items(), key=lambda kv: (-kv[1], kv[0]))),
        level=level,
        level_reasons=(f"{peak.outlet or 'an article'} reports {_told(peak)}" if peak else "every report of it was withdrawn",),
        corroborated=since is not None,
        corroborated_since=since,
        denied=_denied(speaking),
        parties=tuple(sorted({p for a in standing for p in a.parties})),
        withdrawn=back.withdrawn,
        corrections=back.corrections,
    )


def _originals(members: Sequence[StoryArticle]) -> list[StoryArticle]:
    """Members with copies folded: a copy speaks with its original's voice, so only articles of their own count."""
    return [a for a in members if a.copy_of is None] or list(members[:1])


def _supports(article: StoryArticle, level: int) -> bool:
    """Whether an article backs a level: violence of level 4 and 5 differ only in the toll, which outlets learn at different times."""
    return article.level >= (4 if level >= 4 else level) and level > 0


def _corroborated_since(originals: Sequence[StoryArticle], level: int) -> dt.datetime | None:
    publishers: set[str] = set()
    parties: set[str] = set()
    for a in originals:
        if not _supports(a, level):
            continue
        if not a.party_owned:
            publishers.add(a.publisher)
        parties.update(a.parties)
        if len(publishers) >= 2 or len(parties) >= 2:
            return a.first_seen_at
    return None


def _denied(members: Sequence[StoryArticle]) -> bool:
    """True when a violent signal that one publisher alone asserts as actual is denied by a named actor; copies are no second publisher."""
    denied = {s for a in members for s, r, who in a.signals if r is Realis.DENIED and who and s in VIOLENT}
    voices = _originals(members)
    return any(len({a.publisher for a in voices if any(x is s and r is Realis.ACTUAL for x, r, _ in a.signals)}) == 1 for s in denied)


def _toll(members: Sequence[StoryArticle]) -> tuple[TollEntry, ...]:
    """Actual figures over time, each claimant's revisions kept; a copy's figures only where they differ from what was said before."""
    seen: set[tuple[object, ...]] = set()
    out = []
    for a in members:
        for t in a.toll:
            key = (t.effect, t.low, t.high, (t.side or "").casefold(), (t.claimed_by or "").casefold(), t.standing)
            if t.realis in {Realis.ACTUAL, Realis.DENIED} and key not in seen:
                seen.add(key)
                out.append(t)
    return tuple(out)


def _commonest(values: Sequence[str]) -> str | None:
    if not values:
        return None
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], values.index(v)))


def _title(members: Sequence[StoryArticle], level: int) -> str:
    """The first title of a publisher that no party owns, of an article that carries the story's level; else the first title."""
    for wanted in (
        [a for a in members if a.level == level and not a.party_owned and a.copy_of is None and not a.stale],
        [a for a in members if not a.party_owned],
        members,
    ):
        for a in wanted:
            if a.title:
                return clean_title(a.title)
    return "untitled"


def _told(article: StoryArticle) -> str:
    return ", ".join(dict.fromkeys(str(s) for s, r, _ in article.signals if r is Realis.ACTUAL)) or "nothing new"
