"""The level of a story over time: raised by reports, lowered step by step by quiet (docs/decisions/0009).

Reported is the highest level that any report gives, corroborated the highest that two independent publishers or both parties bear out. Both
fall by one after each quiet span: 7 days since an agreement or a withdrawal was reported, 14 days without one, as silence alone says less.
Hysteresis: a report one level below the story's holds it where it is; what fell rises again only with new reports.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.domain.reading import COOPERATIVE, LEVEL_NAMES, Realis, Signal
from monitor.domain.story import StoryArticle
from monitor.stories.corroboration import corroborated_level

EASED_QUIET = dt.timedelta(days=7)
PLAIN_QUIET = dt.timedelta(days=14)
_EASING = frozenset({Signal.AGREEMENT, Signal.WITHDRAWAL})


@dataclass(frozen=True, slots=True)
class LevelStep:
    """From ``at`` on the story stood at ``reported``, of which ``corroborated`` was borne out, and why; ``article_id`` None for decay."""

    at: dt.datetime
    reported: int
    corroborated: int
    why: str
    article_id: str | None = None


def levels_over_time(own: Sequence[StoryArticle], now: dt.datetime) -> tuple[LevelStep, ...]:
    """Every change of the level up to ``now``, the first report's included. ``own`` are originals that stand, in order of publication."""
    steps: list[LevelStep] = []
    heard: list[StoryArticle] = []  # what was reported, each as far as quiet has left it
    held, eased = now, False  # since when quiet counts, and whether an agreement or a withdrawal came since the fighting
    for a in own:
        if a.published_at > now:
            break
        for step in _decay(steps, held, eased, a.published_at):
            steps.append(step)
            heard = [replace(h, level=min(h.level, step.reported)) for h in heard]
        heard.append(a)
        before = steps[-1] if steps else LevelStep(a.published_at, 0, 0, "")
        reported, borne_out = max(before.reported, a.level), max(before.corroborated, min(corroborated_level(heard), max(before.reported, a.level)))
        if not steps or (reported, borne_out) != (before.reported, before.corroborated):
            steps.append(LevelStep(a.published_at, reported, borne_out, _why(a, before, reported, borne_out), a.article_id))
        if len(heard) == 1 or (a.level and a.level >= reported - 1):
            held, eased = a.published_at, False
        if not eased and any(s in _EASING and r is Realis.ACTUAL for s, r, _ in a.signals):
            held, eased = a.published_at, True
    return (*steps, *_decay(steps, held, eased, now))


def _decay(steps: Sequence[LevelStep], held: dt.datetime, eased: bool, until: dt.datetime) -> Iterator[LevelStep]:
    """The steps down from the last report that held the level, or the last step down since, until ``until``."""
    if not steps:
        return
    span, last = (EASED_QUIET if eased else PLAIN_QUIET), steps[-1]
    at = span + (max(held, last.at) if last.article_id is None else held)
    while last.reported > 0 and at <= until:
        level = last.reported - 1
        told = f"{span.days} quiet days" + (" after an agreement or a withdrawal" if eased else "")
        last = LevelStep(at, level, min(last.corroborated, level), told)
        yield last
        at += span


def _why(a: StoryArticle, before: LevelStep, reported: int, borne_out: int) -> str:
    outlet = a.outlet or "an article"
    told = ", ".join(dict.fromkeys(str(s).replace("_", " ") for s, r, _ in a.signals if r is Realis.ACTUAL and s not in COOPERATIVE))
    raised = f"{outlet} reports {told or 'no escalation'}" if reported > before.reported or not before.why else ""
    backed = f"{outlet} bears out level {borne_out} {LEVEL_NAMES[borne_out]}" if borne_out > before.corroborated else ""
    return "; ".join(filter(None, (raised, backed)))
