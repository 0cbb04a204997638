"""How articles say that they correct or withdraw earlier ones, and what only looks like it."""

from __future__ import annotations

import pytest

from monitor.domain.story import AssignmentReason, Standing
from monitor.stories.corrections import correction_in, correction_of, join_corrected, marked
from tests.story_parts import WEIGHTS, some_features

C, R = Standing.CORRECTED, Standing.RETRACTED
SHELLS = "Shells fell on the town on Tuesday, the army said."


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Correction: Shelling in Kashmir", C),
        ("CORRECTION - Shelling in Kashmir", C),
        ("Corrected: Shelling in Kashmir kills three", C),
        ("CORRECTED-Shelling in Kashmir kills three", C),
        ("Correction | Shelling in Kashmir", C),
        ("Corrections and clarifications", C),
        ("Clarification: Shelling in Kashmir", C),
        ("Erratum", C),
        ("For the record: Kashmir toll", C),
        ("Editor's note: Correction: Kashmir toll", C),
        ("Our report on Monday misstated the toll in Kashmir", C),
        ("Retraction: Shelling in Kashmir", R),
        ("RETRACTION — Shelling in Kashmir", R),
        ("Retraction", R),
        ("Retraction notice: Kashmir toll", R),
        ("Story withdrawn: Shelling in Kashmir", R),
        ("WITHDRAWN: Shelling in Kashmir", R),
        ("Editor\u2019s note: our report on the Kashmir clash has been retracted", R),
        ("Meridian withdraws report on Kashmir shelling", R),
        ("Retraction of troops from the Line of Control agreed", None),
        ("Correction in oil prices as Kashmir calms", None),
        ("Correctional officers killed in Kashmir", None),
        ("Clarification sought from Beijing over map", None),
        ("Withdrawn forces return to Mendhar", None),
        ("Withdrawal of troops begins", None),
        ("India withdraws troops from Depsang", None),
        ("Army retracts claim of strike", None),
        ("Delhi withdraws report on Kashmir shelling", None),
        ("Corrected maps show disputed islands", None),
        ("Amended law claims the islands", None),
        ("Kashmir clash: what we know", None),
    ],
)
def test_titles(title: str, kind: Standing | None) -> None:
    found = correction_of(title, SHELLS, "Meridian")
    assert (found.kind if found else None) is kind


@pytest.mark.parametrize(
    ("text", "kind", "figures"),
    [
        ("This article has been corrected. An earlier version said that 30 soldiers were killed.", C, (30,)),
        ("This story was corrected on Wednesday to change the number of dead.", C, ()),
        ("This article was amended on 6 March 2024 to correct the number of dead. An earlier version said thirty people were killed.", C, (30,)),
        ("This report has since been updated to correct the toll.", C, ()),
        ("An earlier version of this article incorrectly said that 30 soldiers had been killed.", C, (30,)),
        ("An earlier version said at least 30 were killed; three were killed.", C, (30,)),
        ("A previous version of this story gave the death toll as 1,200.", C, (1200,)),
        ("In an earlier version we wrote that twelve people were wounded.", C, (12,)),
        ("The original headline put the number of dead at 30. It was three.", C, (30,)),
        ("Correction: three soldiers were killed, not 30.", C, (30,)),
        ("Correction: The death toll is three rather than thirty as we reported.", C, (30,)),
        ("Clarification: the 30 people reported killed earlier were wounded.", C, ()),
        ("(Corrects number of dead in first paragraph to three, not 30)\nThree soldiers were killed.", C, (30,)),
        ("(This March 5 story corrects the number of dead to three)\nThree soldiers were killed.", C, ()),
        ("Editor's note: An earlier version of this article said five villagers were killed.", C, (5,)),
        ("** Correction: An earlier version said five villagers were killed.", C, (5,)),
        ("We incorrectly reported that 30 people were killed in Mendhar.", C, (30,)),
        ("This article wrongly said that 30 people were killed in Mendhar.", C, (30,)),
        ("Meridian has corrected its report on Mendhar.", C, ()),
        ("An earlier version misspelled the name of the village of Mendhar.", None, ()),
        ("We have withdrawn this article.", R, ()),
        ("We have withdrawn our report that 30 people were killed in Mendhar.", R, (30,)),
        ("We are retracting a story published on Tuesday about a clash in Mendhar.", R, ()),
        ("This article has been withdrawn.", R, ()),
        ("This story has been retracted because its source could not be verified.", R, ()),
        ("This report on the clash in Mendhar was taken down on Wednesday.", R, ()),
        ("The article on the clash in Mendhar has been retracted by its editors.", R, ()),
        ("Meridian has withdrawn a report that 30 were killed in Mendhar.", R, (30,)),
        ("We have withdrawn from the village, the commander said.", None, ()),
        ("We have withdrawn our troops from the post, he said.", None, ()),
        ("We have withdrawn our troops after the report, he said.", None, ()),
        ("We have corrected the course of the river, officials said.", None, ()),
        ("The ministry has withdrawn its report on the clash.", None, ()),
        ("An earlier report by the UN said 30 were killed.", None, ()),
        ("An earlier ceasefire was broken, killing 30.", None, ()),
        ("The report was withdrawn from the council's agenda.", None, ()),
        ("Earlier, the army said that 30 soldiers were killed.", None, ()),
        ("Three soldiers were killed, not 30, the army said in answer to rumours.", None, ()),
        ("", None, ()),
    ],
)
def test_leads(text: str, kind: Standing | None, figures: tuple[int, ...]) -> None:
    found = correction_of("Shelling in Mendhar", text, "Meridian")
    assert (found.kind if found else None, found.figures if found else ()) == (kind, figures)


