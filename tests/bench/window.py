"""What assignment costs in a window of very many articles, and what the window weighs. ``python -m tests.bench.window [ARTICLES]``.

The articles are generated: a fortnight of news about 400 territories, four reports a story, one in five of them a copy, words by Zipf's law.
Ratios of one run; datasketch's MinHashLSH takes the same digests in the same run.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import time
from collections.abc import Iterator

import numpy as np
from datasketch import MinHash, MinHashLSH

from monitor.adapters.artefacts import load_story_weights
from monitor.domain.reading import Signal
from monitor.domain.story import Features
from monitor.stories.index import StoryIndex

FORTNIGHT = 14 * 86400
START = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
OTHERS = 50_000  # articles that datasketch is given: at 11 KB each a million would not fit
SIGNALS = tuple(map(str, Signal))


def articles(count: int, seed: int = 7) -> Iterator[Features]:
    """``count`` articles in order of publication, evenly over a fortnight."""
    rng = np.random.default_rng(seed)
    stories: list[tuple[int, np.ndarray, np.ndarray, bytes, str]] = []
    for n in range(count):
        if n < 4 or rng.random() < 0.25:
            territory = int(min(rng.zipf(1.3), 400))
            story = (
                territory,
                rng.integers(0, 12, 2),
                rng.integers(0, 10**6, 30),
                rng.integers(0, 2**32, 128, dtype=np.uint32).tobytes(),
                SIGNALS[rng.integers(15)],
            )
            stories.append(story)
        else:
            story = stories[len(stories) - 1 - int(min(rng.zipf(1.2), 5000, len(stories)) - 1)]
        yield one(n, count, story, rng)


def one(n: int, count: int, story: tuple[int, np.ndarray, np.ndarray, bytes, str], rng: np.random.Generator) -> Features:
    territory, places, words, digest, signal = story
    common = np.minimum(rng.zipf(1.2, 45), 30_000)
    terms = {f"w{w}": 0.16 for w in rng.choice(words, 15, replace=False)} | {f"c{w}": 0.1 for w in common}
    if rng.random() > 0.2:
        digest = rng.integers(0, 2**32, 128, dtype=np.uint32).tobytes()
    return Features(
        article_id=f"a-{n:016x}",
        url_key=f"example.org/{n}",
        title_key=" ".join(list(terms)[:8]),
        outlet=f"Outlet {n % 900}",
        publisher=f"outlet {n % 900}",
        published_at=START + dt.timedelta(seconds=FORTNIGHT * n / count),
        territory=f"territory-{territory}",
        territories=frozenset({f"territory-{territory}"}),
        places=frozenset(f"place-{territory}-{p}" for p in places),
        actors=frozenset({f"state-{territory}", f"state-{territory + 1}", f"state-{rng.integers(40)}"}),
        signals=frozenset({signal, SIGNALS[rng.integers(20)]}),
        names=frozenset(f"name of {w}" for w in rng.choice(words, 6, replace=False)) | frozenset(f"name {w}" for w in common[:8]),
        numbers=frozenset(str(w) for w in common[:6]),
        event_days=frozenset({(START + dt.timedelta(seconds=FORTNIGHT * n / count)).date()}),
        killed=(int(words[0]) % 9,),
        digest=digest,
        digest_version="bench",
        terms=terms,
        language="en",
        words=400,
    )


def resident() -> int:
    """Most memory that the process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def milliseconds(index: StoryIndex, some: list[Features]) -> float:
    """CPU time of one assignment, over ``some`` articles that come next."""
    begun = time.process_time()
    for features in some:
        index.place(features)
    return (time.process_time() - begun) * 1000 / len(some)


def fill(index: StoryIndex, stream: Iterator[Features], until: int) -> None:
    """Put articles into the window as stories of their own territory's making, without deciding."""
    for n, features in enumerate(stream, len(index)):
        index.add(f"s-{n // 3:016x}", features)
        if len(index) >= until:
            return


def other(some: list[Features]) -> tuple[float, float, int]:
    """(insert ms, query ms, bytes an article) of datasketch's MinHashLSH."""
    lsh, before = MinHashLSH(threshold=0.3, num_perm=128), resident()
    made = [(f.article_id, MinHash(num_perm=128, hashvalues=np.frombuffer(f.digest, dtype="<u4").astype(np.uint64), scheme="affine32")) for f in some]
    begun = time.process_time()
    for key, value in made:
        lsh.insert(key, value)
    inserted = time.process_time()
    for _, value in made[-2000:]:
        lsh.query(value)
    asked = time.process_time()
    return (inserted - begun) * 1000 / len(made), (asked - inserted) * 1000 / 2000, (resident() - before) // len(made)


def main() -> None:
    """Print the figures."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    weights = load_story_weights()
    stream = articles(size + 6000)
    index = StoryIndex(weights)
    small = min(10_000, size // 10)
    fill(index, stream, small)
    at_small = milliseconds(index, [next(stream) for _ in range(2000)])
    before = resident()
    begun = time.process_time()
    held = len(index)
    fill(index, stream, size)
    adding = (time.process_time() - begun) * 1000 / max(len(index) - held, 1)
    weight = (resident() - before) / max(len(index) - held, 1)
    at_large = milliseconds(index, [next(stream) for _ in range(2000)])
    print(f"{small} articles in the window: {at_small:.2f} ms an assignment, {1000 / at_small:.0f} a second")
    print(
        f"{len(index)} articles in the window: {at_large:.2f} ms an assignment, {1000 / at_large:.0f} a second; {at_large / at_small:.2f} times the cost"
    )
    print(
        f"memory: {weight:.0f} bytes an article ({index.nbytes / len(index):.0f} counted in arrays and features); adding one {adding:.2f} ms, with making it"
    )
    insert, query, size_of = other([f for f, _ in zip(articles(OTHERS, 11), range(OTHERS), strict=False)])
    print(
        f"datasketch MinHashLSH with {OTHERS} digests: insert {insert:.2f} ms, query {query:.2f} ms, about {size_of} bytes an article, near-duplicates only"
    )


if __name__ == "__main__":
    main()
