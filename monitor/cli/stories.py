"""``contactline stories``: stories with articles, publishers and toll; and an operator's word on which reports belong together."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.options import JsonFlag, Limit
from monitor.cli.output import console, json_line, table

if TYPE_CHECKING:
    from monitor.pipeline.correct import Corrected

app = typer.Typer(help="Stories: reports of one event, from many outlets.", no_args_is_help=True)
_DATES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]
StoryId = Annotated[str, typer.Argument(help="The story's id.", metavar="STORY")]
Note = Annotated[str, typer.Option("--note", help="Why; kept with the constraints.")]
By = Annotated[str, typer.Option("--by", help="Who decides; kept with the constraints.")]


@app.command("list")
def list_(
    territory: Annotated[str | None, typer.Option("--territory", help="Only this territory (id).")] = None,
    since: Annotated[dt.datetime | None, typer.Option("--since", help="Only stories with news since (UTC).", formats=_DATES)] = None,
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
def show(
    story_id: StoryId,
    as_json: JsonFlag = False,
    html: Annotated[Path | None, typer.Option("--html", help="Write the story with its plots to this file, as one page without scripts.")] = None,
) -> None:
    """Show one story: phase, timeline, publishers and copies, level and signals over time, toll by side and claimant.

    Example: `contactline stories show s-0123456789abcdef --html story.html`
    """
    from monitor.cli.shapes import life, story
    from monitor.cli.show_story import show_story
    from monitor.cli.wiring import opened
    from monitor.stories.life import life_of

    with opened() as application:
        with application.store.read() as unit:
            found = unit.story_reading.get(story_id)
        as_told = life_of(found, application.clock.now(), application.sources.find)
        territory = application.names(found.territory)[0] if found.territory else ""
    if html is not None:
        from monitor.cli.story_page import story_page

        html.write_text(story_page(found, as_told, territory), "utf8", "replace")
    if as_json:
        json_line({**story(found), **life(as_told)})
    elif html is None:
        show_story(found, as_told)


@app.command()
def merge(
    story_id: StoryId,
    into: Annotated[str, typer.Argument(help="The story that takes its articles.", metavar="INTO")],
    note: Note = "",
    by: By = "operator",
    as_json: JsonFlag = False,
) -> None:
    """Move all articles of a story into another, and keep them together from now on.

    Example: `contactline stories merge s-0123456789abcdef s-fedcba9876543210 --note "same shelling"`
    """
    from monitor.cli.wiring import opened
    from monitor.pipeline.correct import merge_stories

    with opened() as application:
        done = merge_stories(application.store, application.clock, story_id, into, by=by, note=note)
    _told(done, as_json=as_json, did="merged", into=into)


@app.command()
def split(
    story_id: StoryId,
    article_ids: Annotated[list[str], typer.Argument(help="Articles that tell of another event.", metavar="ARTICLE...")],
    note: Note = "",
    by: By = "operator",
    as_json: JsonFlag = False,
) -> None:
    """Take articles out of a story into one of their own, and keep them apart from now on.

    Example: `contactline stories split s-0123456789abcdef r-00112233445566778899 --note "another village"`
    """
    from monitor.cli.wiring import opened
    from monitor.pipeline.correct import split_story

    with opened() as application:
        done = split_story(application.store, application.clock, story_id, article_ids, by=by, note=note)
    _told(done, as_json=as_json, did="split", into=done.story_id)


def _told(done: Corrected, *, as_json: bool, did: str, into: str) -> None:
    if as_json:
        json_line({"done": did, "story": done.story_id, "articles": done.articles, "other": done.other, "moved": list(done.moved)})
    else:
        typer.echo(f"{did}: {len(done.moved)} articles are now in story {into}; alerts follow with the next pass")


@app.command()
def rebuild(
    since: Annotated[dt.datetime | None, typer.Option("--since", help="Only articles published since (UTC).", formats=_DATES)] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would move, and move nothing.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Assign all stored articles anew, by today's rules and under all constraints, and say what moved.

    Example: `contactline stories rebuild --since 2024-03-01 --dry-run`
    """
    from monitor.cli.wiring import opened
    from monitor.pipeline.rebuild import rebuild as rebuild_stories

    with opened() as application:
        start = since.replace(tzinfo=dt.UTC) if since else None
        done = rebuild_stories(application.store, application.clock, application.story_weights, since=start, dry_run=dry_run)
    if as_json:
        for m in done.moved:
            json_line({"type": "moved", "article": m.article_id, "title": m.title, "from": m.before, "to": m.after, "reason": str(m.reason)})
        json_line({"type": "rebuilt", "articles": done.articles, "stories": done.stories, "moved": len(done.moved), "dry_run": dry_run})
        return
    console().print(
        table(["article", "from", "to", "why there", "title"], [(m.article_id, m.before, m.after, m.reason, m.title) for m in done.moved])
    )
    typer.echo(f"{len(done.moved)} of {done.articles} articles {'would move' if dry_run else 'moved'}; {done.stories} stories")


@app.command("export-pairs")
def export_pairs() -> None:
    """Print the operators' constraints as training pairs, one JSON object a line, for `contactline train --pairs`.

    Example: `contactline stories export-pairs > pairs.jsonl`
    """
    from monitor.cli.output import complain
    from monitor.cli.shapes import pair
    from monitor.cli.wiring import opened
    from monitor.domain.errors import NotFound

    with opened() as application, application.store.read() as unit:
        for word in unit.constraints.all():
            try:
                articles = [unit.articles.article(a)[0] for a in (word.first, word.second)]
            except NotFound as error:
                complain(f"export-pairs: {error}, pair left out")
                continue
            json_line(pair(word, articles))
