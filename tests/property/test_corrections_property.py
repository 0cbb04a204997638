"""What an operator says of stories holds whatever happens, and can be taken back; corrections never make a story surer."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.store.store import SqlStore, open_store
from monitor.domain.constraint import Constraint, Link, Placement, constraint
from monitor.domain.story import AssignmentReason, Correction, Features, Standing, Story, StoryArticle, StoryAssignment
from monitor.pipeline.correct import merge_stories, split_story, stored_ties
from monitor.pipeline.rebuild import rebuild
from monitor.stories.assign import WINDOW, new_story_id
from monitor.stories.constraints import Groups, Ties, decide, settle, story_for, ties_of
from monitor.stories.keys import offered
from monitor.stories.member import as_placed
from monitor.stories.regroup import regroup
from monitor.stories.story import fold_story
from tests.scripted import Watch
from tests.story_parts import HOUR, NOW, WEIGHTS, a_member, a_toll, some_features

WORDS = "soldiers mortar fire mendhar kashmir monday killed officers said talks geneva ferry opened shelling hamlet border army".split()
NAMES = ["mendhar", "rahul mehta", "geneva", "poonch"]


@st.composite
def some(draw: st.DrawFn, key: str, since: int = 0) -> Features:
    words = draw(st.lists(st.sampled_from(WORDS), max_size=12))
    return some_features(
        key,
        " ".join(words),
        " ".join(words[:5]),
        published_at=NOW + draw(st.integers(since, since + 40)) * HOUR,
        names=frozenset(draw(st.sets(st.sampled_from(NAMES), max_size=2))),
        signals=frozenset(draw(st.sets(st.sampled_from(["armed_clash", "talks"]), max_size=1))),
        territories=frozenset({draw(st.sampled_from(["kashmir", "crimea"]))}),
    )


@st.composite
def arrivals(draw: st.DrawFn) -> list[Features]:
    """Articles in the order they come in, which need not be that of publication."""
    return [draw(some(f"a{n}", 3 * n)) for n in range(draw(st.integers(3, 9)))]


@contextmanager
def a_store() -> Iterator[SqlStore]:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'x.sqlite3'}")
        yield store
        store.close()


def come_in(store: SqlStore, articles: list[Features]) -> None:
    """Assign articles as the assess stage does."""
    for n, features in enumerate(articles):
        with store.begin() as unit:
            since = features.published_at - WINDOW
            near = unit.stories.near_duplicates(features, since=since)
            candidates = unit.stories.candidates(features, since=since, limit=offered(features))
            made = decide(features, near, candidates, WEIGHTS, stored_ties(unit, features.article_id))
            plain = a_member(features.article_id, published_at=features.published_at, first_seen_at=NOW + n * HOUR)
            unit.stories.assign(made, features, as_placed(plain, features, made))
            unit.stories.save(fold_story(made.story_id, unit.stories.articles(made.story_id)))


def held(store: SqlStore) -> dict[str, tuple[Story, list[Placement]]]:
    with store.read() as unit:
        return {s.id: (s, unit.story_moves.placements(s.id)) for s in unit.story_reading.list(since=None, territory=None, limit=100)}


@settings(max_examples=20, deadline=None)
@given(articles=arrivals(), data=st.data())
def test_a_merge_then_the_split_of_the_same_articles_gives_back_what_was(articles: list[Features], data: st.DataObject) -> None:
    with a_store() as store:
        come_in(store, articles)
        before = held(store)
        if len(before) < 2:
            return
        moved, into = data.draw(st.permutations(sorted(before)))[:2]
        done = merge_stories(store, Watch(), moved, into, by="eve", note="")
        assert moved not in held(store) and len(held(store)[into][1]) == done.articles
        assert split_story(store, Watch(), into, done.moved, by="eve", note="").story_id == moved
        assert held(store) == before


@settings(max_examples=20, deadline=None)
@given(articles=arrivals(), data=st.data())
def test_constraints_survive_every_rebuild_and_a_second_one_moves_nothing(articles: list[Features], data: st.DataObject) -> None:
    with a_store() as store:
        come_in(store, articles)
        for _ in range(data.draw(st.integers(1, 3))):
            now = held(store)
            ids = data.draw(st.permutations(sorted(now)))
            members = [p.article_id for p in now[ids[0]][1]]
            if len(members) > 1 and data.draw(st.booleans()):
                split_story(store, Watch(), ids[0], members[: data.draw(st.integers(1, len(members) - 1))], by="eve", note="")
            elif len(ids) > 1:
                merge_stories(store, Watch(), ids[0], ids[1], by="eve", note="")
        since = data.draw(st.sampled_from([None, NOW + 12 * HOUR]))
        rebuild(store, Watch(), WEIGHTS, since=since, dry_run=False)
        assert_obeyed(store)
        assert sorted(p.article_id for _, placed in held(store).values() for p in placed) == sorted(f.article_id for f in articles)
        assert rebuild(store, Watch(), WEIGHTS, since=since, dry_run=False).moved == ()


def assert_obeyed(store: SqlStore) -> None:
    where = {p.article_id: story for story, (_, placed) in held(store).items() for p in placed}
    with store.read() as unit:
        for c in unit.constraints.all():
            assert (where[c.first] == where[c.second]) is (c.kind is Link.MUST), c


@st.composite
def words_on(draw: st.DrawFn, ids: list[str]) -> list[Constraint]:
    """Constraints without contradiction: a truth drawn first, words on pairs of it."""
    truth = {a: draw(st.integers(0, 2)) for a in ids}
    pairs = draw(st.sets(st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda p: p[0] < p[1]), max_size=8))
    return [constraint(Link.MUST if truth[a] == truth[b] else Link.CANNOT, a, b, by="", note="", at=NOW) for a, b in sorted(pairs)]


@settings(max_examples=60, deadline=None)
@given(articles=arrivals(), data=st.data())
def test_a_regrouping_obeys_every_constraint_and_depends_on_nothing_but_its_input(articles: list[Features], data: st.DataObject) -> None:
    said = data.draw(words_on([f.article_id for f in articles]))
    in_order = sorted(articles, key=lambda f: (f.published_at, f.article_id))
    rows = [(StoryAssignment(f.article_id, new_story_id(f), AssignmentReason.NEW, 1.0), f) for f in in_order]
    made = regroup((), rows, Groups(said), {}, WEIGHTS)
    for c in said:
        assert (made.now[c.first].story_id == made.now[c.second].story_id) is (c.kind is Link.MUST)
    assert regroup((), rows, Groups(data.draw(st.permutations(said))), {}, WEIGHTS) == made
    again = regroup((), [(made.now[f.article_id], f) for f in in_order], Groups(said), {}, WEIGHTS)
    assert again.now == made.now and again.moved == []


@settings(max_examples=60, deadline=None)
@given(article=some("x"), others=st.lists(some("y"), min_size=1, max_size=6), data=st.data())
def test_a_decision_under_constraints_is_the_same_for_any_order_and_obeys_them(
    article: Features, others: list[Features], data: st.DataObject
) -> None:
    others = [replace(f, article_id=f"o{i}") for i, f in enumerate(others)]
    near = [(f"s{i % 3}", f) for i, f in enumerate(others)]
    stories = [(f"s{k}", [f for s, f in near if s == f"s{k}"]) for k in range(3)]
    said = data.draw(words_on(["x", *(f.article_id for f in others)]))
    placed = {f.article_id: s for s, f in near}
    ties = ties_of("x", Groups(said), placed)
    made = decide(article, near, stories, WEIGHTS, ties)
    assert made.story_id == ties.partner if ties.partner else made.story_id not in ties.closed
    shuffled = [(s, data.draw(st.permutations(m))) for s, m in data.draw(st.permutations(stories))]
    assert (
        decide(article, data.draw(st.permutations(near)), shuffled, WEIGHTS, ties_of("x", Groups(data.draw(st.permutations(said))), placed)) == made
    )
    assert decide(article, [], [], WEIGHTS, Ties(closed=frozenset({"s0", "s1", "s2"}))).reason is AssignmentReason.NEW


@st.composite
def told(draw: st.DrawFn) -> list[StoryArticle]:
    """A story's members, some of which are copies, some correct or withdraw what came before."""
    out: list[StoryArticle] = []
    for n in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from([None, None, Standing.CORRECTED, Standing.RETRACTED]))
        figures = tuple(draw(st.lists(st.sampled_from([3, 30]), max_size=1)))
        out.append(
            a_member(
                f"m{n}",
                publisher=draw(st.sampled_from(["p1", "p2", "p3"])),
                level=draw(st.integers(0, 6)),
                copy_of=draw(st.sampled_from([None, *(m.article_id for m in out if m.copy_of is None)])),
                published_at=NOW + n * HOUR,
                first_seen_at=NOW + n * HOUR,
                toll=tuple(a_toll(k, f"m{n}") for k in sorted(draw(st.sets(st.sampled_from([3, 30, 7]), max_size=2)))),
                corrects=Correction(kind, "Correction:", figures) if kind else None,
                bare_level=draw(st.integers(0, 4)),
            )
        )
    return out


