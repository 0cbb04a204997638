"""What an article's claims amount to: parts of one claimant's figure added up, claimants kept apart."""

from __future__ import annotations

import pytest

from monitor.domain.reading import CasualtyClaim, Effect, Evidence, Realis, Victims
from monitor.stories.toll import toll_of
from tests.story_parts import NOW

MIL, CIV, ANY = Victims.MILITARY, Victims.CIVILIAN, Victims.UNSPECIFIED


def a_claim(low: int, victims: Victims, high: int | None = -1, side: str | None = "India", by: str | None = "Delhi") -> CasualtyClaim:
    high = low if high == -1 else high
    return CasualtyClaim(Effect.KILLED, low, high, victims, side, by, False, Realis.ACTUAL, None, Evidence(0, 1, "x"))


@pytest.mark.parametrize(
    ("claims", "amount"),
    [
        ([a_claim(3, MIL)], (3, 3)),
        ([a_claim(3, MIL), a_claim(2, CIV)], (5, 5)),
        ([a_claim(9, ANY), a_claim(6, MIL)], (9, 9)),
        ([a_claim(4, ANY), a_claim(3, MIL), a_claim(2, CIV)], (5, 5)),
        ([a_claim(3, MIL), a_claim(2, CIV, None)], (5, None)),
        ([a_claim(3, MIL), a_claim(4, MIL)], (4, 4)),
    ],
)
def test_parts_are_added_and_a_whole_holds_its_parts(claims: list[CasualtyClaim], amount: tuple[int, int | None]) -> None:
    (entry,) = toll_of(claims, as_of=NOW, article_id="a")
    assert (entry.low, entry.high, entry.side, entry.claimed_by, entry.article_id) == (*amount, "India", "Delhi", "a")


def test_sides_and_claimants_stay_apart() -> None:
    claims = [a_claim(3, MIL), a_claim(2, MIL, side="Pakistan"), a_claim(12, MIL, by="Islamabad")]
    assert [t.low for t in toll_of(claims, as_of=NOW, article_id="a")] == [3, 2, 12]
