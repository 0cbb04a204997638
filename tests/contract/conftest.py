from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.adapters.store.store import Patience, SqlStore, open_store
from tests.postgres import postgres_server, postgres_url  # noqa: F401 - fixtures

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=BOTH)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'contactline.sqlite3'}"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def store(store_url: str) -> Iterator[SqlStore]:
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[SqlStore]:
    """A SQLite store that waits little for locks."""
    opened = open_store(f"sqlite:///{tmp_path / 'contactline.sqlite3'}", patience=Patience(statement=0.2, whole=30.0))
    yield opened
    opened.close()
