"""Who bears a level out."""

from __future__ import annotations

from monitor.domain.reading import Realis, Signal
from monitor.domain.story import Standing
from monitor.stories.corroboration import corroborated_level, corroborated_since, publishers_of, supports
from tests.story_parts import HOUR, NOW, a_member, a_story, a_toll


def test_a_party_bears_out_what_it_asserts_and_not_what_it_denies() -> None:
    protests = a_member("a", parties=("Guyana", "Venezuela"), voices=(("Guyana", 4), ("Venezuela", 1)))
    assert corroborated_since([protests], 4) is None and corroborated_level([protests]) == 1
    assert corroborated_since([a_member("a", voices=(("Guyana", 4), ("Venezuela", 4)))], 4) == NOW
    old = a_member("a", parties=("Guyana", "Venezuela"))  # a row stored before voices were
    assert corroborated_since([old], 4) == NOW


def test_who_counts_the_dead_tells_of_violence_whatever_its_signals() -> None:
    fire, toll_only = a_member("a"), a_member("b", level=2, toll=(a_toll(3, "b"),), published_at=NOW + HOUR)
    assert corroborated_since([fire, toll_only], 4) == NOW + HOUR
    for silent in (
        a_member("b", level=0, toll=(a_toll(3, "b"),)),  # an explainer speaks for nothing
        a_member("b", level=2, toll=(a_toll(3, "b", realis=Realis.DENIED),)),
        a_member("b", level=2, toll=(a_toll(3, "b", standing=Standing.RETRACTED),)),
        a_member("b", level=2, toll=(a_toll(0, "b"),)),
    ):
        assert corroborated_since([fire, silent], 4) is None


def test_who_bears_a_level_out_bears_out_every_lower_one() -> None:
    """Else a copy that lifts a story's level lifts its corroboration too: who counted the dead bore out level 4 and not level 2."""
    for level in range(7):
        for toll in ((), (a_toll(3, "a"),)):
            borne = [supports(a_member("a", level=level, toll=toll), k) for k in range(1, 7)]
            assert borne == sorted(borne, reverse=True)
    assert supports(a_member("a", level=1, toll=(a_toll(3, "a"),)), 2)


def test_war_is_borne_out_by_sustained_fighting_not_by_a_clash() -> None:
    assert corroborated_since([a_member("a", level=6), a_member("b", level=4, toll=(a_toll(9, "b"),))], 6) is None
    assert corroborated_since([a_member("a", level=6), a_member("b", level=5)], 6) == NOW


def test_a_story_says_which_lower_level_is_corroborated() -> None:
    story = a_story(a_member("a", level=4), a_member("b", level=3), a_member("c", level=2))
    assert (story.level, story.corroborated, story.corroborated_level) == (4, False, 3)
    assert a_story(a_member("a", level=1)).corroborated_level == 0


def test_copies_carry_their_originals_words_through_any_number_of_hands() -> None:
    members = [a_member("a"), a_member("b", copy_of="a"), a_member("c", copy_of="b"), a_member("d", copy_of="elsewhere")]
    assert publishers_of(members) == {"a": "outlet a", "b": "outlet a", "c": "outlet a", "d": "outlet d"}
    assert publishers_of([a_member("x", copy_of="y"), a_member("y", copy_of="x")]).keys() == {"x", "y"}


def test_a_claimant_that_goes_back_to_its_first_figure_is_seen_doing_so() -> None:
    figures = [a_member(k, toll=(a_toll(n, k, claimed_by=who),), published_at=NOW + i * HOUR) for i, (k, n, who) in enumerate(
        [("a", 3, "India's army"), ("b", 5, "the India\u2019s army"), ("c", 5, "India's Army"), ("d", 3, "India's army")]
    )]  # fmt: skip
    assert [(t.low, t.article_id) for t in a_story(*figures).toll] == [(3, "a"), (5, "b"), (3, "d")]


def test_two_outlets_own_figures_are_two_claims_even_when_they_agree() -> None:
    a, b = a_member("a", toll=(a_toll(5, "a"),)), a_member("b", toll=(a_toll(5, "b"),), published_at=NOW + HOUR)
    copy = a_member("c", copy_of="a", toll=(a_toll(5, "c"),), published_at=NOW + 2 * HOUR)
    assert [t.article_id for t in a_story(a, b, copy).toll] == ["a", "b"]


def test_a_late_copy_of_an_earlier_figure_takes_nothing_back() -> None:
    at = {"a": (3, None), "b": (4, "a"), "c": (3, "a")}
    members = [
        a_member(k, copy_of=of, toll=(a_toll(n, k, claimed_by="x"),), published_at=NOW + i * HOUR) for i, (k, (n, of)) in enumerate(at.items())
    ]
    assert [t.low for t in a_story(*members).toll] == [3, 4]


def test_the_story_does_not_mistake_signals_for_voices() -> None:
    assert not a_story(a_member("a", signals=((Signal.STRIKE, Realis.ACTUAL, "Delhi"),), voices=())).corroborated
