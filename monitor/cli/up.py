"""``contactline up``: server, UI and schedules until Ctrl-C."""

from __future__ import annotations

import importlib
from typing import Annotated

import typer


def up(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="Port of the server and its UI, on 127.0.0.1.")] = 4200,
    interval: Annotated[int, typer.Option("--interval", min=15, max=86400, help="Seconds between two scheduled passes.")] = 300,
) -> None:
    """Start the server, its UI and all schedules; Ctrl-C stops them cleanly.

    Example: `contactline up --port 4200`
    """
    from monitor.config import load_config

    load_config()  # a wrong key is told here, in one line, not in a flow's log
    # The layer above: flows know Prefect and import us, so they are found by name.
    raise typer.Exit(importlib.import_module("flows.up").up(port=port, interval=interval))
