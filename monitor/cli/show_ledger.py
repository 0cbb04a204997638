"""A pass's ledger for people and for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from monitor.cli.output import complain, console, json_line, table
from monitor.cli.shapes import ledger as as_object
from monitor.domain.ledger import Ledger

if TYPE_CHECKING:
    from rich.table import Table

    from monitor.bootstrap import App


def show_ledger(app: App, ledger: Ledger, *, as_json: bool) -> None:
    """The ledger, then the alerts that changed in this pass; problems go to standard error, one line each."""
    for problem in ledger.problems:
        complain(problem)
    if as_json:
        json_line(as_object(ledger))
        return
    out = console()
    out.print(ledger_table(ledger))
    with app.store.read() as unit:
        changed = [a for a in unit.alerts.list(status=None, limit=1000) if a.updated_at >= ledger.started_at]
    if changed:
        out.print()
        out.print(
            table(
                ["alert", "level", "territory", "certainty", "status", "headline"],
                [(a.id, a.level, a.territory, a.certainty, a.status, a.headline) for a in changed],
            )
        )


def ledger_table(ledger: Ledger) -> Table:
    """Stages with their counts and wall time."""
    rows = [
        ("feeds", _counts(ledger.feeds), _seconds(ledger, "poll")),
        ("entries", f"{ledger.entries_new} new; {_counts(ledger.entries)}; {ledger.pending} pending", _seconds(ledger, "assess")),
        ("stories", _counts(ledger.stories), ""),
        ("alerts", _counts(ledger.alerts), _seconds(ledger, "alert")),
        ("deliveries", _counts(ledger.deliveries), _seconds(ledger, "deliver")),
    ]
    return table(["stage", "what", "time"], rows)


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in counts.items()) or "none"


def _seconds(ledger: Ledger, stage: str) -> str:
    return f"{ledger.seconds[stage]:.2f} s" if stage in ledger.seconds else ""
