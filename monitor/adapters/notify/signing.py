"""Standard Webhooks signatures (v1, HMAC-SHA256 over id, time and the exact bytes sent)."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from collections.abc import Mapping

from standardwebhooks import Webhook

from monitor.domain.errors import ConfigError

SMALLEST_KEY = 24  # bytes; the specification's lower bound, which the library does not enforce
_PREFIX = "whsec_"
_EXPECTED = "a secret of 24 bytes or more, as whsec_BASE64 or as plain text without spaces; several (old and new) separated by spaces"


class Signer:
    """Signs with every key of a receiver, so that an old and a new secret overlap while they are exchanged."""

    def __init__(self, receiver: str, secret: str) -> None:
        """Raises ConfigError, which does not repeat the secret, when there is none or one of them is too short or unreadable."""
        keys = [key for part in secret.split() for key in _keys(receiver, part)]
        if not keys:
            raise ConfigError("receivers", f"{receiver}.webhook.secret", _EXPECTED)
        self._webhooks = [Webhook(key) for key in dict.fromkeys(keys)]

    def headers(self, delivery_id: str, at: dt.datetime, body: bytes) -> Mapping[str, str]:
        """The headers of one try at the real time ``at``; ``delivery_id`` is the same on every try."""
        # The library overwrites the time zone instead of converting, so it must get UTC, whatever the caller's zone.
        stamp = at.astimezone(dt.UTC).replace(microsecond=0)
        signatures = [webhook.sign(delivery_id, stamp, body.decode("utf-8")) for webhook in self._webhooks]
        return {
            "webhook-id": delivery_id,
            "webhook-timestamp": str(int(stamp.timestamp())),
            "webhook-signature": " ".join(signatures),
            "content-type": "application/json",
        }


def _keys(receiver: str, secret: str) -> list[bytes]:
    """The keys that one secret may mean. A plain one that is base64 throughout is signed with both ways: libraries of receivers decode it."""
    decoded = _base64(secret.removeprefix(_PREFIX))
    candidates = [decoded] if secret.startswith(_PREFIX) else [secret.encode("utf-8"), decoded]
    keys = [key for key in candidates if key is not None and len(key) >= SMALLEST_KEY]
    if not keys:
        raise ConfigError("receivers", f"{receiver}.webhook.secret", _EXPECTED)
    return keys


def _base64(text: str) -> bytes | None:
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None
