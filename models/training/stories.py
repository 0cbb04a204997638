"""The same-event score: logistic regression over the parts of an article's comparison with stories, in the streams written for the project."""

from __future__ import annotations

import datetime as dt
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
from monitor.stories.assign import COPY, WINDOW, compared, single
from monitor.stories.features import features_of
from monitor.stories.index import StoryIndex
from monitor.stories.packing import compact
from monitor.stories.similarity import GENERAL, MIXED, copy_likeness, kind_of, likeness
from monitor.text.dates import parse_date
from monitor.understand.reader import ArticleReader

C = 0.1
# Log odds given to comparisons that concern no territory: reports written apart for one invented event share fewer words than the world's
# do, which quote the same people. Chosen, as one of three values, on general news that is not part of the project (decision 0010).
GENERAL_NEWS = 0.7
_BOUNDS = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}
_SIGN = {
    **dict.fromkeys(
        "cosine lead cosine_squared top_terms shared_terms title names rare_names rare_names_shared numbers long_numbers_shared"
        " actors places signals territory_same territory_near territory_signals territory_signals_near territory_place event_day_same killed_same"
        " near weekday persons persons_late".split(),
        1,
    ),
    **dict.fromkeys(
        "territory_differs territory_places_differ signals_differ days_apart hours event_day_differs ordinal_differs persons_differ".split(), -1
    ),
}  # what each part must mean; the others (language, relevance, cosine x hours) may learn either
_SHOWN = 12  # likest stories that an article is held against: what is less alike teaches nothing


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


Row = tuple[dict[str, float], bool]


def rows_of(reader: ArticleReader, background: Mapping[str, float], file: Traversable) -> list[Row]:
    """(parts, same event) of every article of a stream with each story before it that ``cluster`` would compare it with.

    A stream without any article on a territory is gone through twice, the second time as if no article had a date.
    """
    rows = load_stream(file)
    readings = reader.read([a for a, _ in rows])
    features = [features_of(a, r, background, seen_at=a.published_at or _UNDATED) for (a, _), r in zip(rows, readings, strict=True)]
    stories = [story for _, story in rows]
    out = _gone_through(features, stories)
    if not any(f.relevant for f in features):
        undated = [features_of(replace(a, published_at=None), r, background, seen_at=_UNDATED) for (a, _), r in zip(rows, readings, strict=True)]
        out += _gone_through(undated, stories)
    return out


_UNDATED = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # any, as long as training gives the same bytes


def _gone_through(features: Sequence[Features], stories: Sequence[str]) -> list[Row]:
    """The comparisons of each article with the true stories before it, those of copies and round-ups left out."""
    out: list[Row] = []
    index = StoryIndex({"bias": 0.0})
    for article, story in zip(features, stories, strict=True):
        near, candidates = index.candidates(article)
        if not article.extra.get("roundup") and all(copy_likeness(article, other) < COPY for _, other in near):
            told = sorted(compared(compact(article), single(candidates)), key=lambda t: -likeness(t[1]))
            out.extend((parts, name == story) for name, parts in told[:_SHOWN])
        index.add(story, article)
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
    features = {a.id: features_of(a, r, background, seen_at=a.published_at or _UNDATED) for a, r in zip(articles.values(), readings, strict=True)}
    return [found for a, b, same in rows if (found := _pair(features[a.id], features[b.id], same=same)) is not None]


def _pair(a: Features, b: Features, *, same: bool) -> tuple[dict[str, float], bool] | None:
    if abs(a.published_at - b.published_at) > WINDOW or copy_likeness(a, b) >= COPY:
        return None
    return compared(a, [("", [b])])[0][1], same


def fit_stories(rows: Sequence[Row]) -> dict[str, float]:
    """Weights by part, in the parts' own units; "bias", which ``similarity.score`` asks for, is zero, each kind has its own in its "pair".

    The three kinds of comparison (see ``similarity.parts_of``) are learned apart: the many of general news would else set the bar
    for the few on territories.
    """
    weights = {"bias": 0.0}
    for kind in ("", MIXED, GENERAL):
        mine = [row for row in rows if kind_of(row[0]) == kind]
        weights.update(_fit_kind(mine, kind) if any(same for _, same in mine) else {f"{kind}pair": _NEVER})
    weights[f"{GENERAL}pair"] = round(weights[f"{GENERAL}pair"] + GENERAL_NEWS, 4)
    return weights


_NEVER = -20.0  # log odds of a kind of which no example was shown


def _fit_kind(rows: Sequence[Row], kind: str) -> dict[str, float]:
    """Penalised logistic loss, minimised within the signs of ``_SIGN``.

    Without the signs a few hundred rows teach nonsense (nearly the same words as a sign of another event), as true stories in the
    streams were written to share few words and false ones to share many.
    """
    names = sorted({name for parts, _ in rows for name in parts} - {f"{kind}pair"})
    x = np.array([[parts.get(name, 0.0) for name in names] for parts, _ in rows])
    scale = x.std(axis=0) + _LEAST_SPREAD
    x = np.hstack([x / scale, np.ones((len(x), 1))])
    y = np.where(np.array([same for _, same in rows]), 1.0, -1.0)
    penalty = np.append(np.full(len(names), 1 / C), 0.0)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = y * (x @ w)
        slope = -y / (1.0 + np.exp(np.clip(margin, -60, 60)))
        return float(np.logaddexp(0.0, -margin).sum() + 0.5 * (penalty * w * w).sum()), x.T @ slope + penalty * w

    bounds = [_BOUNDS[_SIGN.get(name.removeprefix(kind), 0)] for name in names] + [(None, None)]
    found = minimize(loss, np.zeros(len(names) + 1), jac=True, bounds=bounds, method="L-BFGS-B", options={"maxiter": 5000})
    weights = {name: round(float(w), 4) for name, w in zip(names, found.x[:-1] / scale, strict=True)}
    return {**weights, f"{kind}pair": round(float(found.x[-1]), 4)}


_LEAST_SPREAD = 1e-3  # a part that hardly varies teaches nothing: its weight stays near zero
