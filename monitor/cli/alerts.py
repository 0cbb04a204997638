"""``contactline alerts``: what was raised, and what an operator does about it."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.options import JsonFlag, Limit
from monitor.cli.output import console, json_line, table

app = typer.Typer(help="Alerts: list, show, acknowledge, resolve.", no_args_is_help=True)
AlertId = Annotated[str, typer.Argument(help="The alert's id.", metavar="ALERT")]


@app.command("list")
def list_(
    status: Annotated[str | None, typer.Option("--status", help="open, acknowledged, resolved or retracted.")] = None,
    limit: Limit = 50,
    as_json: JsonFlag = False,
) -> None:
    """List alerts, the latest change first.

    Example: `contactline alerts list --status open --json`
    """
    from monitor.cli.shapes import alert, moment
    from monitor.cli.wiring import opened

    if status is not None and status not in {"open", "acknowledged", "resolved", "retracted"}:
        raise typer.BadParameter("expected open, acknowledged, resolved or retracted", param_hint="--status")
    with opened() as application, application.store.read() as unit:
        alerts = unit.alerts.list(status=status, limit=limit)
    if as_json:
        for a in alerts:
            json_line(alert(a))
        return
    rows = [(a.id, a.status, a.level, a.territory, a.certainty, moment(a.updated_at), a.headline) for a in alerts]
    console().print(table(["alert", "status", "level", "territory", "certainty", "changed", "headline"], rows))


@app.command()
def show(alert_id: AlertId, as_json: JsonFlag = False) -> None:
    """Show one alert with its updates and its story.

    Example: `contactline alerts show a-0123456789abcdef`
    """
    from monitor.cli.shapes import alert, moment, story
    from monitor.cli.show_story import show_story
    from monitor.cli.wiring import opened
    from monitor.stories.life import life_of

    with opened() as application:
        with application.store.read() as unit:
            found = unit.alerts.get(alert_id)
            updates = unit.outbox.updates(alert_id)
            its_story = unit.story_reading.get(found.story_id)
        life = life_of(its_story, application.clock.now(), application.sources.find)
    if as_json:
        rows = [{"sequence": u.sequence, "type": str(u.kind), "reasons": [str(r) for r in u.reasons], "at": moment(u.at)} for u in updates]
        json_line({**alert(found), "changes": rows, "details": story(its_story)})
        return
    out = console()
    out.print(f"alert {found.id}: {found.status}, level {found.level}, {found.severity}, {found.certainty}", markup=False)
    out.print(table(["#", "when", "what", "why"], [(u.sequence, moment(u.at), u.kind, ", ".join(u.reasons)) for u in updates]))
    out.print()
    show_story(its_story, life)


@app.command()
def ack(alert_id: AlertId) -> None:
    """Acknowledge an alert: nothing more is sent until its story changes.

    Example: `contactline alerts ack a-0123456789abcdef`
    """
    from monitor.cli.wiring import opened
    from monitor.pipeline.operate import acknowledge

    with opened() as application:
        typer.echo(acknowledge(application.store, alert_id, application.clock.now()))


@app.command()
def resolve(alert_id: AlertId) -> None:
    """Resolve an alert; its receivers are told.

    Example: `contactline alerts resolve a-0123456789abcdef`
    """
    from monitor.cli.wiring import opened
    from monitor.pipeline.operate import resolve as resolve_alert

    with opened() as application:
        typer.echo(resolve_alert(application.alert_ports, alert_id))
