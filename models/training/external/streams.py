"""Real news: what is taken for a dispute that is none, and what is missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.training.external.report import Report, share
from monitor.domain.reading import Article, Assessment
from monitor.text.dates import parse_date
from monitor.understand.reader import ArticleReader

NOTHING_HOW = "Every article read as usual; nothing in the set concerns a dispute, so that every relevant one is a false alarm."
LABELLED_HOW = "Every article read as usual; those labelled borderline are left out, those without a label are not relevant."
ALARM_LEVEL = 3


def _read(rows: Sequence[Mapping[str, Any]], reader: ArticleReader) -> list[Assessment]:
    return reader.read(
        [
            Article(
                str(r["id"]), r.get("title", ""), r["text"], parse_date(r.get("published_at")), r.get("outlet", ""), r.get("url"), r.get("language")
            )
            for r in rows
        ]
    )


def _case(row: Mapping[str, Any], reading: Assessment) -> dict[str, Any]:
    return {
        "id": reading.article_id,
        "title": row.get("title", ""),
        "territory": reading.territories[0].id if reading.territories else None,
        "level": reading.level,
        "score": reading.relevance,
    }


def measure_nothing(name: str, rows: Sequence[Mapping[str, Any]], reader: ArticleReader) -> Report:
    """Share of articles read as relevant, and of those with an alarming level."""
    readings = _read(rows, reader)
    alarms = [_case(row, r) for row, r in zip(rows, readings, strict=True) if r.relevant]
    high = sum(a["level"] >= ALARM_LEVEL for a in alarms)
    figures = {
        "relevant": len(alarms),
        "relevant_share": share(len(alarms), len(rows)),
        "level_3_or_more": high,
        "level_3_share": share(high, len(rows)),
    }
    return Report(name, len(rows), NOTHING_HOW, figures, {"false_alarms": alarms})


def measure_relevance(name: str, rows: Sequence[Mapping[str, Any]], labels: Sequence[Mapping[str, Any]], reader: ArticleReader) -> Report:
    """Precision and recall of relevance."""
    known = {str(label["id"]): label for label in labels}
    kept = [r for r in rows if not known.get(str(r["id"]), {}).get("borderline")]
    false, missed, hits = [], [], 0
    for row, reading in zip(kept, _read(kept, reader), strict=True):
        label = known.get(str(row["id"]), {})
        if reading.relevant and label.get("relevant"):
            hits += 1
        elif reading.relevant:
            false.append({**_case(row, reading), "why_not": label.get("why", "")})
        elif label.get("relevant"):
            missed.append({**_case(row, reading), "gold": label.get("territories", [])})
    figures = {"relevant": hits + len(missed), "precision": share(hits, hits + len(false)), "recall": share(hits, hits + len(missed))}
    return Report(name, len(kept), LABELLED_HOW, figures, {"false_alarms": false, "misses": missed})
