"""Assign all stored articles anew, by today's rules and the operators' constraints, from the features stored with them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from monitor.domain.constraint import Change, Placement, StoryChange
from monitor.domain.errors import StoreBusy
from monitor.domain.story import AssignmentReason, Features, StoryAssignment
from monitor.ports import Clock, Store, UnitOfWork
from monitor.stories.assign import WINDOW
from monitor.stories.constraints import Groups
from monitor.stories.member import as_placed
from monitor.stories.regroup import Regrouped, regroup
from monitor.stories.story import fold_story

NOTE = "all stories were assigned anew"


@dataclass(frozen=True, slots=True)
class Moved:
    """An article that is in another story now, and why."""

    article_id: str
    title: str
    before: str
    after: str
    reason: AssignmentReason


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild looked at and what it moved, in order of publication."""

    articles: int
    stories: int
    moved: tuple[Moved, ...]


def rebuild(store: Store, clock: Clock, weights: Mapping[str, float], *, since: dt.datetime | None, dry_run: bool) -> Rebuilt:
    """Assign what was published at ``since`` or later anew (None: everything), and write what changed unless ``dry_run``.

    Decided on one snapshot, written in one transaction. Raises StoreBusy, with nothing written, when an article that is to be moved was
    moved in between.
    """
    with store.read() as unit:
        plan, titles = _plan(unit, weights, since)
    if not dry_run and plan.changed:
        store.transact(lambda unit: _write(unit, clock, plan))
    moved = tuple(Moved(a, titles[a], plan.before[a].story_id, plan.now[a].story_id, plan.now[a].reason) for a in plan.moved)
    return Rebuilt(len(plan.before), len({d.story_id for d in plan.now.values()}), moved)


def _plan(unit: UnitOfWork, weights: Mapping[str, float], since: dt.datetime | None) -> tuple[Regrouped, dict[str, str]]:
    """What to assign to which story, and the articles' titles."""
    known = unit.constraints.all()
    titles: dict[str, str] = {}

    def told(p: Placement) -> tuple[StoryAssignment, Features]:
        titles[p.article_id] = p.member.title
        return p.assignment, p.features

    articles = map(told, unit.story_moves.in_order(since))
    if since is None:
        return regroup((), articles, Groups(known), {}, weights), titles
    named = {a for c in known for a in (c.first, c.second)}
    older = unit.story_moves.story_of(named, before=since)
    recent = takewhile(lambda p: p.features.published_at < since, unit.story_moves.in_order(since - WINDOW))
    return regroup(((p.assignment, p.features) for p in recent), articles, Groups(known), older, weights), titles


def _write(unit: UnitOfWork, clock: Clock, plan: Regrouped) -> None:
    wanted = set(plan.changed)
    stored = [p for s in sorted({plan.before[a].story_id for a in wanted}) for p in unit.story_moves.placements(s) if p.article_id in wanted]
    if any(p.assignment.story_id != plan.before[p.article_id].story_id for p in stored) or len(stored) != len(wanted):
        raise StoreBusy("stories were corrected while they were assigned anew; nothing was written, run it again")
    unit.story_moves.replace(
        [
            Placement(plan.now[p.article_id], p.features, as_placed(p.member, p.features, plan.now[p.article_id]))
            for p in sorted(stored, key=lambda p: p.article_id)
        ]
    )
    flows = Counter((plan.before[a].story_id, plan.now[a].story_id) for a in plan.changed)
    for story_id in sorted({s for pair in flows for s in pair}):
        _tell(unit, clock, story_id, flows)


def _tell(unit: UnitOfWork, clock: Clock, story_id: str, flows: Mapping[tuple[str, str], int]) -> None:
    """Fold a story anew, and queue it when articles came or went, naming the story that most of them went to, or came from."""
    lost = {new: n for (old, new), n in flows.items() if old == story_id != new}
    gained = {old: n for (old, new), n in flows.items() if new == story_id != old}
    articles = unit.stories.articles(story_id)
    if articles:
        unit.stories.save(fold_story(story_id, articles))
    if lost or gained:
        kind = Change.SPLIT if lost and articles else Change.MERGED
        others = lost or gained
        unit.story_changes.note(story_id, StoryChange(kind, min(others, key=lambda s: (-others[s], s)), NOTE, clock.now()))
