"""What a gazetteer lacks (gaps) and where it contradicts itself (clashes), as findings that name the entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from monitor.domain.territory import Territory
from monitor.text.normalise import fold_name
from monitor.understand.gazetteer import Gazetteer

SCRIPTS = ("ru", "ar", "zh")  # a Latin name is not found in these
LATIN = ("fr", "es", "tr")  # in these the English name is found as well: a name of their own is missing only where they have one
COORDINATE_SOURCES = ("Natural Earth",)  # sources whose rows give positions
_STATUSES = frozenset({"active", "dormant", "settled"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One gap or clash. ``hard`` ones make the gazetteer wrong; the others say what is still to be added."""

    kind: str  # gap | clash
    rule: str
    entry: str
    detail: str
    hard: bool


def check(gazetteer: Gazetteer) -> tuple[Finding, ...]:
    """All findings, hard ones first, else in the order of the entries."""
    codes = {a.iso3 for a in gazetteer.actors if a.iso3}
    found = [
        *(f for t in gazetteer.territories for f in _gaps(t, gazetteer, codes)),
        *_one_name_two_entries(gazetteer),
        *_one_name_two_actors(gazetteer),
        *_same_position(gazetteer.territories),
        *_cycles(gazetteer),
    ]
    return tuple(sorted(found, key=lambda f: not f.hard))


def _gaps(t: Territory, gazetteer: Gazetteer, codes: set[str]) -> Iterator[Finding]:
    def gap(rule: str, detail: str, *, hard: bool = True) -> Finding:
        return Finding("gap", rule, t.id, detail, hard)

    if not t.claimants:
        yield gap("no claimant", "")
    if not t.sources:
        yield gap("no source", "")
    if t.parent and t.parent not in gazetteer.by_id:
        yield gap("unknown parent", t.parent)
    if unknown := [c for c in (*t.claimants, t.controller) if c and c not in codes]:
        yield gap("party without an actor", ", ".join(unknown))
    if t.status not in _STATUSES:
        yield gap("unknown status", t.status)
    if t.latitude is None:
        yield gap("no position", "", hard=False)
    elif t.sources and not any(source.startswith(COORDINATE_SOURCES) for source in t.sources):
        yield gap("position without a source of positions", "; ".join(t.sources))
    if t.bounds is None:
        yield gap("no bounds", "", hard=False)
    elif t.bounds[1] >= t.bounds[3] or t.bounds[0] == t.bounds[2]:  # west may lie east of east: bounds across the date line
        yield gap("empty bounds", str(t.bounds))
    for rule, languages in (("no name in a script", SCRIPTS), ("no name of its own in a Latin script", LATIN)):
        if missing := [language for language in languages if not t.aliases.get(language)]:
            yield gap(rule, " ".join(missing), hard=False)
    if not t.places:
        yield gap("no place", "", hard=False)


@dataclass(frozen=True, slots=True)
class _Bearer:
    entry: str
    what: str  # the territory itself, or the place in it
    ambiguous: bool


def _bearers(gazetteer: Gazetteer) -> Mapping[str, list[_Bearer]]:
    """Who is called what, by folded name, as the matcher sees it."""
    out: dict[str, list[_Bearer]] = defaultdict(list)
    for t in gazetteer.territories:
        for name in (t.name, *(alias for aliases in t.aliases.values() for alias in aliases)):
            out[fold_name(name)].append(_Bearer(t.id, t.id, name in t.ambiguous))
        for p in t.places:
            for name in (p.name, *p.also):
                out[fold_name(name)].append(_Bearer(t.id, p.name, p.ambiguous or name in t.ambiguous))
    return out


def _one_name_two_entries(gazetteer: Gazetteer) -> Iterator[Finding]:
    """A name that several entries bear must be marked ambiguous in all but one of them: then context decides."""
    for name, bearers in _bearers(gazetteer).items():
        plain = sorted({b.entry for b in bearers if not b.ambiguous})
        if len(plain) > 1:
            yield Finding("clash", "one name, two entries, neither ambiguous", plain[0], f"{name}: {', '.join(plain)}", hard=True)
        for entry in {b.entry for b in bearers}:
            places = sorted({b.what for b in bearers if b.entry == entry and b.what != entry})
            if len(places) > 1:
                yield Finding("clash", "one name, two places of an entry", entry, f"{name}: {', '.join(places)}", hard=False)


def _one_name_two_actors(gazetteer: Gazetteer) -> Iterator[Finding]:
    owners: dict[str, set[str]] = defaultdict(set)
    for a in gazetteer.actors:
        for name in (*a.names, *a.demonyms, *a.metonyms, *a.forces):
            owners[fold_name(name)].add(a.id)
    for name, ids in owners.items():
        if len(ids) > 1:
            yield Finding("clash", "one name, two actors", min(ids), f"{name}: {', '.join(sorted(ids))}", hard=True)


def _same_position(territories: Iterable[Territory]) -> Iterator[Finding]:
    at: dict[tuple[float | None, float | None], list[str]] = defaultdict(list)
    for t in territories:
        if t.latitude is not None:
            at[t.latitude, t.longitude].append(t.id)
    for position, ids in at.items():
        if len(ids) > 1:
            yield Finding("clash", "one position, two entries", ids[0], f"{position}: {', '.join(ids)}", hard=True)


def _cycles(gazetteer: Gazetteer) -> Iterator[Finding]:
    for t in gazetteer.territories:
        here, seen = t.parent, [t.id]
        while here and here in gazetteer.by_id and here not in seen:
            seen.append(here)
            here = gazetteer.by_id[here].parent
        if here == t.id:
            yield Finding("clash", "parent cycle", t.id, " > ".join((*seen, t.id)), hard=True)
