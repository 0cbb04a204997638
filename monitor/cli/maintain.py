"""``contactline migrate`` and ``contactline doctor``."""

from __future__ import annotations

import typer

from monitor.cli.options import JsonFlag
from monitor.cli.output import json_line


def migrate() -> None:
    """Bring the database's schema up to date; a SQLite file is copied first.

    Example: `contactline migrate`
    """
    from monitor.adapters.store.migrate import upgrade
    from monitor.config import load_config

    done = upgrade(load_config().database_url)
    if not done.changed:
        typer.echo(f"The schema is up to date (revision {done.after}).")
        return
    kept = f"; the database as it was: {done.copy}" if done.copy is not None else ""
    typer.echo(f"The schema went from {f'revision {done.before}' if done.before else 'nothing'} to revision {done.after}{kept}.")


def doctor(as_json: JsonFlag = False) -> None:
    """Check configuration, database, models, gazetteer and receivers; exit status 1 when something is wrong.

    Example: `contactline doctor`
    """
    from monitor.cli.checks import run_checks

    checks = run_checks()
    for check in checks:
        if as_json:
            json_line({"check": check.name, "ok": check.ok, "detail": check.detail})
        else:
            typer.echo(f"{'ok  ' if check.ok else 'FAIL'}  {check.name}: {check.detail}")
    raise typer.Exit(0 if all(c.ok for c in checks) else 1)
