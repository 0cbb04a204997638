"""Training the sentence network: plain numpy, one thread, the same bytes every time.

Log loss of every (signal, realis) pair of every sentence, minimised by Adam (Kingma and Ba 2015) over shuffled batches with the step falling
to nothing; words, vectors and the filters' answers are dropped out at random (Srivastava et al. 2014), or some thousand sentences would be
learned by heart. Adam moves a word's vector only when the word occurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from models.training.fit import SEED
from models.training.lessons import Lessons
from models.training.units import Unit
from monitor.domain.reading import Realis, Signal
from monitor.understand.network import LABELS, WIDTHS, Laid, SentenceNetwork, ending_of, lay, tokens_of

DIMENSIONS, FILTERS = 64, 128  # of a word's vector; filters of each width
EPOCHS, BATCH, STEP = 14, 64, 2e-3
LEAST = 3  # sentences that a word must occur in to have a vector of its own
WORDS_DROPPED, VECTORS_DROPPED, ANSWERS_DROPPED = 0.05, 0.1, 0.3
_SPREAD = 0.3  # standard deviation of the vectors before training
_RARE_ODDS = -4.0  # log odds that every pair begins with: most sentences carry none of them
_BETA_1, _BETA_2, _TINY = 0.9, 0.999, 1e-8

Floats = NDArray[np.float32]
Sentence = tuple[Sequence[str], Mapping[int, float]]  # tokens, probability of each label (its number in ``LABELS``) that is not ruled out


def sentences_of(units: Sequence[Unit]) -> list[Sentence]:
    """Tokens and labels of every sentence of the units."""
    number = {label: i for i, label in enumerate(LABELS)}
    return [
        (tokens_of(t.text, t.words, p.first, p.last, p.setting, unit.published), {number[f"{s}:{r}"]: 1.0 for s, r in labels})
        for unit in units
        for t in unit.texts
        for p, labels in zip(t.prepared, t.labels, strict=True)
    ]


def vocabulary_of(sentences: Sequence[Sentence]) -> dict[str, int]:
    """Rows of the words that occur often enough, and of the endings of those that do not; row 0 is left for the empty word."""
    counts = Counter(word for tokens, _ in sentences for word in set(tokens))
    rare = Counter(ending_of(word) for word, n in counts.items() if n < LEAST)
    kept = [word for word, n in counts.items() if n >= LEAST] + [ending for ending, n in rare.items() if n >= LEAST]
    return {word: i for i, word in enumerate(["", *sorted(kept)])}


@dataclass(slots=True)
class Adam:
    """Adam's running means of one array's gradient and of its square; rows may be moved alone."""

    array: Floats
    mean: Floats = field(init=False)
    square: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.mean, self.square = np.zeros_like(self.array), np.zeros_like(self.array)

    def move(self, gradient: Floats, step: float, turn: int, rows: NDArray[np.intp] | slice = slice(None)) -> None:
        """One step against the gradient of ``rows``; ``turn`` counts from 1."""
        mean = _BETA_1 * self.mean[rows] + (1 - _BETA_1) * gradient
        square = _BETA_2 * self.square[rows] + (1 - _BETA_2) * gradient * gradient
        self.mean[rows], self.square[rows] = mean, square
        unbiased = np.sqrt(square / np.float32(1 - _BETA_2**turn)) + np.float32(_TINY)
        self.array[rows] -= np.float32(step / (1 - _BETA_1**turn)) * mean / unbiased


def fit_network(units: Sequence[Unit], lessons: Lessons) -> SentenceNetwork:
    """The network of the sentences of ``units`` and of the lessons made of them."""
    return fit_sentences([*sentences_of(units), *lessons.of({unit.key for unit in units})])


def fit_sentences(sentences: Sequence[Sentence]) -> SentenceNetwork:
    """The network of sentences given by tokens and the probabilities of their labels."""
    rng = np.random.default_rng(SEED)
    network = _begin(vocabulary_of(sentences), rng)
    rows = [network.rows_of(tokens) for tokens, _ in sentences]
    truth = np.zeros((len(sentences), len(LABELS)), dtype=np.float32)
    for n, (_, labels) in enumerate(sentences):
        truth[n, list(labels)] = list(labels.values())
    parts = Parts.of(network)
    turns = EPOCHS * -(-len(rows) // BATCH)
    for turn, batch in enumerate(_batches(len(rows), rng), 1):
        step = STEP * max(1.0 - turn / turns, 0.05)
        laid = lay([rows[n] for n in batch])
        _turn(network, parts, laid, truth[batch], step, turn, rng)
    vectors = network.vectors.astype(np.float16).astype(np.float32)  # as they are stored
    return SentenceNetwork(network.vocabulary, vectors, network.filters, network.offsets, network.weights, network.bias)


@dataclass(frozen=True, slots=True)
class Parts:
    """What Adam moves. The weights of a pair are the sum of three: its signal's, its realis's, and its own.

    Some pairs are rare (a planned sabotage): most of what tells them is shared with their signal's and their realis's other pairs.
    """

    vectors: Adam
    filters: tuple[Adam, ...]
    offsets: Adam
    own: Adam
    by_signal: Adam
    by_realis: Adam
    bias: Adam

    @staticmethod
    def of(net: SentenceNetwork) -> Parts:
        """The parts of a network as it begins: all weights are the pairs' own."""
        answers = len(net.weights)
        by_signal, by_realis = (Adam(np.zeros((answers, n), dtype=np.float32)) for n in (len(Signal), len(Realis)))
        filters = tuple(Adam(f) for f in net.filters)
        return Parts(Adam(net.vectors), filters, Adam(net.offsets), Adam(net.weights.copy()), by_signal, by_realis, Adam(net.bias))

    def move_weights(self, gradient: Floats, step: float, turn: int, weights: Floats) -> None:
        """One step of the three against the gradient by pair; their sum is written into ``weights``, shape (answers, labels)."""
        by_pair = gradient.reshape(-1, len(Signal), len(Realis))
        self.own.move(gradient, step, turn)
        self.by_signal.move(by_pair.sum(axis=2), step, turn)
        self.by_realis.move(by_pair.sum(axis=1), step, turn)
        shared = self.by_signal.array[:, :, None] + self.by_realis.array[:, None, :]
        weights[:] = self.own.array + shared.reshape(weights.shape)


