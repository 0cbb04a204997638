"""Acts of speech in a sentence: who says, reports, denies or demands, and the stretch of text that he, she or it answers for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from monitor.text.sentences import Sentence
from monitor.understand.gates import ODD
from monitor.understand.quotes import Quote, within_speech
from monitor.understand.speakers import has_finite_verb, is_name, is_person, is_pronoun, leading_subject, subject_after, subject_before, tidy
from monitor.understand.speech import (
    ACCORDING,
    ACCORDING_WORDS,
    ACT,
    ADDRESSED,
    ADVERBIAL,
    APPOSED_NAME,
    AUXILIARY,
    BARE_OBJECT,
    BREAK,
    CLAUSE_OPENS,
    CLOSE,
    COMPLEMENT_NOT,
    CONTENT_BEFORE,
    COUNTED,
    FIGURE_OBJECT,
    FRESH,
    GENITIVE,
    HANGS_ON,
    HEADLINE_SOURCE,
    HINTS,
    IMPERSONAL,
    ING,
    INTRODUCTION,
    INVERTED,
    NEW_SUBJECT,
    NEXT_CLAUSE,
    NO_SOURCE,
    NO_SPEAKER,
    NOT_A_SUBJECT,
    NOUN_FORMS,
    OBJECT_OF,
    ORG,
    OWN_SIDE,
    OWNER_OF_FIGURE,
    PASSIVE_ADV,
    PLURAL,
    PLURAL_SUBJECT,
    QUOTE_END,
    RELATIVE,
    SEMICOLON,
    SOFT,
    SPEAKING,
    THAT,
    THAT_NEXT,
    TO_INFINITIVE,
    WHAT,
    WITH,
    WORD,
)
from monitor.understand.tokens import Words

LONGEST_SENTENCE = 1_200  # characters; longer stretches without a full stop are tables and page furniture, and cost quadratic time


@dataclass(frozen=True, slots=True)
class Act:
    """One source's hold on a stretch of the article: ``text[low:high]`` is what it says; ``at`` is where its name or verb stands."""

    at: int
    verb: int
    low: int
    high: int
    name: str | None
    strength: int  # 2 says it, 1 does it in words (condemns, urges), 0 only colours it


_LAST_WORD = re.compile(r"\w+$")


def _last_word(before: str) -> str:
    """The last word of ``before``, in lower case; empty when no white space follows it."""
    stripped = before.rstrip()
    if len(stripped) == len(before):
        return ""
    if stripped.endswith((" n't", " n\u2019t")):
        return "not"
    last = _LAST_WORD.search(stripped.rpartition(" ")[2])
    return last.group().lower() if last is not None else ""


class _Speakers:
    """Who was named last, a person or anybody. What a sentence is about is worked out only when a pronoun asks for it."""

    def __init__(self) -> None:
        self._person: str | None = None
        self._anybody: str | None = None
        self._unread: list[str] = []  # sentences since the last person named outright, oldest first
        self._unread_any: list[str] = []  # and since the last speaker of any kind
        self._subjects: dict[str, str | None] = {}

    def name(self, name: str, *, person: bool, anybody: bool = True) -> None:
        """``name`` has just spoken."""
        if person:
            self._person = name
            self._unread.clear()
        if anybody:
            self._anybody = name
            self._unread_any.clear()

    def note(self, sentence: str) -> None:
        """``sentence`` names nobody who speaks, but "he said" in the next one may mean whom it is about."""
        self._unread.append(sentence)
        self._unread_any.append(sentence)

    @property
    def person(self) -> str | None:
        """The person named last."""
        while self._unread:
            subject = self._subject(self._unread.pop())
            if subject is not None and is_person(subject):
                self._person = subject
                self._unread.clear()
        return self._person

    @property
    def anybody(self) -> str | None:
        """The organisation, state or person named last."""
        while self._unread_any:
            subject = self._subject(self._unread_any.pop())
            if subject is not None and not is_person(subject) and (ORG.search(subject) or is_name(subject)):
                self._anybody = subject
                self._unread_any.clear()
        return self._anybody

    def _subject(self, sentence: str) -> str | None:
        if sentence not in self._subjects:
            subject = leading_subject(sentence)
            self._subjects[sentence] = None if subject is None or is_pronoun(subject) else subject
        return self._subjects[sentence]


