"""Tokens of a sentence and the people counted in it: the types, and how members of one enumeration make one figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from monitor.domain.reading import Victims
from monitor.understand.casualties.lexicon import GENERIC, RELATIONAL

_ENDING = r"(?:['\u2019\-]\w+)*(?:['\u2019](?=\W|$))?"
_FOREIGN = r"[^\x00-\x7f\W\d][^\W\d_]*"  # plain letters come first and by themselves, as they are quick to match
_TOKEN = re.compile(rf"[A-Za-z]+(?:{_FOREIGN})?{_ENDING}|\d+(?:[.,]\d+)*(?:-[A-Za-z]+)*|{_FOREIGN}{_ENDING}|[^\s\w]|_")


class Token(NamedTuple):
    """A word or mark of the article at ``text[start:end]``."""

    start: int
    end: int
    text: str
    low: str


@dataclass(frozen=True, slots=True)
class Group:
    """Counted people at tokens ``first`` to ``last`` (excluded).

    ``kind`` is person, bare (a number without a noun) or unknown (a noun that may be people).
    """

    first: int
    last: int
    low: int
    high: int | None
    kind: str
    noun: str
    victims: Victims
    start: int
    end: int
    owner: str  # "its", "their" ... or "" - whose people, by a pronoun
    definite: bool = False
    part: bool = False  # "six of them"
    counted: bool = True  # False for "her daughter", "the pilot"
    named: bool = False
    plural_form: bool = False  # a people's name in the plural ("Britons"), not an adjective ("British")
    state: str = ""  # "wounded" for "eight wounded soldiers"
    referring: bool = False  # "two of the men", "two of them", "a third": people told of before


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Words, numbers and marks of ``text[start:end]``."""
    spans = [m.span() for m in _TOKEN.finditer(text, start, end)]
    return [_token(Token, (low, high, word := text[low:high], _lowered(word))) for low, high in spans]


_token = tuple.__new__  # a tuple that is a Token, without the call in between


@lru_cache(maxsize=1 << 14)
def _lowered(word: str) -> str:
    return word.lower().replace("\u2019", "'")


def merge(groups: Sequence[Group], side_of: Callable[[Group], str | None]) -> list[tuple[Group, ...]]:
    """Members of one enumeration that one figure counts: "a grandmother, her daughter and four children" are six civilians."""
    out: list[list[Group]] = []
    for group in groups:
        home = next((bin_ for bin_ in out if _together(bin_, group, side_of)), None)
        if home is None:
            out.append([group])
        else:
            home.append(group)
    return [tuple(b) for b in out]


def _together(members: Sequence[Group], group: Group, side_of: Callable[[Group], str | None]) -> bool:
    if group.noun in RELATIONAL:
        return True
    own, other = side_of(group), side_of(members[0])
    if "unknown" in {group.kind, members[0].kind} or group.kind == members[0].kind == "bare":
        return False
    if own and other and own != other:
        return False
    if "@demonym" in {group.noun, members[0].noun} and own != other:
        return False
    return group.victims is members[0].victims and not (group.noun in GENERIC and members[0].noun not in GENERIC)
