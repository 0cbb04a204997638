"""What likely befell people whom no wording governs: what the model is asked, what it may answer, and what it is trained on."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from models.training import casualties as training
from models.training.casualties import Recorder, load_figures, load_reports
from models.training.data import load_sentences
from models.training.evaluate import claim_figures
from monitor.domain.errors import InputError
from monitor.domain.reading import Article, Effect
from monitor.text.sentences import sentences
from monitor.understand.attribution import Attributor
from monitor.understand.casualties import LikelyReader, RawClaim, find_claims
from monitor.understand.casualties.likely import LABELS
from monitor.understand.linear import LinearModel
from monitor.understand.reader import ArticleReader
from tests.casualty_names import PUBLISHED, TableOfNames

KILLED = 1 + list(Effect).index(Effect.KILLED)


def model(*features: str, strength: float = 20.0) -> LinearModel:
    """A model that takes every one of ``features`` for a sign of death."""
    weights = np.zeros((len(features), len(LABELS)), dtype=np.float32)
    weights[:, KILLED] = strength
    bias = np.zeros(len(LABELS), dtype=np.float32)
    bias[0] = 2.0
    return LinearModel(LABELS, {f: i for i, f in enumerate(features)}, weights, bias, softmax=True)


def claims(text: str, made: LinearModel | None) -> list[RawClaim]:
    spans = sentences(text)
    guesser = LikelyReader(made) if made is not None else None
    return find_claims(text, spans, Attributor(text, spans), PUBLISHED, TableOfNames(), guesser=guesser)


LEAD = "Shelling killed two women in the town. "


def test_a_figure_without_a_wording_is_guessed_by_the_words_around_it() -> None:
    text = LEAD + "By dusk there were twenty men at the well."
    assert [c.low for c in claims(text, None)] == [2]
    guessed = claims(text, model("right=well"))
    assert [(c.effect, c.low, text[c.start : c.end]) for c in guessed[1:]] == [(Effect.KILLED, 20, "twenty men")]


def test_a_guessed_figure_is_shown_but_bears_out_no_level(reader: ArticleReader, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "STEPANAKERT - Azerbaijan shelled Martuni in Nagorno-Karabakh on Friday, killing two women. By dusk there were ninety men at the well."
    article = Article("a", "Nagorno-Karabakh: Martuni shelled", text, dt.datetime(2020, 10, 3, tzinfo=dt.UTC))
    monkeypatch.setattr(reader, "_guesser", LikelyReader(model("right=well")))
    (read,) = reader.read([article])
    assert [c.low for c in read.casualties] == [2, 90]
    assert read.level == 4


@pytest.mark.parametrize(
    "sentence",
    [
        "By dusk there was a man at the well.",  # one person: too many are named who only speak
        "Twenty men rampaged at the well.",  # what they did
        "By dusk there were twenty trucks at the well.",
        "Some forty men were dead or badly hurt at the well.",  # nobody says how many of each
    ],
)
def test_what_is_never_guessed(sentence: str) -> None:
    assert [c.low for c in claims(LEAD + sentence, model("right=well", "right=rampaged"))] == [2]


def test_an_unsure_answer_is_no_answer() -> None:
    assert [c.low for c in claims(LEAD + "By dusk there were twenty men at the well.", model("right=well", strength=1.0))] == [2]


def test_what_the_grammar_governs_is_not_asked() -> None:
    assert [(c.effect, c.low) for c in claims("Shelling wounded twenty men at the well.", model("right=well"))] == [(Effect.WOUNDED, 20)]


def test_the_recorder_sees_figures_with_what_the_grammar_finds() -> None:
    text = LEAD + "By dusk there were twenty men at the well."
    recorder, spans = Recorder(), sentences(text)
    find_claims(text, spans, Attributor(text, spans), PUBLISHED, TableOfNames(), guesser=recorder)
    assert [(text[f.start : f.end], f.taken, f.by) for f in recorder.figures] == [("two women", True, "killed"), ("twenty men", False, None)]
    assert "before=killed" in recorder.figures[1].features and "right=well" in recorder.figures[1].features


def test_coded_figures_stand_in_the_training_sentences() -> None:
    known = {row.text for row in load_sentences(test=False)}
    assert all(sentence in known for _, sentence in load_figures())


def test_reports_quote_their_texts() -> None:
    reports = load_reports()
    assert len(reports) >= 70
    assert all(c["quote"] in f"{r['title']}\n{r['text']}" for r in reports for c in r["casualties"])


@pytest.mark.parametrize("line", ["killed\ttwo men", "slain\ttwo men\tThey saw two men.", "killed\tsix men\tThey saw two men."])
def test_a_bad_figure_is_named_by_its_line(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Folder:
        def __truediv__(self, name: str) -> Folder:
            return self

        def read_text(self, encoding: str) -> str:
            return line

    monkeypatch.setattr(training.resources, "files", lambda package: Folder())
    with pytest.raises(InputError, match=r"casualty_figures\.tsv:1"):
        load_figures()


def test_articles_coded_for_claims_alone_are_measured_whatever_they_concern(reader: ArticleReader) -> None:
    article = Article("1", "", "Gunmen killed four villagers and wounded nine on a road in the hills.", None, "", None, "en")
    gold = {"claims_only": True, "casualties": [{"effect": "killed", "low": 4, "high": 4, "realis": "actual"}]}
    assert claim_figures([(article, gold)], reader) == {"articles": 1, "casualty_figures": 0.667, "casualty_claims": 0.667}
