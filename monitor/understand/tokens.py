"""Words of an article with their stems and classes: what cues, features and realis look at."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from monitor.text.sentences import Sentence
from monitor.text.stems import stem, stems
from monitor.understand.mentions import NameKind, NameMatch

_WORD = re.compile(r"\d+(?:[.,:]\d+)*(?:st|nd|rd|th|am|pm|pc|km|m|bn)?|[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_NUMBER_WORDS = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million dozen dozens scores several""".split()
)
_NAME_CLASS = {
    NameKind.TERRITORY: "@territory",
    NameKind.PLACE: "@place",
    NameKind.ACTOR: "@actor",
    NameKind.DEMONYM: "@actor",
    NameKind.METONYM: "@actor",
    NameKind.FORCE: "@mil",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, in order: lower-cased, stemmed, with offsets and the classes each belongs to."""

    lower: tuple[str, ...]
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    classes: tuple[tuple[str, ...], ...]
    keys: tuple[frozenset[str], ...]  # stem and classes of each word: what a cue's part is compared with

    def within(self, sentence: Sentence) -> tuple[int, int]:
        """Indices of the first word of ``sentence`` and of the word after its last."""
        return bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end)


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


@lru_cache(maxsize=1 << 16)
def _keys(stemmed: str, classes: tuple[str, ...]) -> frozenset[str]:
    return frozenset((stemmed, *classes))


def words_of(text: str, names: Sequence[NameMatch]) -> Words:
    """The words of ``text``; ``names`` are the gazetteer's matches in it, whose words get the class of what they name."""
    found = list(_WORD.finditer(text))
    lower = tuple(m.group().lower().replace("\u2019", "'").removesuffix("'s") for m in found)
    stemmed = tuple(stems(lower))
    known = lexicon().classes_of
    starts = tuple(m.start() for m in found)
    ends = tuple(m.end() for m in found)
    classes = [known.get(s, ()) for s in stemmed]
    for i, word in enumerate(lower):
        if word[0].isdigit() or word in _NUMBER_WORDS:
            classes[i] = (*classes[i], "@num")
    for match in names:
        label = _NAME_CLASS[match.meanings[0].kind]
        for i in range(bisect_left(starts, match.start), bisect_left(starts, match.end)):
            if label not in classes[i]:
                classes[i] = (*classes[i], label)
    keys = tuple(map(_keys, stemmed, classes))
    return Words(lower, stemmed, starts, ends, tuple(classes), keys)
