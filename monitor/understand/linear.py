"""A linear model over named features: small, readable, the same for signals, realis and relevance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class LinearModel:
    """One-vs-rest or multinomial logistic regression.

    ``weights`` has shape (features, labels), float32; ``bias`` (labels,). Feature vectors are binary and scaled to length one.
    ``thresholds`` (labels,) are the probabilities from which a label is taken, chosen on data the weights were not fitted on.
    """

    labels: tuple[str, ...]
    vocabulary: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    thresholds: NDArray[np.float32]
    softmax: bool = False

    def indices(self, features: Iterable[str]) -> list[int]:
        """Indices of the known ones among ``features``, each once, in order."""
        vocabulary = self.vocabulary
        return sorted({vocabulary[f] for f in features if f in vocabulary})

    def logits(self, indices: list[int]) -> NDArray[np.float32]:
        """Logits of a feature vector, shape (labels,)."""
        if not indices:
            return self.bias
        out: NDArray[np.float32] = self.weights[indices].sum(axis=0) / np.float32(np.sqrt(len(indices))) + self.bias
        return out

    def probabilities(self, indices: list[int]) -> NDArray[np.float32]:
        """Probabilities of the labels, shape (labels,); they sum to one only with ``softmax``."""
        z = self.logits(indices).astype(np.float64)
        if self.softmax:
            e = np.exp(z - z.max())
            z = e / e.sum()
        else:
            z = 1.0 / (1.0 + np.exp(-z))
        out: NDArray[np.float32] = z.astype(np.float32)
        return out


@dataclass(frozen=True, slots=True)
class Models:
    """The trained parts, and the version that their manifest gives them together."""

    signals: LinearModel
    realis: LinearModel
    relevance: LinearModel
    version: str
