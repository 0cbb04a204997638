"""What reading costs, as ratios of one run: with the length, in batches, and of hostile text. ``python -m tests.bench.reading``."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path

from monitor.adapters.artefacts import load_models
from monitor.domain.reading import Article
from monitor.understand.gazetteer import load_gazetteer
from monitor.understand.reader import ArticleReader

ROWS = [json.loads(line) for line in (Path(__file__).parents[1] / "quality" / "articles.jsonl").read_text("utf8").splitlines()]
NOW = dt.datetime(2024, 3, 5, tzinfo=dt.UTC)
HOSTILE = {
    "brackets": "( ( two killed " * 4000,
    "commas": "soldiers, " * 6000,
    "one sentence": "troops of the army near Poonch in Kashmir fired and " * 1200,
    "names": "Kashmir Poonch Ladakh " * 3000,
}


def seconds(work: Callable[[], object], repeats: int) -> float:
    """The best of some runs, in seconds: noise only ever adds."""
    best = float("inf")
    for _ in range(repeats):
        begun = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - begun)
    return best


def articles(times: int = 1) -> list[Article]:
    """The labelled articles, each text ``times`` over."""
    return [Article(r["id"], r["title"], "\n\n".join([r["text"]] * times), NOW, r["outlet"], r["url"], r["language"]) for r in ROWS]


def plain(reader: ArticleReader) -> None:
    """The labelled articles: as they are, four times as long, and without a batch."""
    one, four = articles(), articles(4)
    words = sum(len(a.text.split()) for a in one)
    once = seconds(lambda: reader.read(one), 5)
    print(f"{len(one)} articles, {words} words: {once / words * 600e3:.1f} ms per 600 words")
    print(f"four times the text: {seconds(lambda: reader.read(four), 3) / once:.1f} times the cost")
    print(f"one by one: {seconds(lambda: [reader.read([a]) for a in one], 5) / once:.2f} times a batch's cost")


def hostile(reader: ArticleReader, kind: str, text: str) -> None:
    """Text made to cost time, and half of it: near 2 is linear, near 4 quadratic."""
    half, whole = (Article("x", "Fire in Kashmir", t, NOW, "o", None, "en") for t in (text[: len(text) // 2], text))
    cost = seconds(lambda: reader.read([whole]), 3)
    print(
        f"{kind}: twice the text, {cost / seconds(lambda: reader.read([half]), 3):.1f} times the cost ({cost * 1e3:.0f} ms for {len(text)} characters)"
    )


def main() -> None:
    """Print all ratios."""
    reader = ArticleReader(load_gazetteer(), load_models())
    reader.read(articles())
    plain(reader)
    for kind, text in HOSTILE.items():
        hostile(reader, kind, text)


if __name__ == "__main__":
    main()
