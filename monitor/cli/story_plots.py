"""A story's three plots as SVG: articles by publisher, toll by claimant, level as a band."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from monitor.cli import svg
from monitor.cli.show_story import brief, figure
from monitor.domain.reading import LEVEL_NAMES, Effect
from monitor.domain.story import Standing, Story, StoryArticle, TollEntry
from monitor.stories.corroboration import publishers_of
from monitor.stories.life import StoryLife, TollLine

WIDTH, LEFT, RIGHT = 900.0, 190.0, 880.0
MOST_ROWS, MOST_LINES, MOST_DOTS = 40, 10, 500
INDEPENDENT, PARTY, GONE = "#0b5394", "#c05b00", "#999999"
# Okabe and Ito's colours, told apart by colour-blind readers too; the yellow is left out, which is faint on white.
_PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#7f3c8d", "#666666", "#11a579")
_ROW, _PANEL = 22.0, 150.0


def axis_of(life: StoryLife) -> svg.TimeAxis:
    """The time axis that all plots of a story share: from a little before the first report to a little after the last, at least two hours."""
    span = max(life.last_report - life.first_report, dt.timedelta(hours=2))
    return svg.TimeAxis(life.first_report - span * 0.04, life.first_report + span * 1.12, LEFT, RIGHT)


def timeline(story: Story, life: StoryLife) -> str:
    """A row for each publisher, a dot for each article: hollow for a copy, grey with a cross for a withdrawn one, orange for a party's outlet."""
    axis, voices, gone = axis_of(life), publishers_of(story.articles), dict(story.withdrawn)
    rows: dict[str, list[StoryArticle]] = {}
    told = sorted(story.articles, key=lambda a: (a.published_at, a.article_id))
    for a in told[-MOST_DOTS:]:
        rows.setdefault(voices[a.article_id], []).append(a)
    shown = list(rows.items())[:MOST_ROWS]
    bottom = 10 + _ROW * len(shown)
    parts = svg.time_grid(axis, 6, bottom)
    for n, (_, articles) in enumerate(shown):
        y = 6 + _ROW * (n + 0.5)
        own = next((a for a in articles if a.copy_of is None), articles[0])
        parts += [svg.text(LEFT - 12, y + 4, own.outlet or own.publisher, anchor="end", most=24), svg.line([(LEFT, y), (RIGHT, y)], svg.GRID)]
        parts += [_article(axis.x(a.published_at), y, a, a.article_id in gone) for a in articles]
    unseen = [f"and {len(rows) - len(shown)} more publishers"] * (len(rows) > len(shown))
    unseen += [f"the latest {MOST_DOTS} of {len(told)} articles"] * (len(told) > MOST_DOTS)
    if unseen:
        bottom += _ROW
        parts.append(svg.text(LEFT, bottom + 16, "; ".join(unseen), fill=svg.SOFT, most=90))
    return svg.svg(WIDTH, bottom + 24, parts, f"{len(story.articles)} articles by {len(rows)} publishers over time")


def level_band(life: StoryLife) -> str:
    """The level as a band over time: light what is reported, dark what is corroborated."""
    axis, top, unit = axis_of(life), 8.0, 20.0
    bottom = top + 6 * unit
    parts = []
    for level, name in enumerate(LEVEL_NAMES):
        y = bottom - level * unit
        parts += [svg.line([(LEFT, y), (RIGHT, y)], svg.GRID), svg.text(LEFT - 12, y + 4, f"{level} {name}", anchor="end", fill=svg.SOFT, size=11)]
    parts += svg.time_grid(axis, top, bottom)
    ends = [*(s.at for s in life.levels[1:]), min(life.at, axis.end)]
    for step, until in zip(life.levels, ends, strict=False):  # no level at all when every report was withdrawn
        x, to = axis.x(step.at), axis.x(max(until, step.at))
        words = f"{brief(step.at)}: {step.reported} reported, {step.corroborated} corroborated. {step.why}"
        parts.append(svg.rect(x, bottom - step.reported * unit, to - x, step.reported * unit, "#e8998d", opacity=0.55, inside=svg.tip(words)))
        parts.append(svg.rect(x, bottom - step.corroborated * unit, to - x, step.corroborated * unit, "#a61c00", opacity=0.8, inside=svg.tip(words)))
        parts.append(svg.line([(x, bottom - step.reported * unit), (to, bottom - step.reported * unit)], "#a61c00", width=1.5))
    return svg.svg(WIDTH, bottom + 24, parts, f"level over time, now {life.level_now.reported}")