def test_a_note_at_the_foot_counts_when_it_takes_a_figure_back_and_never_withdraws_what_it_stands_under() -> None:
    foot = f"{SHELLS}\n\nCorrection: An earlier version of this article said that 30 soldiers were killed."
    found = correction_of("Shelling in Mendhar", foot)
    assert found is not None and (found.kind, found.figures) == (C, (30,))
    assert correction_of("Shelling in Mendhar", f"{SHELLS}\n\nCorrection: An earlier version misnamed the village.") is None
    assert correction_of("Shelling in Mendhar", f"{SHELLS}\n\nWe have withdrawn our report on another matter.") is None


def test_a_figure_that_is_right_is_not_taken_back() -> None:
    found = correction_of("Correction: Kashmir", "An earlier version said 30 soldiers were killed, the correct figure is three.")
    assert found is not None and found.figures == (30,)


@pytest.mark.parametrize("text", ["-" * 200_000, "\n" * 200_000, "A " * 100_000, "our " * 50_000, "an earlier version " * 10_000, "(" * 100_000])
def test_hostile_text_takes_no_time(text: str) -> None:
    assert correction_of(text[:300], text) is None or "earlier" in text


def test_features_carry_the_correction_through_the_database() -> None:
    plain = some_features("a", SHELLS)
    assert marked(plain, "Shelling", SHELLS) is plain and correction_in(plain) is None
    carried = marked(plain, "Correction: Shelling", "An earlier version said 30 people were killed.")
    assert correction_in(carried) == correction_of("Correction: Shelling", "An earlier version said 30 people were killed.")


def test_a_correction_joins_the_likeliest_story_of_its_territory_and_others_do_not() -> None:
    note = marked(some_features("n", "three soldiers died near mendhar not thirty"), "Correction: Mendhar", "x")
    near = some_features("a", "thirty soldiers died near mendhar in mortar fire", "Thirty soldiers killed near Mendhar")
    far = some_features("b", "a ferry opened to tourists in spring")
    elsewhere = some_features("c", "three soldiers died near mendhar not thirty", territories=frozenset({"crimea"}))
    joined = join_corrected(note, [("s-2", [far]), ("s-1", [near]), ("s-3", [elsewhere])], WEIGHTS)
    assert joined is not None and (joined.story_id, joined.reason) == ("s-1", AssignmentReason.CORRECTION)
    assert join_corrected(note, [("s-2", [far]), ("s-3", [elsewhere])], WEIGHTS) is None
    assert join_corrected(some_features("n", "three soldiers died near mendhar"), [("s-1", [near])], WEIGHTS) is None
