"""Sentences and clauses with their offsets, for news prose in scripts with and without spaces.

Rules, not a model: a break is a full stop, question or exclamation mark (with closing quotes and brackets) before white space
and an opening character, unless the word before it is an abbreviation or an initial; every line break ends a sentence unless the
next line goes on in lower case. CJK, Devanagari and Arabic-script stops end a sentence without white space after them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen col lt maj capt cmdr adm brig sgt cpl pvt sr jr st mt ft vs etc inc ltd co corp no nos art sec
    fig al jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun rev hon pres dept est approx ca cf e.g i.e u.s u.k
    u.n e.u a.m p.m d.c viz resp gov't op vol pp km cdr vice-adm maj.-gen lt.-gen lt.-col""".split()
)
_MARK, _WIDE_MARK = r"[.!?\u2026]", r"[\u3002\uff01\uff1f\u0964\u061f\u06d4]"
_END = re.compile(  # begins with one class of characters, which the search leaps to
    rf"[{_MARK[1:-1]}{_WIDE_MARK[1:-1]}](?:(?<={_MARK}){_MARK}*[\"'\u201d\u2019\u00bb)\]]*(?=\s+[\"'\u201c\u2018\u00ab(\[]*[^\sa-z])"
    rf"|(?<={_WIDE_MARK}){_WIDE_MARK}*[\"'\u201d\u2019\u00bb)\]\u300d\u300f]*)"
)
_LINE = re.compile(r"\n\n*")
_WORD_BEFORE = re.compile(r"[\w.\-]+$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a text: ``text[start:end]`` without outer white space; ``paragraph`` counts lines or blocks from 0."""

    start: int
    end: int
    paragraph: int


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for m in _LINE.finditer(text):
        following = text[m.end() : m.end() + 1]
        if len(m.group()) == 1 and following.islower() and text[m.start() - 1 : m.start()] not in ".!?:":
            continue  # a hard-wrapped line
        spans.append((start, m.start()))
        start = m.end()
    spans.append((start, len(text)))
    return spans


def _is_abbreviation(before: str, mark: str) -> bool:
    if not mark.startswith(".") or len(mark.rstrip("\"'\u201d\u2019\u00bb)]")) > 1:
        return False
    word = _WORD_BEFORE.search(before[-20:])
    if not word:
        return False
    word_before = word.group().rstrip(".").lower()
    initial = len(word_before) == 1 and word_before.isalpha() and word_before != "i"
    return initial or word_before in _ABBREVIATIONS or bool(re.fullmatch(r"(?:[a-z]\.)+[a-z]", word_before))


def sentences(text: str) -> list[Sentence]:
    """Split ``text`` into sentences in order; every non-white character of it lies in exactly one."""
    out: list[Sentence] = []
    for paragraph, (low, high) in enumerate(_line_spans(text)):
        start = low
        for m in _END.finditer(text, low, high):
            if _is_abbreviation(text[start : m.start()], m.group()):
                continue
            _append(out, text, start, m.end(), paragraph)
            start = m.end()
        _append(out, text, start, high, paragraph)
    return out


def _append(out: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        out.append(Sentence(start, end, paragraph))
