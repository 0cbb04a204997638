"""Stories: reports of one event, from many outlets, made one."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from monitor.domain.reading import Effect, Realis, Signal


class AssignmentReason(enum.StrEnum):
    """Why an article belongs to a story."""

    NEW = "new"
    SAME_URL = "same_url"
    SYNDICATED = "syndicated"
    SAME_EVENT = "same_event"
    CORRECTION = "correction"  # it corrects or withdraws what the story tells
    MUST_LINK = "must_link"  # an operator put it with an article of the story
    CANNOT_LINK = "cannot_link"  # an operator took it out of another story


@dataclass(frozen=True, slots=True)
class StoryAssignment:
    """An article's story, why, how sure (0 to 1), the parts of that score, and the article it is a copy of."""

    article_id: str
    story_id: str
    reason: AssignmentReason
    score: float
    copy_of: str | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Features:
    """What of an article decides its story. Everything here is derived from the article alone, and is stored with it.

    ``digest`` is the MinHash of word 3-shingles (``digest_version`` says which), ``terms`` are hashed weighted words.
    """

    article_id: str
    url_key: str | None
    title_key: str
    outlet: str
    publisher: str
    published_at: dt.datetime
    territory: str | None
    territories: frozenset[str]
    places: frozenset[str]
    actors: frozenset[str]
    signals: frozenset[str]  # actual signals
    names: frozenset[str]
    numbers: frozenset[str]
    event_days: frozenset[dt.date]
    killed: tuple[int, ...]
    digest: bytes
    digest_version: str
    terms: Mapping[str, float]
    language: str
    credit: str | None = None  # the agency whose text this is, when the text says so
    relevant: bool = True
    words: int = 0
    dated: bool = True  # False when ``published_at`` is only when we saw it
    extra: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Standing(enum.StrEnum):
    """Whether a figure still stands: its publisher may have corrected it, or withdrawn the whole report."""

    STANDS = "stands"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Correction:
    """That an article corrects (or, ``RETRACTED``, withdraws) an earlier one, the words that say so, and the figures they take back."""

    kind: Standing
    wording: str
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TollEntry:
    """One claimant's figure at one time; figures of different claimants are never averaged.

    One that no longer stands is kept for the record and counts for nothing; ``withdrawn_by`` is the article that took it back.
    """

    effect: Effect
    low: int
    high: int | None
    side: str | None
    claimed_by: str | None
    cumulative: bool
    as_of: dt.datetime
    article_id: str
    realis: Realis = Realis.ACTUAL
    standing: Standing = Standing.STANDS
    withdrawn_by: str | None = None


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """A member of a story with what the story needs to know of it."""

    article_id: str
    title: str
    url: str | None
    outlet: str
    publisher: str
    state_owned_by: str | None
    published_at: dt.datetime
    first_seen_at: dt.datetime
    copy_of: str | None
    stale: bool
    backfill: bool
    level: int
    territory: str | None
    signals: tuple[tuple[Signal, Realis, str | None], ...]  # signal, realis, attributed_to
    toll: tuple[TollEntry, ...]
    quotes: tuple[tuple[str, str, str | None], ...] = ()  # signal, evidence text, attributed_to: for the alert's evidence
    reason: AssignmentReason = AssignmentReason.NEW
    score: float = 1.0
    parties: tuple[str, ...] = ()  # claimants of the territory that this article quotes, or whose outlet carries it
    party_owned: bool = False  # a claimant's state owns the outlet: not independent of it
    corrects: Correction | None = None
    bare_level: int | None = None  # the level that its signals support without its figures; None in rows older than that
    voices: tuple[tuple[str, int], ...] | None = None  # (party, highest level that it asserts itself here); None in rows older than that


@dataclass(frozen=True, slots=True)
class Story:
    """One event as told so far: a fold over its articles, oldest first; nothing in it is decided elsewhere."""

    id: str
    title: str
    territory: str | None
    first_seen_at: dt.datetime
    last_seen_at: dt.datetime
    articles: tuple[StoryArticle, ...]
    publishers: tuple[str, ...]  # independent, copies folded
    toll: tuple[TollEntry, ...]
    signals: tuple[Signal, ...]  # actual
    level: int
    level_reasons: tuple[str, ...]
    corroborated: bool
    corroborated_since: dt.datetime | None
    denied: bool
    parties: tuple[str, ...] = ()
    withdrawn: tuple[tuple[str, str], ...] = ()  # (article, article that withdrew it); they are members and count for nothing
    corrections: tuple[str, ...] = ()  # articles that took back something of the story
    corroborated_level: int = 0  # the highest level that two independent publishers, or both parties, bear out
