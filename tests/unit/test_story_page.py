"""A story's page and plots: what they show, and that nothing from outside acts in them."""

from __future__ import annotations

import base64
import datetime as dt
import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

from flows.story_artifact import story_key, story_markdown
from monitor.cli import svg
from monitor.cli.story_page import story_page
from monitor.cli.story_plots import GONE, INDEPENDENT, PARTY, level_band, timeline, toll_panels
from monitor.domain.reading import Effect, Realis
from monitor.domain.story import Standing, StoryArticle
from monitor.stories.life import StoryLife, life_of
from tests.story_parts import DAY, HOUR, NOW, a_member, a_story, a_toll

HOSTILE = '</title></svg><script>alert(1)</script><img src=x onerror=alert(2)>"\' onload="alert(3) javascript:alert(4) ]]>&amp;<!-- \x00\x1b[31m\ud800 \u202e'
SVG = "{http://www.w3.org/2000/svg}"


def told(*members: StoryArticle, now: dt.datetime = NOW + DAY) -> tuple[object, StoryLife]:
    story = a_story(*members)
    return story, life_of(story, now, lambda outlet, url: None)


def drawn(picture: str) -> ET.Element:
    return ET.fromstring(picture)


def a_hostile_member(key: str, **changes: object) -> StoryArticle:
    toll = (a_toll(3, key, high=7, side=HOSTILE, claimed_by=HOSTILE), a_toll(30, key, high=None, effect=Effect.DISPLACED, claimed_by=HOSTILE))
    return a_member(key, title=HOSTILE, outlet=HOSTILE, publisher=HOSTILE, state_owned_by=HOSTILE, url="javascript:alert(5)", toll=toll, **changes)


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(name, value or "") for name, value in attrs}


def test_a_page_of_hostile_words_holds_no_script_nothing_remote_and_no_handler() -> None:
    story, life = told(a_hostile_member("a"), a_hostile_member("b", copy_of="a", published_at=NOW + HOUR), a_member("c"))
    page = story_page(story, life, HOSTILE)  # type: ignore[arg-type]

    seen = Seen()
    seen.feed(page)
    assert not seen.tags & {"script", "img", "iframe", "object", "embed", "link", "a", "base", "form", "image", "use", "foreignobject"}
    names = {name for name, _ in seen.attributes}
    assert not any(name.startswith("on") for name in names) and not names & {"src", "href", "xlink:href", "srcset", "action", "style"}
    assert "&lt;script&gt;" in page and "\x00" not in page and "\x1b" not in page
    assert not re.search(r"url\(|@import", page)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in seen.attributes, "the browser is told so too"
    for picture in re.findall(r"<svg.*?</svg>", page, re.S):
        drawn(picture)


def test_a_page_shows_state_plots_and_tables() -> None:
    story, life = told(
        a_member("a", toll=(a_toll(3, "a", claimed_by="the army"),)), a_member("b", published_at=NOW + HOUR, copy_of="a"), a_member("c")
    )
    page = story_page(story, life, "Kashmir")  # type: ignore[arg-type]
    for words in ("Kashmir", "developing", "corroborated since 2024-03-05 12:00 UTC", "the army", "Outlet b", "Killed, as each claimant gives it"):
        assert words in page
    assert page.count("<svg") == 3 and page.startswith("<!doctype html>")


def test_the_timeline_has_a_row_for_each_publisher_hollow_copies_and_crossed_withdrawals() -> None:
    story, life = told(
        a_member("a"), a_member("b", copy_of="a", published_at=NOW + HOUR), a_member("c", party_owned=True, state_owned_by="India"),
    )  # fmt: skip
    picture = drawn(timeline(story, life))  # type: ignore[arg-type]
    dots = [(c.get("fill"), c.get("stroke"), c.get("cy")) for c in picture.iter(f"{SVG}circle")]
    assert dots[0] == (INDEPENDENT, INDEPENDENT, "17") and dots[1] == ("#ffffff", INDEPENDENT, "17") and dots[2][:2] == (PARTY, PARTY)
    labels = [t.text for t in picture.iter(f"{SVG}text")]
    assert "Outlet a" in labels and "Outlet c" in labels and "Outlet b" not in labels


