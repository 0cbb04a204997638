"""The bench of the window: its news is like news, and what the window counts as its memory is under 2 KB an article."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from tests.bench import window
from tests.bench.news import START, news


def test_generated_news_comes_in_bursts_with_copies() -> None:
    some = list(islice(news(5000), 5000))
    assert [f.published_at for _, f in some] == sorted(f.published_at for _, f in some)
    assert (some[-1][1].published_at - START).days == 13
    sizes = Counter(story for story, _ in some)
    assert 1300 < len(sizes) < 1700
    assert max(sizes.values()) > 30
    assert 0.2 < sum(f.relevant for _, f in some) / len(some) < 0.4
    assert [f for _, f in islice(news(5000), 3)] == [f for _, f in some[:3]]


def test_an_article_in_the_window_counts_less_than_two_kilobytes() -> None:
    found = window.filled(2000)
    assert 500 < found.counted < 2000
    (spent, right), *_ = window.decided([found], turns=2)
    assert len(spent) == 2
    assert right > 0.6


def test_datasketch_takes_the_same_digests() -> None:
    insert, query, _ = window.other(f for _, f in islice(news(500), 500))
    assert insert > 0
    assert query > 0
