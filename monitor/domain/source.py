"""Publishers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet: ``state_owned_by`` is the common name of the state or authority that owns or runs it, None when none does."""

    name: str
    country: str | None
    owner: str | None
    state_owned_by: str | None
    agency: bool
    domains: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
