"""Makes text from outside fit to be stored, shown and logged: once, at the boundary."""

from __future__ import annotations

import re

# Everything that ends a line somewhere: one of them inside a title would let a feed write its own log lines.
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Controls but tab and newline, lone surrogates, noncharacters, the byte order mark, and the marks that reorder what is shown.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SPACES = re.compile(r"\s+")


def clean_text(s: str, max_chars: int) -> str:
    """Remove what no database, terminal or reader should get; keep line structure; cut at ``max_chars`` code points.

    NUL, other controls, surrogates and bidirectional controls go, every kind of line end becomes ``\\n``. Surrounding white space goes too.
    """
    # The cut comes first so that a hostile 10 MB title costs no more than a long one; removal only shortens.
    s = s[: max_chars * 4 + 1000]
    if not s.isprintable():
        s = _UNWANTED.sub("", _NEWLINES.sub("\n", s))
    return s.strip()[:max_chars].rstrip()


def one_line(s: str, max_chars: int = 300) -> str:
    """The text on a single line, white space folded: for titles, reasons and log records. A cut is marked with an ellipsis."""
    s = _SPACES.sub(" ", clean_text(s, max_chars * 2)).strip()
    return s if len(s) <= max_chars else s[: max_chars - 1].rstrip() + "…"


def storable(s: str) -> str:
    """The same text with NUL and lone surrogates replaced one for one by U+FFFD, so that offsets into it still hold."""
    return _UNSTORABLE.sub("\ufffd", s)
