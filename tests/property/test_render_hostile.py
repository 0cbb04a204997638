"""Whatever a payload holds, a mail and a body come out of it, and nothing of it gets where it was not meant to be."""

from __future__ import annotations

import email
import json
from html.parser import HTMLParser
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alerting.render import mime_bytes, render_email, webhook_body
from tests.deliveries import ALERT, NOW, SENDER, STORY, an_update

nasty = st.one_of(
    st.text(st.characters(), max_size=60),
    st.text(st.sampled_from("=?utf-8q0DA\r\n\u2028\x85\x00 Bcc:_<>\"'&{}%;,"), max_size=80),
    st.sampled_from(
        ["=?utf-8?q?=0D=0ABcc:_e?=", "</td><script>x</script>", "{{ 7*7 }}", "javascript:alert(1)", "https://x.example/\u202e", "\ud800"]
    ),
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | nasty,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(nasty | st.sampled_from(sorted({*ALERT, *STORY})), inner, max_size=4),
    max_leaves=20,
)
rows = st.dictionaries(
    st.sampled_from(
        [
            "title",
            "url",
            "outlet",
            "published_at",
            "copy_of",
            "state_owned_by",
            "quotes",
            "effect",
            "low",
            "high",
            "claimed_by",
            "as_of",
            "realis",
            "text",
        ]
    ),
    json_values,
)
payloads = st.fixed_dictionaries(
    {
        "data": st.fixed_dictionaries(
            {
                "alert": st.dictionaries(st.sampled_from(sorted(ALERT)), json_values),
                "story": st.dictionaries(st.sampled_from(sorted(STORY)), st.lists(rows, max_size=3) | json_values),
            }
        )
    }
)


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


@settings(max_examples=150, deadline=None)
@given(payloads, nasty)
def test_any_payload_becomes_a_mail_with_exactly_its_own_headers_and_tags(whole: dict[str, Any], key: str) -> None:
    content = render_email(an_update(whole=whole), delivery_id=key, sender=SENDER, recipient="desk@example.org", now=NOW)
    raw = mime_bytes(content, sender=SENDER, recipient="desk@example.org", date=NOW)
    assert raw is not None
    mail = email.message_from_bytes(raw)
    expected = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", *content.headers}
    assert sorted(mail.keys()) == sorted(expected)
    assert [p.get_content_type() for p in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert len(content.subject) < 120
    tags = Tags(content.html)
    assert tags.found <= {"html", "head", "meta", "title", "style", "body", "table", "tr", "td", "div", "span", "b", "br", "h1", "h2", "a", "code"}
    assert tags.attributes <= ATTRIBUTES
    assert all(link.startswith(("http://", "https://")) for link in tags.links)


@settings(max_examples=150, deadline=None)
@given(payloads | st.fixed_dictionaries({"data": json_values}), st.integers(4_000, 20_000))
def test_any_payload_becomes_a_body_within_its_limit(whole: dict[str, Any], limit: int) -> None:
    body = webhook_body(an_update(whole=whole), limit=limit)
    assert len(body) <= limit
    found = json.loads(body)
    assert found["type"] == "alert.updated"
    assert webhook_body(an_update(whole=whole), limit=limit) == body


ATTRIBUTES = {
    "align",
    "border",
    "cellpadding",
    "cellspacing",
    "charset",
    "class",
    "content",
    "dir",
    "href",
    "lang",
    "name",
    "rel",
    "role",
    "style",
    "width",
}
