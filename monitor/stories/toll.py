"""The toll of one article: its casualty claims, the parts of one claimant's figure added up."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from monitor.domain.reading import CasualtyClaim, Victims
from monitor.domain.story import TollEntry

_TYPOGRAPHY = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
_ARTICLE = re.compile(r"^(?:the|an?)\s+")


def toll_of(claims: Sequence[CasualtyClaim], *, as_of: dt.datetime, article_id: str) -> tuple[TollEntry, ...]:
    """One entry for each effect, side, claimant, realis and kind of count, in order of the claims.

    A claimant's "three soldiers and two villagers" are five of its side; "nine wounded, six of them soldiers" are nine. Two figures for
    one kind of victims are two tellings, of which the higher stands.
    """
    alike: dict[tuple[object, ...], list[CasualtyClaim]] = {}
    for c in claims:
        alike.setdefault((c.effect, c.side, c.claimed_by, c.cumulative, c.realis), []).append(c)
    out = []
    for first, *more in alike.values():
        low, high = _together([first, *more])
        out.append(TollEntry(first.effect, low, high, first.side, first.claimed_by, first.cumulative, as_of, article_id, first.realis))
    return tuple(out)


def claimant_key(entry: TollEntry, publisher: str) -> str:
    """Who answers for a figure: the one named, however the name is set, else the publisher. Tells a revision from another's figure."""
    named = " ".join((entry.claimed_by or "").translate(_TYPOGRAPHY).casefold().split())
    return _ARTICLE.sub("", named) or f"publisher {publisher}"


def _together(claims: Sequence[CasualtyClaim]) -> tuple[int, int | None]:
    by_kind: dict[Victims, CasualtyClaim] = {}
    for c in claims:
        if c.victims not in by_kind or c.low > by_kind[c.victims].low:
            by_kind[c.victims] = c
    whole = by_kind.pop(Victims.UNSPECIFIED, None)
    low = sum(c.low for c in by_kind.values())
    if whole is not None and whole.low >= low:
        return whole.low, whole.high
    highs = [c.high for c in by_kind.values() if c.high is not None]
    return low, sum(highs) if len(highs) == len(by_kind) else None
