"""What befell whom: the verbs and nouns of death, injury, loss, capture and flight, and which groups of a sentence they govern.

Works on the readable form of a sentence (see ``clause``). Each finding names the effect, the groups, and where the wording stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from monitor.domain.reading import Effect, Victims
from monitor.understand.casualties.clause import LIST, Form, lists_in, numbers_of
from monitor.understand.casualties.elsewhere import counted_elsewhere
from monitor.understand.casualties.finding import Finding
from monitor.understand.casualties.leftovers import leftovers, shares
from monitor.understand.casualties.openings import ACTIVE_WORDS, Wording, wordings_in
from monitor.understand.casualties.people import Group
from monitor.understand.casualties.tallies import inclusions, pronouns, tallies
from monitor.understand.casualties.transitives import ACTIVE, FORCED, FORCED_TO, RIGHT
from monitor.understand.casualties.wordings import (
    ADJACENT,
    ADV,
    AFTER_REDUCED,
    ANY_CUE,
    AUX,
    BE,
    BOTH_DONE,
    CAPTURED,
    COLLECTIVE,
    COMPANY,
    GAP_STOP,
    HURT_BEFORE,
    KILLED,
    LATER_DEATH,
    OBLIQUE,
    OWN_NOUN,
    PAIRED,
    VP_AND,
    WOUNDED,
)

_LISTED = re.compile(r" +(?:listed|registered|recorded|declared|reported|described|counted) +as(?= )")
_GAPPED = re.compile(
    r" +(?:, +)?(?:and|,|while) +(?:the +)?(?P<who>[A-Z]\S*(?: +[A-Z]\S*)*|army|military|government|police|militia|"
    r"opposition|enemy|other|[a-z]+s)(?: +(?:side|army|forces|troops))? +(?P<list><\d+>)(?= *[.,;]| *$| +(?:in|on|at|since|during)\b)"
)
_FOUND = re.compile(r"\bfound\b[^;:.]{0,50}$")
_KILLED_OR_HURT = re.compile(r"(?: +(?:men|personnel|people|soldiers|in))* +(?:killed|dead|slain) +(?:and|or|and/or) +(?:wounded|injured)\b")
_REMAINS = re.compile(r"\b(?:remains|bod(?:y|ies)|corpses?) +of\b")
_BROUGHT_BACK = re.compile(r"\b(?:return|exchang|repatriat|hand(?:ed|ing)? +(?:over|back)|receiv\w* +back|gave +back)\w*(?: +\S+){0,4} *$")
_COUNTED_NOUNS = frozenset("deaths killings fatalities injuries".split())
_FOUND_SO = re.compile(r"( +(?:was|were|been) +found(?: +[^,<;:]+?)?) +, *$")  # "were found in a courtyard, shot"
_AT_CLOSE_RANGE = re.compile(r" *(?:<\d+> +)?(?:(?:at +(?:close|point-blank) +range)|in +the +back +of +the +head)\b")
_LIVES = re.compile(r"\bli(?:fe|ves)\b")
_MASS = 7  # so many who "were shot" were shot dead, unless the sentence speaks of wounds
_MOVED_FROM = re.compile(r"(?:from|out|off|of|to +flee|to +leave)$")
_APPOSED_TO = re.compile(r"\b(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[A-Z]\S*)(?: +[\w'-]+){1,3} +, +$")
_LEAVES = re.compile(r"\b(?:left|leaves?|leaving) +$")
_OF_TWO = re.compile(  # "members of the army and police had fallen": a complement with an "and" of its own
    rf"^ +(?:of|from|in|at|on) +(?:(?!and\b|<|,)[\w'-]+ +){{1,4}}and +(?:the +)?[\w'-]+(?= +(?:{AUX})\b)"
)
_COMPLEMENT = re.compile(r" *(?:(?:of|from|in|at|on) +(?:(?!and\b|who\b|that\b)[^,<;:.]){1,50})?, *")  # "two foremen of a firm, abducted, were"
_A_PLACE = re.compile(r" +(?:of +)?(?:their|his|her|its|the|[A-Z])")
_OPENS_PREDICATE = re.compile(r" *(?:of|on|in|from|aboard|others|who|(?:were|was|had|have|has|are|needed|got|came)(?: +(?!<)\S+){1,5} *$)(?=\s|$)")
_A_SIDE_HAS = re.compile(
    r"(?:^|[.;,:] +|\band +|\bthat +|\bwhile +|(?=the +(?:enemy|army|rebels|other +side|government|militia|separatists|insurgents)\b))(?:the "
    r"+)?[A-Za-z][\w'-]*(?: +[A-Z][\w'-]*)*(?: +(?:has|have|had))?(?: +(?:also|so +far|now))? +$"
)
_RIGHT = re.compile(rf"{RIGHT}(?P<list>{LIST})")
_PASSIVE_TAIL = re.compile(rf" +(?:{AUX} +|{ADV} +)*(?:was|were|been|are|is)(?: +{ADV})* +(?:{KILLED}|{WOUNDED}|{CAPTURED}|missing|dead)\b")
_GOES_ON = re.compile(r" +(?:[a-z]+ed|spent|went|came|ran|took|had|have|has|are|were|was|did|said|left|fell|saw|stood|lay|fled)\b")
_OWN_WORD = re.compile(r" +(?:[a-z]+ly +)?(?:killed|wounded|injured|hurt|missing|dead|died|captured)\b")
_UPROOTING = ACTIVE[-1][1]
_ACTIVE = tuple(zip(ACTIVE, ACTIVE_WORDS, strict=True))


def find_effects(form: Form) -> list[Finding]:
    """All findings in a sentence's form; a group undergoes one effect, the first that claims it."""
    taken: set[int] = set()
    out: list[Finding] = []
    wordings = wordings_in(form.text)
    subjects = list(_subjects(form, wordings))
    dead = {g for f in subjects if f.effect is Effect.KILLED for g in f.groups}
    subjects = [f for f in subjects if f.effect is not Effect.DISPLACED or dead.isdisjoint(f.groups)]  # "men who had left the camp were found dead"
    for findings in (shares(form), tallies(form), inclusions(form), pronouns(form), _actives(form, wordings), subjects):
        out.extend(_untaken(findings, taken))
    out.extend(_untaken(list(counted_elsewhere(form, out)), taken))
    out.extend(_untaken(leftovers(form, taken), taken))
    return sorted(out, key=lambda f: f.start)


