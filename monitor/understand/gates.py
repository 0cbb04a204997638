"""Which dear patterns may find something among some words: a bit for each kind of pattern, worked out once for a word and not once a sentence.

A gate may stand open in vain; it is never shut before a match. It is asked by the words of ``tokens``, which cut a text between letters only
behind a number ("12million"): a word that begins with a digit and ends with a letter opens every gate.
"""

from __future__ import annotations

import re

DIGIT, AGO, SINCE, CENTURY = 1, 32, 64, 128  # a digit, or a part of a word that a wording of time has: what ``realis.dated`` looks for
TIME = DIGIT | AGO | SINCE | CENTURY
MONTH = 256  # a month's name: beside a digit, a date
PRESENT = 2  # a word that may bind a clause to the time of publication
OCCASION = 4  # a verb that names what a ceremony is for
DENIAL = 8  # a part of a word by which a figure may be rejected
ODD = 16  # more than one run of plain letters, so that the word may hold one that is looked for ("kill'em", "\u00e9tats")
EVERY = TIME | MONTH | PRESENT | OCCASION | DENIAL | ODD

_TIMES = (
    (DIGIT, re.compile(r"\d")),
    (AGO, re.compile("ago|earlier|before|last|anniversary|recent|previous|past|decades|centuries|generations")),
    (SINCE, re.compile("since|still|remain|continue|until|past|last")),
    (CENTURY, re.compile("century")),
    (MONTH, re.compile("january|february|march|april|may|june|july|august|september|october|november|december")),
)
_PRESENT = frozenset("is are has have says say will now today yesterday overnight tonight currently still this".split())
_OCCASION = ("mark", "commemorat", "hono", "remember", "celebrat")
_DENIAL = re.compile(
    r"ridicul|mock|deri[ds]|scoff|laugh|dismiss|reject|den[yi]|disput|challeng|contest|rubbish|refut|rebut|scorn|cold|contradict|disown|fals|untru|"
    r"invent|fabricat|fantas|fiction|fairy|nonsense|propagand|support|evidence|truth|exist|lies?(?![a-z])|claim|statement|report|account|figure|"
    r"trace|baseless|exaggerat|inflat|dream|wrong|absurd"
)
_CONTRACTED = re.compile(
    r"(?:do|does|did|is|are|was|were|has|have|had|wo|would|could|should|ca|must|need|ai)n['\u2019]t"
    r"|(?:i|you|he|she|it|we|they|that|there|who|what)['\u2019](?:m|s|d|re|ve|ll)"
)
_PLAIN = re.compile(r"[a-z]+(?:['\u2019]s)?|[\d.,:]+")
_RUN = re.compile(r"[a-z]+")
_SAME_LETTERS = str.maketrans("\u017f\u0131\u0130", "sii")  # what patterns without case take for "s" and "i"


def gates_of(word: str) -> int:
    """The gates that a word of a text opens."""
    lowered = word.translate(_SAME_LETTERS).lower()
    if lowered[0].isdigit() and lowered[-1].isalpha():
        return EVERY
    runs = _RUN.findall(lowered)
    opened = sum(gate for gate, parts in _TIMES if parts.search(lowered))
    if any(run in _PRESENT or run.endswith("day") for run in runs):
        opened |= PRESENT
    if any(run.startswith(_OCCASION) for run in runs):
        opened |= OCCASION
    if _DENIAL.search(lowered):
        opened |= DENIAL
    if not (_PLAIN.fullmatch(lowered) or _CONTRACTED.fullmatch(lowered)):
        opened |= ODD
    return opened
