"""What befell whom, as one wording of a sentence tells it."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.domain.reading import Effect


@dataclass(frozen=True, slots=True)
class Finding:
    """An effect and the groups it befell. ``total`` marks a running total; ``open_end`` a figure that was passed or exceeded."""

    effect: Effect | None  # None: the effect of the figure before it
    groups: tuple[int, ...]
    start: int
    end: int
    at: int  # where the wording stands in the form
    total: bool = False
    open_end: bool = False
    active: bool = False
    owner: str = ""  # the words of a tally that may name whose people ("the Afghan dead")
    noun: str = ""
    kind: str = ""  # what a share of the people were ("bystanders")
    guessed: bool = False  # by the model of likely casualties: no wording of the grammar tells it
