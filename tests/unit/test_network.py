"""The sentence network: what it is given, what it answers, and that it learns what pairs of words cannot tell."""

from __future__ import annotations

import dataclasses
import datetime as dt

import numpy as np
import pytest

from models.training import network as training
from models.training.network import Adam, fit_sentences, vocabulary_of
from monitor.domain.reading import Realis, Signal
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.mentions import NameFinder
from monitor.understand.network import GAP, LABELS, LONGEST, WIDTHS, SentenceNetwork, lay, tokens_of
from monitor.understand.realis import LOOSE, Setting
from monitor.understand.signals import agreed
from monitor.understand.tokens import words_of


def random_network(words: str, seed: int = 1) -> SentenceNetwork:
    rng = np.random.default_rng(seed)
    known = {w: i for i, w in enumerate(["", *words.split()])}
    vectors = rng.normal(size=(len(known), 5)).astype(np.float32)
    vectors[0] = 0
    filters = tuple(rng.normal(size=(k, 5, 4)).astype(np.float32) for k in WIDTHS)
    rest = [rng.normal(size=shape).astype(np.float32) for shape in ((12,), (12, len(LABELS)), (len(LABELS),))]
    return SentenceNetwork(known, vectors, filters, *rest)


def by_hand(net: SentenceNetwork, sentence: list[str]) -> np.ndarray:
    """The definition, window by window."""
    empty = np.zeros((GAP, net.vectors.shape[1]), dtype=np.float32)
    rows = net.rows_of(sentence) or [0]
    found = []
    for width, filters in zip(WIDTHS, net.filters, strict=True):
        padded = np.vstack([empty[: width - 1], net.vectors[rows], empty[: width - 1]])
        windows = [np.einsum("wd,wdf->f", padded[i : i + width], filters) for i in range(len(padded) - width + 1)]
        found.append(np.max(windows, axis=0))
    hidden = np.maximum(np.concatenate(found) + net.offsets, 0)
    return 1 / (1 + np.exp(-(hidden @ net.weights + net.bias)))


def test_every_sentence_is_answered_as_its_definition_says_whatever_stands_beside_it() -> None:
    net = random_network("shells hit the town again ~ed")
    sentences = ["shells hit the town".split(), [], ["again"], "nobody shelled the town again again".split()]
    answers = net.probabilities(sentences)
    assert answers.shape == (4, len(Signal), len(Realis))
    for n, sentence in enumerate(sentences):
        assert np.allclose(answers[n].ravel(), by_hand(net, sentence), atol=1e-5)
        assert np.allclose(net.probabilities([sentence])[0], answers[n], atol=1e-6)
    assert net.probabilities([]).shape == (0, len(Signal), len(Realis))


def test_what_was_read_before_leaves_no_trace() -> None:
    """Answers are kept by word: they must not hang on the order in which words were met, to the last bit."""
    fresh, used = (random_network("shells hit the town again ~ed") for _ in range(2))
    for sentence in ("town the", "again", "shells again hit", "walled"):
        used.probabilities([sentence.split()])
    sentences = ["shells hit the town".split(), "again the town shelled".split()]
    assert np.array_equal(fresh.probabilities(sentences), used.probabilities(sentences))


def test_a_word_not_met_is_known_by_its_ending_and_else_is_empty() -> None:
    net = random_network("hit ~ed")
    assert net.rows_of(["hit", "torpedoed", "zzz"]) == [1, 2, 0]


def test_no_window_sees_two_sentences() -> None:
    laid = lay([[1, 2], [3], []])
    assert laid.rows.tolist() == [0, 0, 1, 2, 0, 0, 3, 0, 0, 0, 0, 0, 0]
    for width in WIDTHS:
        bounds = laid.segments(width).reshape(-1, 2)
        for (begin, end), sentence in zip(bounds.tolist(), ({1, 2}, {3}, set()), strict=True):
            for at in range(begin, end):
                assert set(laid.rows[at : at + width].tolist()) - {0} <= sentence


def tokens(gazetteer: Gazetteer, text: str, setting: Setting = LOOSE, published: dt.date | None = None) -> list[str]:
    words = words_of(text, NameFinder(gazetteer).find(text))
    return tokens_of(text, words, 0, len(words.lower), setting, published)


def test_names_are_read_as_their_class_and_long_sentences_are_cut(gazetteer: Gazetteer) -> None:
    found = tokens(gazetteer, "Azerbaijani forces shelled Martakert in Nagorno-Karabakh on 12 July")
    assert "shelled" in found and "@num" in found and "azerbaijani" not in found and "karabakh" not in found
    assert len(tokens(gazetteer, "the shells fell " * 100)) == LONGEST


def test_times_are_seen_from_publication_and_where_a_sentence_stands_comes_first(gazetteer: Gazetteer) -> None:
    text = "It fell in 1994, was shelled in 2020 and shall be rebuilt by 2030"
    found = tokens(gazetteer, text, Setting(title=True, headed=True), dt.date(2020, 5, 5))
    assert found[:2] == ["@title", "@headed"] and {"@dated past", "@dated future"} <= set(found[2:5])
    assert [t for t in found if "year" in t] == ["@year past", "@this year", "@year to come"]


def label(text: str) -> int:
    return LABELS.index(text)


