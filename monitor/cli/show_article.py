"""An article with its evidence marked, on the terminal and as HTML."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from monitor.cli.output import console, table
from monitor.cli.show_story import figure
from monitor.domain.reading import Article, Assessment, Realis

_STYLE = {
    Realis.ACTUAL: "bold red",
    Realis.PLANNED: "magenta",
    Realis.HYPOTHETICAL: "yellow",
    Realis.DENIED: "strike cyan",
    Realis.HISTORICAL: "blue",
}
_COLOUR = {
    Realis.ACTUAL: "#ffd0c8",
    Realis.PLANNED: "#ecd4ff",
    Realis.HYPOTHETICAL: "#fff0b3",
    Realis.DENIED: "#c8f0f0",
    Realis.HISTORICAL: "#d6e2ff",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the text to be marked, with its label."""

    start: int
    end: int
    realis: Realis
    label: str


def marks_of(reading: Assessment) -> list[Mark]:
    """Signals' evidence in the text, from left to right, without overlaps (several of one sentence share a mark)."""
    spans: dict[tuple[int, int], list[tuple[Realis, str]]] = {}
    for s in reading.signals:
        if s.evidence.field == "text":
            spans.setdefault((s.evidence.start, s.evidence.end), []).append((s.realis, f"{s.signal} {s.realis}"))
    out: list[Mark] = []
    for (start, end), found in sorted(spans.items()):
        if not out or start >= out[-1].end:
            out.append(Mark(start, end, found[0][0], ", ".join(label for _, label in found)))
    return out


def summary_rows(reading: Assessment) -> list[tuple[str, str]]:
    """What was read, in words."""
    rows = [
        ("relevant", f"{'yes' if reading.relevant else 'no'} ({reading.relevance:.2f}): {'; '.join(reading.relevance_reasons)}"),
        ("territories", ", ".join(f"{t.name} {t.salience:.2f}" for t in reading.territories)),
        ("actors", ", ".join(f"{a.name} ({a.role.replace('_', ' ')}, {a.mentions})" for a in reading.actors[:10])),
        ("level", f"{reading.level} {reading.level_name}: {'; '.join(reading.level_reasons)}" if reading.relevant else ""),
        ("stale", "; ".join(reading.stale_reasons)),
    ]
    return [row for row in rows if row[1]]


def claim_rows(reading: Assessment) -> list[tuple[str, ...]]:
    """Casualty claims: who says what of whom."""
    return [
        (
            c.claimed_by or "the outlet",
            str(c.effect),
            figure(c.low, c.high),
            str(c.victims),
            c.side or "",
            "running total" if c.cumulative else "",
            str(c.realis),
        )
        for c in reading.casualties
    ]


CLAIM_COLUMNS: Sequence[str] = ("who says", "effect", "figure", "victims", "side", "", "realis")


def show(article: Article, reading: Assessment) -> None:
    """Print the article with its evidence in colour, then what was read."""
    out = console()
    out.print(article.title or article.id, style="bold", markup=False)
    text = Text(article.text)
    for m in marks_of(reading):
        text.stylize(_STYLE[m.realis], m.start, m.end)
    for t in reading.territories:
        for e in t.mentions:
            if e.field == "text":
                text.stylize("underline", e.start, e.end)
    out.print(text)
    out.print()
    out.print(table(["", ""], summary_rows(reading)))
    if reading.signals:
        out.print(
            table(
                ["signal", "realis", "score", "who says", "evidence"],
                [(s.signal, s.realis, f"{s.score:.2f}", s.attributed_to, " ".join(s.evidence.text.split())) for s in reading.signals],
            )
        )
    if reading.casualties:
        out.print(table(CLAIM_COLUMNS, claim_rows(reading)))
    out.print()


def as_html(article: Article, reading: Assessment) -> str:
    """One article as an HTML section; everything from outside is escaped."""
    parts: list[str] = []
    at = 0
    for m in marks_of(reading):
        parts.append(html.escape(article.text[at : m.start]))
        parts.append(
            f'<mark style="background:{_COLOUR[m.realis]}" title="{html.escape(m.label)}">{html.escape(article.text[m.start : m.end])}<sup>{html.escape(m.label)}</sup></mark>'
        )
        at = m.end
    parts.append(html.escape(article.text[at:]))
    body = "".join(f"<p>{p}</p>" for p in "".join(parts).split("\n") if p.strip())
    return f"<section><h2>{html.escape(article.title or article.id)}</h2>{_table((), summary_rows(reading))}{body}{_table(CLAIM_COLUMNS, claim_rows(reading)) if reading.casualties else ''}</section>"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = f"<tr>{''.join(f'<th>{html.escape(c)}</th>' for c in columns)}</tr>" if columns else ""
    return f"<table>{head}{''.join('<tr>' + ''.join(f'<td>{html.escape(cell)}</td>' for cell in row) + '</tr>' for row in rows)}</table>"


def whole_page(sections: Sequence[str]) -> str:
    """The sections as one page without scripts or anything remote."""
    legend = " ".join(f'<mark style="background:{colour}">{realis}</mark>' for realis, colour in _COLOUR.items())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Contactline: evidence</title><style>'
        "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
        "table{border-collapse:collapse;margin:1rem 0;font-size:.9rem}td,th{border-bottom:1px solid #ddd;padding:.2rem .6rem;text-align:left;vertical-align:top}"
        "mark{color:inherit;padding:.05rem 0}sup{font-size:.65rem;margin-left:.2rem;color:#555}section{border-bottom:2px solid #333;margin-bottom:2rem}"
        f"</style></head><body><p>{legend}</p>{''.join(sections)}</body></html>"
    )
