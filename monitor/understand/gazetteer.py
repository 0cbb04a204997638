"""The gazetteer: territories with their places, and actors, read from data files that a person can edit."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from monitor.domain.errors import InputError
from monitor.domain.territory import Actor, Implied, Place, Territory, TerritoryKind

DATA = "monitor.understand.data"


@dataclass(frozen=True)
class Gazetteer:
    """All territories and actors, in the order of their files, and a version that is the digest of those files' bytes."""

    territories: tuple[Territory, ...]
    actors: tuple[Actor, ...]
    version: str
    implied: tuple[Implied, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Territory]:
        """Territories by id."""
        return {t.id: t for t in self.territories}

    @cached_property
    def actor_by_id(self) -> Mapping[str, Actor]:
        """Actors by id."""
        return {a.id: a for a in self.actors}

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Ids of a territory's direct parts."""
        out: dict[str, list[str]] = {}
        for t in self.territories:
            if t.parent:
                out.setdefault(t.parent, []).append(t.id)
        return {k: tuple(v) for k, v in out.items()}

    def ancestors(self, territory_id: str) -> tuple[str, ...]:
        """Ids of the territories that enclose this one, nearest first."""
        out: list[str] = []
        here = self.by_id[territory_id].parent
        while here and here not in out:
            out.append(here)
            here = self.by_id[here].parent
        return tuple(out)

    def find(self, name: str) -> Territory | None:
        """The territory with this id or, failing that, this name or alias, or name in a list (case is ignored)."""
        if name in self.by_id:
            return self.by_id[name]
        wanted = name.casefold()
        for t in self.territories:
            if wanted in {a.casefold() for a in (t.name, *t.listed_as, *(a for names in t.aliases.values() for a in names))}:
                return t
        return None


def load_gazetteer(root: Traversable | None = None) -> Gazetteer:
    """Read the data files below ``root`` (the package's own by default). Raises InputError naming file and entry."""
    root = root or resources.files(DATA)
    digest = hashlib.blake2b(digest_size=6)
    territories: list[Territory] = []
    files = sorted((f for f in (root / "territories").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    for file in files:
        raw = file.read_bytes()
        digest.update(raw)
        territories.extend(_territory(file.name, row) for row in _rows(file.name, raw, "territory"))
    raw = (root / "actors.toml").read_bytes()
    digest.update(raw)
    actors = tuple(_actor("actors.toml", row) for row in _rows("actors.toml", raw, "actor"))
    _check_unique((t.id for t in territories), "territory")
    _check_unique((a.id for a in actors), "actor")
    known = {t.id for t in territories}
    for t in territories:
        if t.parent and t.parent not in known:
            raise InputError(f"gazetteer: territory {t.id!r}: parent {t.parent!r} is not an entry")
    raw = (root / "implied.toml").read_bytes()
    digest.update(raw)
    implied = tuple(_implied(row, known, {a.id for a in actors}) for row in _rows("implied.toml", raw, "implied"))
    return Gazetteer(tuple(territories), actors, digest.hexdigest(), implied)


def _rows(name: str, raw: bytes, key: str) -> list[dict[str, Any]]:
    try:
        return list(tomllib.loads(raw.decode("utf8")).get(key, []))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"gazetteer: {name}: {error}") from error


def _check_unique(ids: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise InputError(f"gazetteer: two entries for {what} {one!r}")
        seen.add(one)


def _territory(file: str, row: Mapping[str, Any]) -> Territory:
    try:
        bounds = row.get("bounds")
        return Territory(
            id=row["id"],
            name=row["name"],
            kind=TerritoryKind(row["kind"]),
            parent=row.get("parent") or None,
            claimants=tuple(row["claimants"]),
            controller=row.get("controller") or None,
            controller_since=row.get("controller_since"),
            region=row["region"],
            status=row.get("status", "active"),
            sources=tuple(row["sources"]),
            aliases={language: tuple(names) for language, names in row.get("aliases", {}).items()},
            ambiguous=frozenset(row.get("ambiguous", ())),
            places=tuple(Place(p["name"], tuple(p.get("also", ())), p.get("kind", "town"), bool(p.get("ambiguous"))) for p in row.get("places", ())),
            names_by_claimant=dict(row.get("names_by_claimant", {})),
            latitude=row.get("latitude"),
            longitude=row.get("longitude"),
            bounds=tuple(bounds) if bounds else None,
            wikidata=row.get("wikidata"),
            listed_as=tuple(row.get("listed_as", ())),
            disagrees=tuple(row.get("disagrees", ())),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise InputError(f"gazetteer: {file}: territory {row.get('id', '?')!r}: {error}") from error


def _implied(row: Mapping[str, Any], territories: Set[str], actors: Set[str]) -> Implied:
    try:
        rule = Implied(row["territory"], frozenset(row["actors"]), frozenset(row.get("words", "").split()))
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"gazetteer: implied.toml: {row.get('territory', '?')!r}: {error}") from error
    if rule.territory not in territories or not rule.actors <= actors:
        raise InputError(f"gazetteer: implied.toml: {rule.territory!r}: territory or actor that is no entry")
    return rule


def _actor(file: str, row: Mapping[str, Any]) -> Actor:
    try:
        return Actor(
            id=row["id"],
            name=row["name"],
            iso3=row.get("iso3") or None,
            kind=row["kind"],
            names=tuple(row["names"]),
            demonyms=tuple(row.get("demonyms", ())),
            metonyms=tuple(row.get("metonyms", ())),
            forces=tuple(row.get("forces", ())),
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"gazetteer: {file}: actor {row.get('id', '?')!r}: {error}") from error
