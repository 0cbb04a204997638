"""Keys under which an article's story is found again: cheap equality first, so that similarity is computed for few stories only."""

from __future__ import annotations

from itertools import combinations

from monitor.domain.story import Features

MAX_NAMES = 24
MAX_ACTORS = 8  # 28 pairs
_RARE_LENGTH = 6  # a single word shorter than this names too many people and places
_IDEOGRAPHS = "\u2e80"  # from here on scripts write a whole name in two or three characters


def story_keys(features: Features) -> set[str]:
    """All keys of one article; a story has those of its articles.

    ``u:URLKEY`` the address. ``t:ID`` each territory, ``p:PLACE`` each place, ``tp:ID|PLACE`` both: a story that shares territory and
    place shares three keys and comes first. An article that concerns no territory is found by its rarer names, ``n:NAME``, and by pairs
    of actors, ``a:X|Y``; one actor alone would find half of the news.
    """
    keys = {f"u:{features.url_key}"} if features.url_key else set()
    territories = features.territories | ({features.territory} if features.territory else frozenset())
    places = {place.casefold() for place in features.places}
    keys.update(f"p:{place}" for place in places)
    keys.update(f"t:{territory}" for territory in territories)
    keys.update(f"tp:{territory}|{place}" for territory in territories for place in places)
    if not territories:
        keys.update(f"n:{name}" for name in _rare_names(features.names))
        actors = sorted({actor.casefold() for actor in features.actors})[:MAX_ACTORS]
        keys.update(f"a:{first}|{second}" for first, second in combinations(actors, 2))
    return keys


def _rare_names(names: frozenset[str]) -> list[str]:
    """Names of several words or one long one, the longest first: without a corpus, length is the best guess at rarity."""
    rare = {name.casefold() for name in names if " " in name or len(name) >= _RARE_LENGTH or (len(name) > 1 and name[0] >= _IDEOGRAPHS)}
    return sorted(rare, key=lambda name: (-len(name), name))[:MAX_NAMES]
