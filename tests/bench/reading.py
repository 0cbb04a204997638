"""What reading costs, as ratios of one run: to a feed's parse, with the length, in batches, and of hostile text.

``python -m tests.bench.reading``. Milliseconds are of processor time and differ by machine and hour; what to compare are the ratios to
feedparser's parse of one feed of 30 entries, taken in turn with what they are compared to.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import feedparser

from monitor.adapters.artefacts import load_models
from monitor.domain.reading import Article
from monitor.understand.gazetteer import load_gazetteer
from monitor.understand.reader import ArticleReader
from monitor.understand.realis import dated

ROWS = [json.loads(line) for line in (Path(__file__).parents[1] / "quality" / "articles.jsonl").read_text("utf8").splitlines()]
NOW = dt.datetime(2024, 3, 5, tzinfo=dt.UTC)
HOSTILE = {
    "brackets": "( ( two killed " * 4000,
    "commas": "soldiers, " * 6000,
    "one sentence": "troops of the army near Poonch in Kashmir fired and " * 1200,
    "names": "Kashmir Poonch Ladakh " * 3000,
}


def seconds(work: Callable[[], object], repeats: int) -> float:
    """The best of some runs, in seconds of processor time: noise only ever adds."""
    best = float("inf")
    for _ in range(repeats):
        dated.cache_clear()  # phrases of time come back within an article, hardly in the next
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def feed() -> bytes:
    """An RSS feed of 30 entries, about 26 KB."""
    items = "".join(
        f"<item><title>Troops trade fire near the line, day {i}</title><link>https://news.example/{i}</link><guid>https://news.example/{i}</guid>"
        f"<pubDate>Tue, 05 Mar 2024 10:{i:02d}:00 GMT</pubDate>"
        f"<description>{'Officials said the shelling began before dawn and went on for two hours in the border villages. ' * 7}</description></item>"
        for i in range(30)
    )
    head = "<title>World</title><link>https://news.example/</link><description>World news</description>"
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


def relevant(reader: ArticleReader) -> list[Article]:
    """Articles of about 600 words made of the relevant labelled ones, each of as many of them as it takes."""
    made: list[Article] = []
    parts: list[str] = []
    for article in (a for a in articles() if reader.read([a])[0].relevant):
        parts.append(article.text)
        if sum(len(p.split()) for p in parts) >= 600:
            made.append(Article(article.id, article.title, "\n\n".join(parts), NOW, article.outlet, article.url, "en"))
            parts = []
    return made


def to_a_parse(reader: ArticleReader) -> None:
    """The gate, the reading of a relevant article and the start of the command, beside the parse of one feed."""
    document = feed()
    made = relevant(reader)
    plain = [" ".join(f"The council of Little Hampton met on day {i} and spoke of its new library and the roads." for i in range(35))]
    words, plain_words = sum(len(a.text.split()) for a in made), sum(len(t.split()) for t in plain)
    assert not any(reader.gate("", t) for t in plain)
    parses, gates, readings = [], [], []
    for _ in range(9):  # in turn: the machine is not the same from one second to the next
        parses.append(seconds(lambda: feedparser.parse(io.BytesIO(document)), 2))
        gates.append(seconds(lambda: [reader.gate("Council meets", t) for t in plain], 9) * 600 / plain_words)
        readings.append(sum(seconds(lambda a=a: reader.read([a]), 2) for a in made) * 600 / words)
    begun = start_up(made[0].text)
    print(f"feedparser's parse of a feed of 30 entries, {len(document)} bytes: {min(parses) * 1e3:.2f} ms")
    for name, cost in (
        ("the gate, 600 words", min(gates)),
        (f"reading, 600 words ({len(made)} articles)", min(readings)),
        ("start of analyse", begun),
    ):
        print(f"{name}: {cost * 1e3:.3f} ms, {cost / min(parses):.3f} parses")


def start_up(text: str) -> float:
    """Seconds of processor time of a whole ``contactline analyse`` of one article, the best of three."""
    costs = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(text, "utf8")
        for _ in range(3):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                [sys.executable, "-c", "from monitor.cli.main import main; main()", "analyse", str(path)],
                check=True,
                stdout=subprocess.DEVNULL,
                cwd=Path(__file__).parents[2],
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            costs.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(costs)


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
    to_a_parse(reader)
    plain(reader)
    for kind, text in HOSTILE.items():
        hostile(reader, kind, text)


if __name__ == "__main__":
    main()
