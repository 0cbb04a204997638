"""A story as one page: no script, nothing remote, everything from outside escaped."""

from __future__ import annotations

from monitor.cli import show_story as told
from monitor.cli.story_plots import level_band, timeline, toll_panels
from monitor.domain.story import Story
from monitor.stories.life import StoryLife
from monitor.text.clean import one_line

MOST_WORDS = 600  # characters of one cell


def story_page(story: Story, life: StoryLife, territory: str) -> str:
    """The page; ``territory`` is the territory's name."""
    import jinja2
    from markupsafe import Markup

    def drawn(picture: str) -> Markup:
        return Markup(picture)  # noqa: S704 - made by ``svg``, which escapes every text

    def shown(value: object) -> object:
        return value if isinstance(value, Markup) or not isinstance(value, str) else one_line(value, MOST_WORDS)

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("monitor.cli"), autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=shown
    )
    return environment.get_template("story.html.jinja").render(
        title=story.title,
        id=story.id,
        as_of=f"{life.at:%Y-%m-%d %H:%M} UTC",
        state=[("territory", territory or "none"), *told.state_of(story, life)],
        timeline=drawn(timeline(story, life)),
        levels=drawn(level_band(life)),
        tolls=[(str(effect), drawn(picture)) for effect, picture in toll_panels(life)],
        tables=[
            (name, columns, rows)
            for name, columns, rows in (
                ("Toll by side and claimant, as claimed", told.TOLL_COLUMNS, told.toll_rows(life.toll)),
                ("Level over time", told.LEVEL_COLUMNS, told.level_rows(life)),
                ("Signals over time", told.SIGNAL_COLUMNS, told.signal_rows(life)),
                ("Published by", told.PUBLISHER_COLUMNS, told.publisher_rows(life.publishers)),
                ("Articles", told.ARTICLE_COLUMNS, told.article_rows(story)),
            )
            if rows
        ],
    )
