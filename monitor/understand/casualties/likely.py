"""Figures that no wording of the grammar governs: what likely befell the people counted, by the words around them.

The grammar is sure of what it knows; this reads what is left. A group is told by named features (its own kind, the words beside it, classes of
words near it, the figures before it), which a multinomial logistic regression weighs: one class for each effect, and one for people to whom
nothing is said to have happened. The weights are trained on the project's coded reports (``models/training/casualties.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from typing import Protocol

from monitor.domain.reading import Effect
from monitor.understand.casualties.clause import Form
from monitor.understand.casualties.finding import Finding
from monitor.understand.casualties.people import Group
from monitor.understand.linear import LinearModel

NONE = "none"
LABELS = (NONE, *map(str, Effect))
CASUALTIES_VERSION = "casualties-1"
_SURE = 0.6  # probability from which an effect is believed
_WORDS = {  # near a figure, by what they speak of: death, wounds, loss of contact, captivity, flight, reporting, what the living do, denial
    "k": """dead death deaths die died dies dying kill killed kills killing slain slay perish perished fatal fatally fatality fatalities corpse
    corpses body bodies bury buried burial grave graves funeral funerals coffin coffins morgue mourn mourned mourning martyr martyrs martyred
    fallen fell fall toll lives life murder murdered execute executed shot gunned massacre massacred slaughtered beheaded throat throats drown
    drowned lost loss losses cost claimed claiming names named cenotaph memorial survived survive succumbed lifeless remains rest pit hanged
    lynched burnt burned strangled ashes shroud widow widows widowed sacrificed sacrifice expired snuffed obituary obituaries autopsy
    identified shallow""",
    "w": """wound wounded wounding wounds injure injured injuring injury injuries hurt hospital hospitals clinic ward wards surgery surgeon operated
    treated treatment stitches stitched bandaged bled bleeding leg legs arm arms eye eyes hand foot feet fingers burns shrapnel splinter
    splinters fragments bullet bullets ambulance ambulances stretcher stretchers maimed amputated critical critically beaten bruised cut cuts
    limb limbs scalded concussed stepped mine pellets patients doctors nurse medics bayonet""",
    "m": """missing unaccounted whereabouts fate disappeared vanished vanish untraceable untraced search searching searched contact trace seen heard
    return returned lost touch looking relatives nobody nothing unknown sign unclear swept wandered""",
    "c": """captive captives captivity captor captors capture captured hostage hostages prison prisoner prisoners held hold holding holds custody
    abducted abduct kidnapped kidnap seized seize taken took takes taking detained detention surrendered surrender handed cell cells release
    released freed free ransom marched led away arrested blindfolded gunpoint interrogated camp exchange exchanged swap guarded jail parade
    paraded hands""",
    "d": """displaced displacement flee fleeing fled flight home homes shelter shelters sheltering camp camps tents refugee refugees evacuated
    evacuate evacuation uprooted homeless crossed crossing exodus left leave leaving abandoned school schools gymnasium gymnasiums moved
    moving resettled families trucks roads road sleep sleeping slept mosque church hall halls border relatives buses carts mattresses
    households empty emptied registered arrivals arrived rain open houses villages village""",
    "q": """says say said acknowledge acknowledges acknowledged admit admits admitted concede conceded claim claims claimed counts counted count lists
    listed list speak speaks spoke report reports reported confirm confirmed gives gave put puts estimate estimated estimates figure figures
    number numbers total toll tally boast boasts boasted insists insisted guess reckons told tells makes maintains stands thinks believes
    according""",
    "a": """attack attacked attackers opened fired stormed ambushed raided launched shelled deployed patrol patrolled demanded returned approached
    voted marched arrived attended signed visited sent troops strong force army armed gathered protested protest rallied met talks guarding
    serving serve stationed population inhabitants live lives living work works employs members battalion regiment company votes seats""",
    "n": """no nobody none not never without deny denied denies denying unhurt unharmed safe safely survivors escaped alive rescued home""",
}
_REPORTING = "q"
_CLASS: Mapping[str, tuple[str, ...]] = {
    word: tuple(c for c, words in _WORDS.items() if word in words.split()) for word in {w for words in _WORDS.values() for w in words.split()}
}
_EITHER = re.compile(r"\b(?:dead|killed) +or +(?:[a-z]+ly +)?(?:hurt|wounded|injured)\b")
_STOPS = frozenset({";", ":", ".", "?", "!", "\u2014", "\u2013"})
_NEAR, _FAR, _BESIDE = 3, 9, 2  # words from a figure
_NEAR_FIGURE = 4  # words before a number alone within which its reporting verb stands
_LONG_AGO = 3  # sentences
_SIZES = ((1, "1"), (2, "2"), (9, "9"), (49, "49"), (999, "999"))
_TRAITS = ("definite", "part", "referring", "counted", "named")


@dataclass(frozen=True, slots=True)
class Before:
    """The effect told last before a sentence, and how many sentences ago."""

    effect: Effect | None = None
    ago: int = _LONG_AGO


class Guesser(Protocol):
    """Adds what likely befell the groups of a sentence that its findings do not claim."""

    def findings(self, form: Form, found: Sequence[Finding], before: Before) -> Iterable[Finding]:
        """The likely findings, in order of their groups."""
        ...


class LikelyReader:
    """Guesses by a trained model (labels: ``LABELS``)."""

    def __init__(self, model: LinearModel) -> None:
        self._model = model

    def findings(self, form: Form, found: Sequence[Finding], before: Before) -> Iterator[Finding]:
        """One finding for each group that the model is sure of."""
        taken = taken_in(form, found)
        left = [index for index, group in enumerate(form.groups) if index not in taken and may_be_victims(group)]
        if left and _EITHER.search(form.text) is not None:
            return  # nobody says how many of each
        words = form.text.split() if left else []
        for index in left:
            if f"<{index}>" not in words:
                continue
            odds: list[float] = self._model.logits(self._model.indices(features_of(form, words, index, found, before))).tolist()
            best = max(range(len(odds)), key=odds.__getitem__)
            if best and not _does(form.groups[index], words, words.index(f"<{index}>")) and 1.0 / sum(exp(o - odds[best]) for o in odds) >= _SURE:
                at = form.text.find(f"<{index}>")
                yield Finding(Effect(self._model.labels[best]), (index,), at, at + len(f"<{index}>"), at, guessed=True)


def taken_in(form: Form, found: Sequence[Finding]) -> frozenset[int]:
    """The groups that findings claim, and the parts of totals."""
    return frozenset(g for f in found for g in f.groups) | frozenset(p for parts in form.parts.values() for p in parts)


def may_be_victims(group: Group) -> bool:
    """True for several people, or a number alone; single persons are left to the grammar: too many are named who only speak."""
    if not group.counted or group.definite:
        return False
    return (group.kind == "bare" and group.noun == "") or (group.kind == "person" and group.high != 1)


def features_of(form: Form, words: Sequence[str], index: int, found: Sequence[Finding], before: Before) -> list[str]:
    """The names of what tells of group ``index`` of ``form``, whose text has these ``words``.

    Findings that claim the group itself are not looked at.
    """
    group, at = form.groups[index], words.index(f"<{index}>")
    last = str(before.effect) if before.ago < _LONG_AGO else NONE
    out = [f"kind={group.kind}", f"victims={group.victims}", f"size={_size(group)}", f"before={last}"]
    out += [f"is={name}" for name in _TRAITS if getattr(group, name)]
    if group.kind == "person":
        out.append(f"noun={group.noun}")
    left, right = _clause(words[max(0, at - _FAR) : at][::-1]), _clause(words[at + 1 : at + 1 + _FAR])
    for side, near in (("left", left), ("right", right)):
        out += [f"{side}{k}={_plain(near[k]) if k < len(near) else '.'}" for k in range(_BESIDE)]
        for k, word in enumerate(near):
            out += _beside(side, k < _NEAR, word)
    for word in words:
        out += _anywhere(word)
    if group.kind == "bare":
        reported = any(_REPORTING in _CLASS.get(word.lower(), ()) for word in left[:_NEAR_FIGURE])
        out += [f"bare,before={last}", f"bare,reported={reported}"]
    told = {g: f.effect for f in found for g in f.groups if f.effect is not None and index not in f.groups}
    out += [f"told={effect}" for effect in told.values()]
    for step in (-1, 1):
        if (other := told.get(_next_group(words, at, step))) is not None:
            out.append(f"told{step:+d}={other}")
    return out


@lru_cache(maxsize=1 << 14)
def _beside(side: str, near: bool, word: str) -> tuple[str, ...]:
    """The names for a word on one side of a figure: the word and its classes."""
    return f"{side}={_plain(word)}", *(f"{side}{'near' if near else 'far'}:{c}" for c in _CLASS.get(word.lower(), ()))


@lru_cache(maxsize=1 << 14)
def _anywhere(word: str) -> tuple[str, ...]:
    return tuple(f"sentence:{c}" for c in _CLASS.get(word.lower(), ()))


def _does(group: Group, words: Sequence[str], at: int) -> bool:
    """True for the subject of an active verb ("forty masked settlers rampaged"): what they did, not what befell them."""
    following = words[at + 1] if at + 1 < len(words) else ""
    return group.kind == "person" and following.endswith("ed") and following not in _CLASS


def _size(group: Group) -> str:
    return next((name for limit, name in _SIZES if group.low <= limit), "more")


def _clause(words: Sequence[str]) -> list[str]:
    out: list[str] = []
    for word in words:
        if word in _STOPS:
            break
        out.append(word)
    return out


def _plain(word: str) -> str:
    return "<n>" if word.startswith("<") else "#" if word[:1].isdigit() else "Name" if word[:1].isupper() else word


def _next_group(words: Sequence[str], at: int, step: int) -> int:
    """The index of the next group from word ``at`` in a direction; -1 for none."""
    k = at + step
    while 0 <= k < len(words):
        if words[k].startswith("<"):
            return int(words[k][1:-1])
        k += step
    return -1
