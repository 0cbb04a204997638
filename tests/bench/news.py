"""A stream of generated news for benches: features made directly, as fast as an index takes them.

A fortnight of ``count`` articles, and on at the same pace. Words by Zipf's law; stories begin with three articles in ten and go on in bursts,
as each further article takes the story of one of the last days' articles, so that few stories become large; one article in five is a copy of
its story's wire report; three in ten concern one of 400 territories, by Zipf's law too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from monitor.domain.reading import Signal
from monitor.domain.story import Features

FORTNIGHT = 14 * 86400
START = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
BEGUN, COPIED, ON_TERRITORIES = 0.3, 0.2, 0.3  # shares of articles that begin a story and that copy, of stories on territories
TELLING, COMMON = 24, 56  # a story's own words, of which an article has three in four; words at large of an article
VALUES = 128  # of a digest
_BLOCK = 4096
_SIGNALS = tuple(map(str, Signal))

_RANKS = np.arange(1, 200_001)
_SHARES = 1 / (_RANKS + 2.7)
_SHARES /= _SHARES.sum()
_CHANCES = np.cumsum(_SHARES)
_WEIGHTS = -np.log(np.minimum(1 - (1 - _SHARES) ** 300, 0.9))  # of a word, by the share of 300-word articles that have it
_WORDS = [f"w{rank}" for rank in _RANKS]
_RARE = 1500  # a story's own words are rarer than so many


@dataclass(frozen=True, slots=True)
class _Story:
    territory: int  # 0 for none
    places: tuple[str, ...]
    words: NDArray[np.int64]
    digest: NDArray[np.uint32]
    signal: str
    killed: int


@lru_cache(maxsize=4096)
def _story(number: int) -> _Story:
    rng = np.random.default_rng(number)
    territory = int(min(rng.zipf(1.3), 400)) if rng.random() < ON_TERRITORIES else 0
    rare = _CHANCES[_RARE]
    return _Story(
        territory,
        tuple(f"place-{territory}-{p}" for p in rng.integers(0, 12, 2)) if territory else (),
        np.searchsorted(_CHANCES, rare + rng.random(TELLING) * (1 - rare)).clip(max=len(_WORDS) - 1),
        rng.integers(0, 2**32, VALUES, dtype=np.uint32),
        _SIGNALS[rng.integers(len(_SIGNALS))],
        int(rng.integers(30)),
    )


def news(count: int, seed: int = 7) -> Iterator[tuple[str, Features]]:
    """(story's id, features) without end, in order of publication, ``count`` of them a fortnight."""
    rng = np.random.default_rng(seed)
    stories = np.zeros(0, dtype=np.int64)  # of the articles so far, the last ones
    begun = n = 0
    while True:
        first = rng.random(_BLOCK) < BEGUN
        back = (rng.exponential(count / 28, _BLOCK)).astype(np.int64)  # half a day
        common = np.searchsorted(_CHANCES, rng.random((_BLOCK, COMMON))).clip(max=len(_WORDS) - 1)
        own = rng.random((_BLOCK, TELLING)) < 0.75
        copied, fresh = rng.random(_BLOCK) < COPIED, rng.integers(0, 2**32, (_BLOCK, VALUES), dtype=np.uint32)
        changed = rng.random((_BLOCK, VALUES)) < 0.15
        block = np.concatenate((stories, np.zeros(_BLOCK, dtype=np.int64)))
        for i in range(_BLOCK):
            at = len(stories) + i
            if first[i] or back[i] >= at:
                number, begun = begun, begun + 1
            else:
                number = int(block[at - 1 - back[i]])
            block[at] = number
            story = _story(number)
            digest = np.where(changed[i], fresh[i], story.digest) if copied[i] else fresh[i]
            moment = START + dt.timedelta(seconds=FORTNIGHT * n / count)
            yield f"s-{number:016x}", _article(n, moment, story, np.concatenate((story.words[own[i]], common[i])), digest.tobytes())
            n += 1
        stories = block[-max(count, _BLOCK) :]


def _article(n: int, moment: dt.datetime, story: _Story, ranks: NDArray[np.int64], digest: bytes) -> Features:
    weights = _WEIGHTS[ranks]
    words = [_WORDS[rank] for rank in ranks.tolist()]
    terms = dict(zip(words, np.round(weights / np.sqrt(weights @ weights), 4).tolist(), strict=True))
    numbers = ranks[-6:].tolist()
    on = f"territory-{story.territory}" if story.territory else None
    return Features(
        article_id=f"a-{n:016x}",
        url_key=f"outlet{n % 900}.example/{n}",
        title_key=" ".join([*words[:5], *words[-4:]]),
        outlet="",
        publisher="",
        published_at=moment,
        territory=on,
        territories=frozenset({on}) if on else frozenset(),
        places=frozenset(story.places),
        actors=frozenset((f"state-{story.territory}", f"state-{numbers[0] % 200}", f"state-{numbers[1] % 200}")),
        signals=frozenset((story.signal, _SIGNALS[numbers[2] % len(_SIGNALS)])) if on else frozenset(),
        names=frozenset([f"name of {w}" for w in [*words[:8], _WORDS[story.words[0]]]] + words[-20:-6]),
        numbers=frozenset(str(number % 5000) for number in numbers),
        event_days=frozenset((moment.date(),)),
        killed=(story.killed,) if on else (),
        digest=digest,
        digest_version="generated",
        terms=terms,
        language="en",
        relevant=on is not None,
        words=400,
        extra={} if on or story.words[0] % 3 else {"persons": (f"name of {_WORDS[story.words[0]]}",)},
    )
