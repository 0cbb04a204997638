"""One-line details of a try, fit to be stored, logged and shown: without the secrets that the other side may have echoed."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from monitor.text.clean import one_line

DETAIL_CHARS = 200


def redacted(text: str, secrets: Iterable[str]) -> str:
    """The text on one line of at most 200 characters, with every secret and its base64 and percent forms replaced by ``***``."""
    forms = {form for secret in secrets if secret for form in _forms(secret)}
    text = one_line(text, 4000)
    for form in sorted(forms, key=len, reverse=True):  # the longest first: a part must not leave its rest behind
        text = text.replace(form, "***")
    return one_line(text, DETAIL_CHARS)


def url_secrets(url: str) -> list[str]:
    """What of a webhook's address may be a secret: services put tokens into paths and queries. The host is none."""
    parts = urlsplit(url)
    path = parts.path if len(parts.path) > 1 else ""
    return [url, path + (f"?{parts.query}" if parts.query else ""), path, parts.query, *(p for p in parts.path.split("/") if len(p) >= 8)]


def _forms(secret: str) -> list[str]:
    return [secret, quote(secret, safe=""), base64.b64encode(secret.encode("utf-8", "replace")).decode("ascii")]
