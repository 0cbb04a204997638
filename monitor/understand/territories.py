"""Which territories an article concerns, how central each is, and which actors stand where in the first dispute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from monitor.domain.reading import ActorMention, Evidence, TerritoryMention
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.mentions import Meaning, NameKind, NameMatch, territory_meanings

_TITLE, _LEAD, _BODY, _TAIL = 3.0, 2.0, 1.0, 0.5  # weight of a mention by where it stands
_LEAD_CHARACTERS = 400
_PLACE = 0.6  # a place speaks less for its territory than the territory's own name
_KEEP = 0.2  # share of the first territory's weight that another must have to be reported
_SATURATION = 2.0  # weight at which salience is one half


@dataclass(frozen=True, slots=True)
class FieldMatches:
    """Names found in one field ("title" or "text") of an article."""

    field: str
    text: str
    matches: Sequence[NameMatch]


def weigh(fields: Sequence[FieldMatches], gazetteer: Gazetteer) -> tuple[TerritoryMention, ...]:
    """The article's territories, most central first.

    An ambiguous name counts only beside something that makes it plain: another name of the same territory, or one of its claimants.
    """
    present = _context(fields)
    if not any(k != "actors" for k in present) and not any(m.ambiguous for f in fields for x in f.matches for m in territory_meanings(x)):
        return _implied(fields, gazetteer)
    states = {a.iso3 for key in present.get("actors", ()) if (a := gazetteer.actor_by_id.get(key)) and a.iso3}
    weights: dict[str, float] = defaultdict(float)
    spans: dict[str, list[Evidence]] = defaultdict(list)
    places: dict[str, dict[str, None]] = defaultdict(dict)
    named: set[str] = set()
    readings: dict[int, list[Meaning]] = {}  # of the meanings that a name may have, by their identity: most names come back
    for field in fields:
        length = max(len(field.text), 1)
        for match in field.matches:
            chosen = readings.get(id(match.meanings))
            if chosen is None:
                chosen = readings[id(match.meanings)] = _readings(match, present, states, gazetteer)
            for m in chosen:
                weight = _position(field.field, match.start, length) * (_PLACE if m.kind is NameKind.PLACE else 1.0) / len(chosen)
                weights[m.key] += weight
                spans[m.key].append(Evidence(match.start, match.end, field.text[match.start : match.end], field.field))
                if m.kind is NameKind.PLACE:
                    places[m.key].setdefault(m.place)
                else:
                    named.add(m.key)
    _fold_into_parts(weights, spans, places, named, gazetteer)
    top = max(weights.values(), default=0.0)
    kept = sorted((k for k, w in weights.items() if w >= _KEEP * top), key=lambda k: (-weights[k], k))
    return tuple(
        TerritoryMention(k, gazetteer.by_id[k].name, round(weights[k] / (weights[k] + _SATURATION), 3), tuple(spans[k]), tuple(places[k]))
        for k in kept
    )


def _implied(fields: Sequence[FieldMatches], gazetteer: Gazetteer) -> tuple[TerritoryMention, ...]:
    """The dispute that the actors at the head of the article imply, when no territory is named."""
    heads = [(f, [m for m in f.matches if f.field == "title" or m.start < _LEAD_CHARACTERS]) for f in fields]
    named = {meaning.key: (f, m) for f, matches in heads for m in reversed(matches) for meaning in m.meanings}
    words = {w for f in fields for w in f.text[: 2 * _LEAD_CHARACTERS].lower().replace(".", " ").replace(",", " ").split()}
    for rule in gazetteer.implied:
        if rule.actors <= named.keys() and (not rule.words or rule.words & words):
            spans = tuple(Evidence(m.start, m.end, f.text[m.start : m.end], f.field) for f, m in (named[a] for a in sorted(rule.actors)))
            return (TerritoryMention(rule.territory, gazetteer.by_id[rule.territory].name, 0.4, spans),)
    return ()


def _position(field: str, start: int, length: int) -> float:
    if field == "title":
        return _TITLE
    if start < _LEAD_CHARACTERS:
        return _LEAD
    return _BODY if start < 0.7 * length or length < 1500 else _TAIL


def _context(fields: Iterable[FieldMatches]) -> dict[str, set[str]]:
    """Unambiguous evidence by territory id (distinct names), and under "actors" the ids of the actors named."""
    out: dict[str, set[str]] = defaultdict(set)
    for field in fields:
        for match in field.matches:
            text = field.text[match.start : match.end].casefold()
            for m in match.meanings:
                if m.kind in {NameKind.TERRITORY, NameKind.PLACE}:
                    if not m.ambiguous:
                        out[m.key].add(text)
                else:
                    out["actors"].add(m.key)
    return out


def _readings(match: NameMatch, present: Mapping[str, set[str]], actors: Set[str], gazetteer: Gazetteer) -> list[Meaning]:
    """The territory meanings of a match that hold in this article, where the states ``actors`` are named."""
    meanings = list(territory_meanings(match))
    if not meanings:
        return []
    own = {a.iso3 for m in match.meanings if (a := gazetteer.actor_by_id.get(m.key))}  # "Belize" does not speak for itself
    plain = []
    for m in meanings:
        territory = gazetteer.by_id[m.key]
        kin = {m.key, *gazetteer.ancestors(m.key), *gazetteer.children.get(m.key, ())}
        rivals = set(territory.claimants) - {territory.controller} or set(territory.claimants)
        enough = min(1 if m.kind is NameKind.TERRITORY else 2, len(rivals))
        if not m.ambiguous or any(present.get(k) for k in kin) or len((actors - own) & rivals) >= enough:
            plain.append(m)
    if len(plain) > 1:  # one name in several territories: those that something else speaks for, else all
        backed = [m for m in plain if len(present.get(m.key, ())) > 1 or actors & set(gazetteer.by_id[m.key].claimants)]
        plain = backed or plain
    return plain


def _fold_into_parts(
    weights: dict[str, float], spans: dict[str, list[Evidence]], places: dict[str, dict[str, None]], named: set[str], gazetteer: Gazetteer
) -> None:
    """A territory that is known only through places gives way to a part or a whole of it that is named outright."""
    for key in [k for k in weights if k not in named]:
        kin = [k for k in (*gazetteer.ancestors(key), *gazetteer.children.get(key, ())) if k in named and k in weights]
        if kin:
            heir = max(kin, key=lambda k: weights[k])
            weights[heir] += weights.pop(key)
            spans[heir].extend(spans.pop(key))
            places[heir].update(places.pop(key, {}))


def actors_of(fields: Sequence[FieldMatches], territories: Sequence[TerritoryMention], gazetteer: Gazetteer) -> tuple[ActorMention, ...]:
    """Actors by number of mentions, each with its role in the first territory's dispute."""
    counts: dict[str, int] = defaultdict(int)
    for field in fields:
        for match in field.matches:
            for m in match.meanings:
                if m.kind in {NameKind.ACTOR, NameKind.DEMONYM, NameKind.METONYM, NameKind.FORCE}:
                    counts[m.key] += 1
                    break
    first = gazetteer.by_id[territories[0].id] if territories else None
    out = []
    for key, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])):
        actor = gazetteer.actor_by_id[key]
        role = "other"
        if first is not None and actor.iso3:
            if actor.iso3 == first.controller:
                role = "controller"
            elif actor.iso3 in first.claimants:
                role = "claimant"
            else:
                role = "third_party"
        out.append(ActorMention(actor.name, actor.iso3, role, n))
    return tuple(out)
