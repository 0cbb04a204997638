"""Assembles the commands, and turns errors that the product explains into one line and exit status 1.

The modules of the commands import nothing heavy at their top, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from monitor.cli import alerts, analyse, cluster, deliveries, explain, feeds, ingest, maintain, models, run, stories, territories, up
from monitor.domain.errors import ContactlineError

app = typer.Typer(
    name="contactline",
    help="Watch the news for escalation along the world's disputed lines.",
    epilog="Start with: contactline run --sample",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for name, command in (
    ("run", run.run),
    ("up", up.up),
    ("ingest", ingest.ingest),
    ("analyse", analyse.analyse),
    ("cluster", cluster.cluster),
    ("explain", explain.explain),
    ("train", models.train),
    ("evaluate", models.evaluate),
    ("migrate", maintain.migrate),
    ("doctor", maintain.doctor),
):
    app.command(name)(command)
for name, group in (
    ("feeds", feeds.app),
    ("stories", stories.app),
    ("alerts", alerts.app),
    ("deliveries", deliveries.app),
    ("territories", territories.app),
):
    app.add_typer(group, name=name)


def _version(shown: bool) -> None:
    if shown:
        from importlib.metadata import version

        typer.echo(f"contactline {version('contactline')}")
        raise typer.Exit


@app.callback()
def _main(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """Watch the news for escalation along the world's disputed lines."""


def main() -> None:
    """The entry point. Exit status: 0, 1 for a failure explained on standard error, 2 for wrong usage, 130 after Ctrl-C."""
    try:
        app()
    except ContactlineError as error:
        sys.stderr.write(f"contactline: {' '.join(str(error).split())}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except OSError as error:  # a file that cannot be written, a full disk
        sys.stderr.write(f"contactline: {error.filename or 'output'}: {error.strerror or error}\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
