"""How varied the training sentences are, and how far from them a test part is: figures that show whether a score is earned by copying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from models.training.data import Labelled, distinct_ngram_share
from models.training.external.report import Report, share
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.mentions import NameFinder, NameKind, territory_meanings

HOW = (
    "nearest: cosine of TF-IDF word vectors (fitted on the training sentences) between each test sentence and the training sentence nearest to it; "
    "nearest_within: between each training sentence and the nearest other one. distinct_4grams: distinct word 4-grams over all. territories: those "
    "that training sentences name, with a name that is not ambiguous; by_place counts those named by a place of theirs too. Counts are of sentences."
)
_ALIKE = 0.8  # cosine from which two sentences share nearly all their words
_ROWS = 512  # at once: 512 by 10,000 similarities are 40 MB
_LEAST_WORDS = 4  # shorter ones are datelines and captions


def measure_variety(name: str, training: Sequence[Labelled], test: Sequence[str], gazetteer: Gazetteer) -> Report:
    """The figures; ``test`` are the sentences of the test part."""
    told = [s for s in test if len(s.split()) >= _LEAST_WORDS]
    vectors = TfidfVectorizer(sublinear_tf=True)
    known = vectors.fit_transform([s.text for s in training])
    similar = nearest(vectors.transform(told), known) if told else np.zeros(0)
    near = sorted(zip(similar.tolist(), told, strict=True), reverse=True)
    figures = {
        "sentences": len(training),
        "test_sentences": len(told),
        "distinct_4grams": round(distinct_ngram_share(training), 3),
        "nearest": _spread(similar),
        "nearest_within": _spread(nearest(known, known, itself=True)),
        "territories": _territories((s.text for s in training), gazetteer),
        "without_signal": sum(not s.pairs for s in training),
        "by_realis": dict(sorted(Counter(str(realis) for s in training for _, realis in s.pairs).items())),
        "by_signal": _by_signal(training),
    }
    alike = [{"similarity": round(value, 3), "sentence": text} for value, text in near if value > _ALIKE]
    return Report(name, len(told), HOW, figures, {"alike": alike})


def nearest(these: sp.csr_matrix, known: sp.csr_matrix, *, itself: bool = False) -> NDArray[np.float64]:
    """The largest cosine of each row of ``these`` to a row of ``known``; with ``itself`` the two are the same and a row is not its own neighbour."""
    out = np.zeros(these.shape[0])
    for start in range(0, these.shape[0], _ROWS):
        block = (these[start : start + _ROWS] @ known.T).toarray()
        if itself:
            block[np.arange(block.shape[0]), start + np.arange(block.shape[0])] = 0.0
        out[start : start + _ROWS] = block.max(axis=1)
    return out


def _spread(values: NDArray[np.float64]) -> dict[str, float | None]:
    if not len(values):
        return {"mean": None, "p90": None, "share_above_0.8": None}
    return {
        "mean": round(float(values.mean()), 3),
        "p90": round(float(np.quantile(values, 0.9)), 3),
        "share_above_0.8": share(int((values > _ALIKE).sum()), len(values)),
    }


def _territories(texts: Iterable[str], gazetteer: Gazetteer) -> dict[str, int]:
    finder = NameFinder(gazetteer)
    named: set[str] = set()
    placed: set[str] = set()
    for text in texts:
        for match in finder.find(text):
            for meaning in territory_meanings(match):
                if not meaning.ambiguous:
                    (named if meaning.kind is NameKind.TERRITORY else placed).add(meaning.key)
    return {"by_name": len(named), "by_place": len(named | placed)}


def _by_signal(training: Sequence[Labelled]) -> Mapping[str, Mapping[str, Any]]:
    counts: dict[str, Counter[str]] = {}
    for s in training:
        for signal, realis in s.pairs:
            counts.setdefault(str(signal), Counter())[str(realis)] += 1
    return {signal: dict(sorted(count.items())) for signal, count in sorted(counts.items())}
