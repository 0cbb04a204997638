from __future__ import annotations

import pytest

from monitor.adapters.notify import email_notifier
from monitor.adapters.notify.maildir import FolderNotifier
from monitor.adapters.notify.smtp import SmtpNotifier
from monitor.adapters.notify.smtp_url import SmtpServer, Tls, parse_smtp_url
from monitor.domain.errors import ConfigError


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mx.example.org", SmtpServer("mx.example.org", 587, Tls.STARTTLS)),
        ("smtp://mx.example.org:25", SmtpServer("mx.example.org", 25, Tls.STARTTLS)),
        ("smtp://mx.example.org:465", SmtpServer("mx.example.org", 465, Tls.IMPLICIT)),
        ("smtp://mx.example.org:465?tls=required", SmtpServer("mx.example.org", 465, Tls.IMPLICIT)),
        ("smtp://mx.example.org:465?tls=starttls", SmtpServer("mx.example.org", 465, Tls.STARTTLS)),
        ("smtp://mx.example.org:587?tls=required", SmtpServer("mx.example.org", 587, Tls.STARTTLS)),
        ("smtp://mx.example.org?tls=none", SmtpServer("mx.example.org", 25, Tls.NONE)),
        ("smtps://mx.example.org/", SmtpServer("mx.example.org", 465, Tls.IMPLICIT)),
        ("smtps://mx.example.org:2465?tls=required", SmtpServer("mx.example.org", 2465, Tls.IMPLICIT)),
        ("smtp://127.0.0.1", SmtpServer("127.0.0.1", 25, Tls.NONE)),
        ("smtp://127.0.0.10:2525", SmtpServer("127.0.0.10", 2525, Tls.NONE)),
        ("smtp://[::1]:2525", SmtpServer("::1", 2525, Tls.NONE)),
        ("smtp://localhost:2525", SmtpServer("localhost", 2525, Tls.NONE)),
        ("smtp://localhost:2525?tls=required", SmtpServer("localhost", 2525, Tls.STARTTLS)),
        ("smtps://localhost", SmtpServer("localhost", 465, Tls.IMPLICIT)),
        ("smtp://localhost.example.org:2525", SmtpServer("localhost.example.org", 2525, Tls.STARTTLS)),
        ("smtp://desk%40example.org:p%2Fw%3A@mx.example.org", SmtpServer("mx.example.org", 587, Tls.STARTTLS, "desk@example.org", "p/w:")),
        ("smtp://desk:pw@127.0.0.1:2525", SmtpServer("127.0.0.1", 2525, Tls.STARTTLS, "desk", "pw")),  # a login wants TLS on this machine too
    ],
)
def test_addresses_of_mail_servers(url: str, server: SmtpServer) -> None:
    assert parse_smtp_url(url) == server


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mx.example.org",
        "http://mx.example.org",
        "smtp://",
        "smtp://:25",
        "smtp://mx.example.org:port",
        "smtp://mx.example.org:99999",
        "smtp://mx.example.org/path",
        "smtp://mx.example.org#x",
        "smtp://mx.example.org?tls=maybe",
        "smtp://mx.example.org?tls",
        "smtp://mx.example.org?verify=no",
        "smtps://mx.example.org?tls=none",
        "smtps://mx.example.org?tls=starttls",
        "smtp://desk@mx.example.org",
        "smtp://:pw-sentinel@mx.example.org",
        "smtp://desk:pw-sentinel@mx.example.org?tls=none",
        "smtp://desk:pw-sentinel@127.0.0.1?tls=none",
        "smtp://desk:pw-sentinel%0d%0aRCPT@mx.example.org",
        "smtp://desk:pw-sentinel-\u00e9@mx.example.org",
        "smtp://desk:pw-sentinel@mx.example.org:pw-sentinel",
    ],
)
def test_wrong_addresses_are_one_line_without_the_password(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_smtp_url(url)
    assert str(caught.value).startswith("environment: CONTACTLINE_SMTP_URL: expected ")
    assert "sentinel" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_server_shows_no_password() -> None:
    assert "sentinel" not in repr(parse_smtp_url("smtp://desk:pw-sentinel@mx.example.org"))


@pytest.mark.parametrize("sender", ["", "nobody", "a@b\r\nBcc: evil@example.org", "a@b.example, c@d.example"])
def test_a_wrong_sender_is_a_wrong_configuration(sender: str) -> None:
    with pytest.raises(ConfigError, match="sender"):
        SmtpNotifier("smtp://mx.example.org", sender)


def test_the_address_chooses_the_way() -> None:
    assert isinstance(email_notifier("file:///srv/mails", "a@example.org"), FolderNotifier)
    assert isinstance(email_notifier("smtps://mx.example.org", "a@example.org"), SmtpNotifier)
    with pytest.raises(ConfigError):
        email_notifier("https://mx.example.org", "a@example.org")


@pytest.mark.parametrize("url", ["file:", "file://", "file:///", "file://elsewhere/srv/mails"])
def test_a_folder_address_needs_a_folder_of_this_machine(url: str) -> None:
    with pytest.raises(ConfigError, match="absolute"):
        email_notifier(url, "a@example.org")
