"""Where an article's territories lie: a small plot with a grid of degrees and the gazetteer's neighbours for orientation; no borders, no opinion."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from monitor.cli import svg
from monitor.domain.territory import Territory

WIDTH, HEIGHT, MARGIN = 520.0, 300.0, 30.0
NEAREST = 3.0  # degrees from the centre to the upper edge, at least
FARTHEST = 40.0
ROOM = 1.7  # times a territory's own half extent
MOST_NEIGHBOURS = 8
_HERE, _NEIGHBOUR = "#a61c00", "#888888"


def territory_plot(ids: Sequence[str], gazetteer: Sequence[Territory]) -> str:
    """The plot of the territories ``ids`` (most central first), centred on the first that has a place on earth; "" when none has."""
    by_id = {t.id: t for t in gazetteer}
    placed = [found for i in ids if i in by_id and (found := _placed(by_id[i], by_id)) is not None]
    if not placed:
        return ""
    first, label, (lat, lon) = placed[0]
    half = min(max(NEAREST, ROOM * _extent(first)), FARTHEST)
    view, shown = _View(lat, lon, half), {*ids, *(t.id for t, _, _ in placed)}
    near = sorted((view.distance(at), t.name, at) for t in gazetteer if t.id not in shown and (at := _centre(t)) is not None and view.holds(*at))[
        :MOST_NEIGHBOURS
    ]
    parts = _grid(view)
    taken: list[tuple[float, float]] = []
    for t, name, at in placed[:6]:
        parts += _mark(view, name, at, _HERE, t.bounds, taken)
    for _, name, at in near:
        parts += _mark(view, name, at, _NEIGHBOUR, None, taken)
    return svg.svg(WIDTH, HEIGHT, parts, f"where {label} lies: {_degrees(lat, 'NS')} {_degrees(lon, 'EW')}")


class _View:
    """A window of the earth: ``half`` degrees of latitude up and down; a degree of longitude is as wide as it is at the centre."""

    def __init__(self, lat: float, lon: float, half: float) -> None:
        self.lat, self.lon, self.half = lat, lon, half
        self.shrink = max(math.cos(math.radians(lat)), 0.2)
        self.unit = (HEIGHT - 2 * MARGIN) / (2 * half)
        self.half_lon = (WIDTH - 2 * MARGIN) / (2 * self.unit * self.shrink)

    def east_of(self, lon: float) -> float:
        """Degrees east of the centre, the short way round."""
        return (lon - self.lon + 180) % 360 - 180

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        return WIDTH / 2 + self.east_of(lon) * self.unit * self.shrink, HEIGHT / 2 - (lat - self.lat) * self.unit

    def holds(self, lat: float, lon: float) -> bool:
        return abs(lat - self.lat) <= self.half and abs(self.east_of(lon)) <= self.half_lon

    def distance(self, at: tuple[float, float]) -> float:
        return math.hypot(at[0] - self.lat, self.east_of(at[1]) * self.shrink)


def _placed(t: Territory, by_id: Mapping[str, Territory]) -> tuple[Territory, str, tuple[float, float]] | None:
    """(the territory, or the nearest that encloses it and has a place on earth; what to call it there; latitude and longitude)."""
    around: Territory | None = t
    while around is not None:
        if (at := _centre(around)) is not None:
            return around, t.name if around is t else f"{t.name}, in {around.name}", at
        around = by_id.get(around.parent or "")
    return None


def _centre(t: Territory) -> tuple[float, float] | None:
    if t.latitude is not None and t.longitude is not None:
        return t.latitude, t.longitude
    if t.bounds is None:
        return None
    west, south, east, north = t.bounds
    return (south + north) / 2, (west + (east - west) % 360 / 2 + 180) % 360 - 180


def _extent(t: Territory) -> float:
    if t.bounds is None:
        return 0.0
    west, south, east, north = t.bounds
    return max((north - south) / 2, (east - west) % 360 / 3)  # the window is wider than high


def _grid(view: _View) -> list[str]:
    step = next(s for s in (1, 2, 5, 10, 20, 45) if 2 * view.half / s <= 6)
    left, right, top, bottom = MARGIN, WIDTH - MARGIN, MARGIN, HEIGHT - MARGIN
    parts = [svg.rect(left, top, right - left, bottom - top, "#f7f7f4", stroke=svg.GRID)]
    for lat in range(-90, 91, step):
        if abs(lat - view.lat) < view.half:
            y = view.xy(lat, view.lon)[1]
            parts += [
                svg.line([(left, y), (right, y)], svg.GRID),
                svg.text(left - 4, y + 3, _degrees(lat, "NS"), anchor="end", fill=svg.SOFT, size=9),
            ]
    wide = step if view.half_lon * 2 / step <= 10 else 2 * step
    for lon in range(-180, 180, wide):
        if abs(view.east_of(lon)) < view.half_lon:
            x = view.xy(view.lat, lon)[0]
            parts += [
                svg.line([(x, top), (x, bottom)], svg.GRID),
                svg.text(x, bottom + 12, _degrees(lon, "EW"), anchor="middle", fill=svg.SOFT, size=9),
            ]
    return parts


def _mark(
    view: _View, name: str, at: tuple[float, float], colour: str, bounds: tuple[float, float, float, float] | None, taken: list[tuple[float, float]]
) -> list[str]:
    """A dot with its name, and the box that the territory lies in; a name that would cover another is left to the pointer."""
    if not view.holds(*at):
        return []
    x, y = view.xy(*at)
    parts = []
    if bounds is not None:
        west, south, east, north = bounds
        (x0, y0), (x1, y1) = view.xy(north, west), view.xy(south, east)
        x0, y0, x1, y1 = max(x0, MARGIN), max(y0, MARGIN), min(x1, WIDTH - MARGIN), min(y1, HEIGHT - MARGIN)
        parts.append(svg.rect(x0, y0, x1 - x0, y1 - y0, colour, opacity=0.15, stroke=colour))
    parts.append(svg.dot(x, y, 4, colour, inside=svg.tip(name)))
    if all(abs(y - ty) > 12 or abs(x - tx) > 120 for tx, ty in taken):
        taken.append((x, y))
        to_left = x > WIDTH - 150
        parts.append(svg.text(x - 8 if to_left else x + 8, y + 4, name, anchor="end" if to_left else "start", fill=colour, most=28, size=11))
    return parts


def _degrees(value: float, letters: str) -> str:
    rounded = round(abs(value), 1)
    return f"{rounded:g}°{'' if rounded == 0 else letters[0] if value > 0 else letters[1]}"
