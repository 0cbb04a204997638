"""Folding text for matching, with the way back to the original's offsets.

Folding lower-cases, makes hyphens and white space one space and quotation marks one apostrophe, composes accents (NFC) and
resolves compatibility forms (NFKC: full-width letters, ligatures). It does not remove accents. Zero-width and bidirectional
control characters vanish. Most texts keep their length under folding, so that an offset is its own inverse; the others carry a map.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SPACES = "\t\n\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000/"
_QUOTES = "\u2018\u2019\u201a\u201b\u02bc\u0060\u00b4\u2032"
_TABLE = str.maketrans({**dict.fromkeys(_HYPHENS, " "), **dict.fromkeys(_SPACES, " "), **dict.fromkeys(_QUOTES, "'")})
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_NEEDS_CARE = re.compile(
    f"[{_INVISIBLE}\u0130\u0300-\u036f\u064b-\u0652\u1ab0-\u1aff\u1dc0-\u1dff\ufb00-\ufdff\ufe20-\ufe2f\ufe70-\ufefe\uff01-\uffef]"
)
_DROP = re.compile(f"[{_INVISIBLE}\u064b-\u0652]")


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; ``origin`` is None when offsets are unchanged, else the original offset of each folded character and of the end."""

    text: str
    origin: tuple[int, ...] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The original span of the folded span ``start:end``."""
        if self.origin is None:
            return start, end
        if start >= end:
            return self.origin[start], self.origin[start]
        return self.origin[start], self.origin[end - 1] + 1 if end == len(self.origin) else max(self.origin[end], self.origin[end - 1] + 1)


def fold(text: str) -> Folded:
    """Fold ``text`` for matching; see the module's docstring for what that does."""
    if not _NEEDS_CARE.search(text):
        folded = text.translate(_TABLE).lower()
        if len(folded) == len(text):
            return Folded(folded)
    out: list[str] = []
    origin: list[int] = []
    i = 0
    while i < len(text):
        j = i + 1
        while j < len(text) and unicodedata.combining(text[j]):
            j += 1
        cluster = _DROP.sub("", unicodedata.normalize("NFKC", text[i:j])).translate(_TABLE).lower()
        cluster = cluster.replace("i\u0307", "i")
        out.append(cluster)
        origin.extend([i] * len(cluster))
        i = j
    origin.append(len(text))
    return Folded("".join(out), tuple(origin))


def fold_name(name: str) -> str:
    """A name as the matcher's pattern: folded, inner white space single, outer removed."""
    return " ".join(fold(name).text.split())
