"""``contactline deliveries``: the outbox and its dead letters."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli.options import JsonFlag, Limit
from monitor.cli.output import console, json_line, table

app = typer.Typer(help="The outbox and its dead letters.", no_args_is_help=True)


@app.command("list")
def list_(
    state: Annotated[str | None, typer.Option("--state", help="pending, delivered or dead.")] = None, limit: Limit = 50, as_json: JsonFlag = False
) -> None:
    """List deliveries, the newest first.

    Example: `contactline deliveries list --state dead`
    """
    from monitor.cli.shapes import delivery, moment
    from monitor.cli.wiring import opened

    if state is not None and state not in {"pending", "delivered", "dead"}:
        raise typer.BadParameter("expected pending, delivered or dead", param_hint="--state")
    with opened() as application, application.store.read() as unit:
        rows = unit.outbox.list(state=state, limit=limit)
    if as_json:
        for d in rows:
            json_line(delivery(d))
        return
    cells = [
        (d.id, d.state, d.update.kind, d.receiver, d.channel, d.attempts, moment(d.next_attempt_at) if d.state == "pending" else "", d.last_detail)
        for d in rows
    ]
    console().print(table(["delivery", "state", "what", "receiver", "channel", "tries", "next", "detail"], cells))


@app.command()
def retry(
    delivery_ids: Annotated[list[str] | None, typer.Argument(help="Deliveries' ids.", metavar="DELIVERY")] = None,
    dead: Annotated[bool, typer.Option("--dead", help="All dead letters.")] = False,
) -> None:
    """Make deliveries due again now, with the same ids; the next `run` sends them.

    Example: `contactline deliveries retry --dead`
    """
    from monitor.cli.wiring import opened

    if not delivery_ids and not dead:
        raise typer.BadParameter("give ids, or --dead for all dead letters")
    with opened() as application:
        now = application.clock.now()
        ids = list(delivery_ids or ())
        if dead:
            with application.store.read() as unit:
                ids += [d.id for d in unit.outbox.list(state="dead", limit=100_000)]
        for one in ids:
            application.store.transact(lambda u, d=one: u.outbox.revive(d, now))  # type: ignore[misc]  # mypy infers no lambda with a default
    typer.echo(f"{len(ids)} deliveries are due now")
