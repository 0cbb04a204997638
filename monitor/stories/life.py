"""What a story tells its reader as of now: phase, level over time, signals over time, who published, and each claimant's toll as steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from monitor.domain.reading import Effect, Realis, Signal
from monitor.domain.source import Source
from monitor.domain.story import Story, StoryArticle, TollEntry
from monitor.stories.corroboration import originals, publishers_of
from monitor.stories.levels import LevelStep, levels_over_time
from monitor.stories.phase import Phase, phase_of
from monitor.stories.story import voices_of
from monitor.stories.toll import claimant_key
from monitor.stories.withdrawn import take_back


@dataclass(frozen=True, slots=True)
class Publisher:
    """Whose words, with how many articles of its own and the outlets that carried copies; ``independent``: no party to the dispute owns it."""

    key: str
    name: str
    country: str | None
    agency: bool
    state_owned_by: str | None
    independent: bool
    articles: int
    carried_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignalSpan:
    """When a signal was reported as ``realis``, first and last, by how many articles of their own, and as said by whom."""

    signal: Signal
    realis: Realis
    first: dt.datetime
    last: dt.datetime
    reports: int
    said_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TollLine:
    """One claimant's figures for one side, oldest first: each step is a revision. Lines that conflict stand side by side."""

    effect: Effect
    side: str | None
    claimant: str
    cumulative: bool
    denied: bool
    steps: tuple[TollEntry, ...]


@dataclass(frozen=True, slots=True)
class StoryLife:
    """All of it, as of ``at``."""

    at: dt.datetime
    first_report: dt.datetime
    last_report: dt.datetime
    phase: Phase
    phase_reason: str
    levels: tuple[LevelStep, ...]
    signals: tuple[SignalSpan, ...]
    publishers: tuple[Publisher, ...]
    toll: tuple[TollLine, ...]

    @property
    def level_now(self) -> LevelStep:
        """The last step; level 0 when every report was withdrawn."""
        return self.levels[-1] if self.levels else LevelStep(self.first_report, 0, 0, "every report of it was withdrawn")


def life_of(story: Story, now: dt.datetime, source_of: Callable[[str, str | None], Source | None]) -> StoryLife:
    """The life of a story up to ``now``; ``source_of`` looks an outlet (name, address) up in the register."""
    told = sorted(story.articles, key=lambda a: (a.published_at, a.first_seen_at, a.article_id))
    _, standing, speaking = voices_of(told, take_back(told))
    own = originals(speaking)
    levels = levels_over_time(own, now)
    phase, reason = phase_of([a.published_at for a in own], told[-1].published_at, levels[-1].reported if levels else 0, now)
    return StoryLife(
        at=now,
        first_report=told[0].published_at,
        last_report=told[-1].published_at,
        phase=phase,
        phase_reason=reason,
        levels=levels,
        signals=_signals(own),
        publishers=_publishers(standing, source_of),
        toll=toll_lines(story),
    )


def toll_lines(story: Story) -> tuple[TollLine, ...]:
    """The story's toll by effect, side and claimant; in order of effect, then of the first figure."""
    outlets = {a.article_id: a.outlet or a.publisher for a in story.articles}
    voices = publishers_of(story.articles)
    lines: dict[tuple[object, ...], list[TollEntry]] = {}
    for t in story.toll:
        who = claimant_key(t, voices.get(t.article_id, ""))
        lines.setdefault((t.effect, (t.side or "").casefold(), who, t.cumulative, t.realis), []).append(t)
    order = list(Effect)
    found = [
        TollLine(s[0].effect, s[0].side, s[0].claimed_by or outlets.get(s[0].article_id, ""), s[0].cumulative, s[0].realis is Realis.DENIED, tuple(s))
        for s in lines.values()
    ]
    return tuple(sorted(found, key=lambda line: (order.index(line.effect), line.steps[0].as_of)))


def _signals(own: Sequence[StoryArticle]) -> tuple[SignalSpan, ...]:
    spans: dict[tuple[Signal, Realis], list[tuple[StoryArticle, str | None]]] = {}
    for a in own:
        for signal, realis, who in a.signals:
            spans.setdefault((signal, realis), []).append((a, who))
    out = []
    for (signal, realis), found in spans.items():
        times = [a.published_at for a, _ in found]
        said = tuple(dict.fromkeys(who for _, who in found if who))
        out.append(SignalSpan(signal, realis, min(times), max(times), len({a.article_id for a, _ in found}), said))
    realities = list(Realis)
    return tuple(sorted(out, key=lambda s: (realities.index(s.realis), s.first, s.signal)))


def _publishers(standing: Sequence[StoryArticle], source_of: Callable[[str, str | None], Source | None]) -> tuple[Publisher, ...]:
    voices = publishers_of(standing)
    present = {a.article_id for a in standing}
    groups: dict[str, list[StoryArticle]] = {}
    for a in standing:
        groups.setdefault(voices[a.article_id], []).append(a)
    out = []
    for key, articles in groups.items():
        own = [a for a in articles if a.copy_of not in present]
        voice = own[0] if own else articles[0]
        source = source_of(voice.outlet, voice.url)
        carried = dict.fromkeys(a.outlet for a in articles if a not in own and a.outlet and a.outlet != voice.outlet)
        out.append(
            Publisher(
                key=key,
                name=voice.outlet or key,
                country=source.country if source else None,
                agency=bool(source and source.agency),
                state_owned_by=voice.state_owned_by,
                independent=not voice.party_owned,
                articles=len(own),
                carried_by=tuple(carried),
            )
        )
    return tuple(out)
