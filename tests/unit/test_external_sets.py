"""Sets made by others: found by name, mapped, scored. The sets themselves are not part of the project; these are small ones of our own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from models.training.external.bare import BareReader
from models.training.external.baseline import PlainReader, cross_validated
from models.training.external.classes import scores
from models.training.external.mapping import load_mapping, parse_mapping
from models.training.external.muc import Victim, published, recased, reflowed, slots, victims_of
from models.training.external.report import Report
from models.training.external.sets import KINDS, Readers, measure, select
from models.training.external.streams import measure_nothing, measure_relevance
from models.training.external.tolls import measure_headlines, measure_stories
from monitor.adapters.artefacts import load_models
from monitor.domain.errors import InputError
from monitor.domain.reading import Effect, Realis, Victims
from monitor.understand.casualties import RawClaim
from monitor.understand.gazetteer import Gazetteer
from monitor.understand.reader import ArticleReader

MAPPING = """
[some]
group = [
  { name = "war", classes = ["fight", "raid"], signals = ["armed_clash"], beside = ["bomb"] },
  { name = "bomb", classes = ["bomb"], signals = ["sabotage", "strike"] },
]
left_out = { weather = "not ours" }
"""


@pytest.fixture(scope="module")
def readers(gazetteer: Gazetteer) -> Readers:
    return Readers(gazetteer, load_models())


@pytest.fixture(scope="module")
def bare(readers: Readers) -> BareReader:
    return readers.bare


def write(file: Path, rows: Sequence[object]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")


def test_the_project_s_mapping_is_sound() -> None:
    assert set(load_mapping()) == {"case2021", "cameo_penta", "satp"}


def test_classes_and_signals_fall_into_groups() -> None:
    scheme = parse_mapping(MAPPING)["some"]
    assert scheme.gold(["raid", "bomb", "weather"]) == {"war", "bomb"} and scheme.gold(["weather"]) == set()
    assert scheme.read(["strike", "talks"]) == {"bomb"}
    with pytest.raises(InputError, match="no entry for flood"):
        scheme.gold(["flood"])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"sabotage", "strike"', '"armed_clash"', "signal armed_clash stands in two places"),
        ('"sabotage", "strike"', '"war"', "war is no signal"),
        ('["bomb"], signals', '["raid"], signals', "class raid stands in two places"),
        ('beside = ["bomb"]', 'beside = ["gas"]', "gas is no group"),
    ],
)
def test_an_unsound_mapping_is_refused(old: str, new: str, told: str) -> None:
    assert old in MAPPING
    with pytest.raises(InputError, match=told):
        parse_mapping(MAPPING.replace(old, new))


def test_scores_count_hits_false_and_missed_groups() -> None:
    scheme = parse_mapping(MAPPING)["some"]
    gold = [frozenset({"war"}), frozenset({"war"}), frozenset({"bomb"}), frozenset({"bomb"})]
    read = [frozenset({"war", "bomb"}), frozenset(), frozenset({"bomb", "war"}), frozenset({"bomb"})]
    told = scores(gold, read, scheme)  # "bomb" beside a war is no error, "war" beside a bomb is
    assert told["by_group"]["war"] == {"f1": 0.5, "precision": 0.5, "recall": 0.5}
    assert told["by_group"]["bomb"] == {"f1": 1.0, "precision": 1.0, "recall": 1.0}
    assert told["macro_f1"] == 0.75 and told["micro_f1"] == 0.75


def test_plain_word_counts_learn_what_words_tell() -> None:
    texts = [f"the {word} came at {hour} today" for hour in range(20) for word in ("shelling", "rain", "minister")]
    labels = [frozenset({"strike"}) if "shelling" in t else frozenset({"talks"}) if "minister" in t else frozenset() for t in texts]
    plain = PlainReader(texts, labels)
    assert plain.read([["the shelling came", "the minister came"], ["the rain came"], []]) == [{"strike", "talks"}, set(), set()]
    told = [label for label in labels if label]
    assert cross_validated([t for t, label in zip(texts, labels, strict=True) if label], told) == told


def claim(effect: Effect, low: int, high: int | None = None) -> RawClaim:
    return RawClaim(effect, low, high or low, Victims.UNSPECIFIED, None, None, False, Realis.ACTUAL, 0, 1, 0)


TEMPLATE = {
    "message_template": ["1"],
    "incident_type": ["ATTACK"],
    "hum_tgt_number": ['3: "PEASANTS"', '1: "THE MAYOR"', 'PLURAL: "SOLDIERS"', '4 / 5-: "GUARDS"', '2: "NUNS"'],
    "hum_tgt_effect_of_incident": [
        'DEATH: "PEASANTS"',
        'INJURY: "THE MAYOR"',
        'DEATH: "SOLDIERS"',
        'NO INJURY OR DEATH: "GUARDS"',
        '? DEATH: "NUNS"',
    ],
}


def test_victims_are_read_from_templates_once() -> None:
    kidnapping = {"incident_type": ["KIDNAPPING"], "message_template": ["2 (OPTIONAL)"], "hum_tgt_number": ['5: "DOCTORS"']}
    assert set(victims_of([TEMPLATE, TEMPLATE, kidnapping])) == {
        Victim(frozenset({3}), frozenset({Effect.KILLED}), True),
        Victim(frozenset({1}), frozenset({Effect.WOUNDED}), True),
        Victim(frozenset(), frozenset({Effect.KILLED}), True),
        Victim(frozenset({2}), frozenset({Effect.KILLED}), False),
        Victim(frozenset({5}), frozenset({Effect.CAPTURED}), False),
    }
    assert len(victims_of([TEMPLATE, TEMPLATE])) == 4


def test_slots_match_each_victim_once() -> None:
    victims = [victims_of([TEMPLATE]), []]
    claims = [[claim(Effect.KILLED, 3), claim(Effect.KILLED, 3), claim(Effect.KILLED, 1)], [claim(Effect.KILLED, 7)]]
    told = slots(victims, claims)
    assert told["number"] == {"recall": 1.0, "precision": 0.5, "victims": 2, "claims": 4}
    assert told["number_and_effect"] == {"recall": 0.5, "precision": 0.25, "victims": 2, "claims": 4}
    assert told["number_from_2"] == {"recall": 1.0, "precision": 0.3333, "victims": 1, "claims": 3}
    # three claims of dead meet PEASANTS, SOLDIERS and the optional NUNS; the MAYOR's wound is missed, the other message's dead are false
    assert told["effect"] == {"recall": 0.75, "precision": 0.75, "victims": 4, "claims": 4}


def test_an_optional_victim_may_be_found_and_is_not_missed() -> None:
    victims = [[Victim(frozenset({5}), frozenset({Effect.KILLED}), False)]]
    assert slots(victims, [[]])["number"] == {"recall": None, "precision": None, "victims": 0, "claims": 0}
    assert slots(victims, [[claim(Effect.KILLED, 5)]])["number"] == {"recall": 1.0, "precision": 1.0, "victims": 1, "claims": 1}


def test_a_wire_message_is_made_readable() -> None:
    text = "LIMA, 9 JAN 90 (EFE) -- [TEXT] TWO MEN\nDIED TODAY.\n\n   THE POLICE  CAME."
    assert published(text) is not None and str(published(text)) == "1990-01-09" and published("NO DATE") is None
    assert reflowed(text) == "TWO MEN DIED TODAY.\n\nTHE POLICE CAME."
    assert recased(text) == "Two men died today.\n\nThe police came."


def test_a_story_has_the_figure_of_most_of_its_articles(bare: BareReader) -> None:
    def article(story: str, n: str) -> dict[str, str]:
        return {"story": story, "title": "", "text": f"Soldiers killed {n} villagers on Monday, police said. Two others were wounded."}

    incidents = [
        {"story": "a", "killed": 3, "wounded": 2},
        {"story": "b", "killed": 4, "wounded": 0},
        {"story": "elsewhere", "killed": 1, "wounded": 1},
    ]
    report = measure_stories("x", incidents, [article("a", "three"), article("a", "three"), article("a", "nine"), article("b", "six")], bare)
    assert report.figures["stories"] == 2
    assert report.figures["killed"] == {"exact": 0.5, "exact_where_any": 0.5, "commonest": 0.5, "mae": 1.0}
    assert report.figures["wounded"]["exact"] == 0.5 and report.figures["wounded"]["mae"] == 1.0 and report.figures["both_exact"] == 0.5
    assert [(d["story"], d["killed"], d["wounded"]) for d in report.lists["differences_gold_read"]] == [("b", [4, 6], [0, 2])]


def test_a_headline_s_toll(bare: BareReader) -> None:
    rows = [
        {"date": "2023-11-01", "toll": "120", "title": "At least 120 people killed in shelling of town"},
        {"date": "2023-11-01", "toll": "7", "title": "Ministers meet for talks"},
    ]
    report = measure_headlines("x", rows, bare)
    assert report.figures == {"exact": 0.5, "nothing_read": 1} and report.lists["differences"][0]["gold"] == 7


CLASH = {
    "id": "1",
    "title": "Clash on the Line of Control",
    "text": "Indian and Pakistani troops exchanged fire in Kashmir on Tuesday, killing three soldiers.",
}
CAKE = {"id": "2", "title": "Cake", "text": "A recipe with apples."}


def test_false_alarms_and_misses_are_named(reader: ArticleReader) -> None:
    nothing = measure_nothing("x", [CLASH, CAKE], reader)
    assert nothing.figures["relevant"] == 1 and nothing.figures["level_3_share"] == 0.5 and nothing.lists["false_alarms"][0]["id"] == "1"
    labels = [{"id": "2", "relevant": True, "territories": ["Kashmir"]}]
    told = measure_relevance("x", [CLASH, CAKE, {**CLASH, "id": "3"}], [*labels, {"id": "3", "relevant": True, "borderline": True}], reader)
    assert told.rows == 2 and told.figures == {"relevant": 1, "precision": 0.0, "recall": 0.0}
    assert [m["id"] for m in told.lists["misses"]] == ["2"] and [f["id"] for f in told.lists["false_alarms"]] == ["1"]


def test_sets_are_found_by_name_below_a_folder_and_the_missing_named(tmp_path: Path, readers: Readers) -> None:
    write(tmp_path / "stories" / "gva_dev.jsonl", [CAKE])
    (tmp_path / "casualties").mkdir()
    (tmp_path / "casualties" / "gaza_toll_headlines_test.tsv").write_text("date\ttoll\ttitle\n2023-11-01\t12\tTwelve killed in shelling\n", "utf8")
    found, missing = select(tmp_path, None)
    assert [name for _, name, _ in found] == ["gaza_toll_headlines_test", "gva_relevance_dev"]  # no incidents, so no casualties by story
    assert len(missing) == len(KINDS) - 2 and "gva_casualties" in missing
    assert [r.name if isinstance(r, Report) else r for r in measure(tmp_path, "gva", readers)] == ["gva_relevance_dev", "gva_casualties"]
    with pytest.raises(InputError, match="no set is called 'nonsense'"):
        list(measure(tmp_path, "nonsense", readers))


def test_labelled_articles_in_the_folder_itself_are_one_set(tmp_path: Path, readers: Readers) -> None:
    gold = {"relevant": False, "territories": [], "signals": [], "casualties": [], "level": 0}
    write(tmp_path / "some.jsonl", [{**CAKE, "gold": gold}, {"id": "no gold"}])
    (report,) = measure(tmp_path, None, readers)
    assert isinstance(report, Report) and report.name == "articles" and report.rows == 1 and report.as_json()["negatives_quiet"] == 1.0
    assert ("negatives_quiet", 1.0) in list(report.flat())


def test_a_line_that_is_no_object_is_named(tmp_path: Path, readers: Readers) -> None:
    (tmp_path / "gva_dev.jsonl").write_text('{"id": "1", "title": "", "text": "x"}\n[1]\n', "utf8")
    with pytest.raises(InputError, match=r"gva_dev\.jsonl:2: expected an object"):
        list(measure(tmp_path, "gva_relevance", readers))
