"""What a toll amounts to."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.reading import Effect, Realis
from monitor.domain.story import Standing, TollEntry


def killed_so_far(toll: Sequence[TollEntry]) -> int:
    """The highest number of dead that any claimant gives as actual and still stands by, sides added up: what "first deaths" is measured by."""
    by_side: dict[str, int] = {}
    for t in toll:
        if t.effect is Effect.KILLED and t.realis is Realis.ACTUAL and t.standing is Standing.STANDS:
            side = "total" if t.cumulative or t.side is None else t.side
            by_side[side] = max(by_side.get(side, 0), t.low)
    return max(by_side.pop("total", 0), sum(by_side.values()))
