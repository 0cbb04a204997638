"""English stems (Snowball): "shelled" and "shelling" are one word to whoever compares texts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import Stemmer


@cache
def stemmer() -> Stemmer.Stemmer:
    """The English Snowball stemmer (one per process: it keeps its own cache)."""
    return Stemmer.Stemmer("english")


def stem(word: str) -> str:
    """The stem of one lower-cased word."""
    return str(stemmer().stemWord(word))


def stems(words: Sequence[str]) -> list[str]:
    """The stems of lower-cased words, in order."""
    return list(stemmer().stemWords(list(words)))
