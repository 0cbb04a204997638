"""Whose people a phrase means: the bridge from names in a phrase to a side of a casualty claim."""

from __future__ import annotations

from functools import lru_cache

from monitor.understand.gazetteer import Gazetteer
from monitor.understand.mentions import NameFinder, NameKind


class GazetteerSides:
    """Looks names up in the gazetteer: "Azerbaijani servicemen" is Azerbaijan's, "the enclave of Abkhazia" is Abkhazia's."""

    def __init__(self, names: NameFinder, gazetteer: Gazetteer) -> None:
        self._names = names
        self._gazetteer = gazetteer
        self._lookup = lru_cache(maxsize=4096)(self._find)

    def side_of(self, phrase: str) -> str | None:
        """The state, force or territory that ``phrase`` names first, by its common name; None when it names none."""
        return self._lookup(phrase)

    def _find(self, phrase: str) -> str | None:
        territory: str | None = None
        for match in self._names.find(phrase):
            for m in match.meanings:
                if m.kind in {NameKind.ACTOR, NameKind.DEMONYM, NameKind.METONYM, NameKind.FORCE}:
                    return self._gazetteer.actor_by_id[m.key].name
                if territory is None and m.kind is NameKind.TERRITORY:
                    territory = self._gazetteer.by_id[m.key].name
        return territory
