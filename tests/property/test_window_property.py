"""The window in memory: packed features score as those they came from, and postings find what was put in."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.stories.packing import compact, pack, unpack
from monitor.stories.postings import Postings
from monitor.stories.similarity import copy_likeness, parts_of, score
from tests.story_parts import WEIGHTS, some_features

WORDS = st.lists(
    st.sampled_from("Shells hit the village of Poonch and 12 soldiers died near Kashmir on Monday while envoys met in Doha 7".split()), max_size=40
)


@given(WORDS, WORDS)
@settings(max_examples=60, deadline=None)
def test_packed_features_score_as_the_ones_they_came_from(one: list[str], other: list[str]) -> None:
    a, b = some_features("a", " ".join(one), "Shelling near Poonch kills four"), some_features("b", " ".join(other), "Envoys meet in Doha on Kashmir")
    packed_a, packed_b = unpack(pack(compact(a))), unpack(pack(compact(b)))
    assert packed_a == unpack(pack(packed_a))
    assert (packed_a.article_id, packed_a.published_at, packed_a.words, packed_a.dated) == (a.article_id, a.published_at, a.words, a.dated)
    assert score(parts_of(packed_a, packed_b), WEIGHTS) == pytest.approx(score(parts_of(a, b), WEIGHTS), abs=1e-3)
    assert copy_likeness(packed_a, packed_b) == copy_likeness(a, b)


@given(st.lists(st.sets(st.integers(1, 60), max_size=8), max_size=120), st.integers(1, 5))
@settings(max_examples=50, deadline=None)
def test_postings_give_the_newest_bearers_of_each_key(entries: list[set[int]], newest: int) -> None:
    postings, truth = Postings(), defaultdict(list)
    for number, keys in enumerate(entries):
        postings.add(_spread(keys), number)
        for key in keys:
            truth[key].append(number)
    for key in range(1, 62):
        assert postings.find(_spread({key}), newest).tolist() == truth[key][::-1][:newest]


def _spread(keys: set[int]) -> np.ndarray:
    """Keys as different in their upper halves as hashes are."""
    return np.array(sorted(keys), dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
