"""Nothing that comes from outside may raise, whatever it is."""

from __future__ import annotations

import datetime as dt
import ipaddress
import json

from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.adapters.http.guard import Refused, is_public, vet_url
from monitor.domain.feed import NotAFeed, ParsedFeed
from monitor.domain.reading import Article
from monitor.extract.articles import article_from
from monitor.extract.scrape import read_scrape
from monitor.feeds.headers import cache_max_age, retry_after
from monitor.feeds.identity import guid_for
from monitor.feeds.parse import parse_feed
from monitor.feeds.select import guids_of, select_entries
from monitor.text.charset import decode
from monitor.text.clean import clean_text, one_line, storable
from monitor.text.dates import parse_date
from monitor.text.markup import html_to_text
from monitor.text.urls import absolute_http, redact_url, url_key
from tests.feed_samples import ATOM, JSON, NOW, RDF, RSS, URL, feed, rss

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)  # surrogates, controls, bidi marks: everything
MARKUP = st.lists(
    st.sampled_from(
        ["<", ">", "</", "/>", "<?xml", "?>", "<![CDATA[", "]]>", "<!DOCTYPE", "<!ENTITY", "[", "]", "&", ";", "&amp;", "<rss>", "</rss>"]
    )
    | st.sampled_from(
        ["<channel>", "<item>", "</item>", "<title>", "</title>", "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<link href='x'/>"]
    )
    | st.sampled_from(["<author>", "<guid>", "<pubDate>", "\x00", "\ufeff", "<html>", "{", '"items":', "xml:base='", "<!--", "-->", "\ud83d"])
    | ANY_TEXT,
    max_size=30,
).map("".join)


def well_formed(found: object) -> None:
    """What any reading of a feed must be: clean, linked to http(s) only, storable and selectable."""
    assert isinstance(found, ParsedFeed | NotAFeed)
    if isinstance(found, NotAFeed):
        assert found.reason
        return
    for entry in found.entries:
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        assert entry.published_at is None or entry.published_at.utcoffset() == dt.timedelta(0)
        for text in (entry.guid, entry.title, entry.summary, entry.content, entry.author, entry.published_raw):
            assert "\x00" not in text and text.encode("utf-8") is not None
        assert 0 < len(guid_for(entry)) < 512
    new = select_entries(found, set(), NOW, feed=feed()).new
    assert len({e.guid for e in new}) == len(new)
    assert select_entries(found, {e.guid for e in new}, NOW, feed=feed()).new == ()


@given(st.binary(max_size=400), st.none() | ANY_TEXT)
@example(b"<rss><channel><item><pubDate>\xff", "text/xml; charset=utf-7")
def test_any_bytes_are_a_feed_or_none(body: bytes, content_type: str | None) -> None:
    well_formed(parse_feed(body, url=URL, content_type=content_type))


@given(MARKUP, st.sampled_from(["utf-8", "utf-16", "latin-1"]))
@settings(deadline=None)
def test_any_markup_is_a_feed_or_none(text: str, encoding: str) -> None:
    well_formed(parse_feed(text.encode(encoding, "replace"), url=URL, content_type=None))


@given(st.sampled_from([RSS, ATOM, RDF, JSON]), st.data())
@settings(deadline=None)
def test_damaged_feeds_are_read_or_refused(document: str, data: st.DataObject) -> None:
    body = bytearray(document.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body)))
        body[at : at + data.draw(st.integers(0, 20))] = data.draw(st.binary(max_size=10))
    well_formed(parse_feed(bytes(body), url=URL, content_type=None))


@given(st.integers(0, 19), ANY_TEXT)
@settings(deadline=None)
def test_one_absurd_entry_never_costs_the_others(where: int, absurd: str) -> None:
    escaped = "".join(c for c in absurd if c.isprintable()).replace("&", "&amp;").replace("<", "&lt;")
    items = [f"<title>T{n}</title><guid>{n}</guid>" for n in range(20)]
    items[where] = f"<guid>{escaped}</guid><pubDate>{escaped}</pubDate><link>{escaped}</link>"
    found = parse_feed(rss(*items), url=URL, content_type=None)
    assert isinstance(found, ParsedFeed) and sum(e.title.startswith("T") for e in found.entries) == 19


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
)
KEYS = st.sampled_from(
    ["id", "url", "title", "text", "content_html", "content_text", "date_published", "authors", "published_at", "language", "outlet"]
)


@given(st.lists(st.dictionaries(KEYS, JSON_VALUES, max_size=6) | JSON_VALUES, max_size=4))
@settings(deadline=None)
def test_json_of_wrong_types_is_survived(items: list[object]) -> None:
    document = json.dumps({"version": "https://jsonfeed.org/version/1", "items": items})
    well_formed(parse_feed(document.encode(), url=URL, content_type="application/json"))
    for item in items:
        article = article_from(item, "1")
        if isinstance(article, Article):
            assert isinstance(item, dict) and len(article.text) == len(item["text"]) and article.text.encode("utf-8")


