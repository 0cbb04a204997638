"""The classes of words that features and cues speak of, and the words that turn an event into no news, from ``data/lexicon.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from monitor.text.stems import stem


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes by stem, some of them for cues only; ``realis_of`` gives the groups of a word that turn what it governs into no news."""

    classes_of: Mapping[str, tuple[str, ...]]
    cue_only: frozenset[str]
    realis_of: Mapping[str, tuple[str, ...]]


@cache
def lexicon() -> Lexicon:
    """The lexicon of the package's data."""
    raw = tomllib.loads((resources.files("monitor.understand.data") / "lexicon.toml").read_text("utf8"))
    classes: dict[str, list[str]] = {}
    for name, words in {**raw["classes"], **raw["cue_classes"]}.items():
        for word in words.split():
            key = stem(word)
            if f"@{name}" not in classes.setdefault(key, []):
                classes[key].append(f"@{name}")
    groups: dict[str, list[str]] = {}
    for name, words in raw["realis"].items():
        for word in dict.fromkeys(words.split()):
            groups.setdefault(word, []).append(name)
    cue_only = frozenset(f"@{name}" for name in raw["cue_classes"])
    return Lexicon({k: tuple(v) for k, v in classes.items()}, cue_only, {k: tuple(v) for k, v in groups.items()})
