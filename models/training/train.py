"""``contactline train``: the labelled sentences become ``signals.npz`` and ``realis.npz`` with a manifest; the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

import models
from models.training.data import Labelled, digest, distinct_ngram_share, load_sentences
from models.training.fit import fit_multinomial, fit_one_vs_rest
from models.training.relevance import fit_relevance
from models.training.stories import fit_stories, pairs_of, stream_files
from monitor.domain.reading import Realis, Signal
from monitor.text.sentences import Sentence
from monitor.understand.cues import CueHit, find_cues
from monitor.understand.features import FEATURE_VERSION, sentence_features
from monitor.understand.gazetteer import Gazetteer, load_gazetteer
from monitor.understand.linear import LinearModel, Models
from monitor.understand.mentions import NameFinder
from monitor.understand.reader import ArticleReader
from monitor.understand.realis import REALIS_VERSION, realis_features
from monitor.understand.relevance import RELEVANCE_VERSION
from monitor.understand.signals import focus_of
from monitor.understand.tokens import Words, words_of

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
C_SIGNALS, C_REALIS, LEAST = 30.0, 3.0, 2


@dataclass(frozen=True, slots=True)
class Prepared:
    """A sentence ready for either model."""

    sentence: Labelled
    words: Words
    span: Sentence
    cues: list[CueHit]
    placed: list[tuple[str, int]]


def prepare(sentences: Sequence[Labelled], gazetteer: Gazetteer) -> list[Prepared]:
    """Words, cues and features of each sentence."""
    names = NameFinder(gazetteer)
    out = []
    for s in sentences:
        words = words_of(s.text, names.find(s.text))
        if not words.lower:
            continue
        cues = find_cues(words, 0, len(words.lower))
        out.append(Prepared(s, words, Sentence(0, len(s.text), 0), cues, list(sentence_features(words, 0, len(words.lower), cues))))
    return out


def fit_signals(prepared: Sequence[Prepared]) -> LinearModel:
    """The signal model."""
    return fit_one_vs_rest(
        [{f for f, _ in p.placed} for p in prepared],
        [{str(s) for s, _ in p.sentence.pairs} for p in prepared],
        [str(s) for s in Signal],
        c=C_SIGNALS,
        least=LEAST,
    )


def realis_samples(prepared: Sequence[Prepared], signals: LinearModel) -> tuple[list[set[str]], list[str]]:
    """Features and truth of every labelled pair; the focus is where the signal model finds the signal."""
    samples: list[set[str]] = []
    truth: list[str] = []
    for p in prepared:
        for signal, realis in p.sentence.pairs:
            focus = focus_of(signals, signals.labels.index(str(signal)), p.placed, p.cues, signal)
            samples.append(set(realis_features(p.sentence.text, p.words, 0, len(p.words.lower), focus, signal, p.sentence.published)))
            truth.append(str(realis))
    return samples, truth


def fit_realis(prepared: Sequence[Prepared], signals: LinearModel) -> LinearModel:
    """The realis model."""
    samples, truth = realis_samples(prepared, signals)
    return fit_multinomial(samples, truth, [str(r) for r in Realis], c=C_REALIS, least=LEAST)


def write_model(model: LinearModel, path: Path) -> str:
    """Write the arrays as an npz with fixed time stamps; the SHA-256 of the file."""
    arrays = {
        "weights": model.weights,
        "bias": model.bias,
        "thresholds": model.thresholds,
        "vocabulary": np.frombuffer("\n".join(model.vocabulary).encode(), dtype=np.uint8),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy", date_time=(2020, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, buffer.getvalue(), compresslevel=9)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def background_shares(sentences: Sequence[Labelled]) -> dict[str, float]:
    """Share of sentences that hold a word, for words of at least three sentences: how little a shared word says about two articles."""
    counts: Counter[str] = Counter()
    for s in sentences:
        counts.update({m.group().casefold().replace("\u2019", "'").removesuffix("'s") for m in _WORD.finditer(s.text)})
    return {w: round(n / len(sentences), 6) for w, n in sorted(counts.items()) if n >= 3}


def train(folder: Path | None = None) -> dict[str, Any]:
    """Train all models, put them with their manifest into ``folder`` (the package ``models`` by default), and return the manifest.

    Files are moved into place when everything is made, the manifest last: a failure leaves the folder as it was. One thread, as the order
    of sums, and with it the last bits of the weights, would depend on their number.
    """
    with threadpool_limits(limits=1):
        return _train(folder)


def _train(folder: Path | None) -> dict[str, Any]:
    sentences = load_sentences(test=False)
    gazetteer = load_gazetteer()
    prepared = prepare(sentences, gazetteer)
    signals = fit_signals(prepared)
    models_by_name = {
        "signals": (signals, FEATURE_VERSION),
        "realis": (fit_realis(prepared, signals), REALIS_VERSION),
        "relevance": (fit_relevance(gazetteer, signals), RELEVANCE_VERSION),
    }
    shares = background_shares(sentences)
    reader = ArticleReader(gazetteer, Models(**{name: model for name, (model, _) in models_by_name.items()}, version="training"))
    weights = fit_stories([pair for file in stream_files() for pair in pairs_of(reader, shares, file)])
    with tempfile.TemporaryDirectory() as made:
        manifest = _write(Path(made), models_by_name, shares, weights)
        manifest["training"] = {
            "digest": digest(sentences),
            "sentences": len(sentences),
            "distinct_4grams": round(distinct_ngram_share(sentences), 3),
        }
        (Path(made) / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf8")
        target = folder or Path(models.__file__).parent
        target.mkdir(parents=True, exist_ok=True)
        for file in sorted(Path(made).iterdir(), key=lambda f: f.name == "manifest.json"):
            shutil.copyfile(file, target / f"{file.name}.new")
            (target / f"{file.name}.new").replace(target / file.name)
    return manifest


def _write(
    folder: Path, models_by_name: Mapping[str, tuple[LinearModel, str]], shares: Mapping[str, float], weights: Mapping[str, float]
) -> dict[str, Any]:
    entries = {
        name: {
            "file": f"{name}.npz",
            "sha256": write_model(model, folder / f"{name}.npz"),
            "labels": list(model.labels),
            "feature_version": version,
            "softmax": model.softmax,
            "features": len(model.vocabulary),
        }
        for name, (model, version) in models_by_name.items()
    }
    tables: dict[str, dict[str, str]] = {}
    for name, table in (("background", shares), ("stories", weights)):
        raw = json.dumps(table, ensure_ascii=False, indent=0) + "\n"
        (folder / f"{name}.json").write_text(raw, "utf8")
        tables[name] = {"file": f"{name}.json", "sha256": hashlib.sha256(raw.encode()).hexdigest()}
    version = hashlib.sha256(json.dumps([entries, tables], sort_keys=True).encode()).hexdigest()[:12]
    return {"version": version, "models": entries, "tables": tables}
