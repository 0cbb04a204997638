"""Which story an article belongs to, with its reason; the order in which candidates come does not matter."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from monitor.domain.story import AssignmentReason, Features, StoryAssignment
from monitor.stories.assign import assign as decide
from monitor.stories.assign import new_story_id
from monitor.stories.index import StoryIndex
from tests.story_parts import DAY, HOUR, NOW, WEIGHTS, some_features

LONG = " ".join(f"Soldier number {i} of the border force told reporter {i * 7} about the shelling of hamlet {i * 3}." for i in range(20))
WIRE = some_features("wire", LONG, "Shelling along the whole border")


def assign(article: Features, near: Sequence[tuple[str, Features]], candidates: Sequence[tuple[str, Sequence[Features]]]) -> StoryAssignment:
    return decide(article, near, candidates, WEIGHTS)


def test_the_first_article_opens_a_story_named_after_it() -> None:
    made = assign(WIRE, [], [])
    assert (made.reason, made.story_id, made.copy_of, made.score) == (AssignmentReason.NEW, new_story_id(WIRE), None, 1.0)
    assert new_story_id(WIRE) == new_story_id(some_features("wire", "other words")) != new_story_id(some_features("wire2", LONG))


def test_the_same_address_is_the_same_article_whatever_it_says_now() -> None:
    rewritten = some_features("b", "Entirely new words about it", url_key=WIRE.url_key)
    made = assign(rewritten, [("s-1", WIRE)], [])
    assert (made.reason, made.story_id, made.copy_of, made.score) == (AssignmentReason.SAME_URL, "s-1", "wire", 1.0)


def test_a_copy_is_folded_onto_its_original() -> None:
    copy = some_features("b", LONG + " Halyard Newswire", "Another title for the same text")
    made = assign(copy, [("s-1", WIRE)], [])
    assert (made.reason, made.story_id, made.copy_of) == (AssignmentReason.SYNDICATED, "s-1", "wire")
    assert made.score > 0.8 and made.parts["jaccard"] == pytest.approx(made.score, abs=0.01)


def test_of_several_originals_the_likest_is_named() -> None:
    cut = some_features("cut", " ".join(LONG.split()[:170]))
    copy = some_features("b", LONG)
    assert assign(copy, [("s-1", cut), ("s-2", WIRE)], []).copy_of == "wire"


def test_short_texts_need_more_likeness() -> None:
    a = some_features("a", " ".join(f"w{i}" for i in range(60)))
    b = some_features("b", " ".join([f"w{i}" for i in range(32)] + [f"v{i}" for i in range(28)]))
    assert assign(b, [("s-1", a)], []).reason is AssignmentReason.NEW


def test_one_long_title_within_two_days_makes_a_copy_of_likish_texts() -> None:
    half = some_features("b", " ".join(LONG.split()[:80] + [f"v{i}" for i in range(220)]), "Shelling along the whole border")
    made = assign(half, [("s-1", WIRE)], [])
    assert made.reason is AssignmentReason.SYNDICATED and made.parts.get("same_title") == 1.0
    late = some_features(
        "b", " ".join(LONG.split()[:80] + [f"v{i}" for i in range(220)]), "Shelling along the whole border", published_at=NOW + 3 * DAY
    )
    assert assign(late, [("s-1", WIRE)], []).reason is AssignmentReason.NEW


def test_the_same_event_joins_with_the_parts_of_its_score() -> None:
    parts = {"names": frozenset({"mendhar", "rahul mehta"}), "places": frozenset({"Mendhar"}), "signals": frozenset({"armed_clash"}), "killed": (3,)}
    a = some_features("a", "Three soldiers died in mortar fire near Mendhar, Rahul Mehta said", "Three soldiers killed near Mendhar", **parts)
    b = some_features(
        "b",
        "Mortar fire near Mendhar: three soldiers died, said Rahul Mehta, the army's man there",
        "Mendhar mortar fire kills three soldiers",
        **parts,
    )
    made = assign(b, [], [("s-1", [a])])
    assert (made.reason, made.story_id, made.copy_of) == (AssignmentReason.SAME_EVENT, "s-1", None)
    assert made.score >= 0.5 and made.parts["names"] == pytest.approx(1.0)


def test_another_event_of_the_same_line_is_a_new_story() -> None:
    other = some_features("b", "A ferry service opened to tourists in spring", "Ferry opens")
    made = assign(other, [], [("s-1", [WIRE])])
    assert made.reason is AssignmentReason.NEW and made.score > 0.5


def test_one_look_alike_does_not_glue_a_story_of_others() -> None:
    parts = {"names": frozenset({"mendhar"}), "places": frozenset({"Mendhar"}), "signals": frozenset({"armed_clash"})}
    article = some_features("x", "Mortar fire near Mendhar killed soldiers", **parts)
    alike = some_features("y", "Mortar fire near Mendhar killed three soldiers", **parts)
    elsewhere = {"territories": frozenset({"crimea"}), "signals": frozenset({"unrest"})}
    strangers = [some_features(f"z{i}", f"Ferry {i} opened to tourists", **elsewhere) for i in range(10)]
    alone, mixed = assign(article, [], [("s-1", [alike])]), assign(article, [], [("s-1", [alike, *strangers])])
    assert alone.reason is AssignmentReason.SAME_EVENT
    assert mixed.reason is AssignmentReason.NEW or mixed.score < alone.score


def test_an_explainer_glues_no_event_to_the_story_that_it_explains() -> None:
    told = {"signals": frozenset({"armed_clash"})}
    article = some_features("x", "Mortar fire near Mendhar killed soldiers", names=frozenset({"mendhar"}), **told)
    explainer = some_features("y", "Mortar fire near Mendhar killed soldiers once before", names=frozenset({"mendhar"}))
    ferry = some_features("z", "A ferry sank off the pier", territories=frozenset({"crimea"}), **told)
    assert assign(article, [], [("s-1", [explainer])]).reason is AssignmentReason.SAME_EVENT
    assert assign(article, [], [("s-1", [explainer, ferry])]).reason is AssignmentReason.NEW


def test_the_order_of_candidates_and_of_near_duplicates_does_not_matter() -> None:
    parts = {"names": frozenset({"mendhar"}), "places": frozenset({"Mendhar"}), "signals": frozenset({"armed_clash"})}
    article = some_features("x", "Mortar fire near Mendhar killed soldiers", **parts)
    candidates = [
        (
            f"s-{i}",
            [some_features(f"c{i}{j}", "Mortar fire near Mendhar killed soldiers on patrol", published_at=NOW - j * HOUR, **parts) for j in range(3)],
        )
        for i in range(3)
    ]
    answers = {str(assign(article, [], [(s, list(m)) for s, m in order])) for order in itertools.permutations(candidates)}
    answers |= {str(assign(article, [], [(s, list(reversed(m))) for s, m in candidates]))}
    assert len(answers) == 1
    near = [("s-2", some_features("n2", LONG)), ("s-1", some_features("n1", LONG)), ("s-3", some_features("n3", LONG))]
    assert {assign(WIRE, order, []).story_id for order in itertools.permutations(near)} == {"s-1"}


def test_a_story_without_members_is_passed_over() -> None:
    assert assign(WIRE, [], [("s-1", [])]).reason is AssignmentReason.NEW


def test_the_window_in_memory_forgets_after_fourteen_days() -> None:
    index = StoryIndex(WEIGHTS)
    first = index.place(WIRE)
    assert index.place(some_features("b", LONG, published_at=NOW + 13 * DAY)).story_id == first.story_id
    index = StoryIndex(WEIGHTS)
    index.place(WIRE)
    assert index.place(some_features("b", LONG, published_at=NOW + 15 * DAY)).reason is AssignmentReason.NEW


def test_a_round_up_belongs_to_no_story_and_draws_none_to_it() -> None:
    parts = {"names": frozenset({"mendhar"}), "places": frozenset({"Mendhar"}), "signals": frozenset({"armed_clash"})}
    text = "Mortar fire near Mendhar killed soldiers"
    roundup = some_features("r", text, extra={"roundup": ("yes",)}, **parts)
    plain = some_features("x", text + " on patrol", **parts)
    assert assign(roundup, [], [("s-1", [plain])]).reason is AssignmentReason.NEW
    assert assign(plain, [], [("s-1", [roundup])]).reason is AssignmentReason.NEW
