"""Who says what in an article: each clause's source as the text names it, or None when the outlet speaks in its own voice.

Rules over verbs of saying and of speech acts ("condemned", "urged"), "according to", quotation marks, and the free indirect speech that
follows ("He said ... . The plant had lost ..."). One pass over the article when the attributor is built; look-ups are cheap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.text.sentences import Sentence
from monitor.understand.quotes import Quote, quotes_of
from monitor.understand.speakers import is_name, is_person, is_pronoun, leading_subject, subject_after, subject_before, tidy

_SAY = frozenset(
    """said says told tells confirmed confirms reconfirmed announced announces claimed claims reported reports warned warns added adds
    stated declared declares insisted insists argued argues maintained maintains noted notes stressed stresses acknowledged
    acknowledges admitted admits conceded concedes alleged alleges asserted asserts estimated estimates reckoned reckons believed
    believes explained explains recalled replied replies answered answers remarked remarks repeated repeats wrote writes tweeted
    tweets posted revealed reveals suggested suggests joked quipped observed wondered reminded predicted predicts promised promises
    vowed vows pledged pledges denied denies dismissed dismisses rejected rejects refuted refutes rebutted feared fears hoped hopes
    suspected suspects agreed agrees contended contends complained complains emphasised emphasized emphasises emphasizes reiterated
    reiterates reaffirmed reaffirms mentioned calculated calculates verified counted recorded listed documented testified went
    continued briefed informed pointed points spoke speaks voiced voices expressed expresses gave gives given put puts raised
    revised lowered updated published issued released denounced""".split()
)
_ACT = frozenset(
    """condemned condemns urged urges called calls accused accuses threatened threatens demanded demands protested protests asked asks
    appealed appeals described describes blamed blames criticised criticized criticises criticizes welcomed welcomes regretted
    regrets deplored deplores offered offers proposed proposes summoned summons lodged lodges sent delivered handed presented
    unveiled unveils ordered orders instructed instructs refused refuses rebuffed ruled rules did doubted recognised recognized
    object objected contested apologised apologized invited praised hailed mourned mocked advised wants""".split()
)
_ING = frozenset(
    """saying adding claiming warning urging calling condemning accusing denying insisting arguing stressing noting confirming reporting
    demanding rejecting blaming threatening vowing pledging promising appealing dismissing describing alleging""".split()
)
_PLURAL = frozenset(
    "say report claim warn insist believe fear deny suspect reckon estimate argue maintain allege note hope expect accuse "
    "demand acknowledge admit condemn reject want".split()
)
_OBJECT_OF = {  # what must follow a word that means much else too
    **dict.fromkeys(
        ("called", "calls", "calling"),
        re.compile(
            r"\s+(?:(?:again|once more|instead|also)\s+)?(?:for|on|upon|it|them|the|this|that|these|those|him|her|\w+day[\u2019']s|any|his|its)\b",
            re.I,
        ),
    ),
    **dict.fromkeys(
        ("sent", "delivered", "handed", "presented"), re.compile(r"\s+(?:\w+\s+){0,5}(?:note|letter|protest|d\u00e9marche|complaint)\b", re.I)
    ),
    **dict.fromkeys(("ruled", "rules"), re.compile(r"\s+out\b", re.I)),
    **dict.fromkeys(
        ("claimed", "claims", "claiming"), re.compile(r"(?!\s+(?:the\s+li(?:fe|ves)|responsibility|credit|victory|(?:\S+\s+){1,3}lives)\b)", re.I)
    ),
    "did": re.compile(r"\s+not\s+rule\s+out\b", re.I),
    "went": re.compile(r"\s+on\b(?=[,.]|\s+to\s+say|\s*$)", re.I),
    **dict.fromkeys(("pointed", "points"), re.compile(r"\s+out\b", re.I)),
    **dict.fromkeys(("spoke", "speaks"), re.compile(r"\s+of\b", re.I)),
}
_WORD = re.compile(r"[A-Za-z]+")
_SPEAKING = _SAY | _ACT | _ING | _PLURAL
_ACCORDING = re.compile(
    r"\b(?:according\s+to|citing|quoting|in\s+the\s+words\s+of|by\s+(?:the\s+)?(?:count|reckoning|tally|estimates?)\s+of)\s+|"
    r"\bby\s+(?P<own>(?:[\w\u2019'-]+\s+){1,5}?)(?:own\s+)?(?:count|reckoning|figures?|tally|tallies|estimates?)\b",
    re.I,
)
_HINT = re.compile(r"according|citing|quoting|in the words|count|reckoning|figure|tall|estimate", re.I)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|get|got|as|to|not|never|n't|n\u2019t|cannot|will|would|could|should|may|might|must|"
    r"can|let|of|its|his|their|the|a|an|no|any|these|those|such|some|all|media|many|first|by|so)\s+$",
    re.I,
)
_PASSIVE_ADV = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+\w+ly\s+$", re.I)
_NOUN_FORMS = frozenset(
    "reports claims notes warns estimates fears hopes promises vows pledges demands protests calls offers orders objects "
    "suspects report claim note estimate fear hope demand want appeals puts blames".split()
)
_BARE_OBJECT = frozenset("put puts raised revised lowered updated gave given published issued released".split())
_FIGURE_OBJECT = re.compile(
    r"\s+(?:[\w\u2019',-]+\s+){0,8}?(?:dead|deaths?|toll|tolls|casualt(?:y|ies)|loss(?:es)?|killed|wounded|injured|missing|"
    r"figures?|number|count|tally|statement|communiqu\u00e9|list|warning|footage|map)\b",
    re.I,
)
_COMPLEMENT_NOT = re.compile(r"\s+(?:to\s+(?:be|have)|by|yes|no\s+(?:to|in)|so|questions?|nothing|goodbye|hello)\b(?!,)", re.I)
_CLOSE = re.compile(r"[,.;!?\u2014)\"\u201d\n]|\s[\u2013-]\s|\s(?:as|when|after|while|adding|and|because|but)\s")
_ADVERBIAL = frozenset(
    "on in at by late early yesterday today later earlier during from after to over through via for with of afterwards "
    "overnight separately again last this aloud flatly dryly quietly softly drily"
    " tersely bluntly simply only outside before near next".split()
)
_ADDRESSED = re.compile(r"(?:told|tells|informed|reminded|briefed)$", re.I)
_AUXILIARY = re.compile(r"\b(?:that|was|were|is|are|has|have|had|will|would|could|should|may|might|must|did)\b", re.I)
_RELATIVE = re.compile(r"\b(?:who|which|whom)\s+(?:\w+\s+){0,2}$", re.I)
_TO_INFINITIVE = re.compile(r"\s+(?:in\s+\w+\s+)?(?:to|with|on)\b|\s+(?:in|the\s+following)\b", re.I)
_SOFT = re.compile(r"(?:agree|pledge|promise|vow|note|continue|point)", re.I)
_WHAT = re.compile(
    r"\bwhat\s+(?P<who>[^,;:]{2,60}?)\s+(?:has\s+|had\s+|have\s+)?(?:called|calls|call|described\s+as|describes\s+as|termed|"
    r"said\s+was|said\s+were)\b",
    re.I,
)
_NEW_SUBJECT = re.compile(r";\s+(?=[A-Z])(?!I\b)")
_BREAK = re.compile(r";|,\s+(?:and|but|while|when|after|as|which|who|where)\s|\swhile\s")
_CONTENT_BEFORE = re.compile(r"(?:[,;?!\u2014]|[,?!.][\"\u201d\u2019']|[\"\u201d]|\s[\u2013-])\s*$")
_BACKSHIFT = re.compile(r"\b(?:had|would|could|remained|were\s+now|was\s+now)\b", re.I)
_PRESENT = re.compile(r"\b(?:has|have|is|are|will|says|say)\b", re.I)
_COUNTRY_VOICE = re.compile(r"(?:His|Her|Its|Their)\s+(?:country|government|nation|party|ministry|forces)\b")
_FRESH = re.compile(r"(?:,\s*(?:while|but|and|whereas|although|though)|;|\bwhile|\bbut|\band|\bthough|\bwhereas)\s+(?:[\w\u2019'-]+\s+)?$", re.I)
_HEADLINE_SOURCE = re.compile(
    r"\b(?:army|military|ministry|police|officials?|sources?|reports?|minister|president|spokes\w+|un|government|navy|"
    r"monitors?|witness(?:es)?|mod|idf|authorit(?:y|ies)|media|agency|ngo|medics|mayor|governor|residents|premier|envoy|"
    r"command)$",
    re.I,
)
_MINUTES = re.compile(r"^The representatives? of\b", re.M)
_ANSWER, _QUESTION = re.compile(r"A\s?[:.]\s"), re.compile(r"Q\s?[:.]\s")
_TITLED_NAME = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|President|Prime Minister|Minister|General|Gen\.|Prof\.?)\s+[A-Z][\w\u2019'-]+(?:\s+[A-Z][\w\u2019'-]+)*"
)
_WITH = re.compile(r"\bwith\s+([^,;]+?)(?:\s+on\s+\w+day)?\s+$", re.I)
_THAT = re.compile(r"\s+(?:\w+\s+){0,4}?that\s+", re.I)
_INVERTED = re.compile(r"\s+(?:the|a|an|one|his|her|its|their|[A-Z])")
_INTRODUCTION = re.compile(
    r"\s*(?:(?:on|in|at|by|after|before|during|late|early|for|from|to|asked|speaking|earlier|separately|meanwhile|yesterday|"
    r"overnight|however|instead|then|still)\b[^,]*,\s*)+$",
    re.I,
)
_PLURAL_SUBJECT = re.compile(r"(?:s|people|police|women|men|they|we|[A-Z]\w+)\s+(?:also\s+|now\s+|still\s+)?$")
_ORG = re.compile(
    r"\b(?:ministry|army|military|government|council|police|command|forces?|service|agency|mission|committee|nations|group|"
    r"authorit\w+|guard|corps|navy)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Act:
    """One source's hold on a stretch of the article: ``text[low:high]`` is what it says; ``at`` is where its name or verb stands."""

    sentence: int
    at: int
    verb: int
    low: int
    high: int
    name: str | None
    strength: int  # 2 says it, 1 does it in words (condemns, urges), 0 only colours it


