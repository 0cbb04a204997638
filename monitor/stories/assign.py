"""Which story an article belongs to: a pure decision over what was stored before it, with its reason.

Order of the reasons: the same address; a copy (MinHash, or the same long title within two days); the same event; else a new story.
Articles on different numbered things of one series (``similarity.apart``) are neither copies nor one event.
The answer does not depend on the order of the candidates: ties go to the story with the smaller id.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

from monitor.domain.story import AssignmentReason, Features, StoryAssignment
from monitor.stories.similarity import ahead, apart, copy_likeness, kind_of, likeness, parts_of, score, telling
from monitor.text.hashing import content_hash

WINDOW = dt.timedelta(days=14)  # a story without news for so long takes no more articles
LATE = dt.timedelta(days=400)  # but for news of a person of its event, when it concerns no territory: of a trial, a sentence a year on
COPY = 0.3  # Jaccard from which two texts are copies: measured, 20 % of words changed still pass, shared background alone never does
COPY_SHORT = 0.4  # the same for texts under 120 words, where background weighs more
SAME_EVENT = 0.5  # probability from which two articles report one event
COMPARED = 12  # newest articles of a story that are compared with
MEAN_SHARE = 0.6  # how much the story's mean counts beside its best article: one look-alike does not glue stories together


Candidates = Sequence[tuple[str, Sequence[Features]]]  # story id, articles
Best = tuple[float, str, dict[str, float]]  # probability, story id, parts


def likeliest(article: Features, candidates: Candidates, weights: Mapping[str, float]) -> Best | None:
    """The candidate story that most likely tells of the article's event, those left out that tell of no event or of another of one series."""
    told = [(story, members) for story, members in single(candidates) if not any(apart(article, m) for m in members)]
    scored = [(score(parts, weights), story, parts) for story, parts in compared(article, told)]
    return min(scored, key=lambda c: (-c[0], c[1]), default=None)


def assign(
    article: Features,
    near: Sequence[tuple[str, Features]],
    candidates: Candidates,
    weights: Mapping[str, float],
    compare: Callable[[Features, Candidates, Mapping[str, float]], Best | None] = likeliest,
) -> StoryAssignment:
    """Decide the story of ``article`` among near-duplicates (story id, features) and candidate stories (story id, articles).

    ``weights`` are the same-event score's (see ``similarity.score``). ``compare`` gives what ``likeliest`` does.
    """
    copies = sorted(((copy_likeness(article, other), story, other) for story, other in near), key=lambda c: (-c[0], c[1], c[2].article_id))
    for jaccard, story, other in copies:
        if article.url_key and article.url_key == other.url_key:
            return StoryAssignment(article.article_id, story, AssignmentReason.SAME_URL, 1.0, other.article_id, {"jaccard": jaccard})
    copies = [c for c in copies if not apart(article, c[2])]
    if copies and (found := _copy(article, copies)) is not None:
        return found
    if article.extra.get("roundup"):
        return StoryAssignment(article.article_id, new_story_id(article), AssignmentReason.NEW, 1.0, None, {"roundup": 1.0})
    best = compare(article, candidates, weights)
    if best is not None and best[0] >= SAME_EVENT:
        value, story, parts = best
        return StoryAssignment(
            article.article_id, story, AssignmentReason.SAME_EVENT, round(value, 4), None, {k: round(v, 4) for k, v in parts.items() if v}
        )
    return StoryAssignment(article.article_id, new_story_id(article), AssignmentReason.NEW, round(1.0 - (best[0] if best else 0.0), 4))


def single(candidates: Candidates) -> list[tuple[str, list[Features]]]:
    """Candidates by the members that tell of their event.

    A round-up is like all the events it names, an explainer like everything ever told about its territory: neither stands for a story.
    An article that reports no signal does so only when nothing else does.
    """
    kept = []
    for story, members in candidates:
        single = [m for m in members if not m.extra.get("roundup") and not m.extra.get("explainer")]
        telling = [m for m in single if m.signals or not m.relevant]
        if single:
            kept.append((story, telling or single))
    return kept


def _copy(article: Features, copies: Sequence[tuple[float, str, Features]]) -> StoryAssignment | None:
    jaccard, story, other = copies[0]
    least = COPY_SHORT if min(article.words, other.words) < 120 else COPY
    same_title = [
        c
        for c in copies
        if article.title_key and c[2].title_key == article.title_key and abs(c[2].published_at - article.published_at) <= dt.timedelta(days=2)
    ]
    if jaccard >= least:
        return StoryAssignment(article.article_id, story, AssignmentReason.SYNDICATED, round(jaccard, 4), other.article_id, {"jaccard": jaccard})
    if same_title and same_title[0][0] >= 0.1:
        jaccard, story, other = same_title[0]
        return StoryAssignment(
            article.article_id,
            story,
            AssignmentReason.SYNDICATED,
            round(max(jaccard, COPY), 4),
            other.article_id,
            {"jaccard": jaccard, "same_title": 1.0},
        )
    return None


def compared(article: Features, candidates: Candidates) -> list[tuple[str, dict[str, float]]]:
    """Each candidate story and the parts of comparing the article with it, held against all the others."""
    newest = [(story, sorted(members, key=lambda m: (m.published_at, m.article_id), reverse=True)[:COMPARED]) for story, members in candidates]
    news = telling(article, [m for _, members in newest for m in members])
    parts = ahead([story_parts(article, members, news) for _, members in newest])
    return [(story, own) for (story, _), own in zip(newest, parts, strict=True)]


def story_parts(article: Features, members: Sequence[Features], news: Mapping[str, float]) -> dict[str, float]:
    """The parts of comparing an article with a story: those of its likest member, mixed with the mean over its members of the same kind."""
    each = [(parts_of(article, m, news), m.article_id) for m in members]
    best, _ = max(each, key=lambda c: (likeness(c[0]), c[1]))
    out = {name: (1 - MEAN_SHARE) * value for name, value in best.items()}
    alike = [parts for parts, _ in each if kind_of(parts) == kind_of(best)]
    for parts in alike:
        for name, value in parts.items():
            out[name] = out.get(name, 0.0) + MEAN_SHARE * value / len(alike)
    return out


def new_story_id(article: Features) -> str:
    """A story's id derives from its first article, so that doing it twice makes one story."""
    return "s-" + content_hash("story", article.article_id)[:16]
