"""The one entry point of understanding: articles in, assessments out.

Order: names -> gate -> sentences -> candidates (model and cues, realis) -> choice -> relevance -> attribution -> claims -> level. Pure: no clock,
no network, no files; the models and the gazetteer are given.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.domain.reading import (
    Article,
    Assessment,
    CasualtyClaim,
    Evidence,
    Realis,
    SignalReading,
    TerritoryMention,
    Versions,
)
from monitor.text.furniture import furniture
from monitor.text.sentences import sentences
from monitor.understand.attribution import Attributor
from monitor.understand.casualties import LikelyReader, RawClaim, find_claims
from monitor.understand.coding import Alphabet
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.language import READ, detect
from monitor.understand.level import article_level
from monitor.understand.mentions import NameFinder
from monitor.understand.prepared import Field, prepare
from monitor.understand.relevance import HeadReader, Relevance, head_of, judge
from monitor.understand.selection import Choice, Pair, explained, told_of
from monitor.understand.sides import GazetteerSides
from monitor.understand.signals import Scan, SignalReader
from monitor.understand.stale import banner_date, stale_reasons
from monitor.understand.territories import FieldMatches, actors_of, weigh
from monitor.understand.tokens import words_of
from monitor.understand.trained import Models

RULES_VERSION = "1"


class ArticleReader:
    """Reads articles. Building one loads nothing from disk, but compiles the gazetteer's automaton (tens of milliseconds)."""

    def __init__(self, gazetteer: Gazetteer, models: Models) -> None:
        self._gazetteer = gazetteer
        self._names = NameFinder(gazetteer)
        self.sides = GazetteerSides(self._names, gazetteer)
        alphabet = Alphabet()
        self._signals = SignalReader(models.signals, models.realis, models.network, alphabet)
        self._head = HeadReader(models.relevance, models.signals, alphabet)
        self._choice = Choice(models.selection)
        self._guesser = LikelyReader(models.casualties)
        self._versions = Versions(gazetteer.version, models.version, RULES_VERSION)

    def gate(self, title: str, summary: str) -> bool:
        """True when the title or summary may concern a territory: the cheap test before a page is fetched."""
        text = f"{title}\n{summary}"
        if self._names.mentions_territory(text):
            return True
        named = {m.key for match in self._names.find(text) for m in match.meanings}
        return any(rule.actors <= named for rule in self._gazetteer.implied)

    def kin_of(self, name: str) -> frozenset[str]:
        """Ids of the territory called ``name``, of what encloses it and of its parts; empty when nothing is called so."""
        found = self._gazetteer.find(name)
        if found is None:
            return frozenset()
        return frozenset({found.id, *self._gazetteer.ancestors(found.id), *self._gazetteer.children.get(found.id, ())})

    def read(self, articles: Sequence[Article]) -> list[Assessment]:
        """An assessment of each article, in order; an article's reading does not depend on its neighbours."""
        return [self._read(article) for article in articles]

    def read_in_full(self, article: Article) -> Assessment:
        """The reading of an article as relevant, whatever its own words say; one that names no territory or is not in a language read stays quiet."""
        return self._read(article, told=True)

    def claims_of(self, article: Article) -> list[RawClaim]:
        """The casualty claims of an article's text, whatever it concerns."""
        spans = sentences(article.text)
        attributor = Attributor(article.text, spans)
        return find_claims(article.text, spans, attributor, _first_published(article, stale_reasons(article)), self.sides, guesser=self._guesser)

    def _read(self, article: Article, *, told: bool = False) -> Assessment:
        title = FieldMatches("title", article.title, self._names.find(article.title))
        body = FieldMatches("text", article.text, self._names.find(article.text))
        language = article.language or detect(f"{article.title}\n{article.text}")
        opened = _Opened(article, language, title, body, weigh((title, body), self._gazetteer), stale_reasons(article))
        if not opened.territories:
            return self._quiet(opened, Relevance(False, 0.0, ("no disputed territory is named",)), ())
        if language.split("-")[0].lower() not in READ:
            why = f"names {opened.territories[0].name}; language {language} is not read for signals"
            return self._quiet(opened, Relevance(False, 0.0, (why,)), ())
        return self._closely(opened, told=told)

    def _closely(self, opened: _Opened, *, told: bool) -> Assessment:
        """The reading of an article that names a territory, sentence by sentence."""
        article, territories = opened.article, opened.territories
        published = _first_published(article, opened.stale)
        spans = sentences(article.text)
        left_out = furniture(article.text, spans)
        words = words_of(article.text, opened.body.matches)
        title_spans, title_words = sentences(article.title), words_of(article.title, opened.title.matches)
        fields = (
            Field("text", article.text, spans, words, prepare(article.text, spans, words, published, "text", left_out)),
            Field("title", article.title, title_spans, title_words, prepare(article.title, title_spans, title_words, published, "title")),
        )
        scan = self._signals.read(fields, published)
        pairs = self._choice.select(scan.candidates, len(spans))
        head = self._head.probability(scan, head_of(article.title, article.text))
        relevance = judge(head, article.title, article.text, territories, told_of(scan.candidates))
        attributor = Attributor(article.text, spans, words)
        if not relevance.relevant and not told:
            background = self._readings([p for p in pairs if p.realis is Realis.HISTORICAL], scan, article, attributor, territories)
            return self._quiet(opened, relevance, background)
        signals = self._readings(pairs, scan, article, attributor, territories)
        found = find_claims(article.text, spans, attributor, published, self.sides, left_out, words, self._guesser)
        claims = tuple(_claim(c, article.text, territories[0].id) for c in found)
        level, reasons = article_level(signals, [claim for raw, claim in zip(found, claims, strict=True) if not raw.guessed])
        return replace(
            self._quiet(opened, relevance, signals),
            relevant=True,
            actors=actors_of((opened.title, opened.body), territories, self._gazetteer),
            casualties=claims,
            level=level,
            level_reasons=reasons,
        )

    def _readings(
        self, pairs: Sequence[Pair], scan: Scan, article: Article, attributor: Attributor, territories: Sequence[TerritoryMention]
    ) -> tuple[SignalReading, ...]:
        """The pairs as readings: each with its sentence as evidence, who says it, and the territory named in it, else the first."""
        out: list[SignalReading] = []
        for pair, why in zip(pairs, self._signals.why(scan, [p.best for p in pairs]), strict=True):
            c = pair.best
            start, end = c.span
            evidence = Evidence(start, end, (article.title if c.field == "title" else article.text)[start:end], c.field)
            source = attributor.source_of(c.sentence, *c.focus) if c.field == "text" else None
            reasons = (*why, *explained(pair), f"realis: {c.rule}")
            out.append(SignalReading(pair.signal, round(pair.score, 3), pair.realis, source, _nearest(evidence, territories), evidence, reasons))
        return tuple(out)

    def _quiet(self, opened: _Opened, relevance: Relevance, signals: tuple[SignalReading, ...]) -> Assessment:
        return Assessment(
            article_id=opened.article.id,
            language=opened.language,
            published_at=opened.article.published_at,
            relevant=False,
            relevance=relevance.score,
            relevance_reasons=relevance.reasons,
            stale=bool(opened.stale),
            stale_reasons=opened.stale,
            territories=opened.territories,
            actors=(),
            signals=signals,
            casualties=(),
            level=0,
            level_reasons=(),
            versions=self._versions,
        )


@dataclass(frozen=True, slots=True)
class _Opened:
    """What is known of an article before its sentences are read."""

    article: Article
    language: str
    title: FieldMatches
    body: FieldMatches
    territories: tuple[TerritoryMention, ...]
    stale: tuple[str, ...]


def _first_published(article: Article, stale: Sequence[str]) -> dt.date | None:
    """The date that the article's words are to be seen from: a stale one is read as at its first publication, which its banner may name."""
    if stale and (first := banner_date(article)):
        return first
    return article.published_at.date() if article.published_at else None


def _claim(c: RawClaim, text: str, territory: str) -> CasualtyClaim:
    return CasualtyClaim(
        effect=c.effect,
        low=c.low,
        high=c.high,
        victims=c.victims,
        side=c.side,
        claimed_by=c.claimed_by,
        cumulative=c.cumulative,
        realis=c.realis,
        territory=territory,
        evidence=Evidence(c.start, c.end, text[c.start : c.end]),
    )


def _nearest(evidence: Evidence, territories: Sequence[TerritoryMention]) -> str:
    for t in territories:
        if any(m.field == evidence.field and evidence.start <= m.start < evidence.end for m in t.mentions):
            return t.id
    return territories[0].id
