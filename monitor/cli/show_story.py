"""A story for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.cli.output import console, table
from monitor.domain.reading import LEVEL_NAMES, Realis
from monitor.domain.story import Standing, Story, StoryArticle
from monitor.stories.life import Publisher, StoryLife, TollLine

if TYPE_CHECKING:
    import datetime as dt

    from rich.console import Console


def figure(low: int, high: int | None) -> str:
    """ "3", "3 to 4", "at least 30"."""
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


def brief(at: dt.datetime) -> str:
    """A moment for a table: "4 Mar 06:20"."""
    return f"{at.day} {at:%b %H:%M}"


def state_of(story: Story, life: StoryLife) -> list[tuple[str, str]]:
    """What a story is and how it stands, in words: (name, value)."""
    level = life.level_now
    independent = sum(p.independent for p in life.publishers)
    borne_out = (
        f"corroborated since {story.corroborated_since:%Y-%m-%d %H:%M} UTC"
        if story.corroborated_since
        else "unconfirmed: no second independent voice"
    )
    if not story.corroborated and story.corroborated_level:
        borne_out += f"; level {story.corroborated_level} {LEVEL_NAMES[story.corroborated_level]} is corroborated"
    return [
        ("phase", f"{life.phase}: {life.phase_reason}"),
        ("level", f"{story.level} {LEVEL_NAMES[story.level]} at its highest, {borne_out}" + (", denied by a named actor" if story.denied else "")),
        (
            "level now",
            f"{level.reported} {LEVEL_NAMES[level.reported]} reported, {level.corroborated} {LEVEL_NAMES[level.corroborated]} corroborated",
        ),
        ("reported", f"{life.first_report:%Y-%m-%d %H:%M} to {life.last_report:%Y-%m-%d %H:%M} UTC"),
        ("seen", f"{story.first_seen_at:%Y-%m-%d %H:%M} to {story.last_seen_at:%Y-%m-%d %H:%M} UTC"),
        (
            "publishers",
            f"{len(life.publishers)} with copies folded, {independent} of them independent of the parties; articles: {len(story.articles)}",
        ),
    ]


def publisher_rows(publishers: Sequence[Publisher]) -> list[tuple[str, ...]]:
    """Name, country, what it is, own articles, who carried its text."""
    return [
        (p.name, p.country or "", _kind(p), str(p.articles), ", ".join(p.carried_by))
        for p in sorted(publishers, key=lambda p: (not p.independent, -p.articles, p.name))
    ]


PUBLISHER_COLUMNS = ("publisher", "country", "", "articles", "carried by")


def toll_rows(lines: Sequence[TollLine]) -> list[tuple[str, ...]]:
    """Effect, side, claimant, its figures as they changed, notes; what no longer stands is said to."""
    return [
        (
            str(line.effect),
            line.side or "side not named",
            line.claimant,
            " → ".join(
                f"{figure(t.low, t.high)} ({brief(t.as_of)}{'' if t.standing is Standing.STANDS else f', {t.standing}, not counted'})"
                for t in line.steps
            ),
            ", ".join([*(["running total"] if line.cumulative else []), *(["rejects this figure"] if line.denied else [])]),
        )
        for line in lines
    ]


TOLL_COLUMNS = ("effect", "side", "who says", "figure (as of)", "")


def level_rows(life: StoryLife) -> list[tuple[str, ...]]:
    """When, reported, corroborated, why."""
    return [(brief(s.at), str(s.reported), str(s.corroborated), s.why) for s in life.levels]


LEVEL_COLUMNS = ("since", "reported", "corroborated", "why")


def signal_rows(life: StoryLife) -> list[tuple[str, ...]]:
    """Signal, realis, first and last report, reports of their own, who says so."""
    return [
        (
            str(s.signal).replace("_", " "),
            str(s.realis),
            brief(s.first),
            brief(s.last),
            str(s.reports),
            ", ".join(s.said_by[:4]),
        )
        for s in life.signals
        if s.realis is not Realis.HISTORICAL
    ]


SIGNAL_COLUMNS = ("signal", "realis", "first", "last", "reports", "as said by")


def article_rows(story: Story) -> list[tuple[str, ...]]:
    """Published, outlet, owner, why it is in the story, level, title; oldest first."""
    withdrawn = dict(story.withdrawn)
    told = sorted(story.articles, key=lambda a: (a.published_at, a.article_id))
    return [(brief(a.published_at), a.outlet, _owner(a), why_here(a, withdrawn.get(a.article_id)), str(a.level), a.title) for a in told]


ARTICLE_COLUMNS = ("published", "outlet", "owner", "why here", "level", "title")


def why_here(article: StoryArticle, withdrawn_by: str | None) -> str:
    """ "withdrawn", "copy", or the reason of the assignment."""
    return "withdrawn" if withdrawn_by else "copy" if article.copy_of else str(article.reason).replace("_", " ")


def show_story(story: Story, life: StoryLife) -> None:
    """Title and state, articles, publishers, level and signals over time, toll by side and claimant."""
    out = console()
    out.print(story.title, style="bold", markup=False)
    out.print(table(["", ""], [("territory", story.territory or "none"), *state_of(story, life)]))
    _section(out, "Articles", ARTICLE_COLUMNS, article_rows(story))
    _section(out, "Published by", PUBLISHER_COLUMNS, publisher_rows(life.publishers))
    _section(out, "Level over time", LEVEL_COLUMNS, level_rows(life))
    _section(out, "Signals over time", SIGNAL_COLUMNS, signal_rows(life))
    _section(out, "Toll by side and claimant, as claimed", TOLL_COLUMNS, toll_rows(life.toll))


def _section(out: Console, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if rows:
        out.print()
        out.print(table(columns, rows, title=title))


def _kind(p: Publisher) -> str:
    """ "agency", whose state owns it, and that it is a party's, where that is so."""
    owner = f"state of {p.state_owned_by}" + ("" if p.independent else ", a party") if p.state_owned_by else ""
    return ", ".join(filter(None, ("agency" if p.agency else "", owner or ("" if p.independent else "a party's"))))


def _owner(article: StoryArticle) -> str:
    return f"state of {article.state_owned_by}" + (" (party)" if article.party_owned else "") if article.state_owned_by else ""
