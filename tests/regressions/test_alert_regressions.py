"""What has told people the same thing twice, or told them nothing: edits, restarts, new ids, copies that come and go, editions of one house."""

from __future__ import annotations

import pytest

from monitor.domain.alert import Certainty
from tests.scripted import DAY, MINUTES, House, PowerCut, assert_ledger_adds_up
from tests.watched import CLASH, COLOUR, OWN, OWN_TITLE, TITLE, VALE, WIRE, Open, alerts, stories, watching

# --- a publisher that touches an old article ---------------------------------------------------------------------


def newer_date(row: dict[str, str], house: House, n: int) -> None:
    row["published"] = house.watch.now().isoformat()


def corrected_title(row: dict[str, str], house: House, n: int) -> None:
    row["title"] = f"{TITLE}, {n + 1} hours of shelling"


def longer_summary(row: dict[str, str], house: House, n: int) -> None:
    row["summary"] += f" Updated {n + 1} times."


def dropped_date(row: dict[str, str], house: House, n: int) -> None:
    row["published"] = "1970-01-01T00:00:00+00:00"


def moved_slug(row: dict[str, str], house: House, n: int) -> None:
    row["url"] = f"https://wire.example/clash-{n}"
    house.web.pages[row["url"]] = CLASH


@pytest.mark.parametrize("touch", [newer_date, corrected_title, longer_summary, dropped_date, moved_slug], ids=lambda f: f.__name__)
async def test_an_article_that_its_publisher_touches_again_and_again_is_told_once(opened: Open, touch: object) -> None:
    house = await watching(opened, WIRE)
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    await house.run()
    for n in range(5):
        touch(house.web.feeds[WIRE][0], house, n)  # type: ignore[operator]
        ledger = await house.run()
        assert ledger.entries_new == 0 and ledger.alerts == {}
    assert house.hub.kinds() == ["alert.opened"]
    assert_ledger_adds_up(house)


async def test_a_bumped_date_that_brings_a_new_guid_is_told_once_too(opened: Open) -> None:
    house = await watching(opened, WIRE)
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    await house.run()
    for n in range(5):
        house.web.feeds[WIRE][0] |= {"guid": f"clash@{n}", "published": house.watch.now().isoformat()}
        assert (await house.run()).entries == {"duplicate": 1}
    assert house.hub.kinds() == ["alert.opened"] and len(stories(house)[0].articles) == 1
    assert_ledger_adds_up(house)


# --- a process that starts again ---------------------------------------------------------------------------------


async def test_restarts_tell_nothing_again(opened: Open) -> None:
    house = await watching(opened, WIRE, COLOUR)
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    house.web.publish(COLOUR, "mendhar", OWN_TITLE, OWN)
    await house.run()
    told = [d.id for d in house.hub.took]
    for _ in range(4):
        house.restart()
        ledger = await house.run()
        assert (ledger.entries_new, ledger.stories, ledger.alerts, ledger.deliveries) == (0, {}, {}, {})
    assert [d.id for d in house.hub.took] == told and len(alerts(house)) == 1


async def test_a_restart_before_a_send_was_recorded_repeats_it_under_its_own_id_only(opened: Open) -> None:
    house = await watching(opened, WIRE)
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    house.hub.dies_at = 1
    with pytest.raises(PowerCut):
        await house.run()
    for _ in range(3):
        house.restart()
        await house.run()
    assert len(house.hub.took) == 2 and len({d.id for d in house.hub.took}) == 1


# --- ids that all change at once, copies that stay, copies that flip ---------------------------------------------

PLACES = "Akhnoor Balakot Degwar Jhallas Khari Loran Mankote Nowshera Rajouri Sunderbani Tarkundi Uri".split()


def archive(house: House, feed: str, days: int, tag: str = "") -> None:
    """A feed with one story a day, the oldest last, each about a place of its own."""
    rows = []
    for n in range(days):
        place = PLACES[n % len(PLACES)]
        when = house.watch.now() - n * DAY
        text = f"Shells from across the Line of Control fell on {place} in Kashmir on day {n} of the tally, wounding {n + 2} villagers, the magistrate of {place} said."
        address = f"https://{feed.split('/')[2]}/{n}"
        rows.append(
            {
                "guid": f"{n}{tag}",
                "url": address,
                "title": f"Shells wound {n + 2} in {place}, Kashmir",
                "summary": text,
                "published": when.isoformat(),
            }
        )
        house.web.pages[address] = text
    house.web.feeds[feed] = rows


async def test_ids_that_all_change_at_once_are_no_flood(opened: Open) -> None:
    house = await watching(opened, WIRE)
    archive(house, WIRE, 60)
    await house.run()
    before, told = len(stories(house)), len(house.hub.took)
    for turn in range(3):
        for row in house.web.feeds[WIRE]:
            row["guid"] += f"/{turn}"
        ledger = await house.run()
        assert ledger.entries_new == 60 and ledger.stories == {}
    assert len(stories(house)) == before and len(house.hub.took) == told
    assert_ledger_adds_up(house)


