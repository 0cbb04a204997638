"""``contactline analyse``: what is read out of articles, without a database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.options import JsonFlag, Paths
from monitor.cli.output import complain, json_line

if TYPE_CHECKING:
    from monitor.domain.reading import Article

BATCH = 30


def analyse(
    paths: Paths,
    as_json: JsonFlag = False,
    html: Annotated[Path | None, typer.Option("--html", help="Write the articles with their evidence marked to this file.")] = None,
) -> None:
    """Show what is read out of each article: territories, signals, casualty claims, level, each with its evidence.

    Example: `contactline analyse article.txt` or `contactline analyse articles.jsonl --json`
    """
    from monitor.cli.shapes import assessment
    from monitor.cli.wiring import make_app

    reader = make_app().reader
    problems: list[str] = []
    pages: list[str] = []
    for batch in _batches(_articles(paths, problems)):
        for article, reading in zip(batch, reader.read(batch), strict=True):
            if as_json:
                json_line(assessment(reading, title=article.title))
            elif html is None:
                from monitor.cli.show_article import show

                show(article, reading)
            if html is not None:
                from monitor.cli.show_article import as_html

                pages.append(as_html(article, reading))
    if html is not None:
        from monitor.cli.show_article import whole_page

        html.write_text(whole_page(pages), "utf8")
    raise typer.Exit(1 if problems else 0)


def _articles(paths: list[Path], problems: list[str]) -> Iterator[Article]:
    from monitor.extract.files import FileProblem, read_path

    for path in paths:
        for found in read_path(path):
            if isinstance(found, FileProblem):
                problems.append(str(found))
                complain(str(found))
            else:
                yield found


def _batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
