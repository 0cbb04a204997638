"""The gazetteer against a list of disputed areas by others, row by row: does a row's name resolve, do claimants and controller agree?

Two layouts of CSV are known by their header: one with ``Territory,Claimants,Controller`` (BorderLines: claimants separated by semicolons,
"Unknown" for an open controller), one with ``BRK_NAME,NOTE_BRK,...`` (Natural Earth: "Admin. by India; Claimed by China and Taiwan").
"""

from __future__ import annotations

import csv
import enum
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from monitor.domain.errors import InputError
from monitor.domain.territory import Territory
from monitor.understand.gazetteer import Gazetteer

_ADMINISTERED = re.compile(r"^admin\.? by (?P<who>.+)$|^leased to (?P<tenant>.+) by (?P<owner>.+)$", re.I)
_CLAIMED = re.compile(r"^claimed by (?P<who>.+?)(?: after .+)?$", re.I)
_SELF = re.compile(r"^self admin\.?$", re.I)
_AND = re.compile(r",? and (?:the )?|, (?:the )?")
_SPELT = {  # the lists' short forms, slips, and names for a party that our actors know by another
    "azer": "azerbaijan",
    "columbia": "colombia",
    "uae": "united arab emirates",
    "us": "united states",
    "usa": "united states",
    "w sahara": "sahrawi arab democratic republic",
    "western sahara": "sahrawi arab democratic republic",
}
_NOBODY = frozenset({"", "unknown", "multiple"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list: ``claimants`` and ``controller`` as actors' codes (iso3), ``strangers`` the parties that no actor is called by.

    ``beside`` are parties that the row names without saying that they claim (a tenant); ``open`` is set where it leaves claimants unnamed.
    """

    source: str
    line: int
    name: str
    claimants: frozenset[str]
    controller: str | None
    strangers: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()
    open: bool = False


class Verdict(enum.StrEnum):
    """How a row's claimants stand to the entry's."""

    SAME = "same"
    WIDER = "wider"  # the entry names all of the row's and others, which another list or a stated reason gives
    EXPLAINED = "explained"  # they differ, and the entry says why
    DIFFERENT = "different"
    UNRESOLVED = "unresolved"  # no entry is called so


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row beside the entry that its name resolves to. ``controller_agrees`` is None where the row names no controller."""

    listed: Listed
    entry: Territory | None
    verdict: Verdict
    missing: tuple[str, ...] = ()  # the row's claimants that the entry lacks
    further: tuple[str, ...] = ()  # the entry's claimants that the row lacks
    controller_agrees: bool | None = None
    reasons: tuple[str, ...] = ()

    @property
    def settled(self) -> bool:
        """True when nothing about this row is left to be explained."""
        if self.verdict in {Verdict.DIFFERENT, Verdict.UNRESOLVED}:
            return False
        return self.controller_agrees is not False or bool(self.reasons)


def parse_listing(text: str, gazetteer: Gazetteer) -> list[Listed]:
    """The rows of a CSV in either layout. Raises InputError when its header is neither's."""
    reader = csv.DictReader(text.splitlines())
    header = set(reader.fieldnames or ())
    codes = _codes(gazetteer)
    if {"Territory", "Claimants", "Controller"} <= header:
        return [_borderlines(number, row, codes) for number, row in enumerate(reader, 2)]
    if {"BRK_NAME", "NOTE_BRK", "SOVEREIGNT", "ADMIN"} <= header:
        return [_natural_earth(number, row, codes) for number, row in enumerate(reader, 2)]
    raise InputError("list of disputed areas: expected the columns Territory, Claimants, Controller or BRK_NAME, NOTE_BRK, SOVEREIGNT, ADMIN")


def compare(listings: Sequence[Listed], gazetteer: Gazetteer) -> list[Comparison]:
    """Each row beside its entry, in order; all lists at once, as one may give a claimant that another leaves out."""
    given: dict[str, set[str]] = defaultdict(set)
    found = [(row, gazetteer.find(row.name)) for row in listings]
    for row, entry in found:
        if entry is not None:
            given[entry.id] |= row.claimants
    return [_compare(row, entry, given) for row, entry in found]


def _compare(row: Listed, entry: Territory | None, given: Mapping[str, set[str]]) -> Comparison:
    if entry is None:
        return Comparison(row, None, Verdict.UNRESOLVED)
    ours = set(entry.claimants)
    missing = (*sorted(row.claimants - ours), *row.strangers)
    further = tuple(sorted(ours - row.claimants))
    reasons = tuple(d for d in entry.disagrees if d.startswith(row.source))
    if not missing and not further:
        verdict = Verdict.SAME
    elif not missing and (reasons or row.open or set(further) <= given[entry.id] | row.beside):
        verdict = Verdict.WIDER
    else:
        verdict = Verdict.EXPLAINED if reasons else Verdict.DIFFERENT
    agrees = None if row.controller is None else row.controller == entry.controller
    return Comparison(row, entry, verdict, missing, further, agrees, reasons)


def _codes(gazetteer: Gazetteer) -> Mapping[str, str]:
    return {_plain(name): a.iso3 for a in gazetteer.actors if a.iso3 for name in (a.name, *a.names)}


def _plain(name: str) -> str:
    key = name.replace(".", "").strip().casefold().removeprefix("the ")
    return _SPELT.get(key, key)


def _resolve(names: Iterable[str], codes: Mapping[str, str]) -> tuple[frozenset[str], tuple[str, ...]]:
    wanted = [n.strip() for n in names if _plain(n) not in _NOBODY]
    return frozenset(codes[_plain(n)] for n in wanted if _plain(n) in codes), tuple(n for n in wanted if _plain(n) not in codes)


def _borderlines(line: int, row: Mapping[str, str], codes: Mapping[str, str]) -> Listed:
    claimants, strangers = _resolve(row["Claimants"].split(";"), codes)
    controller, _ = _resolve([row["Controller"]], codes)
    return Listed("BorderLines", line, row["Territory"], claimants, next(iter(controller), None), strangers)


def _natural_earth(line: int, row: Mapping[str, str], codes: Mapping[str, str]) -> Listed:
    holders: list[str] = []
    claimed: list[str] = []
    tenants: list[str] = []
    parts = [part.strip() for part in row["NOTE_BRK"].split(";")]
    for part in parts:
        if holder := _ADMINISTERED.match(part):
            (holders if holder["who"] else tenants).append((holder["who"] or holder["tenant"]).split(" for ")[-1])
            claimed.extend([holder["owner"]] if holder["owner"] else [])
        elif claim := _CLAIMED.match(part):
            claimed.extend(_AND.split(claim["who"]))
    if any(map(_SELF.match, parts)):
        holders.append(_own_name(row, {codes.get(_plain(n)) for n in claimed}, codes))
    if not holders and not claimed:  # without a note: whose it is by the list's own columns, where that is a party at all
        parties = frozenset(codes[_plain(n)] for n in (row["SOVEREIGNT"], row["ADMIN"]) if _plain(n) in codes)
        return Listed("Natural Earth", line, row["BRK_NAME"], parties, None, open=True)
    claimants, strangers = _resolve([*holders, *claimed], codes)
    controller, _ = _resolve(holders, codes)
    beside, _ = _resolve(tenants, codes)
    unnamed = any(_plain(n) in _NOBODY for n in claimed)
    return Listed("Natural Earth", line, row["BRK_NAME"], claimants, next(iter(controller), None), strangers, beside, unnamed)


def _own_name(row: Mapping[str, str], claimed: Set[str | None], codes: Mapping[str, str]) -> str:
    """What an area that administers itself is called as a party; ``SOVEREIGNT`` may be the state that claims it."""
    names = (row["BRK_NAME"], row["SOVEREIGNT"])
    return next((n for n in names if _plain(n) in codes and codes[_plain(n)] not in claimed), row["BRK_NAME"])
