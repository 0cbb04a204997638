"""Texts that report no event of their own: round-ups of several, which belong to no event's story, and explainers, which speak for none."""

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


_EXPLAINER = re.compile(
    r"^\W*(?:explain(?:er|ed)|timeline|fact ?(?:box|file|sheet)|backgrounder|q ?(?:&|and) ?a|key (?:facts|dates)|a (?:short|brief) history|profile)\b"
    r"|^(?:why|what|who|how|where) (?:is|are|was|were|did|does|do|has|have|makes?)\b.*\?|\b(?:questions? (?:about|on)|explained)\b",
    re.I,
)


def is_explainer(title: str) -> bool:
    """True when the title promises background: it is like everything ever told about its territory."""
    return bool(_EXPLAINER.search(title))
