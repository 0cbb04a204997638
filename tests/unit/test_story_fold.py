"""The story as a fold over its articles: level, corroboration, toll, title."""

from __future__ import annotations

import itertools

from monitor.domain.reading import Effect, Realis, Signal
from monitor.domain.toll import killed_so_far
from monitor.stories.story import fold_story
from tests.story_parts import DAY, HOUR, NOW, a_member, a_story, a_toll


def test_the_level_is_the_highest_that_an_article_not_stale_reports() -> None:
    assert a_story(a_member("a", level=1), a_member("b", level=4), a_member("c", level=3)).level == 4
    assert a_story(a_member("a", level=1), a_member("b", level=6, stale=True)).level == 1


def test_one_publisher_corroborates_nothing_and_two_do() -> None:
    one = a_member("a")
    again = a_member("b", publisher=one.publisher, first_seen_at=NOW + HOUR)
    other = a_member("c", first_seen_at=NOW + 2 * HOUR, published_at=NOW + 2 * HOUR)
    assert not a_story(one, again).corroborated
    story = a_story(one, again, other)
    assert story.corroborated and story.corroborated_since == NOW + 2 * HOUR
    assert story.publishers == (one.publisher, other.publisher)


def test_copies_never_corroborate() -> None:
    copies = [a_member(f"c{i}", copy_of="a1") for i in range(9)]
    story = a_story(a_member("a1"), *copies)
    assert not story.corroborated and story.publishers == ("outlet a1",)


def test_an_outlet_of_a_party_is_not_independent_but_both_parties_are_proof() -> None:
    free = a_member("a")
    state = a_member("b", party_owned=True, parties=("India",))
    assert not a_story(free, state).corroborated
    rival = a_member("c", party_owned=True, parties=("Pakistan",))
    assert a_story(state, rival).corroborated
    assert a_story(a_member("d", parties=("India", "Pakistan"))).corroborated


def test_who_reports_less_does_not_corroborate_more() -> None:
    assert not a_story(a_member("a", level=4), a_member("b", level=3)).corroborated
    assert a_story(a_member("a", level=5), a_member("b", level=4)).corroborated, "violence of 4 and 5 differs in the toll only"
    assert not a_story(a_member("a", level=0), a_member("b", level=0)).corroborated


def test_stale_members_say_nothing() -> None:
    story = a_story(a_member("a"), a_member("b", stale=True, toll=(a_toll(9, "b"),)))
    assert not story.corroborated and story.toll == ()


def test_figures_of_two_claimants_stand_side_by_side() -> None:
    ours, theirs = a_toll(3, "a", side="India", claimed_by="Delhi"), a_toll(12, "b", side="India", claimed_by="Islamabad")
    story = a_story(a_member("a", toll=(ours,)), a_member("b", toll=(theirs,)))
    assert story.toll == (ours, theirs)


def test_a_claimants_revision_is_kept_beside_its_first_figure_and_a_repeat_is_not() -> None:
    first, again, revised = a_toll(3, "a", claimed_by="Delhi"), a_toll(3, "b", claimed_by="DELHI"), a_toll(5, "c", claimed_by="Delhi")
    members = [a_member(k, toll=(t,), published_at=NOW + i * HOUR) for i, (k, t) in enumerate((("a", first), ("b", again), ("c", revised)))]
    assert a_story(*members).toll == (first, revised)


def test_a_denied_figure_is_kept_and_a_historical_one_is_not() -> None:
    denied, old = a_toll(9, realis=Realis.DENIED), a_toll(30000, realis=Realis.HISTORICAL)
    assert a_story(a_member(toll=(denied, old))).toll == (denied,)


def test_the_dead_so_far_are_sides_added_up_never_claimants() -> None:
    toll = [
        a_toll(3, side="India", claimed_by="Delhi"),
        a_toll(12, side="India", claimed_by="Islamabad"),
        a_toll(4, side="Pakistan"),
        a_toll(900, effect=Effect.WOUNDED),
        a_toll(99, realis=Realis.DENIED),
    ]
    assert killed_so_far(toll) == 16
    assert killed_so_far([*toll, a_toll(20, cumulative=True, side="India")]) == 20
    assert killed_so_far([]) == 0


def test_the_title_is_that_of_an_outlet_of_no_party_at_the_storys_level() -> None:
    state = a_member("a", title="Enemy dealt crushing blow", party_owned=True, published_at=NOW - DAY)
    soft = a_member("b", title="Governor visits the border", level=1, published_at=NOW - HOUR)
    copy = a_member("c", title="Border fire copied from a wire", copy_of="d", published_at=NOW - HOUR / 2)
    wire = a_member("d", title="UPDATE 2-Troops exchange fire on border - Halyard")
    assert a_story(state, soft, copy, wire).title == "Troops exchange fire on border"
    assert a_story(state).title == "Enemy dealt crushing blow"
    assert a_story(a_member(title="")).title == "untitled"


def test_a_denial_by_a_named_actor_counts_until_a_second_publisher_asserts() -> None:
    asserts, denies = a_member("a"), a_member("b", level=1, signals=((Signal.STRIKE, Realis.DENIED, "Delhi"),))
    assert a_story(asserts, denies).denied
    assert not a_story(asserts, denies, a_member("c")).denied
    assert not a_story(asserts, a_member("b", signals=((Signal.STRIKE, Realis.DENIED, None),))).denied


def test_signals_are_the_actual_ones_commonest_first() -> None:
    both = ((Signal.STRIKE, Realis.ACTUAL, None), (Signal.THREAT, Realis.ACTUAL, None), (Signal.TALKS, Realis.PLANNED, None))
    assert a_story(a_member("a", signals=both), a_member("b")).signals == (Signal.STRIKE, Signal.THREAT)


def test_the_fold_does_not_depend_on_the_order_of_its_articles() -> None:
    members = [a_member(k, level=n, published_at=NOW + n * HOUR, parties=(k,), toll=(a_toll(n, k),)) for n, k in enumerate("abcd", 1)]
    assert len({str(fold_story("s", order)) for order in itertools.permutations(members)}) == 1


def test_first_and_last_are_when_it_was_seen_not_what_it_says() -> None:
    story = a_story(a_member("a", published_at=NOW - 30 * DAY, first_seen_at=NOW), a_member("b", published_at=NOW, first_seen_at=NOW + HOUR))
    assert (story.first_seen_at, story.last_seen_at) == (NOW, NOW + HOUR)


def test_the_territory_is_the_commonest() -> None:
    assert a_story(a_member("a", territory="kashmir"), a_member("b", territory="ladakh"), a_member("c", territory="ladakh")).territory == "ladakh"
    assert a_story(a_member("a", territory=None)).territory is None
