"""The reader's signal model and claims grammar on a bare text: no territory is needed, and relevance is not asked."""

from __future__ import annotations

import datetime as dt

from monitor.text.sentences import sentences
from monitor.understand.attribution import Attributor
from monitor.understand.casualties import LikelyReader, RawClaim, find_claims
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.mentions import NameFinder
from monitor.understand.prepared import Field, prepare
from monitor.understand.selection import Choice
from monitor.understand.sides import GazetteerSides
from monitor.understand.signals import SignalReader
from monitor.understand.tokens import words_of
from monitor.understand.trained import Models


class BareReader:
    """Signals and claims of texts that concern no disputed territory."""

    def __init__(self, gazetteer: Gazetteer, models: Models) -> None:
        self._names = NameFinder(gazetteer)
        self._sides = GazetteerSides(self._names, gazetteer)
        self._signals = SignalReader(models.signals, models.realis, models.network)
        self._choice = Choice(models.selection)
        self._guesser = LikelyReader(models.casualties)

    def signals(self, text: str) -> frozenset[str]:
        """The signals that ``text`` reports, whatever their realis."""
        words, spans = words_of(text, self._names.find(text)), sentences(text)
        field = Field("text", text, spans, words, prepare(text, spans, words, None))
        return frozenset(str(p.signal) for p in self._choice.select(self._signals.read([field], None).candidates, len(spans)))

    def claims(self, text: str, published: dt.date | None) -> list[RawClaim]:
        """The casualty claims of ``text``."""
        spans = sentences(text)
        return find_claims(text, spans, Attributor(text, spans), published, self._sides, guesser=self._guesser)
