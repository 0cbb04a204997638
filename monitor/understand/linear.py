"""A linear model over named features: small, readable, the same for signals, realis and relevance."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from monitor.understand.network import SentenceNetwork


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

    def probabilities_of(self, rows: Sequence[list[int]]) -> NDArray[np.float32]:
        """Probabilities of many feature vectors at once, shape (rows, labels): one gather instead of one a row."""
        if not rows:
            return np.zeros((0, len(self.labels)), dtype=np.float32)
        lengths = np.array([len(r) for r in rows])
        full = lengths > 0
        z = np.repeat(self.bias[None], len(rows), axis=0)
        if full.any():
            taken = self.weights[np.fromiter(itertools.chain.from_iterable(rows), dtype=np.intp, count=int(lengths.sum()))]
            starts = np.concatenate(([0], np.cumsum(lengths[full])[:-1]))
            z[full] += np.add.reduceat(taken, starts, axis=0) / np.sqrt(lengths[full], dtype=np.float32)[:, None]
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


@dataclass(frozen=True, slots=True)
class Models:
    """The trained parts, and the version that their manifest gives them together.

    ``selection`` are the weights by which an article's (signal, realis) pairs are chosen (see ``selection``).
    """

    signals: LinearModel
    realis: LinearModel
    relevance: LinearModel
    network: SentenceNetwork
    selection: Mapping[str, float]
    version: str
