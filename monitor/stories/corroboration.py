"""Who bears a level out: two independent publishers, or both parties.

Copies of one agency's text are one publisher, and an outlet owned by a claimant is not independent of it. A party bears out what it asserts
itself; its denial, or its protest against a clash, bears out no clash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from monitor.domain.reading import Effect, Realis
from monitor.domain.story import Standing, StoryArticle

VIOLENCE = 4  # levels 4 and 5 differ only in the toll, which outlets learn at different times: who reports either bears out both
WAR = 6


def originals(members: Sequence[StoryArticle]) -> list[StoryArticle]:
    """Members with copies folded: a copy speaks with its original's voice, so only articles of their own count."""
    return [a for a in members if a.copy_of is None] or list(members[:1])


def publishers_of(members: Sequence[StoryArticle]) -> dict[str, str]:
    """Whose words each article carries, by article id: a copy's are those of what it copies, through any number of hands."""
    by_id = {a.article_id: a for a in members}
    found: dict[str, str] = {}
    for a in members:
        source, hands = a, {a.article_id}
        while source.article_id not in found and source.copy_of in by_id and source.copy_of not in hands:
            source = by_id[source.copy_of]
            hands.add(source.article_id)
        found |= dict.fromkeys(hands - found.keys(), found.get(source.article_id, source.publisher))
    return found


def corroborated_since(own: Sequence[StoryArticle], level: int) -> dt.datetime | None:
    """When the publication came that made ``level`` corroborated, among ``own`` (originals in order of publication); None when none did."""
    publishers: set[str] = set()
    parties: set[str] = set()
    for a in own:
        if not a.party_owned and supports(a, level):
            publishers.add(a.publisher)
        parties.update(_parties(a, level))
        if len(publishers) >= 2 or len(parties) >= 2:
            return a.published_at
    return None


def corroborated_level(own: Sequence[StoryArticle]) -> int:
    """The highest level that is corroborated; 0 when none is."""
    return next((level for level in range(max((a.level for a in own), default=0), 0, -1) if corroborated_since(own, level)), 0)


def supports(article: StoryArticle, level: int) -> bool:
    """Whether an article bears a level out, and then every lower one.

    One that counts dead as actual tells of violence, whatever its signals were read as.
    """
    return level > 0 and article.level > 0 and (article.level >= _least(level) or (level < WAR and _counts_dead(article)))


def _parties(article: StoryArticle, level: int) -> set[str]:
    if not supports(article, level):
        return set()
    if article.voices is None:
        return set(article.parties)
    enough = min(_least(level), article.level)  # an article that supports by its dead alone: so do those in it that count them
    return {party for party, said in article.voices if said >= enough}


def _least(level: int) -> int:
    return level - 1 if level >= WAR else min(level, VIOLENCE)


def _counts_dead(article: StoryArticle) -> bool:
    return any(t.effect is Effect.KILLED and t.low > 0 and t.realis is Realis.ACTUAL and t.standing is Standing.STANDS for t in article.toll)
