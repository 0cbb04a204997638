"""Whose people a phrase means: the bridge from names in a phrase to a side of a casualty claim."""

from __future__ import annotations

import re
from functools import lru_cache

from monitor.understand.gazetteer import Gazetteer
from monitor.understand.mentions import NameFinder, NameKind

_PEOPLES = {"palestine": "Palestinians", "kurdistan-region": "Kurds"}  # whom news names by the people, not by the state or authority
_PALESTINIAN = "PSE"
_COMMON = re.compile(r"\bpeshmerga\b")  # a force that English writes like a common noun


class GazetteerSides:
    """Looks names up in the gazetteer: "Azerbaijani servicemen" is Azerbaijan's, "the enclave of Abkhazia" is Abkhazia's."""

    def __init__(self, names: NameFinder, gazetteer: Gazetteer) -> None:
        self._names = names
        self._gazetteer = gazetteer
        self._lookup = lru_cache(maxsize=4096)(self._find)

    def side_of(self, phrase: str) -> str | None:
        """The state, force, people or territory that ``phrase`` names first, by the name that news gives it; None when it names none."""
        return self._lookup(_COMMON.sub(lambda m: m.group().capitalize(), phrase) if "peshmerga" in phrase else phrase)

    def _find(self, phrase: str) -> str | None:
        territory: str | None = None
        for match in self._names.find(phrase):
            word = phrase[match.start : match.end]
            for m in match.meanings:
                if m.kind is NameKind.TERRITORY:
                    territory = territory or self._territory(m.key)
                elif m.kind is not NameKind.PLACE:
                    if len(word) <= 4 and not word.isupper() and m.kind is NameKind.ACTOR:
                        continue  # "Etim" in a man's name is not the movement ETIM
                    return self._actor(m.key, m.kind, word)
        return territory

    def _actor(self, key: str, kind: NameKind, word: str) -> str:
        if key in _PEOPLES and kind is not NameKind.METONYM:
            return _PEOPLES[key]
        actor = self._gazetteer.actor_by_id[key]
        if actor.kind != "authority" or kind is not NameKind.DEMONYM:
            return actor.name
        return next((d for d in actor.demonyms if d.startswith(word) and d.endswith("s")), word)

    def _territory(self, key: str) -> str:
        territory = self._gazetteer.by_id[key]
        return _PEOPLES["palestine"] if _PALESTINIAN in territory.claimants and territory.controller != "ISR" else territory.name
