"""The story as a fold over its articles: level, corroboration, toll, publishers. Nothing of it is decided elsewhere.

The level is the highest that an article neither stale nor withdrawn reports, corroborated or not (``corroboration``). What a publisher
corrected or withdrew is kept and counts for nothing (``withdrawn``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from monitor.domain.reading import VIOLENT, Realis
from monitor.domain.story import Story, StoryArticle, TollEntry
from monitor.stories.corroboration import corroborated_level, corroborated_since, originals, publishers_of
from monitor.stories.title import neutral_title
from monitor.stories.toll import claimant_key
from monitor.stories.withdrawn import TakenBack, take_back


def fold_story(story_id: str, articles: Sequence[StoryArticle]) -> Story:
    """The story made of ``articles`` (any order; at least one)."""
    told = sorted(articles, key=lambda a: (a.published_at, a.first_seen_at, a.article_id))
    back = take_back(told)
    members, standing, speaking = voices_of(told, back)
    territory = _commonest([a.territory for a in members if a.territory])
    level = max((a.level for a in speaking), default=0)
    own = originals(speaking)
    since = corroborated_since(own, level)
    signals = Counter(s for a in speaking for s, r, _ in a.signals if r is Realis.ACTUAL)
    peak = next((a for a in speaking if a.level == level), None)
    return Story(
        id=story_id,
        title=neutral_title(speaking or told, level),
        territory=territory,
        first_seen_at=min(a.first_seen_at for a in members),
        last_seen_at=max(a.first_seen_at for a in members),
        articles=tuple(told),
        publishers=tuple(dict.fromkeys(a.publisher for a in own)),
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
        corroborated_level=corroborated_level(own),
    )


def voices_of(told: Sequence[StoryArticle], back: TakenBack) -> tuple[list[StoryArticle], list[StoryArticle], list[StoryArticle]]:
    """(all as corrections leave them, those not withdrawn, those of them that tell news: not stale, unless all are), in the order of ``told``."""
    members = [back.members.get(a.article_id, a) for a in told]
    standing = [a for a in members if a.article_id not in back.silent]
    return members, standing, [a for a in standing if not a.stale] or standing


def _denied(members: Sequence[StoryArticle]) -> bool:
    """True when a violent signal that one publisher alone asserts as actual is denied by a named actor; copies are no second publisher."""
    denied = {s for a in members for s, r, who in a.signals if r is Realis.DENIED and who and s in VIOLENT}
    voices = originals(members)
    return any(len({a.publisher for a in voices if any(x is s and r is Realis.ACTUAL for x, r, _ in a.signals)}) == 1 for s in denied)


def _toll(members: Sequence[StoryArticle]) -> tuple[TollEntry, ...]:
    """Actual and denied figures over time: each claimant's first one and every one that differs from its last; what it only repeats is left out.

    A copy that gives an earlier figure again is late, and takes nothing back.
    """
    said: dict[tuple[object, ...], list[tuple[object, ...]]] = {}
    out = []
    voices = publishers_of(members)
    for a in members:
        for t in a.toll:
            line = (t.effect, (t.side or "").casefold(), claimant_key(t, voices[a.article_id]), t.cumulative, t.realis)
            figure = (t.low, t.high, t.standing)
            before = said.setdefault(line, [])
            if t.realis in {Realis.ACTUAL, Realis.DENIED} and figure not in (before if a.copy_of else before[-1:]):
                before.append(figure)
                out.append(t)
    return tuple(out)


def _commonest(values: Sequence[str]) -> str | None:
    if not values:
        return None
    counts = Counter(values)
    return min(counts, key=lambda v: (-counts[v], values.index(v)))


def _told(article: StoryArticle) -> str:
    return ", ".join(dict.fromkeys(str(s) for s, r, _ in article.signals if r is Realis.ACTUAL)) or "nothing new"
