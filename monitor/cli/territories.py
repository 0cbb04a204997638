"""``contactline territories``: the gazetteer."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.options import JsonFlag
from monitor.cli.output import console, json_line, table

app = typer.Typer(help="The gazetteer of disputed territories.", no_args_is_help=True)


@app.command("list")
def list_(as_json: JsonFlag = False) -> None:
    """List all territories with claimants and controller.

    Example: `contactline territories list --json`
    """
    from monitor.cli.shapes import territory
    from monitor.understand.gazetteer import load_gazetteer

    entries = load_gazetteer().territories
    if as_json:
        for t in entries:
            json_line(territory(t))
        return
    rows = [(t.id, t.name, t.kind, ", ".join(t.claimants), t.controller, t.status, t.parent) for t in entries]
    console().print(table(["id", "name", "kind", "claimants", "controller", "status", "part of"], rows))


@app.command()
def show(name: Annotated[str, typer.Argument(help="Id, name or alias.")], as_json: JsonFlag = False) -> None:
    """Show one territory with its names, places and sources.

    Example: `contactline territories show Artsakh`
    """
    from monitor.cli.shapes import territory
    from monitor.domain.errors import NotFound
    from monitor.understand.gazetteer import load_gazetteer

    found = load_gazetteer().find(name)
    if found is None:
        raise NotFound("territory", name)
    if as_json:
        json_line(territory(found))
        return
    out = console()
    out.print(f"{found.name}  ({found.id}, {found.kind}, {found.status})", style="bold", markup=False)
    rows = [
        ("claimants", ", ".join(found.claimants)),
        ("controller", f"{found.controller or 'contested'}" + (f" since {found.controller_since}" if found.controller_since else "")),
        ("part of", found.parent),
        ("region", found.region),
        ("position", f"{found.latitude}, {found.longitude}" if found.latitude is not None else None),
        *(("names " + language, ", ".join(names)) for language, names in found.aliases.items()),
        ("places", ", ".join(p.name for p in found.places)),
        ("sources", "; ".join(found.sources)),
    ]
    out.print(table(["", ""], [r for r in rows if r[1]]))
