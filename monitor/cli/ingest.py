"""``contactline ingest``: the same pass for files instead of feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from monitor.cli.articles import ArticleStream
from monitor.cli.options import JsonFlag, Paths
from monitor.cli.output import TerminalProgress

if TYPE_CHECKING:
    from monitor.bootstrap import App


def ingest(paths: Paths, as_json: JsonFlag = False) -> None:
    """Take articles from files through the whole pass: assess, stories, alerts, deliveries.

    Reads feed files, .html pages, scraped .txt and .md, .jsonl articles, .warc(.gz), folders, and - for JSON lines on standard input.

    Example: `contactline ingest archive/ more.jsonl`
    """
    import asyncio

    from monitor.cli.wiring import make_app

    raise typer.Exit(asyncio.run(_ingest(make_app(), paths, as_json=as_json)))


async def _ingest(app: App, paths: Paths, *, as_json: bool) -> int:
    from monitor.cli.show_ledger import show_ledger
    from monitor.pipeline.intake import take_in
    from monitor.pipeline.run import run_pass

    async with app:
        stream = ArticleStream(app, paths)
        new = take_in(app.store, stream, app.clock.now())
        with TerminalProgress() as progress:
            ledger = await run_pass(app.stages, worker=app.worker, progress=progress, poll=False, taken_in=new)
        show_ledger(app, ledger, as_json=as_json)
    return 1 if stream.problems else 0
