"""Articles and parts of readings for tests; every maker fills in what a test does not care about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from monitor.domain.reading import Article, Assessment, CasualtyClaim, Effect, Evidence, Realis, Signal, SignalReading, Victims
from monitor.understand.reader import ArticleReader

TUESDAY = dt.datetime(2024, 3, 5, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def an_article(text: str, title: str = "", **changes: Any) -> Article:
    values: dict[str, Any] = {"id": "a", "title": title, "text": text, "published_at": TUESDAY}
    return Article(**{**values, **changes})


def read_one(reader: ArticleReader, text: str, title: str = "", **changes: Any) -> Assessment:
    return reader.read([an_article(text, title, **changes)])[0]


def actual(reading: Assessment) -> set[Signal]:
    """The signals that the reading takes for news."""
    return {s.signal for s in reading.signals if s.realis is Realis.ACTUAL}


def a_signal(signal: Signal, realis: Realis = Realis.ACTUAL, text: str = "so it was told", score: float = 0.9, field: str = "text") -> SignalReading:
    return SignalReading(signal, score, realis, None, "kashmir", Evidence(0, len(text), text, field))


def a_claim(
    low: int,
    *,
    effect: Effect = Effect.KILLED,
    side: str | None = None,
    victims: Victims = Victims.UNSPECIFIED,
    cumulative: bool = False,
    realis: Realis = Realis.ACTUAL,
) -> CasualtyClaim:
    return CasualtyClaim(effect, low, low, victims, side, None, cumulative, realis, "kashmir", Evidence(0, 1, "x"))
