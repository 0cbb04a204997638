"""A story as a Markdown artifact: how it stands, its plots, the toll by side and claimant."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from flows.artifacts import cell
from monitor.cli import show_story as told
from monitor.cli.story_plots import level_band, timeline, toll_panels
from monitor.domain.story import Story
from monitor.stories.life import StoryLife

MOST_TOLL, MOST_PUBLISHERS = 40, 20
MOST_PICTURE = 100_000  # characters of one picture: the UI loads an artifact whole


def story_key(story_id: str) -> str:
    """The artifact's key: one for a story, so that the UI keeps its versions together."""
    return "contactline-story-" + re.sub(r"[^a-z0-9]+", "-", story_id.casefold()).strip("-")


def story_markdown(story: Story, life: StoryLife, territory: str) -> str:
    """The page. Words from outside pass ``cell``; pictures are embedded as images, in which nothing can run or load."""
    lines = [f"# {cell(story.title)}", ""]
    lines += _table(("", ""), [("territory", territory or "none"), *told.state_of(story, life)])
    lines += _picture("Articles by publisher", "hollow: a copy; orange: a party's outlet", timeline(story, life))
    lines += _picture("Level", "light: reported; dark: corroborated", level_band(life))
    for effect, picture in toll_panels(life):
        lines += _picture(str(effect).capitalize(), "each claimant's figure; a band is low to high, an arrow an open end", picture)
    for name, columns, rows, most in (
        ("Toll by side and claimant, as claimed", told.TOLL_COLUMNS, told.toll_rows(life.toll), MOST_TOLL),
        ("Published by", told.PUBLISHER_COLUMNS, told.publisher_rows(life.publishers), MOST_PUBLISHERS),
    ):
        if rows:
            lines += [f"## {name}", "", *_table(columns, rows[:most])]
            lines += [f"and {len(rows) - most} more: contactline stories show {cell(story.id, 40)}", ""] if len(rows) > most else []
    return "\n".join(lines)


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    def row(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell(c) for c in cells) + " |"

    return [row(columns), "|" + " --- |" * len(columns), *map(row, rows), ""]


def _picture(name: str, key: str, picture: str) -> list[str]:
    if len(picture) > MOST_PICTURE:
        return []
    data = base64.b64encode(picture.encode("utf8", "replace")).decode("ascii")
    return [f"## {name}", "", key, "", f"![{name}](data:image/svg+xml;base64,{data})", ""]
