"""Scrapes, pages, archives and files to articles."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
from pathlib import Path

import pytest

from monitor.domain.fetched import Page
from monitor.domain.reading import Article
from monitor.extract.files import FileProblem, read_path
from monitor.extract.page import extract_page
from monitor.extract.scrape import read_scrape
from monitor.extract.warc import WarcAnswer, WarcProblem, read_warc
from monitor.feeds.parse import parse_feed
from tests.feed_samples import ATOM, HTML, JSON, NOW, PAGE_URL, RSS

SCRAPE = """

This article is more than **3 years old**

# Dozens killed as forces clash for second day

This article is more than 3 years old

Fighting prompts international calls for immediate ceasefire

- [What is happening and why?](#)

[A. Writer](#)

Last modified on Tue 29 Sep 2020 10.00 CEST

Mon 28 Sep 2020 18.13 CEST

Share

Dozens of soldiers have been killed on 30 September 2020 near the line of contact.
"""


# --- scrapes -----------------------------------------------------------------------------------------------------


def test_a_scraped_article_has_its_headline_date_and_banner() -> None:
    scrape = read_scrape(SCRAPE, "seed.txt")
    assert scrape.title == "Dozens killed as forces clash for second day"
    assert scrape.published_at == NOW
    assert scrape.banner == "This article is more than 3 years old"
    assert scrape.text == SCRAPE


@pytest.mark.parametrize(("text", "title"), [
    ("# A *bold* [link](http://x) ##\ntext", "A bold link"), ("Home\nShare\nTroops cross the river at dawn\nBody text",
    "Troops cross the river at dawn"),
    ("A short title\n=====\nBody of the article here", "A short title"), ("Title: Troops cross the river\nDate: 28 Sep 2020\n",
    "Troops cross the river"),
    ("28 September 2020, 10:00\nTroops cross the river at dawn", "Troops cross the river at dawn"), ("# \n\nTroops cross the river",
    "Troops cross the river"),
    ("- a bullet that is rather long\n[a link that is long](#)\nThe real headline is here", "The real headline is here"), ("short", "short"),
    ("", "name.txt"),
    ("部队在黎明时分渡过河流进入有争议地区\n正文", "部队在黎明时分渡过河流进入有争议地区"),
])  # fmt: skip
def test_headlines(text: str, title: str) -> None:
    assert read_scrape(text, "name.txt").title == title


@pytest.mark.parametrize(("line", "moment"), [
    ("Published: 28 Sep 2020 18:13 CEST", NOW), ("By A. Writer | Mon 28 Sep 2020 18.13 CEST", NOW),
    ("First published on Mon 28 Sep 2020 18.13 CEST", NOW),
    ("**2020-09-28T16:13:00Z**", NOW), ("2020年9月28日 16:13", NOW), ("Date: 2020-09-28", NOW.replace(hour=0, minute=0)),
    ("Updated 28 Sep 2020 18:13 CEST", None), ("Last modified on Mon 28 Sep 2020 18.13 CEST", None),
    ("The war began on 28 Sep 2020 in the south", None),
])  # fmt: skip
def test_datelines(line: str, moment: dt.datetime | None) -> None:
    assert read_scrape(f"# Headline of it\n\n{line}\n\nBody.", "x").published_at == moment


def test_a_date_deep_in_the_text_is_no_dateline() -> None:
    assert read_scrape("# Headline\n" + "A line of text.\n" * 100 + "28 Sep 2020\n", "x").published_at is None


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["*a", "[a](b", "**", "# ", "`a ", "a | b\n", "[", "(", "1. "])
def test_hostile_scrapes_take_little_time(piece: str) -> None:
    assert read_scrape(piece * 200_000, "x").text


# --- pages -------------------------------------------------------------------------------------------------------


def page(html: str, url: str = PAGE_URL, content_type: str | None = "text/html") -> Page:
    found = extract_page(html.encode(), url=url, content_type=content_type)
    assert found is not None
    return found


def test_the_article_of_a_page_without_its_furniture() -> None:
    found = page(HTML)
    assert found.title.startswith("Shells hit a border post") and not found.text.startswith("Shells")
    assert "Two soldiers were killed" in found.text and "Five soldiers" in found.text
    assert not any(word in found.text for word in ("derby", "Cookies", "secret"))
    assert (found.published_at, found.canonical_url, found.language) == (NOW, "https://www.paper.example/a/1", "en")


def test_the_time_comes_from_json_ld_or_a_time_element_too() -> None:
    bare = HTML.replace('<meta property="article:published_time" content="2020-09-28T18:13:00+02:00">', "{}")
    graph = {"@graph": [{"@type": "Person"}, {"datePublished": "2020-09-28T16:13:00Z", "dateModified": "2020-10-01"}]}
    ld = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert page(bare.replace("{}", ld)).published_at == NOW
    assert page(bare.replace("{}", "").replace("<p>", '<time datetime="2020-09-28T16:13:00Z">x</time><p>', 1)).published_at == NOW


@pytest.mark.parametrize(
    "href",
    ["https://rival.example/story", "https://paper.example.evil.net/a", "javascript:x", "https://paper.example/", "http://u:p@paper.example/a"],
)
def test_a_page_cannot_pass_for_another_publishers_article(href: str) -> None:
    assert page(HTML.replace("https://www.paper.example/a/1", href)).canonical_url is None


def test_a_page_in_another_charset() -> None:
    text = "Столкновения на линии соприкосновения продолжались всю ночь, сообщает министерство обороны. " * 4
    html = f'<html><head><meta charset="windows-1251"><title>Бои</title></head><body><article><p>{text}</p></article></body></html>'
    found = extract_page(html.encode("cp1251"), url=PAGE_URL, content_type="text/html")
    assert found is not None and "Столкновения на линии" in found.text


@pytest.mark.parametrize(
    "html", ["", "   ", "<html></html>", "<html><body></body></html>", "\x00\x01", "<html><body><script>x</script></body></html>"]
)
def test_a_page_without_text_is_none(html: str) -> None:
    assert extract_page(html.encode(), url=PAGE_URL, content_type=None) is None


def test_external_entities_in_a_page_are_not_loaded() -> None:
    xhtml = '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + HTML.replace("Two soldiers", "&x; soldiers").replace(
        "<!doctype html>", ""
    )
    assert "root:" not in repr(extract_page(xhtml.encode(), url=PAGE_URL, content_type="application/xhtml+xml"))


# --- archives ----------------------------------------------------------------------------------------------------


def record(url: str, http: bytes, kind: str = "response", *, length: int | None = None) -> bytes:
    size = len(http) if length is None else length
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-09-29T10:00:00Z\r\nContent-Length: {size}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def http(body: bytes, content_type: str = "text/html", *more: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", f"Content-Type: {content_type}", *more, "", ""]).encode() + body


def warc(data: bytes) -> list[WarcAnswer | WarcProblem]:
    return list(read_warc(io.BufferedReader(io.BytesIO(data))))


def test_responses_of_an_archive_are_read_plain_and_gzipped() -> None:
    records = [
        record("x", b"software: y", "warcinfo"),
        record("http://x.org/1", http(b"one")),
        record("http://x.org/1", b"GET", "request"),
        record("<http://x.org/2>", http(b"two")),
    ]
    for data in (b"".join(records), b"".join(gzip.compress(r) for r in records)):
        assert [(a.url, a.body, a.status) for a in warc(data) if isinstance(a, WarcAnswer)] == [
            ("http://x.org/1", b"one", 200),
            ("http://x.org/2", b"two", 200),
        ]


def test_chunked_and_gzipped_answers_are_put_together() -> None:
    chunked = http(b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "text/html", "Transfer-Encoding: chunked")
    packed = http(gzip.compress(b"packed"), "text/html", "Content-Encoding: gzip")
    joined = http(b"already joined", "text/html", "Transfer-Encoding: chunked")
    bodies = [a.body for a in warc(b"".join(record("http://x.org/", h) for h in (chunked, packed, joined))) if isinstance(a, WarcAnswer)]
    assert bodies == [b"abcde", b"packed", b"already joined"]


def test_damage_in_an_archive_is_told_and_costs_no_more_than_it_must() -> None:
    good = record("http://x.org/1", http(b"one"))
    for bad in (record("http://x.org/b", b"no status line"), record("http://x.org/b", http(b"x", "text/html", "Content-Encoding: br"))):
        found = warc(bad + good)
        assert isinstance(found[0], WarcProblem) and isinstance(found[1], WarcAnswer)
    for end in (b"garbage", good[:60], record("http://x.org/", b"x", length=10**9), gzip.compress(good)[:-20]):
        found = warc(end if end.startswith(b"\x1f") else good + end)
        assert isinstance(found[-1], WarcProblem)


def test_a_bomb_in_an_archive_is_a_problem() -> None:
    (only,) = warc(record("http://x.org/", http(gzip.compress(bytes(50 << 20)), "text/html", "Content-Encoding: gzip")))
    assert isinstance(only, WarcProblem)


# --- files -------------------------------------------------------------------------------------------------------


def read(path: Path | str, stdin: bytes | None = None, *, qualify: bool = False) -> tuple[list[Article], list[FileProblem]]:
    stream = None if stdin is None else io.BufferedReader(io.BytesIO(stdin))
    found = list(read_path(str(path), read_feed=parse_feed, read_page=extract_page, stdin=stream, qualify=qualify))
    return [f for f in found if isinstance(f, Article)], [f for f in found if isinstance(f, FileProblem)]


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


LINES = [
    json.dumps(
        {
            "id": "a",
            "title": "T",
            "text": "x",
            "published_at": "2020-09-28T16:13:00Z",
            "outlet": "O",
            "url": "http://x.org/a",
            "language": "EN",
            "extra": [1],
        }
    ),
    "",
    json.dumps({"text": "only text\u0000 and \ud800"}),
    "{not json",
    json.dumps({"title": "no text"}),
    json.dumps(["no", "object"]),
    json.dumps({"id": 7, "text": "y", "published_at": "yesterday", "url": "javascript:x", "title": None}),
]


def test_json_lines(tmp_path: Path) -> None:
    articles, problems = read(write(tmp_path, "a.jsonl", "\ufeff" + "\n".join(LINES)))
    assert articles[0] == Article("a", "T", "x", NOW, "O", "http://x.org/a", "en")
    assert articles[1] == Article("3", "", "only text\ufffd and \ufffd", None)
    assert articles[2] == Article("7", "", "y", None)
    assert [(p.line, p.reason.split(":")[0]) for p in problems] == [(4, "not JSON"), (5, "no text"), (6, "not a JSON object")]
    assert str(problems[1]) == f"{tmp_path / 'a.jsonl'}, line 5: no text"


def test_standard_input_is_json_lines() -> None:
    articles, problems = read("-", "\n".join(LINES).encode())
    assert len(articles) == 3 and len(problems) == 3
    assert read("-")[1] == [FileProblem("-", "no standard input")]
    assert read("-", b"")[1] == [FileProblem("-", "no lines")]


def test_bad_bytes_and_endless_lines_cost_one_line(tmp_path: Path) -> None:
    lines = [b'{"text": "\xff"}', b'{"text": "' + b"x" * (11 << 20) + b'"}', b"[" * 100_000, b'{"text": "good"}']
    articles, problems = read(write(tmp_path, "a.jsonl", b"\n".join(lines)))
    assert [(a.id, a.text) for a in articles] == [("4", "good")]
    assert [p.line for p in problems] == [1, 2, 3]


def test_scrapes_and_pages_are_known_by_name(tmp_path: Path) -> None:
    (scrape,), _ = read(write(tmp_path, "seed.txt", SCRAPE))
    assert (scrape.id, scrape.title, scrape.text, scrape.published_at) == ("seed.txt", "Dozens killed as forces clash for second day", SCRAPE, NOW)
    (found,), _ = read(write(tmp_path, "page.html", HTML))
    assert (found.id, found.url, found.published_at, found.language) == ("page.html", "https://www.paper.example/a/1", NOW, "en")


@pytest.mark.parametrize(
    ("name", "content", "count"),
    [("f.xml", RSS, 3), ("f.atom", ATOM, 2), ("f.json", JSON, 2), ("f.txt", RSS, 3), ("noending", ATOM, 2), ("f.unknown", RSS, 3)],
)
def test_feed_files_are_known_by_name_or_content(tmp_path: Path, name: str, content: str, count: int) -> None:
    articles, _ = read(write(tmp_path, name, content))
    assert len(articles) == count and all(a.outlet for a in articles)


def test_feed_entries_carry_guid_outlet_and_content(tmp_path: Path) -> None:
    articles, _ = read(write(tmp_path, "f.rss", RSS))
    assert articles[0].id == "g1" and articles[0].outlet == "World & News" and articles[0].text == "First.\nSecond."
    assert len({a.id for a in articles}) == 3


def test_other_json_files(tmp_path: Path) -> None:
    assert [a.id for a in read(write(tmp_path, "one.json", '{"text": "x"}'))[0]] == ["one.json"]
    assert [a.id for a in read(write(tmp_path, "list.json", '[{"text": "x"}, {"id": "b", "text": "y"}]'))[0]] == ["1", "b"]
    assert [a.id for a in read(write(tmp_path, "lines.json", '{"text": "x"}\n{"text": "y"}'))[0]] == ["1", "2"]


@pytest.mark.parametrize(("name", "content", "reason"), [
    ("empty.txt", b"", "empty file"), ("blank.txt", b" \n ", "empty file"), ("x.png", b"\x89PNG\r\n\x1a\n\x00\x00", "a binary file"),
    ("x.pdf", b"%PDF-1.7", "files ending in '.pdf' are not read"),
    ("x.rss", HTML.encode(), "no feed: an HTML page"), ("x.xml", b"<urlset/>", "no feed: markup, but no feed: it begins with <urlset>"),
    ("x.html", b"<html></html>", "no readable text in the page"),
    ("x.json", b'{"a": 1}', "no feed: JSON, but no JSON Feed"), ("big.txt", b"x" * (11 << 20), "over 10485760 bytes"),
])  # fmt: skip
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    articles, problems = read(write(tmp_path, name, content))
    assert articles == [] and [p.reason for p in problems] == [reason]


def test_missing_and_odd_paths(tmp_path: Path) -> None:
    assert read(tmp_path / "none")[1][0].reason == "no such file"
    assert read(tmp_path)[1][0].reason == "an empty folder"
    assert read("/dev/null")[1][0].reason == "not a regular file"


def test_folders_are_read_sorted_with_names_that_tell_apart(tmp_path: Path) -> None:
    write(tmp_path, "b/two.jsonl", '{"text": "2"}')
    write(tmp_path, "a.jsonl", '{"text": "1"}')
    write(tmp_path, "b/c.txt", "# Three is the headline\ntext")
    write(tmp_path, ".hidden/x.txt", "not this")
    write(tmp_path, ".hidden.txt", "nor this")
    articles, problems = read(tmp_path)
    assert [a.id for a in articles] == ["a.jsonl:1", "b/c.txt", "b/two.jsonl:1"] and problems == []
    assert read(tmp_path / "a.jsonl", qualify=True)[0][0].id == "a.jsonl:1"


def test_archives_give_pages_and_feeds(tmp_path: Path) -> None:
    records = [
        record("http://paper.example/1", http(HTML.encode())),
        record("http://paper.example/x.png", http(b"\x89PNG", "image/png")),
        record("http://paper.example/feed", http(RSS.encode(), "application/rss+xml")),
        record("http://paper.example/gone", b"HTTP/1.1 404 Not Found\r\n\r\n"),
    ]
    articles, problems = read(write(tmp_path, "crawl.warc.gz", b"".join(gzip.compress(r) for r in records)))
    assert len(articles) == 4 and problems == []
    assert (articles[0].id, articles[0].url) == ("http://paper.example/1", "http://paper.example/1")
    assert articles[0].fetched_at == dt.datetime(2020, 9, 29, 10, tzinfo=dt.UTC)
    assert articles[1].url == "http://paper.example/a/1?x=1&y=2"
