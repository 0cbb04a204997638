"""Who says what in an article: each clause's source as the text names it, or None when the outlet speaks in its own voice.

Rules over verbs of saying and of speech acts ("condemned", "urged"), "according to", quotation marks, and the free indirect speech that
follows ("He said ... . The plant had lost ..."). The article is read once and only as far as is asked for; look-ups are cheap.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from monitor.text.sentences import Sentence
from monitor.understand.acts import Act, ActReader
from monitor.understand.quotes import Quote, quotes_of, within_speech
from monitor.understand.speech import (
    ANSWER,
    ANSWER_LINE,
    BACKSHIFT,
    COUNTRY_VOICE,
    MINUTES,
    OWNED,
    PRESENT,
    QUESTION_LINE,
    TITLED_NAME,
)
from monitor.understand.tokens import Words, words_of

_NEAR = 40  # sentences: how far a paragraph is searched for who speaks in it


class Attributor:
    """Answers who says a clause of one article. ``words`` are those of the text, where the caller has them; else they are found here."""

    def __init__(self, text: str, sentences: Sequence[Sentence], words: Words | None = None) -> None:
        self._text = text
        self._sentences = sentences
        self._quotes = quotes_of(text, sentences)
        self._reader = ActReader(text, words or words_of(text, ()), sentences, self._quotes)
        self._acts = self._reader.acts
        self._carried: list[str | None] = []
        self._voiced: list[bool] = []
        self._interviewee = _interviewee(text)
        self._minutes = "The representative" in text and len(MINUTES.findall(text)) >= 2
        self._state: tuple[int, bool, str | None] = (-1, False, None)

    def source_of(self, sentence_index: int, start: int, end: int) -> str | None:
        """The source of the clause ``text[start:end]`` in sentence ``sentence_index``, as named in the text; None for the outlet's own voice."""
        if not 0 <= sentence_index < len(self._sentences):
            return None
        self._read_paragraph_of(sentence_index)
        if self._voiced[sentence_index]:
            return self._interviewee
        middle = min(max(start, (start + end) // 2), max(start, end - 1))
        quote = self._quote_at(start, end)
        if quote is not None and (name := self._speaker_of_quote(quote, sentence_index)) is not None:
            return name
        best: Act | None = None
        for act in self._acts[sentence_index]:
            if (act.low <= middle or act.at <= start) and start < act.high and middle < act.high:
                rank = (act.strength, act.verb if act.verb <= middle else -1)
                if best is None or rank > (best.strength, best.verb if best.verb <= middle else -1):
                    best = act
        if best is not None:
            return self._outer(best, sentence_index, start) if OWNED.match(best.name or "") else best.name
        return self._carried[sentence_index]

    def _outer(self, act: Act, sentence_index: int, start: int) -> str | None:
        """ "The Red Cross said its surgeons had admitted 600": the source is the Red Cross, not "its surgeons"."""
        for other in self._acts[sentence_index]:
            if (
                other is not act
                and other.strength == act.strength
                and other.low <= act.at
                and start < other.high
                and not OWNED.match(other.name or "")
            ):
                return other.name
        return act.name

    def _read_paragraph_of(self, index: int) -> None:
        """Read on to the end of the paragraph of sentence ``index``: an article that tells of nobody's losses need not be read at all."""
        stop = index + 1
        while stop < min(len(self._sentences), index + _NEAR) and self._sentences[stop].paragraph == self._sentences[index].paragraph:
            stop += 1
        self._read(stop)

    def _read(self, stop: int) -> None:
        paragraph, voice, top = self._state
        for number in range(len(self._carried), stop):
            span = self._sentences[number]
            sentence = self._text[span.start : span.end]
            if span.paragraph != paragraph:
                paragraph, top = span.paragraph, None
                voice = self._interviewee is not None and bool(ANSWER.match(sentence))
            self._voiced.append(voice)
            acts = self._reader.read(number)
            told = [a for a in acts if a.strength >= 2]
            if voice:
                self._reader.spoke.name(self._interviewee or "", person=True)
            elif not told:
                self._reader.spoke.note(sentence)
            self._carried.append(top if not acts and top is not None and self._goes_on(span, sentence) else None)
            if says := [a for a in told if a.name]:
                top = says[0].name if top is None or (not self._minutes and min(says[0].low, says[0].at) <= span.start + 60) else top
            elif self._carried[-1] is None and not acts:
                top = None
        self._state = (paragraph, voice, top)

    def _goes_on(self, span: Sentence, sentence: str) -> bool:
        """True when a sentence without a source of its own goes on with what the one before reported."""
        if COUNTRY_VOICE.match(sentence) or self._minutes:
            return True
        unquoted = self._without_quotes(span)
        return BACKSHIFT.search(unquoted) is not None and PRESENT.search(unquoted) is None

    def _without_quotes(self, span: Sentence) -> str:
        out, at = [], span.start
        for q in self._quotes:
            if q.end <= span.start or q.start >= span.end:
                continue
            out.append(self._text[at : max(at, q.start)])
            at = max(at, min(q.end, span.end))
        return "".join([*out, self._text[at : span.end]])

    def _quote_at(self, start: int, end: int) -> Quote | None:
        index = bisect_right(self._quotes, start, key=lambda q: q.start) - 1
        if index < 0:
            return None
        quote = self._quotes[index]
        return quote if quote.speech and start >= quote.start and end <= quote.end + 2 else None

    def _speaker_of_quote(self, quote: Quote, sentence_index: int) -> str | None:
        """The act beside the quotation: behind it, before it, then any other of its paragraph; at last the speaker of the paragraph before."""
        paragraph = self._sentences[sentence_index].paragraph
        near: list[tuple[int, Act]] = []
        first = sentence_index
        while first > max(0, sentence_index - _NEAR) and self._sentences[first - 1].paragraph == paragraph:
            first -= 1
        for i in range(first, len(self._acts)):
            if self._sentences[i].paragraph != paragraph:
                break
            for act in self._acts[i]:
                if act.name is None or within_speech(self._quotes, act.at):
                    continue
                gap = act.at - quote.end if act.at >= quote.end else quote.start - act.verb + 20
                near.append((gap if gap >= 0 else 10_000, act))
        if near:
            return min(near, key=lambda pair: (pair[0], -pair[1].strength))[1].name
        if first > 0 and quote.start <= self._sentences[first].start + 1:
            previous = self._sentences[first - 1].paragraph
            for i in range(first - 1, max(-1, first - _NEAR), -1):
                if self._sentences[i].paragraph != previous:
                    break
                if says := [a.name for a in self._acts[i] if a.name and a.strength == 2]:
                    return says[-1]
        return None


def _interviewee(text: str) -> str | None:
    """Who answers in an interview set as "Q:" and "A:" lines: the first titled name before the first question, else the first one at all."""
    first = QUESTION_LINE.search(text) if text.startswith("Q") or "\nQ" in text else None
    if first is None or ANSWER_LINE.search(text) is None:
        return None
    m = TITLED_NAME.search(text[: first.start()]) or TITLED_NAME.search(text)
    return m.group() if m else None
