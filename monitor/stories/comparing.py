"""An article compared with all members of its candidate stories at once, as they lie packed: ``assign.likeliest`` over arrays.

A few hundred members have some fifty thousand words. Those that the article has too are found by a table of the words' lower halves, and
counted by member and field; all parts are arithmetic on these counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.stories.assign import MEAN_SHARE, Best
from monitor.stories.packing import DATED, EXPLAINER, FLAGS_AT, FULL, HEAD, ORDINALS, RELEVANT, ROUNDUP, TELLING, Field, id_of, ordinals_of
from monitor.stories.shared_words import ADJACENT, NAMED, Members, Query
from monitor.stories.similarity import (
    CROWD,
    GENERAL,
    GENERAL_PARTS,
    LONGEST_DAYS,
    LONGEST_HOURS,
    MIXED,
    NEAR,
    ordinals_apart,
    ordinals_clash,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_GENERAL, _RELEVANT, _MIXED = range(3)  # kinds of comparison
_LEAD = 0  # the row of the parts that ``_parts`` gives first
_HOUR, _DAY = 3600.0, 86400.0


def likeliest(query: bytes, stories: Sequence[tuple[str, Sequence[bytes]]], weights: Mapping[str, float]) -> Best | None:
    """What ``assign.likeliest`` gives of the unpacked article and stories: the likeliest story's probability, id and parts."""
    raws = [raw for _, members in stories for raw in members]
    heads = np.frombuffer(b"".join([raw[: HEAD.itemsize] for raw in raws]), HEAD)
    story = np.repeat(np.arange(len(stories)), [len(members) for _, members in stories])
    telling = _telling(query, raws, heads["flags"], story)
    if not len(telling):
        return None
    raws, heads, (of, first) = [raws[m] for m in telling.tolist()], heads[telling], np.unique(story[telling], return_index=True)
    names = [stories[n][0] for n in of.tolist()]
    parts = _parts(query, raws, heads)
    best = _likest(parts["lead"], first, raws)
    kind = parts.pop("kind")
    table = _mixed(np.stack(list(parts.values())), kind, first, best)
    kinds = kind[best].astype(np.int64)
    values = _scores(list(parts), table, kinds, weights)
    at = min(np.flatnonzero(values == values.max()).tolist(), key=names.__getitem__)
    return (
        float(values[at]),
        names[at],
        {name: value for name, value in zip(_named(list(parts), kinds[at]), table[:, at].tolist(), strict=True) if name and value},
    )


def _telling(query: bytes, raws: Sequence[bytes], flags: NDArray[np.uint16], story: Ints) -> Ints:
    """The members that tell of their story's event (see ``assign.single``), those left out whose story is of another of one series."""
    single = flags & (ROUNDUP | EXPLAINER) == 0
    telling = single & (flags & TELLING > 0)
    kept = np.where(np.bincount(story, telling)[story] > 0, telling, single)
    if query[FLAGS_AT] & ORDINALS:
        own = ordinals_of(query)
        for member in np.flatnonzero(kept & (flags & ORDINALS > 0)).tolist():
            if ordinals_apart(own, ordinals_of(raws[member])):
                kept &= story != story[member]
    return np.flatnonzero(kept)