async def test_ids_and_addresses_that_all_change_at_once_raise_nothing(opened: Open) -> None:
    house = await watching(opened, WIRE)
    archive(house, WIRE, 60)
    await house.run()
    told = len(house.hub.took)
    for row in house.web.feeds[WIRE]:
        moved = f"https://wire.example/2024/{row['guid']}"
        house.web.pages[moved] = house.web.pages[row["url"]]
        row |= {"guid": f"new-{row['guid']}", "url": moved}
    ledger = await house.run()
    assert ledger.entries_new == 60 and "opened" not in ledger.alerts
    assert len(house.hub.took) == told


async def test_the_old_and_the_new_copy_of_an_article_that_both_stay_do_not_flip_flop(opened: Open) -> None:
    house = await watching(opened, WIRE)
    page = house.web.publish(WIRE, "old-id", TITLE, CLASH)
    await house.run()
    house.web.publish(WIRE, "new-id", TITLE, CLASH, url=f"{page}?edition=2")
    await house.run()
    for turn in range(4):
        house.web.feeds[WIRE].reverse()
        ledger = await house.run()
        assert (ledger.entries_new, ledger.stories, ledger.alerts) == (0, {}, {}), turn
    (story,) = stories(house)
    assert [a.copy_of for a in story.articles] == [None, story.articles[0].article_id]
    assert house.hub.kinds() == ["alert.opened"] and not story.corroborated


# --- many editions, one voice ------------------------------------------------------------------------------------

EDITIONS = [
    "Meridian World Service", "Meridian World Service (Asia)", "Meridian World Service (Africa)", "Meridian World Service UK", "Meridian World Service US",
    "Meridian World Service RSS", "Meridian World Service Top Stories", "Meridian World Service English", "Meridian World Service Live",
]  # fmt: skip
ANGLES = [
    "The firing began before the dawn prayer, villagers said.", "A retired brigadier called it the heaviest since last winter.", "Buses to the river villages were held back.",
    "The bazaar of Poonch stayed shut.", "A hotline between the commands was used twice.", "Doctors in Rajouri asked for blood.",
    "Goats lay dead along the road to Balnoi.", "The power line to the valley was cut.", "Two hamlets spent the night in cellars.",
]  # fmt: skip


async def test_nine_editions_of_one_broadcaster_are_one_publisher(opened: Open) -> None:
    feeds = [f"https://edition{n}.example/feed" for n in range(9)]
    house = opened(*feeds, outlets=dict(zip(feeds, EDITIONS, strict=True)))
    await house.run()
    for n, feed in enumerate(feeds):
        house.web.publish(feed, f"e{n}", f"Edition {n}: soldiers killed at the line in Kashmir", f"{ANGLES[n]} {OWN}")
        house.watch.turn(5 * MINUTES)
    await house.run()
    (story,) = stories(house)
    assert len(story.articles) == 9
    assert len(story.publishers) == 1 and not story.corroborated
    assert alerts(house)[0].certainty is not Certainty.OBSERVED


async def test_a_second_house_beside_the_editions_corroborates(opened: Open) -> None:
    house = await watching(opened, WIRE, VALE)
    house.web.publish(WIRE, "clash", TITLE, CLASH)
    await house.run()
    assert not stories(house)[0].corroborated
    house.web.publish(VALE, "mendhar", OWN_TITLE, OWN)
    await house.run()
    (story,) = stories(house)
    assert story.corroborated and alerts(house)[0].certainty is Certainty.OBSERVED


# --- late news of an old event -----------------------------------------------------------------------------------

NAMED = CLASH.replace("killing three soldiers,", "killing Rifleman Tsering Dorjay, 27, Rifleman Harjit Pal, 24, and a third soldier,")
LATE_NEWS = [
    ("Court martial opens over soldiers' deaths in Mendhar", "A court martial opened on Tuesday against a captain over the deaths of Rifleman Tsering Dorjay, 27, and Rifleman Harjit Pal, 24, who died on the Line of Control in Kashmir in March last year."),
    ("Inquiry blames bunker for deaths on Line of Control", "An inquiry has found that a badly built bunker cost Rifleman Tsering Dorjay and Rifleman Harjit Pal their lives in March, when they were killed in firing across the Line of Control in Kashmir, the army said on Tuesday."),
    ("Widow of Tsering Dorjay gets his medal", "The widow of Rifleman Tsering Dorjay, 27, who was killed at the Line of Control in Kashmir in March, was given his medal on Tuesday."),
]  # fmt: skip


@pytest.mark.parametrize("late", LATE_NEWS, ids=[title for title, _ in LATE_NEWS])
async def test_what_comes_of_a_clash_months_later_neither_opens_its_story_again_nor_raises_it(opened: Open, late: tuple[str, str]) -> None:
    house = await watching(opened, WIRE, VALE)
    house.web.publish(WIRE, "clash", TITLE, NAMED)
    await house.run()
    (before,), told = stories(house), list(house.hub.kinds())
    house.watch.turn(200 * DAY)
    await house.run()
    quiet = list(house.hub.kinds())
    house.web.publish(VALE, "late", *late)
    await house.run()
    after = next(story for story in stories(house) if story.id == before.id)
    assert told == ["alert.opened"] and "alert.raised" not in house.hub.kinds()
    assert house.hub.kinds() == quiet
    assert (after.last_seen_at, len(after.articles)) == (before.last_seen_at, 1)
