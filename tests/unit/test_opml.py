"""Lists of feeds in and out."""

from __future__ import annotations

import pytest

from monitor.domain.errors import InputError
from monitor.feeds.opml import OpmlFeed, read_opml, write_opml

OPML = b"""<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>x</title></head><body>
<outline text="World"><outline text="Europe"><outline type="rss" text="One &amp; only" xmlUrl="http://one.example/feed"/></outline>
<outline type="rss" title="Two" text="t" XMLURL="https://two.example/feed?a=1&amp;b=2"/></outline>
<outline type="rss" text="One again" xmlUrl="http://one.example/feed"/>
<outline type="rss" text="Local" xmlUrl="file:///etc/passwd"/><outline type="rss" text="With password" xmlUrl="http://u:p@x.example/"/>
<outline text="Three" xmlUrl=" http://three.example/ "/></body></opml>"""
FEEDS = [
    OpmlFeed("http://one.example/feed", "One & only", "World / Europe"),
    OpmlFeed("https://two.example/feed?a=1&b=2", "Two", "World"),
    OpmlFeed("http://three.example/", "Three"),
]


def test_feeds_are_read_once_with_their_folders() -> None:
    assert read_opml(OPML) == FEEDS


def test_what_is_written_reads_back() -> None:
    assert read_opml(write_opml(FEEDS, title="Mine")) == FEEDS
    odd = [OpmlFeed("http://x.example/?a=1&b=<2>", 'A "quoted" <title> & more', "F & G")]
    assert read_opml(write_opml(odd)) == [OpmlFeed("http://x.example/?a=1&b=%3C2%3E", odd[0].title, "F & G")]


def test_other_encodings_are_read() -> None:
    document = '<?xml version="1.0" encoding="windows-1251"?><opml><body><outline text="Новости" xmlUrl="http://x.example/"/></body></opml>'
    assert read_opml(document.encode("cp1251")) == [OpmlFeed("http://x.example/", "Новости")]
    assert read_opml(document.replace("windows-1251", "utf-16").encode("utf-16")) == [OpmlFeed("http://x.example/", "Новости")]


def test_careless_lists_are_read_all_the_same() -> None:
    ampersands = b'<opml><body><outline text="A & B" xmlUrl="http://x.example/?a=1&b=2"/></body></opml>'
    assert read_opml(ampersands) == [OpmlFeed("http://x.example/?a=1&b=2", "A & B")]
    quotes = (
        b'<opml><body><outline text="A" description="by "B" <i>x" xmlUrl="http://a.example/"/><outline title="C" xmlUrl="http://c.example/"/></opml>'
    )
    assert read_opml(quotes) == [OpmlFeed("http://a.example/", "A"), OpmlFeed("http://c.example/", "C")]


@pytest.mark.parametrize("body", [
    b"", b"words", b"<rss/>", b"<opml><body>", b"\x00\xff" * 50, b"<opml>" * 100_000,
    b'<!DOCTYPE opml [<!ENTITY x "y">]><opml><body><outline text="&x;" xmlUrl="http://x.example/"/></body></opml>',
    b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body>&x;</body></opml>',
])  # fmt: skip
def test_what_is_no_list_is_an_error_of_one_line(body: bytes) -> None:
    with pytest.raises(InputError) as raised:
        read_opml(body)
    assert "\n" not in str(raised.value) and str(raised.value)


def test_the_number_of_outlines_is_limited() -> None:
    with pytest.raises(InputError, match="20,000"):
        read_opml(b"<opml><body>" + b"<outline/>" * 20_001 + b"</body></opml>")


def test_deep_nesting_is_survived() -> None:
    deep = b"<opml><body>" + b"<outline text='a'>" * 5000 + b"<outline xmlUrl='http://x.example/'/>" + b"</outline>" * 5000 + b"</body></opml>"
    (only,) = read_opml(deep)
    assert only.url == "http://x.example/" and only.folder.count(" / ") == 7
