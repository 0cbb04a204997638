"""``contactline train``: the labelled sentences become ``signals.npz`` and ``realis.npz`` with a manifest; the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

import models
from models.training.background import background_shares
from models.training.casualties import fit_casualties
from models.training.data import digest, distinct_ngram_share, load_sentences
from models.training.files import letters, write_arrays
from models.training.fit import fit_multinomial, fit_one_vs_rest
from models.training.lessons import Lessons, load_lessons
from models.training.network import fit_network
from models.training.relevance import fit_relevance
from models.training.selection import fit_selection, samples_of
from models.training.stories import fit_stories, operator_pairs, rows_of, stream_files
from models.training.units import Unit, units_of
from monitor.domain.reading import Realis, Signal
from monitor.understand.casualties.likely import CASUALTIES_VERSION
from monitor.understand.coding import FeatureCoder
from monitor.understand.features import FEATURE_VERSION
from monitor.understand.gazetteer import load_gazetteer
from monitor.understand.linear import LinearModel
from monitor.understand.mentions import NameFinder
from monitor.understand.network import LABELS, NETWORK_VERSION, WIDTHS, SentenceNetwork
from monitor.understand.reader import ArticleReader
from monitor.understand.realis import REALIS_VERSION, governed, realis_features
from monitor.understand.relevance import RELEVANCE_VERSION
from monitor.understand.signals import focus_of
from monitor.understand.trained import Models

C_SIGNALS, C_REALIS, LEAST = 30.0, 3.0, 3


def fit_signals(units: Sequence[Unit]) -> LinearModel:
    """The signal model, from every sentence."""
    rows = [row for u in units for t in u.texts for row in zip(t.features, t.labels, strict=True)]
    return fit_one_vs_rest(
        [features for features, _ in rows], [{str(s) for s, _ in labels} for _, labels in rows], [str(s) for s in Signal], c=C_SIGNALS, least=LEAST
    )


def realis_samples(units: Sequence[Unit], signals: LinearModel) -> tuple[list[set[str]], list[str]]:
    """Features and truth of every labelled pair; the focus is where the signal model finds the signal."""
    coder = FeatureCoder(signals.vocabulary)
    samples: list[set[str]] = []
    truth: list[str] = []
    for unit in units:
        for t in unit.texts:
            coded = coder.code(t.words, [(p.first, p.last) for p in t.prepared], [p.cues for p in t.prepared])
            for n, (p, labels) in enumerate(zip(t.prepared, t.labels, strict=True)):
                mine = coded.sentence == n
                sentence = governed(t.text, t.words, p.first, p.last, unit.published, p.setting)
                for signal, realis in labels:
                    weights = signals.weights[coded.index[mine], signals.labels.index(str(signal))]
                    focus = focus_of(weights, coded.word[mine], p, signal)
                    samples.append(set(realis_features(sentence, focus, signal)))
                    truth.append(str(realis))
    return samples, truth


def fit_realis(units: Sequence[Unit], signals: LinearModel) -> LinearModel:
    """The realis model."""
    samples, truth = realis_samples(units, signals)
    return fit_multinomial(samples, truth, [str(r) for r in Realis], c=C_REALIS, least=LEAST)


def fit_readers(units: Sequence[Unit], lessons: Lessons) -> tuple[LinearModel, LinearModel, SentenceNetwork]:
    """The signal and the realis model, and the network, of the same units; the network learns from their lessons too."""
    signals = fit_signals(units)
    return signals, fit_realis(units, signals), fit_network(units, lessons)


def write_model(model: LinearModel, path: Path) -> str:
    """Write a linear model's arrays; the SHA-256 of the file."""
    return write_arrays({"weights": model.weights, "bias": model.bias, "vocabulary": letters(model.vocabulary)}, path)


