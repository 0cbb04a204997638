"""What corrections among a story's articles take back of it: figures, or whole reports.

A publisher takes back its own words only, and those of copies of them. A retraction withdraws the report that it names by title, or by its
figures, else the publisher's latest before it; with figures a correction marks these, without any it marks those of that report that
differ from its own. Nothing is deleted: entries are flagged with the article that did it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.domain.story import Standing, StoryArticle, TollEntry
from monitor.domain.toll import killed_so_far

_ALIKE = 0.5  # share of the shorter title's words from which a correction's title names a report
_LEVEL_DEAD = ((1000, 6), (20, 5), (0, 4))  # ontology: more dead than this support this level
_LABEL = re.compile(r"^[^:|\u2013\u2014]{0,40}[:|\u2013\u2014]\s*")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """``members``: those whose figures or level changed. ``silent``: withdrawn reports and the notes that withdrew them: they tell nothing.

    ``withdrawn``: (report, note). ``corrections``: the notes that had an effect, in order.
    """

    members: Mapping[str, StoryArticle]
    silent: frozenset[str]
    withdrawn: tuple[tuple[str, str], ...]
    corrections: tuple[str, ...]


def take_back(members: Sequence[StoryArticle]) -> TakenBack:
    """Apply every correction among ``members`` (in order of publication) to what came before it."""
    now = {a.article_id: a for a in members}
    withdrawn: dict[str, str] = {}
    notes: set[str] = set()
    effective: list[str] = []
    for n, note in enumerate(members):
        if note.corrects is None:
            continue
        earlier = [now[a.article_id] for a in members[:n] if a.publisher == note.publisher and a.article_id not in withdrawn.keys() | notes]
        if note.corrects.kind is Standing.RETRACTED:
            notes.add(note.article_id)
            now[note.article_id] = _marked(note, note, Standing.RETRACTED, None)
            targets = _with_copies(_reports(note, earlier), members)
            withdrawn |= dict.fromkeys(targets, note.article_id)
            now |= {key: _marked(now[key], note, Standing.RETRACTED, None) for key in targets}
        else:
            targets = _correct(note, earlier, members, now)
        if targets:
            effective.append(note.article_id)
    changed = {a.article_id: now[a.article_id] for a in members if now[a.article_id] is not a}
    return TakenBack(changed, frozenset(notes | withdrawn.keys()), tuple(withdrawn.items()), tuple(effective))


def _correct(note: StoryArticle, earlier: Sequence[StoryArticle], members: Sequence[StoryArticle], now: dict[str, StoryArticle]) -> list[str]:
    """Mark in ``now`` the figures that ``note`` takes back; the earlier articles that bore them."""
    assert note.corrects is not None
    if figures := note.corrects.figures:
        wrong = {key: _bearing(now[key], figures) for key in (*_with_copies(earlier, members), note.article_id)}
    else:
        wrong = {key: _differing(now[key], note) for key in _with_copies(_reports(note, earlier), members)}
    marked = [key for key, entries in wrong.items() if any(t.standing is Standing.STANDS for t in entries)]
    for key in marked:
        now[key] = _marked(now[key], note, Standing.CORRECTED, wrong[key])
    return [key for key in marked if key != note.article_id]


def _reports(note: StoryArticle, earlier: Sequence[StoryArticle]) -> list[StoryArticle]:
    """The reports that a note speaks of."""
    assert note.corrects is not None
    titled = [a for a in earlier if _alike(a.title, note.title)]
    figured = [a for a in earlier if _bearing(a, note.corrects.figures)]
    both = [a for a in titled if a in figured]
    return both or figured or titled[-1:] or list(earlier[-1:])


def _alike(report: str, note: str) -> bool:
    a, b = (set(re.findall(r"[^\W_]{3,}", t.casefold())) for t in (report, _LABEL.sub("", note)))
    return len(b) >= 3 and len(a & b) / min(len(a) or 1, len(b)) >= _ALIKE


def _with_copies(reports: Sequence[StoryArticle], members: Sequence[StoryArticle]) -> list[str]:
    """Ids of the reports and of all that copies them, whoever carried it."""
    found = {a.article_id for a in reports}
    while more := {a.article_id for a in members if a.copy_of in found and a.corrects is None} - found:
        found |= more
    return [a.article_id for a in members if a.article_id in found]


def _bearing(article: StoryArticle, figures: Sequence[int]) -> list[TollEntry]:
    return [t for t in article.toll if t.low in figures or (t.high is not None and t.high in figures)]


def _differing(article: StoryArticle, note: StoryArticle) -> list[TollEntry]:
    """Entries of ``article`` for which ``note`` gives another figure for the same people."""
    found = []
    for t in article.toll:
        figures = [(x.low, x.high) for x in note.toll if _same_people(x, t)]
        if figures and (t.low, t.high) not in figures:
            found.append(t)
    return found


def _same_people(a: TollEntry, b: TollEntry) -> bool:
    sides = {(a.side or "").casefold(), (b.side or "").casefold()} - {""}
    return a.effect is b.effect and a.cumulative == b.cumulative and a.realis is b.realis and len(sides) < 2


def _marked(article: StoryArticle, note: StoryArticle, standing: Standing, entries: Sequence[TollEntry] | None) -> StoryArticle:
    """The article with ``entries`` (None: all) flagged, its level no higher than what is left supports."""
    toll = tuple(
        replace(t, standing=standing, withdrawn_by=note.article_id) if t.standing is Standing.STANDS and (entries is None or t in entries) else t
        for t in article.toll
    )
    if toll == article.toll:
        return article
    dead = killed_so_far(toll)
    supported = next((level for least, level in _LEVEL_DEAD if dead > least), 0)
    bare = article.level if article.bare_level is None else article.bare_level
    return replace(article, toll=toll, level=min(article.level, max(bare, supported)))