def _begin(vocabulary: dict[str, int], rng: np.random.Generator) -> SentenceNetwork:
    def spread(*shape: int, scale: float) -> Floats:
        return rng.normal(0.0, scale, shape).astype(np.float32)

    vectors = spread(len(vocabulary), DIMENSIONS, scale=_SPREAD)
    vectors[0] = 0.0
    filters = tuple(spread(width, DIMENSIONS, FILTERS, scale=1 / np.sqrt(3 * width * DIMENSIONS)) for width in WIDTHS)
    answers = FILTERS * len(WIDTHS)
    bias = np.full(len(LABELS), _RARE_ODDS, dtype=np.float32)
    return SentenceNetwork(
        vocabulary, vectors, filters, np.zeros(answers, dtype=np.float32), spread(answers, len(LABELS), scale=1 / np.sqrt(3 * answers)), bias
    )


def _batches(sentences: int, rng: np.random.Generator) -> Iterator[list[int]]:
    """The numbers of so many sentences in shuffled batches, ``EPOCHS`` times through all."""
    for _ in range(EPOCHS):
        order = rng.permutation(sentences).tolist()
        yield from (order[at : at + BATCH] for at in range(0, len(order), BATCH))


def _turn(net: SentenceNetwork, parts: Parts, laid: Laid, truth: Floats, step: float, turn: int, rng: np.random.Generator) -> None:
    """One batch: its loss's gradient by every array, and a step of each against it.

    The answers are those of ``SentenceNetwork``, with what is dropped; a test holds the gradient to the network's own loss.
    """
    rows = np.where(rng.random(len(laid.rows), dtype=np.float32) < WORDS_DROPPED, 0, laid.rows)
    kept_vectors = _kept((len(rows), DIMENSIONS), VECTORS_DROPPED, rng)
    seen = net.vectors[rows] * kept_vectors
    answers, windows, segments = [], [], []
    for at, (width, filters) in enumerate(zip(WIDTHS, net.filters, strict=True)):
        n = len(seen) - width + 1
        z = seen[:n] @ filters[0]
        for j in range(1, width):
            z += seen[j : n + j] @ filters[j]
        bounds = laid.segments(width)
        windows.append(z)
        segments.append(bounds)
        answers.append(np.maximum.reduceat(z, bounds, axis=0)[::2] + net.offsets[at * FILTERS : (at + 1) * FILTERS])
    strongest = np.concatenate(answers, axis=1)
    kept = _kept(strongest.shape, ANSWERS_DROPPED, rng)
    hidden = np.maximum(strongest, 0.0) * kept
    answered: Floats = 1.0 / (1.0 + np.exp(-(hidden @ net.weights + net.bias)))
    error: Floats = (answered - truth) / np.float32(len(truth))
    back = (error @ net.weights.T) * kept * (strongest > 0)
    by_seen = np.zeros_like(seen)
    by_filters: list[Floats] = []
    for at, (width, filters) in enumerate(zip(WIDTHS, net.filters, strict=True)):
        columns = slice(at * FILTERS, (at + 1) * FILTERS)
        d = _to_windows(windows[at], segments[at], back[:, columns])
        n = len(d)
        by_filters.append(np.stack([seen[j : n + j].T @ d for j in range(width)]))
        for j in range(width):
            by_seen[j : n + j] += d @ filters[j].T
    touched, by_vectors = _by_row(rows, by_seen * kept_vectors)
    parts.vectors.move(by_vectors, step, turn, touched)
    for part, gradient in zip(parts.filters, by_filters, strict=True):
        part.move(gradient, step, turn)
    parts.offsets.move(back.sum(axis=0, dtype=np.float32), step, turn)
    parts.move_weights(hidden.T @ error, step, turn, net.weights)
    parts.bias.move(error.sum(axis=0, dtype=np.float32), step, turn)


def _kept(shape: tuple[int, ...], dropped: float, rng: np.random.Generator) -> Floats:
    """Ones that are kept, scaled so that the expected sum stays, and zeros."""
    return (rng.random(shape, dtype=np.float32) >= dropped).astype(np.float32) / np.float32(1 - dropped)


def _to_windows(windows: Floats, bounds: NDArray[np.intp], gradient: Floats) -> Floats:
    """The gradient of each sentence's strongest answers, at the windows that gave them."""
    out = np.zeros_like(windows)
    for n, (begin, end) in enumerate(bounds.reshape(-1, 2).tolist()):
        out[begin + windows[begin:end].argmax(axis=0), np.arange(windows.shape[1])] = gradient[n]
    return out


def _by_row(rows: NDArray[np.intp], gradient: Floats) -> tuple[NDArray[np.intp], Floats]:
    """(vocabulary rows that occur, the sum of the gradients of each); the empty word stays empty."""
    order = rows.argsort(kind="stable")
    order = order[np.searchsorted(rows[order], 1) :]
    found, begins = np.unique(rows[order], return_index=True)
    return found, np.add.reduceat(gradient[order], begins, axis=0) if len(found) else gradient[:0]
