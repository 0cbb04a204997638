"""What an operator has decided about stories: which articles belong together, which do not, and what came of it."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass

from monitor.domain.story import Features, StoryArticle, StoryAssignment


class Link(enum.StrEnum):
    """Whether two articles tell of one event."""

    MUST = "must_link"
    CANNOT = "cannot_link"


@dataclass(frozen=True, slots=True)
class Constraint:
    """An operator's word on two articles: ``first`` < ``second``, one word a pair, the latest."""

    kind: Link
    first: str
    second: str
    by: str
    note: str
    at: dt.datetime


def constraint(kind: Link, a: str, b: str, *, by: str, note: str, at: dt.datetime) -> Constraint:
    """The constraint on two articles named in any order. Raises ValueError when they are one."""
    if a == b:
        raise ValueError(f"an article cannot be linked to itself: {a}")
    return Constraint(kind, min(a, b), max(a, b), by, note, at)


class Change(enum.StrEnum):
    """What was done to a story from outside."""

    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class StoryChange:
    """A change that the alert stage has still to tell: ``other`` is the story that the articles went to or came from."""

    kind: Change
    other: str
    note: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Placement:
    """A stored article with all that decided its story.

    ``decided`` is the assignment as it was before an operator moved the article, None while nobody did: what taking the move back restores.
    """

    assignment: StoryAssignment
    features: Features
    member: StoryArticle
    decided: StoryAssignment | None = None

    @property
    def article_id(self) -> str:
        """The article's id."""
        return self.assignment.article_id

    @property
    def natural(self) -> StoryAssignment:
        """The assignment without the operator."""
        return self.decided or self.assignment