def toll_panels(life: StoryLife) -> list[tuple[Effect, str]]:
    """For each effect with figures a plot of every claimant's figure as steps."""
    effects = dict.fromkeys(line.effect for line in life.toll)
    return [(effect, _toll(axis_of(life), effect, [x for x in life.toll if x.effect is effect])) for effect in effects]


def _article(x: float, y: float, a: StoryArticle, withdrawn: bool) -> str:
    words = f"{brief(a.published_at)} {a.outlet}: {a.title}" + (" (copy)" if a.copy_of else "") + (" (withdrawn)" if withdrawn else "")
    colour = GONE if withdrawn else PARTY if a.party_owned else INDEPENDENT
    cross = svg.line([(x - 6, y - 6), (x + 6, y + 6)], GONE, width=1.6) if withdrawn else ""
    return svg.dot(x, y, 5, colour, hollow=a.copy_of is not None, inside=svg.tip(words)) + cross


def _toll(axis: svg.TimeAxis, effect: Effect, lines: Sequence[TollLine]) -> str:
    """One panel: a range is a band from low to high, an open end an arrow upwards, what is denied or no longer stands is dashed and grey."""
    shown = sorted(lines, key=lambda x: (x.side or "", x.steps[0].as_of))[:MOST_LINES]
    most = max(max(t.low, t.high or 0) for x in shown for t in x.steps)
    top, step = 22.0, svg.round_step(most * 1.1)
    height = max(step * -(-int(most * 1.1 + 1) // step), 1)
    bottom = top + _PANEL
    parts = svg.time_grid(axis, top, bottom)
    for mark in range(0, height + 1, step):
        y = bottom - _PANEL * mark / height
        parts += [svg.line([(LEFT, y), (RIGHT, y)], svg.GRID), svg.text(LEFT - 12, y + 4, str(mark), anchor="end", fill=svg.SOFT, size=11)]
    for n, x in enumerate(shown):
        agreeing = [m for m, other in enumerate(shown) if other.steps[-1].low == x.steps[-1].low]
        nudge = 2.5 * (agreeing.index(n) - (len(agreeing) - 1) / 2)  # claimants that agree stay visible side by side
        parts += _steps(axis, x, _PALETTE[n], lambda v, nudge=nudge: bottom - _PANEL * v / height + nudge)  # type: ignore[misc]  # mypy infers no lambda with a default
        y = bottom + 40 + 18 * n
        side = x.side or "side not named"
        notes = " (running total)" * x.cumulative + " (rejected)" * x.denied
        parts += [svg.rect(LEFT, y - 9, 14, 9, _PALETTE[n]), svg.text(LEFT + 22, y, f"{side}: {_told(x.steps)}, says {x.claimant}{notes}", most=110)]
    bottom += 40 + 18 * len(shown)
    if len(lines) > len(shown):
        parts.append(svg.text(LEFT, bottom, f"and {len(lines) - len(shown)} more claimants, in the table", fill=svg.SOFT))
        bottom += 18
    return svg.svg(WIDTH, bottom, parts, f"{effect} by claimant over time")


def _told(steps: Sequence[TollEntry]) -> str:
    return ", then ".join(figure(t.low, t.high) for t in steps[-4:])


def _steps(axis: svg.TimeAxis, told: TollLine, colour: str, y: svg.Scale) -> list[str]:
    ends = [*(t.as_of for t in told.steps[1:]), axis.end]
    out: list[str] = []
    for n, (t, until) in enumerate(zip(told.steps, ends, strict=True)):
        x, to, low = axis.x(t.as_of), axis.x(until), y(t.low)
        stands = t.standing is Standing.STANDS
        shade = colour if stands else GONE
        words = svg.tip(f"{brief(t.as_of)} {told.claimant}: {figure(t.low, t.high)}" + ("" if stands else f", {t.standing}"))
        if t.high is not None and t.high > t.low:
            out.append(svg.rect(x, y(t.high), to - x, low - y(t.high), shade, opacity=0.25, inside=words))
        out.append(svg.line([(x, low), (to, low)], shade, width=2.2, dash="" if stands and not told.denied else "4 3", inside=words))
        if t.high is None:
            out += [svg.arrow_up(x + (to - x) * share, low, shade) for share in (0.02, 0.5, 0.98)]
        if n + 1 < len(told.steps):
            out.append(svg.line([(to, low), (to, y(told.steps[n + 1].low))], colour, width=1.2))
        out.append(svg.dot(x, low, 3, shade))
    return out