def test_an_open_end_is_an_arrow_a_range_a_band_and_what_is_taken_back_is_dashed() -> None:
    toll = (
        a_toll(3, "a", high=7, claimed_by="x"),
        a_toll(9, "a", high=None, claimed_by="y"),
        a_toll(5, "a", claimed_by="z", standing=Standing.CORRECTED),
        a_toll(6, "a", claimed_by="w", realis=Realis.DENIED),
    )
    _, life = told(a_member("a", toll=toll))
    ((effect, markup),) = toll_panels(life)
    picture = drawn(markup)
    tips = [(r.get("fill-opacity"), r.find(f"{SVG}title").text) for r in picture.iter(f"{SVG}rect") if r.find(f"{SVG}title") is not None]  # type: ignore[union-attr]
    assert effect is Effect.KILLED and tips == [("0.25", "5 Mar 12:00 x: 3 to 7")]
    lines = list(picture.iter(f"{SVG}polyline"))
    assert sum(x.get("stroke-dasharray") == "2 2" for x in lines) == 3, "three arrows along the open end"
    assert [x.get("stroke") for x in lines if x.get("stroke-dasharray") == "4 3"].count(GONE) == 1
    assert sum(x.get("stroke-dasharray") == "4 3" for x in lines) == 2
    legend = [t.text for t in picture.iter(f"{SVG}text")]
    assert "side not named: at least 9, says y" in legend and "side not named: 6, says w (rejected)" in legend


def test_a_revision_is_a_step_up_or_down() -> None:
    members = [
        a_member(k, published_at=NOW + h * HOUR, toll=(a_toll(n, k, claimed_by="x", as_of=NOW + h * HOUR),))
        for k, h, n in (("a", 0, 3), ("b", 5, 8), ("c", 9, 6))
    ]
    _, life = told(*members)
    ((_, markup),) = toll_panels(life)
    dots = [(float(c.get("cx") or 0), float(c.get("cy") or 0)) for c in drawn(markup).iter(f"{SVG}circle")]
    assert [x for x, _ in dots] == sorted(x for x, _ in dots) and dots[1][1] < dots[2][1] < dots[0][1], "more is higher up"
    assert "side not named: 3, then 8, then 6, says x" in markup


def test_the_level_band_is_light_where_reported_and_dark_where_borne_out() -> None:
    _, life = told(a_member("a", level=3), a_member("b", level=4, published_at=NOW + HOUR))
    heights = [float(r.get("height") or 0) for r in drawn(level_band(life)).iter(f"{SVG}rect")][1:]
    assert heights == [60, 0, 80, 60]


def test_a_story_of_one_moment_of_none_and_of_thousands_can_be_drawn() -> None:
    many = [a_member(f"m{n}", published_at=NOW + n * HOUR / 60, toll=(a_toll(10**n if n < 10 else n, f"m{n}"),)) for n in range(1200)]
    for members, now in (([a_member("a")], NOW), ([a_member("a")], NOW - DAY), (many, NOW + DAY)):
        story, life = told(*members, now=now)
        page = story_page(story, life, "")  # type: ignore[arg-type]
        assert "nan" not in page.casefold().replace("finance", "") and len(timeline(story, life)) < 300_000  # type: ignore[arg-type]


@pytest.mark.parametrize("hours", [1, 5, 30, 24 * 9, 24 * 400, 24 * 3000])
def test_the_axis_has_a_few_round_ticks_in_order(hours: int) -> None:
    axis = svg.TimeAxis(NOW, NOW + hours * HOUR * 1.1, 100, 900)
    ticks = axis.ticks()
    assert 1 <= len(ticks) <= svg.MOST_TICKS + 1
    assert [x for x, _ in ticks] == sorted(x for x, _ in ticks) and all(100 <= x <= 900 and label.strip() for x, label in ticks)


@pytest.mark.parametrize(("most", "step"), [(1, 1), (4, 1), (7, 2), (30, 10), (49, 10), (51, 20), (1000, 200), (1200, 500)])
def test_marks_stand_at_round_figures(most: int, step: int) -> None:
    assert svg.round_step(most) == step


def test_the_artifact_is_markdown_whose_words_act_as_text_and_whose_pictures_are_embedded() -> None:
    story, life = told(
        a_hostile_member("a"), a_member("b", title="Fire [here](javascript:alert(1)) ![x](https://evil.example/p)", published_at=NOW - HOUR)
    )
    text = story_markdown(story, life, HOSTILE)  # type: ignore[arg-type]
    pictures = re.findall(r"!\[[A-Z][a-z ]+\]\(data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)\)", text)
    assert len(pictures) == 4
    for picture in pictures:
        drawn(base64.b64decode(picture).decode())
    rest = re.sub(r"!\[[A-Z][a-z ]+\]\(data:image/svg\+xml;base64,[A-Za-z0-9+/=]+\)", "", text)
    assert not re.search(r"[<>\[\]`\x00]|javascript:|https?:", rest)
    assert len({line.count("|") for line in rest.split("## Toll")[1].split("##")[0].splitlines() if line.startswith("|")}) == 1, (
        "no cell opens another"
    )
    assert re.fullmatch(r"[a-z0-9-]+", story_key("S_Ä/../x")) and story_key("s-1") == "contactline-story-s-1"
