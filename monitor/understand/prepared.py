"""Sentences made ready for the models: their words, the cues in them, and their setting, which is told by the sentences around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence, Set
from typing import NamedTuple

from monitor.domain.reading import VIOLENT
from monitor.text.sentences import Sentence
from monitor.understand.cues import CueHit, find_all_cues
from monitor.understand.gates import PRESENT, TIME
from monitor.understand.realis import UNDATED, Dated, Setting, dated, in_present, is_background_heading, opens_past
from monitor.understand.realis_rules import goes_on, points_back, remembers, tells_anew
from monitor.understand.tokens import Words

_SHORT_LINE = 80  # characters under which a line without a full stop is a heading


class Prepared(NamedTuple):
    """A sentence ready for the models: its number in the text, its words, the cues in it, where in the article it stands, the times it names."""

    number: int
    first: int
    last: int
    cues: list[CueHit]
    setting: Setting
    when: Dated


class Field(NamedTuple):
    """A title or a text (``name``), with its sentences that are ready."""

    name: str
    text: str
    spans: Sequence[Sentence]
    words: Words
    prepared: Sequence[Prepared]


def prepare(
    text: str, spans: Sequence[Sentence], words: Words, published: dt.date | None, field: str = "text", left_out: Set[int] = frozenset()
) -> list[Prepared]:
    """The sentences of ``text`` that have words, in order, each with its setting (heading above it, paragraph set in the past, lead).

    ``left_out`` are the numbers of those that are page furniture.
    """
    out: list[Prepared] = []
    ranges = {number: words.within(span) for number, span in enumerate(spans) if number not in left_out}
    words.opened_by(list(ranges.values()))
    found = dict(zip(ranges, find_all_cues(words, list(ranges.values())), strict=True))
    headed = past = recalled = False
    paragraph = -1
    before = ""
    for number, span in enumerate(spans):
        first, last = ranges.get(number, (0, 0))
        if first == last:
            continue
        sentence = text[span.start : span.end]
        if span.paragraph != paragraph:
            if len(sentence) < _SHORT_LINE and not sentence.endswith("."):
                headed = is_background_heading(sentence)
            past = recalled = False
            paragraph, before = span.paragraph, ""
        recalled = (recalled or points_back(sentence, before, published)) and goes_on(sentence)
        setting = Setting(field == "title", number < 3, headed, past, recalled)
        opened = words.opened(first, last)
        when = dated(text[words.starts[first] : words.ends[last - 1]], published, opened) if opened & TIME else UNDATED
        out.append(Prepared(number, first, last, found[number], setting, when))
        past = (past and not (opened & PRESENT and in_present(sentence))) or (when is not UNDATED and opens_past(sentence, published, when, opened))
        if not recalled and when.past and remembers(sentence, published):
            recalled = not any(h.cue.signal in VIOLENT and tells_anew(text, span, words.starts[h.first], published) for h in out[-1].cues)
        before = sentence
    return out