@given(ANY_TEXT)
def test_dates_are_aware_utc_or_none(raw: str) -> None:
    found = parse_date(raw)
    assert found is None or found.utcoffset() == dt.timedelta(0)


@given(st.integers(0, 8_000 * 365 * 86_400), st.integers(-14 * 60, 14 * 60))
def test_iso_dates_come_back(seconds: int, minutes: int) -> None:
    moment = dt.datetime(1971, 1, 2, tzinfo=dt.timezone(dt.timedelta(minutes=minutes))) + dt.timedelta(seconds=seconds)
    assert parse_date(moment.isoformat()) == moment


@given(ANY_TEXT | st.integers().map(str), ANY_TEXT)
def test_headers_are_read_or_ignored(raw: str, other: str) -> None:
    wait = retry_after({"retry-after": raw}, NOW)
    assert wait is None or dt.timedelta(0) <= wait <= dt.timedelta(days=366)
    age = cache_max_age({"cache-control": f"{other}max-age={raw}"})
    assert age is None or dt.timedelta(0) <= age <= dt.timedelta(days=366)


@given(ANY_TEXT, ANY_TEXT)
def test_urls_never_raise(url: str, base: str) -> None:
    for text in (url, f"http://{url}", f"http://x.org/{url}", f"http://x.org/?{url}"):
        found = absolute_http(text, f"http://{base}/")
        assert found is None or found.startswith(("http://", "https://"))
        assert url_key(text).encode("utf-8") is not None
        assert "\n" not in redact_url(text)
        vetted = vet_url(text, ())
        assert isinstance(vetted, Refused) or (vetted.raw_host and vetted.user is None)


@given(st.sampled_from(["utm_source", "fbclid", "gclid", "at_medium"]), st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True), st.booleans(), st.booleans())
def test_tracking_scheme_and_www_do_not_change_the_key(name: str, value: str, secure: bool, www: bool) -> None:
    url = f"http{'s' if secure else ''}://{'www.' if www else ''}x.org/a?id={value}&{name}={value}#{value}"
    assert url_key(url) == f"x.org/a?id={value}"


@given(ANY_TEXT, st.integers(1, 50))
def test_cleaned_text_is_fit_for_databases_and_logs(text: str, limit: int) -> None:
    cleaned = clean_text(text, limit)
    assert len(cleaned) <= limit and "\x00" not in cleaned and cleaned.encode("utf-8") is not None
    assert clean_text(cleaned, limit) == cleaned
    assert len(one_line(text, limit)) <= limit and len(one_line(text, limit).splitlines()) <= 1
    assert len(storable(text)) == len(text) and storable(text).encode("utf-8") is not None


@given(MARKUP)
def test_markup_never_raises_and_leaves_no_scripts(text: str) -> None:
    assert isinstance(html_to_text(text), str)
    assert "alert" not in html_to_text("<script>alert(1)</script>" + text.replace("alert", ""))


@given(st.binary(max_size=200), st.none() | ANY_TEXT)
def test_any_bytes_decode(body: bytes, content_type: str | None) -> None:
    assert decode(body, content_type=content_type).text.encode("utf-8") is not None


@given(ANY_TEXT, ANY_TEXT)
def test_scrapes_keep_their_text(text: str, name: str) -> None:
    assert read_scrape(text, name).text == text


@given(st.ip_addresses(v=4))
def test_what_python_calls_private_is_never_public(ip: ipaddress.IPv4Address) -> None:
    """Its own list lets some through, but what it refuses must be refused (an allocation for relays aside)."""
    if not ip.is_global:
        assert not is_public(ip)
    mapped = ipaddress.IPv6Address(f"::ffff:{ip}")
    assert is_public(mapped) == is_public(ip)
    assert is_public(ipaddress.IPv6Address((0x2002 << 112) | (int(ip) << 80))) == is_public(ip)


@given(st.ip_addresses(v=6))
def test_ipv6_that_python_calls_private_is_never_public(ip: ipaddress.IPv6Address) -> None:
    if not ip.is_global and ip.ipv4_mapped is None and ip.sixtofour is None:
        assert not is_public(ip)


@given(
    st.lists(st.tuples(st.sampled_from(["", "g", "h"]), st.sampled_from(["", "http://x.org/1", "http://x.org/2"]), st.sampled_from("ab")), max_size=8)
)
def test_guids_are_unique_exactly_for_different_entries(rows: list[tuple[str, str, str]]) -> None:
    items = [f"<title>{t}</title><guid isPermaLink='false'>{g}</guid><link>{u}</link>" for g, u, t in rows]
    found = parse_feed(rss(*items), url=URL, content_type=None)
    assert isinstance(found, ParsedFeed)
    by_guid: dict[str, tuple[str, str, str]] = {}
    for guid, row in zip(guids_of(found), rows, strict=True):
        assert by_guid.setdefault(guid, row) == row
