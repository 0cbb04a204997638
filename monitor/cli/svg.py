"""A few shapes of SVG as text. Everything that comes from outside passes ``text`` or ``tip``, which escape it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from monitor.text.clean import one_line

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
_STEPS = (HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 91 * DAY, 365 * DAY, 3650 * DAY)
_EPOCH = dt.datetime(2000, 1, 3, tzinfo=dt.UTC)  # a Monday: ticks of weeks fall on Mondays
MOST_TICKS = 8
GRID, INK, SOFT = "#dddddd", "#1a1a1a", "#666666"
Scale = Callable[[float], float]  # from a figure to a pixel


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Maps moments to pixels."""

    start: dt.datetime
    end: dt.datetime
    left: float
    right: float

    def x(self, at: dt.datetime) -> float:
        """The pixel of a moment; moments outside lie on the edge."""
        share = (at - self.start) / (self.end - self.start)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def ticks(self) -> list[tuple[float, str]]:
        """(pixel, label) of round moments, at most ``MOST_TICKS``; the day is named at the first and wherever it changes."""
        span = self.end - self.start
        step = next((s for s in _STEPS if span / s <= MOST_TICKS), span)
        at = _EPOCH + -((_EPOCH - self.start) // step) * step
        out: list[tuple[float, str]] = []
        day = None
        while at <= self.end and len(out) <= MOST_TICKS:
            if at >= self.start:
                named = f"{at.day} {at:%b}" + (f" {at:%Y}" if step > 60 * DAY else "")
                out.append((self.x(at), (named if at.date() != day else "") + (f" {at:%H:%M}" if step < DAY else "")))
                day = at.date()
            at += step
        return out


def svg(width: float, height: float, parts: Iterable[str], label: str) -> str:
    """A whole picture; ``label`` is what a screen reader says of it."""
    body = rect(0, 0, width, height, "#ffffff") + "".join(parts)  # dark inks are read on a dark page too
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{safe(label, 200)}" viewBox="0 0 {_n(width)} {_n(height)}" '
        f'width="{_n(width)}" height="{_n(height)}" font-family="system-ui, sans-serif" font-size="12">{body}</svg>'
    )


def safe(words: str, most: int = 200) -> str:
    """Text for a text node or a quoted attribute: one line, cut, without controls, escaped."""
    return escape(one_line(words, most), quote=True)


def text(x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, most: int = 60, size: int = 12) -> str:
    """A line of text; ``most`` characters of it."""
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}" fill="{fill}" font-size="{size}">{safe(words, most)}</text>'


def tip(words: str) -> str:
    """What a pointer over the enclosing shape shows."""
    return f"<title>{safe(words, 300)}</title>"


def line(points: Sequence[tuple[float, float]], stroke: str, *, width: float = 1, dash: str = "", inside: str = "") -> str:
    """A line through points; ``inside`` is finished markup, such as a ``tip``."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{_n(width)}"{dashed}>{inside}</polyline>'


def rect(x: float, y: float, width: float, height: float, fill: str, *, opacity: float = 1.0, stroke: str = "none", inside: str = "") -> str:
    """A rectangle; sizes below nothing are nothing."""
    sides = f'x="{_n(x)}" y="{_n(y)}" width="{_n(max(width, 0))}" height="{_n(max(height, 0))}"'
    return f'<rect {sides} fill="{fill}" fill-opacity="{opacity:g}" stroke="{stroke}">{inside}</rect>'


def dot(x: float, y: float, radius: float, colour: str, *, hollow: bool = False, inside: str = "") -> str:
    """A filled circle, or a hollow one."""
    fill = "#ffffff" if hollow else colour
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}" stroke="{colour}" stroke-width="1.6">{inside}</circle>'


def arrow_up(x: float, y: float, colour: str, length: float = 12) -> str:
    """An arrow from a point upwards: an end that is open."""
    top = y - length
    return line([(x, y), (x, top)], colour, width=1.4, dash="2 2") + line([(x - 3, top + 4), (x, top), (x + 3, top + 4)], colour, width=1.4)


def time_grid(axis: TimeAxis, top: float, bottom: float) -> list[str]:
    """Vertical lines at the ticks, with labels under them."""
    out = []
    for x, label in axis.ticks():
        out += [line([(x, top), (x, bottom)], GRID), text(x, bottom + 15, label.strip(), anchor="middle", fill=SOFT, size=11)]
    return out


def round_step(most: float, ticks: int = 5) -> int:
    """A round distance between marks of 0 to ``most``, for about ``ticks`` of them."""
    raw = max(most / ticks, 1)
    power = 10 ** (len(str(int(raw))) - 1)
    return int(next(m * power for m in (1, 2, 5, 10) if m * power >= raw))


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
