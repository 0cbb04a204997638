"""Figures of dead and wounded against sets that know them: crimes with many reports each, and headlines that give a running toll."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from models.training.external.bare import BareReader
from models.training.external.report import Report, share
from monitor.domain.reading import Effect, Realis
from monitor.text.dates import parse_date
from monitor.understand.casualties import RawClaim

STORY_HOW = (
    "The claims grammar on every article (title, then text) of a gold story, whatever its relevance. An article's figure of an effect is the low "
    "bound of its first actual claim of the effect that is no running total; a story's is that of most of its articles that give one, the larger "
    "at a tie, 0 where none does. exact: share of stories with the incident's figure, exact_where_any: of those where it is not 0; commonest: the "
    "share that always saying the set's commonest figure gets; mae: mean absolute error; both_exact: killed and wounded."
)
HEADLINE_HOW = "The claims grammar on the headline alone; its toll is the largest low bound of dead that are no denied figure."


def measure_stories(name: str, incidents: Sequence[Mapping[str, Any]], articles: Sequence[Mapping[str, Any]], reader: BareReader) -> Report:
    """Killed and wounded by story."""
    by_story: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for article in articles:
        by_story[str(article["story"])].append(article)
    rows = [(i, figures_of(by_story[str(i["story"])], reader)) for i in incidents if str(i["story"]) in by_story]
    out: dict[str, Any] = {"stories": len(rows)}
    for effect in (Effect.KILLED, Effect.WOUNDED):
        errors = [abs(read[effect] - int(i[effect])) for i, read in rows]
        hurt = [e for e, (i, _) in zip(errors, rows, strict=True) if int(i[effect])]
        out[str(effect)] = {
            "exact": share(errors.count(0), len(errors)),
            "exact_where_any": share(hurt.count(0), len(hurt)),
            "commonest": share(Counter(int(i[effect]) for i, _ in rows).most_common(1)[0][1], len(rows)) if rows else None,
            "mae": share(sum(errors), len(errors)),
        }
    right = [all(read[e] == int(i[e]) for e in (Effect.KILLED, Effect.WOUNDED)) for i, read in rows]
    out["both_exact"] = share(sum(right), len(right))
    wrong = [
        {
            "story": i["story"],
            "killed": [i["killed"], read[Effect.KILLED]],
            "wounded": [i["wounded"], read[Effect.WOUNDED]],
            "titles": [a.get("title", "") for a in by_story[str(i["story"])]][:3],
        }
        for (i, read), ok in zip(rows, right, strict=True)
        if not ok
    ]
    return Report(name, len(articles), STORY_HOW, out, {"differences_gold_read": wrong})


def figures_of(articles: Sequence[Mapping[str, Any]], reader: BareReader) -> dict[Effect, int]:
    """A story's figures: those of most of its articles."""
    votes: dict[Effect, Counter[int]] = {Effect.KILLED: Counter(), Effect.WOUNDED: Counter()}
    for article in articles:
        claims = reader.claims(f"{article.get('title', '')}\n\n{article['text']}", _day(article.get("published_at")))
        for effect, counted in votes.items():
            if (figure := _figure(claims, effect)) is not None:
                counted[figure] += 1
    return {effect: max(counted, key=lambda n: (counted[n], n), default=0) for effect, counted in votes.items()}


def _figure(claims: Sequence[RawClaim], effect: Effect) -> int | None:
    return next((c.low for c in claims if c.effect is effect and c.realis is Realis.ACTUAL and not c.cumulative), None)


def measure_headlines(name: str, rows: Sequence[Mapping[str, str]], reader: BareReader) -> Report:
    """The running toll of each headline."""
    read = []
    for row in rows:
        claims = reader.claims(row["title"], _day(row["date"]))
        read.append(max((c.low for c in claims if c.effect is Effect.KILLED and c.realis is not Realis.DENIED), default=None))
    right = [toll == int(row["toll"]) for row, toll in zip(rows, read, strict=True)]
    wrong = [{"title": row["title"], "gold": int(row["toll"]), "read": toll} for row, toll, ok in zip(rows, read, right, strict=True) if not ok]
    figures = {"exact": share(sum(right), len(right)), "nothing_read": sum(toll is None for toll in read)}
    return Report(name, len(rows), HEADLINE_HOW, figures, {"differences": wrong})


def _day(value: object) -> dt.date | None:
    found = parse_date(str(value)) if value else None
    return found.date() if found else None
