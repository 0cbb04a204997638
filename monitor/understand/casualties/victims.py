"""What kind of people a claim counts, where their noun alone does not say: officers of a coast guard, men that an army lost, the enemy's dead."""

from __future__ import annotations

import re
from dataclasses import replace

from monitor.domain.reading import Effect, Victims
from monitor.understand.casualties.people import Group

_AND = re.compile(r"\s*,?\s*and\s+", re.I)
ARMY = re.compile(
    r"\b(?:army|armies|military|troops|forces?|battalion|brigade|regiment|garrison|division|unit|side|enemy|command|navy|guards?|generals?|ministry|"
    r"government|[A-Z]{4})\b"
)
_LOST = re.compile(r"\b(?:los(?:t|ing|es?)|loss\s+of|own(?:ed|s)(?:\s+(?:up\s+)?to)?|mourn\w*|admit\w*)\s+(?:\S+\s+){0,3}$")
_OF_ARMY = re.compile(r"\b(?:enemy|government|uniform(?:ed)?|battlefield|combat)\b")
_BESIDE = 12  # characters around a figure
_BEFORE = 44  # characters before it


def by_employer(text: str, group: Group, effect: Effect, claimant: str | None, chosen: Victims) -> Victims:
    """Officers of a police or coast guard are police; citizens are civilians when they are taken, anybody when they are killed."""
    if group.noun != "officer":
        return Victims.CIVILIAN if effect is Effect.CAPTURED else chosen
    phrase = text[group.start : group.end]
    told = f"{phrase} {claimant or ''}" if chosen is Victims.MILITARY and not re.search(r"\b(?:army|navy|military)\b", phrase, re.I) else ""
    return Victims.POLICE if re.search(r"\b(?:police|gendarm\w+|constab\w+|coast ?guard)\b", told, re.I) else chosen


def lost_by_army(text: str, start: int, group: Group, claimant: str | None) -> bool:
    """ "The army lost 12 men", "the brigade mourns one martyr": losses of a force are soldiers when nothing else is said.

    ``start`` is where the sentence begins.
    """
    if group.noun not in {"man", "people", "person", "martyr", "@own", ""} or (group.kind == "person" and group.noun not in {"man", "martyr"}):
        return False
    before = text[start : group.start]
    return _LOST.search(before[-_BEFORE:]) is not None and (group.noun == "man" or ARMY.search(before) is not None or claimant is not None)


def of_an_army(text: str, start: int, group: Group, effect: Effect, end: int) -> bool:
    """ "784 enemy dead", "25 government dead", "1,580 Iraqis surrendered": an army's people by the word beside them.

    ``start`` is where the sentence begins, ``end`` where the wording ends.
    """
    if _OF_ARMY.search(text, max(start, group.start - _BESIDE), group.end + _BESIDE) is not None:
        return True
    return effect is Effect.CAPTURED and group.noun in {"", "@demonym"} and "surrendered" in text[group.start : end]


def without_breakdown(groups: list[Group], text: str) -> list[Group]:
    """ "Two civilians, a woman and her grandson": who the counted people were is not another figure."""
    if len(groups) >= 3 and groups[0].low > 1 and groups[0].low == sum(g.low for g in groups[1:]):
        return groups if max(g.low for g in groups[1:]) > 1 else groups[:1]
    for k in range(1, len(groups) - 2):  # the list ends at its "and"; what follows says who the last were
        last = groups[k].low > 1 and groups[k].low == sum(g.low for g in groups[k + 1 :])
        if last and _AND.fullmatch(text, groups[k - 1].end, groups[k].start) and text.startswith(",", groups[k].end):
            return groups[: k + 1]
    return groups


def share_noun(groups: list[Group]) -> list[Group]:
    """ "255 British and 649 Argentine servicemen": the noun of the last counts for those that have none of their own."""
    last = groups[-1] if groups else None
    if last is None or len(groups) < 2 or last.kind != "person" or last.victims is Victims.UNSPECIFIED:
        return groups
    return [
        replace(g, victims=last.victims)
        if g.victims is Victims.UNSPECIFIED and (g.kind in {"bare", "unknown"} or (g.noun == "@demonym" and not g.plural_form))
        else g
        for g in groups
    ]
