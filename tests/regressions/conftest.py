"""Houses that close themselves, over a database of the test's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from monitor.understand.gazetteer import Gazetteer
from monitor.understand.reader import ArticleReader
from tests.scripted import House
from tests.watched import Open


@pytest.fixture
def opened(tmp_path: Path, reader: ArticleReader, gazetteer: Gazetteer) -> Iterator[Open]:
    """Opens houses over the test's own folder, and closes them."""
    houses: list[House] = []

    def make(*feeds: str, outlets: Mapping[str, str] | None = None) -> House:
        houses.append(House(tmp_path, reader, gazetteer, feeds=feeds, outlets=outlets))
        return houses[-1]

    yield make
    for house in houses:
        house.close()
