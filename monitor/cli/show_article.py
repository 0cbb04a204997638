"""An article with its evidence marked, on the terminal and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.text import Text

from monitor.cli.output import console, table
from monitor.cli.show_story import figure
from monitor.domain.reading import Article, Assessment, Realis
from monitor.domain.territory import Territory

_STYLE = {
    Realis.ACTUAL: "bold red",
    Realis.PLANNED: "magenta",
    Realis.HYPOTHETICAL: "yellow",
    Realis.DENIED: "strike cyan",
    Realis.HISTORICAL: "blue",
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


def signal_rows(reading: Assessment) -> list[tuple[str, ...]]:
    """Signals: what, how real, how sure, who says so, the words."""
    return [(str(s.signal), str(s.realis), f"{s.score:.2f}", s.attributed_to or "", " ".join(s.evidence.text.split())) for s in reading.signals]


SIGNAL_COLUMNS: Sequence[str] = ("signal", "realis", "score", "who says", "evidence")
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
        out.print(table(SIGNAL_COLUMNS, signal_rows(reading)))
    if reading.casualties:
        out.print(table(CLAIM_COLUMNS, claim_rows(reading)))
    out.print()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked when it has a label."""

    text: str
    realis: str = ""
    label: str = ""


def paragraphs_of(article: Article, reading: Assessment) -> list[list[Piece]]:
    """The text by lines, cut where evidence begins and ends."""
    marks = marks_of(reading)
    lines: list[list[Piece]] = []
    at = 0
    for line in article.text.split("\n"):
        end = at + len(line)
        pieces: list[Piece] = []
        here = at
        for m in marks:
            low, high = max(m.start, here), min(m.end, end)
            if low < high:
                pieces.append(Piece(article.text[here:low]))
                pieces.append(Piece(article.text[low:high], str(m.realis), m.label))
                here = high
        pieces.append(Piece(article.text[here:end]))
        if line.strip():
            lines.append([p for p in pieces if p.text])
        at = end + 1
    return lines


def as_html(read: Sequence[tuple[Article, Assessment]], gazetteer: Sequence[Territory] = ()) -> str:
    """The articles as one page without scripts or anything remote; everything from outside is escaped. ``gazetteer`` places their territories."""
    import jinja2
    from markupsafe import Markup

    from monitor.cli.territory_plot import territory_plot

    def placed(reading: Assessment) -> Markup:
        return Markup(territory_plot([t.id for t in reading.territories], gazetteer))  # noqa: S704 - made by ``svg``, which escapes every text

    environment = jinja2.Environment(loader=jinja2.PackageLoader("monitor.cli"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    rows = [
        {
            "title": a.title or a.id,
            "summary": summary_rows(r),
            "map": placed(r),
            "placeless": bool(r.territories),
            "paragraphs": paragraphs_of(a, r),
            "signals": signal_rows(r),
            "claims": claim_rows(r),
        }
        for a, r in read
    ]
    return environment.get_template("articles.html.jinja").render(
        articles=rows, signal_columns=SIGNAL_COLUMNS, columns=CLAIM_COLUMNS, legend=[str(r) for r in Realis]
    )
