"""Constraints tie articles into groups and keep groups apart; decisions and moves obey."""

from __future__ import annotations

from dataclasses import replace

from monitor.domain.constraint import Constraint, Link, Placement, constraint
from monitor.domain.story import AssignmentReason, Features, StoryAssignment
from monitor.stories.assign import new_story_id
from monitor.stories.constraints import FREE, Groups, Ties, decide, merging, settle, splitting, story_for, ties_of
from monitor.stories.regroup import regroup
from tests.story_parts import HOUR, NOW, WEIGHTS, a_member, some_features

TEXT = " ".join(f"Soldier number {i} of the border force told reporter {i * 7} about the shelling of hamlet {i * 3}." for i in range(20))
OTHER = "A ferry service opened to tourists in spring"


def word(kind: Link, a: str, b: str) -> Constraint:
    return constraint(kind, a, b, by="eve", note="", at=NOW)


def must(*pairs: str) -> list[Constraint]:
    return [word(Link.MUST, *p.split()) for p in pairs]


def cannot(*pairs: str) -> list[Constraint]:
    return [word(Link.CANNOT, *p.split()) for p in pairs]


def test_must_links_are_transitive_and_a_cannot_link_parts_whole_groups() -> None:
    groups = Groups([*must("a b", "c b", "x y"), *cannot("a x")])
    assert groups.together("a") == {"b", "c"} and groups.together("stranger") == set()
    assert groups.apart("c") == {"x", "y"} and groups.apart("y") == {"a", "b", "c"} and groups.apart("stranger") == set()


def test_within_a_group_must_link_wins() -> None:
    groups = Groups([*must("a b", "b c"), *cannot("a c")])
    assert groups.together("a") == {"b", "c"} and groups.apart("a") == set()


def test_ties_name_the_partners_story_and_those_that_are_closed() -> None:
    groups = Groups([*must("x a", "x b", "x c"), *cannot("x y")])
    assert ties_of("x", groups, {}) == FREE
    assert ties_of("x", groups, {"a": "s-2", "b": "s-1", "c": "s-2", "y": "s-9"}) == Ties("s-2", frozenset({"s-9"}))
    assert ties_of("x", groups, {"a": "s-2", "b": "s-1"}) == Ties("s-1")


def test_a_partners_story_wins_and_a_copy_in_it_is_still_a_copy() -> None:
    article, original = some_features("x", TEXT), some_features("a", TEXT)
    made = decide(article, [("s-1", original)], [], WEIGHTS, Ties("s-2"))
    assert (made.story_id, made.reason, made.copy_of, made.score) == ("s-2", AssignmentReason.MUST_LINK, None, 1.0)
    made = decide(article, [("s-1", original), ("s-2", replace(original, article_id="b"))], [], WEIGHTS, Ties("s-2"))
    assert (made.story_id, made.reason, made.copy_of) == ("s-2", AssignmentReason.MUST_LINK, "b")


def test_a_closed_story_is_excluded_as_if_it_were_not_there() -> None:
    article = some_features("x", TEXT)
    near = [("s-1", some_features("a", TEXT)), ("s-2", some_features("b", TEXT + " More."))]
    assert decide(article, near, [], WEIGHTS).story_id == "s-1"
    assert decide(article, near, [], WEIGHTS, Ties(closed=frozenset({"s-1"}))).story_id == "s-2"
    alone = decide(article, near, [("s-1", [near[0][1]])], WEIGHTS, Ties(closed=frozenset({"s-1", "s-2"})))
    assert (alone.reason, alone.story_id) == (AssignmentReason.NEW, new_story_id(article))


def placed(article_id: str, story_id: str, copy_of: str | None = None, hour: int = 0, **features: object) -> Placement:
    f = some_features(article_id, TEXT, published_at=NOW + hour * HOUR, **features)
    made = StoryAssignment(article_id, story_id, AssignmentReason.SYNDICATED if copy_of else AssignmentReason.NEW, 0.9, copy_of)
    return Placement(made, f, a_member(article_id, copy_of=copy_of, reason=made.reason, score=0.9, publisher=f.publisher))