def test_it_learns_who_is_denied_what_from_the_order_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same words, in another order: no bag of words can tell them apart."""
    monkeypatch.setattr(training, "EPOCHS", 60)
    fillers = "monday tuesday friday again there today quietly here".split()
    rows = [
        ([a, *"they denied talks and withdrew".split(), b], {label("talks:denied"): 1.0, label("withdrawal:actual"): 1.0})
        for a in fillers
        for b in fillers
    ]
    rows += [
        ([a, *"they withdrew and denied talks".split(), b], {label("talks:denied"): 1.0, label("withdrawal:actual"): 1.0})
        for a in fillers
        for b in fillers
    ]
    rows += [
        ([a, *"talks and they denied withdrew".split(), b], {label("talks:actual"): 1.0, label("withdrawal:denied"): 1.0})
        for a in fillers
        for b in fillers
    ]
    net = fit_sentences(rows)
    p, q = net.probabilities(["again they denied talks and withdrew quietly".split(), "here talks and they denied withdrew monday".split()])
    talks, withdrawal = (list(Signal).index(Signal(s)) for s in ("talks", "withdrawal"))
    actual, denied = (list(Realis).index(Realis(r)) for r in ("actual", "denied"))
    assert p[talks, denied] > 0.8 > 0.2 > p[talks, actual] and p[withdrawal, actual] > 0.8
    assert q[talks, actual] > 0.8 > 0.2 > q[talks, denied] and q[withdrawal, denied] > 0.8


def test_the_same_sentences_train_the_same_network() -> None:
    rows = [(f"word{n % 7} shells fell on word{n % 5}".split(), {n % len(LABELS): 1.0}) for n in range(130)]
    one, two = fit_sentences(rows), fit_sentences(rows)
    for name in ("vectors", "offsets", "weights", "bias"):
        assert np.array_equal(getattr(one, name), getattr(two, name))
    assert not one.vectors[0].any(), "the empty word stays empty"


def test_the_vocabulary_leaves_rare_words_to_their_endings() -> None:
    rows = [("shells fell".split(), {}), ("shells fell walled".split(), {}), ("mined fell shells".split(), {}), ("helped".split(), {})]
    assert list(vocabulary_of(rows)) == ["", "fell", "shells", "~ed"]


def test_the_gradient_is_that_of_the_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """Adam's first step goes against the gradient's sign; checked against finite differences of the loss."""
    for name in ("WORDS_DROPPED", "VECTORS_DROPPED", "ANSWERS_DROPPED"):
        monkeypatch.setattr(training, name, 0.0)
    monkeypatch.setattr(training, "FILTERS", 4)
    monkeypatch.setattr(training, "DIMENSIONS", 5)
    net = random_network("shells hit the town again")
    laid = lay([[1, 2, 3], [4, 5], [1, 4, 2, 2]])
    truth = np.zeros((3, len(LABELS)), dtype=np.float32)
    truth[0, 3] = truth[2, 7] = 1

    def loss(of: SentenceNetwork) -> float:
        odds = np.maximum(of._strongest(laid) + of.offsets, 0) @ of.weights + of.bias
        return float((np.logaddexp(0, odds) - truth * odds).sum() / 3)

    exact = dataclasses.replace(
        net,
        filters=tuple(f.astype(np.float64) for f in net.filters),
        **{name: getattr(net, name).astype(np.float64) for name in ("vectors", "offsets", "weights", "bias")},
    )
    arrays = ("vectors", "offsets", "weights", "bias")
    before = {name: getattr(exact, name) for name in arrays} | {f"filters{k}": f for k, f in zip(WIDTHS, exact.filters, strict=True)}
    seen: dict[int, np.ndarray] = {}

    def note(self: Adam, gradient: np.ndarray, step: float, turn: int, rows: object = slice(None)) -> None:
        whole = np.zeros_like(self.array)
        whole[rows] = gradient
        seen[id(self.array)] = whole

    monkeypatch.setattr(Adam, "move", note)
    parts = training.Parts.of(net)
    training._turn(net, parts, laid, truth, 1e-3, 1, np.random.default_rng(0))
    rng = np.random.default_rng(3)
    for name, array in before.items():
        moved_array = parts.own.array if name == "weights" else getattr(net, name) if name in arrays else net.filters[int(name[-1]) - 1]
        gradient = seen[id(moved_array)]
        direction = rng.normal(size=array.shape)
        if name == "vectors":
            direction[0] = 0
        width = 1e-5

        def moved(by: float, name: str = name, array: np.ndarray = array, direction: np.ndarray = direction) -> SentenceNetwork:
            changed = array + by * direction
            if name in arrays:
                return dataclasses.replace(exact, **{name: changed})
            k = int(name[-1]) - 1
            return dataclasses.replace(exact, filters=(*exact.filters[:k], changed, *exact.filters[k + 1 :]))

        slope = (loss(moved(width)) - loss(moved(-width))) / (2 * width)
        assert float((gradient * direction).sum()) == pytest.approx(slope, rel=1e-2, abs=1e-4), name
    own = seen[id(parts.own.array)].reshape(-1, len(Signal), len(Realis))
    assert np.allclose(seen[id(parts.by_signal.array)], own.sum(axis=2), atol=1e-5)
    assert np.allclose(seen[id(parts.by_realis.array)], own.sum(axis=1), atol=1e-5)


def test_the_networks_no_counts_for_little_and_its_yes_for_much() -> None:
    """It has no words for what it has not met: what the linear model is sure of is doubted by that, not lost."""
    linear, no, yes = (np.array([p], dtype=np.float32) for p in (0.95, 0.0001, 0.999))
    assert 0.4 < float(agreed(linear, no)[0]) < 0.95 < float(agreed(linear, yes)[0])
    assert float(agreed(no, yes)[0]) < 0.7 and float(agreed(no, no)[0]) < 0.02
    assert float(agreed(linear, linear)[0]) == pytest.approx(0.95, abs=1e-4)
