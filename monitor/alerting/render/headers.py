"""Text and ids fit for mail headers, HTTP headers and file names."""

from __future__ import annotations

import re
import unicodedata
from email.headerregistry import Address

from monitor.text.clean import one_line
from monitor.text.hashing import content_hash

_TOKEN = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")
_MAILBOX = re.compile(r"(?:(?P<name>[^<>\"]*|\"[^<>\"]*\"\s*)<(?P<angled>[^<>\s]+)>|(?P<bare>[^<>\s]+))")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*")


def header_text(s: str, max_chars: int) -> str:
    """One line of at most ``max_chars`` without controls, bidirectional marks or anything that reads as an encoded word.

    Python before 3.11.10 decodes ``=?utf-8?q?=0D=0A...?=`` inside a header's value and writes the line break out (CVE-2024-6923).
    """
    # Cleaned, then defused, then cut: the defusing lengthens, and it must be the last that puts characters side by side.
    defused = one_line(s, 2 * max_chars).replace("=?", "= ?").replace("?=", "? =")
    return cut(defused, max_chars)


def cut(s: str, max_chars: int) -> str:
    """The text in at most ``max_chars`` code points, a cut marked with an ellipsis and never between a letter and its accents."""
    if len(s) <= max_chars:
        return s
    end = max_chars - 1
    while end > 0 and (unicodedata.combining(s[end]) or s[end] in "\u200d\ufe0e\ufe0f" or s[end - 1] == "\u200d"):
        end -= 1
    return s[:end].rstrip() + "…"


def token(key: str) -> str:
    """The id itself when letters, digits, dash, dot and underscore (64 at most) spell it, else its hash: safe in headers and file names."""
    return key if _TOKEN.fullmatch(key) else content_hash("token", key)


def mailbox(s: str) -> Address | None:
    """``name@host`` or ``Name <name@host>`` as an address; None for anything else. Host names beyond ASCII become their IDNA form."""
    m = _MAILBOX.fullmatch(s.strip())
    if m is None or not s.strip().isprintable():
        return None
    local, at, domain = (m["angled"] or m["bare"]).rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or len(local) > 64:
        return None
    try:
        ascii_domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if not _DOMAIN.fullmatch(ascii_domain):
        return None
    return Address(header_text((m["name"] or "").strip().strip('"'), 100), local, ascii_domain)


def message_id(key: str, sender: str) -> str:
    """The Message-ID for a key: the same for the same key and sender, on every try."""
    address = mailbox(sender)
    return f"<{token(key)}@{address.domain if address else 'contactline.invalid'}>"
