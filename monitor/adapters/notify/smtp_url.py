"""``smtp://user:password@host:port?tls=...`` as settings, with refusals before anything is sent."""

from __future__ import annotations

import enum
import ipaddress
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from monitor.domain.errors import ConfigError

_IMPLICIT_PORT = 465


class Tls(enum.Enum):
    """How a connection is protected; the server's certificate is verified in both protected ways."""

    IMPLICIT = "from the first byte"
    STARTTLS = "before anything of ours is said"
    NONE = "not"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed over, and as whom ("" user: without login)."""

    host: str
    port: int
    tls: Tls
    user: str = ""
    password: str = field(default="", repr=False)


def parse_smtp_url(url: str) -> SmtpServer:
    """Read ``smtp://`` or ``smtps://`` with percent-encoded user and password.

    ``tls=starttls`` is the default off this machine; ``tls=required`` is the same, but TLS from the first byte on port 465 (as
    ``smtps://``); ``tls=none`` is the default on a loopback address without a login. A private authority is trusted through the
    environment variable SSL_CERT_FILE. Raises ConfigError, which does not repeat the address, for anything else and for a password
    without TLS, on this machine too.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        options = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise _wrong("smtp://user:password@host:port?tls=required") from None  # the cause would quote the address
    if parts.scheme not in {"smtp", "smtps"} or not host or not host.isprintable() or parts.path not in {"", "/"} or parts.fragment:
        raise _wrong("smtp://user:password@host:port?tls=required")
    asked = options.pop("tls", "")
    if options or asked not in {"", "required", "starttls", "none"} or (parts.scheme == "smtps" and asked in {"starttls", "none"}):
        raise _wrong("tls=required, tls=starttls or tls=none as the address's only option (smtps:// is tls=required)")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password) or not (user + password).isprintable() or not (user + password).isascii():
        raise _wrong("both a user and a password, percent-encoded ASCII, or neither")
    tls = _tls(parts.scheme, asked, port, local=_is_loopback(host), login=bool(user))
    if user and tls is Tls.NONE:
        raise _wrong("tls=starttls or tls=required with a password: it is never sent in clear")
    if port is None:
        port = {Tls.IMPLICIT: _IMPLICIT_PORT, Tls.STARTTLS: 587, Tls.NONE: 25}[tls]
    return SmtpServer(host, port, tls, user, password)


def _tls(scheme: str, asked: str, port: int | None, *, local: bool, login: bool) -> Tls:
    if asked == "none" or (local and not login and not asked and scheme == "smtp"):
        return Tls.NONE
    if scheme == "smtps" or (port == _IMPLICIT_PORT and asked != "starttls"):
        return Tls.IMPLICIT
    return Tls.STARTTLS


def _is_loopback(host: str) -> bool:
    """Names are not looked up: who answers for the name must not decide whether TLS is needed."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wrong(expected: str) -> ConfigError:
    return ConfigError("environment", "CONTACTLINE_SMTP_URL", expected)
