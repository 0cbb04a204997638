"""Files, folders and standard input to articles, whatever kind of file it is; what cannot be read is told with its reason."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from monitor.domain.feed import NotAFeed, ParsedFeed
from monitor.domain.fetched import Page
from monitor.domain.reading import Article
from monitor.extract.articles import BadArticle, article_from
from monitor.extract.scrape import read_scrape
from monitor.extract.warc import WarcAnswer, read_warc
from monitor.text.charset import decode
from monitor.text.clean import one_line, storable
from monitor.text.dates import parse_date

MAX_FILE = 10 * 1024 * 1024  # bytes of a page, feed or scrape, as for what is fetched; JSON lines and archives are streamed
MAX_LINE = 10 * 1024 * 1024

_PAGES = frozenset({".html", ".htm", ".xhtml"})
_FEEDS = frozenset({".xml", ".rss", ".atom", ".rdf"})
_TEXTS = frozenset({".txt", ".md", ".markdown", ".text", ""})
_LINES = frozenset({".jsonl", ".ndjson"})


class ReadFeed(Protocol):
    """Reads bytes as a feed, in a child process or here."""

    def __call__(self, body: bytes, *, url: str, content_type: str | None) -> ParsedFeed | NotAFeed: ...


class ReadPage(Protocol):
    """Extracts the article of an HTML page, in a child process or here."""

    def __call__(self, body: bytes, *, url: str, content_type: str | None) -> Page | None: ...


@dataclass(frozen=True, slots=True)
class FileProblem:
    """Something that could not be read: the file, the line or record in it if there is one, and why."""

    path: str
    reason: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.path}{f', line {self.line}' if self.line is not None else ''}: {self.reason}"


@dataclass(frozen=True, slots=True)
class _Source:
    """One file being read: its name as ids carry it, and whether line numbers need it in front to be unique."""

    path: str
    name: str
    qualify: bool
    read_feed: ReadFeed
    read_page: ReadPage

    def problem(self, reason: str, line: int | None = None) -> FileProblem:
        return FileProblem(self.path, reason, line)

    def numbered(self, number: int) -> str:
        return f"{self.name}:{number}" if self.qualify else str(number)


def read_path(
    path: str, *, read_feed: ReadFeed, read_page: ReadPage, stdin: io.BufferedReader | None = None, qualify: bool = False
) -> Iterator[Article | FileProblem]:
    """The articles of a file, of all files of a folder (sorted, recursively), or of ``stdin`` for ``-`` (JSON lines).

    Ids are the given ones; else the line number for JSON lines, the guid for feed entries, the address for archives, and the file's
    name for the rest. In folders, and with ``qualify`` (several paths at once), line numbers are preceded by the file's name.
    """
    if path == "-":
        source = _Source("-", "-", qualify, read_feed, read_page)
        yield from [source.problem("no standard input")] if stdin is None else _json_lines(source, stdin)
        return
    place = Path(path)
    if not place.is_dir():
        yield from _file(place, _Source(path, place.name, qualify, read_feed, read_page))
        return
    everything = (Path(folder) / name for folder, _, names in os.walk(place) for name in names)
    found = [file for file in everything if not any(part.startswith(".") for part in file.relative_to(place).parts)]
    if not found:
        yield FileProblem(path, "an empty folder")
    for file in sorted(found):
        yield from _file(file, _Source(str(file), file.relative_to(place).as_posix(), True, read_feed, read_page))


def _file(place: Path, source: _Source) -> Iterator[Article | FileProblem]:
    try:
        if not place.is_file():
            yield source.problem("no such file" if not place.exists() else "not a regular file")
            return
        with place.open("rb") as stream:
            yield from _by_kind(stream, place.suffix.lower(), place.name.lower(), source)
    except OSError as error:
        yield source.problem(one_line(error.strerror or type(error).__name__))


def _by_kind(stream: io.BufferedReader, suffix: str, name: str, source: _Source) -> Iterator[Article | FileProblem]:
    start = stream.peek(4096)[:4096]
    if not start:
        yield source.problem("empty file")
    elif start.startswith(b"WARC/") or name.endswith((".warc", ".warc.gz")):
        yield from _archive(source, stream)
    elif suffix in _LINES:
        yield from _json_lines(source, stream)
    else:
        body = stream.read(MAX_FILE + 1)
        reader = _reader_for(body, suffix)
        if len(body) > MAX_FILE:
            yield source.problem(f"over {MAX_FILE} bytes")
        elif isinstance(reader, str):
            yield source.problem(reader)
        else:
            yield from reader(source, body)


_Reader = Callable[[_Source, bytes], Iterator[Article | FileProblem]]


def _reader_for(body: bytes, suffix: str) -> _Reader | str:
    """The reader by the file's ending or, where that says nothing, by its first characters; or why there is none."""
    if suffix in _FEEDS:
        return _feed
    if suffix in _PAGES:
        return _page
    if suffix == ".json":
        return _json
    if b"\0" in body[:4096] and not body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "a binary file"
    start = decode(body[:4096]).text.lstrip("\ufeff \t\r\n").lower()
    if not start and not body.strip():
        return "empty file"
    if start.startswith(("<?xml", "<rss", "<feed", "<rdf:rdf")):
        return _page if "<html" in start else _feed
    if start.startswith(("<!doctype html", "<html")):
        return _page
    if start.startswith("{"):
        return _json
    return _scrape if suffix in _TEXTS else f"files ending in {suffix[:20]!r} are not read"


