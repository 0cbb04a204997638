"""Content hashes: the same for the same parts, so that ids derive from content."""

from __future__ import annotations

import hashlib


def content_hash(*parts: str) -> str:
    """blake2b-128 of the parts, hex: the same for the same parts, in this order."""
    h = hashlib.blake2b(digest_size=16)
    for part in parts:
        raw = part.encode("utf8", "replace")
        h.update(len(raw).to_bytes(8, "big"))
        h.update(raw)
    return h.hexdigest()
