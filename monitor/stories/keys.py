"""Keys under which an article's story is found again: cheap equality first, so that similarity is computed for few stories only."""

from __future__ import annotations

from monitor.domain.story import Features

TERMS = 16  # heaviest terms by which an article of no territory is found


def story_keys(features: Features) -> set[str]:
    """All keys of one article; a story has those of its articles.

    ``u:URLKEY`` the address. ``t:ID`` each territory, ``p:PLACE`` each place, ``tp:ID|PLACE`` both: a story that shares territory and
    place shares three keys and comes first. An article that concerns no territory is found by its heaviest terms, ``w:TERM``: names, and
    whatever else is rare in other news.
    """
    keys = {f"u:{features.url_key}"} if features.url_key else set()
    territories = features.territories | ({features.territory} if features.territory else frozenset())
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
