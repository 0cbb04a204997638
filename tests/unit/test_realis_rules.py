"""Dates seen from publication, and the conventions that turn what a model says into realis."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.domain.reading import Realis, Signal
from monitor.understand.realis import Dated, Setting, clause_of, dated, governed, in_present, is_background_heading, opens_past
from monitor.understand.realis_rules import goes_on, points_back, remembers, settle
from monitor.understand.tokens import words_of

PUBLISHED = dt.date(2024, 3, 5)
PLAIN = Dated(False, False, False, False)


def settled(
    model: Realis, clause: str, sentence: str | None = None, *, confidence: float = 0.9, background: bool = False, signal: Signal = Signal.STRIKE
) -> Realis:
    """What the rules make of a model's view of an event that begins ``clause``, which stands in ``sentence``."""
    text = sentence or clause
    words = words_of(text, [])
    g = governed(text, words, 0, len(words.lower), PUBLISHED, Setting(past=background))
    view = [confidence if r is model else (1 - confidence) / 4 for r in Realis]
    after = settle(g, words.starts.index(text.index(clause)), signal, view)[0]
    return max(zip(after, Realis, strict=True))[1]


@pytest.mark.parametrize(
    "text",
    [
        "In 1994 they fought",
        "between 1992 and 1994",
        "in March 2023",
        "on 12 May 2020",
        "on 1 January",
        "last October",
        "last year",
        "two years ago",
        "a decade ago",
        "five months earlier",
        "in the 1990s",
        "in the 20th century",
        "on the anniversary",
        "for decades",
    ],
)
def test_a_time_long_before_publication_is_past(text: str) -> None:
    assert dated(text, PUBLISHED) == Dated(True, False, False, False)


@pytest.mark.parametrize("text", ["on 5 March", "on March 4", "on 2 March 2024", "March 4, 2024"])
def test_a_date_within_three_days_is_recent(text: str) -> None:
    assert dated(text, PUBLISHED) == Dated(False, False, True, False)


def test_the_fourth_day_before_is_past() -> None:
    assert dated("on 1 March", PUBLISHED).past and not dated("on 1 March", PUBLISHED).recent


@pytest.mark.parametrize("text", ["on 20 March", "in 2026", "on 1 April 2025"])
def test_a_time_after_publication_is_future(text: str) -> None:
    found = dated(text, PUBLISHED)
    assert found.future and not found.past


@pytest.mark.parametrize(
    "text", ["1,994 soldiers", "1994 people", "2024 troops", "2,500 troops", "0.1994", "on Monday", "last week", "on February 30", "in 2024", ""]
)
def test_a_figure_a_weekday_and_an_impossible_date_are_no_time(text: str) -> None:
    assert dated(text, PUBLISHED) == PLAIN


def test_a_day_without_a_year_is_the_one_just_gone_when_published_in_january() -> None:
    january = dt.date(2024, 1, 5)
    assert dated("on 28 December", january) == Dated(True, False, False, False)
    assert dated("on 3 January", january).recent


def test_without_a_publication_date_a_day_without_a_year_says_nothing() -> None:
    assert dated("on 12 May", None) == PLAIN
    assert dated("on 12 May 2020", None).past


@pytest.mark.parametrize("text", ["since the 1994 ceasefire", "still blocked since 2022", "remained shut after 2020"])
def test_what_began_then_and_holds_is_ongoing(text: str) -> None:
    assert dated(text, PUBLISHED) == Dated(True, False, False, True)


def test_a_fresh_event_dated_years_back_is_historical() -> None:
    assert settled(Realis.ACTUAL, "shells killed dozens in 1994") is Realis.HISTORICAL


def test_what_still_holds_stays_actual() -> None:
    assert settled(Realis.ACTUAL, "the road has been blocked since 2022", signal=Signal.BLOCKADE) is Realis.ACTUAL


@pytest.mark.parametrize(
    "opening",
    [
        "In 1994", "In March 2008", "On 7 August 2008", "On August 7, 2008,", "Back in 1974", "Late in the spring of 2011", "Throughout 2014", "In the 1970s",
        "Fifty years ago", "In the war of 1999", "In the winter of 2021,",
    ],
)  # fmt: skip
def test_a_past_time_that_opens_the_sentence_governs_all_of_it(opening: str) -> None:
    sentence = f"{opening} gunners of both sides and guards exchanged fire, and shells fell."
    assert settled(Realis.ACTUAL, "exchanged fire", sentence, confidence=0.95) is Realis.HISTORICAL
    assert settled(Realis.ACTUAL, "shells fell", sentence, confidence=0.95) is Realis.HISTORICAL


@pytest.mark.parametrize("opening", ["In 2024", "In Building 1974", "Two years of calm ended when", "On 4 March 2024"])
def test_other_openings_do_not(opening: str) -> None:
    assert (
        settled(Realis.ACTUAL, "exchanged fire", f"{opening} troops of both sides exchanged fire, said the mission.", confidence=0.95)
        is Realis.ACTUAL
    )


def test_the_comma_before_a_year_ends_no_clause() -> None:
    assert settled(Realis.ACTUAL, "shells fell", "shells fell on August 7, 1974, killing forty.") is Realis.HISTORICAL


