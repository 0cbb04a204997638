"""Counted people in a sentence: "28 more of its troops", "a woman", "her daughter", "six Frontier Corps men", a bare "14".

A hand-written noun-phrase reader over tokens, started at each number (``counts``), where a headline leaves the article out (``headlines``), and
at each article, possessive and rank (``singles``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from monitor.text.numbers import find_numbers
from monitor.understand.casualties.counts import CountReader
from monitor.understand.casualties.headlines import HeadlineReader
from monitor.understand.casualties.ordinals import nth_of
from monitor.understand.casualties.people import Group, Token
from monitor.understand.casualties.singles import SingleReader


class GroupReader:
    """Reads the groups of one sentence."""

    def __init__(self, text: str, tokens: Sequence[Token], is_name: Callable[[str], bool]) -> None:
        self._text = text
        self._tokens = tokens
        self._counts = CountReader(text, tokens, is_name)
        self._headlines = HeadlineReader(text, tokens, is_name)
        self._singles = SingleReader(text, tokens, is_name)
        self._found: dict[int, Group] = {}
        self._taken = [False] * (len(tokens) + 1)

    def read(self, start: int, end: int) -> list[Group]:
        """All groups in ``text[start:end]``, in order, none within another."""
        for quantity in find_numbers(self._text, start, end):
            group = self._counts.counted(quantity)
            if group is not None:
                self._take(group)
            else:
                for i, t in enumerate(self._tokens):
                    if quantity.start <= t.start < quantity.end:
                        self._taken[i] = True
        for i, token in enumerate(self._tokens):
            if token.low == "both" and not self._taken[i] and (pair := self._counts.both(i)) is not None:
                self._take(pair)
        for i in self._headlines.openings():
            if not self._taken[i]:
                for group in self._headlines.groups_at(i):
                    self._take(group)
        for group in nth_of(self._text, start, end, self._tokens):
            if not any(self._taken[group.first : group.last]):
                self._take(group)
        for i in self._singles.openings():
            if not self._taken[i] and (person := self._singles.single(i, self._taken)) is not None:
                self._take(person)
        return [self._found[i] for i in sorted(self._found)]

    def _take(self, group: Group) -> None:
        self._found[group.first] = group
        for i in range(group.first, group.last):
            self._taken[i] = True
