"""Parts that are dear to build and never change: shared by the whole session. Nothing here applies by itself."""

from __future__ import annotations

import pytest

from monitor.adapters.artefacts import load_models
from monitor.understand.gazetteer import Gazetteer, load_gazetteer
from monitor.understand.mentions import NameFinder
from monitor.understand.reader import ArticleReader


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def names(gazetteer: Gazetteer) -> NameFinder:
    return NameFinder(gazetteer)


@pytest.fixture(scope="session")
def reader(gazetteer: Gazetteer) -> ArticleReader:
    """The shipped reader: its models may be trained anew, so no test of it asserts a score."""
    return ArticleReader(gazetteer, load_models())