def test_a_merge_ties_each_moved_article_to_the_first_of_the_other_and_takes_back_what_parted_them() -> None:
    known = cannot("a x", "x stranger")
    said, gone = merging([placed("x", "s-2"), placed("y", "s-2")], [placed("a", "s-1"), placed("b", "s-1")], known, word)
    assert said == must("x a", "y a") and gone == known[:1]


def test_a_split_keeps_what_leaves_together_and_apart_from_the_rest_and_takes_back_what_tied_them() -> None:
    known = must("x a", "x stranger", "x y")
    said, gone = splitting([placed("x", "s"), placed("y", "s")], [placed("a", "s"), placed("b", "s")], known, word)
    assert said == [*must("y x"), *cannot("x a", "x b")] and gone == known[:1]


def test_of_copies_that_lost_their_original_the_oldest_speaks_for_itself() -> None:
    out = [placed("c1", "s-1", "a", 2, credit="wire"), placed("c2", "s-1", "a", 1, credit="wire")]
    now = {p.article_id: p for p in settle("s-2", out, AssignmentReason.CANNOT_LINK)}
    assert (now["c2"].assignment.copy_of, now["c1"].assignment.copy_of) == (None, "c2")
    assert (now["c2"].member.publisher, now["c1"].member.publisher) == ("vale news", "wire")
    assert all(p.decided == before.assignment for before, p in zip(out, [now["c1"], now["c2"]], strict=True))


def test_articles_that_leave_go_home_or_to_a_story_of_their_own() -> None:
    x, y = placed("x", "s"), placed("y", "s")
    home = replace(x, decided=replace(x.assignment, story_id="s-home"))
    assert story_for([home, y], lambda s: s == "s") == "s-home"
    assert story_for([x, y], lambda s: s == "s") == new_story_id(x.features)
    assert story_for([x, y], lambda s: s in {"s", new_story_id(x.features)}) == new_story_id(y.features)
    made = story_for([x], lambda s: s in {"s", new_story_id(x.features)})
    assert made not in {"s", new_story_id(x.features)} and made == story_for([x], lambda s: s in {"s", new_story_id(x.features)})


def row(f: Features, story_id: str) -> tuple[StoryAssignment, Features]:
    return StoryAssignment(f.article_id, story_id, AssignmentReason.NEW, 1.0), f


def test_a_regrouping_keeps_the_id_of_a_story_that_comes_out_as_it_was() -> None:
    a, b = some_features("a", TEXT), some_features("b", TEXT, published_at=NOW + HOUR)
    made = regroup((), [row(a, "s-old"), row(b, "s-old")], Groups([]), {}, WEIGHTS)
    assert {d.story_id for d in made.now.values()} == {"s-old"} and made.moved == []


def test_of_a_story_that_falls_apart_the_larger_part_keeps_the_id() -> None:
    parts = [some_features(f"a{n}", TEXT, published_at=NOW + n * HOUR) for n in range(2)]
    odd = some_features("odd", OTHER, published_at=NOW - HOUR, territories=frozenset({"crimea"}))
    made = regroup((), [row(odd, "s-old"), *(row(f, "s-old") for f in parts)], Groups([]), {}, WEIGHTS)
    assert made.moved == ["odd"] and made.now["odd"].story_id == new_story_id(odd) and made.now["a0"].story_id == "s-old"


def test_articles_before_the_start_stay_and_take_later_ones() -> None:
    a, b = some_features("a", TEXT), some_features("b", TEXT, published_at=NOW + HOUR)
    made = regroup([row(a, "s-kept")], [row(b, "s-other")], Groups([]), {}, WEIGHTS)
    assert made.now["b"].story_id == "s-kept" and list(made.now) == ["b"]
    parted = regroup([row(a, "s-kept")], [row(b, "s-kept")], Groups(cannot("a b")), {}, WEIGHTS)
    assert parted.now["b"].story_id == new_story_id(b)
    tied = regroup([], [row(b, "s-other")], Groups(must("b old")), {"old": "s-ancient"}, WEIGHTS)
    assert tied.now["b"].story_id == "s-ancient"
