"""What is read out of one article: the vocabulary of the ontology as types."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass


class Signal(enum.StrEnum):
    """One kind of event or statement that moves a dispute; fifteen escalate, five de-escalate."""

    SOVEREIGNTY_CLAIM = "sovereignty_claim"
    DIPLOMATIC_PROTEST = "diplomatic_protest"
    SANCTIONS = "sanctions"
    THREAT = "threat"
    UNREST = "unrest"
    FORCE_POSTURE = "force_posture"
    FORTIFICATION = "fortification"
    EXTERNAL_SUPPORT = "external_support"
    INCURSION = "incursion"
    BLOCKADE = "blockade"
    SABOTAGE = "sabotage"
    ARMED_CLASH = "armed_clash"
    STRIKE = "strike"
    TERRITORY_SEIZED = "territory_seized"
    MASS_VIOLENCE = "mass_violence"
    RESTRAINT_CALL = "restraint_call"
    TALKS = "talks"
    AGREEMENT = "agreement"
    WITHDRAWAL = "withdrawal"
    RELIEF = "relief"


COOPERATIVE = frozenset({Signal.RESTRAINT_CALL, Signal.TALKS, Signal.AGREEMENT, Signal.WITHDRAWAL, Signal.RELIEF})
VIOLENT = frozenset({Signal.SABOTAGE, Signal.ARMED_CLASH, Signal.STRIKE, Signal.TERRITORY_SEIZED, Signal.MASS_VIOLENCE})


class Realis(enum.StrEnum):
    """Whether it happened, is planned, feared, denied or long past."""

    ACTUAL = "actual"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    HISTORICAL = "historical"


class Effect(enum.StrEnum):
    """What befell people."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"
    CAPTURED = "captured"
    DISPLACED = "displaced"


class Victims(enum.StrEnum):
    """Whom a claim counts."""

    MILITARY = "military"
    CIVILIAN = "civilian"
    POLICE = "police"
    MILITANT = "militant"
    UNSPECIFIED = "unspecified"


LEVEL_NAMES = ("quiet", "dispute", "coercive crisis", "show of force", "limited violence", "sustained fighting", "war")


@dataclass(frozen=True, slots=True)
class Article:
    """Readable text, ready to be understood.

    Offsets in evidence count Unicode code points into exactly this ``title`` or ``text``.
    ``fetched_at`` is when we got it; a ``published_at`` far before it makes the article stale.
    """

    id: str
    title: str
    text: str
    published_at: dt.datetime | None
    outlet: str = ""
    url: str | None = None
    language: str | None = None
    fetched_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of the article's own title or text: ``field[start:end] == text``."""

    start: int
    end: int
    text: str
    field: str = "text"  # "title" | "text"


@dataclass(frozen=True, slots=True)
class TerritoryMention:
    """A territory the article concerns, with how central it is (0 to 1) and where it is named."""

    id: str
    name: str
    salience: float
    mentions: tuple[Evidence, ...]
    places: tuple[str, ...] = ()  # names of its places that the article mentions


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor named in the article and its part in the article's first dispute."""

    name: str
    iso3: str | None
    role: str  # claimant | controller | third_party | other
    mentions: int


@dataclass(frozen=True, slots=True)
class SignalReading:
    """One signal of the article with its best evidence, and what each rule and the model contributed to it."""

    signal: Signal
    score: float
    realis: Realis
    attributed_to: str | None
    territory: str | None
    evidence: Evidence
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CasualtyClaim:
    """One figure by one source. ``high`` None is an open end ("at least 30")."""

    effect: Effect
    low: int
    high: int | None
    victims: Victims
    side: str | None
    claimed_by: str | None
    cumulative: bool
    realis: Realis
    territory: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Versions:
    """What made an assessment: so that an old one can be told from a new one."""

    gazetteer: str
    model: str
    rules: str


@dataclass(frozen=True, slots=True)
class Assessment:
    """All that was read out of one article."""

    article_id: str
    language: str
    published_at: dt.datetime | None
    relevant: bool
    relevance: float
    relevance_reasons: tuple[str, ...]
    stale: bool
    stale_reasons: tuple[str, ...]
    territories: tuple[TerritoryMention, ...]
    actors: tuple[ActorMention, ...]
    signals: tuple[SignalReading, ...]
    casualties: tuple[CasualtyClaim, ...]
    level: int
    level_reasons: tuple[str, ...]
    versions: Versions

    @property
    def level_name(self) -> str:
        """The level in the ladder's words."""
        return LEVEL_NAMES[self.level]