@settings(max_examples=200, deadline=None)
@given(members=told(), data=st.data())
def test_a_copy_never_raises_corroboration_whatever_was_corrected(members: list[StoryArticle], data: st.DataObject) -> None:
    original = data.draw(st.sampled_from([m for m in members if m.corrects is None] or members))
    copy = replace(
        original, article_id="copy", copy_of=original.copy_of or original.article_id, publisher="p9", first_seen_at=NOW + 99 * HOUR, corrects=None
    )
    before, after = fold_story("s", members), fold_story("s", [*members, copy])
    assert after.corroborated <= before.corroborated and set(after.publishers) <= set(before.publishers) | {"p9"}
    assert len(after.publishers) <= max(len(before.publishers), 1)


@settings(max_examples=200, deadline=None)
@given(members=told(), data=st.data())
def test_a_correction_never_raises_a_story_and_deletes_nothing(members: list[StoryArticle], data: st.DataObject) -> None:
    story, plain = fold_story("s", members), fold_story("s", [replace(m, corrects=None) for m in members])
    assert story.level < plain.level or (story.level == plain.level and story.corroborated <= plain.corroborated)
    assert {(t.effect, t.low) for t in story.toll} == {(t.effect, t.low) for t in plain.toll}
    assert all((t.withdrawn_by is None) is (t.standing is Standing.STANDS) for t in story.toll)
    assert fold_story("s", data.draw(st.permutations(members))) == story


