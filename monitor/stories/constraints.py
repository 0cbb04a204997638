"""What operators said of pairs of articles, and the decision on a story that obeys it.

Must-links are transitive: they tie articles into groups. A cannot-link keeps two whole groups apart, as articles of one group share a
story. Within one group must-link wins.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from monitor.domain.constraint import Constraint, Link, Placement
from monitor.domain.story import AssignmentReason, Features, StoryAssignment
from monitor.stories.assign import Best, Candidates, assign, likeliest, new_story_id
from monitor.stories.corrections import join_corrected
from monitor.stories.member import as_placed
from monitor.text.hashing import content_hash


class Groups:
    """Articles grouped by must-links, and the groups that cannot-links keep apart."""

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        known = list(constraints)
        self._head: dict[str, str] = {}
        for each in known:
            if each.kind is Link.MUST:
                a, b = self._find(each.first), self._find(each.second)
                self._head[max(a, b)] = min(a, b)
        self._members: dict[str, set[str]] = defaultdict(set)
        self._against: dict[str, set[str]] = defaultdict(set)
        for each in known:
            for article in (each.first, each.second):
                self._members[self._find(article)].add(article)
            a, b = self._find(each.first), self._find(each.second)
            if each.kind is Link.CANNOT and a != b:
                self._against[a].add(b)
                self._against[b].add(a)

    def together(self, article_id: str) -> set[str]:
        """The other articles that must be in its story."""
        return self._members.get(self._find(article_id), set()) - {article_id}

    def apart(self, article_id: str) -> set[str]:
        """The articles that cannot be in its story."""
        return {other for head in self._against.get(self._find(article_id), ()) for other in self._members[head]}

    def _find(self, article: str) -> str:
        while (head := self._head.get(article, article)) != article:
            article = head
        return article


@dataclass(frozen=True, slots=True)
class Ties:
    """What constraints leave of the choice: the story of the article's partners, and the stories that are closed to it."""

    partner: str | None = None
    closed: frozenset[str] = frozenset()


FREE = Ties()


def ties_of(article_id: str, groups: Groups, placed: Mapping[str, str]) -> Ties:
    """The ties of an article, where ``placed`` gives the stories of articles. Partners in several stories: where most are, then the smaller id."""
    stories = Counter(placed[a] for a in groups.together(article_id) if a in placed)
    closed = frozenset(placed[a] for a in groups.apart(article_id) if a in placed)
    return Ties(min(stories, key=lambda s: (-stories[s], s), default=None), closed)


def decide(
    article: Features,
    near: Sequence[tuple[str, Features]],
    candidates: Candidates,
    weights: Mapping[str, float],
    ties: Ties = FREE,
    compare: Callable[[Features, Candidates, Mapping[str, float]], Best | None] = likeliest,
) -> StoryAssignment:
    """``assign`` under ``ties``: a partner's story is taken, closed ones are not looked at. A correction joins what it most likely corrects."""
    if ties.partner is not None:
        own = assign(article, [n for n in near if n[0] == ties.partner], [c for c in candidates if c[0] == ties.partner], weights, compare)
        copy_of = own.copy_of if own.story_id == ties.partner else None
        return StoryAssignment(article.article_id, ties.partner, AssignmentReason.MUST_LINK, 1.0, copy_of)
    open_to_it = [c for c in candidates if c[0] not in ties.closed]
    own = assign(article, [n for n in near if n[0] not in ties.closed], open_to_it, weights, compare)
    if own.reason is AssignmentReason.NEW:
        return join_corrected(article, open_to_it, weights) or own
    return own


Word = Callable[[Link, str, str], Constraint]  # makes a constraint with who, why and when


def merging(
    moved: Sequence[Placement], into: Sequence[Placement], known: Iterable[Constraint], word: Word
) -> tuple[list[Constraint], list[Constraint]]:
    """Constraints to store and to forget when all of ``moved`` join ``into``.

    Each moved article is tied to the first of the other story. What kept two of all these apart is the older word, and goes.
    """
    anchor = into[0].article_id
    everyone = {p.article_id for p in (*moved, *into)}
    gone = [c for c in known if c.kind is Link.CANNOT and {c.first, c.second} <= everyone]
    return [word(Link.MUST, p.article_id, anchor) for p in moved], gone


def splitting(
    out: Sequence[Placement], rest: Sequence[Placement], known: Iterable[Constraint], word: Word
) -> tuple[list[Constraint], list[Constraint]]:
    """Constraints to store and to forget when ``out`` leave ``rest``: they stay together, and one of them, so all, apart from each of the rest."""
    first = out[0].article_id
    left, stayed = {p.article_id for p in out}, {p.article_id for p in rest}
    gone = [c for c in known if c.kind is Link.MUST and {c.first, c.second} & left and {c.first, c.second} & stayed]
    kept = [word(Link.MUST, p.article_id, first) for p in out[1:]]
    return [*kept, *(word(Link.CANNOT, first, p.article_id) for p in rest)], gone


def settle(story_id: str, members: Sequence[Placement], reason: AssignmentReason) -> list[Placement]:
    """Those of a story's ``members`` that have to be written anew, as they then are, once all of them stand in ``story_id``.

    An article that came back to where it was without the operator gets its old assignment back. A copy whose original is elsewhere
    speaks for itself; of several such copies the oldest becomes the original.
    """
    here = {p.article_id for p in members}
    heirs: dict[str, str] = {}
    changed = []
    for p in sorted(members, key=lambda p: (p.features.published_at, p.article_id)):
        own = p.natural
        copy_of = own.copy_of if own.copy_of in here else None
        if own.copy_of is not None and copy_of is None:
            heir = heirs.setdefault(own.copy_of, p.article_id)
            copy_of = heir if heir != p.article_id else None
        if own.story_id == story_id and own.copy_of == copy_of:
            now, decided = own, None
        elif (p.assignment.story_id, p.assignment.copy_of) == (story_id, copy_of):
            continue
        else:
            now, decided = StoryAssignment(p.article_id, story_id, reason, 1.0, copy_of), own
        if (now, decided) != (p.assignment, p.decided):
            changed.append(replace(p, assignment=now, decided=decided, member=as_placed(p.member, p.features, now)))
    return changed


def story_for(out: Sequence[Placement], taken: Callable[[str], bool]) -> str:
    """The story id of articles that leave their story: where they were before a merge, else derived from the first that gives a free one.

    ``taken`` tells whether a story has articles.
    """
    before = Counter(p.natural.story_id for p in out)
    for story_id in (*sorted(before, key=lambda s: (-before[s], s)), *(new_story_id(p.features) for p in out)):
        if not taken(story_id):
            return story_id
    n = 0
    while taken(made := "s-" + content_hash("split", out[0].article_id, str(n))[:16]):
        n += 1
    return made
