"""The features of many sentences at once, as indices into a model's vocabulary: what ``features`` says, by array.

``features.sentence_features`` is the definition and what training uses; here its names are compiled into integer codes, so that a whole
article's features are found by one binary search instead of thousands of strings made and looked up. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from monitor.understand.cues import CueHit, load_cues
from monitor.understand.features import CLASS_MEMORY, CLASS_REACH, SILENT, STOP, key_of
from monitor.understand.glossary import Column, Ragged, Spelt, laid_out
from monitor.understand.lexicon import lexicon
from monitor.understand.linear import Rows, rows_of
from monitor.understand.tokens import Words

Indices = NDArray[np.intp]
_WORD, _PAIR, _SKIP, _CLASSES = range(4)
_CUES = ("cue ", "cues ")  # what the names of cues' features begin with
_KIND, _FIRST = 60, 30  # bits: kind, first token, second token


@dataclass(frozen=True, slots=True)
class Coded:
    """The known features of some sentences: ``sentence`` (its place in the list given), ``index`` in the vocabulary, ``word`` it stands at.

    Three arrays of one length, ordered by sentence. A feature that stands twice in a sentence is there twice.
    """

    sentence: Indices
    index: Indices
    word: Indices

    def bounds(self, sentences: int) -> list[int]:
        """Where in the arrays each of ``sentences`` sentences begins, and where the last one ends."""
        where: list[int] = self.sentence.searchsorted(np.arange(sentences + 1)).tolist()
        return where

    def rows(self, sentences: int) -> Rows:
        """The distinct indices of each of ``sentences`` sentences."""
        return rows_of(self.sentence, self.index, sentences)


@dataclass(frozen=True, slots=True)
class Spelled:
    """The features of some sentences as codes, known to a model or not: ``code``, the ``sentence`` and ``word`` that each stands at."""

    code: NDArray[np.int64]
    sentence: Indices
    word: Indices


class Alphabet:
    """The words and classes that the features of some vocabularies are made of, each with a number: what sentences are spelled in."""

    def __init__(self) -> None:
        self._tokens: dict[str, int] = {"^": 0}
        get, cue_only = self._tokens.get, lexicon().cue_only
        self._keys = Column(lambda e: (get(key_of(e.stem, e.classes), -1),), 1)
        self._classes = Ragged(lambda e: [(get(c, -1),) for c in e.classes if c not in cue_only], 1)

    @cached_property
    def _marks(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_], int]:
        """Which numbers are of words that say little, which of those that say nothing alone; the number of a number."""
        names = list(self._tokens)
        stop, silent = (np.array([t in known for t in names] + [False]) for known in (STOP, SILENT))
        return stop, silent, self._tokens.get("@num", -2)

    def code_of(self, name: str) -> int:
        """The code of a feature by its name; all are asked for before anything is spelled."""
        if " .. " in name:
            first, second = name.split(" .. ", 1)
            return _SKIP << _KIND | self._token(first) << _FIRST | self._token(second)
        if " " in name:
            first, second = name.split(" ", 1)
            return _PAIR << _KIND | self._token(first) << _FIRST | self._token(second)
        if name.startswith("@") and ">@" in name:
            first, second = name.split(">", 1)
            return _CLASSES << _KIND | self._token(first) << _FIRST | self._token(second)
        return _WORD << _KIND | self._token(name)

    def _token(self, token: str) -> int:
        return self._tokens.setdefault(token, len(self._tokens))

    def spell(self, text: Spelt, ranges: Sequence[tuple[int, int]]) -> Spelled:
        """The features of the sentences made of the words ``first`` to ``last`` (excluded) of each range, which do not overlap; without cues."""
        if not ranges:
            none = np.zeros(0, dtype=np.intp)
            return Spelled(none, none, none)
        sentence, word = laid_out(ranges)
        read = Spelt(text.glossary, text.words[word])
        found = [*self._of_words(self._keys.of(read)[:, 0], sentence, word), *self._of_classes(read, sentence, word)]
        return Spelled(*(np.concatenate(part) for part in zip(*found, strict=True)))

    def _of_words(self, keys: NDArray[np.int64], sentence: Indices, word: Indices) -> list[tuple[NDArray[np.int64], Indices, Indices]]:
        stop, silent, _ = self._marks
        previous = np.concatenate(([0], keys[:-1]))
        previous[np.concatenate(([True], sentence[1:] != sentence[:-1]))] = 0
        alone = (keys >= 0) & ~silent[keys]
        paired = (keys >= 0) & (previous >= 0)
        telling = np.flatnonzero(~stop[keys])  # an unknown word tells, too: it stands between
        a, b = telling[:-1], telling[1:]
        skip = (sentence[a] == sentence[b]) & (keys[a] >= 0) & (keys[b] >= 0) & (keys[a] != previous[b])
        a, b = a[skip], b[skip]
        return [
            (keys[alone], sentence[alone], word[alone]),
            (_PAIR << _KIND | previous[paired] << _FIRST | keys[paired], sentence[paired], word[paired]),
            (_SKIP << _KIND | keys[a] << _FIRST | keys[b], sentence[b], word[b]),
        ]

    def _of_classes(self, text: Spelt, sentence: Indices, word: Indices) -> list[tuple[NDArray[np.int64], Indices, Indices]]:
        at, tokens = self._classes.of(text)
        token = tokens[:, 0]
        sentence, word = sentence[at], word[at]
        own = (token >= 0) & (token != self._marks[2])
        out = [(token[own], sentence[own], word[own])]
        for lag in range(1, CLASS_MEMORY + 1):
            a, b = token[:-lag], token[lag:]
            near = (sentence[:-lag] == sentence[lag:]) & (word[lag:] - word[:-lag] <= CLASS_REACH) & (a != b) & (a >= 0) & (b >= 0)
            out.append((_CLASSES << _KIND | a[near] << _FIRST | b[near], sentence[lag:][near], word[lag:][near]))
        return out


class FeatureCoder:
    """Compiled names of one vocabulary. ``alphabet`` may be shared with other vocabularies, whose coders then look up what it has spelled."""

    def __init__(self, vocabulary: Mapping[str, int], alphabet: Alphabet | None = None) -> None:
        self.alphabet = alphabet or Alphabet()
        self._of_cue = {
            cue.number: tuple(vocabulary[name] for name in (f"cue {cue.id}", f"cues {cue.signal}") if name in vocabulary) for cue in load_cues()
        }
        self._cues = np.full((len(self._of_cue), len(_CUES)), -1, dtype=np.intp)
        for number, indices in self._of_cue.items():
            self._cues[number, : len(indices)] = indices
        coded = sorted((self.alphabet.code_of(name), i) for name, i in vocabulary.items() if not name.startswith(_CUES))
        self._codes = np.array([c for c, _ in coded] or [-1], dtype=np.int64)
        self._indices = np.array([i for _, i in coded] or [-1], dtype=np.intp)

    def code(self, words: Words, ranges: Sequence[tuple[int, int]], cues: Sequence[Sequence[CueHit]]) -> Coded:
        """The known features of the sentences made of the words ``first`` to ``last`` (excluded) of each range, which do not overlap."""
        return self.look_up(self.alphabet.spell(words.spelt, ranges), cues)

    def look_up(self, spelled: Spelled, cues: Sequence[Sequence[CueHit]], behind: Sequence[int] = ()) -> Coded:
        """The known ones among the features of some sentences, and their cues, whose words are numbered from ``behind`` each (else from 0)."""
        index, known = self._known(spelled.code)
        found = [(n, hit) for n, hits in enumerate(cues) for hit in hits]
        sentence = np.array([n for n, _ in found], dtype=np.intp)
        last = np.array([hit.last for _, hit in found], dtype=np.intp)
        if behind:
            last += np.array(behind, dtype=np.intp)[sentence]
        cue = self._cues.take([hit.cue.number for _, hit in found], axis=0)
        told = cue >= 0
        each = told.sum(axis=1)
        sentence = np.concatenate((spelled.sentence[known], sentence.repeat(each)))
        order = sentence.argsort(kind="stable")
        word = np.concatenate((spelled.word[known], last.repeat(each)))
        return Coded(sentence[order], np.concatenate((index, cue[told]))[order], word[order])

    def distinct(self, spelled: Spelled, of: NDArray[np.bool_], cues: Sequence[Sequence[CueHit]]) -> set[int]:
        """The distinct known features of those sentences that ``of`` is true for, together; ``cues`` are theirs."""
        index, _ = self._known(spelled.code[of[spelled.sentence]])
        return {*index.tolist(), *(i for hits in cues for hit in hits for i in self._of_cue[hit.cue.number])}

    def _known(self, codes: NDArray[np.int64]) -> tuple[Indices, NDArray[np.bool_]]:
        at = np.minimum(self._codes.searchsorted(codes), len(self._codes) - 1)
        known: NDArray[np.bool_] = self._codes[at] == codes
        return self._indices[at[known]], known
