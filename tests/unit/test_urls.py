"""Addresses made absolute, compared, and shown."""

from __future__ import annotations

import pytest

from monitor.text.urls import absolute_http, host_of, redact_url, same_site, url_key

SAME = [
    "https://www.example.com/news/2020/a-story",
    "http://example.com/news/2020/a-story/",
    "https://EXAMPLE.com:443/news/2020/a-story#comments",
    "https://m.example.com/news/2020/a-story?utm_source=rss&utm_medium=feed",
    "https://amp.example.com/news/2020/a-story?fbclid=x&gclid=y",
    "https://www.example.com/amp/news/2020/a-story",
    "https://www.example.com/news/2020/a-story/amp/",
    "https://www.example.com/news/2020/a-story?amp=1",
    "https://www.google.com/amp/s/www.example.com/news/2020/a-story",
    "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/2020/a-story",
    "  https://www.example.com/news/2020/a-story?at_medium=RSS&CMP=Share  ",
]


@pytest.mark.parametrize("url", SAME)
def test_spellings_of_one_address_share_a_key(url: str) -> None:
    assert url_key(url) == "example.com/news/2020/a-story"


@pytest.mark.parametrize(("a", "b"), [
    ("http://x.org/?id=1", "http://x.org/?id=2"), ("http://x.org/?cid=1", "http://x.org/?cid=2"), ("http://x.org/a", "http://x.org/b"),
    ("http://x.org/a", "http://y.org/a"), ("http://x.org:8080/a", "http://x.org/a"), ("http://x.org/A", "http://x.org/a"),
    ("http://x.org/?q=%FF", "http://x.org/?q=%FE"), ("http://x.org/a%2Fb", "http://x.org/a/b"), ("http://amp.org/a", "http://org/a"),
    ("http://x.org/?p=1&p=2", "http://x.org/?p=1"), ("http://news.x.org/a", "http://x.org/a"),
])  # fmt: skip
def test_different_addresses_have_different_keys(a: str, b: str) -> None:
    assert url_key(a) != url_key(b)


def test_order_of_parameters_and_escapes_do_not_count() -> None:
    assert url_key("http://x.org/?b=2&a=1") == url_key("http://x.org/?a=1&b=2")
    assert url_key("http://bücher.de/ä") == url_key("http://xn--bcher-kva.de/%C3%A4")


@pytest.mark.parametrize(("link", "absolute"), [
    ("/a", "http://x.org/a"), ("b", "http://x.org/d/b"), ("//y.org/c", "http://y.org/c"), ("https://z.org/ä?q=1#f", "https://z.org/ä?q=1#f"),
    (" http://z.org/a b ", "http://z.org/a%20b"), ("http://z.org/a\n  b", "http://z.org/a%20%20b"), ("http://z.org/a|b{c}",
    "http://z.org/a%7Cb%7Bc%7D"),
    ("", None), (None, None), ("javascript:alert(1)", None), ("data:text/html,x", None), ("mailto:a@b.c", None), ("ftp://x.org/", None),
    ("file:///x", None),
    ("http://u:p@x.org/", None), ("http://x.org\\@y.org/", None), ("http://x%00y.org/", None), ("http://x.org:0/", None),
    ("http://x.org:port/", None),
    ("http://x.org/\x01", None), ("http://x.org/\u202egpj", None), ("http://x.org/\ud800", None), ("http://[::1/", None), ("http://", None),
    ("http://x.org/" + "a" * 4000, None), ("a" * 100_000, None),
])  # fmt: skip
def test_only_absolute_http_links_come_out(link: str | None, absolute: str | None) -> None:
    assert absolute_http(link, "http://x.org/d/e") == absolute


def test_hostile_bases_give_nothing() -> None:
    assert absolute_http("a", "javascript:alert(1)//") is None
    assert absolute_http("a", None) is None
    assert absolute_http("//127.0.0.1", "file:///etc/") is None


def test_what_is_shown_has_no_secrets() -> None:
    assert redact_url("https://user:secret@x.org:8443/p?token=secret#secret") == "https://x.org:8443/p?…"
    assert redact_url("http://[::1") == "(unreadable address)"
    assert "\n" not in redact_url("http://x.org/\r\nlog: forged")
    assert len(redact_url("http://x.org/" + "a" * 1000)) == 300


@pytest.mark.parametrize(("a", "b", "same"), [
    ("http://www.x.org/", "https://amp.x.org/y", True), ("http://x.org/", "http://news.x.org/", True), ("http://news.x.org/", "http://x.org/", True),
    ("http://x.org/", "http://y.org/", False), ("http://x.org/", "http://evilx.org/", False), ("http://x.org/", "http://x.org.evil.net/", False),
    ("", "http://x.org/", False),
])  # fmt: skip
def test_sites(a: str, b: str, same: bool) -> None:
    assert same_site(a, b) is same


def test_host_names() -> None:
    assert host_of("HTTP://News.Example.COM.:8080/x") == "news.example.com"
    assert host_of("nonsense") == host_of("http://[::1") == ""
