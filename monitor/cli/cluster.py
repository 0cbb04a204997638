"""``contactline cluster``: articles in, story assignments out, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.articles import ArticleStream, batches
from monitor.cli.options import JsonFlag
from monitor.cli.output import console, json_line, table


def cluster(
    path: Annotated[Path, typer.Argument(help="Articles as JSON lines in order of publication, or - for standard input.", allow_dash=True)],
    everything: Annotated[bool, typer.Option("--all", help="Cluster also what concerns no territory.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Put articles into stories: the answer for each depends only on those before it.

    Example: `contactline cluster articles.jsonl --all --json`
    """
    from monitor.cli.shapes import assignment
    from monitor.cli.wiring import opened
    from monitor.stories.corrections import marked
    from monitor.stories.features import features_of
    from monitor.stories.index import StoryIndex

    rows = []
    with opened() as app:
        index = StoryIndex(app.story_weights)
        stream = ArticleStream(app, [path])
        for batch in batches(stream):
            for article, reading in zip(batch, app.reader.read(batch), strict=True):
                if not everything and not reading.relevant:
                    continue
                seen_at = article.published_at or app.clock.now()
                decision = index.place(marked(features_of(article, reading, app.background, seen_at=seen_at), article.title, article.text))
                if as_json:
                    json_line(assignment(decision))
                else:
                    rows.append((decision.story_id, article.id, decision.reason, decision.score, decision.copy_of, article.title))
    if not as_json:
        rows.sort(key=lambda r: r[0])
        console().print(table(["story", "article", "reason", "score", "copy of", "title"], rows))
    raise typer.Exit(1 if stream.problems else 0)