def _scrape(source: _Source, body: bytes) -> Iterator[Article | FileProblem]:
    text = decode(body).text
    # As given, byte order mark aside, so that offsets into the text are offsets into the file.
    scrape = read_scrape(storable(text), source.name)
    yield Article(source.name, scrape.title, scrape.text, scrape.published_at)


def _page(source: _Source, body: bytes) -> Iterator[Article | FileProblem]:
    page = source.read_page(body, url="", content_type="text/html")
    yield source.problem("no readable text in the page") if page is None else _from_page(source.name, page)


def _from_page(id_: str, page: Page, url: str | None = None) -> Article:
    return Article(id_, page.title, page.text, page.published_at, url=url or page.canonical_url, language=page.language)


def _feed(source: _Source, body: bytes, *, url: str = "", content_type: str | None = None) -> Iterator[Article | FileProblem]:
    read = source.read_feed(body, url=url, content_type=content_type)
    if isinstance(read, NotAFeed):
        yield source.problem(f"no feed: {read.reason}")
        return
    for reason in read.rejected:
        yield source.problem(reason)
    seen: set[str] = set()
    for number, entry in enumerate(read.entries, 1):
        id_ = entry.guid or entry.url or f"{source.name}#{number}"
        id_ = f"{id_}#{number}" if id_ in seen else id_
        seen.add(id_)
        text = entry.content or entry.summary
        yield Article(id_, entry.title, text, entry.published_at, outlet=read.title, url=entry.url, language=read.language)


def _json(source: _Source, body: bytes) -> Iterator[Article | FileProblem]:
    """A JSON file is a JSON Feed, one article, a list of articles, or JSON lines under the wrong name."""
    try:
        document = json.loads(decode(body).text)
    except (ValueError, RecursionError):
        document = None
    if isinstance(document, dict) and "text" not in document:
        yield from _feed(source, body, content_type="application/json")
    elif isinstance(document, dict | list):
        for number, record in enumerate(document if isinstance(document, list) else [document], 1):
            article = article_from(record, source.numbered(number) if isinstance(document, list) else source.name)
            yield source.problem(article.reason, number) if isinstance(article, BadArticle) else article
    else:
        yield from _json_lines(source, io.BufferedReader(io.BytesIO(body)))


def _json_lines(source: _Source, stream: io.BufferedReader) -> Iterator[Article | FileProblem]:
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            yield source.problem(f"over {MAX_LINE} bytes", number)
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            continue
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError:
            yield source.problem("not UTF-8", number)
            continue
        except (ValueError, RecursionError) as error:
            yield source.problem(one_line(f"not JSON: {error}", 160), number)
            continue
        article = article_from(record, source.numbered(number))
        yield source.problem(article.reason, number) if isinstance(article, BadArticle) else article
    if number == 0:
        yield source.problem("no lines")


def _archive(source: _Source, stream: io.BufferedReader) -> Iterator[Article | FileProblem]:
    """Pages and feeds of an archive; its images, scripts and errors are no problems, just no articles."""
    for found in read_warc(stream):
        if not isinstance(found, WarcAnswer):
            yield source.problem(found.reason, found.record)
            continue
        kind = (found.content_type or "").lower()
        if found.status != 200 or not found.body:
            continue
        if "html" in kind:
            page = source.read_page(found.body, url=found.url, content_type=found.content_type)
            if page is not None:
                yield replace(_from_page(found.url, page, found.url), fetched_at=parse_date(found.date))
        elif "rss" in kind or "atom" in kind or "feed+json" in kind or "xml" in kind:
            yield from (a for a in _feed(source, found.body, url=found.url, content_type=found.content_type) if isinstance(a, Article))
