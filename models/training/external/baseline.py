"""What plain word counts get: TF-IDF of words and word pairs with logistic regression, the mark to stay above."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import MultiLabelBinarizer

from models.training.data import load_sentences

SEED = 20201127
FOLDS = 5
_MIDDLE = 0.5


def _classifier() -> Pipeline:
    vectors = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    return make_pipeline(vectors, OneVsRestClassifier(LogisticRegression(C=10.0, solver="liblinear", random_state=SEED)))


class PlainReader:
    """One-vs-rest over labelled sentences; a text has the labels that any of its sentences has.

    Each label's threshold is that of the best F1 in cross-validation, as for the reader's own model: one half would find too little.
    """

    def __init__(self, texts: Sequence[str], labels: Sequence[frozenset[str]]) -> None:
        self._binarizer = MultiLabelBinarizer()
        truth = self._binarizer.fit_transform(labels)
        held_out = np.zeros(truth.shape)
        for inside, outside in KFold(FOLDS, shuffle=True, random_state=SEED).split(truth):
            model = _classifier().fit([texts[i] for i in inside], truth[inside])
            held_out[outside] = model.predict_proba([texts[i] for i in outside])
        self._thresholds = np.array([_best_threshold(held_out[:, k], truth[:, k]) for k in range(truth.shape[1])])
        self._model = _classifier().fit(texts, truth)

    def read(self, texts: Sequence[Sequence[str]]) -> list[frozenset[str]]:
        """Labels of each text, given as its sentences."""
        flat = [sentence for text in texts for sentence in text]
        said = self._model.predict_proba(flat) >= self._thresholds if flat else np.zeros((0, len(self._binarizer.classes_)), dtype=bool)
        out, at = [], 0
        for text in texts:
            columns = np.flatnonzero(said[at : at + len(text)].any(axis=0))
            out.append(frozenset(str(self._binarizer.classes_[k]) for k in columns))
            at += len(text)
        return out


def _best_threshold(probabilities: NDArray[np.float64], truth: NDArray[np.int_]) -> float:
    """The probability from which the label has the best F1; the lowest of several."""
    grid = np.arange(0.05, 0.95, 0.01)
    said = probabilities[None, :] >= grid[:, None]
    f1 = 2 * (said & (truth == 1)).sum(axis=1) / np.maximum(said.sum(axis=1) + truth.sum(), 1)
    return float(grid[f1.argmax()])


@cache
def own_plain_reader() -> PlainReader:
    """The plain reader trained on the project's own sentences with the signals as labels."""
    labelled = load_sentences(test=False)
    return PlainReader([s.text for s in labelled], [frozenset(str(signal) for signal, _ in s.pairs) for s in labelled])


def cross_validated(texts: Sequence[str], gold: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Each text's labels by a model fitted on the other folds of the same set: the likeliest label, and all others above one half."""
    binarizer = MultiLabelBinarizer()
    truth = binarizer.fit_transform(gold)
    out: list[frozenset[str]] = [frozenset()] * len(texts)
    for inside, outside in KFold(FOLDS, shuffle=True, random_state=SEED).split(truth):
        model = _classifier().fit([texts[i] for i in inside], truth[inside])
        probabilities = model.predict_proba([texts[i] for i in outside])
        for i, row in zip(outside, probabilities, strict=True):
            out[i] = frozenset(str(binarizer.classes_[k]) for k in np.flatnonzero((row >= _MIDDLE) | (row == row.max())))
    return out
