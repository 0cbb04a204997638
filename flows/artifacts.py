"""What a run shows in the UI: its ledger and the open alerts, as tables whose cells are nothing but text, and the stories that changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from monitor.domain.alert import Alert
from monitor.domain.ledger import Ledger
from monitor.domain.reading import LEVEL_NAMES
from monitor.text.clean import one_line

LEDGER_KEY = "contactline-ledger"
ALERTS_KEY = "contactline-open-alerts"
MOST_ALERTS = 200  # rows of one table
MOST_STORIES = 10  # stories that one run shows

Row = dict[str, str | int | float]

# A cell is shown by whatever the UI is today; tomorrow's may read Markdown or HTML in it. What could begin a tag, a link, an image, a
# code span, a table cell or an entity becomes a look-alike, and addresses come apart so that nothing turns them into links.
_LOOK_ALIKES = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")", "`": "'", "|": "¦", "*": "∗", "_": "＿", "~": "∼", "&": "＆", "\\": "⧵"})
_SCHEME = re.compile(r"(?i)\b(https?|ftp|file|data|javascript|mailto|www)(?=[:.])")
_AT = re.compile(r"@(?=\w)")


def cell(text: object, most: int = 200) -> str:
    """Text for a table cell: one line, cut, without anything that Markdown, HTML or a link finder would act on."""
    line = one_line(str(text), most).translate(_LOOK_ALIKES)
    return _AT.sub("@ ", _SCHEME.sub(r"\1 ", line))


def ledger_rows(ledger: Ledger, notes: Sequence[tuple[str, str, int]] = ()) -> list[Row]:
    """Rows (stage, what, count, seconds); a stage's seconds stand in its first row. ``notes`` are further (stage, what, count)."""
    counted: list[tuple[str, str, int]] = [
        *(("poll", f"feeds: {_words(name)}", n) for name, n in ledger.feeds.items()),
        *(("assess", f"entries: {_words(name)}", n) for name, n in ledger.entries.items()),
        *(("assess", f"stories: {_words(name)}", n) for name, n in ledger.stories.items()),
        *(("alert", f"decisions: {_words(name)}", n) for name, n in ledger.alerts.items()),
        *(("deliver", f"attempts: {_words(name)}", n) for name, n in ledger.deliveries.items()),
        *notes,
    ]
    if "poll" in ledger.seconds:
        counted.insert(len(ledger.feeds), ("poll", "entries: new", ledger.entries_new))
    rows: list[Row] = []
    for stage, seconds in ledger.seconds.items():
        mine = [(what, n) for name, what, n in counted if name == stage] or [("nothing to do", 0)]
        rows += [_row(stage, what, n, f"{seconds:.2f}" if i == 0 else "") for i, (what, n) in enumerate(mine)]
    rows += [_row(stage, what, n, "") for stage, what, n in counted if stage not in ledger.seconds]
    rows.append(_row("all", "entries waiting", ledger.pending, ""))
    rows.append(_row("all", "problems (see the log)", len(ledger.problems), ""))
    return rows


def open_alert_rows(alerts: Sequence[Alert], name_of: Callable[[str], str]) -> list[Row]:
    """Rows (level, territory, certainty, headline, since, id), the highest level first, then the longest open."""
    first = sorted(alerts, key=lambda a: (-a.level, a.opened_at, a.id))
    return [
        {
            "level": f"{alert.level} {LEVEL_NAMES[alert.level]}",
            "territory": cell(name_of(alert.territory), 80),
            "certainty": str(alert.certainty) + (" (acknowledged)" if alert.status == "acknowledged" else ""),
            "headline": cell(alert.headline),
            "since": f"{alert.opened_at:%Y-%m-%d %H:%M} UTC",
            "id": cell(alert.id, 40),
        }
        for alert in first[:MOST_ALERTS]
    ]


async def publish(
    ledger: Sequence[Mapping[str, object]], alerts: Sequence[Mapping[str, object]], total_alerts: int, stories: Mapping[str, str]
) -> None:
    """Attach both tables and the stories' pages to the run that is going on.

    Raises what Prefect's client raises when its server cannot be reached.
    """
    from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact

    await acreate_table_artifact([dict(row) for row in ledger], key=LEDGER_KEY, description="What the last pass did.")
    shown = "Open alerts." if len(alerts) == total_alerts else f"Open alerts: the first {len(alerts)} of {total_alerts}."
    await acreate_table_artifact([dict(row) for row in alerts], key=ALERTS_KEY, description=shown)
    for key, markdown in stories.items():
        await acreate_markdown_artifact(markdown, key=key, description="A story as told so far.")


def _row(stage: str, what: str, count: int, seconds: str) -> Row:
    return {"stage": cell(stage, 40), "what": cell(what, 80), "count": count, "seconds": seconds}


def _words(name: str) -> str:
    return name.replace("_", " ")
