"""Loading the trained artefacts: numeric arrays only, checked against their manifest before they are opened.

Nothing here can run code from a file: ``numpy`` reads with ``allow_pickle=False``, and a file whose SHA-256 is not the manifest's is
never opened. Every refusal is one ModelError line; the pipeline then leaves articles pending.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.domain.errors import ModelError
from monitor.domain.reading import Realis, Signal
from monitor.understand.casualties.likely import CASUALTIES_VERSION
from monitor.understand.casualties.likely import LABELS as CASUALTY_LABELS
from monitor.understand.features import FEATURE_VERSION
from monitor.understand.linear import LinearModel
from monitor.understand.network import LABELS as NETWORK_LABELS
from monitor.understand.network import NETWORK_VERSION, WIDTHS, SentenceNetwork
from monitor.understand.realis import REALIS_VERSION
from monitor.understand.relevance import LABELS as RELEVANCE_LABELS
from monitor.understand.relevance import RELEVANCE_VERSION
from monitor.understand.trained import Models

_LARGEST = 64 * 1024 * 1024
_LINEAR = ("signals", "realis", "relevance", "casualties")
_EXPECTED: dict[str, tuple[str, tuple[str, ...]]] = {
    "signals": (FEATURE_VERSION, tuple(map(str, Signal))),
    "realis": (REALIS_VERSION, tuple(map(str, Realis))),
    "relevance": (RELEVANCE_VERSION, RELEVANCE_LABELS),
    "network": (NETWORK_VERSION, NETWORK_LABELS),
    "casualties": (CASUALTIES_VERSION, CASUALTY_LABELS),
}


def load_models(folder: Traversable | None = None) -> Models:
    """The models that read articles, from ``folder`` (the package ``models`` by default). Raises ModelError."""
    folder = folder or resources.files("models")
    manifest = _manifest(folder)
    entries = manifest["models"]
    loaded = {name: _linear(folder, name, entries.get(name, {})) for name in _LINEAR}
    network = _network(folder, entries.get("network", {}))
    selection = _table(folder, manifest, "selection")
    if not {"bias", "threshold"} <= selection.keys():
        raise ModelError("selection weights: selection.json has no bias or threshold; run `contactline train`")
    return Models(loaded["signals"], loaded["realis"], loaded["relevance"], network, loaded["casualties"], selection, str(manifest["version"]))


def _manifest(folder: Traversable) -> dict[str, Any]:
    file = folder / "manifest.json"
    try:
        manifest = json.loads(file.read_text("utf8"))
        if isinstance(manifest["models"], dict) and isinstance(manifest["tables"], dict) and manifest["version"]:
            return dict(manifest)
        raise ValueError("models, tables or version are not as expected")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"model manifest cannot be read: {file}: {error}; run `contactline train`") from error


def _linear(folder: Traversable, name: str, entry: dict[str, Any]) -> LinearModel:
    labels = _EXPECTED[name][1]
    arrays = _arrays(folder, name, entry, ("weights", "bias", "vocabulary"))
    vocabulary = _words(arrays["vocabulary"])
    weights, bias = (np.asarray(arrays[k], dtype=np.float32) for k in ("weights", "bias"))
    if weights.shape != (len(vocabulary), len(labels)) or bias.shape != (len(labels),) or not np.isfinite(weights).all():
        raise ModelError(f"model {name}: {folder / f'{name}.npz'}: arrays of the wrong shape or not finite")
    return LinearModel(labels, vocabulary, weights, bias, softmax=bool(entry.get("softmax")))


def _network(folder: Traversable, entry: dict[str, Any]) -> SentenceNetwork:
    filter_names = tuple(f"filters{width}" for width in WIDTHS)
    arrays = _arrays(folder, "network", entry, ("vectors", *filter_names, "offsets", "weights", "bias", "vocabulary"))
    vocabulary = _words(arrays.pop("vocabulary"))
    numbers = {name: np.asarray(a, dtype=np.float32) for name, a in arrays.items()}
    vectors, offsets, weights, bias = (numbers[k] for k in ("vectors", "offsets", "weights", "bias"))
    filters = tuple(numbers[name] for name in filter_names)
    fits = (
        vectors.ndim == 2
        and len(vectors) == len(vocabulary)
        and all(f.ndim == 3 and f.shape[:2] == (width, vectors.shape[1]) for width, f in zip(WIDTHS, filters, strict=True))
        and offsets.shape == (sum(f.shape[2] for f in filters),)
        and weights.shape == (len(offsets), len(NETWORK_LABELS))
        and bias.shape == (len(NETWORK_LABELS),)
    )
    if not fits or not all(np.isfinite(a).all() for a in numbers.values()):
        raise ModelError(f"model network: {folder / 'network.npz'}: arrays of the wrong shape or not finite")
    return SentenceNetwork(vocabulary, vectors, filters, offsets, weights, bias)


def _words(letters: NDArray[Any]) -> dict[str, int]:
    """A vocabulary stored as one text, a name a line. Raises ModelError."""
    try:
        return {f: i for i, f in enumerate(letters.tobytes().decode("utf8").split("\n"))}
    except UnicodeDecodeError as error:
        raise ModelError(f"a model's vocabulary is not UTF-8: {error}; run `contactline train`") from error


def _arrays(folder: Traversable, name: str, entry: dict[str, Any], wanted: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """The arrays of a model whose manifest entry, hash and version are as this code expects. Raises ModelError."""
    feature_version, labels = _EXPECTED[name]
    if entry.get("feature_version") != feature_version:
        raise ModelError(
            f"model {name}: made for features {entry.get('feature_version')!r}, this code has {feature_version!r}; run `contactline train`"
        )
    if tuple(entry.get("labels", ())) != labels:
        raise ModelError(f"model {name}: its labels are not this code's; run `contactline train`")
    file = folder / f"{name}.npz"
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise ModelError(f"model {name}: {file}: {error.strerror or error}; run `contactline train`") from error
    if len(raw) > _LARGEST or hashlib.sha256(raw).hexdigest() != entry.get("sha256"):
        raise ModelError(f"model {name}: {file} is not the file its manifest names (SHA-256 differs); run `contactline train`")
    try:
        with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
            return {k: np.asarray(arrays[k]) for k in wanted}
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise ModelError(f"model {name}: {file}: {error}") from error


def load_background(folder: Traversable | None = None) -> dict[str, float]:
    """Common words' share of documents (0 to 1), for the story features. Raises ModelError."""
    folder = folder or resources.files("models")
    return _table(folder, _manifest(folder), "background")


def load_story_weights(folder: Traversable | None = None) -> dict[str, float]:
    """The same-event score's weights by part, "bias" among them. Raises ModelError."""
    folder = folder or resources.files("models")
    weights = _table(folder, _manifest(folder), "stories")
    if "bias" not in weights:
        raise ModelError("story weights: stories.json has no bias; run `contactline train`")
    return weights


def _table(folder: Traversable, manifest: dict[str, Any], name: str) -> dict[str, float]:
    file = folder / f"{name}.json"
    try:
        raw = file.read_bytes()
        if len(raw) > _LARGEST or hashlib.sha256(raw).hexdigest() != manifest["tables"].get(name, {}).get("sha256"):
            raise ModelError(f"table {name}: {file} is not the file its manifest names (SHA-256 differs); run `contactline train`")
        return {str(key): float(value) for key, value in json.loads(raw).items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise ModelError(f"{file} cannot be read: {error}; run `contactline train`") from error
