"""Training texts as the reader sees them: loose sentences, and articles with their title, sentences and paragraphs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.training.data import Labelled, articles_of
from monitor.domain.reading import Realis, Signal
from monitor.text.sentences import Sentence
from monitor.understand.features import sentence_features
from monitor.understand.mentions import NameFinder
from monitor.understand.prepared import Prepared, prepare
from monitor.understand.realis import LOOSE
from monitor.understand.tokens import Words, words_of

_PARAGRAPH = 3  # sentences of a paragraph: the files do not keep them, and news has about so many
_HEADING = 60  # characters up to which a line without a full stop is a paragraph of its own


@dataclass(frozen=True, slots=True)
class Text:
    """A title or a body: its words, its sentences ready for the models, and the (signal, realis) labels of each of these, with its features."""

    text: str
    field: str
    spans: tuple[Sentence, ...]
    words: Words
    prepared: tuple[Prepared, ...]
    features: tuple[frozenset[str], ...]
    labels: tuple[tuple[tuple[Signal, Realis], ...], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A loose sentence (one text) or an article (title and body)."""

    texts: tuple[Text, ...]
    published: dt.date | None
    whole: bool
    origin: str  # the file's stem
    number: int  # of the article in its file, or of the loose sentence among its file's

    @property
    def key(self) -> str:
        """What names the unit among all: who holds a unit back holds back what was made of it."""
        return f"{self.origin} {self.number}"


def units_of(rows: Sequence[Labelled], names: NameFinder) -> list[Unit]:
    """The units of the labelled sentences, in their order."""
    out: list[Unit] = []
    for lines in articles_of(rows):
        origin, article = lines[0].origin, lines[0].article
        if article is None:
            out.extend(Unit((_text([row], names, "text", None, loose=True),), None, False, origin, n) for n, row in enumerate(lines, 1))
        elif len(lines) > 1:
            published = lines[0].published
            title, body = _text(lines[:1], names, "title", published), _text(lines[1:], names, "text", published)
            out.append(Unit((title, body), published, True, origin, article))
    return [u for u in out if any(t.prepared for t in u.texts)]


def _text(rows: Sequence[Labelled], names: NameFinder, field: str, published: dt.date | None, *, loose: bool = False) -> Text:
    spans: list[Sentence] = []
    pieces: list[str] = []
    at = paragraph = inside = 0
    for row in rows:
        heading = len(row.text) < _HEADING and row.text[-1:] not in ".!\u201d\"')"
        if pieces and (heading or inside >= _PARAGRAPH):
            paragraph, inside = paragraph + 1, 0
        spans.append(Sentence(at, at + len(row.text), paragraph))
        pieces.append(row.text)
        at += len(row.text) + 1
        inside = _PARAGRAPH if heading else inside + 1
    text = "\n".join(pieces)
    words = words_of(text, names.find(text))
    prepared = prepare(text, spans, words, published, field)
    if loose:
        prepared = [p._replace(setting=LOOSE) for p in prepared]
    features = tuple(frozenset(f for f, _ in sentence_features(words, p.first, p.last, p.cues)) for p in prepared)
    return Text(text, field, tuple(spans), words, tuple(prepared), features, tuple(rows[p.number].pairs for p in prepared))


def labels_of(unit: Unit) -> frozenset[tuple[Signal, Realis]]:
    """What the article reports: the labels of all its sentences together."""
    return frozenset(pair for text in unit.texts for labels in text.labels for pair in labels)
