"""What assignment costs in a window of very many articles, and what the window weighs. ``python -m tests.bench.window [ARTICLES]``.

The articles are generated (``tests.bench.news``). Windows of 10,000, 100,000 and, without ARTICLES, 1,000,000 articles are filled one after
another, the stories given; then the next 2,000 articles are decided. Times are of the process, ratios of one run; datasketch's MinHashLSH
takes digests of the same kind in the same run.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from datasketch import MinHash, MinHashLSH

from monitor.adapters.artefacts import load_story_weights
from monitor.domain.story import Features
from monitor.stories.index import StoryIndex
from tests.bench.news import news

SIZES = (10_000, 100_000, 1_000_000)
DECIDED = 2000
OTHERS = 50_000  # articles that datasketch is given: at 11 KB each a million would not fit


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a window of ``size`` articles: CPU time of one assignment and of adding one, bytes of one, and the share put into their own story."""

    size: int
    milliseconds: float
    adding: float
    counted: float
    resident: float
    right: float


def resident() -> int:
    """Memory that the process holds, in bytes; the most that it has held where the system does not tell."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text("ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def cost(size: int) -> Cost:
    """Fill a window and decide what comes next."""
    index, stream = StoryIndex(load_story_weights()), news(size)
    next(stream)  # what the generator itself needs is made
    gc.collect()
    before, begun = resident(), time.process_time()
    newest = ""
    for story, features in islice(stream, size):
        index.add(story, features)
        newest = max(newest, story)
    added = time.process_time()
    gc.collect()
    held = (resident() - before) / size
    milliseconds, right = decided(index, list(islice(stream, DECIDED)), newest)
    return Cost(size, milliseconds, (added - begun) * 1000 / size, index.nbytes / len(index), held, right)


def decided(index: StoryIndex, some: list[tuple[str, Features]], newest: str) -> tuple[float, float]:
    """(CPU milliseconds of one assignment, share of articles put into their story, of stories up to ``newest``), over those that come next."""
    begun = time.process_time()
    found = [index.place(features).story_id for _, features in some]
    spent = (time.process_time() - begun) * 1000 / len(some)
    known = [place == story for (story, _), place in zip(some, found, strict=True) if story <= newest]
    return spent, sum(known) / max(len(known), 1)


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
        last = [*last[-DECIDED + 1 :], made] if count % 25 == 0 else last
    held, begun = (resident() - before) // count, time.process_time()
    for made in last:
        lsh.query(made)
    return inserting * 1000 / count, (time.process_time() - begun) * 1000 / len(last), held


def main() -> None:
    """Print the figures."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1]
    sizes = sorted({size for size in SIZES if size < largest} | {largest})
    costs = [cost(size) for size in sizes]
    for each in costs:
        print(
            f"{each.size} articles: {each.milliseconds:.2f} ms an assignment, {1000 / each.milliseconds:.0f} a second, "
            f"{each.milliseconds / costs[0].milliseconds:.2f} times the cost of the smallest; {each.counted:.0f} bytes an article counted, "
            f"{each.resident:.0f} resident; adding one {each.adding:.2f} ms, with making it; {each.right:.0%} with their story"
        )
    print(f"most memory held: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB with all else in the process")
    insert, query, held = other(features for _, features in islice(news(OTHERS), OTHERS))
    print(f"datasketch MinHashLSH, {OTHERS} digests: insert {insert:.2f} ms, query {query:.2f} ms, {held} bytes an article, near-duplicates only")


if __name__ == "__main__":
    main()
