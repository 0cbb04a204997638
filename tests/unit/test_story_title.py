"""The title of a story: the plainest headline of an independent publisher."""

from __future__ import annotations

import itertools

import pytest

from monitor.stories.title import MOST, neutral_title, plain
from tests.story_parts import DAY, HOUR, NOW, a_member, a_story

PLAIN = "Troops exchange fire near Poonch, three killed"


@pytest.mark.parametrize(
    "headline",
    [
        "LIVE: Troops exchange fire near Poonch, three killed",
        "UPDATE 2-Troops exchange fire near Poonch, three killed",
        "BREAKING NEWS - Troops exchange fire near Poonch, three killed",
        "Breaking: Update 3: Troops exchange fire near Poonch, three killed",
        "Troops exchange fire near Poonch, three killed - Vale News",
        "Troops exchange fire near Poonch, three killed | The Long Name of a Regional Newspaper Group",
        "Troops exchange fire near Poonch, three killed (VIDEO)",
        "Troops exchange fire near Poonch, three killed: live updates",
        "Troops brutally exchange fire near Poonch, three killed",
        "Troops exchange\n fire near\u00a0Poonch, three killed",
    ],
)
def test_what_only_sells_a_headline_is_taken_off(headline: str) -> None:
    assert plain(headline, {"the long name of a regional newspaper group"}) == PLAIN


@pytest.mark.parametrize(
    "headline",
    [
        "India - Pakistan fire",
        "Report on border killings delayed",
        "Video of shelling shown in court",
        "Live fire drill held off Taiwan",
        "Kashmir: officers meet at crossing, pledge calm",
        "Column of tanks seen near Donetsk",
    ],
)
def test_words_that_tell_something_stay(headline: str) -> None:
    assert plain(headline) == headline


def test_a_headline_of_nothing_but_labels_stays_as_it_is() -> None:
    assert plain("LIVE: ") == "LIVE:"
    assert len(plain("word " * 400)) <= MOST


def test_the_plainest_headline_wins_and_of_equals_the_first() -> None:
    loaded = a_member("a", title="Three martyred as enemy opens fire near Poonch", published_at=NOW - 2 * HOUR)
    selling = a_member("b", title="What we know: why did Poonch erupt?", published_at=NOW - HOUR)
    first, second = a_member("c", title=PLAIN), a_member("d", title="Three killed in fire across the line near Poonch", published_at=NOW + HOUR)
    assert neutral_title([loaded, selling, first, second], 4) == PLAIN
    assert neutral_title([loaded], 4) == "Three martyred as enemy opens fire near Poonch", "a loaded one where there is no other"


def test_an_opinion_piece_never_names_a_story_that_a_report_tells() -> None:
    labelled = a_member("a", title="Opinion | Guns fall silent where nobody wins", published_at=NOW - DAY)
    filed = a_member("b", title="Guns fall silent where nobody wins", url="https://x.example/opinion/guns", published_at=NOW - DAY)
    tailed = a_member("c", title="The guns of Poonch fall silent - Comment", published_at=NOW - DAY)
    owned = a_member("d", title=PLAIN, party_owned=True)
    assert neutral_title([labelled, filed, tailed, owned], 4) == PLAIN
    assert neutral_title([filed], 4) == "Guns fall silent where nobody wins"


def test_a_headline_in_another_script_gives_way() -> None:
    assert neutral_title([a_member("a", title="تبادل إطلاق النار على خط المراقبة في كشمير"), a_member("b", title=PLAIN)], 4) == PLAIN


def test_the_title_is_one_line_and_does_not_depend_on_chance() -> None:
    members = [a_member("a", title="A\u2028B\x00 C\nD E F"), a_member("b", title="x" * 5000), a_member("c", title="   ")]
    title = neutral_title(members, 4)
    assert 0 < len(title) <= MOST and title.isprintable()
    assert neutral_title([a_member("z", title=" ")], 4) == "untitled"
    alike = [a_member(k, title=f"Fire at the line kills {n} near {k}") for n, k in enumerate("pqr")]
    assert {a_story(*order).title for order in itertools.permutations(alike)} == {"Fire at the line kills 0 near p"}
