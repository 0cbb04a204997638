"""An operator merges, splits and rebuilds stories of a real database; alerts follow, and what he said outlasts everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.training.stories import operator_pairs
from monitor.adapters.artefacts import load_background, load_story_weights
from monitor.alerting.rules import snapshot_from
from monitor.cli.shapes import pair
from monitor.domain.alert import AlertStatus
from monitor.domain.constraint import Link, constraint
from monitor.domain.errors import InputError, NotFound
from monitor.domain.story import Standing, Story
from monitor.pipeline.correct import merge_stories, split_story
from monitor.pipeline.operate import resolve
from monitor.pipeline.rebuild import rebuild
from monitor.text.hashing import content_hash
from monitor.text.urls import url_key
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.reader import ArticleReader
from tests.scripted import House

WIRE, VALE = ("https://wire.example/feed", "https://vale.example/feed")
CLASH = (
    "Indian and Pakistani troops exchanged heavy fire across the Line of Control in Kashmir on Tuesday, killing three soldiers, officers said. "
    "Artillery shelled the hamlets of Mendhar sector for two hours before dawn, and the firing went on until noon."
)
SHOAL = (
    "A Chinese coast guard ship rammed a Philippine navy boat near Second Thomas Shoal on Tuesday and fired water cannon at it, wounding four sailors, "
    "Manila said. The boat was towed to Palawan with a hole in its bow."
)


@pytest.fixture
def house(tmp_path: Path, reader: ArticleReader, gazetteer: Gazetteer) -> Iterator[House]:
    made = House(tmp_path, reader, gazetteer, feeds=(WIRE, VALE))
    yield made
    made.close()


async def two_stories(house: House) -> tuple[str, str]:
    """Ids of a story about Kashmir and one about a shoal, each with an alert that was delivered."""
    await house.run()
    house.web.publish(WIRE, "clash", "Three soldiers killed as troops exchange fire in Kashmir", CLASH)
    house.web.publish(VALE, "shoal", "Navy boat rammed near Second Thomas Shoal", SHOAL)
    await house.run()
    found = {s.territory: s.id for s in stories(house)}
    assert len(found) == 2 and house.hub.kinds() == ["alert.opened", "alert.opened"]
    return found["kashmir"], next(s for t, s in found.items() if t != "kashmir")


def stories(house: House) -> list[Story]:
    with house.store.read() as unit:
        return unit.story_reading.list(since=None, territory=None, limit=100)


def picture(house: House) -> dict[str, object]:
    """Everything known of the stories: folds, members and assignments."""
    with house.store.read() as unit:
        return {s.id: (s, unit.story_moves.placements(s.id), unit.articles.assignments(s.id)) for s in stories(house)}


async def test_a_merge_is_told_as_an_update_and_the_other_alert_ends_naming_where_it_goes_on(house: House) -> None:
    kashmir, shoal = await two_stories(house)
    done = merge_stories(house.store, house.watch, shoal, kashmir, by="eve", note="one crisis")
    assert (done.story_id, done.articles, len(done.moved)) == (kashmir, 2, 1)
    ledger = await house.run()
    assert ledger.alerts["merged"] == 2
    assert sorted(house.hub.kinds()[2:]) == ["alert.resolved", "alert.updated"]
    with house.store.read() as unit:
        ended = next(a for a in unit.alerts.list(status=None, limit=9) if a.story_id == shoal)
        assert ended.status is AlertStatus.RESOLVED and ended.reasons == (f"merged into story {kashmir}: one crisis",)
        assert unit.story_reading.get(shoal).id == kashmir, "an old id leads to where its articles are"
        assert [(c.kind, c.by, c.note) for c in unit.constraints.all()] == [(Link.MUST, "eve", "one crisis")]
    assert (await house.run()).alerts == {}, "it is told once"


async def test_a_merge_then_the_split_of_the_same_articles_gives_back_what_was(house: House) -> None:
    kashmir, shoal = await two_stories(house)
    before = picture(house)
    moved = merge_stories(house.store, house.watch, shoal, kashmir, by="eve", note="").moved
    assert [s.id for s in stories(house)] == [kashmir]
    assert split_story(house.store, house.watch, kashmir, moved, by="eve", note="").story_id == shoal
    assert picture(house) == before
    with house.store.read() as unit:
        assert [c.kind for c in unit.constraints.all()] == [Link.CANNOT]


async def test_a_split_opens_the_alert_again_that_a_merge_had_ended(house: House) -> None:
    kashmir, shoal = await two_stories(house)
    moved = merge_stories(house.store, house.watch, shoal, kashmir, by="eve", note="").moved
    await house.run()
    split_story(house.store, house.watch, kashmir, moved, by="eve", note="")
    assert (await house.run()).alerts["split"] == 2
    with house.store.read() as unit:
        alerts = unit.alerts.list(status=None, limit=9)
        last = {a.story_id: unit.alerts.last_update(a.id) for a in alerts}
    assert {a.story_id: a.status for a in alerts} == {kashmir: AlertStatus.OPEN, shoal: AlertStatus.OPEN}
    assert all(u is not None and not snapshot_from(u.payload).merged for u in last.values())


async def test_the_merge_into_a_story_without_an_alert_opens_one(house: House) -> None:
    kashmir, _ = await two_stories(house)
    house.web.publish(
        WIRE,
        "map",
        "Beijing publishes a map that claims the Senkaku Islands",
        "China published a map on Tuesday that claims the Senkaku Islands. Tokyo protested.",
    )
    await house.run()
    quiet = next(s.id for s in stories(house) if s.level < 3)
    merge_stories(house.store, house.watch, kashmir, quiet, by="eve", note="")
    assert (await house.run()).alerts == {"merged": 1, "opened": 1}


async def test_the_merge_of_a_live_story_into_a_resolved_one_loses_no_alert(house: House) -> None:
    kashmir, shoal = await two_stories(house)
    with house.store.read() as unit:
        alert = next(a for a in unit.alerts.list(status=None, limit=9) if a.story_id == shoal)
    resolve(house.stages().alert, alert.id)
    merge_stories(house.store, house.watch, kashmir, shoal, by="eve", note="")
    assert (await house.run()).alerts["merged"] == 2
    with house.store.read() as unit:
        assert {a.story_id: a.status for a in unit.alerts.list(status=None, limit=9)} == {kashmir: AlertStatus.RESOLVED, shoal: AlertStatus.OPEN}


async def test_the_merge_of_two_resolved_stories_opens_nothing(house: House) -> None:
    kashmir, shoal = await two_stories(house)
    with house.store.read() as unit:
        alerts = unit.alerts.list(status=None, limit=9)
    for alert in alerts:
        resolve(house.stages().alert, alert.id)
    merge_stories(house.store, house.watch, kashmir, shoal, by="eve", note="")
    assert (await house.run()).alerts == {"unchanged": 2}


async def test_wrong_corrections_are_refused_and_change_nothing(house: House) -> None:
    kashmir, shoal = await two_stories(house)
    before = picture(house)
    (article,) = next(s for s in stories(house) if s.id == kashmir).articles
    with pytest.raises(InputError, match="into itself"):
        merge_stories(house.store, house.watch, kashmir, kashmir, by="", note="")
    with pytest.raises(NotFound):
        merge_stories(house.store, house.watch, "s-none", kashmir, by="", note="")
    with pytest.raises(NotFound):
        split_story(house.store, house.watch, shoal, [article.article_id], by="", note="")
    with pytest.raises(InputError, match="leaves some"):
        split_story(house.store, house.watch, kashmir, [article.article_id], by="", note="")
    assert picture(house) == before


async def test_a_rebuild_moves_nothing_that_is_right_and_keeps_what_operators_said(house: House) -> None:
    kashmir, shoal = await two_stories(house)
    before = picture(house)
    assert rebuild(house.store, house.watch, load_story_weights(), since=None, dry_run=False).moved == ()
    assert picture(house) == before
    moved = merge_stories(house.store, house.watch, shoal, kashmir, by="eve", note="").moved
    for since in (None, house.watch.now().replace(hour=0)):
        assert rebuild(house.store, house.watch, load_story_weights(), since=since, dry_run=False).moved == ()
    assert [s.id for s in stories(house)] == [kashmir]
    split_story(house.store, house.watch, kashmir, moved, by="eve", note="")
    assert rebuild(house.store, house.watch, load_story_weights(), since=None, dry_run=False).moved == ()
    assert picture(house) == before


async def test_a_rebuild_undoes_what_other_rules_had_put_together_and_alerts_hear_of_it(house: House) -> None:
    kashmir, shoal = await two_stories(house)
    merge_stories(house.store, house.watch, shoal, kashmir, by="eve", note="")
    await house.run()
    with house.store.begin() as unit:
        unit.constraints.remove(unit.constraints.all())
    told = rebuild(house.store, house.watch, load_story_weights(), since=None, dry_run=True)
    assert len(told.moved) == 1 and len(stories(house)) == 1, "a dry run writes nothing"
    assert rebuild(house.store, house.watch, load_story_weights(), since=None, dry_run=False) == told
    assert len(stories(house)) == 2
    ledger = await house.run()
    assert ledger.alerts["split"] >= 1


async def test_a_word_on_an_article_is_obeyed_when_it_is_assigned(house: House) -> None:
    """As when constraints are taken over from another database before its articles come."""
    kashmir, shoal = await two_stories(house)
    title, text = "Three soldiers killed as troops exchange fire in Kashmir, army says", CLASH.replace("noon", "two")
    house.web.publish(WIRE, "more", title, text)
    await house.run()
    assert [a.reason for a in next(s for s in stories(house) if s.id == kashmir).articles] == ["new", "syndicated"]
    here = next(s for s in stories(house) if s.id == shoal).articles[0].article_id
    coming = "r-" + content_hash("url", url_key("https://wire.example/again"))[:20]
    with house.store.begin() as unit:
        unit.constraints.save([constraint(Link.MUST, coming, here, by="eve", note="", at=house.watch.now())])
    house.web.publish(WIRE, "again", title, text)
    await house.run()
    joined = next(s for s in stories(house) if s.id == shoal)
    assert [(a.article_id, a.reason) for a in joined.articles] == [(here, "new"), (coming, "must_link")]


async def test_a_correction_joins_its_story_and_its_figures_no_longer_count(house: House) -> None:
    await two_stories(house)
    thirty = CLASH.replace("three soldiers", "30 soldiers")
    house.web.publish(VALE, "thirty", "Thirty soldiers killed as troops exchange fire in Kashmir", thirty)
    await house.run()
    before = next(s for s in stories(house) if s.territory == "kashmir")
    assert before.level == 5 and any(t.low == 30 for t in before.toll)
    note = (
        "An earlier version of our report on fighting in Kashmir said that 30 soldiers were killed. Three soldiers were killed when Indian and Pakistani "
        "troops exchanged fire across the Line of Control in Mendhar sector on Tuesday."
    )
    house.web.publish(VALE, "sorry", "Correction: Three soldiers were killed in Kashmir, not 30", note)
    ledger = await house.run()
    after = next(s for s in stories(house) if s.territory == "kashmir")
    assert len(after.articles) == len(before.articles) + 1 and len(stories(house)) == 2
    wrong = [t for t in after.toll if t.low == 30]
    assert wrong and all(t.standing is Standing.CORRECTED and t.withdrawn_by == after.articles[-1].article_id for t in wrong)
    assert after.level == 4 and "corrected" in ledger.alerts
    last = house.hub.took[-1].update.payload["data"]
    assert all(t["low"] != 30 for t in last["story"]["toll"]) and {t["low"] for t in last["story"]["taken_back"]} == {30}


async def test_a_story_whose_only_report_is_withdrawn_takes_its_alert_back(house: House) -> None:
    await two_stories(house)
    house.web.publish(
        WIRE,
        "sorry",
        "Retraction: Three soldiers killed as troops exchange fire in Kashmir",
        "We have withdrawn our report that three soldiers were killed in Kashmir on Tuesday.",
    )
    ledger = await house.run()
    story = next(s for s in stories(house) if s.territory == "kashmir")
    assert (story.level, len(story.withdrawn), story.publishers, story.corroborated) == (0, 1, (), False)
    assert ledger.alerts == {"retracted": 1} and house.hub.kinds()[-1] == "alert.retracted"


async def test_pairs_go_out_and_training_reads_them(house: House, reader: ArticleReader, tmp_path: Path) -> None:
    kashmir, shoal = await two_stories(house)
    moved = merge_stories(house.store, house.watch, shoal, kashmir, by="eve", note="one crisis").moved
    with house.store.read() as unit:
        (word,) = unit.constraints.all()
        line = pair(word, [unit.articles.article(a)[0] for a in (word.first, word.second)])
    assert (line["same"], line["note"]) == (True, "one crisis") and moved[0] in {a["id"] for a in line["articles"]}
    file = tmp_path / "pairs.jsonl"
    file.write_text(json.dumps(line) + "\n" + json.dumps({**line, "same": False}) + "\n")
    (parts, same), (_, other) = operator_pairs(reader, load_background(), file)
    assert (same, other, parts["pair"]) == (True, False, 1.0)
    file.write_text('{"articles": []}\n')
    with pytest.raises(InputError, match=r"pairs\.jsonl:1"):
        operator_pairs(reader, load_background(), file)
