"""Words of an article with their stems and classes: what cues, features and realis look at."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from importlib import resources
from operator import itemgetter, or_

from monitor.text.sentences import Sentence
from monitor.text.stems import stem
from monitor.understand.gates import ODD, gates_of
from monitor.understand.mentions import NameKind, NameMatch

# Plain letters come first and by themselves: a class of their own is several times as quick to match as "any letter".
_FOREIGN = r"[^\x00-\x7f\W\d][^\W\d_]*"
_WORD = re.compile(
    rf"[A-Za-z]+(?:{_FOREIGN})?(?:['\u2019][^\W\d_]+)?|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|am|pm|pc|km|m|bn)?|{_FOREIGN}(?:['\u2019][^\W\d_]+)?"
)
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
    gates: tuple[int, ...]  # which patterns may find something at each word

    def within(self, sentence: Sentence) -> tuple[int, int]:
        """Indices of the first word of ``sentence`` and of the word after its last."""
        return bisect_left(self.starts, sentence.start), bisect_left(self.starts, sentence.end)

    def opened(self, first: int, last: int) -> int:
        """The gates that the words ``first`` to ``last`` (excluded) open together."""
        return reduce(or_, self.gates[first:last], 0)

    def may_hold(self, known: frozenset[str], first: int, last: int) -> bool:
        """False when none of ``known``, runs of small letters, stands among the letters of the words ``first`` to ``last`` (excluded)."""
        return not known.isdisjoint(self.lower[first:last]) or self.opened(first, last) & ODD != 0


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


_Entry = tuple[str, str, tuple[str, ...], frozenset[str], int]


@lru_cache(maxsize=1 << 15)
def _entry(word: str) -> _Entry:
    """A word as it stands in a text: lower-cased without a possessive ending, its stem, its classes, its keys, its gates."""
    lower = word.lower().replace("\u2019", "'").removesuffix("'s")
    stemmed = stem(lower)
    classes = lexicon().classes_of.get(stemmed, ())
    if lower[0].isdigit() or lower in _NUMBER_WORDS:
        classes = (*classes, "@num")
    return lower, stemmed, classes, frozenset((stemmed, *classes)), gates_of(word)


def words_of(text: str, names: Sequence[NameMatch]) -> Words:
    """The words of ``text``; ``names`` are the gazetteer's matches in it, whose words get the class of what they name."""
    spans = [m.span() for m in _WORD.finditer(text)]
    if not spans:
        return Words((), (), (), (), (), (), ())
    entries = [_entry(text[start:end]) for start, end in spans]
    starts, ends = tuple(map(itemgetter(0), spans)), tuple(map(itemgetter(1), spans))
    lower, stems, gates = tuple(map(itemgetter(0), entries)), tuple(map(itemgetter(1), entries)), tuple(map(itemgetter(4), entries))
    classes, keys = list(map(itemgetter(2), entries)), list(map(itemgetter(3), entries))
    for match in names:
        label = _NAME_CLASS[match.meanings[0].kind]
        for i in range(bisect_left(starts, match.start), bisect_left(starts, match.end)):
            if label not in classes[i]:
                classes[i] = (*classes[i], label)
                keys[i] = keys[i] | {label}
    return Words(lower, stems, starts, ends, tuple(classes), tuple(keys), gates)
