"""Feed documents and a page for tests, and the domain objects around them."""

from __future__ import annotations

import datetime as dt

from monitor.domain.feed import Feed, FeedStatus, ParsedEntry, ParsedFeed, Validators

NOW = dt.datetime(2020, 9, 28, 16, 13, tzinfo=dt.UTC)
URL = "http://news.example/feed.xml"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>World &amp; News</title><link>http://news.example/</link><ttl>30</ttl><language>en-GB</language>
<item><title>Clashes at the border</title><link>/a/1?x=1&amp;y=2</link><guid isPermaLink="false">g1</guid>
 <pubDate>Mon, 28 Sep 2020 18:13:00 +0200</pubDate><description>&lt;p&gt;Dozens &amp;amp; more&lt;/p&gt;</description>
 <content:encoded><![CDATA[<p>First.</p><script>x()</script><p>Second.</p>]]></content:encoded><dc:creator>A. Writer</dc:creator></item>
<item><title><![CDATA[Talks <b>resume</b>]]></title><guid>http://news.example/a/2</guid><dc:date>2020-09-28T10:00:00Z</dc:date></item>
<item><title>Third</title><link></link><atom:link href="http://news.example/a/3"/><atom:link rel="self" href="http://news.example/f"/></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://atom.example/base/" xml:lang="en">
<title type="html">Atom &amp;amp; more</title>
<entry xml:base="sub/"><id>tag:1</id><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">An <em>XHTML</em> title</div></title>
 <link rel="enclosure" href="http://evil.example/x.mp3"/><link rel="alternate" type="text/html" href="one.html"/>
 <published>2020-09-28T16:13:00Z</published><updated>2020-09-29T00:00:00Z</updated><summary>5 &lt; 6 stays</summary>
 <content type="html">&lt;p&gt;Full&lt;/p&gt;&lt;p&gt;text&lt;/p&gt;</content><author><name>B. Writer</name></author></entry>
<entry><id>http://atom.example/2</id><title>Second</title><updated>2020-09-27T00:00:00+02:00</updated>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p></div></content></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://rdf.example/"><title>RDF news</title></channel>
<item rdf:about="http://rdf.example/1"><title>One</title><link>http://rdf.example/1</link><description>Text</description><dc:date>2020-09-28T18:13+02:00</dc:date></item>
</rdf:RDF>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "JSON news", "language": "en", "items": [
{"id": 7, "url": "/a/7", "title": "Seven", "content_html": "<p>A</p><p>B</p>", "date_published": "2020-09-28T16:13:00Z", "authors": [{"name": "C"}]},
{"id": "8", "content_text": "Only text"}, null, {"id": [1], "title": 5}, {"title": {"a": 1}, "url": "javascript:alert(1)"}]}"""

PARAGRAPH = "Two soldiers were killed on Sunday when shells hit a post near the village, the defence ministry said, blaming the other side. " * 3
HTML = f"""<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>Shells hit a border post | The Paper</title>
<link rel="canonical" href="https://www.paper.example/a/1"><meta property="article:published_time" content="2020-09-28T18:13:00+02:00">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport: derby clash tonight</a></li></ul></nav>
<main><article><h1>Shells hit a border post</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH.replace("Two", "Five")}</p></article></main>
<footer>Cookies, terms, about</footer><script>var secret = 1;</script></body></html>"""
PAGE_URL = "https://paper.example/a/1?utm_source=rss"


def rss(*items: str, head: str = "") -> bytes:
    """An RSS document of these items' insides."""
    return f"{head}<rss version='2.0'><channel><title>T</title>{''.join(f'<item>{i}</item>' for i in items)}</channel></rss>".encode()


def entry(guid: str = "", url: str | None = None, title: str = "t", content: str = "", published_at: dt.datetime | None = None) -> ParsedEntry:
    return ParsedEntry(guid, url, title, "", content, published_at, "" if published_at is None else published_at.isoformat())


def parsed(*entries: ParsedEntry, degraded: str | None = None, title: str = "", ttl: dt.timedelta | None = None) -> ParsedFeed:
    return ParsedFeed(title, "rss", entries, degraded=degraded, ttl=ttl)


def feed(
    *,
    validators: Validators | None = None,
    failures: int = 0,
    backfilled: bool = True,
    last_ok_at: dt.datetime | None = NOW - dt.timedelta(minutes=5),
) -> Feed:
    return Feed(1, URL, "T", "T", FeedStatus.ACTIVE, validators or Validators(), NOW, failures, backfilled, last_ok_at, None, "", NOW)
