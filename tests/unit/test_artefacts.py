"""Models are loaded only when they are exactly what their manifest says; every refusal is one line."""

from __future__ import annotations

import hashlib
import io
import json
import pickle
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from monitor.adapters.artefacts import load_background, load_models, load_story_weights
from monitor.domain.errors import ModelError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped artefacts."""
    for name in (
        "manifest.json",
        "signals.npz",
        "realis.npz",
        "relevance.npz",
        "casualties.npz",
        "network.npz",
        "background.json",
        "selection.json",
        "stories.json",
    ):
        with resources.as_file(resources.files("models") / name) as file:
            shutil.copy(file, tmp_path / name)
    return tmp_path


def edit(folder: Path, change: Callable[[dict[str, Any]], None]) -> None:
    file = folder / "manifest.json"
    manifest = json.loads(file.read_text("utf8"))
    change(manifest)
    file.write_text(json.dumps(manifest), "utf8")


def put(folder: Path, raw: bytes, name: str = "signals") -> None:
    """Put a file in the place of a model, with the manifest's blessing."""
    (folder / f"{name}.npz").write_bytes(raw)
    edit(folder, lambda m: m["models"][name].update(sha256=hashlib.sha256(raw).hexdigest()))


def refusal(folder: Path) -> str:
    with pytest.raises(ModelError) as refused:
        load_models(folder)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def arrays(folder: Path, name: str = "signals") -> dict[str, Any]:
    with np.load(folder / f"{name}.npz", allow_pickle=False) as opened:
        return {k: opened[k] for k in opened.files}


def packed(**parts: Any) -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, **parts)
    return buffer.getvalue()


def test_the_shipped_models_load_and_carry_their_version(folder: Path) -> None:
    loaded = load_models(folder)
    assert loaded.version == json.loads((folder / "manifest.json").read_text("utf8"))["version"]
    assert loaded.realis.softmax and not loaded.signals.softmax
    assert loaded.signals.weights.shape == (len(loaded.signals.vocabulary), len(loaded.signals.labels))


def test_the_words_shares_load(folder: Path) -> None:
    shares = load_background(folder)
    assert shares and all(0 < s <= 1 for s in shares.values())


@pytest.mark.parametrize("name", ["signals", "realis", "relevance", "casualties", "network"])
def test_a_missing_file_is_refused(folder: Path, name: str) -> None:
    (folder / f"{name}.npz").unlink()
    assert refusal(folder).startswith(f"model {name}: ")


def test_a_missing_or_broken_manifest_is_refused(folder: Path) -> None:
    (folder / "manifest.json").write_text("{", "utf8")
    assert "manifest" in refusal(folder)
    (folder / "manifest.json").unlink()
    assert "contactline train" in refusal(folder)


@pytest.mark.parametrize("at", [0, 1000, -1])
def test_one_flipped_bit_is_refused_before_the_file_is_opened(folder: Path, at: int) -> None:
    raw = bytearray((folder / "realis.npz").read_bytes())
    raw[at] ^= 1
    (folder / "realis.npz").write_bytes(bytes(raw))
    assert "SHA-256 differs" in refusal(folder)


def test_a_model_of_another_feature_version_is_refused(folder: Path) -> None:
    edit(folder, lambda m: m["models"]["signals"].update(feature_version="signals-0"))
    told = refusal(folder)
    assert "signals-0" in told and "contactline train" in told


def test_a_model_of_other_labels_is_refused(folder: Path) -> None:
    edit(folder, lambda m: m["models"]["signals"]["labels"].reverse())
    assert "labels" in refusal(folder)


class Trap:
    """Leaves a trace when it is unpickled."""

    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return Path.touch, (self.trace,)


def test_a_pickle_is_refused_and_never_run_even_with_the_right_digest(folder: Path) -> None:
    trace = folder / "ran"
    put(folder, pickle.dumps(Trap(trace)))
    assert refusal(folder).startswith("model signals: ")
    put(folder, packed(**{**arrays(folder, "realis"), "weights": np.array([Trap(trace)], dtype=object)}), "realis")
    assert not trace.exists()
    shutil.copy(str(resources.files("models") / "signals.npz"), folder / "signals.npz")
    edit(folder, lambda m: m["models"]["signals"].update(sha256=hashlib.sha256((folder / "signals.npz").read_bytes()).hexdigest()))
    assert refusal(folder).startswith("model realis: ")
    assert not trace.exists()


@pytest.mark.parametrize(
    "change",
    [{"bias": np.zeros(3, dtype=np.float32)}, {"weights": np.zeros((2, 2), dtype=np.float32)}],
)
def test_arrays_of_the_wrong_shape_are_refused(folder: Path, change: dict[str, Any]) -> None:
    put(folder, packed(**{**arrays(folder), **change}))
    assert "wrong shape" in refusal(folder)


@pytest.mark.parametrize("name", ["vectors", "filters2", "offsets", "weights", "bias"])
def test_a_network_of_the_wrong_shape_is_refused(folder: Path, name: str) -> None:
    parts = arrays(folder, "network")
    put(folder, packed(**{**parts, name: parts[name][..., :-1]}), "network")
    assert "wrong shape" in refusal(folder)
    put(folder, packed(**{**parts, name: np.full_like(parts[name], np.inf)}), "network")
    assert "not finite" in refusal(folder)


def test_weights_that_are_no_numbers_are_refused(folder: Path) -> None:
    parts = arrays(folder)
    parts["weights"] = np.array(parts["weights"])
    parts["weights"][0, 0] = np.nan
    put(folder, packed(**parts))
    assert "not finite" in refusal(folder)


def test_a_missing_array_and_a_file_that_is_no_archive_are_refused(folder: Path) -> None:
    parts = arrays(folder)
    del parts["bias"]
    put(folder, packed(**parts))
    assert "signals" in refusal(folder)
    put(folder, b"not an archive at all")
    assert "signals" in refusal(folder)
    put(folder, packed(**parts)[:2000])
    assert "signals" in refusal(folder)


def test_word_shares_that_cannot_be_read_are_refused(folder: Path) -> None:
    (folder / "background.json").write_text("[1, 2]", "utf8")
    edit(folder, lambda m: m["tables"]["background"].update(sha256=hashlib.sha256(b"[1, 2]").hexdigest()))
    with pytest.raises(ModelError, match=r"background\.json cannot be read: .*contactline train"):
        load_background(folder)


@pytest.mark.parametrize("text", ["{", "[]", '{"bias": "much"}', '{"cosine": 1.0}', '{"bias": null}'])
def test_story_weights_that_cannot_be_used_are_refused(folder: Path, text: str) -> None:
    assert "bias" in load_story_weights(folder)
    (folder / "stories.json").write_text(text, "utf8")
    with pytest.raises(ModelError, match=r"stories\.json"):
        load_story_weights(folder)


@pytest.mark.parametrize(("name", "load"), [("background", load_background), ("selection", load_models), ("stories", load_story_weights)])
def test_a_table_that_is_not_its_manifests_is_refused(folder: Path, name: str, load: Callable[[Path], object]) -> None:
    file = folder / f"{name}.json"
    file.write_text(file.read_text("utf8").replace("0", "1"), "utf8")
    with pytest.raises(ModelError, match=rf"table {name}: .*SHA-256 differs.*contactline train"):
        load(folder)
