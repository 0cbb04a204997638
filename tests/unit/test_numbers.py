"""Truth table of number expressions."""

from __future__ import annotations

import pytest

from monitor.text.numbers import find_numbers

COUNTS: list[tuple[str, list[tuple[int, int | None]]]] = [
    ("34,683", [(34683, 34683)]),
    ("10\u2009810 civilians", [(10810, 10810)]),
    ("10\u202f810 civilians", [(10810, 10810)]),
    ("1.2 million people", [(1_200_000, 1_200_000)]),
    ("3.7m people", [(3_700_000, 3_700_000)]),
    ("2 lakh people", [(200_000, 200_000)]),
    ("some two million people", [(2_000_000, 2_000_000)]),
    ("half a million people", [(500_000, 500_000)]),
    ("more than half a million people", [(500_000, None)]),
    ("half a dozen men", [(6, 6)]),
    ("twenty-two soldiers", [(22, 22)]),
    ("thirty-one people", [(31, 31)]),
    ("two hundred and fifty people", [(250, 250)]),
    ("nine hundred thousand", [(900_000, 900_000)]),
    ("a hundred and fifty", [(150, 150)]),
    ("a dozen men", [(12, 12)]),
    ("two dozen men", [(24, 24)]),
    ("a score of men", [(20, 20)]),
    ("dozens of men", [(24, None)]),
    ("scores of men", [(40, None)]),
    ("hundreds of men", [(200, None)]),
    ("thousands of men", [(2_000, None)]),
    ("tens of thousands of men", [(20_000, None)]),
    ("hundreds of thousands of men", [(200_000, None)]),
    ("several men", [(3, None)]),
    ("several hundred men", [(300, None)]),
    ("a few men", [(3, None)]),
    ("a couple of men", [(2, 2)]),
    ("at least 30", [(30, None)]),
    ("more than 30", [(30, None)]),
    ("over 30", [(30, None)]),
    ("no fewer than 14", [(14, None)]),
    ("30 or more", [(30, None)]),
    ("as many as 20", [(20, 20)]),
    ("up to 1,000", [(1000, 1000)]),
    ("fewer than 10", [(0, 10)]),
    ("about 40", [(40, 40)]),
    ("nearly 300", [(300, 300)]),
    ("around a hundred", [(100, 100)]),
    ("a total of 13", [(13, 13)]),
    ("between 20 and 25", [(20, 25)]),
    ("range from 70,000 to 100,000", [(70_000, 100_000)]),
    ("three to four men", [(3, 4)]),
    ("12-15 people", [(12, 15)]),
    ("12\u201315 people", [(12, 15)]),
    ("two or three men", [(2, 3)]),
    ("2 to 3 million", [(2_000_000, 3_000_000)]),
    ("two or three dozen", [(24, 36)]),
    ("from 12 to 9", [(12, 12), (9, 9)]),
    ("from 12 to 15", [(12, 12), (15, 15)]),
    ("two soldiers and three civilians", [(2, 2), (3, 3)]),
    ("In 1988, 64 sailors", [(64, 64)]),
    ("from 2008 to 2011 about 20 people", [(20, 20)]),
    ("On 18 July two men", [(2, 2)]),
    ("2,014 people", [(2014, 2014)]),
]
NO_COUNTS = [
    "98pc of the fence",
    "62 per cent",
    "5%",
    "$3m",
    "\u20ac40",
    "10:30",
    "17.05",
    "at 9 am",
    "F-16",
    "BM-21",
    "Unit 6",
    "No. 5",
    "a 13-year-old",
    "58-proof",
    "the 5th day",
    "July 18",
    "18 July",
    "in 2014",
    "since 1960",
    "magnitude 5",
    "5.6",
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_bounds(text: str, expected: list[tuple[int, int | None]]) -> None:
    assert [(q.low, q.high) for q in find_numbers(text)] == expected


@pytest.mark.parametrize("text", NO_COUNTS)
def test_no_count(text: str) -> None:
    assert find_numbers(text) == []


def test_the_span_covers_modifier_and_number_and_core_skips_the_modifier() -> None:
    text = "he said at least 30 died"
    (q,) = find_numbers(text)
    assert (text[q.start : q.end], text[q.core : q.end]) == ("at least 30", "30")


def test_a_window_limits_the_search() -> None:
    assert [q.low for q in find_numbers("two men, three men, four men", 8, 18)] == [3]


def test_vague_words_are_marked() -> None:
    assert [q.vague for q in find_numbers("dozens, twelve")] == [True, False]
