"""``contactline feeds``: which feeds are watched, and how they do."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.options import JsonFlag
from monitor.cli.output import console, json_line, table

if TYPE_CHECKING:
    from monitor.bootstrap import App
    from monitor.feeds.opml import OpmlFeed

app = typer.Typer(help="Feeds: add, list, import and export.", no_args_is_help=True)
_LARGEST_LIST = 20_000_000  # bytes of an OPML or text file


def add_from_files(application: App, paths: Sequence[Path]) -> tuple[int, int]:
    """Add the feeds that the files name; (added, already there)."""
    feeds = [feed for path in paths for feed in read_list(path)]
    return add_all(application, feeds)


def add_all(application: App, feeds: Sequence[OpmlFeed]) -> tuple[int, int]:
    """Add feeds in one transaction; (added, already there)."""
    if not feeds:
        return 0, 0
    now = application.clock.now()
    added = application.store.transact(lambda u: sum(u.feeds.add(f.url, title=f.title, outlet=f.title, now=now) for f in feeds))
    return added, len(feeds) - added


def read_list(path: Path) -> list[OpmlFeed]:
    """Feeds of an OPML file, or of a text file with one address a line (# begins a comment). Raises InputError."""
    from monitor.domain.errors import InputError
    from monitor.feeds.opml import OpmlFeed, read_opml
    from monitor.text.urls import absolute_http

    try:
        raw = sys.stdin.buffer.read(_LARGEST_LIST) if str(path) == "-" else path.read_bytes()[:_LARGEST_LIST]
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}") from error
    if raw.lstrip()[:1] == b"<":
        return read_opml(raw)
    feeds = []
    for number, line in enumerate(raw.decode("utf8", "replace").splitlines(), 1):
        text = line.split(" #")[0].strip()
        if not text or text.startswith("#"):
            continue
        if (url := absolute_http(text, None)) is None:
            raise InputError(f"{path}:{number}: expected an http or https address, got {text[:80]!r}")
        feeds.append(OpmlFeed(url, "", ""))
    return feeds


@app.command()
def add(
    urls: Annotated[list[str], typer.Argument(help="Addresses of feeds.")],
    outlet: Annotated[str, typer.Option("--outlet", help="The publisher's name; the feed's own title without it.")] = "",
) -> None:
    """Add feeds by address.

    Example: `contactline feeds add https://example.org/rss.xml --outlet "Example Times"`
    """
    from monitor.cli.wiring import opened
    from monitor.domain.errors import InputError
    from monitor.feeds.opml import OpmlFeed
    from monitor.text.urls import absolute_http

    feeds = []
    for given in urls:
        if (url := absolute_http(given, None)) is None:
            raise InputError(f"expected an http or https address, got {given[:80]!r}")
        feeds.append(OpmlFeed(url, outlet, ""))
    with opened() as application:
        _say(*add_all(application, feeds))


@app.command("import")
def import_(path: Annotated[Path, typer.Argument(help="An OPML file, a text file with one address a line, or -.", allow_dash=True)]) -> None:
    """Import feeds from a file; those that are there already stay as they are.

    Example: `contactline feeds import feeds.opml`
    """
    from monitor.cli.wiring import opened

    with opened() as application:
        _say(*add_from_files(application, [path]))


@app.command()
def export() -> None:
    """Print all feeds as OPML.

    Example: `contactline feeds export > feeds.opml`
    """
    from monitor.cli.wiring import opened
    from monitor.feeds.opml import OpmlFeed, write_opml

    with opened() as application, application.store.read() as unit:
        feeds = [OpmlFeed(f.url, f.outlet or f.title, "") for f in unit.feeds.all() if f.url.startswith("http")]
    sys.stdout.buffer.write(write_opml(feeds, title="Contactline feeds"))


@app.command("list")
def list_(as_json: JsonFlag = False) -> None:
    """List feeds with their health.

    Example: `contactline feeds list --json`
    """
    from monitor.cli.shapes import feed, moment
    from monitor.cli.wiring import opened

    with opened() as application, application.store.read() as unit:
        feeds = [f for f in unit.feeds.all() if f.url.startswith("http")]
    if as_json:
        for f in feeds:
            json_line(feed(f))
        return
    rows = [
        (f.outlet or f.title, f.url, f.status, f.last_outcome, f.failures or "", moment(f.last_ok_at), moment(f.next_poll_at), f.last_reason)
        for f in feeds
    ]
    console().print(table(["outlet", "address", "status", "last poll", "failures", "last good", "next poll", "reason"], rows))


def _say(added: int, there: int) -> None:
    typer.echo(f"{added} feeds added" + (f", {there} were there already" if there else ""))
