"""Keys under which an article's story is found again: cheap equality first, so that similarity is computed for few stories only."""

from __future__ import annotations

from monitor.domain.story import Features

TERMS = 16  # heaviest terms by which an article of no territory is found
_OFFERED, _OFFERED_GENERAL = 40, 16


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


def offered(features: Features) -> int:
    """How many stories an article is compared with: those that share most of its keys, then the most recent.

    All that happens in a city shares one territory and place, so that many stories may come before the right one. Of sixteen terms the right
    story shares several, and one that shares a single term shares it by chance.
    """
    return _OFFERED if features.territories or features.territory else _OFFERED_GENERAL
