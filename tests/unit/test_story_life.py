"""The phase, the level over time, who published and the toll by claimant."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.domain.reading import Effect, Realis, Signal
from monitor.domain.source import Source
from monitor.domain.story import Correction, Standing, StoryArticle
from monitor.stories.levels import levels_over_time
from monitor.stories.life import StoryLife, life_of
from monitor.stories.phase import CLOSED_AFTER, Phase, phase_of
from tests.story_parts import DAY, HOUR, NOW, a_member, a_story, a_toll


def at(*hours: float) -> list[dt.datetime]:
    return [NOW - h * HOUR for h in hours]


@pytest.mark.parametrize(
    ("reports", "last_news", "level", "phase"),
    [
        (at(), 0, 4, Phase.CLOSED),  # every report was withdrawn
        (at(5), 5, 4, Phase.BREAKING),
        (at(5, 4, 3, 2), 0, 1, Phase.BREAKING),
        (at(7, 1), 1, 4, Phase.DEVELOPING),
        (at(30, 1), 1, 4, Phase.DEVELOPING),
        (at(70, 40, 10), 1, 2, Phase.SUSTAINED),
        (at(60, 40), 40, 5, Phase.DEVELOPING),
        (at(60, 50), 50, 3, Phase.FADING),
        (at(60, 50), 50, 4, Phase.DEVELOPING),  # violence is given a day more
        (at(100, 80), 2, 4, Phase.FADING),  # a copy is news, but no new report
        (at(47, 46, 45, 44, 43, 1), 1, 4, Phase.FADING),  # five in one day, one in the last
        (at(47, 46, 45, 44, 43, 2, 1), 1, 4, Phase.DEVELOPING),
        (at(200), 169, 6, Phase.CLOSED),
        (at(300), 1, 6, Phase.FADING),
    ],
)
def test_the_phase(reports: list[dt.datetime], last_news: float, level: int, phase: Phase) -> None:
    found, why = phase_of(reports, NOW - last_news * HOUR, level, NOW)
    assert found is phase and why


def test_a_story_ages_through_its_phases_in_order() -> None:
    reports = [NOW + h * HOUR for h in (0, 3, 9, 26, 50, 75)]
    life = [
        phase_of([t for t in reports if t <= now], max(t for t in reports if t <= now), 4, now)[0] for now in (NOW + h * HOUR for h in range(400))
    ]
    seen = [p for n, p in enumerate(life) if n == 0 or p is not life[n - 1]]
    assert seen == [Phase.BREAKING, Phase.DEVELOPING, Phase.SUSTAINED, Phase.FADING, Phase.CLOSED]
    assert life.index(Phase.CLOSED) == 75 + CLOSED_AFTER // HOUR + 1


def steps(*members: StoryArticle, now: dt.datetime = NOW) -> list[tuple[float, int, int]]:
    return [((s.at - NOW) / DAY, s.reported, s.corroborated) for s in levels_over_time(members, now)]


def report(key: str, level: int, day: float, *signals: Signal) -> StoryArticle:
    told = tuple((s, Realis.ACTUAL, None) for s in signals or (Signal.STRIKE,))
    return a_member(key, level=level, published_at=NOW + day * DAY, signals=told)


def test_one_source_raises_the_level_unconfirmed_and_a_second_bears_it_out() -> None:
    story = [report("a", 3, 0), report("b", 4, 1), report("c", 4, 2)]
    assert steps(*story, now=NOW + 2 * DAY) == [(0, 3, 0), (1, 4, 3), (2, 4, 4)]
    told = levels_over_time(story, NOW + 2 * DAY)
    assert told[1].why == "Outlet b reports strike; Outlet b bears out level 3 show of force" and told[1].article_id == "b"


def test_quiet_lowers_the_level_by_one_a_fortnight_and_an_agreement_by_one_a_week() -> None:
    assert steps(report("a", 2, 0), now=NOW + 30 * DAY) == [(0, 2, 0), (14, 1, 0), (28, 0, 0)]
    eased = [report("a", 4, 0), report("b", 0, 3, Signal.AGREEMENT)]
    assert steps(*eased, now=NOW + 20 * DAY) == [(0, 4, 0), (10, 3, 0), (17, 2, 0)]
    broken = [*eased, report("c", 4, 5)]
    assert steps(*broken, now=NOW + 20 * DAY) == [(0, 4, 0), (5, 4, 4), (19, 3, 3)]
    late = [report("a", 4, 0), report("b", 0, 15, Signal.WITHDRAWAL)]  # quiet counts from the withdrawal: no step lies before the one that went
    assert steps(*late, now=NOW + 23 * DAY) == [(0, 4, 0), (14, 3, 0), (22, 2, 0)]


def test_a_report_one_level_below_holds_the_level_and_what_fell_stays_down_until_new_reports() -> None:
    assert steps(report("a", 4, 0), report("b", 3, 13), now=NOW + 26 * DAY) == [(0, 4, 0), (13, 4, 3)]
    fell = [report("a", 4, 0), report("b", 1, 13)]
    assert steps(*fell, now=NOW + 14 * DAY)[-1] == (14, 3, 1)
    assert steps(*fell, report("c", 4, 15), now=NOW + 15 * DAY)[-1] == (15, 4, 3), "the old report bears out only what quiet left of it"


def test_nothing_after_now_counts() -> None:
    assert steps(report("a", 2, 0), report("b", 5, 3), now=NOW + DAY) == [(0, 2, 0)]


def life(*members: StoryArticle, now: dt.datetime = NOW + DAY) -> StoryLife:
    wire = Source("Outlet a", "France", None, None, True)
    return life_of(a_story(*members), now, lambda outlet, url: wire if outlet == "Outlet a" else None)


def test_publishers_fold_copies_and_flag_agencies_and_parties() -> None:
    found = life(
        a_member("a"), a_member("b", copy_of="a"), a_member("c", copy_of="b"), a_member("d", state_owned_by="India", party_owned=True),
        a_member("e", state_owned_by="Qatar"), a_member("f", copy_of="gone"),
    )  # fmt: skip
    told = [(p.name, p.agency, p.independent, p.state_owned_by, p.articles, p.carried_by) for p in found.publishers]
    assert told == [
        ("Outlet a", True, True, None, 1, ("Outlet b", "Outlet c")),
        ("Outlet d", False, False, "India", 1, ()),
        ("Outlet e", False, True, "Qatar", 1, ()),
        ("Outlet f", False, True, None, 1, ()),
    ]


def test_the_toll_is_a_line_for_each_side_and_claimant_with_its_revisions() -> None:
    def claims(key: str, hour: int, *figures: tuple[int, int | None, str], **more: object) -> StoryArticle:
        return a_member(
            key,
            published_at=NOW + hour * HOUR,
            toll=tuple(a_toll(n, key, high=h, claimed_by=who, as_of=NOW + hour * HOUR, **more) for n, h, who in figures),
        )

    found = life(
        claims("a", 0, (3, 3, "the army"), (30, None, "rebels")),
        claims("b", 1, (5, 6, "The army")),
        claims("c", 2, (5, 6, "the Army")),
        claims("d", 3, (2, 2, "medics"), effect=Effect.WOUNDED),
    )
    assert [(str(x.effect), x.claimant, [(t.low, t.high) for t in x.steps]) for x in found.toll] == [
        ("killed", "the army", [(3, 3), (5, 6)]),
        ("killed", "rebels", [(30, None)]),
        ("wounded", "medics", [(2, 2)]),
    ]


def test_signals_have_a_first_and_a_last_time_and_the_voices_behind_them() -> None:
    said = ((Signal.STRIKE, Realis.ACTUAL, "Delhi"), (Signal.TALKS, Realis.PLANNED, None))
    found = life(a_member("a", signals=said), a_member("b", copy_of="a", signals=said), a_member("c", published_at=NOW + HOUR, signals=said[:1]))
    strike, talks = found.signals
    assert (strike.signal, strike.first, strike.last, strike.reports, strike.said_by) == (Signal.STRIKE, NOW, NOW + HOUR, 2, ("Delhi",))
    assert (talks.realis, talks.reports) == (Realis.PLANNED, 1)


def test_a_story_of_withdrawn_reports_is_closed_at_level_nothing() -> None:
    gone = a_member("a", toll=(a_toll(9, "a"),))
    note = a_member(
        "b", publisher=gone.publisher, title=gone.title, published_at=NOW + HOUR, level=0, corrects=Correction(Standing.RETRACTED, "Retraction:")
    )
    found = life(gone, note, now=NOW + 2 * HOUR)
    assert (found.phase, found.level_now.reported, found.publishers) == (Phase.CLOSED, 0, ())
    assert found.toll[0].steps[0].standing is Standing.RETRACTED
