"""Turns HTML fragments of feeds into plain text; for reading, never for rendering. Every step is linear in the input's length."""

from __future__ import annotations

import html
import re

# Blocks whose content is no text. A comment, script or style that is never closed swallows the rest, as in a browser.
_DROPPED = re.compile(r"<(?:(!--)|(script|style|template|iframe|noscript|svg|object)\b)", re.IGNORECASE)
_CLOSERS = {
    name: re.compile(rf"</{name}\b[^<>]*>?", re.IGNORECASE) for name in ("script", "style", "template", "iframe", "noscript", "svg", "object")
}
_BLOCK = re.compile(
    r"</?(?:p|div|br|hr|li|ul|ol|dl|dt|dd|h[1-6]|tr|table|blockquote|pre|section|article|header|footer|figure|figcaption|address|aside|main|nav)\b[^<>]*>",
    re.IGNORECASE,
)
_CELL = re.compile(r"</?(?:td|th|option)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[!?][^<>]*>")
_LONG_NUMBER = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{8,});?")
_WHITE = re.compile(r"\s+")
_BLANKS = re.compile(r"[ \t\u00a0]+")
_LINE_ENDS = re.compile(r" ?[\r\n](?: ?[\r\n])* ?")  # after _BLANKS: with "[ ]*" a long run of blanks would cost its square


def html_to_text(fragment: str) -> str:
    """Plain text of an HTML fragment: tags stripped, blocks on their own lines, entities resolved; scripts and styles left out."""
    if "<" in fragment:
        # CDATA written twice over arrives as text; to a browser it would be a comment, and the article gone.
        fragment = fragment.replace("<![CDATA[", "").replace("]]>", "")
        fragment = _WHITE.sub(" ", _without_dropped(fragment))
        fragment = _TAG.sub("", _CELL.sub(" ", _BLOCK.sub("\n", fragment)))
    if "&" in fragment:
        fragment = unescape(fragment)
    return _LINE_ENDS.sub("\n", _BLANKS.sub(" ", fragment)).strip()


def unescape(s: str) -> str:
    """Resolve HTML entities. Character numbers too long to exist become U+FFFD (``html.unescape`` raises on thousands of digits)."""
    return html.unescape(_LONG_NUMBER.sub("\ufffd", s)) if "&" in s else s


def _without_dropped(s: str) -> str:
    kept: list[str] = []
    at = 0
    while (m := _DROPPED.search(s, at)) is not None:
        kept.append(s[at : m.start()])
        if m[1]:
            end = s.find("-->", m.end())
            end = end + 3 if end >= 0 else -1
        else:
            closer = _CLOSERS[m[2].lower()].search(s, m.end())
            end = closer.end() if closer else -1
        if end < 0:
            return "".join(kept)
        kept.append(" ")
        at = end
    kept.append(s[at:])
    return "".join(kept)
