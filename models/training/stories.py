"""The same-event score: logistic regression over the parts of pairs from the story streams written for the project."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Mapping, Sequence
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
from sklearn.linear_model import LogisticRegression

from monitor.domain.errors import InputError
from monitor.domain.reading import Article
from monitor.domain.story import Features
from monitor.stories.assign import COPY, WINDOW
from monitor.stories.features import features_of
from monitor.stories.similarity import copy_likeness, parts_of
from monitor.text.dates import parse_date
from monitor.understand.reader import ArticleReader

C = 0.05
_LITTLE = 0.03  # pairs of different stories that share no territory and less text than this would never be compared


def stream_files() -> list[Traversable]:
    """The streams, in the order of their names, and the sample week."""
    folder = resources.files("models.training.stories_data")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".jsonl")), key=lambda f: f.name)
    return [*files, resources.files("monitor.sample") / "articles.jsonl"]


def load_stream(file: Traversable) -> list[tuple[Article, str]]:
    """(article, story) of a stream in order of publication. Raises InputError."""
    out = []
    for number, line in enumerate(file.read_text("utf8").splitlines(), 1):
        try:
            r = json.loads(line)
            out.append(
                (Article(r["id"], r["title"], r["text"], parse_date(r["published_at"]), r["outlet"], r.get("url"), r.get("language")), r["story"])
            )
        except (ValueError, KeyError) as error:
            raise InputError(f"{file.name}:{number}: {error}") from error
    return sorted(out, key=lambda row: (row[0].published_at or dt.datetime.min.replace(tzinfo=dt.UTC), row[0].id))


def pairs_of(reader: ArticleReader, background: Mapping[str, float], file: Traversable) -> list[tuple[dict[str, float], bool]]:
    """(parts, same event) of every pair of a stream within the window that is no pair of copies."""
    rows = load_stream(file)
    readings = reader.read([a for a, _ in rows])
    features = [features_of(a, r, background, seen_at=a.published_at or dt.datetime.now(dt.UTC)) for (a, _), r in zip(rows, readings, strict=True)]
    stories = [story for _, story in rows]
    out = []
    for i, j in itertools.combinations(range(len(rows)), 2):
        if (found := _pair(features[i], features[j], same=stories[i] == stories[j])) is not None:
            out.append(found)
    return out


def _pair(a: Features, b: Features, *, same: bool) -> tuple[dict[str, float], bool] | None:
    if abs(a.published_at - b.published_at) > WINDOW or copy_likeness(a, b) >= COPY:
        return None
    parts = parts_of(a, b)
    if not same and max(parts.get("cosine", 0.0), parts.get("plain cosine", 0.0)) < _LITTLE and "territory_same" not in parts:
        return None
    return parts, same


def fit_stories(pairs: Sequence[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Weights by part, in the parts' own units, and the bias."""
    names = sorted({name for parts, _ in pairs for name in parts})
    x = np.array([[parts.get(name, 0.0) for name in names] for parts, _ in pairs])
    scale = x.std(axis=0) + 1e-9
    model = LogisticRegression(C=C, max_iter=5000).fit(x / scale, np.array([same for _, same in pairs]))
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0] / scale, strict=True)}
    return {**weights, "bias": round(float(model.intercept_[0]), 4)}
