"""A linear model over named features: small, readable, the same for signals, realis and relevance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Rows(NamedTuple):
    """Binary feature vectors: the indices of the ``features``, vector by vector and ascending within each, and how many each has."""

    features: NDArray[np.int64]
    lengths: NDArray[np.intp]


def rows_of(row: NDArray[np.integer[Any]], index: NDArray[np.integer[Any]], rows: int) -> Rows:
    """The vectors of features found in any order, some more than once: ``index`` in vector ``row`` of so many ``rows``."""
    found = row.astype(np.int64) << _ROW | index
    found.sort()
    if len(found):
        found = found[np.concatenate(([True], found[1:] != found[:-1]))]
    return Rows(found & ((1 << _ROW) - 1), np.bincount(found >> _ROW, minlength=rows))


_ROW = 32  # bits that an index may have


@dataclass(frozen=True)
class LinearModel:
    """One-vs-rest or multinomial logistic regression.

    ``weights`` has shape (features, labels), float32; ``bias`` (labels,). Feature vectors are binary and scaled to length one.
    """

    labels: tuple[str, ...]
    vocabulary: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    softmax: bool = False

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The features by index."""
        return tuple(self.vocabulary)

    def indices(self, features: Iterable[str]) -> list[int]:
        """Indices of the known ones among ``features``, each once, in order."""
        get = self.vocabulary.get
        return sorted({i for f in features if (i := get(f)) is not None})

    def logits(self, indices: list[int]) -> NDArray[np.float32]:
        """Logits of a feature vector, shape (labels,)."""
        if not indices:
            return self.bias
        out: NDArray[np.float32] = self.weights[indices].sum(axis=0) / np.float32(np.sqrt(len(indices))) + self.bias
        return out

    def probabilities(self, indices: list[int]) -> NDArray[np.float32]:
        """Probabilities of the labels, shape (labels,); they sum to one only with ``softmax``."""
        out: NDArray[np.float32] = self._squashed(self.logits(indices)[None])[0]
        return out

    def probabilities_of(self, rows: Rows) -> NDArray[np.float32]:
        """Probabilities of many feature vectors at once, shape (rows, labels): one gather instead of one a row."""
        z = np.repeat(self.bias[None], len(rows.lengths), axis=0)
        full = rows.lengths > 0
        lengths = rows.lengths[full]
        if len(lengths):
            starts = np.cumsum(lengths) - lengths
            z[full] += np.add.reduceat(self.weights.take(rows.features, axis=0), starts, axis=0) / np.sqrt(lengths, dtype=np.float32)[:, None]
        return self._squashed(z)

    def _squashed(self, logits: NDArray[np.float32]) -> NDArray[np.float32]:
        z = logits.astype(np.float64)
        if self.softmax:
            e = np.exp(z - z.max(axis=1, keepdims=True))
            z = e / e.sum(axis=1, keepdims=True)
        else:
            z = 1.0 / (1.0 + np.exp(-z))
        out: NDArray[np.float32] = z.astype(np.float32)
        return out
