"""A story for people."""

from __future__ import annotations

from monitor.cli.output import console, table
from monitor.cli.shapes import moment
from monitor.domain.reading import LEVEL_NAMES, Realis
from monitor.domain.story import Standing, Story, TollEntry


def figure(low: int, high: int | None) -> str:
    """ "3", "3 to 4", "at least 30"."""
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


def show_story(story: Story) -> None:
    """Title and state, then articles in order, then the toll by claimant."""
    out = console()
    out.print(story.title, style="bold", markup=False)
    state = "corroborated" if story.corroborated else "unconfirmed"
    out.print(f"{story.territory}, level {story.level} ({LEVEL_NAMES[story.level]}), {state}; {len(story.publishers)} publishers", markup=False)
    out.print(", ".join(story.signals), markup=False)
    out.print()
    withdrawn = dict(story.withdrawn)
    rows = [
        (
            moment(a.published_at),
            a.outlet,
            f"state of {a.state_owned_by}" if a.state_owned_by else "",
            "withdrawn" if a.article_id in withdrawn else "copy" if a.copy_of else a.reason,
            a.level,
            a.title,
        )
        for a in story.articles
    ]
    out.print(table(["published", "outlet", "owner", "why here", "level", "title"], rows))
    if story.toll:
        out.print()
        outlets = {a.article_id: a.outlet for a in story.articles}
        out.print(table(["as of", "who says", "effect", "figure", "side", ""], [_toll_row(t, outlets.get(t.article_id, "")) for t in story.toll]))


def _toll_row(t: TollEntry, outlet: str) -> tuple[object, ...]:
    notes = [*(["running total"] if t.cumulative else []), *(["denied"] if t.realis is Realis.DENIED else [])]
    if t.standing is not Standing.STANDS:
        notes.append(f"{t.standing}, not counted")
    return moment(t.as_of), t.claimed_by or outlet, t.effect, figure(t.low, t.high), t.side, ", ".join(notes)
