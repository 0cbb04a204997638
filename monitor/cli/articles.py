"""Articles from the paths of a command line, in batches; what cannot be read is told and counted."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.cli.output import complain

if TYPE_CHECKING:
    from monitor.bootstrap import App
    from monitor.domain.reading import Article


class ArticleStream:
    """Iterates over the articles of ``paths``; afterwards ``problems`` says how much could not be read."""

    def __init__(self, app: App, paths: Sequence[Path]) -> None:
        self._app = app
        self._paths = paths
        self.problems = 0

    def __iter__(self) -> Iterator[Article]:
        from monitor.extract.files import FileProblem, read_path

        children = self._app.children
        for path in self._paths:
            for found in read_path(
                str(path), read_feed=children.read_feed_sync, read_page=children.read_page_sync, stdin=_standard_input(), qualify=len(self._paths) > 1
            ):
                if isinstance(found, FileProblem):
                    self.problems += 1
                    complain(str(found))
                else:
                    yield found


def _standard_input() -> io.BufferedReader | None:
    stream = sys.stdin.buffer
    return stream if isinstance(stream, io.BufferedReader) else None


def batches(articles: Iterable[Article], size: int = 30) -> Iterator[list[Article]]:
    """Lists of at most ``size`` articles: reading in batches is cheaper, and shows the first answers soon."""
    stream = iter(articles)
    while batch := list(islice(stream, size)):
        yield batch
