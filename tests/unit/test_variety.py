"""Variety figures: what recurs is seen, whether within the training sentences or between them and a test part."""

from __future__ import annotations

from models.training.data import Labelled
from models.training.variety import measure_variety
from monitor.domain.reading import Realis, Signal
from monitor.understand.gazetteer import Gazetteer

TRAINING = [
    Labelled("Troops shelled the hills above Stepanakert on Monday night.", ((Signal.STRIKE, Realis.ACTUAL),), "a"),
    Labelled("The two ministers will meet in Geneva next week.", ((Signal.TALKS, Realis.PLANNED),), "a"),
    Labelled("The two ministers will meet in Geneva next week.", ((Signal.TALKS, Realis.PLANNED), (Signal.AGREEMENT, Realis.HYPOTHETICAL)), "b"),
    Labelled("Apples were cheaper than pears at the market in spring.", (), "b"),
]


def test_a_copied_sentence_is_seen_and_a_strange_one_is_far(gazetteer: Gazetteer) -> None:
    report = measure_variety(
        "x", TRAINING, ["Apples were cheaper than pears at the market in spring.", "Quite other words stand here.", "Too short."], gazetteer
    )
    assert report.rows == 2
    assert report.figures["nearest"] == {"mean": 0.5, "p90": 0.9, "share_above_0.8": 0.5}
    assert [case["sentence"] for case in report.lists["alike"]] == ["Apples were cheaper than pears at the market in spring."]
    assert report.figures["nearest_within"]["share_above_0.8"] == 0.5  # the repeated sentence, both times


def test_counts_of_the_training_sentences(gazetteer: Gazetteer) -> None:
    figures = measure_variety("x", TRAINING, [], gazetteer).figures
    assert figures["sentences"] == 4 and figures["test_sentences"] == 0 and figures["without_signal"] == 1
    assert figures["nearest"] == {"mean": None, "p90": None, "share_above_0.8": None}
    assert figures["by_realis"] == {"actual": 1, "hypothetical": 1, "planned": 2}
    assert figures["by_signal"] == {"agreement": {"hypothetical": 1}, "strike": {"actual": 1}, "talks": {"planned": 2}}
    assert figures["territories"] == {"by_name": 0, "by_place": 1}
    assert 0.7 < figures["distinct_4grams"] < 1.0
