"""Quality floors: the figures on labelled articles that CI does not let sink. ``python -m models.training.floors --help``.

A floors file lies at the root of the labelled folders. Each entry has a folder's digest and a floor for each figure that means something
there; the digest keeps a floor from being met by other articles. Floors rise by ``--write``; only ``--write --lower`` lets one sink, or
takes up changed articles, so that either stands in a commit of its own.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from models.training.evaluate import figures_of, labelled_articles
from monitor.adapters.artefacts import load_models
from monitor.domain.errors import InputError
from monitor.understand.gazetteer import load_gazetteer
from monitor.understand.reader import ArticleReader

FILE = "floors.json"
MARGIN = 0.01  # a figure may sink so far by another processor's rounding or by one borderline reading
_STEPS = 1000  # floors have three places


@dataclass(frozen=True, slots=True)
class Floor:
    """What a folder's figures may not fall under; ``digest`` names the labelled files it was written for."""

    digest: str
    floors: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """A folder's figures today."""

    digest: str
    figures: Mapping[str, float]


def read_floors(file: Path) -> dict[str, Floor]:
    """Floors by folder, relative to the file's. Raises InputError."""
    try:
        raw = json.loads(file.read_text("utf8"))
        return {folder: Floor(str(entry["digest"]), {str(k): float(v) for k, v in entry["floors"].items()}) for folder, entry in raw.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file}: {error}") from error


def write_floors(file: Path, floors: Mapping[str, Floor]) -> None:
    """Write them, in order of the folders."""
    raw = {folder: {"digest": floor.digest, "floors": dict(floor.floors)} for folder, floor in sorted(floors.items())}
    file.write_text(json.dumps(raw, indent=2) + "\n", "utf8")


def measure(root: Path, reader: ArticleReader) -> dict[str, Measured]:
    """Figures of every folder at or below ``root`` that holds labelled articles. Raises InputError."""
    out = {}
    for folder in sorted({file.parent for file in root.rglob("*.jsonl")}):
        files = sorted(folder.glob("*.jsonl"))
        if rows := labelled_articles(files):
            out[folder.relative_to(root).as_posix()] = Measured(digest(files), figures_of(rows, reader))
    return out


def digest(files: Sequence[Path]) -> str:
    """blake2b-64 of the files' bytes."""
    h = hashlib.blake2b(digest_size=8)
    for file in files:
        h.update(file.read_bytes())
    return h.hexdigest()


def problems(floors: Mapping[str, Floor], measured: Mapping[str, Measured]) -> Iterator[str]:
    """One line for every figure under its floor, and for every folder whose articles are not those that its floors were written for."""
    for folder in sorted(floors.keys() | measured.keys()):
        if folder not in floors:
            yield f"{folder}: labelled articles without floors"
        elif folder not in measured:
            yield f"{folder}: floors without labelled articles"
        elif floors[folder].digest != measured[folder].digest:
            yield f"{folder}: the labelled articles are not those that the floors were written for"
        else:
            for name, floor in floors[folder].floors.items():
                if (value := measured[folder].figures.get(name)) is None:
                    yield f"{folder}: {name}: there is no such figure"
                elif value < floor:
                    yield f"{folder}: {name} is {value}, its floor is {floor}"


def renewed(floors: Mapping[str, Floor], measured: Mapping[str, Measured], *, lower: bool) -> dict[str, Floor]:
    """The floors that today's figures give: the old ones raised, or, with ``lower``, whatever the figures are.

    A folder keeps the figures that it had floors for; a new folder gets all. Raises InputError where a floor would sink or articles have
    changed and ``lower`` is not set.
    """
    out = {}
    for folder, now in measured.items():
        old = floors.get(folder)
        names = old.floors if old else [name for name in now.figures if name != "articles"]
        fresh = Floor(now.digest, {name: _floor_of(now.figures.get(name, 0.0)) for name in names})
        if old and not lower:
            if old.digest != now.digest:
                raise InputError(f"{folder}: the labelled articles have changed: floors for them need --lower")
            if sunk := [name for name, floor in old.floors.items() if now.figures.get(name, 0.0) < floor]:
                raise InputError(f"{folder}: {', '.join(sunk)} would sink: this needs --lower")
            fresh = replace(fresh, floors={name: max(old.floors[name], value) for name, value in fresh.floors.items()})
        out[folder] = fresh
    return out


def _floor_of(value: float) -> float:
    return max(math.floor((value - MARGIN) * _STEPS + 1e-9) / _STEPS, 0.0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check a folder's floors, or write them; 1 with one line a problem on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m models.training.floors", description="Check the quality floors of labelled articles, or renew them."
    )
    parser.add_argument("root", type=Path, help=f"the folder that holds {FILE}, such as tests/quality")
    parser.add_argument("--write", action="store_true", help="raise the floors to what is reached today")
    parser.add_argument("--lower", action="store_true", help="with --write: let floors sink, and take up changed articles")
    given = parser.parse_args(arguments)
    file = given.root / FILE
    try:
        floors = read_floors(file) if file.exists() or not given.write else {}
        measured = measure(given.root, ArticleReader(load_gazetteer(), load_models()))
        if given.write:
            write_floors(file, renewed(floors, measured, lower=given.lower))
            return 0
        found = list(problems(floors, measured))
    except InputError as error:
        found = [str(error)]
    sys.stderr.writelines(f"floors: {line}\n" for line in found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
