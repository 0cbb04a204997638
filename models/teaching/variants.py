"""Variants of labelled articles for a teacher to answer: words replaced by their neighbours, sentences cut short, clauses crossed.

A small network that learns from a large one's answers needs many more sentences than anybody labels; what they say matters less than that
they lie near those it will read (Jiao et al. 2020, "TinyBERT"; Tang et al. 2019, "Distilling task-specific knowledge from BERT").
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from models.training.data import Labelled

Neighbours = Mapping[str, Sequence[tuple[str, float]]]  # of a lower-case word: others with their cosine, nearest first

CUT, CROSSED = 0.12, 0.15  # shares of the sentences; words are replaced in all others
RATES = (0.15, 0.3, 0.45)  # shares of a sentence's words that are replaced
_FEWEST = 6  # words of a sentence cut short
_LONGEST = 70  # words of a crossed sentence
_SHORTEST_CLAUSE = 3
_SHARPNESS = 3  # the power of its cosine by which a neighbour is drawn
_WORD = re.compile(r"[A-Za-z]+")
_CLAUSE_END = re.compile(r"(?<=[,;:])\s+")
_JOINTS = (", and ", ", but ", "; ", ", while ", ", though ", ", which ")
# Words that carry the grammar: a neighbour of "not" or "may" would make another sentence of it, or none.
_GRAMMAR = frozenset(
    "the and for that with had was were has have been not but from who his her its their our your they them she him you are this which would "
    "could may might will shall should must can never none nobody nothing neither nor without unless until after before since during when while "
    "if than then there where what how why all any some no yes more most only also both each other into onto over under upon about against "
    "between through two three one".split()
)


def variant_of(article: Sequence[Labelled], neighbours: Neighbours, rng: random.Random) -> list[Labelled]:
    """One variant of each sentence of an article, in their order and without labels; one that cannot vary stays as it is."""
    texts = [row.text for row in article]
    return [replace(row, text=_vary(row.text, texts, neighbours, rng), pairs=()) for row in article]


def _vary(text: str, around: Sequence[str], neighbours: Neighbours, rng: random.Random) -> str:
    kind = rng.random()
    if kind < CUT:
        return _cut(text, rng)
    if kind < CUT + CROSSED:
        return _crossed(text, rng.choice(around), rng)
    return _replaced(text, neighbours, rng.choice(RATES), rng)


def _replaced(text: str, neighbours: Neighbours, rate: float, rng: random.Random) -> str:
    """Words at random in the place of others; names (a capital inside the sentence) and grammar stay."""

    def other(match: re.Match[str]) -> str:
        word = match.group()
        lower = word.lower()
        near = neighbours.get(lower)
        if not near or lower in _GRAMMAR or rng.random() >= rate or (match.start() and word != lower):
            return word
        drawn = rng.choices([w for w, _ in near], [cosine**_SHARPNESS for _, cosine in near])[0]
        return drawn.capitalize() if word != lower else drawn

    return _WORD.sub(other, text)


def _cut(text: str, rng: random.Random) -> str:
    words = text.split()
    if len(words) < _FEWEST + 2:
        return text
    length = rng.randint(_FEWEST, len(words) - 2)
    begin = rng.randint(0, len(words) - length)
    return " ".join(words[begin : begin + length])


def _crossed(text: str, other: str, rng: random.Random) -> str:
    """A clause of each of two sentences in one."""
    mine, others = _clauses(text), _clauses(other)
    if other == text or not mine or not others:
        return text
    pair = [rng.choice(mine), rng.choice(others)]
    rng.shuffle(pair)
    joined = rng.choice(_JOINTS).join(pair) + "."
    return joined if len(joined.split()) < _LONGEST else text


def _clauses(text: str) -> list[str]:
    pieces = (piece.strip(" ,;:.") for piece in _CLAUSE_END.split(text))
    return [piece for piece in pieces if len(piece.split()) >= _SHORTEST_CLAUSE]
