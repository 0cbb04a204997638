"""``contactline run``: one whole pass without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.options import JsonFlag


def run(
    feeds: Annotated[
        Path | None, typer.Option("--feeds", help="An OPML file, or a text file with one address a line, whose feeds are added first.", exists=False)
    ] = None,
    sample: Annotated[
        bool,
        typer.Option("--sample", help="Play a week of sample articles from a loopback server into a throw-away database, and show what came out."),
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Run one pass: poll what is due, assess, update stories, raise alerts, deliver; then print the ledger.

    Example: `contactline run --sample` to see it work, `contactline run --feeds feeds.opml` for your own feeds
    """
    if sample:
        from monitor.cli.sample import play

        play(as_json=as_json)
        return
    import asyncio

    from monitor.cli.wiring import make_app

    asyncio.run(_pass(make_app(), feeds, as_json=as_json))


async def _pass(app: object, feeds: Path | None, *, as_json: bool) -> None:
    from monitor.bootstrap import App
    from monitor.cli.feeds import add_from_files
    from monitor.cli.output import TerminalProgress
    from monitor.cli.show_ledger import show_ledger
    from monitor.pipeline.run import run_pass

    assert isinstance(app, App)
    async with app:
        add_from_files(app, [*app.config.feed_files, *([feeds] if feeds else [])])
        with TerminalProgress() as progress:
            ledger = await run_pass(app.stages, worker=app.worker, progress=progress)
        show_ledger(app, ledger, as_json=as_json)
