"""The model of what likely befell people whom no wording of the casualty grammar governs.

Three kinds of rows. Reports coded by hand (``casualty_reports.jsonl``, an article a line: text, published_at, casualties with their quotes):
a figure is told by the coded claim with its bounds near it, else nothing befell it. Figures labelled by hand in the training sentences
(``casualty_figures.tsv``: effect or none or unclear, the figure, its sentence). The other figures of the training sentences: where the
grammar is sure, its own finding; where it finds nothing, nothing, for few of those are casualties.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from models.training.data import Labelled, articles_of
from models.training.fit import fit_multinomial
from monitor.domain.errors import InputError
from monitor.text.sentences import sentences
from monitor.understand.attribution import Attributor
from monitor.understand.casualties import find_claims
from monitor.understand.casualties.clause import Form
from monitor.understand.casualties.finding import Finding
from monitor.understand.casualties.likely import LABELS, NONE, Before, features_of, may_be_victims, taken_in
from monitor.understand.casualties.parties import SideNames
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.linear import LinearModel
from monitor.understand.mentions import NameFinder
from monitor.understand.sides import GazetteerSides

C_CASUALTIES, LEAST = 10.0, 2
_NEAR = 150  # characters between a coded quote and the figure that it gives
_UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Figure:
    """A group of people as the model is asked of it: where it stands, its features, and what the grammar finds; ``taken`` when it finds anything."""

    start: int
    end: int
    low: int
    high: int | None
    features: frozenset[str]
    taken: bool
    by: str | None


class Recorder:
    """Stands in for the model while texts are read: keeps what it would be asked, guesses nothing."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []

    def findings(self, form: Form, found: Sequence[Finding], before: Before) -> Iterable[Finding]:
        """Record every group that may be victims, those that the grammar takes among them."""
        taken, words = taken_in(form, found), form.text.split()
        by = {g: str(f.effect) for f in found if f.effect is not None for g in f.groups}
        for index, g in enumerate(form.groups):
            if may_be_victims(g) and f"<{index}>" in words:
                features = frozenset(features_of(form, words, index, found, before))
                self.figures.append(Figure(g.start, g.end, g.low, g.high, features, index in taken, by.get(index)))
        return ()


def fit_casualties(gazetteer: Gazetteer, rows: Sequence[Labelled]) -> LinearModel:
    """The model, from the coded reports and the training sentences."""
    sides = GazetteerSides(NameFinder(gazetteer), gazetteer)
    told = [*_from_reports(load_reports(), sides), *_from_sentences(rows, load_figures(), sides)]
    return fit_multinomial([set(f.features) for f, _ in told], [label for _, label in told], LABELS, c=C_CASUALTIES, least=LEAST)


def load_reports() -> list[dict[str, Any]]:
    """The coded reports. Raises InputError with the line's number."""
    out: list[dict[str, Any]] = []
    for number, line in enumerate((resources.files("models.training") / "casualty_reports.jsonl").read_text("utf8").splitlines(), 1):
        row = json.loads(line)
        if not {"text", "published_at", "casualties"} <= row.keys():
            raise InputError(f"casualty_reports.jsonl:{number}: expected text, published_at and casualties")
        out.append(row)
    return out


def load_figures() -> dict[tuple[str, str], str]:
    """The label of each figure coded in the training sentences, by figure and sentence. Raises InputError with the line's number."""
    out: dict[tuple[str, str], str] = {}
    for number, line in enumerate((resources.files("models.training") / "casualty_figures.tsv").read_text("utf8").splitlines(), 1):
        label, figure, sentence = [*line.split("\t"), "", ""][:3]
        if label not in {*LABELS, _UNCLEAR} or not figure or figure not in sentence:
            raise InputError(f"casualty_figures.tsv:{number}: expected an effect, none or unclear, a figure, and the sentence that holds it")
        out[figure, sentence] = label
    return out


def _read(text: str, published: dt.date | None, sides: SideNames) -> list[Figure]:
    recorder, spans = Recorder(), sentences(text)
    find_claims(text, spans, Attributor(text, spans), published, sides, guesser=recorder)
    return recorder.figures


def _from_reports(reports: Iterable[Mapping[str, Any]], sides: SideNames) -> Iterator[tuple[Figure, str]]:
    for report in reports:
        text = str(report["text"])
        coded = [(c, at) for c in report["casualties"] if (at := text.find(c["quote"])) >= 0]
        for figure in _read(text, dt.date.fromisoformat(str(report["published_at"])[:10]), sides):
            yield figure, _coded(figure, coded)


def _coded(figure: Figure, coded: Sequence[tuple[Mapping[str, Any], int]]) -> str:
    """The effect of the coded claim with the figure's bounds that stands nearest to it, of one that its own finding agrees with, or none."""
    near = [
        (abs(at - figure.start), str(c["effect"]))
        for c, at in coded
        if (c["low"], c["high"]) == (figure.low, figure.high) and at - _NEAR <= figure.start <= at + len(c["quote"]) + _NEAR
    ]
    if near:
        return min(near)[1]
    agreed = any(c["effect"] == figure.by and at <= figure.start <= at + len(c["quote"]) for c, at in coded)
    return figure.by if agreed and figure.by is not None else NONE


def _from_sentences(rows: Sequence[Labelled], labels: Mapping[tuple[str, str], str], sides: SideNames) -> Iterator[tuple[Figure, str]]:
    """Figures of the training articles; loose sentences have none before them to lean on and are left out."""
    for lines in articles_of(rows):
        if lines[0].article is None:
            continue
        text = "\n\n".join(line.text for line in lines)
        ends = list(itertools.accumulate(len(line.text) + 2 for line in lines))
        for figure in _read(text, lines[0].published, sides):
            line = lines[next(i for i, end in enumerate(ends) if figure.start < end)].text
            label = labels.get((text[figure.start : figure.end], line))
            if label == _UNCLEAR or (figure.taken and figure.by is None):
                continue
            yield figure, label or figure.by or NONE
