"""``contactline train`` and ``contactline evaluate``."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated, Any

import typer

from monitor.cli.options import JsonFlag
from monitor.cli.output import json_line


def train(
    output: Annotated[Path | None, typer.Option("--output", help="Folder for the weights and their manifest; the package's own without it.")] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", help="Also learn from these pairs (see `stories export-pairs`).", exists=True, dir_okay=False)
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Train the models from the project's sentences; the same data gives the same bytes.

    Example: `contactline train --output /tmp/models`
    """
    # The layer above: training knows scikit-learn and imports us, so it is found by name.
    manifest = importlib.import_module("models.training.train").train(output, pairs)
    if as_json:
        json_line(manifest)
        return
    typer.echo(f"version {manifest['version']}, trained on {manifest['training']['sentences']} sentences")
    for name, entry in manifest["models"].items():
        typer.echo(f"  {name}: {entry['features']} features, {len(entry['labels'])} labels, sha256 {entry['sha256'][:16]}")


def evaluate(
    data: Annotated[
        Path,
        typer.Option(
            "--data", help="Folder with labelled articles (*.jsonl, each with a `gold` object), or above the sets.", exists=True, file_okay=False
        ),
    ],
    only: Annotated[str | None, typer.Option("--only", help="One set by its name, or `variety`: the training set beside these.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Measure the reading on labelled articles, or on every known set below a folder, which are found by their file names.

    Example: `contactline evaluate --data tests/quality --json`
    """
    from monitor.cli.output import complain
    from monitor.cli.wiring import make_app

    app = make_app()
    sets = importlib.import_module("models.training.external.sets")
    told = 0
    for report in sets.measure(data, only, sets.Readers(app.gazetteer, app.models)):
        if isinstance(report, str):
            complain(f"evaluate: {report}: no such set below {data}, skipped")
            continue
        told += 1
        if as_json:
            json_line(report.as_json())
        else:
            _show(report)
    if not told:
        from monitor.domain.errors import InputError

        raise InputError(f"{data}: neither labelled articles (*.jsonl with a gold object) nor a set that is known by name")


_SHOWN = 12  # cases of a list on the terminal; --json has all


def _show(report: Any) -> None:
    typer.echo(f"{report.name}: {report.rows} rows")
    for name, value in report.flat():
        typer.echo(f"  {name:60} {'-' if value is None else value}")
    for name, cases in report.lists.items():
        typer.echo(f"  {name}: {len(cases)}{f', the first {_SHOWN} of them' if len(cases) > _SHOWN else ''}")
        for case in cases[:_SHOWN]:
            typer.echo("    " + "  ".join(" ".join(str(v).split())[:90] for v in case.values()))
    typer.echo("  " + report.how)
