"""The labelled sentences: reading, checking, and how varied they are."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from monitor.domain.errors import InputError
from monitor.domain.reading import Realis, Signal


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its (signal, realis) pairs; no pair for a sentence that carries none. ``origin`` is the file's stem.

    ``article`` numbers the articles of its file from 1 and ``published`` is its article's date; None for a loose sentence.
    """

    text: str
    pairs: tuple[tuple[Signal, Realis], ...]
    origin: str
    published: dt.date | None = None
    article: int | None = None


def load_sentences(*, test: bool) -> list[Labelled]:
    """The training files, or with ``test`` those written by other hands to measure with (named ``test_*.tsv``), in file order."""
    out: list[Labelled] = []
    folder = resources.files("models.training") / "sentences"
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".tsv") and file.name.startswith("test_") == test:
            out.extend(parse_lines(file.name, file.read_text("utf8").splitlines()))
    return out


def parse_lines(name: str, lines: Iterable[str]) -> list[Labelled]:
    """Lines ``labels<TAB>sentence``; ``#<TAB>DATE`` begins an article published then. Raises InputError with file and line number."""
    out: list[Labelled] = []
    published: dt.date | None = None
    article: int | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        labels, tab, text = line.partition("\t")
        if not tab or not text.strip():
            raise InputError(f"{name}:{number}: expected labels, a tab and a sentence")
        try:
            if labels.strip() == "#":
                published = dt.date.fromisoformat(text.strip())
                article = (article or 0) + 1
                continue
            pairs = () if labels.strip() == "-" else tuple(_pair(label) for label in labels.split(","))
        except ValueError as error:
            raise InputError(f"{name}:{number}: {error}") from error
        out.append(Labelled(text.strip(), pairs, name.removesuffix(".tsv"), published, article))
    return out


def articles_of(rows: Sequence[Labelled]) -> Iterator[list[Labelled]]:
    """The rows of each article, in order; the loose sentences of a file that stand together are one such list, whose ``article`` is None."""
    return (list(group) for _, group in itertools.groupby(rows, key=lambda row: (row.origin, row.article)))


def _pair(label: str) -> tuple[Signal, Realis]:
    signal, _, realis = label.strip().partition(":")
    return Signal(signal), Realis(realis)


def digest(sentences: Sequence[Labelled]) -> str:
    """blake2b-64 of all sentences and labels: names the data that a model was trained or measured on."""
    h = hashlib.blake2b(digest_size=8)
    for s in sentences:
        h.update(f"{','.join(f'{a}:{b}' for a, b in s.pairs)}\t{s.text}\n".encode())
    return h.hexdigest()


def distinct_ngram_share(sentences: Sequence[Labelled], n: int = 4) -> float:
    """Distinct word n-grams over all word n-grams: 1.0 when no phrase ever recurs."""
    grams: Counter[tuple[str, ...]] = Counter()
    for s in sentences:
        words = s.text.lower().split()
        grams.update(tuple(words[i : i + n]) for i in range(len(words) - n + 1))
    return len(grams) / max(sum(grams.values()), 1)