def _untaken(findings: Iterable[Finding], taken: set[int]) -> Iterator[Finding]:
    for finding in findings:
        groups = tuple(g for g in finding.groups if g not in taken)
        if groups:
            taken.update(finding.groups)
            yield finding if groups == finding.groups else replace(finding, groups=groups)


def _usable(group: Group, effect: Effect, *, active: bool) -> bool:
    if group.kind == "unknown":
        return effect is not Effect.MISSING and (not active or group.noun[:1].isalpha())
    return True


def _actives(form: Form, wordings: Sequence[Wording]) -> Iterator[Finding]:
    """Verbs and nouns that take the people behind them: "killing four soldiers and a medic", "the deaths of two men"."""
    for (effect, pattern), needed in _ACTIVE:
        if needed.isdisjoint(form.words):
            continue
        for m in pattern.finditer(form.text):
            groups = [form.groups[g] for g in numbers_of(m.group("list"))]
            if not all(_usable(g, effect, active=True) for g in groups) or (
                groups[0].kind == "unknown"
                and m.group().startswith(("lost", "los", "made", "sent", "tak", "took", "seiz", "captur", "hold", "drov", "forc"))
            ):
                continue
            if _KILLED_OR_HURT.match(form.text, m.end()) or (_REMAINS.search(m.group()) and _BROUGHT_BACK.search(form.text, 0, m.start())):
                continue  # "lost 40 killed and wounded": nobody says how many of each
            if " of" in m.group() and "loss" in m.group() and groups[0].kind != "person":
                continue
            if m.group().startswith(("lost ", "lose", "losing")) and not _lost_people(form, m, groups):
                continue
            if pattern is _UPROOTING and FORCED.match(m.group()) and not FORCED_TO.match(form.text, m.end()):
                continue
            if re.match(r"(?:tak\w*|took|claim\w*|cost\w*) +<", m.group()) and effect is Effect.KILLED and not _LIVES.search(form.text, m.end() - 5):
                continue
            yield _object(form, effect, m.start(), m.start("list"), m.end("list"))
            if (gapped := _GAPPED.match(form.text, m.end())) is not None:  # "lost two men and the Azerbaijani side fourteen"
                yield Finding(
                    effect, tuple(numbers_of(gapped.group("list"))), gapped.start("who"), gapped.end(), m.start(), owner=gapped.group("who")
                )
    for told in wordings:
        if told.voice != "both":
            continue
        effect, m = told.effect, told.match
        right = _RIGHT.match(form.text, m.end())
        if right is None or (BE.search(form.text, max(0, m.start() - 40), m.start()) and not _had(form.text[: m.start()])):
            continue
        groups = [form.groups[g] for g in numbers_of(right.group("list"))]
        if not all(_usable(g, effect, active=True) for g in groups) or _followed_by_cue(form, right):
            continue
        found = _object(form, effect, m.start(), right.start("list"), right.end("list"))
        if m.group() == "shot":
            fought = all(g.victims is Victims.MILITANT for g in groups)  # whom troops shoot in a fight they shoot dead
            dead = fought or _AT_CLOSE_RANGE.match(form.text, right.end()) is not None
            found = replace(found, effect=Effect.KILLED) if dead else _as_mass_shooting(form, found)
        yield found