def _parts(raw: bytes, raws: Sequence[bytes], heads: NDArray[np.void]) -> dict[str, Floats]:
    """The parts of ``similarity.parts_of`` by name, zeros kept, each over all members, and the "kind" of comparison."""
    query, ordinals = Query(raw), ordinals_of(raw)
    members = Members(query, raws, heads)
    shared, flags = members.counts(), heads["flags"]
    own, theirs = query.flag(RELEVANT), (flags & RELEVANT) > 0
    dated = (flags & DATED) > 0 if query.flag(DATED) else np.zeros(len(raws), dtype=bool)
    away = np.abs(heads["published"] - query.head["published"])
    sizes, own_sizes = members.sizes, query.sizes
    cosine = np.bincount(members.term_member, members.products, len(raws)) / FULL**2
    general = ~theirs & (not own)
    lead = np.where(general, members.retold(query.weight), cosine) if general.any() else cosine
    same_day = shared[:, Field.DAYS] > 0
    adjacent = same_day | (shared[:, ADJACENT] > 0)
    both_tell_days = (sizes[:, Field.DAYS] > 0) & (own_sizes[Field.DAYS] > 0)
    weekdays = both_tell_days & ((flags & DATED) == 0) & (not query.flag(DATED))
    persons = shared[:, Field.PERSONS] + shared[:, NAMED]
    known = np.log1p(persons)
    clash = [ordinals_clash(ordinals, ordinals_of(raw)) for raw in raws] if ordinals else np.zeros(len(raws))
    parts = {
        "lead": lead,
        "cosine": cosine,
        "one_relevant": theirs ^ own,
        "undated": ~dated,
        "pair": np.ones(len(raws)),
        "weekday": np.where(same_day, 1, -1) * weekdays,
        "event_day_same": dated & same_day,
        "event_day_differs": dated & ~adjacent & both_tell_days,
        "ordinal_differs": np.array(clash),
        "persons": known,
        "persons_late": known * (dated & (away >= LONGEST_DAYS * _DAY)),
        "kind": np.where(theirs & own, _RELEVANT, np.where(theirs | own, _MIXED, _GENERAL)),
    }
    if own or theirs.any():
        parts |= _word_parts(members, shared, own_sizes)
        parts["persons_differ"] = (persons == 0) & (sizes[:, Field.PERSONS] > 0) & (own_sizes[Field.PERSONS] > 0)
        parts |= _time_parts(away, cosine, dated)
        parts |= _territory_parts(shared, sizes, own_sizes, near=dated & (away <= NEAR.total_seconds()), relevant=theirs & own)
    return {name: np.asarray(value, dtype=np.float64) for name, value in parts.items()}


def _word_parts(members: Members, shared: Ints, own: Ints) -> dict[str, Floats]:
    def overlap(*fields: Field, beside: tuple[int, ...] = ()) -> Floats:
        both: Ints = shared[:, (*fields, *beside)].sum(axis=1)
        size: Ints = members.sizes[:, fields].sum(axis=1) * own[list(fields)].sum()
        return both / np.sqrt(np.maximum(size, 1))

    cosine = np.bincount(members.term_member, members.products, members.count) / FULL**2
    return {
        "cosine_squared": cosine * cosine,
        "top_terms": members.top_terms(shared[:, Field.TERMS]),
        "shared_terms": np.log1p(shared[:, Field.TERMS]),
        "title": overlap(Field.TITLE),
        "names": overlap(Field.PERSONS, Field.RARE_NAMES, Field.NAMES, beside=(NAMED,)),
        "rare_names": overlap(Field.PERSONS, Field.RARE_NAMES, beside=(NAMED,)),
        "rare_names_shared": np.log1p(shared[:, (Field.PERSONS, Field.RARE_NAMES, NAMED)].sum(axis=1)),
        "numbers": overlap(Field.NUMBERS, Field.DIGITS),
        "long_numbers_shared": np.log1p(shared[:, Field.NUMBERS]),
        "actors": overlap(Field.ACTORS),
        "places": overlap(Field.PLACES),
        "killed_same": shared[:, Field.KILLED] > 0,
        "language_differs": shared[:, Field.LANGUAGE] == 0,
        "signals": overlap(Field.SIGNALS),
    }


def _time_parts(away: Floats, cosine: Floats, dated: NDArray[np.bool_]) -> dict[str, Floats]:
    hours = np.log1p(np.minimum(away / _HOUR, LONGEST_HOURS))
    parts = {
        "days_apart": np.minimum(away / _DAY, LONGEST_DAYS),
        "hours": hours,
        "near": away <= NEAR.total_seconds(),
        "cosine_hours": cosine * hours,
    }
    return {name: value * dated for name, value in parts.items()}


