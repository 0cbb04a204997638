"""What ``contactline run --sample`` prints."""

from __future__ import annotations

import asyncio
import email
import email.policy
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli.output import TerminalProgress, complain, console, json_line, table

if TYPE_CHECKING:
    from monitor.sample.play import Played


def play(*, as_json: bool) -> None:
    """Play the week into a new temporary folder and show the ledger, stories, alerts and one mail."""
    from monitor.sample.play import play_week

    folder = Path(tempfile.mkdtemp(prefix="contactline-sample-"))
    with TerminalProgress() as progress:
        played = asyncio.run(play_week(folder, progress))
    for problem in played.total.problems:
        complain(problem)
    if as_json:
        _print_json(played)
    else:
        _print(played)


def _print_json(played: Played) -> None:
    from monitor.cli import shapes

    json_line({"ledger": shapes.ledger(played.total), "passes": played.passes, "folder": str(played.folder), "webhooks": played.webhooks})
    for story in played.stories:
        json_line({"story": shapes.story(story)})
    for alert in played.alerts:
        json_line({"alert": shapes.alert(alert)})


def _print(played: Played) -> None:
    from monitor.cli.show_ledger import ledger_table

    out = console()
    out.print(
        f"A sample week, {played.total.started_at:%d %B %Y} and on, played in {played.passes} passes from a server on this machine.\n", markup=False
    )
    out.print(ledger_table(played.total))
    out.print()
    rows = [(s.level, s.territory, len(s.articles), len(s.publishers), "yes" if s.corroborated else "no", s.title) for s in played.stories]
    out.print(table(["level", "territory", "articles", "publishers", "corroborated", "story"], rows))
    out.print()
    out.print(
        table(
            ["alert", "level", "certainty", "status", "updates", "headline"],
            [(a.id, a.level, a.certainty, a.status, a.sequence, a.headline) for a in played.alerts],
        )
    )
    if played.mails:
        shown = _opening(played)
        message = email.message_from_bytes(shown.read_bytes(), policy=email.policy.default)
        body = message.get_body(("plain",))
        out.print(f"\nOne of the {len(played.mails)} mails to the desk ({played.webhooks} webhooks went to the hub):\n", markup=False)
        out.print(f"Subject: {message['Subject']}\n\n{body.get_content() if body else ''}", markup=False)
        out.print(f"The same as HTML: {shown.with_suffix('.html')}\nEverything else:  {played.folder}", markup=False, soft_wrap=True)


def _opening(played: Played) -> Path:
    """The mail that opened the highest alert."""
    highest = max(played.alerts, key=lambda a: (a.level, a.sequence))
    for mail in played.mails:
        if highest.id in mail.read_text("utf8", "replace"):
            return mail
    return played.mails[0]
