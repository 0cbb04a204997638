"""``contactline analyse``: what is read out of articles, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.articles import ArticleStream, batches
from monitor.cli.options import JsonFlag, Paths
from monitor.cli.output import json_line

if TYPE_CHECKING:
    from monitor.domain.reading import Article, Assessment


def analyse(
    paths: Paths,
    as_json: JsonFlag = False,
    html: Annotated[Path | None, typer.Option("--html", help="Write the articles with their evidence marked to this file.")] = None,
) -> None:
    """Show what is read out of each article: territories, signals, casualty claims, level, each with its evidence.

    Example: `contactline analyse article.txt` or `contactline analyse articles.jsonl --json`
    """
    from monitor.cli.shapes import assessment
    from monitor.cli.wiring import opened

    shown: list[tuple[Article, Assessment]] = []
    with opened() as app:
        stream = ArticleStream(app, paths)
        for batch in batches(stream):
            for article, reading in zip(batch, app.reader.read(batch), strict=True):
                if as_json:
                    json_line(assessment(reading, title=article.title))
                elif html is None:
                    from monitor.cli.show_article import show

                    show(article, reading)
                if html is not None:
                    shown.append((article, reading))
    if html is not None:
        from monitor.cli.show_article import as_html

        html.write_text(as_html(shown, app.gazetteer.territories), "utf8")
    raise typer.Exit(1 if stream.problems else 0)