def write_network(network: SentenceNetwork, path: Path) -> str:
    """Write the network's arrays, the vectors in half precision; the SHA-256 of the file."""
    filters = {f"filters{width}": array for width, array in zip(WIDTHS, network.filters, strict=True)}
    vectors = network.vectors.astype(np.float16)
    rest = {"offsets": network.offsets, "weights": network.weights, "bias": network.bias}
    return write_arrays({"vectors": vectors, **filters, **rest, "vocabulary": letters(network.vocabulary)}, path)


def train(folder: Path | None = None, pairs: Path | None = None) -> dict[str, Any]:
    """Train all models, put them with their manifest into ``folder`` (the package ``models`` by default), and return the manifest.

    Files are moved into place when everything is made, the manifest last: a failure leaves the folder as it was. One thread, as the order
    of sums, and with it the last bits of the weights, would depend on their number. ``pairs``: operators' pairs, which the story score
    learns from beside the streams.
    """
    with threadpool_limits(limits=1):
        return _train(folder, pairs)


def _train(folder: Path | None, pairs: Path | None) -> dict[str, Any]:
    sentences = load_sentences(test=False)
    gazetteer = load_gazetteer()
    units = units_of(sentences, NameFinder(gazetteer))
    lessons = load_lessons()
    signals, realis, network = fit_readers(units, lessons)
    selection = fit_selection(*samples_of(units, partial(fit_readers, lessons=lessons)))
    models_by_name = {
        "signals": (signals, FEATURE_VERSION),
        "realis": (realis, REALIS_VERSION),
        "relevance": (fit_relevance(gazetteer, signals, sentences), RELEVANCE_VERSION),
        "casualties": (fit_casualties(gazetteer, sentences), CASUALTIES_VERSION),
    }
    shares = background_shares()
    linear = {name: model for name, (model, _) in models_by_name.items()}
    reader = ArticleReader(gazetteer, Models(**linear, network=network, selection=selection, version="training"))
    told = operator_pairs(reader, shares, pairs) if pairs else []
    weights = fit_stories([row for file in stream_files() for row in rows_of(reader, shares, file)] + told)
    with tempfile.TemporaryDirectory() as made:
        manifest = _write(Path(made), models_by_name, network, {"background": shares, "selection": selection, "stories": weights})
        manifest["training"] = {
            "digest": digest(sentences),
            "sentences": len(sentences),
            "distinct_4grams": round(distinct_ngram_share(sentences), 3),
            "lessons": {"of": lessons.sentences, "count": sum(map(len, lessons.by_article.values()))},
        }
        if pairs:
            manifest["training"]["operator_pairs"] = {"used": len(told), "sha256": hashlib.sha256(pairs.read_bytes()).hexdigest()}
        (Path(made) / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf8")
        target = folder or Path(models.__file__).parent
        target.mkdir(parents=True, exist_ok=True)
        for file in sorted(Path(made).iterdir(), key=lambda f: f.name == "manifest.json"):
            shutil.copyfile(file, target / f"{file.name}.new")
            (target / f"{file.name}.new").replace(target / file.name)
    return manifest


def _write(
    folder: Path,
    models_by_name: Mapping[str, tuple[LinearModel, str]],
    network: SentenceNetwork,
    numbers: Mapping[str, Mapping[str, float]],
) -> dict[str, Any]:
    entries: dict[str, dict[str, Any]] = {
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
    entries["network"] = {
        "file": "network.npz",
        "sha256": write_network(network, folder / "network.npz"),
        "labels": list(LABELS),
        "feature_version": NETWORK_VERSION,
        "features": len(network.vocabulary),
    }
    tables: dict[str, dict[str, str]] = {}
    for name, table in numbers.items():
        raw = json.dumps(table, ensure_ascii=False, indent=0) + "\n"
        (folder / f"{name}.json").write_text(raw, "utf8")
        tables[name] = {"file": f"{name}.json", "sha256": hashlib.sha256(raw.encode()).hexdigest()}
    version = hashlib.sha256(json.dumps([entries, tables], sort_keys=True).encode()).hexdigest()[:12]
    return {"version": version, "models": entries, "tables": tables}
