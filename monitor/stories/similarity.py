"""How alike two articles are as reports of one event: interpretable parts, and a score learned over them."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set

from monitor.domain.story import Features
from monitor.text.fingerprints import resemblance

NEAR = dt.timedelta(hours=18)  # reports of one event come in a burst
LONGEST_DAYS, LONGEST_HOURS = 14.0, 400.0
RARE_LENGTH = 6  # a single capitalised word shorter than this names too many


def overlap(a: Set[str], b: Set[str]) -> float:
    """Shared over the geometric mean of the sizes (Ochiai); 0 when one is empty."""
    return len(a & b) / math.sqrt(len(a) * len(b)) if a and b else 0.0


def parts_of(a: Features, b: Features, news: Mapping[str, float] | None = None) -> dict[str, float]:
    """The parts of the comparison, those that are zero left out; symmetric but for ``news``, what each word of the article tells (``telling``).

    Parts have names, and weights, by what is compared: two reports on territories ("cosine"), one of these and another ("mixed cosine"), two
    that concern none ("general lead"). The last have few: what the streams written to train on teach of names and figures in general
    news did not hold of the world's (decision 0010). ``lead`` is how much more alike the two are than the article and its other
    neighbours are; of two articles alone, their cosine (see ``ahead``). ``weekday`` is 1 where two articles without a date name one, -1
    where each names others.
    """
    parts = _text_parts(a, b)
    near = a.dated and b.dated and abs(a.published_at - b.published_at) <= NEAR
    parts.update(_territory_parts(a, b, near=near))
    parts.update(_time_parts(a, b, parts["cosine"]) if a.dated and b.dated else {"undated": 1.0, "weekday": _weekday(a, b)})
    parts["persons_late"] = parts["persons"] * float(parts.get("days_apart", 0.0) >= LONGEST_DAYS)
    parts["ordinal_differs"] = float(ordinals_clash(a.extra.get("ordinals", ()), b.extra.get("ordinals", ())))
    parts["killed_same"] = float(bool(set(a.killed) & set(b.killed)))
    parts["pair"] = 1.0
    parts["no_territory"] = float(not a.relevant and not b.relevant)
    parts["one_relevant"] = float(a.relevant != b.relevant)
    parts["language_differs"] = float(a.language != b.language)
    if a.relevant and b.relevant:
        return {name: value for name, value in parts.items() if value}
    parts["lead"] = parts["cosine"]
    if a.relevant or b.relevant:
        return {f"{MIXED}{name}": value for name, value in parts.items() if value}
    parts["lead"] = retold(a, b, news or {})
    return {f"{GENERAL}{name}": parts[name] for name in GENERAL_PARTS if parts.get(name)}


MIXED, GENERAL = "mixed ", "general "
GENERAL_PARTS = ("lead", "undated", "pair", "weekday", "event_day_same", "event_day_differs", "ordinal_differs", "persons", "persons_late")
CROWD = 5  # other stories that an article's likeness to one is held against


def kind_of(parts: Mapping[str, float]) -> str:
    """What was compared: "" for two reports on territories, ``MIXED`` or ``GENERAL``."""
    return next((kind for kind in (MIXED, GENERAL) if f"{kind}pair" in parts), "")


def likeness(parts: Mapping[str, float]) -> float:
    """The cosine among the parts of any kind, before ``ahead``."""
    return max(parts.get("cosine", 0.0), parts.get(f"{MIXED}cosine", 0.0), parts.get(f"{GENERAL}lead", 0.0))


COMMON = 0.1  # how much less a word tells for each other article that has it
LEAST_LENGTH = 0.01  # of the square: unit vectors keep more, but for what rounding makes of them


def telling(article: Features, others: Iterable[Features]) -> dict[str, float]:
    """What each of the article's terms that ``others`` have too tells, 0 to 1: the less, the more of them have it.

    ``others`` are the articles that it is compared with. In a week about one bill all of them name it and its senators; what the article
    shares with only a few of them is what its event is about.
    """
    having = Counter(term for other in others for term in article.terms if term in other.terms)
    return {term: 1 / (1 + COMMON * (count - 1)) for term, count in having.items()}


def retold(a: Features, b: Features, news: Mapping[str, float]) -> float:
    """The cosine of the terms, each shared one counted for as much as it tells; ``news`` is ``telling`` of ``a``, or empty."""
    shared = [(x, b.terms[term], news.get(term, 1.0)) for term, x in a.terms.items() if term in b.terms]
    left_a = 1 - sum(x * x * (1 - news.get(term, 1.0)) for term, x in a.terms.items())
    left_b = 1 - sum(y * y * (1 - told) for _, y, told in shared)
    return sum(x * y * told for x, y, told in shared) / math.sqrt(max(left_a, LEAST_LENGTH) * max(left_b, LEAST_LENGTH))


def ahead(stories: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """The parts of an article's comparison with each of its candidate stories, each ``lead`` less the likeness of the five next others.

    In a week when half of the news is about one bill, all of it is alike; what is of one event is more alike than the rest (local
    scaling, after Zelnik-Manor and Perona 2004). Fewer than five others count as if the rest were not alike at all.
    """
    alike = [likeness(parts) for parts in stories]
    foremost = sorted(alike, reverse=True)[: CROWD + 1]
    out = []
    for own, parts in zip(alike, stories, strict=True):
        others = sum(foremost) - own if own >= foremost[-1] or len(foremost) <= CROWD else sum(foremost[:CROWD])
        out.append({name: value - others / CROWD if name.endswith("lead") else value for name, value in parts.items()})
    return out


def _text_parts(a: Features, b: Features) -> dict[str, float]:
    shared = sorted((x * b.terms[w] for w, x in a.terms.items() if w in b.terms), reverse=True)
    whole = sum(shared)
    rare_a, rare_b = _rare(a.names), _rare(b.names)
    of_a, of_b = set(a.extra.get("persons", ())), set(b.extra.get("persons", ()))
    persons = (of_a | of_b) & a.names & b.names
    return {
        "cosine": whole,
        "cosine_squared": whole * whole,
        "top_terms": sum(shared[:3]),
        "shared_terms": math.log1p(len(shared)),
        "title": overlap(set(a.title_key.split()), set(b.title_key.split())),
        "names": overlap(a.names, b.names),
        "rare_names": overlap(rare_a, rare_b),
        "rare_names_shared": math.log1p(len(rare_a & rare_b)),
        "persons": math.log1p(len(persons)),
        "persons_differ": float(bool(of_a and of_b) and not persons),
        "numbers": overlap(a.numbers, b.numbers),
        "long_numbers_shared": math.log1p(sum(len(n) >= 2 for n in a.numbers & b.numbers)),
        "actors": overlap(a.actors, b.actors),
        "places": overlap(a.places, b.places),
    }


def _time_parts(a: Features, b: Features, cosine: float) -> dict[str, float]:
    """How far apart the reports and the days they tell of are; nothing of it is known of an article without a date."""
    apart = abs(a.published_at - b.published_at)
    hours = math.log1p(min(apart / dt.timedelta(hours=1), LONGEST_HOURS))
    return {
        "days_apart": min(apart / dt.timedelta(days=1), LONGEST_DAYS),
        "hours": hours,
        "near": float(apart <= NEAR),
        "cosine_hours": cosine * hours,
        "event_day_differs": float(bool(a.event_days and b.event_days) and not _adjacent(a.event_days, b.event_days)),
        "event_day_same": float(bool(a.event_days & b.event_days)),
    }


def _weekday(a: Features, b: Features) -> float:
    """1, -1, or 0 when either is dated or names none."""
    if a.dated or b.dated or not (a.event_days and b.event_days):
        return 0.0
    return 1.0 if a.event_days & b.event_days else -1.0


def _territory_parts(a: Features, b: Features, *, near: bool) -> dict[str, float]:
    parts: dict[str, float] = {}
    if a.signals and b.signals:
        parts["signals"] = overlap(a.signals, b.signals)
        parts["signals_differ"] = float(not a.signals & b.signals)
    if not (a.relevant and b.relevant and a.territories and b.territories):
        return parts
    same = bool(a.territories & b.territories)
    parts["territory_same"], parts["territory_differs"] = float(same), float(not same)
    if same:
        parts["territory_near"] = float(near)
        parts["territory_signals"] = parts.get("signals", 0.0)
        parts["territory_signals_near"] = parts.get("signals", 0.0) * float(near)
        parts["territory_place"] = float(bool(a.places & b.places))
        parts["territory_places_differ"] = float(bool(a.places and b.places) and not a.places & b.places)
    return parts


def is_rare(name: str) -> bool:
    """True for a name of several words or a long one: short single ones name too many."""
    return " " in name or len(name) >= RARE_LENGTH


def _rare(names: Iterable[str]) -> set[str]:
    return {n for n in names if is_rare(n)}


def _adjacent(a: Iterable[dt.date], b: Iterable[dt.date]) -> bool:
    return min(abs((x - y).days) for x in a for y in b) <= 1


def apart(a: Features, b: Features) -> bool:
    """True when the two name different things of one numbered series: whatever words they share, the 12th package is not the 13th.

    A fact and no matter of likeness, so a rule and no weight. Days and anniversaries are left out, as one story lasts for several.
    """
    return ordinals_apart(a.extra.get("ordinals", ()), b.extra.get("ordinals", ()))


def ordinals_apart(a: Iterable[str], b: Iterable[str]) -> bool:
    """``apart`` of the ordinals ("12th package") of two articles."""
    return _clash(_numbered(a, _SERIES), _numbered(b, _SERIES))


def ordinals_clash(a: Iterable[str], b: Iterable[str]) -> bool:
    """True when two articles' ordinals number things of one kind, days and anniversaries too, and have none in common."""
    return _clash(_numbered(a), _numbered(b))


