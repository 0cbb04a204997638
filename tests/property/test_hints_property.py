"""Cheap conditions hide nothing: whatever a dear pattern finds has the word or the letters that are asked for before it searches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitor.text import furniture, numbers
from monitor.understand import gates, memory, realis, speakers, speech, stale
from monitor.understand.casualties import denials, frame, openings, tallies, transitives, wordings
from monitor.understand.tokens import words_of

Gate = Callable[[str], bool]


def has_word(words: frozenset[str]) -> Gate:
    """One of ``words`` stands in what was found, as a word of a form: forms have spaces around every word and mark."""
    return lambda found: not words.isdisjoint(re.findall(r"[\w'-]+|:", found))


def has_part(parts: Iterable[str], *, lowered: bool = False) -> Gate:
    """One of ``parts`` stands somewhere in the text."""
    return lambda found: any(p in " ".join((found.lower() if lowered else found).split()) for p in parts)


def opens(gate: int) -> Gate:
    """The words of what was found open the gate."""
    return lambda found: words_of(found, ()).opened(0, len(found)) & gate != 0


def holds(known: frozenset[str]) -> Gate:
    """The words of what was found may hold one of ``known``."""
    return lambda found: words_of(found, ()).may_hold(known, 0, len(found))


def ends_modifier(found: str) -> bool:
    """The last word is one that a modifier ends with."""
    return numbers._last_word(found) in numbers._MODIFIERS_END


def opens_term(found: str) -> bool:
    """The text begins with a digit or with a word that a number may begin with."""
    run = numbers._RUN.match(found)
    return run is not None and (not run.group().isalpha() or run.group().lower() in numbers._OPENINGS)


GATES: list[tuple[re.Pattern[str], Gate]] = [
    *((pattern, has_word(words)) for (_, pattern), words in zip(transitives.ACTIVE, openings.ACTIVE_WORDS, strict=True)),
    *((pattern, has_word(words)) for (_, pattern, _), words in zip(tallies.TALLIES, openings.TALLY_WORDS, strict=True)),
    *((pattern, has_word(words)) for pattern, words in zip(tallies.INCLUDE, openings.INCLUDE_WORDS, strict=True)),
    (tallies.WHO, has_word(frozenset({"who"}))),
    (realis._AGO, has_part(realis._AGO_HINTS, lowered=True)),
    (realis._SINCE, has_part(realis._SINCE_HINTS, lowered=True)),
    (realis._DAY_MONTH, has_part(realis.MONTHS, lowered=True)),
    (realis._DECADE, has_part(("0s", "century"), lowered=True)),
    (stale._AGED, has_part(stale._AGED_HINTS, lowered=True)),
    (furniture._CREDIT, has_part(furniture._CREDIT_HINTS)),
    (re.compile(speech.ACCORDING.pattern), has_part(speech.HINTS)),  # in capitals it is not looked for
    (speakers._TAIL, lambda found: speakers._without_tail(f"the army{found}") == "the army"),
    (speakers._ADJECTIVAL, has_part(("ed", "senior"), lowered=True)),
    (numbers._MODIFIERS, ends_modifier),
    (numbers._NO_COUNT_BEFORE, lambda found: found.rstrip().lower().endswith(numbers._ENDS_BEFORE)),
    (realis._PRESENT, opens(gates.PRESENT)),
    (memory._OCCASION, opens(gates.OCCASION)),
    (realis._AGO, opens(gates.AGO)),
    (realis._SINCE, opens(gates.SINCE)),
    (realis._DAY_MONTH, opens(gates.DIGIT)),
    (realis._DAY_MONTH, opens(gates.MONTH)),
    (realis._DECADE, opens(gates.DIGIT | gates.CENTURY)),
    (speakers._CLAUSE_CUT, lambda found: speakers._may_cut(f"the army {found} the town")),
    (denials._HINT, lambda found: opens(gates.DENIAL)(found) or "s for" in found),
    (denials._HELD_AGAINST, holds(denials._HELD_AGAINST_WORDS)),
    (denials._HELD_AGAINST, lambda found: denials._HELD_AGAINST_PARTS.search(found) is not None),
    (speech.ACCORDING, holds(speech.ACCORDING_WORDS)),
    (numbers._TERM, opens_term),
]
TEXT = st.characters(max_codepoint=0x2022)
JOINED = re.compile(r"\b(?:dead|killed|deaths|fatalities|wounded|injured|missing|captured|displaced|losses|prisoners|hostages)(?=\w)")  # in no form


@pytest.mark.parametrize(("pattern", "gate"), GATES, ids=[p.pattern[:40] for p, _ in GATES])
def test_what_a_pattern_finds_passes_the_gate_before_it(pattern: re.Pattern[str], gate: Gate) -> None:
    @given(st.from_regex(without_letters_ahead(pattern), alphabet=TEXT))
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def check(text: str) -> None:
        for m in pattern.finditer(JOINED.sub(r"\g<0> ", text)):
            assert gate(m.group()), m.group()

    check()


AHEAD = (
    *(realis._PRESENT, realis._SINCE, realis._DAY_MONTH, memory.REMEMBERED),
    *(frame._RECENT, frame._TOTAL, frame._DENY, frame._UNTRUE, frame._PLAN),
)


@pytest.mark.parametrize("pattern", AHEAD, ids=[p.pattern[:40] for p in AHEAD])
def test_the_letters_that_a_pattern_looks_ahead_for_hide_nothing(pattern: re.Pattern[str]) -> None:
    plain = without_letters_ahead(pattern)
    assert plain.pattern != pattern.pattern

    @given(st.from_regex(plain, alphabet=TEXT))
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def check(text: str) -> None:
        assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in plain.finditer(text)]

    check()


def without_letters_ahead(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """The pattern without the letters that it looks ahead for behind its first border of a word."""
    return re.compile(re.sub(r"^\\b\(\?=\[[^\]]*\]\)", r"\\b", pattern.pattern), pattern.flags)


def test_every_word_that_a_wording_may_begin_with_opens_its_kind() -> None:
    for (_, wording, _), words in zip(wordings.LEFT_KINDS, openings.KIND_WORDS, strict=True):
        begun = {run for run, _ in beginnings(list(_parser.parse(wording)))}
        assert begun == words


def beginnings(items: list[tuple[object, Any]]) -> set[tuple[str, bool]]:
    """The runs of small letters that a parsed pattern may begin with, and whether the run may go on behind it."""
    found = {("", True)}
    for item in items:
        going = {run for run, on in found if on}
        if not going:
            break
        found = {(run, on) for run, on in found if not on} | {(run + more, on) for run in going for more, on in steps(*item)}
    return found


def steps(kind: object, value: Any) -> set[tuple[str, bool]]:
    """What one item of a parsed pattern adds to a run of small letters, and whether the run may go on behind it."""
    match str(kind):
        case "LITERAL":
            return {(chr(value), True)} if chr(value).islower() else {("", False)}
        case "IN":
            return set().union(*(steps(*item) for item in value))
        case "BRANCH":
            return set().union(*(beginnings(list(branch)) for branch in value[1]))
        case "SUBPATTERN":
            return beginnings(list(value[3]))
        case "MAX_REPEAT" | "MIN_REPEAT":
            return beginnings(list(value[2])) | ({("", True)} if value[0] == 0 else set())
        case "ASSERT" | "ASSERT_NOT" | "AT":
            return {("", True)}
        case _:  # a class of characters: no wording begins with one
            return {("?", False)}
