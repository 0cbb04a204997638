"""All articles assigned anew, in order of publication, by what came before each and by the operators' constraints: which stories come of it.

A story that comes out as it was keeps its id, and so does the one that keeps most of an old one's articles: alerts and links hold on to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from monitor.domain.story import AssignmentReason, Features, StoryAssignment
from monitor.stories.constraints import Groups, ties_of
from monitor.stories.index import StoryIndex
from monitor.text.hashing import content_hash


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The new assignments by article, and the old ones, both in order of publication; articles that stay by order are in neither."""

    now: Mapping[str, StoryAssignment]
    before: Mapping[str, StoryAssignment]

    @property
    def moved(self) -> list[str]:
        """Articles whose story changed."""
        return [a for a, old in self.before.items() if self.now[a].story_id != old.story_id]

    @property
    def changed(self) -> list[str]:
        """Articles whose story, or what they are a copy of, changed."""
        return [a for a, old in self.before.items() if (self.now[a].story_id, self.now[a].copy_of) != (old.story_id, old.copy_of)]


def regroup(
    settled: Iterable[tuple[StoryAssignment, Features]],
    articles: Iterable[tuple[StoryAssignment, Features]],
    groups: Groups,
    elsewhere: Mapping[str, str],
    weights: Mapping[str, float],
) -> Regrouped:
    """Assign ``articles`` (with their old assignments, in order of publication) anew after ``settled`` ones, which stay.

    ``elsewhere``: stories of older articles that constraints name.
    """
    index = StoryIndex(weights)
    placed = dict(elsewhere)
    for old, features in settled:
        index.add(old.story_id, features)
        placed[old.article_id] = old.story_id
    kept = set(placed.values())
    decided: dict[str, StoryAssignment] = {}
    before: dict[str, StoryAssignment] = {}
    for old, features in articles:
        own = index.decide(features, ties_of(old.article_id, groups, placed))
        if own.reason is AssignmentReason.NEW:
            own = replace(own, story_id="+" + own.story_id)  # not its id yet: an old story may have that
        index.add(own.story_id, features)
        placed[old.article_id] = own.story_id
        decided[old.article_id], before[old.article_id] = own, old
    names = _names(decided, before, kept)
    return Regrouped({a: replace(d, story_id=names[d.story_id]) for a, d in decided.items()}, before)


def _names(decided: Mapping[str, StoryAssignment], before: Mapping[str, StoryAssignment], kept: Iterable[str]) -> dict[str, str]:
    """An id for each group: old ids where most articles agree, the largest agreement first; else derived from its first article."""
    names = {story_id: story_id for story_id in kept}
    used = set(names)
    shared = Counter((d.story_id, before[a].story_id) for a, d in decided.items())
    order = {group: n for n, group in enumerate(dict.fromkeys(d.story_id for d in decided.values()))}
    for group, old in sorted(shared, key=lambda pair: (-shared[pair], order[pair[0]], pair[1])):
        if group not in names and old not in used:
            names[group] = old
            used.add(old)
    for group in order:
        if group not in names:
            names[group] = _free(group.removeprefix("+"), used)
            used.add(names[group])
    return names


def _free(wanted: str, used: Collection[str]) -> str:
    story_id, n = wanted, 0
    while story_id in used:
        story_id = "s-" + content_hash("regrouped", wanted, str(n))[:16]
        n += 1
    return story_id
