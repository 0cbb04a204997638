"""An article compared with all members of its candidate stories at once, as they lie packed: ``assign.told`` over arrays.

A few hundred members have some fifty thousand words. Those that the article has too are found by a table of the words' lower halves, and
counted by member and field; all parts are arithmetic on these counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from monitor.stories.assign import MEAN_SHARE
from monitor.stories.packing import DATED, EXPLAINER, FLAGS_AT, FULL, HEAD, RELEVANT, ROUNDUP, TELLING, Field, id_of, ordinals_of
from monitor.stories.similarity import GENERAL, GENERAL_PARTS, LONGEST_DAYS, LONGEST_HOURS, MIXED, NEAR, ordinals_apart, ordinals_clash

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_WORDS = HEAD.itemsize // 4
_ADJACENT = len(Field)  # column of days next to one of the article's
_COLUMNS = np.arange(len(Field))
_ONE, _WORD = np.uint64(1), np.uint64(0xFFFFFFFF)
_FIELD = np.uint64(32)
_HOUR, _DAY = 3600.0, 86400.0


def told(query: bytes, stories: Sequence[tuple[str, Sequence[bytes]]]) -> list[tuple[str, dict[str, float]]]:
    """(story, parts) of comparing a packed article with packed members of stories, as ``assign.told`` gives them of the unpacked ones."""
    ordinals = ordinals_of(query)
    kept = [(story, raws) for story, members in stories if (raws := _single(members)) and not any(_apart(ordinals, raw) for raw in raws)]
    if not kept:
        return []
    raws = [raw for _, members in kept for raw in members]
    first = np.cumsum([0, *(len(members) for _, members in kept[:-1])])
    parts = _parts(_Query(query), raws, ordinals)
    best = _likest(parts["cosine"], first, raws)
    return [(story, mixed) for (story, _), mixed in zip(kept, _mixed(parts, first, best), strict=True)]


def _single(members: Sequence[bytes]) -> list[bytes]:
    """The members that tell of their story's event (see ``assign.single``)."""
    single = [raw for raw in members if not raw[FLAGS_AT] & (ROUNDUP | EXPLAINER)]
    return [raw for raw in single if raw[FLAGS_AT] & TELLING] or single


def _apart(ordinals: Sequence[str], raw: bytes) -> bool:
    return bool(ordinals) and ordinals_apart(ordinals, ordinals_of(raw))


class _Query:
    """The article's side: its head, and its words with their fields, sorted, beside the column in which each is counted."""

    def __init__(self, raw: bytes) -> None:
        self.head = np.frombuffer(raw, HEAD, 1)[0]
        self.sizes = np.diff(self.head["ends"].astype(np.int64), prepend=0)
        values = np.frombuffer(raw, "<u4", self.sizes.sum(), HEAD.itemsize).astype(np.uint64)
        columns = np.repeat(_COLUMNS, self.sizes)
        days = values[columns == Field.DAYS]
        beside = np.unique(np.concatenate((days - _ONE, days + _ONE)) & _WORD)
        beside = beside[~np.isin(beside, days)]
        keys = np.concatenate((columns.astype(np.uint64) << _FIELD | values, np.uint64(Field.DAYS) << _FIELD | beside))
        order = np.argsort(keys)
        self.keys = keys[order]
        self.column = np.concatenate((columns, np.full(len(beside), _ADJACENT)))[order]
        weights = np.frombuffer(raw, "<u2", self.sizes[Field.TERMS], HEAD.itemsize + 4 * len(values))
        self.weight = np.zeros(len(keys), dtype=np.int64)
        self.weight[: len(weights)] = weights[order[: len(weights)]]  # terms are the first field, so the first keys
        self.table = np.zeros(1 << 16, dtype=bool)
        self.table[values.astype(np.uint16)] = True
        self.table[beside.astype(np.uint16)] = True

    def flag(self, flag: int) -> bool:
        """Whether it is true of the article."""
        return bool(self.head["flags"] & flag)


