"""Territories, places and actors: the gazetteer's entries as data. The code has no opinion on sovereignty."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field


class TerritoryKind(enum.StrEnum):
    """What sort of thing is disputed."""

    LAND = "land"
    ISLAND = "island"
    MARITIME = "maritime"
    CITY = "city"
    RIVER = "river"
    PARTIALLY_RECOGNISED_STATE = "partially recognised state"


@dataclass(frozen=True, slots=True)
class Place:
    """A town, height, river, crossing, line or base under a territory."""

    name: str
    also: tuple[str, ...]
    kind: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Territory:
    """One disputed territory with its names, claimants and the sources of these facts."""

    id: str
    name: str
    kind: TerritoryKind
    parent: str | None
    claimants: tuple[str, ...]
    controller: str | None
    region: str
    status: str  # active | dormant | settled
    sources: tuple[str, ...]
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    names_by_claimant: Mapping[str, str] = field(default_factory=dict)
    controller_since: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    bounds: tuple[float, float, float, float] | None = None  # west, south, east, north, degrees
    wikidata: str | None = None
    listed_as: tuple[str, ...] = ()  # names that lists of disputes give it and texts use for something else; not looked for in texts
    disagrees: tuple[str, ...] = ()  # "SOURCE: where this entry departs from that source's row, and why"


@dataclass(frozen=True, slots=True)
class Implied:
    """A dispute that news tells without naming the place: all ``actors`` (ids) named at its head, and one of ``words`` (lower case) if any."""

    territory: str
    actors: frozenset[str]
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, de facto authority, armed group or organisation that acts along a line.

    ``names`` name it outright; ``demonyms`` are adjectives ("Azerbaijani"); ``metonyms`` stand for its government ("Baku").
    """

    id: str
    name: str
    iso3: str | None
    kind: str  # state | authority | armed group | organisation
    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    forces: tuple[str, ...] = ()