def _territory_parts(
    shared: Ints, sizes: Ints, own: Ints, *, near: NDArray[np.bool_], relevant: NDArray[np.bool_]
) -> dict[str, Floats | NDArray[np.bool_]]:
    signals = shared[:, Field.SIGNALS] / np.sqrt(np.maximum(sizes[:, Field.SIGNALS] * own[Field.SIGNALS], 1))
    known = relevant & (sizes[:, Field.TERRITORIES] > 0) & (own[Field.TERRITORIES] > 0)
    same = known & (shared[:, Field.TERRITORIES] > 0)
    places = shared[:, Field.PLACES] > 0
    return {
        "signals_differ": (sizes[:, Field.SIGNALS] > 0) & (own[Field.SIGNALS] > 0) & (shared[:, Field.SIGNALS] == 0),
        "territory_same": same,
        "territory_differs": known & ~same,
        "territory_near": same & near,
        "territory_signals": signals * same,
        "territory_signals_near": signals * (same & near),
        "territory_place": same & places,
        "territory_places_differ": same & (sizes[:, Field.PLACES] > 0) & (own[Field.PLACES] > 0) & ~places,
    }


def _likest(likeness: Floats, first: Ints, raws: Sequence[bytes]) -> Ints:
    """The member of each story with the greatest likeness; of several that with the greatest id."""
    sizes = np.diff(first, append=len(raws))
    likest = np.flatnonzero(likeness == np.repeat(np.maximum.reduceat(likeness, first), sizes))
    story = np.searchsorted(first, likest, side="right") - 1
    best: dict[int, int] = {}
    for member, of in zip(likest.tolist(), story.tolist(), strict=True):
        if of not in best or id_of(raws[member]) > id_of(raws[best[of]]):
            best[of] = member
    return np.array([best[of] for of in range(len(first))])


def _mixed(table: Floats, kind: Floats, first: Ints, best: Ints) -> Floats:
    """The parts (rows) of each story: its likest member's, mixed with the mean over its members of the same kind (see ``assign.story_parts``).

    ``lead`` is then held against the next others, see ``similarity.ahead``.
    """
    alike = kind == np.repeat(kind[best], np.diff(first, append=len(kind)))
    mean = np.add.reduceat(table * alike, first, axis=1) / np.add.reduceat(alike.astype(np.int64), first)
    mixed: Floats = (1 - MEAN_SHARE) * table[:, best] + MEAN_SHARE * mean
    own = mixed[_LEAD].copy()
    foremost = np.sort(own)[::-1][: CROWD + 1]
    others = np.full(len(own), foremost[:CROWD].sum())
    within = (own >= foremost[-1]) | (len(foremost) <= CROWD)
    others[within] = foremost.sum() - own[within]
    mixed[_LEAD] = np.where(own != 0, own - others / CROWD, 0)
    return mixed


def _named(names: Sequence[str], kind: int) -> list[str]:
    """The parts' names in a comparison of a kind, "" for those that it has not."""
    if kind == _MIXED:
        return [f"{MIXED}{name}" for name in names]
    if kind == _GENERAL:
        return [f"{GENERAL}{name}" if name in GENERAL_PARTS else "" for name in names]
    return [name if name not in {"lead", "one_relevant"} else "" for name in names]


def _scores(names: Sequence[str], table: Floats, kinds: Ints, weights: Mapping[str, float]) -> Floats:
    """``similarity.score`` of each story's parts."""
    by_kind = np.array([[weights.get(name, 0.0) if name else 0.0 for name in _named(names, kind)] for kind in range(3)])
    z: Floats = weights["bias"] + (by_kind[kinds].T * table).sum(axis=0)
    chances: Floats = 1 / (1 + np.exp(-np.clip(z, -50.0, 50.0)))
    return chances
