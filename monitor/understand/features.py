"""Features of a sentence for the signal model: stems, pairs of stems, word classes and cues.

Names are replaced by their class, so that the model learns "shells hit <place>" and not which place. ``FEATURE_VERSION`` must rise
with any change here, in the lexicon's classes or in the cues' language: a model of another version is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from monitor.understand.cues import CueHit
from monitor.understand.lexicon import lexicon
from monitor.understand.tokens import Words

FEATURE_VERSION = "signals-2"
KEY_CLASSES = frozenset({"@actor", "@territory", "@place", "@num"})  # what stands for the word itself
CLASS_MEMORY, CLASS_REACH = 6, 5  # classes are paired with so many before them, so many words back at the most

STOP = frozenset(
    """the a an of to in on at for with by and or from as its their his her it he she they that this which who has had have be been was were is
    are""".split()
)
# Words and classes that say nothing alone, only in pairs: left in, the model finds chance in them.
SILENT = STOP | {
    "that",
    "not",
    "no",
    "will",
    "would",
    "be",
    "there",
    "were",
    "@num",
    "up",
    "out",
    "after",
    "than",
    "when",
    "if",
    "so",
    "we",
    "i",
    "you",
    "our",
    "my",
}


def sentence_features(words: Words, first: int, last: int, cues: Sequence[CueHit]) -> Iterator[tuple[str, int]]:
    """(feature, word index) for the words ``first`` to ``last`` (excluded); the index says where the feature stands."""
    cue_only = lexicon().cue_only
    previous = "^"
    before = ""
    seen_classes: list[tuple[str, int]] = []
    for i in range(first, last):
        key = key_of(words.stems[i], words.classes[i])
        if key not in SILENT:
            yield key, i
        yield f"{previous} {key}", i
        if key not in STOP:
            if before and before != previous:
                yield f"{before} .. {key}", i
            before = key
        previous = key
        for c in words.classes[i]:
            if c in cue_only:
                continue
            if c != "@num":
                yield c, i
            for other, at in seen_classes[-CLASS_MEMORY:]:
                if other != c and i - at <= CLASS_REACH:
                    yield f"{other}>{c}", i
            seen_classes.append((c, i))
    for hit in cues:
        yield f"cue {hit.cue.id}", hit.last
        yield f"cues {hit.cue.signal}", hit.last


@lru_cache(maxsize=1 << 14)
def key_of(stem: str, classes: tuple[str, ...]) -> str:
    """What stands for a word: its class when that is a name's or a number's, else its stem."""
    return next((c for c in classes if c in KEY_CLASSES), stem)
