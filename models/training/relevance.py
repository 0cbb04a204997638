"""The relevance model: does the head of an article tell of a dispute, or only name its place?"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from importlib import resources

from models.training.data import Labelled
from models.training.fit import fit_multinomial
from monitor.domain.errors import InputError
from monitor.domain.reading import Realis
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.linear import LinearModel
from monitor.understand.mentions import NameFinder
from monitor.understand.relevance import LABELS, head_features, head_of
from monitor.understand.tokens import words_of

C_RELEVANCE, LEAST = 10.0, 2


def load_heads() -> list[tuple[str, bool]]:
    """(headline and lead, relevant) of every labelled head. Raises InputError with the line's number."""
    out = []
    for file in sorted(
        (f for f in resources.files("models.training").iterdir() if f.name.startswith("relevance") and f.name.endswith(".tsv")), key=lambda f: f.name
    ):
        for number, line in enumerate(file.read_text("utf8").splitlines(), 1):
            label, tab, text = line.partition("\t")
            if not tab or not (label == "relevant" or label.startswith("other:")):
                raise InputError(f"{file.name}:{number}: expected relevant or other:TOPIC, a tab and a text")
            out.append((text, label == "relevant"))
    return out


def heads_of(sentences: Sequence[Labelled]) -> list[tuple[str, bool]]:
    """(head, relevant) of every labelled article: relevant when it tells of more than history."""
    out = []
    for (_, article), group in itertools.groupby(sentences, key=lambda s: (s.origin, s.article)):
        lines = list(group)
        if article is not None and len(lines) > 1:
            told = any(realis is not Realis.HISTORICAL for line in lines for _, realis in line.pairs)
            out.append((head_of(lines[0].text, " ".join(line.text for line in lines[1:])), told))
    return out


def fit_relevance(gazetteer: Gazetteer, signals: LinearModel, sentences: Sequence[Labelled]) -> LinearModel:
    """The relevance model over heads as the reader sees them: words, classes and what the signal model finds there."""
    names = NameFinder(gazetteer)
    heads = load_heads() + [head for head in heads_of(sentences) if not head[1]]
    samples = [set(head_features(text, words_of(text, names.find(text)), signals)) for text, _ in heads]
    return fit_multinomial(samples, [LABELS[relevant] for _, relevant in heads], LABELS, c=C_RELEVANCE, least=LEAST)
