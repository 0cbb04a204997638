"""One casualty claim of an article, and which of several tell the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.domain.reading import Effect, Realis, Victims
from monitor.understand.casualties.lexicon import RANKS, noun_of

_FEW = 5  # a running total of so few is told apart from a new figure of the same size


@dataclass(frozen=True, slots=True)
class RawClaim:
    """One figure by one source; ``text[start:end]`` is its wording, ``sentence`` the index of its sentence. ``high`` None is an open end.

    ``guessed``: no wording of the grammar tells it, a model finds it likely. It is shown as a claim, but bears out no level.
    """

    effect: Effect
    low: int
    high: int | None
    victims: Victims
    side: str | None
    claimed_by: str | None
    cumulative: bool
    realis: Realis
    start: int
    end: int
    sentence: int
    guessed: bool = False


def without_repeats(text: str, claims: Sequence[RawClaim]) -> list[RawClaim]:
    """Drop a figure told again: same effect, bounds and realis, and nothing that sets it apart.

    Ones and twos are too common to be one figure by their size: their wordings must share a word for people or be the same claimant's.
    """
    out: list[RawClaim] = []
    for claim in claims:
        twin = next((i for i, c in enumerate(out) if _same(c, claim) and (claim.low > 2 or _akin(text, c, claim))), None)
        if twin is None:
            out.append(claim)
        elif out[twin].victims is Victims.UNSPECIFIED and claim.victims is not Victims.UNSPECIFIED:
            out[twin] = replace(claim, claimed_by=claim.claimed_by or out[twin].claimed_by, side=claim.side or out[twin].side)
        elif out[twin].claimed_by is None and claim.claimed_by is not None and out[twin].victims in {claim.victims, Victims.UNSPECIFIED}:
            out[twin] = replace(claim, side=claim.side or out[twin].side)
    return sorted(out, key=lambda c: (c.start, c.end, c.low))


def _same(a: RawClaim, b: RawClaim) -> bool:
    return (
        (a.effect, a.low, a.high, a.realis) == (b.effect, b.low, b.high, b.realis)
        and (a.victims is b.victims or Victims.UNSPECIFIED in {a.victims, b.victims})
        and (a.side is None or b.side is None or a.side == b.side)
        and (a.claimed_by is None or b.claimed_by is None or _alike(a.claimed_by, b.claimed_by))
        and a.sentence != b.sentence
        and (a.cumulative == b.cumulative or a.low > _FEW)
    )


def _akin(text: str, a: RawClaim, b: RawClaim) -> bool:
    first, second = (
        {w for w in re.findall(r"[a-z-]{3,}", text[c.start : c.end].lower()) if noun_of(w) is not None and w.capitalize() not in RANKS}
        for c in (a, b)
    )
    return bool(first & second) or (a.claimed_by is not None and b.claimed_by is not None and not (first and second))


def same_source(a: str | None, b: str | None) -> bool:
    """ "India's army" and "the army" are one source."""
    return a == b or (a is not None and b is not None and a.rsplit(None, 1)[-1].lower() == b.rsplit(None, 1)[-1].lower())


def _alike(a: str, b: str) -> bool:
    low, high = sorted((a.lower(), b.lower()), key=len)
    return low in high
