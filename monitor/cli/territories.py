"""``contactline territories``: the gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.options import JsonFlag
from monitor.cli.output import console, json_line, table

if TYPE_CHECKING:
    from monitor.understand.gazetteer_check import Finding
    from monitor.understand.gazetteer_compare import Comparison

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
        ("disagrees", "; ".join(found.disagrees)),
    ]
    out.print(table(["", ""], [r for r in rows if r[1]]))


@app.command("check")
def check_(
    against: Annotated[
        list[Path] | None, typer.Option("--against", help="A list of disputed areas (CSV) to compare with, row by row.", exists=True, dir_okay=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every finding and row, not only what is wrong.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Look for gaps and clashes in the gazetteer, and compare it with other lists; exit status 1 when something is wrong.

    Example: `contactline territories check --against disputed_areas.csv`
    """
    from monitor.cli.shapes import comparison, finding
    from monitor.understand.gazetteer import load_gazetteer
    from monitor.understand.gazetteer_check import check
    from monitor.understand.gazetteer_compare import compare, parse_listing

    gazetteer = load_gazetteer()
    findings = check(gazetteer)
    rows = compare([row for file in against or () for row in parse_listing(file.read_text("utf-8-sig"), gazetteer)], gazetteer)
    if as_json:
        for f in findings:
            json_line(finding(f))
        for c in rows:
            json_line(comparison(c))
    else:
        _print_check(findings, rows, everything=everything)
    if any(f.hard for f in findings) or not all(c.settled for c in rows):
        raise typer.Exit(1)


def _print_check(findings: Sequence[Finding], rows: Sequence[Comparison], *, everything: bool) -> None:
    out = console()
    counts = Counter((not f.hard, f.kind, f.rule) for f in findings)
    listed = [("to add" if soft else "wrong", kind, rule, n) for (soft, kind, rule), n in sorted(counts.items())]
    out.print(table(["", "", "finding", "entries"], listed, title="The gazetteer itself") if listed else "No gap and no clash.")
    shown = [f for f in findings if f.hard or everything]
    if shown:
        out.print(table(["", "entry", "finding", "detail"], [(f.kind, f.entry, f.rule, f.detail) for f in shown]))
    for source in dict.fromkeys(c.listed.source for c in rows):
        ours = [c for c in rows if c.listed.source == source]
        told = ", ".join(f"{n} {verdict}" for verdict, n in sorted(Counter(str(c.verdict) for c in ours).items()))
        controllers = Counter(c.controller_agrees for c in ours)
        out.print(f"\n{source}: {len(ours)} rows; claimants {told}; controller {controllers[True]} same, {controllers[False]} other", markup=False)
        differing = [c for c in ours if everything or c.verdict not in {"same", "wider"} or c.controller_agrees is False]
        out.print(table(["line", "row", "entry", "claimants", "row lacks", "we lack", "controller", "why"], map(_compared, differing)))


def _compared(c: Comparison) -> tuple[object, ...]:
    entry = c.entry
    controllers = f"{c.listed.controller}, ours {(entry and entry.controller) or 'open'}" if c.controller_agrees is False else ""
    parties = " ".join(c.further), " ".join(c.missing)
    return (c.listed.line, c.listed.name, entry and entry.id, c.verdict, *parties, controllers, "; ".join(c.reasons))
