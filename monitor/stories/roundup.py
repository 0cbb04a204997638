"""Round-ups: one text about several events. It belongs to no event's story, and speaks for none of them."""

from __future__ import annotations

import re

from monitor.domain.reading import Assessment

_TITLE = re.compile(
    r"\b(?:(?:morning|evening|daily|weekly|weekend|news|world|global|market|conflict)"
    r" (?:briefing|brief|digest|round-?up|wrap|bulletin|summary|review)"
    r"|what you need to know (?:this|today|on)|round-?up|newsletter|(?:the )?week(?:end)? in (?!\w+ing)|in brief\b|news in pictures"
    r"|five things|\w+ things to know|headlines (?:at|of)|top stories|today in)\b",
    re.I,
)


def is_roundup(title: str, reading: Assessment) -> bool:
    """True when the title says so and more than one territory is named, or none at all."""
    return bool(_TITLE.search(title)) and len(reading.territories) != 1
