"""Page furniture among an article's sentences: teasers of other stories, tickers, captions' credits, subscription lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.text.sentences import Sentence

_HEADED = re.compile(
    r"^\W*(?:most\s+(?:read|viewed|popular|shared)|related\s+(?:stories|articles|news)|read\s+(?:more|also|next)|"
    r"you\s+may\s+also\s+like|more\s+from|trending|share\s+your\s+thoughts|comments?\b|photo\s+gallery|newsletter|see\s+also|"
    r"also\s+read|editor'?s?\s+picks?|recommended|in\s+other\s+news|elsewhere\b|popular\s+now|latest\s+(?:news|headlines)|"
    r"lire\s+aussi|from\s+the\s+archive|on\s+this\s+day|sponsored|today'?s\s+headlines|top\s+stories)\b",
    re.I,
)
_CREDIT = re.compile(r"\b(?:Photograph|Photo|Picture|Image|Credit|File photo)s?\s?(?::|by\s+[A-Z]|\u00a9)")
_TICKER = re.compile(r"(?:.*\s[\u2022|\u00b7]\s){2,}")
_TICKER_MARK = re.compile("[\u2022|\u00b7]")
_LIST_ITEM = re.compile(r"^\s*\d{1,2}[.)]\s")
_PLEA = re.compile(
    r"^\W*(?:sign\s+up|subscribe|by\s+(?:signing\s+up|subscribing|continuing)|register\s+(?:now|for)|log\s+in|follow\s+us|share\s+this|click\s+here|"
    r"download\s+(?:the|our)\s+app|support\s+(?:our|independent)\s+journalism|get\s+(?:our|the)\s+(?:free\s+)?(?:daily|weekly|morning|newsletter)|"
    r"all\s+rights\s+reserved|copyright|\u00a9|advertisement|we\s+use\s+cookies|accept\s+(?:all\s+)?cookies|terms\s+of\s+(?:use|service)|"
    r"join\s+our\s+(?:channel|newsletter)|you\s+(?:have|can)\s+(?:read|cancel)\b)",
    re.I,
)
_PLEA_LENGTH = 160  # characters: longer sentences that begin so are prose


def furniture(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The indices of the sentences that are no part of the article."""
    out: set[int] = set()
    inside = False
    credited, tickers = _CREDIT.search(text) is not None, _TICKER_MARK.search(text) is not None
    for i, s in enumerate(sentences):
        line = text[s.start : s.end]
        if i and "\n\n" in text[sentences[i - 1].end : s.start] and not _LIST_ITEM.match(line):
            inside = False
        if s.end - s.start < 90 and _HEADED.match(line):
            inside = True
        if inside or (tickers and _TICKER.match(line)) or (s.end - s.start < _PLEA_LENGTH and _PLEA.match(line)):
            out.add(i)
        if credited and _CREDIT.search(line):
            out.update(k for k in range(max(0, i - 3), i + 1) if sentences[k].paragraph == s.paragraph)
    return frozenset(out)
