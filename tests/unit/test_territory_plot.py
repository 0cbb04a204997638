"""Where a territory lies."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

from monitor.cli.territory_plot import territory_plot
from monitor.domain.territory import Territory, TerritoryKind

SVG = "{http://www.w3.org/2000/svg}"


def a_territory(key: str, lat: float | None = None, lon: float | None = None, **changes: Any) -> Territory:
    values: dict[str, Any] = {"id": key, "name": key.title(), "kind": TerritoryKind.LAND, "parent": None, "claimants": (), "controller": None}
    values |= {"region": "x", "status": "active", "sources": ("s",), "latitude": lat, "longitude": lon}
    return Territory(**{**values, **changes})


def marks(picture: str) -> dict[str, tuple[float, float]]:
    found = ET.fromstring(picture).iter(f"{SVG}circle")
    return {str(c.findtext(f"{SVG}title")): (float(c.get("cx") or 0), float(c.get("cy") or 0)) for c in found}


def test_it_is_centred_on_the_most_central_and_north_is_up_and_east_is_right() -> None:
    seen = marks(
        territory_plot(["a", "b"], [a_territory("a", 40, 45), a_territory("b", 41, 46), a_territory("near", 39, 44), a_territory("far", -40, 45)])
    )
    assert seen.keys() == {"A", "B", "Near"} and seen["A"] == (260, 150)
    assert seen["B"][0] > 260 and seen["B"][1] < 150 and seen["Near"][0] < 260 and seen["Near"][1] > 150


def test_the_date_line_and_the_poles_part_nothing() -> None:
    seen = marks(territory_plot(["a"], [a_territory("a", 10, 179.5), a_territory("b", 10, -179.5)]))
    assert 260 < seen["B"][0] < 320
    assert marks(territory_plot(["a"], [a_territory("a", 90, 0)])) == {"A": (260, 150)}


def test_bounds_are_a_box_and_widen_the_view() -> None:
    picture = territory_plot(["a"], [a_territory("a", bounds=(100.0, 0.0, 120.0, 20.0)), a_territory("b", 21, 110)])
    assert marks(picture).keys() == {"A", "B"}
    assert [r.get("fill-opacity") for r in ET.fromstring(picture).iter(f"{SVG}rect")][-1] == "0.15"


def test_without_a_place_on_earth_the_one_around_it_is_marked_and_without_that_nothing() -> None:
    inside = a_territory("inside", parent="around")
    assert marks(territory_plot(["inside"], [inside, a_territory("around", 1, 1)])).keys() == {"Inside, in Around"}
    assert territory_plot(["inside"], [inside]) == "" and territory_plot(["gone"], []) == "" and territory_plot([], []) == ""


def test_names_are_escaped() -> None:
    picture = territory_plot(["a"], [a_territory("a", 1, 1, name="<script>\"'&")])
    assert "<script" not in picture and marks(picture).keys() == {"<script>\"'&"}
