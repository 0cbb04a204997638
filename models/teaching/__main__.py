"""``python -m models.teaching``: tune the teacher to the labelled sentences and write its answers about variants of them as lessons."""

from __future__ import annotations

import itertools
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import models.training
from models.teaching.teacher import Teacher, answers_of, fit_teacher, neighbours_among
from models.teaching.variants import Neighbours, variant_of
from models.training.data import Labelled, articles_of, digest, load_sentences
from models.training.fit import SEED
from models.training.lessons import FILE, Lesson, Lessons, answers_kept, write_lessons
from models.training.network import Sentence, sentences_of
from models.training.units import Unit, units_of
from monitor.understand.gazetteer import load_gazetteer
from monitor.understand.mentions import NameFinder
from monitor.understand.realis import Setting

VARIANTS = 4  # of each labelled sentence


def main() -> None:
    """Write the lessons into the package."""
    rows = load_sentences(test=False)
    names = NameFinder(load_gazetteer())
    units = units_of(rows, names)
    texts, sentences = _read_by_teacher(units)
    teacher = fit_teacher(texts, [frozenset(told) for _, told in sentences])
    lessons = lessons_of(rows, names, teacher, neighbours_among(sorted({word for row in rows for word in re.findall("[a-z]+", row.text.lower())})))
    path = Path(models.training.__file__).parent / FILE
    print(path, write_lessons(lessons, path))


def lessons_of(rows: Sequence[Labelled], names: NameFinder, teacher: Teacher, neighbours: Neighbours) -> Lessons:
    """The teacher's answers about ``VARIANTS`` variants of each sentence; one that gives the same tokens again is left out."""
    drawn = random.Random(SEED)  # noqa: S311 - not for secrets
    by_article: dict[str, list[Lesson]] = defaultdict(list)
    seen = {tuple(tokens) for tokens, _ in sentences_of(units_of(rows, names))}
    for _ in range(VARIANTS):
        units = units_of([row for lines in articles_of(rows) for some in _pieces(lines) for row in variant_of(some, neighbours, drawn)], names)
        texts, sentences = _read_by_teacher(units)
        keys = [unit.key for unit in units for text in unit.texts for _ in text.prepared]
        for key, (tokens, _), told in zip(keys, sentences, answers_of(teacher, texts), strict=True):
            if tuple(tokens) not in seen:
                seen.add(tuple(tokens))
                by_article[key].append(Lesson(tuple(tokens), answers_kept(told)))
    return Lessons(digest(rows), {key: tuple(some) for key, some in by_article.items()})


def _pieces(lines: Sequence[Labelled]) -> list[Sequence[Labelled]]:
    """An article whole; loose sentences one by one, as clauses are crossed within an article only."""
    return [[line] for line in lines] if lines[0].article is None else [lines]


def _read_by_teacher(units: Sequence[Unit]) -> tuple[list[str], list[Sentence]]:
    """Every sentence's text as the teacher reads it, the network's marks of its setting as words before it, and as the network does."""
    sentences = sentences_of(units)
    spans = (t.text[t.spans[p.number].start : t.spans[p.number].end] for unit in units for t in unit.texts for p in t.prepared)
    return [f"{_marks(tokens)} : {text}" for text, (tokens, _) in zip(spans, sentences, strict=True)], sentences


def _marks(tokens: Sequence[str]) -> str:
    marks = itertools.takewhile(lambda token: token[1:] in Setting._fields or token.startswith("@dated "), tokens)
    return " ".join(mark[1:] for mark in marks)


if __name__ == "__main__":
    main()