def _followed_by_cue(form: Form, right: re.Match[str]) -> bool:
    """ "eight killed 14 wounded": the second figure belongs to the second word."""
    first = form.groups[numbers_of(right.group("list"))[0]]
    return first.kind == "bare" and ANY_CUE.match(form.text, right.end() + 1) is not None


def _had(before: str) -> bool:
    """True when the auxiliary is a perfect active one ("had killed"), not a passive."""
    return re.search(r"\b(?:has|have|had|having)(?: +(?:already|also|since|now|so +far|[a-z]+ly))* +$", before) is not None and not re.search(
        r"\bbeen +(?:\S+ly +)?$", before
    )


def _lost_people(form: Form, m: re.Match[str], groups: Sequence[Group]) -> bool:
    behind = form.text[: m.start()]
    if groups[0].noun == "@own" or (groups[0].kind == "bare" and _A_SIDE_HAS.search(behind)):
        return True
    if groups[0].kind == "bare" or groups[0].noun in {"family", "citizen", "voter", "resident", "worker", "employee", "hostage"}:
        return False
    return re.search(r"\b(?:have|has|had|was|were|is|are)? *(?:not +)?$", behind) is not None


def _object(form: Form, effect: Effect, start: int, low: int, high: int) -> Finding:
    """The people behind an active verb; when the last of them start a passive of their own they are left to it."""
    numbers = numbers_of(form.text[low:high])
    apart = re.search(r"(?: {3,}|,) *and +<\d+>$", form.text[low:high]) is not None and _GOES_ON.match(form.text, high) is not None
    if len(numbers) > 1 and (apart or _PASSIVE_TAIL.match(form.text, high) or _OWN_WORD.match(form.text, high)):
        cut = form.text.rfind(f"<{numbers[-1]}>", low, high)
        return Finding(effect, tuple(numbers[:-1]), start, cut, start, active=True)
    return Finding(effect, tuple(numbers), start, high, start, active=True)


def _subjects(form: Form, wordings: Sequence[Wording]) -> Iterator[Finding]:
    """Passives, intransitives and nouns, with the people before them."""
    for told in wordings:
        effect, voice, m = told.effect, told.voice, told.match
        if PAIRED.match(form.text, m.end()) and not re.match(
            r" +and +(?:killed|wounded|injured|dead|hurt|captured|missing|maimed) +<", form.text[m.end() :]
        ):
            continue
        if m.group() == "accounted for" and not re.search(r"\b(?:not|never|n't)\b[^,;<]{0,16}$", form.text[: m.start()]):
            continue
        if effect is Effect.WOUNDED and LATER_DEATH.match(form.text, m.end()):
            effect = Effect.KILLED  # "a woman hurt in the firing has died"
        if m.group() == "shot" and (_FOUND.search(form.text[: m.start()]) or _AT_CLOSE_RANGE.search(form.text, m.end())):
            effect = Effect.KILLED  # "was found shot", "found with their hands tied and shot"
        if (found := _subject_of(form, effect, voice, m)) is not None:
            yield _as_mass_shooting(form, found) if m.group() == "shot" else found


def _as_mass_shooting(form: Form, found: Finding) -> Finding:
    """ "Forty-five civilians were shot in that yard" are dead; "four shot, one killed" and "thirty shot and wounded" are not."""
    many = sum(form.groups[g].low for g in found.groups) >= _MASS
    return replace(found, effect=Effect.KILLED) if many and ANY_CUE.search(form.text) is None and "hospital" not in form.words else found


