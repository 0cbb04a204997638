"""The same-event score: logistic regression over the parts of pairs from the story streams written for the project."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from monitor.domain.errors import InputError
from monitor.domain.reading import Article
from monitor.domain.story import Features
from monitor.stories.assign import COPY, WINDOW
from monitor.stories.features import features_of
from monitor.stories.similarity import copy_likeness, parts_of
from monitor.text.dates import parse_date
from monitor.understand.reader import ArticleReader

C = 0.1
# Log odds taken from pairs that concern no territory: a stream written to train on has a few hundred articles, the world's general news
# thousands a day, so chance likeness is that much commoner there. Where pairs concern one territory the streams are as dense as the news.
GENERAL_NEWS = 1.4
_BOUNDS = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
_SIGN = {
    **dict.fromkeys(
        "cosine cosine_squared top_terms shared_terms title names rare_names rare_names_shared numbers long_numbers_shared actors places signals"
        " territory_same territory_near territory_signals territory_signals_near territory_place event_day_same killed_same near".split(),
        1,
    ),
    **dict.fromkeys("territory_differs territory_places_differ signals_differ days_apart hours event_day_differs ordinal_differs".split(), -1),
}  # what each part must mean; the others (language, relevance, cosine x hours) may learn either
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
            if not features[i].relevant:
                undated = _pair(replace(features[i], dated=False), features[j], same=found[1])
                out.extend([undated] if undated is not None else [])
    return out


def operator_pairs(reader: ArticleReader, background: Mapping[str, float], file: Path) -> list[tuple[dict[str, float], bool]]:
    """(parts, same event) of the pairs that ``stories export-pairs`` wrote; copies, which no score decides on, are left out. Raises InputError."""
    rows: list[tuple[Article, Article, bool]] = []
    for number, line in enumerate(file.read_text("utf8").splitlines(), 1):
        try:
            r = json.loads(line)
            a, b = (
                Article(x["id"], x["title"], x["text"], parse_date(x["published_at"] or ""), x.get("outlet", ""), x.get("url"), x.get("language"))
                for x in r["articles"]
            )
            rows.append((a, b, bool(r["same"])))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{file.name}:{number}: no pair of articles: {error}") from error
    articles = {a.id: a for pair in rows for a in pair[:2]}
    readings = reader.read(list(articles.values()))
    undated = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # any, as long as training gives the same bytes
    features = {a.id: features_of(a, r, background, seen_at=a.published_at or undated) for a, r in zip(articles.values(), readings, strict=True)}
    return [found for a, b, same in rows if (found := _pair(features[a.id], features[b.id], same=same)) is not None]


def _pair(a: Features, b: Features, *, same: bool) -> tuple[dict[str, float], bool] | None:
    if abs(a.published_at - b.published_at) > WINDOW or copy_likeness(a, b) >= COPY:
        return None
    parts = parts_of(a, b)
    if not same and max(parts.get("cosine", 0.0), parts.get("plain cosine", 0.0)) < _LITTLE and "territory_same" not in parts:
        return None
    return parts, same


def fit_stories(pairs: Sequence[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Weights by part, in the parts' own units, and the bias: penalised logistic loss, minimised within the signs of ``_SIGN``.

    Without the signs a few hundred pairs teach nonsense (nearly the same words as a sign of another event), as true pairs in the
    streams were written to share few words and false ones to share many.
    """
    names = sorted({name for parts, _ in pairs for name in parts})
    x = np.array([[parts.get(name, 0.0) for name in names] for parts, _ in pairs])
    scale = x.std(axis=0) + 1e-9
    x = np.hstack([x / scale, np.ones((len(x), 1))])
    y = np.where(np.array([same for _, same in pairs]), 1.0, -1.0)
    penalty = np.append(np.full(len(names), 1 / C), 0.0)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = y * (x @ w)
        slope = -y / (1.0 + np.exp(np.clip(margin, -60, 60)))
        return float(np.logaddexp(0.0, -margin).sum() + 0.5 * (penalty * w * w).sum()), x.T @ slope + penalty * w

    bounds = [_BOUNDS[_SIGN.get(name.removeprefix("plain "), 0)] for name in names] + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 5000})
    weights = {name: round(float(w), 4) for name, w in zip(names, found.x[:-1] / scale, strict=True)}
    weights["plain no_territory"] = round(weights.get("plain no_territory", 0.0) - GENERAL_NEWS, 4)
    return {**weights, "bias": round(float(found.x[-1]), 4)}
