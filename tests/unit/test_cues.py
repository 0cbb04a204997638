"""Cue patterns: parts in order, within reach, by stem and by class."""

from __future__ import annotations

import pytest

from monitor.domain.reading import Signal
from monitor.understand.cues import find_cues, load_cues
from monitor.understand.lexicon import lexicon
from monitor.understand.mentions import NameFinder
from monitor.understand.tokens import words_of


def signals_in(names: NameFinder, text: str) -> set[Signal]:
    words = words_of(text, names.find(text))
    return {hit.cue.signal for hit in find_cues(words, 0, len(words.lower))}


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("They exchanged heavy artillery fire.", Signal.ARMED_CLASH),
        ("Villages were shelled.", Signal.STRIKE),
        ("It imposed new sanctions.", Signal.SANCTIONS),
        ("The ministry summoned the ambassador.", Signal.DIPLOMATIC_PROTEST),
        ("A curfew holds.", Signal.UNREST),
        ("Engineers built a new airstrip.", Signal.FORTIFICATION),
        ("They lodged a formal protest.", Signal.DIPLOMATIC_PROTEST),
        ("The army deployed 2,000 troops.", Signal.FORCE_POSTURE),
    ],
)
def test_a_plain_wording_has_its_cue(names: NameFinder, text: str, signal: Signal) -> None:
    assert signal in signals_in(names, text)


def test_deescalation_is_no_cue_of_violence(names: NameFinder) -> None:
    violent = {Signal.ARMED_CLASH, Signal.STRIKE, Signal.MASS_VIOLENCE, Signal.SABOTAGE, Signal.TERRITORY_SEIZED, Signal.THREAT}
    assert not signals_in(names, "The United Nations urged de-escalation.") & violent


def test_parts_count_in_their_order_only(names: NameFinder) -> None:
    def of_two_parts(text: str) -> set[str]:
        words = words_of(text, names.find(text))
        return {hit.cue.id for hit in find_cues(words, 0, len(words.lower)) if len(hit.cue.parts) > 1}

    there, back = of_two_parts("It lodged a protest."), of_two_parts("Of protest nothing it lodged.")
    assert there and not there & back


def test_a_far_part_may_stand_six_words_on_and_no_further(names: NameFinder) -> None:
    filler = "very long and quite tedious and slow".split()
    assert Signal.DIPLOMATIC_PROTEST in signals_in(names, f"It lodged {' '.join(filler[:6])} protest.")
    assert Signal.DIPLOMATIC_PROTEST not in signals_in(names, f"It lodged {' '.join(filler)} protest.")


def test_each_cue_is_told_once_with_the_words_it_spans(names: NameFinder) -> None:
    text = "Shelling, shelling, shelling."
    words = words_of(text, [])
    hits = find_cues(words, 0, len(words.lower))
    assert len({h.cue.id for h in hits}) == len(hits)
    assert all(0 <= h.first <= h.last < len(words.lower) for h in hits)


def test_cues_do_not_reach_over_the_given_words(names: NameFinder) -> None:
    words = words_of("It imposed new sanctions", [])
    assert {h.cue.signal for h in find_cues(words, 0, 2)} == set()


def test_the_shipped_cues_are_well_formed_and_cover_every_signal() -> None:
    cues = load_cues()
    assert {c.signal for c in cues} == set(Signal)
    assert len({c.id for c in cues}) == len(cues)
    known = {c for classes in lexicon().classes_of.values() for c in classes} | {"@actor", "@territory", "@place", "@num"}
    for cue in cues:
        assert cue.parts and all(cue.parts) and len(cue.parts) == len(cue.reach), cue.id
        assert {p for part in cue.parts for p in part if p.startswith("@")} <= known, cue.id
