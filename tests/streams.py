"""A desk that puts reports into stories as ``contactline cluster`` does: the shipped reader and weights, no database."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from monitor.adapters.artefacts import load_background, load_story_weights
from monitor.domain.reading import Article
from monitor.domain.story import StoryAssignment
from monitor.stories.corrections import marked
from monitor.stories.features import features_of
from monitor.stories.index import StoryIndex
from monitor.understand.reader import ArticleReader

TUESDAY_DAWN = dt.datetime(2024, 3, 5, 6, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Report:
    """A report, so many hours after Tuesday's dawn."""

    title: str
    text: str
    hours: float = 0


def placed(reader: ArticleReader, *reports: Report) -> list[StoryAssignment]:
    """The assignment of each report, which come in one after another, each from an outlet of its own."""
    index, background = StoryIndex(load_story_weights()), load_background()
    out = []
    for n, report in enumerate(reports):
        at = TUESDAY_DAWN + dt.timedelta(hours=report.hours)
        article = Article(f"a{n}", report.title, report.text, at, f"Outlet {n}", f"https://outlet{n}.example/{n}")
        features = features_of(article, reader.read([article])[0], background, seen_at=at)
        out.append(index.place(marked(features, article.title, article.text)))
    return out


def how_many(assignments: list[StoryAssignment]) -> int:
    return len({a.story_id for a in assignments})
