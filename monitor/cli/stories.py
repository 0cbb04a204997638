"""``contactline stories``: stories with articles, publishers and toll."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from monitor.cli.options import JsonFlag, Limit
from monitor.cli.output import console, json_line, table

app = typer.Typer(help="Stories: reports of one event, from many outlets.", no_args_is_help=True)


@app.command("list")
def list_(
    territory: Annotated[str | None, typer.Option("--territory", help="Only this territory (id).")] = None,
    since: Annotated[
        dt.datetime | None, typer.Option("--since", help="Only stories with news since (UTC).", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"])
    ] = None,
    limit: Limit = 50,
    as_json: JsonFlag = False,
) -> None:
    """List stories, the newest first.

    Example: `contactline stories list --territory kashmir`
    """
    from monitor.cli.shapes import moment, story
    from monitor.cli.wiring import opened

    with opened() as application, application.store.read() as unit:
        stories = unit.story_reading.list(since=since.replace(tzinfo=dt.UTC) if since else None, territory=territory, limit=limit)
    if as_json:
        for s in stories:
            json_line(story(s))
        return
    rows = [
        (s.id, s.level, s.territory, len(s.articles), len(s.publishers), "yes" if s.corroborated else "no", moment(s.last_seen_at), s.title)
        for s in stories
    ]
    console().print(table(["story", "level", "territory", "articles", "publishers", "corroborated", "last news", "title"], rows))


@app.command()
def show(story_id: Annotated[str, typer.Argument(help="The story's id.", metavar="STORY")], as_json: JsonFlag = False) -> None:
    """Show one story: timeline, publishers and copies, toll by claimant.

    Example: `contactline stories show s-0123456789abcdef`
    """
    from monitor.cli.shapes import story
    from monitor.cli.show_story import show_story
    from monitor.cli.wiring import opened

    with opened() as application, application.store.read() as unit:
        found = unit.story_reading.get(story_id)
    if as_json:
        json_line(story(found))
    else:
        show_story(found)