class Attributor:
    """Answers who says a clause of one article."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._sentences = sentences
        self._quotes = quotes_of(text, sentences)
        self._acts: list[list[Act]] = []
        self._carried: list[str | None] = []
        self._voiced: list[bool] = []
        self._last_person: str | None = None
        self._last_any: str | None = None
        self._interviewee = _interviewee(text)
        self._minutes = len(_MINUTES.findall(text)) >= 2
        self._read()

    def source_of(self, sentence_index: int, start: int, end: int) -> str | None:
        """The source of the clause ``text[start:end]`` in sentence ``sentence_index``, as named in the text; None for the outlet's own voice."""
        if not 0 <= sentence_index < len(self._acts):
            return None
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
            return best.name
        return self._carried[sentence_index]

    def _read(self) -> None:
        paragraph, voice = -1, False
        top: str | None = None
        for number, span in enumerate(self._sentences):
            sentence = self._text[span.start : span.end]
            if span.paragraph != paragraph:
                paragraph, top = span.paragraph, None
                voice = self._interviewee is not None and bool(_ANSWER.match(sentence))
            self._voiced.append(voice)
            acts = list(self._acts_of(number, span))
            self._acts.append(acts)
            if voice:
                self._last_person = self._last_any = self._interviewee
            elif not any(a.strength == 2 for a in acts):
                self._note_subject(sentence, number)
            self._carried.append(top if not acts and top is not None and self._goes_on(span, sentence) else None)
            says = [a for a in acts if a.strength == 2 and a.name]
            if says:
                top = says[0].name if top is None or not self._minutes and min(says[0].low, says[0].at) <= span.start + 60 else top
            elif self._carried[-1] is None and not acts:
                top = None

    def _goes_on(self, span: Sentence, sentence: str) -> bool:
        """True when a sentence without a source of its own goes on with what the one before reported."""
        if _COUNTRY_VOICE.match(sentence) or self._minutes:
            return True
        unquoted = self._without_quotes(span)
        return _BACKSHIFT.search(unquoted) is not None and _PRESENT.search(unquoted) is None

    def _note_subject(self, sentence: str, number: int) -> None:
        """Remember whom a sentence is about: "he said" in the next one means that person."""
        subject = leading_subject(sentence)
        if subject is None or is_pronoun(subject):
            return
        if is_person(subject):
            self._last_person = subject
        elif _ORG.search(subject) or is_name(subject):
            self._last_any = subject

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
        while first > 0 and self._sentences[first - 1].paragraph == paragraph:
            first -= 1
        for i in range(first, len(self._sentences)):
            if self._sentences[i].paragraph != paragraph:
                break
            for act in self._acts[i]:
                if act.name is None or any(q.speech and q.start < act.at < q.end for q in self._quotes_in(self._sentences[i])):
                    continue
                gap = act.at - quote.end if act.at >= quote.end else quote.start - act.verb + 20
                near.append((gap if gap >= 0 else 10_000, act))
        if near:
            return min(near, key=lambda pair: (pair[0], -pair[1].strength))[1].name
        if first > 0 and quote.start <= self._sentences[first].start + 1:
            previous = self._sentences[first - 1].paragraph
            for i in range(first - 1, -1, -1):
                if self._sentences[i].paragraph != previous:
                    break
                if says := [a.name for a in self._acts[i] if a.name and a.strength == 2]:
                    return says[-1]
        return None

    def _quotes_in(self, span: Sentence) -> Iterator[Quote]:
        for q in self._quotes:
            if q.start < span.end and q.end > span.start:
                yield q

    def _acts_of(self, number: int, span: Sentence) -> Iterator[Act]:
        text = self._text
        headline = self._headline(number, span)
        if headline is not None:
            yield headline
            return
        raw: list[Act] = []
        floor = span.start
        for m in _WORD.finditer(text, span.start, span.end):
            if m.group().lower() not in _SPEAKING:
                continue
            if (act := self._at_verb(number, span, m, floor, raw)) is not None:
                raw.append(act)
                floor = m.end() if act.low >= act.verb or act.at >= m.start() else floor
        for m in _ACCORDING.finditer(text, span.start, span.end) if _HINT.search(text, span.start, span.end) else ():
            if (act := self._according(number, span, m)) is not None:
                raw.append(act)
        for m in _WHAT.finditer(text, span.start, span.end) if text.find("what ", span.start, span.end) >= 0 else ():
            if (who := tidy(m.group("who"))) and not is_pronoun(who) and (name := self._resolve(who, number)) is not None:
                stop = text.find(",", m.end(), span.end)
                raw.append(Act(number, m.start(), m.end(), m.start(), stop if stop >= 0 else span.end, name, 2))
        raw.sort(key=lambda a: a.at)
        for i, act in enumerate(raw):
            later = [b for b in raw[i + 1 :] if b.strength == 2 and b.at > act.verb and _FRESH.search(text, max(span.start, b.at - 40), b.at)]
            if later and act.low >= act.verb and act.high > later[0].at:
                act = replace(act, high=later[0].at)
            yield act

    def _at_verb(self, number: int, span: Sentence, m: re.Match[str], floor: int, earlier: Sequence[Act]) -> Act | None:
        text, verb = self._text, m.group().lower()
        before = text[max(span.start, m.start() - 24) : m.start()]
        if any(q.speech and q.start < m.start() < q.end for q in self._quotes_in(span)):
            return None
        if verb in _OBJECT_OF and not _OBJECT_OF[verb].match(text, m.end(), span.end):
            return None
        if _COMPLEMENT_NOT.match(text, m.end()) and verb not in _ING and not (verb.startswith("claim") and text.startswith(" to ", m.end())):
            return None
        if verb in _ING:
            return self._participle(number, span, m, earlier)
        if _PASSIVE.search(before) or _PASSIVE_ADV.search(before) or _RELATIVE.search(before):
            return None
        if verb in _BARE_OBJECT and not _FIGURE_OBJECT.match(text, m.end(), span.end):
            return None
        if _SOFT.match(verb) and _TO_INFINITIVE.match(text, m.end()):
            return None
        if verb in _NOUN_FORMS and not self._is_verb(span, m, before):
            return None
        if verb in _PLURAL and not _PLURAL_SUBJECT.search(before):
            return None
        return self._placed(number, span, m, floor, earlier, 1 if verb in _ACT else 2)

    def _is_verb(self, span: Sentence, m: re.Match[str], before: str) -> bool:
        """ "Baku claims that", but not "rejected claims that": a form that is also a noun needs a subject before it and an object behind."""
        if (
            re.search(
                (
                    r"(?:ed|ing|[,;(]|\b(?:and|of|in|on|for|from|with|to|new|fresh|earlier|two|three|several|press|news|own|[A-Z][a-z]+(?:ian|"
                    r"ese|ish|ani)))\s+$"
                ),
                before,
            )
            or not before.strip()
        ):
            return False
        return (
            re.match(
                r"\s+(?:that|it|its|they|their|he|she|the|a|an|his|her|more|at|about|some|\d|no|there|to\s+have|[A-Z])",
                self._text[m.end() : span.end],
            )
            is not None
        )

    def _placed(self, number: int, span: Sentence, m: re.Match[str], floor: int, earlier: Sequence[Act], strength: int) -> Act | None:
        text = self._text
        behind = text[span.start : m.start()].rstrip()
        if strength == 2 and behind.endswith((",", '"', "\u201d", "?", "!")) and _INVERTED.match(text, m.end()):
            found = subject_after(text, m.end(), span.end)
            plain = not self._has_insertion(behind) or (m.group().lower() in {"said", "says"} and self._ends_clause(found, span.end))
            if found is not None and plain and not is_pronoun(found[1]):
                return self._act(number, span, m.start(), m.end(), span.start, m.start(), found[1], strength, spread=True)
        subject = subject_before(text, floor, m.start())
        if subject is None:
            return self._shared(number, span, m, earlier, strength)
        at, name = subject
        resolved = self._resolve(name, number, at)
        if resolved is None:
            return None
        lead = text[span.start : at]
        if strength == 2 and _CONTENT_BEFORE.search(lead) and self._closes(m, span.end) and not _INTRODUCTION.match(lead):
            return self._act(number, span, at, m.end(), self._clause_start(span, at, earlier), at, resolved, strength, spread=True)
        high = span.end
        if cut := (_BREAK if strength == 1 else _NEW_SUBJECT).search(text, m.end(), span.end):
            high = cut.start() + 1
        return self._act(number, span, at, m.end(), m.end(), high, resolved, strength)

    def _closes(self, m: re.Match[str], end: int) -> bool:
        """True when the verb has no clause behind it, only whom it was told to, when and where: what was said stands before it."""
        stop = _CLOSE.search(self._text, m.end(), end)
        rest = self._text[m.end() : stop.start() if stop else end]
        words = rest.split()
        if not words:
            return not self._text.startswith(":", m.end())
        if _AUXILIARY.search(rest) or ":" in rest:
            return False
        return words[0].lower() in _ADVERBIAL or (_ADDRESSED.match(m.group()) is not None and len(words) <= 12)

    def _ends_clause(self, found: tuple[int, str] | None, end: int) -> bool:
        """True when nothing but a mark follows the name: "..., said X." and not "X, the minister, said the talks had failed"."""
        if found is None:
            return False
        stop = found[0] + len(found[1])
        return stop >= end or self._text[stop] in ",.;"

    @staticmethod
    def _has_insertion(behind: str) -> bool:
        """True when the comma before the verb closes an insertion after its subject ("X, the minister, said") rather than a quotation."""
        return behind.rstrip().endswith(",") and not re.search(r"[\"\u201d\u2019']$|[\"\u201d\u2019'],$|,[\"\u201d]$", behind.rstrip())

    @staticmethod
    def _quoted_before(lead: str) -> bool:
        return lead.rstrip().endswith(('"', "\u201d"))

    def _clause_start(self, span: Sentence, at: int, earlier: Sequence[Act]) -> int:
        """Where the clause that is said before offset ``at`` begins: behind the last act that it does not belong to."""
        low = span.start
        for act in earlier:
            if act.low >= act.verb:  # a source named first keeps what follows it up to the next conjunction
                m = list(re.finditer(r",\s*(?:while|but|and|whereas)\s|;\s|\swhile\s", self._text[act.verb : at]))
                low = max(low, act.verb + m[-1].end() if m else low)
            else:
                low = max(low, min(at, act.high + 0))
        return low

    def _act(self, number: int, span: Sentence, at: int, verb: int, low: int, high: int, name: str, strength: int, *, spread: bool = False) -> Act:
        if spread:  # "a third, he said, has not been seen": what follows the insertion is said too
            after = self._text[max(verb, at) : span.end]
            if not re.match(r"[^,;]*;", after):
                high = span.end
        if strength == 2:
            self._last_any = name
            if is_person(name):
                self._last_person = name
        return Act(number, at, verb, low, high, name, strength)

    def _shared(self, number: int, span: Sentence, m: re.Match[str], earlier: Sequence[Act], strength: int) -> Act | None:
        """A verb without a subject of its own ("said X and demanded Y"): the subject of the verb before it, else of the clause."""
        text = self._text
        name = earlier[-1].name if earlier else None
        inner = _THAT.match(text, earlier[-1].verb, m.start()) if earlier else None
        subject = leading_subject(text[inner.end() if inner else span.start : m.start()]) if inner or not earlier else None
        if subject and not (inner and is_pronoun(subject)):
            name = self._resolve(subject, number)
        return None if name is None else self._act(number, span, m.start(), m.end(), m.end(), span.end, name, strength)

    def _participle(self, number: int, span: Sentence, m: re.Match[str], earlier: Sequence[Act]) -> Act | None:
        text = self._text
        with_subject = _WITH.search(text[span.start : m.start()])
        if with_subject:
            return self._act(number, span, m.start(), m.end(), m.end(), span.end, tidy(with_subject.group(1)), 1)
        if not re.search(r"(?:,|\band|statement)\s*$", text[span.start : m.start()]):
            return None
        return self._shared(
            number,
            span,
            m,
            earlier,
            1 if not m.group().lower().startswith(("say", "add", "claim", "warn", "insist", "deny", "report", "confirm")) else 2,
        )

    def _according(self, number: int, span: Sentence, m: re.Match[str]) -> Act | None:
        text = self._text
        if m.group("own"):
            owner = re.sub(r"[\u2019']s?\s*$", "", m.group("own").strip())
            if owner.lower() in {"some", "any", "most", "all", "one", "its own", "other", "official"} or not re.search(
                r"[\u2019']s?\s*$|\b(?:his|her|its|their)$", m.group("own").strip()
            ):
                return None
            name = self._resolve(owner, number) if owner.lower() not in {"his", "her", "its", "their"} else (self._last_person or self._last_any)
            return None if name is None else Act(number, m.start(), m.end(), self._unit_start(span, m.start()), span.end, name, 2)
        found = subject_after(text, m.end(), span.end)
        if found is None or is_pronoun(found[1]) or re.match(r"(?:the\s+)?(?:plan|schedule|terms|law|rules?|agreement|reports?)\b", found[1], re.I):
            return None
        name = found[1]
        self._last_any = name
        self._last_person = name if is_person(name) else self._last_person
        initial = not text[span.start : m.start()].strip(' "\u201c-\u2013\u2022')
        low = span.start if initial else self._unit_start(span, m.start())
        return Act(number, m.start(), m.end(), low, span.end, name, 2)

    def _unit_start(self, span: Sentence, at: int) -> int:
        cut = max(self._text.rfind(";", span.start, at), self._text.rfind(", while ", span.start, at), self._text.rfind(", but ", span.start, at))
        return cut if cut >= 0 else span.start

    def _resolve(self, name: str, number: int, at: int = 0) -> str | None:
        """The name behind a pronoun; None when nobody stands behind it."""
        low = name.lower()
        if low in {"he", "she"}:
            here = leading_subject(self._text[self._sentences[number].start : at])
            if here and is_person(here):
                return here
            return self._last_person or self._last_any
        if low in {"it", "they"}:
            previous = self._sentences[number - 1] if number else None
            if (
                previous is not None
                and number <= len(self._acts)
                and not self._acts[number - 1]
                and previous.paragraph == self._sentences[number].paragraph
            ):
                subject = leading_subject(self._text[previous.start : previous.end])
                if subject and not is_pronoun(subject) and (is_name(subject.removeprefix("The ")) or re.match(r"the\s", subject, re.I)):
                    return subject
            return self._last_any
        return None if is_pronoun(name) else name

    def _headline(self, number: int, span: Sentence) -> Act | None:
        """ "Army: two soldiers killed" and "Two soldiers killed: army", in a line that is no sentence."""
        line = self._text[span.start : span.end]
        if len(line) > 140 or line.endswith((".", "!", "?", '"', "\u201d")) or ":" not in line:
            return None
        head, _, rest = line.partition(":")
        if _HEADLINE_SOURCE.search(head) and len(head.split()) <= 6 and rest.strip():
            return Act(number, span.start, span.start, span.start + len(head) + 1, span.end, tidy(head.lstrip("#\u2022* ")), 2)
        body, _, tail = line.rpartition(":")
        if _HEADLINE_SOURCE.search(tail) and len(tail.split()) <= 4:
            return Act(number, span.start + len(body) + 1, span.end, span.start, span.start + len(body), tidy(tail), 2)
        return None


def _interviewee(text: str) -> str | None:
    """Who answers in an interview set as "Q:" and "A:" lines: the first titled name before the first question, else the first one at all."""
    first = re.search(r"^Q\s?[:.]\s", text, re.M)
    if first is None or not re.search(r"^A\s?[:.]\s", text, re.M):
        return None
    m = _TITLED_NAME.search(text[: first.start()]) or _TITLED_NAME.search(text)
    return m.group() if m else None