class _Members:
    """The members' side: heads, and every word that the article has too, with its member."""

    def __init__(self, query: _Query, raws: Sequence[bytes]) -> None:
        self.count = len(raws)
        words = np.frombuffer(b"".join(raws), "<u4")
        starts = np.cumsum([0, *(len(raw) // 4 for raw in raws[:-1])])
        self.head = np.ascontiguousarray(words[starts[:, None] + np.arange(_WORDS)]).view(HEAD)[:, 0]
        ends = self.head["ends"].astype(np.int64)
        self.sizes = np.diff(ends, axis=1, prepend=0)
        at = np.flatnonzero(query.table[words.view("<u2")[::2]])
        member = np.searchsorted(starts, at, side="right") - 1
        within = at - starts[member] - _WORDS
        inside = (within >= 0) & (within < ends[member, -1])
        at, member, within = at[inside], member[inside], within[inside]
        field = (within[:, None] >= ends[member]).sum(axis=1).astype(np.uint64)
        keys = field << _FIELD | words[at]
        found = np.searchsorted(query.keys, keys)
        same = query.keys.take(found, mode="clip") == keys
        self.member, found, within = member[same], found[same], within[same]
        self.column = query.column[found]
        terms = self.column == Field.TERMS
        self.term_member = self.member[terms]
        weights = words.view("<u2")[2 * (starts + _WORDS + ends[:, -1])[self.term_member] + within[terms]]
        self.products = query.weight[found[terms]] * weights  # of two weights, in units of 1 / FULL squared

    def counts(self) -> Ints:
        """Shared words by member and column."""
        width = len(Field) + 1
        return np.bincount(self.member * width + self.column, minlength=self.count * width).reshape(self.count, width)

    def top_terms(self, shared: Ints) -> Floats:
        """The sum of each member's three largest products, of ``shared`` terms each."""
        ranked = np.sort(self.term_member << 32 | (1 << 32) - 1 - self.products)
        at = (np.cumsum(shared) - shared)[:, None] + np.arange(3)
        largest = (1 << 32) - 1 - (np.append(ranked, 0).take(at, mode="clip") & (1 << 32) - 1)
        top: Ints = np.where(np.arange(3) < shared[:, None], largest, 0).sum(axis=1)
        return top / FULL**2


def _parts(query: _Query, raws: Sequence[bytes], ordinals: Sequence[str]) -> dict[str, Floats]:
    """The parts of ``similarity.parts_of`` by name, zeros kept, each over all members, and "relevant" of the member."""
    members = _Members(query, raws)
    shared, flags = members.counts(), members.head["flags"]
    own, theirs = query.flag(RELEVANT), (flags & RELEVANT) > 0
    dated = (flags & DATED) > 0 if query.flag(DATED) else np.zeros(len(raws), dtype=bool)
    away = np.abs(members.head["published"] - query.head["published"])
    sizes, own_sizes = members.sizes, query.sizes
    cosine = np.bincount(members.term_member, members.products, len(raws)) / FULL**2
    adjacent = shared[:, Field.DAYS] + shared[:, _ADJACENT] > 0
    clash = [bool(ordinals) and ordinals_clash(ordinals, ordinals_of(raw)) for raw in raws]
    parts = {
        "cosine": cosine,
        "undated": ~dated,
        "pair": np.ones(len(raws)),
        "event_day_differs": dated & ~adjacent & (sizes[:, Field.DAYS] > 0) & (own_sizes[Field.DAYS] > 0),
        "ordinal_differs": np.array(clash),
        "relevant": theirs & own,
        "mixed": theirs ^ own,
    }
    if own or theirs.any():
        parts |= _word_parts(members, shared, own_sizes)
        parts |= _time_parts(away, cosine, shared, dated)
        parts |= _territory_parts(shared, sizes, own_sizes, near=dated & (away <= NEAR.total_seconds()), relevant=theirs & own)
    return {name: np.asarray(value, dtype=np.float64) for name, value in parts.items()}


def _word_parts(members: _Members, shared: Ints, own: Ints) -> dict[str, Floats]:
    def overlap(*fields: Field) -> Floats:
        both: Ints = shared[:, fields].sum(axis=1)
        size: Ints = members.sizes[:, fields].sum(axis=1) * own[list(fields)].sum()
        return both / np.sqrt(np.maximum(size, 1))

    cosine = np.bincount(members.term_member, members.products, members.count) / FULL**2
    return {
        "cosine_squared": cosine * cosine,
        "top_terms": members.top_terms(shared[:, Field.TERMS]),
        "shared_terms": np.log1p(shared[:, Field.TERMS]),
        "title": overlap(Field.TITLE),
        "names": overlap(Field.RARE_NAMES, Field.NAMES),
        "rare_names": overlap(Field.RARE_NAMES),
        "rare_names_shared": np.log1p(shared[:, Field.RARE_NAMES]),
        "numbers": overlap(Field.NUMBERS, Field.DIGITS),
        "long_numbers_shared": np.log1p(shared[:, Field.NUMBERS]),
        "actors": overlap(Field.ACTORS),
        "places": overlap(Field.PLACES),
        "killed_same": shared[:, Field.KILLED] > 0,
        "language_differs": shared[:, Field.LANGUAGE] == 0,
        "signals": overlap(Field.SIGNALS),
    }


def _time_parts(away: Floats, cosine: Floats, shared: Ints, dated: NDArray[np.bool_]) -> dict[str, Floats]:
    hours = np.log1p(np.minimum(away / _HOUR, LONGEST_HOURS))
    parts = {
        "days_apart": np.minimum(away / _DAY, LONGEST_DAYS),
        "hours": hours,
        "near": away <= NEAR.total_seconds(),
        "cosine_hours": cosine * hours,
        "event_day_same": shared[:, Field.DAYS] > 0,
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


def _likest(cosine: Floats, first: Ints, raws: Sequence[bytes]) -> Ints:
    """The member of each story with the greatest cosine; of several that with the greatest id."""
    sizes = np.diff(first, append=len(raws))
    likest = np.flatnonzero(cosine == np.repeat(np.maximum.reduceat(cosine, first), sizes))
    story = np.searchsorted(first, likest, side="right") - 1
    best: dict[int, int] = {}
    for member, of in zip(likest.tolist(), story.tolist(), strict=True):
        if of not in best or id_of(raws[member]) > id_of(raws[best[of]]):
            best[of] = member
    return np.array([best[of] for of in range(len(first))])


def _mixed(parts: dict[str, Floats], first: Ints, best: Ints) -> list[dict[str, float]]:
    """The parts of each story: its likest member's, mixed with the mean over its members of the same kind (see ``assign.story_parts``)."""
    kind = parts.pop("relevant") + 2 * parts.pop("mixed")
    names = list(parts)
    table = np.stack([parts[name] for name in names])
    alike = kind == np.repeat(kind[best], np.diff(first, append=len(kind)))
    mean = np.add.reduceat(table * alike, first, axis=1) / np.add.reduceat(alike.astype(np.int64), first)
    out = []
    for of, column in zip(kind[best].tolist(), ((1 - MEAN_SHARE) * table[:, best] + MEAN_SHARE * mean).T.tolist(), strict=True):
        found = {name: value for name, value in zip(names, column, strict=True) if value}
        if of == 1:
            out.append(found)
            continue
        if "cosine" in found:
            found["lead"] = found["cosine"]
        if of == 2:
            out.append({f"{MIXED}{name}": value for name, value in {**found, "one_relevant": 1.0}.items()})
        else:
            out.append({f"{GENERAL}{name}": found[name] for name in GENERAL_PARTS if name in found})
    return out
