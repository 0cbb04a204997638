"""MUC-4: wire articles of 1989-90 with templates of attacks; the victims' numbers and the effects on them against the claims grammar."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.training.external.bare import BareReader
from models.training.external.report import Report, share
from monitor.domain.reading import Effect, Realis
from monitor.understand.casualties import RawClaim

HOW = (
    "Per message, not per template, as the reader fills none. Gold: one victim for each distinct pair of a human target's number and its wording; "
    "effects DEATH, INJURY, and capture for targets of a KIDNAPPING without an effect. A number matches when a claim's low or high is one of the "
    "fill's alternatives; victims whose number is only PLURAL ask for none. number: a claim matches one victim of the message with its number, "
    "whatever the effect; number_from_2: without single persons. effect: claims and victims dead or injured are counted by effect, so many as both "
    "have match. number_and_effect: both at once. Fills marked '?' and OPTIONAL templates may be matched but are not missed. Claims killed, wounded, "
    "captured with realis actual or historical count, one each. all: every message, irrelevant ones too, where any claim is false (fighting between "
    "armies has no template); with_templates: messages that have one. as_printed: the text in its capitals, lines joined; recased: in small letters "
    "with capitals at the beginnings of sentences. Known marks on another part, per template: the best system of 1992 had number R/P 66/56, effect "
    "62/52."
)
_EFFECTS = {"DEATH": Effect.KILLED, "INJURY": Effect.WOUNDED}
_COUNTED = {Realis.ACTUAL, Realis.HISTORICAL}
_MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_DATELINE = re.compile(r"\b(\d{1,2}) (" + "|".join(_MONTHS) + r")[A-Z]* (\d{2})\b")
_BEGINNING = re.compile(r"(?:^|[.!?]\s+|\n\s*)[\"'(\[]*\w")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Victim:
    """Human targets with one number: ``numbers`` its alternatives, ``effects`` likewise; ``asked`` when not finding it is an error."""

    numbers: frozenset[int]
    effects: frozenset[Effect]
    asked: bool


def measure_muc(name: str, rows: Sequence[Mapping[str, Any]], reader: BareReader) -> Report:
    """Recall and precision of numbers and effects, over all messages and over those with templates, in both forms of the text."""
    victims = [victims_of(row["templates"]) for row in rows]
    figures: dict[str, Any] = {}
    lists = {}
    for form, prepare in (("as_printed", reflowed), ("recased", recased)):
        claims = [_claims(reader, prepare(str(row["text"])), published(str(row["text"]))) for row in rows]
        told = [i for i, row in enumerate(rows) if row["templates"]]
        figures[form] = {
            "all": slots(victims, claims),
            "with_templates": slots([victims[i] for i in told], [claims[i] for i in told]),
        }
        lists[f"{form}_differences"] = list(_differences([rows[i]["id"] for i in told], [victims[i] for i in told], [claims[i] for i in told]))
    return Report(name, len(rows), HOW, figures, lists)


def _claims(reader: BareReader, text: str, day: dt.date | None) -> list[RawClaim]:
    effects = {Effect.KILLED, Effect.WOUNDED, Effect.CAPTURED}
    return [c for c in reader.claims(text, day) if c.effect in effects and c.realis in _COUNTED]


def slots(victims: Sequence[Sequence[Victim]], claims: Sequence[Sequence[RawClaim]]) -> dict[str, Any]:
    """Recall and precision of the four measures."""
    counts = {measure: Counter[str]() for measure in ("number", "number_from_2", "effect", "number_and_effect")}
    for there, said in zip(victims, claims, strict=True):
        _count_numbers(counts["number"], there, said, with_effect=False)
        several = [v for v in there if v.numbers and min(v.numbers) > 1]
        _count_numbers(counts["number_from_2"], several, [c for c in said if c.low > 1], with_effect=False)
        _count_numbers(counts["number_and_effect"], there, said, with_effect=True)
        _count_effects(counts["effect"], there, said)
    return {
        measure: {"recall": share(c["hit"], c["asked"]), "precision": share(c["hit"], c["said"]), "victims": c["asked"], "claims": c["said"]}
        for measure, c in counts.items()
    }


def _count_numbers(counts: Counter[str], victims: Sequence[Victim], claims: Sequence[RawClaim], *, with_effect: bool) -> None:
    left = sorted((v for v in victims if v.numbers), key=lambda v: not v.asked)
    counts["asked"] += sum(v.asked for v in left)
    counts["said"] += len(claims)
    for claim in claims:
        fits = (i for i, v in enumerate(left) if {claim.low, claim.high} & v.numbers and (not with_effect or claim.effect in v.effects))
        if (at := next(fits, None)) is not None:
            counts["hit"] += 1
            counts["asked"] += not left[at].asked  # an optional one that is found counts as if asked for
            del left[at]


def _count_effects(counts: Counter[str], victims: Sequence[Victim], claims: Sequence[RawClaim]) -> None:
    for effect in _EFFECTS.values():
        said = sum(c.effect is effect for c in claims)
        asked = sum(v.asked for v in victims if effect in v.effects)
        there = sum(effect in v.effects for v in victims)
        hits = min(said, there)
        counts["hit"] += hits
        counts["said"] += said
        counts["asked"] += max(asked, hits)


def victims_of(templates: Sequence[Mapping[str, Sequence[str]]]) -> list[Victim]:
    """The distinct victims of a message's templates: a target of two templates with one number and wording is one."""
    found: dict[tuple[frozenset[int], str], Victim] = {}
    for t in templates:
        optional = "OPTIONAL" in t.get("message_template", [""])[0]
        kidnapping = "KIDNAPPING" in t.get("incident_type", [""])[0]
        effects = {target: value for value, target in map(_fill, t.get("hum_tgt_effect_of_incident", ()))}
        for value, target in map(_fill, t.get("hum_tgt_number", ())):
            told = effects.get(target, "")
            these = frozenset(_EFFECTS[e] for e in re.findall(r"(?<!NO )\b(?:DEATH|INJURY)\b", told.replace("INJURY OR DEATH", "NEITHER")))
            if kidnapping and not told:
                these = frozenset({Effect.CAPTURED})
            if not these:
                continue  # unhurt, or nothing is said of them
            numbers = frozenset(int(n) for n in _DIGITS.findall(value))
            asked = not optional and "?" not in value and "?" not in told
            key = (numbers, target)
            known = found.get(key)
            found[key] = Victim(numbers, these | (known.effects if known else frozenset()), asked or bool(known and known.asked))
    return list(found.values())


