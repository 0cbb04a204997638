"""``contactline train`` and ``contactline evaluate``."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.options import JsonFlag
from monitor.cli.output import json_line


def train(
    output: Annotated[Path | None, typer.Option("--output", help="Folder for the weights and their manifest; the package's own without it.")] = None,
    as_json: JsonFlag = False,
) -> None:
    """Train the models from the project's sentences; the same data gives the same bytes.

    Example: `contactline train --output /tmp/models`
    """
    # The layer above: training knows scikit-learn and imports us, so it is found by name.
    manifest = importlib.import_module("models.training.train").train(output)
    if as_json:
        json_line(manifest)
        return
    typer.echo(f"version {manifest['version']}, trained on {manifest['training']['sentences']} sentences")
    for name, entry in manifest["models"].items():
        typer.echo(f"  {name}: {entry['features']} features, {len(entry['labels'])} labels, sha256 {entry['sha256'][:16]}")


def evaluate(
    data: Annotated[
        Path, typer.Option("--data", help="Folder with labelled articles (*.jsonl, each with a `gold` object).", exists=True, file_okay=False)
    ],
    as_json: JsonFlag = False,
) -> None:
    """Measure the reading of labelled articles: relevance, territories, signals, claims, level.

    Example: `contactline evaluate --data tests/quality --json`
    """
    from monitor.cli.wiring import make_app

    figures = importlib.import_module("models.training.evaluate").evaluate(data, make_app().reader)
    if as_json:
        json_line(figures)
        return
    for name, value in figures.items():
        typer.echo(f"{name:24} {value}")
