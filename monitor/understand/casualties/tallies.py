"""Figures counted by a noun ("the toll rose to 41"), told among others ("among the dead were two nurses"), or pointed back to ("and shot them")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from monitor.domain.reading import Effect
from monitor.understand.casualties.clause import Form, lists_in, numbers_of
from monitor.understand.casualties.finding import Finding
from monitor.understand.casualties.openings import INCLUDE_WORDS, TALLY_WORDS
from monitor.understand.casualties.tally_wordings import INCLUDE, TALLIES, TALLY_NOUN, WHO, effect_of

_TOTALS = re.compile(r"total|tally|count")
_SHOT_THEM = re.compile(
    r"(?:and|then) +(?:then +)?(?:shot|killed|executed|beheaded|hanged|murdered|slaughtered) +them(?= *(?:$|[.,;])| +(?:dead|all|one|there))"
)
_OWNER_BEFORE = re.compile(r"(?:[\w'-]+ +){0,3}$")
_TALLIES = tuple(zip(TALLIES, TALLY_WORDS, strict=True))
_INCLUDE = tuple(zip(INCLUDE, INCLUDE_WORDS, strict=True))


def tallies(form: Form) -> Iterator[Finding]:
    """Running and plain tallies: "the death toll rose to 41", "put the Afghan dead at three"."""
    for (effect, pattern, running), needed in _TALLIES:
        if needed.isdisjoint(form.words):
            continue
        for m in pattern.finditer(form.text):
            words = f"{m.group('noun')} {m.group('gap')}"
            if "toll" not in words and words.strip() and not TALLY_NOUN.search(m.group()) and not (running and _TOTALS.search(words)):
                continue
            groups = numbers_of(m.group("list"))
            if any(form.groups[g].kind == "unknown" for g in groups):
                continue
            if (
                not running
                and m.group("noun").strip() in {"killed", "wounded", "injured", "captured", "displaced", "dead", "fallen", "missing"}
                and not _tally_like(form, m)
            ):
                continue
            passed = (
                re.search(r"(?:pass|top|exceed|surpass|cross)\w*(?: +\S+)? +$|(?:above|past|over) +$", form.text[m.start() : m.start("list")])
                is not None
            )
            found = effect or effect_of(words)
            running_total = running or re.search(r"\btotal|so far\b", words) is not None
            first = re.search(r"\bfirst\b|\binitial\b", form.text[max(0, m.start() - 20) : m.end()]) is not None or (
                "toll" in words and re.search(r" (?:of|is|was|at|:|put) +$", form.text[: m.start("list")]) is not None
            )
            yield Finding(
                found,
                tuple(groups),
                m.start(),
                m.end(),
                m.start("list"),
                running_total and not first,
                passed,
                owner=_owner(form.text[: m.start()] if m.start() == m.start("noun") else "", words),
                noun="tally",
            )
            if "from" in pattern.groupindex and m.group("from"):
                yield Finding(None, tuple(numbers_of(m.group("from"))), m.start(), m.end(), m.start(), noun="superseded")


def _owner(before: str, words: str) -> str:
    """The words of a tally with those before it that may name whose people ("the separatists' losses")."""
    near = _OWNER_BEFORE.search(before)
    return f"{near.group() if near else ''}{words}"


def _tally_like(form: Form, m: re.Match[str]) -> bool:
    """ "Killed: 12", "put the Afghan dead at three", "number of wounded at 5", but not "was killed at 3" or "three dead: two farmers and a nurse"."""
    if form.text[m.end("noun") : m.start("list")].strip() in {":", "-", "\u2013"} and form.groups[numbers_of(m.group("list"))[0]].kind == "person":
        return False
    behind, link = form.text[: m.start()], form.text[m.end("noun") : m.start("list")]
    return (
        re.search(r"[:=\u2013-]", link) is not None
        or re.search(r"\b(?:could|may|might)\b", link) is not None
        or (
            re.search(r"(?:\bthe|'s|s'|\bof|\bits|\btheir|[a-z]an|[a-z]ian|[a-z]ese|[a-z]ish|[a-z]i|\bestimates +\S+ +\S+) +$", behind) is not None
            and not re.search(r"\b(?:was|were|been|being) +(?:\S+ +)?$", behind)
        )
    )


def pronouns(form: Form) -> Iterator[Finding]:
    """ "Rounded up 26 men in a churchyard and shot them"."""
    if "them" not in form.words:
        return
    for m in _SHOT_THEM.finditer(form.text):
        listed = lists_in(form.text, max(0, m.start() - 120), m.start())
        numbers = numbers_of(listed[-1].group()) if listed else []
        if numbers and form.groups[numbers[-1]].kind == "person" and form.groups[numbers[-1]].high != 1:
            yield Finding(Effect.KILLED, tuple(numbers), listed[-1].start(), m.end(), m.start(), active=True)


def inclusions(form: Form) -> Iterator[Finding]:
    """People told among the dead or hurt, or as all or none of them: "among the dead were two nurses", "none of the five survived"."""
    for pattern, needed in _INCLUDE:
        if needed.isdisjoint(form.words):
            continue
        for m in pattern.finditer(form.text):
            groups = numbers_of(m.group("list"))
            if m.group("noun").startswith(("includ", "compris")):  # "it includes 336 fighters and 298 civilians": of what was counted before
                yield Finding(None, tuple(groups), m.start(), m.end(), m.start("list"), noun="inclusion")
                continue
            if m.group("noun") in {"heard", "seen", "found"}:  # "none of the seven has been heard of"
                yield Finding(Effect.MISSING, tuple(groups), m.start(), m.end(), m.start("list"))
                continue
            if not m.group("noun"):  # "none of the five survived"
                yield Finding(Effect.KILLED, tuple(groups), m.start(), m.end(), m.start("list"))
                continue
            opens = m.group().lstrip(".;: ").startswith(m.group("noun"))  # "wounded, six"
            if all(form.groups[g].kind == "bare" for g in groups) and "include" not in m.group() and not opens:
                continue  # "all the dead were between ten and sixteen"
            yield Finding(effect_of(m.group("noun")), tuple(groups), m.start(), m.end(), m.start("noun"), noun="inclusion")
    for m in WHO.finditer(form.text) if "who" in form.words else ():
        yield Finding(effect_of(m.group("noun")), tuple(numbers_of(m.group("list"))), m.start(), m.end(), m.start("noun"))