class ActReader:
    """Reads the acts of an article's sentences in order, and remembers who spoke last."""

    def __init__(self, text: str, words: Words, sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> None:
        self._text = text
        self._words = words
        self._sentences = sentences
        self._quotes = quotes
        self.acts: list[list[Act]] = []
        self.spoke = _Speakers()

    def read(self, number: int) -> list[Act]:
        """The acts of sentence ``number``, in order of the text; sentences must be read in order, for pronouns look back."""
        span = self._sentences[number]
        self.acts.append(self._acts_of(number, span) if span.end - span.start <= LONGEST_SENTENCE else [])
        return self.acts[-1]

    def _acts_of(self, number: int, span: Sentence) -> list[Act]:
        text = self._text
        if text.find(":", span.start, span.end) >= 0 and (headline := self._headline(span)) is not None:
            return [headline]
        raw: list[Act] = []
        floor = span.start
        first, last = self._words.within(span)
        odd = self._words.opened(first, last) & ODD
        for m in self._verbs(span, first, last, sure=not odd):
            if (act := self._at_verb(number, span, m, floor, raw)) is not None:
                raw.append(act)
                floor = m.end() if act.low >= act.verb or act.at >= m.start() else floor
        if self._words.may_hold(ACCORDING_WORDS, first, last) and any(map(text[span.start : span.end].__contains__, HINTS)):
            raw.extend(act for m in ACCORDING.finditer(text, span.start, span.end) if (act := self._according(number, span, m)) is not None)
        if text.find("what ", span.start, span.end) >= 0:
            raw.extend(act for m in WHAT.finditer(text, span.start, span.end) if (act := self._what(number, span, m)) is not None)
        return self._apart(span, sorted(raw, key=lambda a: a.at)) if len(raw) > 1 else raw

    def _apart(self, span: Sentence, acts: Sequence[Act]) -> list[Act]:
        """The acts, each ended where one that is told afresh begins."""
        out: list[Act] = []
        for i, act in enumerate(acts):
            later = [b for b in acts[i + 1 :] if b.strength >= 2 and b.at > act.verb and FRESH.search(self._text, max(span.start, b.at - 40), b.at)]
            out.append(replace(act, high=later[0].at) if later and act.low >= act.verb and act.high > later[0].at else act)
        return out

    def _verbs(self, span: Sentence, first: int, last: int, *, sure: bool) -> list[re.Match[str]]:
        """What may be verbs of saying in a sentence: some of its words ``first`` to ``last`` (excluded), unless one of these is not ``sure``."""
        if not sure:
            return [m for m in WORD.finditer(self._text, span.start, span.end) if m.group().lower() in SPEAKING]
        starts = self._words.starts
        return [m for i in self._words.places_of(SPEAKING, first, last) if (m := WORD.match(self._text, starts[i])) is not None]

    def _at_verb(self, number: int, span: Sentence, m: re.Match[str], floor: int, earlier: Sequence[Act]) -> Act | None:
        text, verb = self._text, m.group().lower()
        before = text[max(span.start, m.start() - 24) : m.start()]
        if within_speech(self._quotes, m.start()):
            return None
        if verb in OBJECT_OF and not OBJECT_OF[verb].match(text, m.end(), span.end):
            return None
        if COMPLEMENT_NOT.match(text, m.end()) and verb not in ING and not (verb.startswith("claim") and text.startswith(" to ", m.end())):
            return None
        if verb in ING:
            return self._participle(number, span, m, earlier)
        if _last_word(before) in NO_SPEAKER or PASSIVE_ADV.search(before) or ("wh" in before.lower() and RELATIVE.search(before)):
            return None
        if verb in BARE_OBJECT and not FIGURE_OBJECT.match(text, m.end(), span.end):
            return None
        if SOFT.match(verb) and TO_INFINITIVE.match(text, m.end()):
            return None
        if verb in NOUN_FORMS and not self._is_verb(span, m, before):
            return None
        if verb in PLURAL and not PLURAL_SUBJECT.search(before):
            return None
        return self._placed(number, span, m, floor, earlier, 1 if verb in ACT else 2)

    def _is_verb(self, span: Sentence, m: re.Match[str], before: str) -> bool:
        """ "Baku claims that", but not "rejected claims that": a form that is also a noun needs a subject before it and an object behind."""
        behind = self._text[span.start : m.start()]
        if APPOSED_NAME.search(behind) and THAT_NEXT.match(self._text, m.end(), span.end):
            return True  # "Tigray's leader, Debretsion, claims that"
        if NOT_A_SUBJECT.search(before) or not before.strip():
            return False
        if "," in behind and self._text[m.end() : span.end].strip(' "\u201d') in {"", "."}:
            return True  # "..., state news agency NNA reports."
        return CLAUSE_OPENS.match(self._text, m.end(), span.end) is not None

    def _placed(self, number: int, span: Sentence, m: re.Match[str], floor: int, earlier: Sequence[Act], strength: int) -> Act | None:
        text = self._text
        behind = text[span.start : m.start()].rstrip()
        if strength == 2 and behind.endswith((",", '"', "\u201d", "?", "!")) and INVERTED.match(text, m.end()):
            found = subject_after(text, m.end(), span.end)
            plain = not self._has_insertion(behind) or (m.group().lower() in {"said", "says"} and self._ends_clause(found, span.end))
            if found is not None and plain and not is_pronoun(found[1]):
                return self._act(span, m.start(), m.end(), span.start, m.start(), found[1], strength, spread=True)
        subject = subject_before(text, floor, m.start())
        if subject is None:
            return self._shared(number, span, m, earlier, strength)
        at, name = subject
        resolved = self._resolve(name, number, at)
        if resolved is None:
            return None
        lead = text[span.start : at]
        if (
            strength == 2
            and CONTENT_BEFORE.search(lead)
            and self._closes(m, span.end)
            and not (INTRODUCTION.match(lead) and not has_finite_verb(lead))
        ):
            return self._act(span, at, m.end(), self._clause_start(span, at, earlier), at, resolved, strength, spread=True)
        high = span.end
        if cut := (BREAK if strength == 1 else NEW_SUBJECT).search(text, m.end(), span.end):
            high = cut.start() + 1
        if strength == 2 and IMPERSONAL.fullmatch(resolved):
            strength = 0  # "intercepts suggested that ..., an officer said": whoever tells of them is the source
        return self._act(span, at, m.end(), m.end(), high, resolved, strength)

    def _closes(self, m: re.Match[str], end: int) -> bool:
        """True when the verb has no clause behind it, only whom it was told to, when and where: what was said stands before it."""
        stop = CLOSE.search(self._text, m.end(), end)
        rest = self._text[m.end() : stop.start() if stop else end]
        words = rest.split()
        if not words:
            return not self._text.startswith(":", m.end())
        if AUXILIARY.search(rest) or ":" in rest:
            return False
        return words[0].lower() in ADVERBIAL or (ADDRESSED.match(m.group()) is not None and len(words) <= 12)

    def _ends_clause(self, found: tuple[int, str] | None, end: int) -> bool:
        """True when nothing but a mark follows the name: "..., said X." and not "X, the minister, said the talks had failed"."""
        if found is None:
            return False
        at = self._text.find(found[1], found[0], end)
        stop = (at if at >= 0 else found[0]) + len(found[1])
        return stop >= end or self._text[stop] in ",.;"

    @staticmethod
    def _has_insertion(behind: str) -> bool:
        """True when the comma before the verb closes an insertion after its subject ("X, the minister, said") rather than a quotation."""
        return behind.rstrip().endswith(",") and not QUOTE_END.search(behind.rstrip())

    def _clause_start(self, span: Sentence, at: int, earlier: Sequence[Act]) -> int:
        """Where the clause that is said before offset ``at`` begins: behind the last act that it does not belong to."""
        low = span.start
        for act in earlier:
            if act.low >= act.verb:  # a source named first keeps what follows it up to the next conjunction
                m = list(NEXT_CLAUSE.finditer(self._text[act.verb : at]))
                low = max(low, act.verb + m[-1].end() if m else low)
            else:
                low = max(low, min(at, act.high))
        return low

    def _act(self, span: Sentence, at: int, verb: int, low: int, high: int, name: str, strength: int, *, spread: bool = False) -> Act:
        if spread:  # "a third, he said, has not been seen": what follows the insertion is said too
            after = self._text[max(verb, at) : span.end]
            if not SEMICOLON.match(after):
                high = span.end
        if strength >= 1:
            self.spoke.name(name, person=is_person(name), anybody=strength >= 1)
        return Act(at, verb, low, high, name, strength)

    def _shared(self, number: int, span: Sentence, m: re.Match[str], earlier: Sequence[Act], strength: int) -> Act | None:
        """A verb without a subject of its own ("said X and demanded Y"): the subject of the verb before it, else of the clause."""
        text = self._text
        name = earlier[-1].name if earlier else None
        inner = THAT.match(text, earlier[-1].verb, m.start()) if earlier else None
        subject = leading_subject(text[inner.end() if inner else span.start : m.start()]) if inner or not earlier else None
        if subject and not (inner and is_pronoun(subject)):
            name = self._resolve(subject, number)
        return None if name is None else self._act(span, m.start(), m.end(), m.end(), span.end, name, strength)

    def _participle(self, number: int, span: Sentence, m: re.Match[str], earlier: Sequence[Act]) -> Act | None:
        text = self._text
        with_subject = WITH.search(text[span.start : m.start()])
        if with_subject:
            return self._act(span, m.start(), m.end(), m.end(), span.end, tidy(with_subject.group(1)), 1)
        if not HANGS_ON.search(text[span.start : m.start()]):
            return None
        says = m.group().lower().startswith(("say", "add", "claim", "warn", "insist", "deny", "report", "confirm"))
        return self._shared(number, span, m, earlier, 2 if says else 1)

    def _according(self, number: int, span: Sentence, m: re.Match[str]) -> Act | None:
        text = self._text
        if m.group("own"):
            owner = GENITIVE.sub("", m.group("own").strip())
            own = owner.lower() in {"his", "her", "its", "their"}
            if not own and GENITIVE.search(m.group("own").strip()) is None:
                return None  # "by some counts"
            name = (self.spoke.person or self.spoke.anybody) if own else self._resolve(owner, number)
            return None if name is None else Act(m.start(), m.end(), self._unit_start(span, m.start()), span.end, name, 2)
        found = subject_after(text, m.end(), span.end)
        if found is None or is_pronoun(found[1]) or NO_SOURCE.match(found[1]):
            return None
        name = found[1]
        strength = 3 if m.group().lower().startswith(("citing", "quoting")) else 2  # "X, quoting Y, speaks of": Y is who says it
        self.spoke.name(name, person=is_person(name))
        initial = not text[span.start : m.start()].strip(' "\u201c-\u2013\u2022')
        low = span.start if initial else self._unit_start(span, m.start())
        return Act(m.start(), m.end(), low, span.end, name, strength)

    def _what(self, number: int, span: Sentence, m: re.Match[str]) -> Act | None:
        """ "in what the ministry called an attack": the words up to the next comma are the ministry's."""
        who = tidy(m.group("who"))
        name = self._resolve(who, number) if who and not is_pronoun(who) else None
        stop = self._text.find(",", m.end(), span.end)
        return None if name is None else Act(m.start(), m.end(), m.start(), stop if stop >= 0 else span.end, name, 2)

    def _unit_start(self, span: Sentence, at: int) -> int:
        cut = max(self._text.rfind(";", span.start, at), self._text.rfind(", while ", span.start, at), self._text.rfind(", but ", span.start, at))
        return cut if cut >= 0 else span.start

    def _resolve(self, name: str, number: int, at: int = 0) -> str | None:
        """The name behind a pronoun; None when nobody stands behind it."""
        low = name.lower()
        if OWN_SIDE.fullmatch(low):
            return self.spoke.person or self.spoke.anybody
        if low in {"he", "she"}:
            here = leading_subject(self._text[self._sentences[number].start : at])
            if here and is_person(here) and not COUNTED.match(here):
                return here
            return self.spoke.person or self.spoke.anybody
        if low in {"it", "they"}:
            owners = list(OWNER_OF_FIGURE.finditer(self._text, self._sentences[number].start, at))
            if owners:
                return owners[-1].group("who")
            previous = self._sentences[number - 1] if number else None
            if (
                previous is not None
                and number <= len(self.acts)
                and not self.acts[number - 1]
                and previous.paragraph == self._sentences[number].paragraph
            ):
                subject = leading_subject(self._text[previous.start : previous.end])
                if subject and not is_pronoun(subject) and (is_name(subject.removeprefix("The ")) or re.match(r"the\s", subject, re.I)):
                    return subject
            return self.spoke.anybody
        return None if is_pronoun(name) else name

    def _headline(self, span: Sentence) -> Act | None:
        """ "Army: two soldiers killed" and "Two soldiers killed: army", in a line that is no sentence."""
        line = self._text[span.start : span.end]
        if len(line) > 140 or line.endswith((".", "!", "?", '"', "\u201d")) or ":" not in line:
            return None
        head, _, rest = line.partition(":")
        if HEADLINE_SOURCE.search(head) and len(head.split()) <= 6 and rest.strip():
            return Act(span.start, span.start, span.start + len(head) + 1, span.end, tidy(head.lstrip("#\u2022* ")), 2)
        body, _, tail = line.rpartition(":")
        if HEADLINE_SOURCE.search(tail) and len(tail.split()) <= 4:
            return Act(span.start + len(body) + 1, span.end, span.start, span.start + len(body), tidy(tail), 2)
        return None
