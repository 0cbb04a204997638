"""The order in which the articles of one batch come in decides nothing that a reader of alerts is told.

What "order does not matter" means here: an article is read the same whatever was read before it (also when it is a copy of what was read
before); and of a batch of separate events the stories, with their articles, territory, level and corroboration, and the alerts, with
theirs, are the same whatever the order of arrival. Which of two copies is called the original is the one thing that follows the order.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.understand.gazetteer import Gazetteer
from monitor.understand.reader import ArticleReader
from tests.scripted import House
from tests.watched import CLASH, OWN, OWN_TITLE, SHOAL, SHOAL_TITLE, TITLE, alerts, stories

FEEDS = [f"https://{name}.example/feed" for name in ("ash", "birch", "cedar")]
BATCH = [
    (0, "clash", TITLE, CLASH),
    (1, "copy", "Border fire kills soldiers", CLASH + " The bazaar was shut."),
    (2, "own", OWN_TITLE, OWN),
    (0, "shoal", SHOAL_TITLE, SHOAL),
    (1, "summoned", "Manila summons envoy over wounded sailors", "The Philippines summoned the Chinese ambassador on Tuesday after four of its sailors were wounded when their boat was rammed near Second Thomas Shoal."),
    (2, "flats", "Missile brings down flats in Kharkiv", "A Russian missile brought down a block of flats in Kharkiv on Tuesday, killing nine people, the mayor said. Rescuers pulled a girl from the rubble."),
    (0, "talks", "Talks on Abkhazia open in Geneva", "Talks between Georgia and the de facto authorities of Abkhazia opened in Geneva on Tuesday, mediators said."),
    (1, "tax", "Tax on fish", "Parliament in Oslo voted on Monday for a new tax on fish."),
]  # fmt: skip


async def outcome(house: House, order: Sequence[int]) -> tuple[Any, ...]:
    """What a pass over the batch, in this order, makes of it: readings, stories, alerts, ends."""
    await house.run()
    for n in order:
        feed, name, title, text = BATCH[n]
        house.web.publish(FEEDS[feed], name, title, text)
    await house.run()
    told = stories(house)
    with house.store.read() as unit:
        readings = {a.article_id: unit.articles.article(a.article_id)[1] for s in told for a in s.articles}
    return (
        readings,
        {(frozenset(a.article_id for a in s.articles), s.territory, s.level, s.corroborated, len(s.publishers)) for s in told},
        {(a.territory, a.level, a.certainty, a.severity) for a in alerts(house)},
        house.counts(),
    )


@pytest.fixture(scope="module")
def in_order() -> dict[str, tuple[Any, ...]]:
    return {}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(order=st.permutations(range(len(BATCH))))
async def test_the_order_of_a_batch_changes_no_reading_no_story_and_no_alert(
    reader: ArticleReader, gazetteer: Gazetteer, in_order: dict[str, tuple[Any, ...]], order: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), reader, gazetteer, feeds=FEEDS)
        try:
            found = await outcome(house, order)
        finally:
            house.close()
    assert found == in_order.setdefault("first", found)
    _, told, raised, _ = found
    assert len(raised) >= 3 and max(level for _, level, _, _ in raised) >= 4 and len(told) >= len(raised)
