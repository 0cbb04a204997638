"""Fitting the linear models: named features in, ``LinearModel`` out; deterministic to the bit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence, Set

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from monitor.understand.linear import LinearModel

SEED = 20201127


def vocabulary_of(samples: Sequence[Set[str]], *, least: int) -> dict[str, int]:
    """Features that occur in at least ``least`` samples, numbered in alphabetical order."""
    counts: Counter[str] = Counter()
    for s in samples:
        counts.update(s)
    return {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}


def matrix(samples: Sequence[Set[str]], vocabulary: dict[str, int]) -> sp.csr_matrix:
    """Binary rows of length one, shape (samples, features), float64."""
    indptr, indices, data = [0], [], []
    for s in samples:
        row = sorted(vocabulary[f] for f in s if f in vocabulary)
        indices.extend(row)
        data.extend([1.0 / np.sqrt(max(len(row), 1))] * len(row))
        indptr.append(len(indices))
    return sp.csr_matrix((data, indices, indptr), shape=(len(samples), len(vocabulary)))


_NEVER = -20.0  # log odds of a label without an example


def fit_one_vs_rest(samples: Sequence[Set[str]], truth: Sequence[Set[str]], labels: Sequence[str], *, c: float, least: int) -> LinearModel:
    """One logistic regression a label."""
    vocabulary = vocabulary_of(samples, least=least)
    x = matrix(samples, vocabulary)
    weights = np.zeros((len(vocabulary), len(labels)), dtype=np.float32)
    bias = np.zeros(len(labels), dtype=np.float32)
    for k, label in enumerate(labels):
        if not any(label in t for t in truth):
            bias[k] = _NEVER
            continue
        model = LogisticRegression(C=c, solver="liblinear", max_iter=300, random_state=SEED).fit(x, np.array([label in t for t in truth]))
        weights[:, k], bias[k] = model.coef_[0], model.intercept_[0]
    return LinearModel(tuple(labels), vocabulary, np.round(weights, 4), np.round(bias, 4))


def fit_multinomial(samples: Sequence[Set[str]], truth: Sequence[str], labels: Sequence[str], *, c: float, least: int) -> LinearModel:
    """One multinomial logistic regression with softmax; classes weighted by the square root of their rarity."""
    vocabulary = vocabulary_of(samples, least=least)
    x = matrix(samples, vocabulary)
    y = np.array([labels.index(t) for t in truth])
    counts = np.bincount(y, minlength=len(labels))
    weight = {k: float(np.sqrt(len(y) / (len(labels) * n))) for k, n in enumerate(counts) if n}
    model = LogisticRegression(C=c, solver="lbfgs", max_iter=2000, class_weight=weight).fit(x, y)
    weights = np.zeros((len(vocabulary), len(labels)), dtype=np.float32)
    bias = np.full(len(labels), _NEVER, dtype=np.float32)
    if len(model.classes_) == 2:  # scikit-learn keeps one column for two classes: the second's against the first
        weights[:, model.classes_[1]] = model.coef_[0]
        bias[model.classes_] = 0.0, model.intercept_[0]
    else:
        weights[:, model.classes_] = model.coef_.T
        bias[model.classes_] = model.intercept_
    return LinearModel(tuple(labels), vocabulary, np.round(weights, 4), np.round(bias, 4), softmax=True)
