"""What assignment costs in a window of very many articles, and what the window weighs. ``python -m tests.bench.window [ARTICLES]``.

The articles are generated (``tests.bench.news``). Windows of 10,000, 100,000 and, without ARTICLES, 1,000,000 articles are filled one after
another, the stories given; then each decides the articles that come next, a hundred at a time and turn by turn, so that what else the
machine does weighs on all alike. Times are of the process, medians over the turns; datasketch's MinHashLSH takes digests of the same kind in
the same run.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from statistics import median

import numpy as np
from datasketch import MinHash, MinHashLSH

from monitor.adapters.artefacts import load_story_weights
from monitor.domain.story import Features
from monitor.stories.index import StoryIndex
from tests.bench.news import news

SIZES = (10_000, 100_000, 1_000_000)
TURNS, DECIDED = 25, 100  # how often each window decides so many articles
OTHERS = 50_000  # articles that datasketch is given: at 12 KB each a million would not fit
ASKED = 2000  # queries to datasketch


@dataclass(frozen=True, slots=True)
class Filled:
    """A window of ``size`` articles and what comes next; CPU time of adding one, and bytes of one by count and by what the process holds."""

    size: int
    index: StoryIndex
    stream: Iterator[tuple[str, Features]]
    newest: str  # story
    adding: float
    counted: float
    resident: float


def resident() -> int:
    """Memory that the process holds, in bytes; the most that it has held where the system does not tell."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text("ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def filled(size: int) -> Filled:
    """A window with so many articles, put into the stories that they are of."""
    index, stream, newest = StoryIndex(load_story_weights()), news(size), ""
    next(stream)  # what the generator itself needs is made
    gc.collect()
    before, begun = resident(), time.process_time()
    for story, features in islice(stream, size):
        index.add(story, features)
        newest = max(newest, story)
    adding = (time.process_time() - begun) * 1000 / size
    gc.collect()
    return Filled(size, index, stream, newest, adding, index.nbytes / size, (resident() - before) / size)


def decided(windows: Sequence[Filled], turns: int = TURNS) -> list[tuple[list[float], float]]:
    """(CPU milliseconds of one assignment by turn, share of the articles of stories known before that are put there), by window."""
    times: list[list[float]] = [[] for _ in windows]
    right: list[list[bool]] = [[] for _ in windows]
    for _ in range(turns):
        for window, spent, known in zip(windows, times, right, strict=True):
            some = list(islice(window.stream, DECIDED))
            begun = time.process_time()
            found = [window.index.place(features).story_id for _, features in some]
            spent.append((time.process_time() - begun) * 1000 / len(some))
            known.extend(place == story for (story, _), place in zip(some, found, strict=True) if story <= window.newest)
    return [(spent, sum(known) / max(len(known), 1)) for spent, known in zip(times, right, strict=True)]


def other(some: Iterator[Features]) -> tuple[float, float, int]:
    """(insert ms, query ms, bytes an article) of datasketch's MinHashLSH."""
    lsh, before = MinHashLSH(threshold=0.3, num_perm=128), resident()
    inserting, count, last = 0.0, 0, []
    for features in some:
        values = np.frombuffer(features.digest, dtype="<u4").astype(np.uint64)
        made = MinHash(num_perm=128, hashvalues=values, scheme="affine32")
        begun = time.process_time()
        lsh.insert(features.article_id, made)
        inserting += time.process_time() - begun
        count += 1
        last = [*last[-ASKED + 1 :], made] if count % 25 == 0 else last
    held, begun = (resident() - before) // count, time.process_time()
    for made in last:
        lsh.query(made)
    return inserting * 1000 / count, (time.process_time() - begun) * 1000 / len(last), held


def main() -> None:
    """Print the figures."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    sizes = sorted({size for size in SIZES if size < largest} | {largest})
    windows = [filled(size) for size in sizes]
    outcome = decided(windows)
    for each, (spent, right) in zip(windows, outcome, strict=True):
        ratio = median(large / small for large, small in zip(spent, outcome[0][0], strict=True))
        print(
            f"{each.size} articles: {median(spent):.2f} ms an assignment ({min(spent):.2f} to {max(spent):.2f}), {1000 / median(spent):.0f} a second, "
            f"{ratio:.2f} times the cost of the smallest; {each.counted:.0f} bytes an article counted, "
            f"{each.resident:.0f} resident; adding one {each.adding:.2f} ms, with making it; {right:.0%} with their story"
        )
    print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB with all else in the process")
    insert, query, held = other(features for _, features in islice(news(OTHERS), OTHERS))
    print(f"datasketch MinHashLSH, {OTHERS} digests: insert {insert:.2f} ms, query {query:.2f} ms, {held} bytes an article, near-duplicates only")


if __name__ == "__main__":
    main()
