"""An operator's corrections of stories: merge two, split one; what he says is kept as constraints between articles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from monitor.domain.constraint import Change, Constraint, Placement, StoryChange, constraint
from monitor.domain.errors import InputError, NotFound
from monitor.domain.story import AssignmentReason
from monitor.ports import Clock, Store, UnitOfWork
from monitor.stories.constraints import FREE, Groups, Ties, Word, merging, settle, splitting, story_for, ties_of
from monitor.stories.story import fold_story


@dataclass(frozen=True, slots=True)
class Corrected:
    """What came of a merge or a split: the story that stays and how many articles it has, the other story, the articles that moved."""

    story_id: str
    articles: int
    other: str
    moved: tuple[str, ...]


def merge_stories(store: Store, clock: Clock, story_id: str, into: str, *, by: str, note: str) -> Corrected:
    """Move all articles of a story into another. Raises NotFound for a story without articles, InputError for one and the same."""
    if story_id == into:
        raise InputError(f"story {into} cannot be merged into itself")

    def work(unit: UnitOfWork) -> Corrected:
        moved, there = _members(unit, story_id), _members(unit, into)
        word = _word(clock, by, note)
        _say(unit, *merging(moved, there, unit.constraints.touching([p.article_id for p in moved]), word))
        unit.story_moves.replace(settle(into, [*there, *moved], AssignmentReason.MUST_LINK))
        _tell(unit, story_id, StoryChange(Change.MERGED, into, note, clock.now()))
        _tell(unit, into, StoryChange(Change.MERGED, story_id, note, clock.now()))
        return Corrected(into, len(moved) + len(there), story_id, tuple(p.article_id for p in moved))

    return store.transact(work)


def split_story(store: Store, clock: Clock, story_id: str, article_ids: Collection[str], *, by: str, note: str) -> Corrected:
    """Take articles out of a story into one of their own: the one they came from by a merge, if it is still empty, else a new one.

    Raises NotFound for an article that is not in the story, InputError when none would be left.
    """

    def work(unit: UnitOfWork) -> Corrected:
        members = _members(unit, story_id)
        if missing := set(article_ids) - {p.article_id for p in members}:
            raise NotFound(f"article of story {story_id}", min(missing))
        out = [p for p in members if p.article_id in article_ids]
        rest = [p for p in members if p.article_id not in article_ids]
        if not out or not rest:
            raise InputError(f"story {story_id}: a split needs some of its {len(members)} articles, and leaves some")
        _say(unit, *splitting(out, rest, unit.constraints.touching([p.article_id for p in out]), _word(clock, by, note)))
        target = story_for(out, lambda s: s == story_id or bool(unit.story_moves.placements(s)))
        unit.story_moves.replace([*settle(target, out, AssignmentReason.CANNOT_LINK), *settle(story_id, rest, AssignmentReason.CANNOT_LINK)])
        _tell(unit, story_id, StoryChange(Change.SPLIT, target, note, clock.now()))
        _tell(unit, target, StoryChange(Change.SPLIT, story_id, note, clock.now()))
        return Corrected(target, len(out), story_id, tuple(p.article_id for p in out))

    return store.transact(work)


def stored_ties(unit: UnitOfWork, article_id: str) -> Ties:
    """What the stored constraints leave of the choice of an article's story; nearly always everything."""
    known = set(unit.constraints.touching([article_id]))
    if not known:
        return FREE
    asked: set[str] = {article_id}
    while new := {a for c in known for a in (c.first, c.second)} - asked:  # must-links are transitive, on both sides of a cannot-link
        asked |= new
        known |= set(unit.constraints.touching(new))
    return ties_of(article_id, Groups(known), unit.story_moves.story_of(asked - {article_id}))


def _tell(unit: UnitOfWork, story_id: str, what: StoryChange) -> None:
    """Fold a story anew, if it has articles, and queue it for the alert stage."""
    if articles := unit.stories.articles(story_id):
        unit.stories.save(fold_story(story_id, articles))
    unit.story_changes.note(story_id, what)


def _members(unit: UnitOfWork, story_id: str) -> list[Placement]:
    if not (found := unit.story_moves.placements(story_id)):
        raise NotFound("story with articles", story_id)
    return found


def _word(clock: Clock, by: str, note: str) -> Word:
    at = clock.now()
    return lambda kind, a, b: constraint(kind, a, b, by=by, note=note, at=at)


def _say(unit: UnitOfWork, said: Sequence[Constraint], taken_back: Sequence[Constraint]) -> None:
    unit.constraints.remove(taken_back)
    unit.constraints.save(said)