def _subject_of(form: Form, effect: Effect, voice: str, m: re.Match[str]) -> Finding | None:
    for candidate in reversed(lists_in(form.text, max(0, m.start() - 220), m.start())):
        told = form.text[candidate.end() : m.start()]
        gap = _FOUND_SO.sub(r"\1", _LISTED.sub(" ", told))
        if gap.rstrip().endswith(",") and gap.count(",") == 1 and _APPOSED_TO.search(form.text, 0, candidate.start()):
            gap = gap.replace(",", " ")  # "the settlers, a couple in their forties, were shot"
        if _broken(gap):
            return None
        numbers = numbers_of(candidate.group())
        if (
            len(numbers) == 2
            and form.groups[numbers[0]].kind == "bare"
            and form.groups[numbers[1]].kind == "person"
            and " , and " in candidate.group()
        ):
            numbers = numbers[1:]  # "boarded all three, and twenty-four sailors have been taken off"
        groups = [form.groups[g] for g in numbers]
        close = ADJACENT.match(gap.rstrip()) is not None
        if groups[0].kind == "bare" and not close and not _OPENS_PREDICATE.match(gap):
            return None
        before = form.text[: candidate.start()]
        oblique = OBLIQUE.search(before)
        if oblique and oblique.group(1) == "of" and COLLECTIVE.search(before):
            oblique = None
        if oblique and len(numbers) > 1 and re.search(r", +and +<\d+>$", candidate.group()):
            numbers, oblique = numbers[-1:], None  # "with a neighbour, and thousands were dead"
        if oblique and gap.strip() in {"", ","}:
            oblique = None  # "spoke of two dead", "for seven men, seized on Monday": the participle belongs to the people just named
        if oblique and re.match(r" *(?:, +)?(?:who|whom)(?= )", gap):
            oblique = None  # "hit a corporal, who died"
        if oblique and oblique.group(1) == "of" and not before[: oblique.start(1)].strip():
            oblique = None  # "Of the 2,002 listed as missing"
        if oblique and oblique.group(1) in {"with", "for"} and close:
            oblique = None
        if oblique:
            continue
        if not all(_usable(form.groups[g], effect, active=False) for g in numbers):
            return None
        behind = form.text[max(0, m.start() - 60) : m.start()]
        finite = BE.search(behind) is not None or BOTH_DONE.search(behind) is not None or _FOUND_SO.fullmatch(told) is not None
        finite = finite or _LEAVES.search(before) is not None
        reduced = close or _COMPLEMENT.fullmatch(gap) is not None
        if numbers[:-1] and effect is not Effect.KILLED and groups[0].noun in {"martyr", "body", "corpse"}:
            numbers = numbers[-1:]  # "three martyrs and eight wounded"
        participle = voice == "both" or OWN_NOUN.fullmatch(m.group()) is not None or m.group() in {"vanished", "disappeared"}
        if m.group() in _COUNTED_NOUNS and close:
            participle = False  # "after ten weeks and 900 deaths the garrison gave up"
        if participle and not finite and (not reduced or not _ends_there(form.text, m)):
            return None
        if voice == "both" and not finite and _takes_object(form, m):
            return None
        company = COMPANY.match(form.text, m.end())
        if company is not None:
            numbers = [*numbers, *numbers_of(company.group("list"))]
        return Finding(effect, tuple(numbers), candidate.start(), company.end() if company else m.end(), m.start())
    return None


def _ends_there(text: str, m: re.Match[str]) -> bool:
    """True when the participle ``m`` may end a passive without its auxiliary ("and 90,000 forced from their homes")."""
    return AFTER_REDUCED.match(text, m.end()) is not None or (_MOVED_FROM.search(m.group()) is not None and _A_PLACE.match(text, m.end()) is not None)


def _takes_object(form: Form, m: re.Match[str]) -> bool:
    """True for "a gunman killed three": the people before the verb are its doers."""
    right = _RIGHT.match(form.text, m.end())
    return right is not None and not _followed_by_cue(form, right) and not _OWN_WORD.match(form.text, right.end())


def _broken(gap: str) -> bool:
    """True when a clause ends between the people and the verb."""
    plain = re.sub(r"^ *(?:, +)?(?:who|that)(?= )", "", gap)
    plain = re.sub(
        (
            r"(?: +(?:said|believed|reported|known|thought|feared|claimed|understood) +to(?= ))|(?:(?<=were)|(?<=was)|(?<=are)|"
            r"(?<=is)|(?<=been)) +(?:reported|confirmed|feared|said|found)(?= )"
        ),
        " ",
        plain,
    )
    if GAP_STOP.search(plain) or (
        ANY_CUE.search(HURT_BEFORE.sub("", plain))
        and not re.search(r"\b(?:killed|wounded|died|injured|dead) +(?:or|and)(?: +(?:had|were|was|been|have))* *$", plain)
    ):
        return True
    plain = _OF_TWO.sub(" ", plain)
    if (cut := plain.rfind(" and ")) >= 0 and not VP_AND.fullmatch(plain[cut + 4 :]) and not re.search(r"[A-Z]\S* +and +[A-Z]", plain):
        return True
    if "," in plain and not re.fullmatch(r"(?:[^,]*,[^,]*,[^,]*)|(?: *,(?: +(?:[a-z]+|,)){0,3} *)", plain):
        return True
    return len(plain.split()) > 16
