"""Which sets lie below a folder, by their file names, and how each is measured."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from models.training.data import load_sentences
from models.training.evaluate import figures_of, labelled_articles
from models.training.external.bare import BareReader
from models.training.external.classes import measure_classes
from models.training.external.mapping import load_mapping
from models.training.external.muc import measure_muc
from models.training.external.report import Report, read_rows
from models.training.external.streams import measure_nothing, measure_relevance
from models.training.external.tolls import measure_headlines, measure_stories
from models.training.variety import measure_variety
from monitor.domain.errors import InputError
from monitor.domain.reading import Article
from monitor.text.sentences import sentences
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.reader import ArticleReader
from monitor.understand.trained import Models

VARIETY = "variety"
ARTICLES_HOW = "Labelled articles read as usual; matching follows the coding conventions."


@dataclass(frozen=True)
class Readers:
    """What is measured: the whole reader, and its signal model and claims grammar alone."""

    gazetteer: Gazetteer
    models: Models

    @cached_property
    def whole(self) -> ArticleReader:
        """The article reader."""
        return ArticleReader(self.gazetteer, self.models)

    @cached_property
    def bare(self) -> BareReader:
        """Signals and claims without gate and relevance."""
        return BareReader(self.gazetteer, self.models)


@dataclass(frozen=True, slots=True)
class SetKind:
    """A set known by its files' names; ``{}`` is the part ("_dev" or nothing), the same in all. ``measure`` gets them in that order."""

    name: str
    files: tuple[str, ...]
    measure: Callable[[str, Sequence[Path], Readers], Report]

    def found(self, below: Sequence[Path]) -> Iterator[tuple[str, list[Path]]]:
        """(set's name, its files) for every ending that all of the set's files have."""
        by_name: dict[str, Path] = {}
        for path in below:
            by_name.setdefault(path.name, path)
        first, *others = self.files
        pattern = re.compile(re.escape(first).replace(r"\{\}", r"(?P<part>(?:_[a-z0-9]+)?)"))
        for name in sorted(by_name):
            if m := pattern.fullmatch(name):
                names = [name, *(other.format(m["part"]) for other in others)]
                if all(n in by_name for n in names):
                    yield f"{self.name}{m['part']}", [by_name[n] for n in names]


def _classes(scheme: str) -> Callable[[str, Sequence[Path], Readers], Report]:
    return lambda name, files, readers: measure_classes(name, read_rows(files[0]), load_mapping()[scheme], readers.bare)


def _headlines(name: str, files: Sequence[Path], readers: Readers) -> Report:
    with files[0].open(encoding="utf8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if rows and not {"date", "toll", "title"} <= set(rows[0]):
        raise InputError(f"{files[0]}: expected the columns date, toll, title")
    return measure_headlines(name, rows, readers.bare)


def _articles(name: str, files: Sequence[Path], readers: Readers) -> Report:
    return _report(name, labelled_articles(files), readers)


def _report(name: str, rows: Sequence[tuple[Article, Mapping[str, Any]]], readers: Readers) -> Report:
    return Report(name, len(rows), ARTICLES_HOW, figures_of(rows, readers.whole))


def _variety(name: str, files: Sequence[Path], readers: Readers) -> Report:
    """The training sentences beside the English articles of ``files`` and the project's own test sentences."""
    articles = [article for article, _ in labelled_articles(files) if (article.language or "en").startswith("en")]
    told = [a.text[s.start : s.end] for a in articles for s in sentences(a.text)]
    return measure_variety(name, load_sentences(test=False), [*told, *(s.text for s in load_sentences(test=True))], readers.gazetteer)


KINDS = (
    SetKind("articles_en", ("articles_en{}.jsonl",), _articles),
    SetKind("articles_long", ("articles_long{}.jsonl",), _articles),
    SetKind("articles_en+long", ("articles_en{}.jsonl", "articles_long{}.jsonl"), _articles),
    SetKind("seed", ("seed{}.jsonl",), _articles),
    SetKind("articles_multilingual", ("articles_multilingual{}.jsonl",), _articles),
    SetKind("case2021", ("case2021{}.jsonl",), _classes("case2021")),
    SetKind("cameo_penta", ("cameo_penta{}.jsonl",), _classes("cameo_penta")),
    SetKind("satp", ("satp{}.jsonl",), _classes("satp")),
    SetKind("muc4", ("muc4{}.jsonl",), lambda name, files, readers: measure_muc(name, read_rows(files[0]), readers.bare)),
    SetKind(
        "gva_casualties",
        ("gva{}.jsonl", "gva{}_incidents.jsonl"),
        lambda name, files, readers: measure_stories(name, read_rows(files[1]), read_rows(files[0]), readers.bare),
    ),
    SetKind("gaza_toll_headlines", ("gaza_toll_headlines{}.tsv",), _headlines),
    SetKind("gva_relevance", ("gva{}.jsonl",), lambda name, files, readers: measure_nothing(name, read_rows(files[0]), readers.whole)),
    SetKind(
        "allsides_relevance",
        ("allsides{}.jsonl", "allsides_relevance{}.jsonl"),
        lambda name, files, readers: measure_relevance(name, read_rows(files[0]), read_rows(files[1]), readers.whole),
    ),
)


def select(folder: Path, only: str | None) -> tuple[list[tuple[SetKind, str, list[Path]]], list[str]]:
    """The sets to measure, and the names of those whose files are missing. ``only`` is a set's name or its beginning. Raises InputError."""
    wanted = [kind for kind in KINDS if only is None or f"{kind.name}_".startswith(only) or only.startswith(f"{kind.name}_")]
    if not wanted:
        raise InputError(f"evaluate: no set is called {only!r}; there are {', '.join(k.name for k in KINDS)} and {VARIETY}")
    below = sorted(p for p in folder.rglob("*") if p.suffix in {".jsonl", ".tsv"})
    found = [(kind, name, files) for kind in wanted for name, files in kind.found(below)]
    exact = [entry for entry in found if entry[1] == only] if only else []
    there = {kind.name for kind, _, _ in found}
    return exact or found, [kind.name for kind in wanted if kind.name not in there]


def measure(folder: Path, only: str | None, readers: Readers) -> Iterator[Report | str]:
    """Labelled articles that lie in ``folder`` itself as one set, else a report of each set below it; the bare name of a set that is missing.

    ``only`` may also be "variety": the training sentences beside these articles. Reports come as soon as they are made. Raises InputError.
    """
    own = sorted(folder.glob("*.jsonl"))
    if only == VARIETY:
        yield _variety(VARIETY, own or sorted(folder.rglob("*.jsonl")), readers)
        return
    if only is None and (articles := labelled_articles(own)):
        yield _report("articles", articles, readers)
        return
    found, missing = select(folder, only)
    for kind, name, files in found:
        yield kind.measure(name, files, readers)
    yield from missing