@settings(max_examples=200, deadline=None)
@given(first=told(), second=told())
def test_settling_twice_is_settling_once_and_home_is_where_it_was(first: list[StoryArticle], second: list[StoryArticle]) -> None:
    """The same law as through the database, on many more stories."""
    one, two = (
        placements("s1", first),
        placements("s2", [replace(m, article_id="x" + m.article_id, copy_of=m.copy_of and "x" + m.copy_of) for m in second]),
    )
    merged = apply([*one, *two], settle("s1", [*one, *two], AssignmentReason.MUST_LINK))
    assert settle("s1", merged, AssignmentReason.MUST_LINK) == []
    assert all(p.assignment.story_id == "s1" for p in merged)
    here = {p.article_id for p in merged}
    assert all(p.assignment.copy_of is None or p.assignment.copy_of in here for p in merged)
    out, rest = [p for p in merged if p.article_id[0] == "x"], [p for p in merged if p.article_id[0] != "x"]
    assert story_for(out, lambda s: s == "s1") == "s2"
    assert apply(out, settle("s2", out, AssignmentReason.CANNOT_LINK)) == two
    assert apply(rest, settle("s1", rest, AssignmentReason.CANNOT_LINK)) == one


def placements(story_id: str, members: list[StoryArticle]) -> list[Placement]:
    out = []
    for m in members:
        made = StoryAssignment(m.article_id, story_id, AssignmentReason.SAME_EVENT, 0.7, m.copy_of)
        f = some_features(m.article_id, "words", published_at=m.published_at, publisher=m.publisher)
        out.append(Placement(made, f, as_placed(m, f, made)))
    return out


def apply(members: list[Placement], changes: list[Placement]) -> list[Placement]:
    new = {p.article_id: p for p in changes}
    return [new.get(p.article_id, p) for p in members]


def test_the_span_of_the_drawn_articles_lies_within_the_window() -> None:
    assert dt.timedelta(hours=40 + 3 * 9) < WINDOW, "else stories would end of themselves and the properties would hold of nothing"