def test_a_date_elsewhere_in_the_sentence_moves_only_an_unsure_reading() -> None:
    clause, sentence = "Shells fell", "Shells fell, said the mayor of the town that was rebuilt in 1994."
    assert settled(Realis.ACTUAL, clause, sentence, confidence=0.5) is Realis.HISTORICAL
    assert settled(Realis.ACTUAL, clause, sentence, confidence=0.95) is Realis.ACTUAL


@pytest.mark.parametrize("signal", [Signal.THREAT, Signal.RESTRAINT_CALL, Signal.DIPLOMATIC_PROTEST])
@pytest.mark.parametrize("model", [Realis.PLANNED, Realis.HYPOTHETICAL])
def test_a_statement_is_made_whatever_it_speaks_of(signal: Signal, model: Realis) -> None:
    assert settled(model, "we will answer if they cross", signal=signal) is Realis.ACTUAL


def test_a_denied_threat_stays_denied_and_a_rejection_is_a_protest() -> None:
    assert settled(Realis.DENIED, "it made no threat", signal=Signal.THREAT) is Realis.DENIED
    assert settled(Realis.DENIED, "it rejected the claim", signal=Signal.DIPLOMATIC_PROTEST) is Realis.ACTUAL


@pytest.mark.parametrize("end", ["?", '?"', "?\u201d", "?)"])
def test_what_a_question_asks_has_not_happened(end: str) -> None:
    assert settled(Realis.ACTUAL, f"Did they shell the town{end}") is Realis.HYPOTHETICAL


def test_a_question_is_no_doubt_about_a_statement() -> None:
    assert settled(Realis.ACTUAL, "Why did they protest?", signal=Signal.DIPLOMATIC_PROTEST) is Realis.ACTUAL


def test_a_background_paragraph_is_history_unless_it_speaks_of_now() -> None:
    assert settled(Realis.ACTUAL, "shells fell on the town", background=True) is Realis.HISTORICAL
    assert settled(Realis.ACTUAL, "shells fell on the town on Monday", background=True) is Realis.ACTUAL


def test_a_recent_date_calls_back_what_the_model_took_for_history() -> None:
    assert settled(Realis.HISTORICAL, "shells fell on March 4", confidence=0.6) is Realis.ACTUAL
    assert settled(Realis.HISTORICAL, "shells fell on March 4", confidence=0.95) is Realis.HISTORICAL


@pytest.mark.parametrize(
    "line", ["Background", "BACKGROUND:", "How did it start?", "Timeline", "What happened in 2008?", "A short history of the line"]
)
def test_headings_of_background(line: str) -> None:
    assert is_background_heading(line)


@pytest.mark.parametrize("line", ["Background checks were tightened on Monday", "Shelling resumes", "", "The past week saw new fire"])
def test_other_lines_are_no_such_headings(line: str) -> None:
    assert not is_background_heading(line)


def test_a_sentence_opens_the_past_only_by_a_date_at_its_head() -> None:
    assert opens_past("In March 2008 rebels took the town.", PUBLISHED)
    assert not opens_past("Rebels who have held the ridge above the northern road took it in 2008.", PUBLISHED)
    assert not opens_past("Since 2008 the road has been shut.", PUBLISHED)
    assert not opens_past("In March 2008 it fell; today it is calm.", PUBLISHED)


def test_words_of_the_present() -> None:
    assert in_present("it happened on Tuesday") and in_present("the road is shut") and not in_present("they fought there")


def test_the_clause_around_a_word() -> None:
    text = "Shells fell on Monday, the army said, after a truce collapsed."
    low, high = clause_of(text, 0, len(text), text.index("truce"))
    assert text[low:high].strip() == "a truce collapsed."
    low, high = clause_of(text, 0, len(text), 0)
    assert text[low:high] == "Shells fell on Monday"


@pytest.mark.parametrize(
    "sentence",
    [
        "Sirens sounded across the island, 49 years after the landing of July 1974.",
        "Wreaths were laid for the dead of the war of 1999.",
        "The town marked the anniversary of the siege.",
        "On this day in 1993 the town fell.",
    ],
)
def test_what_keeps_a_memory_alive(sentence: str) -> None:
    assert remembers(sentence, PUBLISHED)
    assert not remembers("The army honoured three soldiers killed on Monday.", PUBLISHED)


def test_what_follows_a_memory_goes_on_with_it_until_the_present_or_the_ceremony_returns() -> None:
    assert goes_on("Thousands were killed.") and goes_on("A third of the island, now a state of its own, was occupied.")
    assert not goes_on("Shells fell there on Monday.") and not goes_on("Shells fell during the parade, killing two.")


def test_a_sentence_points_back_to_the_war_that_the_one_before_it_dates() -> None:
    assert points_back("In that war troops seized the heights.", "Two died in the war of 1999.", PUBLISHED)
    assert not points_back("In that war troops seized the heights.", "The war goes on.", PUBLISHED)
    assert not points_back("Troops seized the heights.", "Two died in the war of 1999.", PUBLISHED)


def test_the_occasion_of_a_parade_is_not_the_time_of_the_shots_at_it() -> None:
    assert settled(Realis.ACTUAL, "gunmen fired at a parade that marked the anniversary of the 1988 revolution") is Realis.ACTUAL
    assert settled(Realis.ACTUAL, "gunmen fired at the crowd in 1988") is Realis.HISTORICAL
