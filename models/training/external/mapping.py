"""The mapping of other schemes' classes onto groups of our signals, as ``mapping.toml`` has it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from monitor.domain.errors import InputError
from monitor.domain.reading import Signal


@dataclass(frozen=True, slots=True)
class Group:
    """What both schemes can tell apart: classes of theirs, signals of ours, and the groups that may be told of beside it."""

    name: str
    classes: frozenset[str]
    signals: frozenset[str]
    beside: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scheme:
    """One set's groups, and its classes that have no counterpart with the reason."""

    name: str
    groups: tuple[Group, ...]
    left_out: Mapping[str, str]

    def gold(self, classes: Iterable[str]) -> frozenset[str]:
        """Names of the groups that a row's classes fall into. Raises InputError on a class that the mapping does not know."""
        given = set(classes)
        if unknown := given - set(self.left_out) - {c for g in self.groups for c in g.classes}:
            raise InputError(f"mapping of {self.name}: no entry for {', '.join(sorted(unknown))}")
        return frozenset(g.name for g in self.groups if g.classes & given)

    def read(self, signals: Iterable[str]) -> frozenset[str]:
        """Names of the groups that a text's signals fall into."""
        given = set(signals)
        return frozenset(g.name for g in self.groups if g.signals & given)

    def allowed(self, gold: Iterable[str]) -> frozenset[str]:
        """Names of the groups that may be read beside those of ``gold``."""
        return frozenset(b for g in self.groups if g.name in set(gold) for b in g.beside)


def parse_mapping(text: str) -> dict[str, Scheme]:
    """Schemes by name. Raises InputError where a signal or class is unknown, or stands in two groups of a set."""
    out = {}
    for name, table in tomllib.loads(text).items():
        groups = tuple(Group(g["name"], frozenset(g["classes"]), frozenset(g["signals"]), frozenset(g.get("beside", ()))) for g in table["group"])
        scheme = Scheme(name, groups, dict(table.get("left_out", {})))
        _check(scheme)
        out[name] = scheme
    return out


def _check(scheme: Scheme) -> None:
    names = [g.name for g in scheme.groups]
    classes = [*(c for g in scheme.groups for c in g.classes), *scheme.left_out]
    signals = [s for g in scheme.groups for s in g.signals]
    for what, values in (("group", names), ("class", classes), ("signal", signals)):
        if twice := {v for v in values if values.count(v) > 1}:
            raise InputError(f"mapping of {scheme.name}: {what} {', '.join(sorted(twice))} stands in two places")
    if unknown := set(signals) - set(map(str, Signal)):
        raise InputError(f"mapping of {scheme.name}: {', '.join(sorted(unknown))} is no signal")
    if unknown := {b for g in scheme.groups for b in g.beside} - set(names):
        raise InputError(f"mapping of {scheme.name}: {', '.join(sorted(unknown))} is no group")


def load_mapping() -> dict[str, Scheme]:
    """The project's mapping."""
    return parse_mapping((resources.files("models.training.external") / "mapping.toml").read_text("utf8"))
