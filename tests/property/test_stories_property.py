"""Stories do not depend on the order in which things are looked at, and copies never make them surer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.domain.reading import Realis, Signal
from monitor.domain.story import Features, StoryArticle
from monitor.stories.assign import assign
from monitor.stories.similarity import parts_of, score
from monitor.stories.story import fold_story
from tests.story_parts import HOUR, NOW, WEIGHTS, a_member, a_toll, some_features

WORDS = "soldiers mortar fire mendhar kashmir monday killed officers said talks geneva ferry opened shelling hamlet border army statement toll rose".split()
NAMES = ["mendhar", "rahul mehta", "geneva", "poonch"]


@st.composite
def features(draw: st.DrawFn, key: str) -> Features:
    words = draw(st.lists(st.sampled_from(WORDS), min_size=0, max_size=25))
    text = " ".join(words)
    return some_features(
        key,
        text,
        " ".join(words[:6]),
        published_at=NOW + draw(st.integers(-200, 200)) * HOUR,
        names=frozenset(draw(st.sets(st.sampled_from(NAMES)))),
        places=frozenset(draw(st.sets(st.sampled_from(["Mendhar", "Poonch"])))),
        signals=frozenset(draw(st.sets(st.sampled_from(["armed_clash", "talks", "strike"])))),
        territories=frozenset(draw(st.sets(st.sampled_from(["kashmir", "crimea"]), min_size=1))),
        event_days=frozenset(draw(st.sets(st.dates(dt.date(2024, 3, 1), dt.date(2024, 3, 9)), max_size=3))),
        killed=tuple(sorted(draw(st.sets(st.integers(1, 5), max_size=2)))),
        url_key=draw(st.sampled_from([None, "x.example/1", f"x.example/{key}"])),
    )


@st.composite
def members(draw: st.DrawFn) -> list[StoryArticle]:
    out = []
    for n in range(draw(st.integers(1, 6))):
        owner = draw(st.sampled_from([None, "India", "Pakistan"]))
        earlier = [m.article_id for m in out if m.copy_of is None]
        out.append(
            a_member(
                f"m{n}",
                publisher=draw(st.sampled_from(["p1", "p2", "p3"])),
                state_owned_by=owner,
                parties=(owner,) if owner else (),
                level=draw(st.integers(0, 6)),
                stale=draw(st.booleans()),
                copy_of=draw(st.sampled_from([None, *earlier])),
                published_at=NOW + draw(st.integers(-9, 9)) * HOUR,
                first_seen_at=NOW + n * HOUR,
                signals=tuple(
                    (Signal.STRIKE, r, who)
                    for r, who in draw(
                        st.sets(st.tuples(st.sampled_from([Realis.ACTUAL, Realis.DENIED]), st.sampled_from([None, "Delhi"])), max_size=2)
                    )
                ),
                toll=tuple(a_toll(k, f"m{n}") for k in draw(st.sets(st.integers(1, 30), max_size=2))),
            )
        )
    return out


@settings(max_examples=60, deadline=None)
@given(article=features("x"), others=st.lists(features("y"), min_size=1, max_size=6), data=st.data())
def test_an_articles_story_is_the_same_for_any_order_of_what_is_compared(article: Features, others: list[Features], data: st.DataObject) -> None:
    others = [replace(f, article_id=f"o{i}") for i, f in enumerate(others)]
    near = [(f"s{i % 3}", f) for i, f in enumerate(others)]
    stories = [(f"s{k}", [f for s, f in near if s == f"s{k}"]) for k in range(3)]
    near_again = data.draw(st.permutations(near))
    stories_again = [(s, data.draw(st.permutations(m))) for s, m in data.draw(st.permutations(stories))]
    assert assign(article, near, stories, WEIGHTS) == assign(article, near_again, stories_again, WEIGHTS)
    assert assign(article, [], stories, WEIGHTS) == assign(article, [], stories_again, WEIGHTS)


@settings(max_examples=100, deadline=None)
@given(a=features("a"), b=features("b"))
def test_likeness_is_a_symmetric_probability(a: Features, b: Features) -> None:
    assert parts_of(a, b) == parts_of(b, a)
    assert 0.0 <= score(parts_of(a, b), WEIGHTS) <= 1.0


@settings(max_examples=200, deadline=None)
@given(story=members(), data=st.data())
def test_the_fold_does_not_depend_on_order(story: list[StoryArticle], data: st.DataObject) -> None:
    assert fold_story("s", story) == fold_story("s", data.draw(st.permutations(story)))


@settings(max_examples=200, deadline=None)
@given(story=members(), data=st.data())
def test_a_copy_never_raises_corroboration(story: list[StoryArticle], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from(story))
    root = original.copy_of or original.article_id
    copy = replace(
        original,
        article_id="copy",
        copy_of=root,
        publisher="p9",
        outlet="Ninth",
        first_seen_at=NOW + 99 * HOUR,
        state_owned_by=None,
        parties=original.parties,
    )
    before, after = fold_story("s", story), fold_story("s", [*story, copy])
    assert after.corroborated <= before.corroborated
    assert after.publishers == before.publishers
    assert after.level == before.level


@settings(max_examples=100, deadline=None)
@given(story=members())
def test_stale_members_never_set_the_level_beside_fresh_ones(story: list[StoryArticle]) -> None:
    fresh = [m for m in story if not m.stale]
    if fresh:
        assert fold_story("s", story).level == max(m.level for m in fresh)
