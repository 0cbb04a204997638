"""A mail's raw bytes: whatever a title holds, the headers are those that were meant."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage, Message

import pytest

from monitor.alerting.render import mime_bytes, render_email
from monitor.alerting.render.headers import cut, header_text, mailbox, message_id, token
from tests.deliveries import NOW, SENDER, an_update

HEADERS = [
    "Auto-Submitted",
    "Content-Type",
    "Date",
    "From",
    "In-Reply-To",
    "MIME-Version",
    "Message-ID",
    "References",
    "Subject",
    "To",
    "X-Auto-Response-Suppress",
    "X-Contactline-Alert",
    "X-Contactline-Delivery",
]

ATTACKS = {
    "crlf": "Shots fired\r\nBcc: evil@example.org",
    "lf": "Shots fired\nBcc: evil@example.org\n\nbody",
    "cr": "Shots fired\rBcc: evil@example.org",
    "line separator": "Shots fired\u2028Bcc: evil@example.org",
    "paragraph separator": "Shots fired\u2029Bcc: evil@example.org",
    "next line": "Shots fired\x85Bcc: evil@example.org",
    "vertical tab": "Shots fired\x0bBcc: evil@example.org\x0c\x1c\x1d\x1e",
    "nul": "Shots\x00 fired",
    "right to left": "Shots \u202efired\u2066\u200f",
    "surrogate": "Shots \ud800fired",
    "encoded line break": "=?utf-8?q?=0D=0ABcc:_evil=40example.org?=",
    "encoded base64": "=?utf-8?b?DQpCY2M6IGV2aWxAZXhhbXBsZS5vcmc=?=",
    "encoded within words": "Shots =?utf-8?q?=0D=0ABcc:_evil?= fired",
    "encoded after cleaning": "=\x00?utf-8?q?=0D=0ABcc:_evil?\x00=",
    "encoded twice": "==??utf-8?q?=0D=0ABcc:_evil??==",
    "folded": "Shots fired\r\n Bcc: evil@example.org",
    "very long": "x" * 5000 + "\r\nBcc: evil@example.org",
    "many scripts": "Լեռնային Ղարաբաղ أخبار 南海 " * 20,
    "commas and quotes": 'a, "b" <c@d.example>; (e) \\ f' * 10,
}


def parsed(raw: bytes | None) -> Message:
    assert raw is not None
    return email.message_from_bytes(raw)


def mail_about(title: str, **changes: str) -> bytes | None:
    delivery_id, recipient = changes.get("delivery_id", "d-1"), changes.get("recipient", "desk@example.org")
    update = an_update({"headline": title, "territory_name": title, "id": title})
    content = render_email(update, delivery_id=delivery_id, sender=SENDER, recipient=recipient)
    return mime_bytes(content, sender=SENDER, recipient=recipient, date=NOW)


@pytest.mark.parametrize("title", ATTACKS.values(), ids=ATTACKS.keys())
def test_no_title_makes_a_header_of_its_own(title: str) -> None:
    raw = mail_about(title)
    mail = parsed(raw)
    assert sorted(mail.keys()) == sorted(HEADERS)
    assert mail["To"] == "desk@example.org"
    assert raw is not None
    assert all(not line.lower().startswith(b"bcc") for line in raw.partition(b"\r\n\r\n")[0].split(b"\r\n"))


@pytest.mark.parametrize("title", ATTACKS.values(), ids=ATTACKS.keys())
def test_no_title_adds_a_header_when_it_is_a_delivery_id(title: str) -> None:
    assert sorted(parsed(mail_about("Shots fired", delivery_id=title)).keys()) == sorted(HEADERS)


def test_bytes_keep_to_the_wire_rules() -> None:
    raw = mail_about(ATTACKS["many scripts"])
    assert raw is not None
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))


def test_subject_in_other_scripts_arrives_as_it_was() -> None:
    mail = email.message_from_bytes(mail_about("Լեռնային Ղարաբաղ: обстрел 南海") or b"", policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert mail["Subject"] == "Re: [5 sustained fighting] Լեռնային Ղարաբաղ: обстрел 南海: Լեռնային Ղարաբաղ: обстрел 南海"


@pytest.mark.parametrize("letter", ["a", "ş", "界"])
def test_subject_of_any_length_arrives_whole_and_starts_on_its_own_line(letter: str) -> None:
    for length in range(1, 130):
        headline = "".join(letter if n % 7 else " " for n in range(1, length + 1)).strip()
        content = render_email(an_update({"headline": headline}), delivery_id="d-1", sender=SENDER, recipient="desk@example.org")
        raw = mime_bytes(content, sender=SENDER, recipient="desk@example.org", date=NOW) or b""
        assert b"\r\nSubject: Re: [5 sustained fighting] " in raw
        assert email.message_from_bytes(raw, policy=email.policy.default)["Subject"] == content.subject


def test_both_parts_are_there_plain_first() -> None:
    mail = parsed(mail_about("Shots fired"))
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]


def test_the_same_delivery_is_the_same_bytes() -> None:
    assert mail_about("Shots fired") == mail_about("Shots fired")


@pytest.mark.parametrize(
    "address",
    ["", "desk", "@example.org", "desk@", "a b@example.org", "desk@exa mple.org", "desk@-x-.org", "d@x@example.org", "a@b.example, c@d.example"],
)
def test_an_address_that_is_none_makes_no_mail(address: str) -> None:
    assert mail_about("Shots fired", recipient=address) is None


@pytest.mark.parametrize(
    "address",
    ["desk@example.org\r\nBcc: evil@example.org", "desk@example.org\n", "desk@example.org\x00", "x <desk@example.org>\r\nBcc: e@example.org"],
)
def test_an_address_with_a_line_break_adds_no_header(address: str) -> None:
    raw = mail_about("Shots fired", recipient=address)
    assert raw is None or (sorted(parsed(raw).keys()) == sorted(HEADERS) and parsed(raw)["To"] == "desk@example.org")


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("desk@example.org", "", "desk@example.org"),
        ("Desk <desk@example.org>", "Desk", "desk@example.org"),
        ('"The Desk, night" <first.last+tag@sub.example.org>', "The Desk, night", "first.last+tag@sub.example.org"),
        ("desk@bücher.example", "", "desk@xn--bcher-kva.example"),
        ("contactline@localhost", "", "contactline@localhost"),
    ],
)
def test_mailboxes_are_read(text: str, name: str, address: str) -> None:
    found = mailbox(text)
    assert found is not None
    assert (found.display_name, found.addr_spec) == (name, address)


@pytest.mark.parametrize("key", ["d-1", "0123456789abcdef" * 2, "A_b.c-9"])
def test_plain_ids_are_their_own_token(key: str) -> None:
    assert token(key) == key


@pytest.mark.parametrize("key", ["", "../../etc/passwd", ".hidden", "a b", "a\r\nb", "x" * 65, "ключ", "a/b"])
def test_other_ids_become_a_hash(key: str) -> None:
    assert len(token(key)) == 32
    assert token(key).isalnum()
    assert token(key) == token(key) != token(key + "x")


def test_message_id_has_a_host_even_without_a_sender() -> None:
    assert message_id("d-1", "nobody") == "<d-1@contactline.invalid>"


@pytest.mark.parametrize(
    ("text", "most", "cut_text"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("abc\u0301\u0302def", 4, "ab…"),  # never between a letter and its accents
        ("ab\U0001f468\u200d\U0001f469cd", 4, "ab…"),  # nor inside a joined emoji
        ("a bcd", 3, "a…"),
    ],
)
def test_cut_keeps_characters_whole(text: str, most: int, cut_text: str) -> None:
    assert cut(text, most) == cut_text


def test_header_text_has_nothing_to_decode() -> None:
    for title in ATTACKS.values():
        cleaned = header_text(title, 119)
        assert len(cleaned) <= 119
        assert "=?" not in cleaned
        assert len(cleaned.splitlines()) <= 1
