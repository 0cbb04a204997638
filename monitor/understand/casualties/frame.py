"""What kind of telling a figure stands in: veto (accident, sport, page furniture), realis, running total."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence, Set

from monitor.domain.reading import Effect, Realis
from monitor.text.furniture import furniture
from monitor.text.sentences import Sentence
from monitor.understand.casualties.scene import is_crime, is_mishap, is_play, is_violent, is_weapon, play_words, words_in
from monitor.understand.realis import UNDATED, Dated, clause_of, dated, is_background_heading
from monitor.understand.realis_rules import remembers, tells_anew

_LOOK_BACK = 40  # sentences of one paragraph; longer paragraphs are no prose
_RECENT = re.compile(
    r"\b(?=[dfhilmnostwy])(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight|overnight|this\s+(?:week|morning|afternoon|"
    r"evening|weekend)|last\s+night|hours?\s+(?:ago|earlier|before)|(?:in|over|during)\s+the\s+(?:past|last|"
    r"previous)\s+(?:\w+\s+)?(?:hours?|days?|week)|the\s+day\s+before|two\s+days\s+(?:ago|earlier)"
    r"|dawn|minutes?\s+ago|so\s+far|latest|fresh|new(?:ly)?\s+(?:attack|strike|clash)\w*|on\s+the\s+(?:eve|spot))\b",
)
_MONTHS = "january february march april may june july august september october november december".split()
_BARE_MONTH = re.compile(rf"\b(?:in|of|last|early|late|mid-?|during)\s+(?:early\s+|late\s+|mid-?)?({'|'.join(_MONTHS)})\b(?!\s+\d)", re.I)
_BARE_DAY = re.compile(r"\b(?:on|since)\s+the\s+(\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:day|of|century|anniversary))", re.I)
_OLD = re.compile(
    r"\b(?:in\s+(?:that|the|a|an|its|their|two|three)\s+(?:\S+\s+){0,3}?(?:wars?|genocide|pogroms?|"
    r"uprising)\b(?!\s+in\s+(?:ukraine|gaza))|(?:of|in|since|during|from)\s+the\s+(?:early\s+|mid-?\s*|late\s+)?(?:nineties|eighties|"
    r"seventies|sixties|fifties|forties|thirties)\b|civil\s+war\s+in\s+which|that\s+(?:war|conflict|battle|massacre)\s+(?:killed|"
    r"left|cost|claimed)|anniversar\w+|memorial|commemorat\w+|remembrance|world\s+war|the\s+(?:first|second)\s+war|"
    r"last\s+year|last\s+(?:winter|summer|spring|autumn)"
    r"|(?:a\s+(?:year|month|decade)|(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several)\s+(?:weeks|months|years|"
    r"decades))\s+(?:ago|earlier|before)|a\s+(?:fortnight)\s+ago|last\s+month|previous\s+(?:war|conflict|round)|(?:the|"
    r"that)\s+\d{4}\s+(?:war|conflict|clash|clashes|massacre|fighting))\b",
    re.I,
)
_THOSE_DAYS = re.compile(
    r"\b(?:in\s+those\s+(?:days|weeks|months|years)|(?:that|the\s+same)\s+(?:summer|winter|spring|autumn|year|month|august|july)|at\s+the\s+time|"
    r"in\s+the\s+(?:days|weeks|months|years)\s+that\s+followed)\b",
    re.I,
)
_TIME_HINT = re.compile(r"\d|\bago|last|earlier|before|decade|centur|generation|anniversary|years|since|still|remain|continue")
_OLD_HINT = re.compile(
    r"war|genocide|pogrom|uprising|conflict|battle|massacre|annivers|memorial|commemor|remembrance|last|ago|earlier|before|previous|ties\b|\d{4}"
)
_YEAR = re.compile(r"(?<![\d.,])(1[5-9]\d\d|20\d\d)(?![\d,]*\d)")
_SINCE = re.compile(r"\bsince\b", re.I)
_SPAN_TO_NOW = re.compile(
    r"\bfrom\s+(?:\d{1,2}\s+)?\w+\s+(?:\d{1,2},?\s+)?\d{4}\s+(?:to|until|through)\s+(?:\d{1,2}\s+)?\w+\s+(?:\d{1,2},?\s+)?\d{4}", re.I
)
_TOTAL = re.compile(
    r"\b(?=[abcfiorstu])(?:since\s+(?!then\b)|so\s+far\s+(?:this|in)|bringing\s+(?:the|its|their|to)|in\s+total|in\s+all\b|altogether|overall|"
    r"cumulative|running\s+total|total\s+(?:number|toll|of)|as\s+of\s|to\s+date|until\s+now|over\s+the\s+(?:course|"
    r"past\s+\w+\s+(?:months|years))|from\s+the\s+(?:start|beginning)\s+of)",
    re.I,
)
_STILL = re.compile(r"\b(?:are|is|remains?|still)\b")
_LASTING = frozenset({Effect.CAPTURED, Effect.MISSING, Effect.DISPLACED})
_FIRST_SINCE = re.compile(r"\b(?:first|worst|deadliest|highest|heaviest|bloodiest|most|biggest|largest)\b.{0,60}\bsince\b", re.I | re.S)
_BORN = re.compile(r"\bborn (?:in|on) [^,;.]*")
_YEAR_WHEN = re.compile(r"\b(?:1[5-9]|20)\d\d(?:[-\u2013]\d{2,4})?, (?:when|which|that|in which|during which)\s[^;]*$")
_DENY = re.compile(
    r"\b(?=[cdmr])(?:den(?:y|ies|ied|ying)|dismiss(?:ed|es|ing)|reject(?:ed|s|ing)|refut(?:ed|es|ing)|rebutt?(?:ed|s)|contradict(?:ed|"
    r"s)|disput(?:ed|es|ing)|rubbish(?:ed|es|ing)|ridicul(?:ed|es|ing)|mock(?:ed|s|ing)|called?\s+false)\s+(?:(?:as\s+\S+|outright|flatly|categorically|the|a|an|any|two|all|media|earlier|social|"
    r"foreign|israeli|local|what|it|russian|\S+'s)\s+){0,4}"
    r"(?:that|reports?|claims?|allegations?|rumours?|rumors?|suggestions?|accounts?|statements?|figures?|talk|assertions?|"
    r"having|losing|killing|any|it\s+had|it\s+was)\b",
    re.I,
)
_UNTRUE = re.compile(
    r"\b(?=[abdfinuw])(?:no\s+truth\s+(?:in|to)|(?:is|are|was|were)\s+(?:not\s+true|untrue|false|fake(?:\s+news)?|baseless|a\s+lie|lies|a\s+fabrication|"
    r"fabricated|fabrications|unfounded|a\s+sheer\s+lie)|(?:false|fake|baseless|untrue|unfounded|fabricated|"
    r"bogus)\s+(?:reports?|claims?|rumours?|news|allegations?)|did\s+not\s+(?:kill|lose|capture)|none\s+of)\b",
    re.I,
)
_FEARED = re.compile(
    r"\b(?:if|unless|would\s+(?:take|cost|need|mean)|should\s+(?:a|an|any|one|even)\b|were\s+(?:a|an|any)\b|could|might|fears?\s+(?:that\s+)?|fearing|expect(?:s|ing)?|brac(?:es|ing)\s+for|prepar(?:es|ing)\s+for|risk\w*|"
    r"threaten\w*\s+(?:to\s+)?|avert|prevent|avoid)\b(?<!as if)[^;.]{0,40}$",
    re.I,
)
_DONE = re.compile(r"\b(?:have|had|was|were|has)\b")
_DENIAL_ENDS = re.compile(
    r"[;]|,\s+(?:but|and|while|saying|insisting|adding)\s|\bin\s+(?:the|an?)\s+(?:attack|strike|clash|raid|incident)|\bthat\s+(?:killed|left|"
    r"wounded)\s*$"
)
_UNTRUE_BEHIND = re.compile(
    r"(?:(?!\b(?:said|says|saying|but|and\s+(?:that|the))\b)[^;.\d]){0,60}\b(?:is|are|was|were)\s+[\"\u201c]?(?:(?:entirely|wholly|simply|completely|totally|utterly|plainly|wildly|grossly|vastly|greatly)\s+)?"
    r"(?:exaggerated|inflated|nonsense|invented|not\s+true|untrue|false|fake(?:\s+news)?|baseless|a\s+(?:sheer\s+)?lie|lies|fabricat\w+|"
    r"unfounded)\b",
    re.I,
)
_MODAL_BEFORE = re.compile(r"\b(?:would|could|may|might|can)\s+(?:\w+ly\s+)?(?:have\s+)?$")
_OF_SOMEBODY = re.compile(r"(?:the\s+)?(?:death|killing|loss|capture|wounding|murder)s?\s+of\b", re.I)
_WOULD = re.compile(r"\b(?:would|could|might)\b")
_MODAL_NEAR = re.compile(
    r"\b(?:could|may|might|would|can|feared|fear|fears|if|risk(?:s|ed|ing)?|potentially|possibly|likely\s+to|expected\s+to|"
    r"threatened\s+to|threatening\s+to)\b",
)
_PLAN = re.compile(
    r"\b(?=[adhioprstvw])(?:will|shall|plans?\s+to|planning\s+to|planned\s+to|intends?\s+to|preparing\s+to|prepares\s+to|is\s+to|are\s+to|"
    r"to\s+be|due\s+to\s+be|vow(?:s|ed)\s+to|pledged\s+to|(?:ready|prepared|set|about|poised|hopes?|hoping|wants?|agreed)\s+to|ordered|"
    r"order(?:s)?\s+the\s+evacuation)\b",
    re.I,
)
_CLAUSE_STEP = 8  # characters; no clause worth reading is shorter
_CLAUSE = re.compile(
    r"[;\u2014]|, (?:and|but|while|after|when|as|which|who|where|although|though|because|since|bringing|raising|taking|"
    r"captured|seized|held|taken|built|signed|occupied) |\b(?:while|but|although)\b",
    re.I,
)
_RELATIVE = re.compile(r"(?<!\bin )(?<!\bof )(?<!since )(?<!during )(?<!from )\b(?:that|which|who)\b", re.I)


class Frame:
    """The setting of an article's sentences, worked out once."""

    def __init__(self, text: str, sentences: Sequence[Sentence], published: dt.date | None, left_out: Set[int] | None = None) -> None:
        self._text = text
        self._published = published
        self._sentences = sentences
        self.furniture = furniture(text, sentences) if left_out is None else left_out
        self._dates: dict[str, Dated] = {}
        self._fresh: dict[str, bool] = {}
        self._pasts: dict[str, bool] = {}
        self._told_past: dict[int, bool] = {}
        self._clauses: dict[tuple[int, int], tuple[int, int]] = {}
        lead = " ".join(text[s.start : s.end] for s in self._opening())
        words = words_in(lead)
        violent = is_violent(lead, words)
        self._mishap = not violent and (is_mishap(lead, words) or is_crime(lead, words))
        self._play = (not violent and is_play(lead, words)) or play_words(words_in(text[:4000])) >= 3

    def _opening(self) -> list[Sentence]:
        """The first three sentences of prose."""
        prose = [s for i, s in enumerate(self._sentences) if s.end - s.start > 60 and i not in self.furniture]
        return prose[:3] or list(self._sentences[:2])

    def _after_past(self, index: int) -> bool:
        """True when what stands before sentence ``index`` in its section was told as long past, and nothing new has come since."""
        if index not in self._told_past:
            self._told_past[index] = self._work_out_past(index)
        return self._told_past[index]

    def _work_out_past(self, index: int) -> bool:
        paragraph = self._sentences[index].paragraph
        first = index
        while first > max(0, index - _LOOK_BACK) and self._sentences[first - 1].paragraph == paragraph:
            first -= 1
        past = self._under_background(first) or (_THOSE_DAYS.search(self._line(index)) is not None and self._was_past(first))
        for i in range(first, index):
            line = self._line(i)
            if self._remembers(i):
                past = True
            elif self._recent(line) or self._dated(line).recent:
                past = False
            elif self.is_past(line) and not _SPAN_TO_NOW.search(line) and not _since_only(line):
                past = True
        return past

    def _remembers(self, index: int) -> bool:
        """True when sentence ``index`` keeps the memory of something long past and tells of no new violence."""
        s, line = self._sentences[index], self._line(index)
        if not remembers(line, self._published):
            return False
        clauses = {clause_of(self._text, s.start, s.end, at) for at in range(s.start, s.end, _CLAUSE_STEP)}
        told = [(low, self._text[low:high]) for low, high in clauses]
        return not any(is_violent(c, words_in(c)) and tells_anew(self._text, s, low, self._published) for low, c in told)

    def _was_past(self, before: int) -> bool:
        """True when the last sentence before ``before`` that dates itself lies in the past: "in those weeks" goes on from there."""
        for i in range(before - 1, max(-1, before - 12), -1):
            line = self._line(i)
            if self._recent(line) or self._dated(line).recent:
                return False
            if self.is_past(line):
                return True
        return False

    def _under_background(self, first: int) -> bool:
        """True when the heading above the paragraph that begins with sentence ``first`` announces background ("And in 2008?")."""
        if first == 0:
            return False
        line = self._line(first - 1)
        if len(line) >= 80 or line.endswith((".", '"', "\u201d")):
            return False
        return is_background_heading(line) or (line.endswith("?") and self.is_past(line))

    def _line(self, index: int) -> str:
        s = self._sentences[index]
        return self._text[s.start : s.end]

    def _dated(self, text: str) -> Dated:
        if " born " in text:
            text = _BORN.sub(" ", text)
        found = self._dates.get(text)
        if found is None:
            found = self._dates[text] = dated(text, self._published) if _TIME_HINT.search(text.lower()) else UNDATED
        return found

    def _recent(self, text: str) -> bool:
        """True when ``text`` has words for the last days."""
        if text not in self._fresh:
            self._fresh[text] = _RECENT.search(text.lower()) is not None
        return self._fresh[text]

    def is_past(self, clause: str) -> bool:
        """True when ``clause`` dates itself more than three days before publication."""
        if clause not in self._pasts:
            self._pasts[clause] = self._work_out(clause)
        return self._pasts[clause]

    def _work_out(self, clause: str) -> bool:
        when = self._dated(clause)
        if when.past and not when.recent and not (self._recent(clause) and not _YEAR.search(clause)):
            return True
        if _OLD_HINT.search(clause.lower()) and _OLD.search(clause) and not self._recent(clause):
            return True
        if self._published is not None and (m := _BARE_DAY.search(clause)) is not None:
            return (self._published.day - int(m.group(1))) % 31 > 3
        if self._published is not None and (m := _BARE_MONTH.search(clause)) is not None and not _SINCE.search(clause[: m.start()]):
            month = _MONTHS.index(m.group(1).lower()) + 1
            return month != self._published.month and not (m.group(1).lower() == "may" and not m.group(1)[0].isupper())
        return False

    def sentence(self, index: int) -> Sentence:
        """The sentence with that index."""
        return self._sentences[index]

    def is_recent(self, index: int) -> bool:
        """True when sentence ``index`` dates something within days of publication."""
        line = self._line(index)
        return self._recent(line) or self._dated(line).recent

    def vetoed(self, index: int, words: frozenset[str]) -> bool:
        """True when figures of sentence ``index``, which has these ``words``, count the victims of accidents, crime, sport or disease, or stand in
        page furniture."""
        if index in self.furniture or self._play:
            return True
        sentence = self._line(index)
        if is_crime(sentence, words):
            return not is_weapon(words)
        if is_violent(sentence, words):
            return self._mishap and is_mishap(sentence, words) and not is_weapon(words)
        return self._mishap or is_mishap(sentence, words) or is_play(sentence, words)

    def cumulative(self, index: int, start: int, end: int) -> bool:
        """True when the clause around ``text[start:end]`` names a running total since an earlier start."""
        low, high = self._clause(index, start, end)
        clause = self._text[low:high]
        return bool(
            (_TOTAL.search(clause) and not _FIRST_SINCE.search(clause)) or _SPAN_TO_NOW.search(self._text[self._sentences[index].start : end])
        )

    def _clause(self, index: int, start: int, end: int) -> tuple[int, int]:
        """The clause around ``text[start:end]``; each is asked for twice."""
        found = self._clauses.get((start, end))
        if found is None:
            found = self._clauses[start, end] = self._find_clause(index, start, end)
        return found

    def _find_clause(self, index: int, start: int, end: int) -> tuple[int, int]:
        s = self._sentences[index]
        low, high = s.start, s.end
        for m in _CLAUSE.finditer(self._text, s.start, s.end):
            if m.end() <= start + 1:
                low = m.end()
            elif m.start() >= end:
                high = m.start()
                break
        relative = _RELATIVE.search(self._text, end, high)
        return low, relative.start() if relative else high

    def realis(self, index: int, start: int, end: int, effect: Effect, *, cumulative: bool) -> Realis:
        """Whether the figure in ``text[start:end]`` is news, background, denied, feared or planned."""
        s = self._sentences[index]
        low, high = self._clause(index, start, end)
        before, wording, clause = self._text[s.start : start], self._text[start:end], self._text[low:high]
        if _denied(before, self._text[end : s.end], clause):
            return Realis.DENIED
        if _OF_SOMEBODY.match(wording) and _WOULD.search(self._text, end, min(s.end, end + 60)):
            return Realis.HYPOTHETICAL  # "the death of a Filipino by a wilful act would be close to an act of war"
        if _MODAL_NEAR.search(wording) or _MODAL_BEFORE.search(before) or _FEARED.search(self._text[max(low, start - 60) : start]):
            return Realis.HYPOTHETICAL
        planned = effect in {Effect.DISPLACED, Effect.CAPTURED, Effect.KILLED} and _PLAN.search(self._text[max(low, start - 25) : end])
        if planned and not _DONE.search(wording):
            return Realis.PLANNED
        if _STILL.search(wording) or (effect in _LASTING and _STILL.search(clause) and not self._told_as_past(clause)):
            return Realis.ACTUAL
        return self._tense(index, clause, before, cumulative=cumulative)

    def _told_as_past(self, clause: str) -> bool:
        """True when a present tense in ``clause`` is about something else than its dated past ("piracy is old here: in 2008 gunmen took ten")."""
        return self.is_past(clause) and re.search(r"\b(?:since|still|remains?|held)\b", clause) is None

    def _tense(self, index: int, clause: str, before: str, *, cumulative: bool) -> Realis:
        """News or background: by the dates of the clause, then of the words before it, then of the sentences before it."""
        sentence = self._line(index)
        recent = self._recent(clause) or self._dated(clause).recent
        if cumulative:
            years = [int(y) for y in _YEAR.findall(sentence)]
            old = bool(years) and self._published is not None and min(years) <= self._published.year - 5
            return Realis.HISTORICAL if old or (self._after_past(index) and not recent and not _SINCE.search(clause)) else Realis.ACTUAL
        if recent:
            return Realis.ACTUAL
        if self.is_past(clause) or _YEAR_WHEN.search(before + clause[:12]):
            return Realis.HISTORICAL
        if self._recent(sentence):
            return Realis.ACTUAL
        if self.is_past(before) and not _since_only(before):
            return Realis.HISTORICAL
        return Realis.HISTORICAL if self._after_past(index) and not self._dated(sentence).recent else Realis.ACTUAL


def _denied(before: str, behind: str, clause: str) -> bool:
    """True when the sentence rejects what the clause says: "denied reports that ...", "... are a lie"."""
    denials = list(_DENY.finditer(before))
    if denials and not _DENIAL_ENDS.search(before, denials[-1].end()):
        return True
    if _UNTRUE.search(before[-60:]) or _UNTRUE_BEHIND.match(behind):
        return True
    return "did not" in clause and _UNTRUE.search(clause) is not None


def _since_only(line: str) -> bool:
    """True when the only date of ``line`` begins something that still holds ("stationed there since 2022")."""
    years = len(_YEAR.findall(line))
    return years > 0 and len(re.findall(r"\bsince\s+(?:\w+\s+){0,3}(?:1[5-9]|20)\d\d", line, re.I)) >= years