def _numbered(ordinals: Iterable[str], kinds: Set[str] = frozenset()) -> set[tuple[str, int]]:
    """(kind, number) of numbered things; "the first meeting since the war" numbers nothing, so first ones are left out."""
    found = set()
    for ordinal in ordinals:
        words = ordinal.split()
        number = _ORDINALS.index(words[0]) + 1 if words[0] in _ORDINALS else int(words[0][:-2][-9:])
        if number > 1 and (not kinds or words[-1] in kinds):
            found.add((words[-1], number))
    return found


def _clash(a: Set[tuple[str, int]], b: Set[tuple[str, int]]) -> bool:
    """Two numbered things of one kind with no number in common."""
    return bool({kind for kind, _ in a} & {kind for kind, _ in b}) and not a & b


_SERIES = frozenset("package round meeting session summit batch phase".split())
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split()


def score(parts: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Probability that two articles with these parts report one event; ``weights`` are learned, "bias" among them."""
    z = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in parts.items())
    return 1 / (1 + math.exp(-max(min(z, 50.0), -50.0)))


def copy_likeness(a: Features, b: Features) -> float:
    """Estimated Jaccard similarity of the two texts' word 3-shingles."""
    return resemblance(a.digest, b.digest) if a.digest_version == b.digest_version else 0.0
