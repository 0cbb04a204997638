"""Snippets with classes of another scheme: does our reading fall into the same groups, and what do plain word counts get?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from models.training.external.bare import BareReader
from models.training.external.baseline import cross_validated, own_plain_reader
from models.training.external.mapping import Scheme
from models.training.external.report import Report
from monitor.text.sentences import sentences

HOW = (
    "A text's groups by the mapping against the groups of all signals read in its sentences, any realis; groups that may stand beside a text's own "
    "do not count. tfidf_own: TF-IDF (word 1-2-grams) and logistic regression trained on the project's sentences with the same signal labels and "
    "thresholds of the best F1 in cross-validation. tfidf_cross_validated: the same trained on this set's own groups, five folds: a mark from within."
)


def measure_classes(name: str, rows: Sequence[Mapping[str, Any]], scheme: Scheme, reader: BareReader) -> Report:
    """Micro and macro F1 over the groups: ours, and both plain ones'."""
    classes = [row["labels"] if "labels" in row else [row["label"]] for row in rows]
    kept = [(str(row["text"]), gold) for row, given in zip(rows, classes, strict=True) if (gold := scheme.gold(given))]
    texts, golds = [text for text, _ in kept], [gold for _, gold in kept]
    left_out = Counter(c for given in classes if not scheme.gold(given) for c in given)
    ours = [scheme.read(reader.signals(text)) for text in texts]
    own = [scheme.read(labels) for labels in own_plain_reader().read([[t[s.start : s.end] for s in sentences(t)] for t in texts])]
    read = {"reader": ours, "tfidf_own": own, "tfidf_cross_validated": cross_validated(texts, golds)}
    figures: dict[str, Any] = {method: scores(golds, guesses, scheme) for method, guesses in read.items()}
    figures["measured"] = len(kept)
    figures["left_out"] = dict(sorted(left_out.items()))
    wrong = [
        {"text": text, "gold": sorted(gold), "read": sorted(guess)}
        for text, gold, guess in zip(texts, golds, ours, strict=True)
        if not gold <= guess or guess - gold - scheme.allowed(gold)
    ]
    return Report(name, len(rows), HOW, figures, {"differences": wrong})


def scores(golds: Sequence[frozenset[str]], guesses: Sequence[frozenset[str]], scheme: Scheme) -> dict[str, Any]:
    """Micro and macro F1, and F1, precision and recall by group."""
    hits: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for gold, guess in zip(golds, guesses, strict=True):
        hits.update(gold & guess)
        missed.update(gold - guess)
        false.update(guess - gold - scheme.allowed(gold))
    by_group = {g.name: _prf(hits[g.name], false[g.name], missed[g.name]) for g in scheme.groups}
    return {
        "micro_f1": _prf(hits.total(), false.total(), missed.total())["f1"],
        "macro_f1": round(sum(group["f1"] for group in by_group.values()) / len(by_group), 3),
        "by_group": by_group,
    }


def _prf(hits: int, false: int, missed: int) -> dict[str, float]:
    return {
        "f1": round(2 * hits / max(2 * hits + false + missed, 1), 3),
        "precision": round(hits / max(hits + false, 1), 3),
        "recall": round(hits / max(hits + missed, 1), 3),
    }