def _fill(text: str) -> tuple[str, str]:
    value, _, target = text.partition(":")
    return value.strip(), target.strip()


def published(text: str) -> dt.date | None:
    """The dateline's day ("SAN SALVADOR, 3 JAN 90 --")."""
    m = _DATELINE.search(text[:200])
    try:
        return dt.date(1900 + int(m[3]), _MONTHS.index(m[2]) + 1, int(m[1])) if m else None
    except ValueError:
        return None


def reflowed(text: str) -> str:
    """The message without its head, wrapped lines joined."""
    body = text.partition("[TEXT]")[2] or text
    return "\n\n".join(" ".join(block.split()) for block in re.split(r"\n\s*\n|\n {3,}", body))


def recased(text: str) -> str:
    """The message in small letters, with capitals where a sentence begins."""
    return _BEGINNING.sub(lambda m: m.group().upper(), reflowed(text).lower())


def _differences(ids: Sequence[str], victims: Sequence[Sequence[Victim]], claims: Sequence[Sequence[RawClaim]]) -> Iterator[dict[str, Any]]:
    for message, there, said in zip(ids, victims, claims, strict=True):
        gold = sorted(("/".join(sorted(v.effects)), *sorted(v.numbers)) for v in there if v.asked)
        read = sorted((str(c.effect), c.low, *([c.high] if c.high not in {None, c.low} else [])) for c in said)
        if gold != read:
            yield {"id": message, "gold": gold, "read": read}
