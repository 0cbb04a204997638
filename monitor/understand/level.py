"""The level of an article, exactly by the ontology: the highest that its actual signals and claims support, with reasons."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.domain.reading import CasualtyClaim, Effect, Realis, Signal, SignalReading, Victims

BASE_LEVEL: dict[Signal, int] = {
    Signal.SOVEREIGNTY_CLAIM: 1,
    Signal.DIPLOMATIC_PROTEST: 1,
    Signal.SANCTIONS: 2,
    Signal.THREAT: 2,
    Signal.UNREST: 2,
    Signal.FORCE_POSTURE: 3,
    Signal.FORTIFICATION: 3,
    Signal.EXTERNAL_SUPPORT: 3,
    Signal.INCURSION: 3,
    Signal.BLOCKADE: 3,
    Signal.SABOTAGE: 4,
    Signal.ARMED_CLASH: 4,
    Signal.STRIKE: 4,
    Signal.TERRITORY_SEIZED: 4,
    Signal.MASS_VIOLENCE: 5,
}
_CYBER = ("cyber", "hack", "ddos", "malware", "ransomware")
_ANNEX = ("annex",)
_MARTIAL = ("martial law",)
_BY_FIRE = ("by fire", "under fire", "shelling", "fire control")
_WAR = (
    "declared war",
    "declares war",
    "declaration of war",
    "full-scale invasion",
    "full-scale war",
    "invaded",
    "mass expulsion",
    "expelled the entire",
    "state of war",
)
_HEAVY = frozenset({Signal.STRIKE, Signal.MASS_VIOLENCE})
_FIGHTING = frozenset({Signal.ARMED_CLASH, Signal.STRIKE, Signal.MASS_VIOLENCE})  # what a war is told by
_DEADLY = _FIGHTING | {Signal.SABOTAGE}  # what kills: where a post changed hands and nobody tells of fighting, the dead are of something else
_VIOLENT = frozenset({Signal.ARMED_CLASH, Signal.STRIKE, Signal.TERRITORY_SEIZED, Signal.MASS_VIOLENCE, Signal.SABOTAGE})
MANY_DEAD = 20  # ontology, level 5
WAR_DEAD = 1000  # ontology, level 6


def signal_level(reading: SignalReading) -> int:
    """The base level of one signal with the ontology's exceptions (annexation, martial law, cyber attack, blockade by fire, declared war)."""
    if reading.signal not in BASE_LEVEL:
        return 0
    evidence = reading.evidence.text.casefold()
    base = BASE_LEVEL[reading.signal]
    exceptions = {
        Signal.SOVEREIGNTY_CLAIM: (2, _ANNEX),
        Signal.UNREST: (3, _MARTIAL),
        Signal.SABOTAGE: (3, _CYBER),
        Signal.BLOCKADE: (4, _BY_FIRE),
        Signal.MASS_VIOLENCE: (6, _WAR),
    }
    if reading.signal in exceptions:
        level, words = exceptions[reading.signal]
        if any(w in evidence for w in words):
            return level
    return base


def deaths(claims: Sequence[CasualtyClaim]) -> tuple[int, int]:
    """(new deaths, running total) by the actual claims of this article.

    New deaths: the largest claimant's or side's sum is not taken, as a part may stand beside its total; the largest single figure per side counts,
    sides are added up because they are different people. Figures of different claimants for one side are not added.
    """
    new: dict[str | None, int] = {}
    total = 0
    for c in claims:
        if c.effect is not Effect.KILLED or c.realis is not Realis.ACTUAL:
            continue
        if c.cumulative:
            total = max(total, c.low)
        else:
            new[c.side] = max(new.get(c.side, 0), c.low)
    sided = sum(v for k, v in new.items() if k is not None)
    return max(sided, new.get(None, 0)), total


def article_level(signals: Sequence[SignalReading], claims: Sequence[CasualtyClaim]) -> tuple[int, tuple[str, ...]]:
    """The article's level and why. Only actual signals and claims count."""
    actual = [s for s in signals if s.realis is Realis.ACTUAL]
    best = 0
    reasons: list[str] = []
    for s in actual:
        level = signal_level(s)
        if level > best:
            best = level
            reasons = [f"{s.signal} (level {level})"]
        elif level == best and level:
            reasons.append(f"{s.signal} (level {level})")
    violent = {s.signal for s in actual} & _VIOLENT
    new, total = deaths(claims)
    dead = max(new, total)
    if violent and best < 5 and dead > MANY_DEAD and (violent & _HEAVY or len(violent) > 1 or (new > MANY_DEAD and violent & _DEADLY)):
        best = 5
        reasons = [f"{', '.join(sorted(violent))} with {dead} dead reported (more than {MANY_DEAD})"]
    if (
        not violent
        and best < 4
        and any(c.effect is Effect.KILLED and c.realis is Realis.ACTUAL and c.victims is Victims.MILITARY and actual for c in claims)
    ):
        best = 4
        reasons = ["soldiers reported killed"]
    if violent & _FIGHTING and dead > WAR_DEAD and best < 6:
        best = 6
        reasons = [f"{dead} dead in the war reported on (more than {WAR_DEAD})"]
    return best, tuple(dict.fromkeys(reasons))
