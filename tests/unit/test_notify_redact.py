from __future__ import annotations

import base64

import pytest

from monitor.adapters.notify.redact import redacted, url_secrets

SECRET = "s3cret/with+signs"


@pytest.mark.parametrize("echo", [SECRET, base64.b64encode(SECRET.encode()).decode(), "s3cret%2Fwith%2Bsigns"])
def test_a_secret_and_its_encodings_are_masked(echo: str) -> None:
    assert redacted(f"bad login {echo}!", [SECRET]) == "bad login ***!"


def test_the_whole_of_a_longer_secret_goes_though_a_part_is_one_too() -> None:
    assert redacted("x abcdefgh y", ["abcd", "abcdefgh"]) == "x *** y"


def test_an_empty_secret_masks_nothing() -> None:
    assert redacted("all fine", ["", " "[:0]]) == "all fine"


def test_a_secret_at_the_cut_does_not_show_its_beginning() -> None:
    detail = redacted("x" * 190 + SECRET, [SECRET])
    assert detail == "x" * 190 + "***"


@pytest.mark.parametrize("text", ["a\r\nb", "a\u2028b", "a\x1b[31mb", "a\x00b\x85c", "x" * 10_000])
def test_a_detail_is_one_short_printable_line(text: str) -> None:
    detail = redacted(text, [])
    assert len(detail) <= 200
    assert detail.isprintable()


def test_a_webhooks_tokens_are_secret_and_its_host_is_not() -> None:
    url = "https://hooks.example.org/services/T0KEN-PATH/x?key=T0KEN-QUERY"
    secrets = url_secrets(url)
    for echo in (url, "/services/T0KEN-PATH/x", "token T0KEN-PATH unknown", "key=T0KEN-QUERY"):
        assert "T0KEN" not in redacted(echo, secrets)
    assert redacted("hooks.example.org: timeout", secrets) == "hooks.example.org: timeout"


def test_a_bare_address_masks_no_slashes() -> None:
    assert redacted("a/b", url_secrets("https://hooks.example.org/")) == "a/b"
