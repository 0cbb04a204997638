"""A sentence in a form that patterns can read: lower case, one space between words, each group of people as ``<n>``.

Insertions that would part a subject from its verb ("he said", ages, names in apposition, relative clauses, "including two children")
are blanked; offsets of the form stay mapped to the article's text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from monitor.understand.casualties.people import Group, Token

G = r"<\d+>"
LIST = rf"{G}(?: +(?:, +)?(?:and|as +well +as|along +with|together +with|plus) +(?:also +)?{G}| +, +{G}(?= +(?:, +)?(?:and|,)))*"
_LIST = re.compile(LIST)
_NUMBERED = re.compile(r"<(\d+)>")
_SAID = r"(?:said|says|say|added|adds|reported|reports|claimed|told|confirmed|announced|recalled|continued|explained|noted)"
_REST_OF_PART = re.compile(  # "two of them men of a village militia", "five of them in a queue for bread"
    r"(?: +(?!<|and\b|but\b|was\b|were\b|is\b|are\b|has\b|have\b|had\b|when\b|while\b|after\b)[\w'-]+){1,9}(?= *[.,;)]| *$)(?: *,(?= (?:was|"
    r"were|is|are|has|have|had|died|fell)\b))?"
)
_TELLING = r"\b(?:kill|wound|injur|hurt|dead|died|miss|captur|flee|fled|displac|detain|abduct|shot|after|and|but|or)"
_INSERTIONS = (
    re.compile(rf" , [^,<;]{{1,70}} {_SAID}(?: [^,<;]{{1,50}})? ,(?= )"),
    re.compile(rf" , {_SAID} [^,<;]{{1,70}} ,(?= )"),
    re.compile(r" , (?:they|he|she|it) (?:say|said|says) ,(?= )"),
    re.compile(r" , (?:according to|citing) [^,;]{1,80} ,(?= )"),
    re.compile(
        r" , (?:who|which|whose|whom|where|when|while|all|both|mostly|mainly|most of (?:them|whom)|nearly half|some|many|one of) [^,;<]{1,80} ,(?= )"
    ),
    re.compile(r" , (?:aged? |from |of |in |on |at |near |named |identified )[^,;<]{1,60} ,(?= )"),
    re.compile(
        r"(?<=>) , (?:[A-Z]\S*|al-\S+|bin|\")(?: (?:[A-Z]\S*|al-\S+|bin|\"))* ,(?: (?:\S{1,3}|\w+teen|(?:twen|thir|for|fif|six|seven|"
        r"eigh)ty\S*) ,)?(?= )"
    ),
    re.compile(r" , \d{1,2} ,(?= )"),
    re.compile(r"(?<=>) , (?:and +)?not <\d+>(?: +(?!<|,|;)\S+){0,6} ,(?= )"),
    re.compile(r"(?<=>) , <\d+> <\d+>(?: (?:with|and) <\d+>)? ,(?= (?:was|were|has|have|had)\b)"),  # ", one a secretary with her driver,"
    re.compile(r"(?<=>) , <\d+>(?: \S+){0,3}? ,(?= (?:was|is|has|had been|had)\b)"),  # "the attacker, a man of 22, was killed"
    re.compile(
        rf"(?<=>) , (?:(?!{_TELLING})[^,<;])+ ,(?= (?:was|were|is|are|has|have|had|died|fell|lay|perished|drowned|did|remain\w*|disappeared|"
        rf"vanished)\b| and <)"
    ),
    re.compile(
        r"(?<=>) , (?:[A-Z]\S+ +(?:, +)?)+(?:and +[A-Z]\S+ +)?(?:mostly|mainly|all|both) ,(?= (?:and|were|was)\b)"
    ),  # "Hungarian and Italian mostly"
    re.compile(  # ", including journalists and a camera crew, were hurt": nobody counted them
        r"(?<=>) , (?:including|among them|mostly|mainly|notably|most of them|many of them|some of them) [^,<;]{1,90}(?:,[^,<;]{1,40}){0,2} ,"
        r"(?= (?:was|were|have|has|had|died|perished|fell|remain\w*|are|is)\b)"
    ),
    re.compile(r"(?<=>) and as many \S+(?= (?:had|have|were|was|are)\b)"),
    re.compile(r" \( [^()<]{0,60} \)(?= )"),
)
_WHO = re.compile(
    r"(?<=>) who (?:(?!<|,|;|and\b)\S+ ){1,10}(?=and <\d+> (?:was|were|have|has|had|died)\b)"
)  # "two who sat in it and a boy were hurt"
_AGE_AFTER_NAME = re.compile(r"(?<=>) , \d{1,2}(?= ,)")
_INCLUDING = re.compile(
    rf"(?P<total>{G}) +(?P<gap>(?:(?!,|<|and |killing|wounding|after|while)\S+ +){{0,12}}?)(?P<open>,|\(|-|\u2013|"
    rf"\u2014)? *(?P<cue>among +(?:them|whom)|amongst +them|including|(?:of|among) +(?:them|whom|these))"
    rf"(?: +(?:at least|also))? +(?P<list>{LIST})"
)
_TWICE = re.compile(rf"(?P<first>{G}) +(?:,|\(|\u2013|\u2014|-|or|,? +or|, +some|with) +(?P<second>{G})(?: *[,)\u2013\u2014-](?= ))?")
_OF_A_FORCE = re.compile(rf"{G}(?P<of> +(?:of|from) +(?:the +)?[A-Z]\S*(?: +(?:of|the|and|[A-Z]\S*)){{0,6}}?(?: +\( +[A-Z]+ +\))?)(?= +and +{G})")
# between a total and the first of its parts
_TO_PARTS = re.compile(r"(?: +(?![<,;:(]|killed|wounded|injured)\S+){0,9} *(?P<cut>[:,(\u2013\u2014-]) *$")
_TO_NEXT = re.compile(r"(?: +(?![<;:.])\S+){0,6}?(?: *,)?(?: +(?:and|plus|as +well +as))? +$")
_AFTER_PARTS = re.compile(r"(?: +(?:of|from|in|with|at) +(?:(?![<,;:.)])\S+ *){1,8})?(?: *[,)\u2013\u2014-](?= ))?")
_MOST_PARTS = 5
_UNREAD = frozenset('"\u201c\u201d\u2018\u201e*[]#')
_OWN_MARKS = frozenset("<>")  # marks of the form itself
_UNITS = frozenset({"family", "household"})
_CLOSING = re.compile(r" *[,)\u2013\u2014-](?= )")
_TAIL = re.compile(r"(?: +(?:of|from|in|at|the|a|an|his|their|[A-Z]\S*|[a-z]+(?= +,))){1,6} +,(?= )")  # "a commander of the contingent,"
_OWN_EFFECT = re.compile(
    r" +(?:(?:were|was|had|have|has|been|others|people|more|[a-z]+ly) +)*(?:killed|wounded|injured|hurt|missing|dead|died|captured|displaced)\b"
)
_AMONG_AFTER = re.compile(rf"(?P<total>{G})(?: +(?!,|<)\S+){{0,4}}? (?P<cut>, (?P<list>{LIST}) +(?:among|amongst|of) +them(?: +,)?)")
_PARTITIVE = re.compile(r"[,(\u2013\u2014-]? *(?P<list><\d+>(?: +(?:, +)?and +<\d+>)?)")


class Form:
    """The readable form of one sentence.

    ``text`` is the form, ``words`` its words; ``parts`` maps the index of a total to the groups named as its parts.
    """

    def __init__(self, tokens: Sequence[Token], groups: Sequence[Group]) -> None:
        self.groups = groups
        self.parts: dict[int, list[int]] = {}
        self._starts: list[int] = []
        self._tokens: list[tuple[int, int]] = []
        self.text = self._render(tokens, groups)
        self._join_counts()
        self._take_parts()
        self._blank_insertions()
        self.words = frozenset(self.text.split())

    def _render(self, tokens: Sequence[Token], groups: Sequence[Group]) -> str:
        shouting = _shouts(tokens)
        marks = {g.first: (number, g) for number, g in reversed(list(enumerate(groups))) if g.kind != "thing"}
        pieces: list[str] = []
        starts, places = self._starts, self._tokens
        at = i = 0
        while i < len(tokens):
            start, end, text, low = tokens[i]
            if (marked := marks.get(i)) is not None:
                number, group = marked
                piece, start, end = f"<{number}>", group.start, group.end
                i += max(1, group.last - group.first)
            else:
                i += 1
                if text in _UNREAD:
                    continue
                piece = "/" if text in _OWN_MARKS else low if i == 1 or shouting else text.replace("\u2019", "'")
            starts.append(at)
            places.append((start, end))
            pieces.append(piece)
            at += len(piece) + 1
        return " ".join(pieces)

    def _blank(self, start: int, end: int) -> None:
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]

    def _blank_insertions(self) -> None:
        for force in _OF_A_FORCE.finditer(self.text):
            self._blank(force.start("of"), force.end("of"))
        if "> who " in self.text and (clause := _WHO.search(self.text)) is not None:
            self._blank(clause.start(), clause.end())
        if "," not in self.text and "(" not in self.text and "as many" not in self.text:
            return
        for age in _AGE_AFTER_NAME.finditer(self.text):
            self._blank(age.start(), age.end())
        for pattern in _INSERTIONS:
            at = 0
            while (m := pattern.search(self.text, at)) is not None:
                at = m.start() + 1
                if all(self.groups[n].low == 1 or "not " in m.group() for n in numbers_of(m.group())):
                    self._blank(m.start() + 1, m.end())

    def _join_counts(self) -> None:
        """ "Fourteen households, 88 people, left": one count in two units; the people are kept."""
        for m in list(_TWICE.finditer(self.text)):
            first, second = (self.groups[_number(m.group(g))] for g in ("first", "second"))
            if first.noun in _UNITS and second.noun not in _UNITS and second.low > first.low:
                self._blank(m.start("first"), m.start("second"))
                self._blank(m.end("second"), m.end())

    def _take_parts(self) -> None:
        """Take "among them six soldiers" out of the way of the verb and remember it as a part of the total before it."""
        at = 0
        while (m := _INCLUDING.search(self.text, at)) is not None:
            at = m.end()
            listed, stop = numbers_of(m.group("list")), m.end()
            if len(listed) > 1 and _OWN_EFFECT.match(self.text, stop):  # ", and more than 350 wounded" goes on with another figure
                stop = self.text.rfind(f"<{listed.pop()}>", 0, stop)
                stop = m.start("list") + len(re.sub(r"(?: |,|and)+$", "", self.text[m.start("list") : stop]))
            self.parts.setdefault(_number(m.group("total")), []).extend(listed)
            close = (
                (_CLOSING.match(self.text, stop) or (_TAIL.match(self.text, stop) if m.group("open") == "," else None)) if m.group("open") else None
            )
            self._blank(m.start("open") if m.group("open") else m.start("cue"), close.end() if close else stop)
        for m in list(_AMONG_AFTER.finditer(self.text)):
            self.parts.setdefault(_number(m.group("total")), []).extend(numbers_of(m.group("list")))
            self._blank(m.start("cut"), m.end("cut"))
        self._take_sums()
        for index, group in enumerate(self.groups):
            if not group.part or not index:
                continue
            here = self.text.find(f"<{index}>")
            before = self.text[:here].rstrip()
            if here < 0 or not before.endswith((",", "(", "\u2013", "\u2014", "-", "and", "with")):
                continue
            total = _last_total(before, self.groups, group.low)
            if total is None:
                continue
            found = _PARTITIVE.search(self.text, max(0, len(before) - 1))
            close = re.compile(r" *[,)](?= )").match(self.text, here + len(f"<{index}>"))
            if found is not None and not re.match(
                (
                    r" +(?:with|in) +(?:wounds|injuries|burns|serious|critical|minor|broken|bullet|shrapnel|severe|hospital|grave|a +(?:critical|"
                    r"serious|grave|"
                    r"stable|coma|hospital))| +(?:\w+ +){0,3}(?:killed|"
                    r"wounded|injured|died|hurt|dead|missing|captured|shot)\b| +(?:needed|required|received|suffered|sustained|lost|lay|have|has|had|"
                    r"fled)\b"
                ),
                self.text[here + len(f"<{index}>") :],
            ):
                self.parts.setdefault(total, []).append(index)
                start = len(before) - 1 if before[-1] in ",(\u2013\u2014-" else here
                rest = _REST_OF_PART.match(self.text, here + len(f"<{index}>")) if close is None else None
                self._blank(start, close.end() if close else rest.end() if rest else here + len(f"<{index}>"))

    def _take_sums(self) -> None:
        """ "Sixteen died: four soldiers and twelve rebels", "eight men, four of them police and four guards, fell": parts that make up the total."""
        marks = list(_NUMBERED.finditer(self.text))
        for i, whole in enumerate(marks[:-2]):
            total, left, begin = self.groups[int(whole.group(1))], 0, whole.end()
            for k in range(i + 1, min(i + 1 + _MOST_PARTS, len(marks))):
                gap = self.text[marks[k - 1].end() : marks[k].start()]
                first = _TO_PARTS.fullmatch(gap) if k == i + 1 else None
                if (first is None and (k == i + 1 or not _TO_NEXT.fullmatch(gap))) or self.groups[int(marks[k].group(1))].kind == "unknown":
                    break
                begin = marks[k - 1].end() + first.start("cut") if first is not None else begin
                left += self.groups[int(marks[k].group(1))].low
                if k > i + 1 and left == total.low > 2:
                    self.parts.setdefault(int(whole.group(1)), []).extend(int(m.group(1)) for m in marks[i + 1 : k + 1])
                    behind = _AFTER_PARTS.match(self.text, marks[k].end())
                    self._blank(begin, behind.end() if behind else marks[k].end())
                    break

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the article of ``form.text[start:end]``."""
        if not self._starts:
            return 0, 0
        first = max(0, bisect_right(self._starts, start) - 1)
        last = max(first, bisect_right(self._starts, max(start, end - 1)) - 1)
        return self._tokens[first][0], self._tokens[last][1]


def _last_total(before: str, groups: Sequence[Group], part: int) -> int | None:
    for m in reversed(list(_NUMBERED.finditer(before))):
        total = groups[int(m.group(1))]
        if not total.part and (total.high is None or total.high > part):
            return int(m.group(1))
    return None


def _number(mark: str) -> int:
    return int(mark[1:-1])


def numbers_of(listing: str) -> list[int]:
    """Indices of the groups in a piece of a form."""
    return [int(m.group(1)) for m in _NUMBERED.finditer(listing)]


def lists_in(form: str, start: int, end: int) -> list[re.Match[str]]:
    """The enumerations in ``form[start:end]``, in order."""
    return list(_LIST.finditer(form, start, end))


def _shouts(tokens: Sequence[Token]) -> bool:
    """True for a headline or an old wire text in capitals, where case says nothing."""
    words = [t.text for t in tokens if len(t.text) > 3 and t.text[0].isalpha()]
    capital = sum(w[0].isupper() for w in words)
    return len(words) >= 4 and capital >= 0.75 * len(words)
