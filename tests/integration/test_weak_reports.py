"""A report that alone would not pass for relevant joins the story that it tells of, and stays out where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from monitor.domain.reading import Article, Assessment
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.reader import ArticleReader
from tests.scripted import House

WIRE, VALE = "https://wire.example/feed", "https://vale.example/feed"
CLASH = (
    "Three Indian soldiers were killed in Kashmir on Tuesday when Pakistani troops fired mortars across the Line of Control near Uri, "
    "the army said. Pakistan's military said India had fired first."
)
AGAIN = (
    "Families near Uri in Kashmir buried three soldiers on Tuesday. They were killed when mortars were fired across the Line of Control by "
    "Pakistani troops, the army said."
)
ELSEWHERE = "Navy boats of Venezuela sailed past an oil ship off Essequibo on Tuesday, Guyana said."


class Doubting:
    """The real reader, but articles that hold ``word`` do not pass for relevant by themselves."""

    def __init__(self, reader: ArticleReader, word: str) -> None:
        self._reader, self._word = reader, word

    def gate(self, title: str, summary: str) -> bool:
        return self._reader.gate(title, summary)

    def read(self, articles: Sequence[Article]) -> list[Assessment]:
        return [
            replace(r, relevant=False, relevance=0.3, signals=(), casualties=(), level=0) if self._word in a.title else r
            for a, r in zip(articles, self._reader.read(articles), strict=True)
        ]

    def read_in_full(self, article: Article) -> Assessment:
        return self._reader.read_in_full(article)


@pytest.fixture
def house(tmp_path: Path, reader: ArticleReader, gazetteer: Gazetteer) -> Iterator[House]:
    made = House(tmp_path, reader, gazetteer, feeds=(WIRE, VALE))
    made.reader = Doubting(reader, "mourns")
    yield made
    made.close()


async def test_a_weak_report_joins_the_story_that_it_tells_of(house: House) -> None:
    await house.run()
    house.web.publish(WIRE, "clash", "Three soldiers killed as troops exchange fire in Kashmir", CLASH)
    await house.run()
    house.web.publish(VALE, "again", "Uri mourns three soldiers killed by mortars in Kashmir", AGAIN)
    await house.run()
    with house.store.read() as unit:
        (story,) = unit.story_reading.list(since=None, territory=None, limit=9)
    assert len(story.publishers) == 2 and story.corroborated


async def test_a_weak_report_of_nothing_that_others_tell_stays_out(house: House) -> None:
    await house.run()
    house.web.publish(WIRE, "clash", "Three soldiers killed as troops exchange fire in Kashmir", CLASH)
    house.web.publish(VALE, "elsewhere", "Georgetown mourns its quiet sea", ELSEWHERE)
    ledger = await house.run()
    assert ledger.entries["not_relevant"] == 1
    with house.store.read() as unit:
        assert [s.territory for s in unit.story_reading.list(since=None, territory=None, limit=9)] == ["kashmir"]


def test_an_article_read_in_full_has_its_signals_and_one_without_a_territory_none(reader: ArticleReader) -> None:
    told = Article("a", "", CLASH, None, "o", None, "en")
    assert reader.read_in_full(told) == reader.read([told])[0]
    assert reader.read_in_full(replace(told, text="The cup final was played on Tuesday.")).signals == ()
