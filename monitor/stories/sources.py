"""The register of outlets: country, owner, whether a state owns it, agency or not. Unknown outlets are known by their domain only."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from monitor.domain.source import Source
from monitor.stories.publishers import publisher_of


class SourceRegister:
    """Finds an outlet by its name or its address's domain."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._by_name: dict[str, Source] = {}
        self._by_domain: dict[str, Source] = {}
        for s in sources:
            for name in (s.name, *s.also):
                self._by_name.setdefault(publisher_of(name, None), s)
            for domain in s.domains:
                self._by_domain.setdefault(domain, s)

    def find(self, outlet: str, url: str | None) -> Source | None:
        """The outlet's entry, by name first, then by the longest matching domain of ``url`` or of an outlet that is a host name."""
        if found := self._by_name.get(publisher_of(outlet, None)) if outlet else None:
            return found
        for host in (urlsplit(url).hostname if url else None, outlet if "." in outlet else None):
            labels = (host or "").casefold().split(":")[0].split(".")
            for i in range(len(labels) - 1):
                if (found := self._by_domain.get(".".join(labels[i:]))) is not None:
                    return found
        return None


@cache
def load_sources() -> SourceRegister:
    """The register of the package's data."""
    raw = tomllib.loads((resources.files("monitor.stories.data") / "sources.toml").read_text("utf8"))
    return SourceRegister(
        Source(
            name=row["name"],
            country=row.get("country") or None,
            owner=row.get("owner") or None,
            state_owned_by=row.get("state_owned_by") or None,
            agency=bool(row.get("agency")),
            domains=tuple(row.get("domains", ())),
            also=tuple(row.get("also", ())),
        )
        for row in raw["source"]
    )
