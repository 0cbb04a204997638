"""Who is a person of the event, and who only speaks of it."""

from __future__ import annotations

import pytest

from monitor.stories.persons import persons_of


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("The dead man is Curtis Halvorsen, 38, a line cook.", "curtis halvorsen"),
        ("Police named 21-year-old Liam Deveau as the victim.", "liam deveau"),
        ("Gordon Pell (67) died at once.", "gordon pell"),
        ("Officers arrested Tyquel L. Mackins Jr., 18, of Duluth.", "tyquel mackins"),
        ("The coroner identified him as Gilbert Arreola of Wasco.", "gilbert arreola"),
        ("Karen Lindqvist was found dead in a quarry.", "karen lindqvist"),
        ("Jurors convicted him of killing Kalif Goens.", "kalif goens"),
        ("He is charged over the death of Zain Mirza.", "zain mirza"),
        ("Jesse Tarver pleaded guilty on Thursday.", "jesse tarver"),
        ("Rifleman Tsering Dorjay fell at the Line of Control.", "tsering dorjay"),
        ("On Thursday Cameron Brett Shrader was arrested.", "cameron shrader"),
        ("Hill Valley City Marshal Norris Greenhouse Jr., 23, is accused.", "norris greenhouse"),
        ("It was Jos\u00e9 Marine, 26, who called.", "jos\u00e9 marine"),
        ("Officer Alphonso Greer, 23, was buried in uniform.", "alphonso greer"),
        ("Twelve-year-old Marlin Banks was accidentally shot.", "marlin banks"),
    ],
)
def test_whom_an_event_befell_is_a_person_of_it(text: str, person: str) -> None:
    assert persons_of(text) == {person}


@pytest.mark.parametrize(
    "text",
    [
        "Lt. Gail Sundberg said that a dark pickup was seen.",
        "Judge Miriam Adeyemi, 52, was accused of leniency.",
        "President Elaine Castellano was hit by a wave of criticism.",
        "Sheriff Dale Whitcomb was hurt by the remark.",
        "On November 12, 2016, the club was rented out.",
        "(Source: KSLA News 12) The shooting happened on West Side, 12 blocks away.",
        "Houston Chronicle Image 1 of 32 Caption Close",
        "A 24-year-old Kansas City man was held.",
        "A Riverside man was charged with killing Long Beach teenagers.",
        "The shooting was on Leeds Road, 40 yards from Fort Hood.",
        "Officials ID 3-year-old shot on Easter in Detroit",
        "",
    ],
)
def test_who_speaks_judges_or_owns_the_page_is_none(text: str) -> None:
    assert persons_of(text) == set()


def test_a_name_is_known_by_its_first_and_last_part_however_it_is_written() -> None:
    forms = (
        "Terrell D. Hobson, 27,",
        "27-year-old Terrell Hobson was",
        "Terrell \u201cT\u201d Hobson, 27,",
        "Terrell Hobson III, 27, was",
        "killing of Terrell Lee Hobson.",
    )
    assert {name for form in forms for name in persons_of(f"It was {form} of Buena Vista.")} == {"terrell hobson"}


def test_any_capitals_are_read_without_error_and_soon() -> None:
    assert persons_of("Aa " * 3000) == set()
    assert isinstance(persons_of("\u201cA B, 1, " * 800), set)


@pytest.mark.parametrize("unit", ["Abbb-", "Aa Bb ", 'Aa "Bb ', "Ana Ruiz, x y z, ", "killing of Ana de la ", "O\u2019"])
def test_names_without_end_are_read_through(unit: str) -> None:
    """Each hyphen once doubled the time: a page of them would never have been done."""
    assert persons_of(unit * 1000) == set()
