"""Features, members and stories for tests of stories and alerts; every maker fills in what a test does not care about."""

from __future__ import annotations

import datetime as dt
from typing import Any

from monitor.domain.reading import Effect, Realis, Signal
from monitor.domain.story import Features, Story, StoryArticle, TollEntry
from monitor.stories.features import terms_of
from monitor.stories.publishers import title_key
from monitor.stories.story import fold_story
from monitor.text.fingerprints import DIGEST_VERSION, minhash

NOW = dt.datetime(2024, 3, 5, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)

# Weights set by hand, so that tests of the decision do not depend on what training makes of the shipped ones.
WEIGHTS = {
    "bias": -4.2, "cosine": 11.0, "title": 2.0, "names": 3.0, "numbers": 0.6, "territory_same": 0.8, "territory_differs": -3.0, "places": 2.2,
    "signals": 0.9, "signals_differ": -0.6, "days_apart": -0.35, "event_day_differs": -0.8, "ordinal_differs": -6.0, "killed_same": 0.6,
}  # fmt: skip


def some_features(article_id: str, text: str, title: str = "", **changes: Any) -> Features:
    """Features of a text; names, places and the like are given by the test."""
    values: dict[str, Any] = {
        "article_id": article_id,
        "url_key": f"x.example/{article_id}",
        "title_key": title_key(title),
        "outlet": "Vale News",
        "publisher": "vale news",
        "published_at": NOW,
        "territory": "kashmir",
        "territories": frozenset({"kashmir"}),
        "places": frozenset(),
        "actors": frozenset(),
        "signals": frozenset(),
        "names": frozenset(),
        "numbers": frozenset(),
        "event_days": frozenset(),
        "killed": (),
        "digest": minhash(text),
        "digest_version": DIGEST_VERSION,
        "terms": terms_of(title, text, {}),
        "language": "en",
        "words": len(text.split()),
    }
    return Features(**{**values, **changes})


def a_member(article_id: str = "a1", **changes: Any) -> StoryArticle:
    """An article that reports a strike, of an outlet that no state owns."""
    values: dict[str, Any] = {
        "article_id": article_id,
        "title": f"Shells fell, says {article_id}",
        "url": f"https://x.example/{article_id}",
        "outlet": f"Outlet {article_id}",
        "publisher": f"outlet {article_id}",
        "state_owned_by": None,
        "published_at": NOW,
        "first_seen_at": NOW,
        "copy_of": None,
        "stale": False,
        "backfill": False,
        "level": 4,
        "territory": "kashmir",
        "signals": ((Signal.STRIKE, Realis.ACTUAL, None),),
        "toll": (),
        "quotes": (("strike", "Shells fell on the town.", None),),
        "parties": (),
    }
    return StoryArticle(**{**values, **changes})


def a_toll(low: int, article_id: str = "a1", **changes: Any) -> TollEntry:
    values: dict[str, Any] = {
        "effect": Effect.KILLED,
        "low": low,
        "high": low,
        "side": None,
        "claimed_by": None,
        "cumulative": False,
        "as_of": NOW,
        "article_id": article_id,
    }
    return TollEntry(**{**values, **changes})


def a_story(*members: StoryArticle) -> Story:
    return fold_story("s-1", members or (a_member(),))
