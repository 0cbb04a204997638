"""Quotations of an article: where speech marks open and close, paragraph by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from monitor.text.sentences import Sentence

_OPEN, _CLOSE = "\u201c\u201e\u00ab", "\u201d\u00bb"
_MARK = re.compile(f'["{_OPEN}{_CLOSE}]')
_CLAUSE_LENGTH = 45  # characters from which a quotation is speech rather than a quoted word or figure


@dataclass(frozen=True, slots=True)
class Quote:
    """``text[start:end]`` with its marks; ``speech`` when it is long enough to be somebody's sentence."""

    start: int
    end: int
    speech: bool


def quotes_of(text: str, sentences: Sequence[Sentence]) -> list[Quote]:
    """Quotations in order. A mark left open closes with its paragraph: the next one opens anew, as newspapers set long speeches."""
    out: list[Quote] = []
    start, end, paragraph = -1, -1, -1
    for span in (*sentences, None):
        if span is not None and span.paragraph == paragraph:
            end = span.end
            continue
        if paragraph >= 0:
            out.extend(_in_paragraph(text, start, end))
        if span is not None:
            start, end, paragraph = span.start, span.end, span.paragraph
    return out


def within_speech(quotes: Sequence[Quote], at: int) -> bool:
    """True when offset ``at`` lies in a quotation that is somebody's speech."""
    if not quotes or at <= quotes[0].start:
        return False
    index = bisect_right(quotes, at, key=lambda q: q.start) - 1
    return quotes[index].speech and quotes[index].start < at < quotes[index].end


def _in_paragraph(text: str, start: int, end: int) -> list[Quote]:
    out: list[Quote] = []
    opened = -1
    for m in _MARK.finditer(text, start, end):
        i, mark = m.start(), m.group()
        if opened < 0:
            if mark in _CLOSE:
                continue
            opened = i
        elif mark in _OPEN:
            opened = i
        else:
            out.append(_quote(text, opened, i + 1))
            opened = -1
    if opened >= 0:
        out.append(_quote(text, opened, end))
    return out


def _quote(text: str, start: int, end: int) -> Quote:
    inner = text[start + 1 : end - 1].strip()
    speech = len(inner) >= _CLAUSE_LENGTH or (len(inner) >= 12 and inner[:1].isupper() and inner[-1:] in ",.!?;\u2026")
    return Quote(start, end, speech)
