"""``contactline evaluate``: how well labelled articles are read. Matching follows the coding conventions of the ontology."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from monitor.domain.errors import InputError
from monitor.domain.reading import Article, Assessment, CasualtyClaim, Realis
from monitor.text.dates import parse_date
from monitor.understand.casualties import RawClaim
from monitor.understand.reader import ArticleReader


class Counts(Counter[str]):
    """True and false positives and false negatives of one measure."""

    def add(self, truth: Counter[Any], guess: Counter[Any]) -> None:
        """Count multiset agreement."""
        hits = (truth & guess).total()
        self["tp"] += hits
        self["fp"] += guess.total() - hits
        self["fn"] += truth.total() - hits

    def f1(self) -> float:
        """F1, 1.0 when there was nothing to find and nothing was found."""
        whole = 2 * self["tp"] + self["fp"] + self["fn"]
        return round(2 * self["tp"] / whole, 3) if whole else 1.0


def labelled_articles(files: Iterable[Path]) -> list[tuple[Article, Mapping[str, Any]]]:
    """All labelled articles of JSON-lines files, with their gold; other rows are passed over. Raises InputError."""
    out: list[tuple[Article, Mapping[str, Any]]] = []
    for file in files:
        for number, line in enumerate(file.read_text("utf8").splitlines(), 1):
            try:
                row = json.loads(line)
                gold = row.get("gold")
                if isinstance(gold, dict) and "relevant" in gold:
                    out.append(
                        (
                            Article(
                                str(row["id"]),
                                row.get("title", ""),
                                row["text"],
                                parse_date(row.get("published_at")),
                                row.get("outlet", ""),
                                row.get("url"),
                                row.get("language"),
                            ),
                            gold,
                        )
                    )
            except (ValueError, KeyError, AttributeError) as error:
                raise InputError(f"{file}:{number}: {error}") from error
    return out


def _count_claims(measures: Mapping[str, Counts], gold: Mapping[str, Any], read: Sequence[CasualtyClaim | RawClaim]) -> None:
    claims = [c for c in gold["casualties"] if c.get("high") != 0]
    measures["casualty_figures"].add(
        Counter((c["effect"], c["low"], c["high"]) for c in claims), Counter((str(c.effect), c.low, c.high) for c in read)
    )
    measures["casualty_claims"].add(
        Counter((c["effect"], c["low"], c["high"], c["realis"]) for c in claims), Counter((str(c.effect), c.low, c.high, str(c.realis)) for c in read)
    )


def figures_of(rows: Sequence[tuple[Article, Mapping[str, Any]]], reader: ArticleReader) -> dict[str, Any]:
    """What ``figures`` tells of labelled articles; ``claim_figures`` where all are coded for claims alone."""
    if all(gold.get("claims_only") for _, gold in rows):
        return claim_figures(rows, reader)
    return figures([gold for _, gold in rows], reader.read([article for article, _ in rows]), reader)


def claim_figures(rows: Sequence[tuple[Article, Mapping[str, Any]]], reader: ArticleReader) -> dict[str, Any]:
    """F1 of the claims of articles that are coded for nothing else (``claims_only``), and read for them whatever they concern."""
    measures = {name: Counts() for name in ("casualty_figures", "casualty_claims")}
    for article, gold in rows:
        _count_claims(measures, gold, reader.claims_of(article))
    return {"articles": len(rows), **{name: counts.f1() for name, counts in measures.items()}}


def figures(golds: Sequence[Mapping[str, Any]], readings: Sequence[Assessment], reader: ArticleReader) -> dict[str, Any]:
    """F1 of relevance, territories, signals and claims; share of first territories and of levels that are right."""
    measures = {
        name: Counts() for name in ("relevance", "stale", "territories", "signals_actual", "signals_realis", "casualty_figures", "casualty_claims")
    }
    first = quiet = exact = near = relevant = 0
    for gold, r in zip(golds, readings, strict=True):
        measures["relevance"].add(Counter(["yes"] * bool(gold["relevant"])), Counter(["yes"] * r.relevant))
        measures["stale"].add(Counter(["yes"] * bool(gold.get("stale"))), Counter(["yes"] * r.stale))
        if not gold["relevant"]:
            quiet += not r.relevant and r.level == 0
            continue
        relevant += 1
        wanted = [reader.kin_of(name) for name in gold["territories"]]
        found = [t.id for t in r.territories]
        first += bool(found and wanted and found[0] in wanted[0])
        measures["territories"].add(Counter(range(len(wanted))), Counter({next((i for i, w in enumerate(wanted) if f in w), f) for f in found}))
        measures["signals_actual"].add(
            Counter({s["signal"] for s in gold["signals"] if s["realis"] == "actual"}),
            Counter({str(s.signal) for s in r.signals if s.realis is Realis.ACTUAL}),
        )
        measures["signals_realis"].add(
            Counter({(s["signal"], s["realis"]) for s in gold["signals"]}), Counter({(str(s.signal), str(s.realis)) for s in r.signals})
        )
        _count_claims(measures, gold, r.casualties)
        exact += r.level == gold["level"]
        near += abs(r.level - gold["level"]) <= 1
    negatives = len(golds) - relevant
    return {
        "articles": len(golds),
        **{name: counts.f1() for name, counts in measures.items()},
        "negatives_quiet": round(quiet / negatives, 3) if negatives else 1.0,
        "first_territory": round(first / relevant, 3) if relevant else 1.0,
        "level_exact": round(exact / relevant, 3) if relevant else 1.0,
        "level_within_1": round(near / relevant, 3) if relevant else 1.0,
    }
