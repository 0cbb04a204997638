"""Keys under which an article's story is found again: cheap equality first, so that similarity is computed for few stories only."""

from __future__ import annotations

from monitor.domain.story import Features

TERMS = 16  # heaviest terms by which an article of no territory is found
_OFFERED, _OFFERED_BY_TERMS = 24, 16
_BEARERS, _BEARERS_OF_TERM = 48, 20  # the newest; what hundreds share finds nothing that rarer keys do not


def story_keys(features: Features) -> set[str]:
    """All keys of one article; a story has those of its articles.

    ``u:URLKEY`` the address. ``t:ID`` each territory, ``p:PLACE`` each place, ``tp:ID|PLACE`` both: a story that shares territory and
    place shares three keys and comes first. An article that concerns no territory is found by its heaviest terms, ``w:TERM``: names, and
    whatever else is rare in other news.
    """
    keys = {f"u:{features.url_key}"} if features.url_key else set()
    territories = _territories(features)
    places = {place.casefold() for place in features.places}
    keys.update(f"p:{place}" for place in places)
    keys.update(f"t:{territory}" for territory in territories)
    keys.update(f"tp:{territory}|{place}" for territory in territories for place in places)
    if not territories:
        keys.update(f"w:{term}" for term, _ in sorted(features.terms.items(), key=lambda kv: (-kv[1], kv[0]))[:TERMS])
    return keys


def person_keys(features: Features) -> set[str]:
    """``n:PERSON`` of each person of the event, by which late news finds its story; none of a report on a territory.

    A story on a territory closes, and what comes a year later (an inquiry, an anniversary) must not open it again.
    """
    return {f"n:{person}" for person in features.extra.get("persons", ())} if not features.relevant else set()


def named_keys(features: Features) -> set[str]:
    """``n:`` of whom an article names in any way: it may tell of a trial and say of nobody what was done to him."""
    return {f"n:{name}" for name in features.names if " " in name} | person_keys(features) if not features.relevant else set()


def offered(features: Features) -> int:
    """How many stories an article is compared with: those that share most of its keys, then the most recent.

    All that happens in a city shares one territory and place, so that many stories may come before the right one. Of sixteen terms the right
    story shares several; what shares a single one shares it by chance.
    """
    return _OFFERED if _territories(features) else _OFFERED_BY_TERMS


def bearers(features: Features) -> int:
    """Of how many articles with one of its keys, the newest, the stories are counted, where all would be too many."""
    return _BEARERS if _territories(features) else _BEARERS_OF_TERM


def _territories(features: Features) -> frozenset[str]:
    return features.territories | ({features.territory} if features.territory else frozenset())
