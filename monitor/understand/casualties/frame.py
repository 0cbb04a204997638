"""What kind of telling a figure stands in: veto (accident, sport, page furniture), realis, running total."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from monitor.domain.reading import Effect, Realis
from monitor.text.sentences import Sentence
from monitor.understand.realis import dated, is_background_heading

_MISHAP = re.compile(
    r"\b(?:earthquakes?|quakes?|tremors?|aftershocks?|magnitude|avalanches?|landslides?|mudslides?|rockfall|floods?|flooding|floodwaters|cyclones?|hurricanes?|typhoons?|tsunami|tornado(?:es)?|volcano|eruption|drought"
    r"|cholera|dengue|malaria|covid|coronavirus|virus|epidemic|typhus|measles|ebola|heatwave|lightning|thunderstorm|blizzard|hypothermia|frostbite|crevasses?|altitude\s+sickness|snakebite"
    r"|(?:car|road|traffic|plane|helicopter|train|bus|air|motorway|lorry|truck|jeep|vehicle|glider)\s+(?:crash(?:es)?|accidents?|collisions?|smash)|crash(?:ed|es)?|crash[- ]land\w*|collided|collision|derail\w*|overturned|plunged|skidded|capsiz\w+|shipwreck\w*|ran\s+aground"
    r"|accident(?:al|ally|s)?|mishaps?|malfunction\w*|misfire\w*|roof\s+(?:fall|collapse)|(?:building|bridge|roof|mine|wall|shaft|stand)\s+collapsed?|cave-in|gas\s+(?:leak|explosion|canister)|mining\s+disaster|coal\s+mine|colliery"
    r"|drown(?:ed|ing)|stampede|wildfires?|forest\s+fires?|house\s+fire|warehouse\s+fire|blaze|fire\s+(?:broke\s+out|swept|at\s+a|in\s+a)|in\s+a\s+fire|electrocuted|food\s+poisoning|heart\s+attack|suicides?|hanged\s+himself"
    r"|(?:a|the|tropical|winter|snow|sand|severe|violent|dust)\s?storm|storms|gale|squall|chernobyl|fukushima|reactor\s+accident|nuclear\s+accident|famine|hunger|malnutrition|starvation|fireworks|rabies|outbreak\s+of\s+(?!(?:war|fighting|violence|hostilities|the\s+war|clashes|shooting)))\b",
    re.I,
)
_CRIME = re.compile(
    r"\b(?:robber(?:y|s|ies)|burglar\w*|drug(?:s)?\s+(?:gang|dealer|trafficker|lord|cartel|deal)\w*|cartel|gangland|gang\s+(?:war|fight|member|violence)\w*|mugg\w+|domestic\s+(?:violence|dispute)|jealous\w*|homicides?|manslaughter|murder\s+(?:trial|charge|suspect|case)|charged\s+with\s+murder|stabb(?:ed|ing)\s+(?:outside|in\s+a\s+bar|at\s+a\s+party|after\s+a\s+row)"
    r"|rustl\w+|school\s+shooting|mall\s+shooting|nightclub|honou?r\s+killing|serial\s+killer|carjack\w*|hit-and-run|drunk\w*|brawl\s+over|family\s+feud)\b",
    re.I,
)
_SPORT = re.compile(
    r"\b(?:striker|midfielder|goalkeeper|defender\s+\w+\s+is|innings|wicket|penalt(?:y|ies)\s+shoot|kick-off|half-time|hamstring|league|semi-final|quarter-final|final\s+whistle|play-?offs?|tournament|grand\s+prix|marathon|derby|world\s+cup|qualifier|stoppage\s+time|squad\s+for"
    r"|scored|turn-based|board\s+game|video\s?game|strategy\s+game|gameplay|player\s+character|sequel|box\s+office|novel|film\s+festival|re-?enact\w+|chess)\b",
    re.I,
)
_VIOLENT = re.compile(
    r"\b(?:shell(?:s|ed|ing|fire)?|missiles?|rockets?|air\s?strikes?|strikes?|struck|drones?|gun(?:fire|men|man|battle)|gunned|shot|shots|shooting|fired|firing|opened\s+fire|under\s+fire|return(?:ed|ing)\s+fire|exchange\s+of\s+fire|cease-?fire|crossfire|artillery|mortars?|bomb(?:s|ed|ing|ings|ardment)?|mine\s+blast|landmines?|explosive|ied|attack(?:s|ed|ers?)?|ambush\w*|clash\w*|fighting|offensive|assault\w*|raid(?:s|ed)?"
    r"|militants?|rebels?|massacre\w*|executed|sniper|grenades?|invasion|incursion|battle\w*|war|skirmish\w*|hostilities|troops\s+killed|torture\w*|beat(?:en|ings)|killed\s+or\s+had)\b",
    re.I,
)
_FURNITURE = re.compile(
    r"^\W*(?:most\s+(?:read|viewed|popular|shared)|related\s+(?:stories|articles|news)|read\s+(?:more|also|next)|you\s+may\s+also\s+like|more\s+from|trending|share\s+your\s+thoughts|comments?\b|photo\s+gallery|newsletter|see\s+also|also\s+read|editor'?s?\s+picks?|recommended|in\s+other\s+news|elsewhere\b|popular\s+now|latest\s+(?:news|headlines)|lire\s+aussi|from\s+the\s+archive|on\s+this\s+day|sponsored|today'?s\s+headlines|top\s+stories)\b",
    re.I,
)
_CREDIT = re.compile(r"\b(?:Photograph|Photo|Picture|Image|Credit|File photo)s?\s?(?::|by\s+[A-Z]|\u00a9)")
_TICKER = re.compile(r"(?:.*\s[\u2022|\u00b7]\s){2,}")
_LIST_ITEM = re.compile(r"^\s*\d{1,2}[.)]\s")
_RECENT = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|tonight|overnight|this\s+(?:week|morning|afternoon|evening|weekend)|last\s+night|hours?\s+(?:ago|earlier|before)|(?:in|over|during)\s+the\s+(?:past|last|previous)\s+(?:\w+\s+)?(?:hours?|days?|week)|the\s+day\s+before|two\s+days\s+(?:ago|earlier)"
    r"|dawn|minutes?\s+ago|so\s+far|latest|fresh|new(?:ly)?\s+(?:attack|strike|clash)\w*|on\s+the\s+(?:eve|spot))\b",
    re.I,
)
_MONTHS = "january february march april may june july august september october november december".split()
_BARE_MONTH = re.compile(rf"\b(?:in|since|of|last|early|late|mid-?|during)\s+(?:early\s+|late\s+|mid-?)?({'|'.join(_MONTHS)})\b(?!\s+\d)", re.I)
_BARE_DAY = re.compile(r"\b(?:on|since)\s+the\s+(\d{1,2})(?:st|nd|rd|th)\b(?!\s+(?:day|of|century|anniversary))", re.I)
_OLD = re.compile(
    r"\b(?:in\s+(?:that|the|a|an|its|their|two|three)\s+(?:\S+\s+){0,3}?(?:wars?|genocide|pogroms?|uprising)\b(?!\s+in\s+(?:ukraine|gaza))|civil\s+war\s+in\s+which|that\s+(?:war|conflict|battle|massacre)\s+(?:killed|left|cost|claimed)|anniversar\w+|memorial|commemorat\w+|remembrance|world\s+war|the\s+(?:first|second)\s+war|last\s+year|last\s+(?:winter|summer|spring|autumn)"
    r"|(?:a\s+(?:year|month|decade)|(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several)\s+(?:weeks|months|years|decades))\s+(?:ago|earlier|before)|a\s+(?:fortnight)\s+ago|last\s+month|previous\s+(?:war|conflict|round)|(?:the|that)\s+\d{4}\s+(?:war|conflict|clash|clashes|massacre|fighting))\b",
    re.I,
)
_YEAR = re.compile(r"(?<![\d.,])(1[5-9]\d\d|20\d\d)(?![\d,]*\d)")
_SINCE = re.compile(r"\bsince\b", re.I)
_SPAN_TO_NOW = re.compile(r"\bfrom\s+(?:\d{1,2}\s+)?\w+\s+(?:\d{1,2},?\s+)?\d{4}\s+(?:to|until|through)\s+(?:\d{1,2}\s+)?\w+\s+(?:\d{1,2},?\s+)?\d{4}", re.I)
_TOTAL = re.compile(
    r"\b(?:since\s+(?!then\b)|so\s+far\s+(?:this|in)|bringing\s+(?:the|its|their|to)|in\s+total|in\s+all\b|altogether|overall|cumulative|running\s+total|total\s+(?:number|toll|of)|as\s+of\s|to\s+date|until\s+now|over\s+the\s+(?:course|past\s+\w+\s+(?:months|years))|from\s+the\s+(?:start|beginning)\s+of)",
    re.I,
)
_DENY = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:ed|es|ing)|reject(?:ed|s|ing)|refut(?:ed|es|ing)|rebutt?(?:ed|s)|contradict(?:ed|s)|disput(?:ed|es|ing)|called?\s+false)\s+(?:(?:as\s+\S+|outright|flatly|categorically|the|any|all|media|earlier|social|foreign|israeli|local|what|it|russian|\S+'s)\s+){0,4}"
    r"(?:that|reports?|claims?|allegations?|rumours?|rumors?|suggestions?|accounts?|statements?|figures?|talk|assertions?|having|losing|killing|any|it\s+had|it\s+was)\b",
    re.I,
)
_UNTRUE = re.compile(
    r"\b(?:no\s+truth\s+(?:in|to)|(?:is|are|was|were)\s+(?:not\s+true|untrue|false|fake|baseless|a\s+lie|lies|a\s+fabrication|fabricated|fabrications|unfounded|a\s+sheer\s+lie)|(?:false|fake|baseless|untrue|unfounded|fabricated|bogus)\s+(?:reports?|claims?|rumours?|news|allegations?)|did\s+not\s+(?:kill|lose|capture)|none\s+of)\b",
    re.I,
)
_MODAL = re.compile(
    r"\b(?:could|may|might|would\s+(?:be|die|kill|have|leave)|can\s+(?:be|kill)|risk(?:s|ed|ing)?|if|unless|should\s+(?:the|a|war|fighting)|threaten(?:s|ed|ing)?|fears?\s+(?:that|of)|feared|fear|potential(?:ly)?|possible|possibly|prevent|avert|avoid|simulat\w+|scenario|exercise|drill|expects?|expected|estimated\s+to\s+be\s+at\s+risk|predict\w*|warn(?:ed|s|ing)?\s+(?:of|that)|likely\s+to)\b",
    re.I,
)
_MODAL_NEAR = re.compile(r"\b(?:could|may|might|would|can|feared|fear|fears|if|risk(?:s|ed|ing)?|potentially|possibly|likely\s+to|expected\s+to|threatened\s+to|threatening\s+to)\b", re.I)
_PLAN = re.compile(r"\b(?:will|shall|plans?\s+to|planning\s+to|planned\s+to|intends?\s+to|preparing\s+to|prepares\s+to|is\s+to|are\s+to|to\s+be|due\s+to\s+be|vow(?:s|ed)\s+to|pledged\s+to|ordered|order(?:s)?\s+the\s+evacuation)\b", re.I)
_CLAUSE = re.compile(r"[;\u2014]|, (?:and|but|while|after|when|as|which|who|where|although|though|because|since|bringing|raising|taking|captured|seized|held|taken|built|signed|occupied) |\b(?:while|but|although)\b", re.I)
_WEEKDAY_FAR = re.compile(r"\blast\s+week\b", re.I)


class Frame:
    """The setting of an article's sentences, worked out once."""

    def __init__(self, text: str, sentences: Sequence[Sentence], published: dt.date | None) -> None:
        self._text = text
        self._published = published
        self._sentences = sentences
        self.furniture = self._find_furniture()
        self._past = self._find_past()
        lead = " ".join(text[s.start : s.end] for s in self._opening())
        self._mishap = bool(_MISHAP.search(lead) or _CRIME.search(lead)) and not _VIOLENT.search(lead)
        self._play = len(_SPORT.findall(lead)) >= 1 and not _VIOLENT.search(lead) or len(_SPORT.findall(text[:4000])) >= 3

    def _opening(self) -> list[Sentence]:
        """The first three sentences of prose."""
        prose = [s for i, s in enumerate(self._sentences) if s.end - s.start > 60 and i not in self.furniture]
        return prose[:3] or list(self._sentences[:2])

    def _find_furniture(self) -> frozenset[int]:
        out: set[int] = set()
        inside = False
        for i, s in enumerate(self._sentences):
            if i and "\n\n" in self._text[self._sentences[i - 1].end : s.start] and not _LIST_ITEM.match(self._text[s.start : s.end]):
                inside = False
            line = self._text[s.start : s.end]
            if s.end - s.start < 90 and _FURNITURE.match(line):
                inside = True
            if inside or _TICKER.match(line):
                out.add(i)
            if _CREDIT.search(line):
                out.update(k for k in range(max(0, i - 3), i + 1) if self._sentences[k].paragraph == s.paragraph)
        return frozenset(out)

    def _find_past(self) -> list[bool]:
        """Per sentence: whether what comes before it in its section was told as long past."""
        out: list[bool] = []
        past = headed = False
        paragraph = -1
        for i, s in enumerate(self._sentences):
            line = self._text[s.start : s.end]
            if s.paragraph != paragraph:
                paragraph, past = s.paragraph, False
                if len(line) < 80 and not line.endswith((".", '"', "\u201d")):
                    headed = is_background_heading(line) or bool(line.endswith("?") and self.is_past(line, line))
            out.append((past or headed) and i > 0)
            when = dated(line, self._published)
            if _RECENT.search(line) or when.recent:
                past = False
            elif self.is_past(line, line) and not _SPAN_TO_NOW.search(line) and not _since_only(line):
                past = True
        return out

    def is_past(self, clause: str, sentence: str) -> bool:
        """True when ``clause`` dates itself more than three days before publication."""
        when = dated(clause, self._published)
        if when.past and not when.recent and not (_RECENT.search(clause) and not _YEAR.search(clause)):
            return True
        if _OLD.search(clause) and not _RECENT.search(clause):
            return True
        if self._published is not None and (m := _BARE_DAY.search(clause)) is not None:
            return (self._published.day - int(m.group(1))) % 31 > 3
        if self._published is not None and (m := _BARE_MONTH.search(clause)) is not None:
            month = _MONTHS.index(m.group(1).lower()) + 1
            return month != self._published.month and not (m.group(1).lower() == "may" and not m.group(1)[0].isupper())
        return False

    def sentence(self, index: int) -> Sentence:
        """The sentence with that index."""
        return self._sentences[index]

    def is_recent(self, index: int) -> bool:
        """True when sentence ``index`` dates something within days of publication."""
        s = self._sentences[index]
        line = self._text[s.start : s.end]
        return _RECENT.search(line) is not None or dated(line, self._published).recent

    def vetoed(self, index: int) -> bool:
        """True when figures of sentence ``index`` count the victims of accidents, crime, sport or disease, or stand in page furniture."""
        if index in self.furniture or self._play:
            return True
        s = self._sentences[index]
        sentence = self._text[s.start : s.end]
        if _VIOLENT.search(sentence):
            return self._mishap and bool(_MISHAP.search(sentence)) and not re.search(r"\b(?:shell|missile|rocket|drone|gunm[ae]n|bomb|ambush|clash|soldiers? fired|opened fire)", sentence, re.I)
        return self._mishap or bool(_MISHAP.search(sentence) or _CRIME.search(sentence)) or bool(_SPORT.search(sentence))

    def cumulative(self, index: int, start: int, end: int) -> bool:
        """True when the clause around ``text[start:end]`` names a running total since an earlier start."""
        low, high = self._clause(index, start, end)
        clause = self._text[low:high]
        return bool(_TOTAL.search(clause) or _SPAN_TO_NOW.search(self._text[self._sentences[index].start : end]))

    def _clause(self, index: int, start: int, end: int) -> tuple[int, int]:
        s = self._sentences[index]
        low, high = s.start, s.end
        for m in _CLAUSE.finditer(self._text, s.start, s.end):
            if m.end() <= start + 1:
                low = m.end()
            elif m.start() >= end:
                high = m.start()
                break
        return low, high

    def realis(self, index: int, start: int, end: int, effect: Effect, *, cumulative: bool) -> Realis:
        """Whether the figure in ``text[start:end]`` is news, background, denied, feared or planned."""
        s = self._sentences[index]
        low, high = self._clause(index, start, end)
        before, clause, sentence = self._text[s.start : start], self._text[low:high], self._text[s.start : s.end]
        near = self._text[max(low, start - 60) : end]
        if self._denied(before, self._text[end : s.end], clause):
            return Realis.DENIED
        if _MODAL_NEAR.search(self._text[start:end]) or re.search(r"\b(?:if|unless|could|might|fears?\s+(?:that\s+)?|fearing|risk\w*|threaten\w*\s+(?:to\s+)?|avert|prevent|avoid)\b[^;.]{0,40}$", near[: max(0, start - max(low, start - 60))], re.I):
            if not re.search(r"\b(?:as\s+if|what\s+if\s+any)\b", near):
                return Realis.HYPOTHETICAL
        if effect in {Effect.DISPLACED, Effect.CAPTURED, Effect.KILLED} and _PLAN.search(self._text[max(low, start - 25) : end]) and not re.search(r"\b(?:have|had|was|were|has)\b", self._text[start:end]):
            return Realis.PLANNED
        return self._tense(index, low, high, start, clause, sentence, cumulative=cumulative)

    def _tense(self, index: int, low: int, high: int, start: int, clause: str, sentence: str, *, cumulative: bool) -> Realis:
        recent = bool(_RECENT.search(clause)) or dated(clause, self._published).recent
        if cumulative:
            years = [int(y) for y in _YEAR.findall(sentence)]
            old = bool(years) and self._published is not None and min(years) <= self._published.year - 5
            return Realis.HISTORICAL if old or (self._past[index] and not recent and not _SINCE.search(clause)) else Realis.ACTUAL
        if self.is_past(clause, sentence) and not recent:
            return Realis.HISTORICAL
        frame = self._text[self._sentences[index].start : start]
        if not recent and not _RECENT.search(sentence) and self.is_past(frame, sentence) and not _since_only(frame):
            return Realis.HISTORICAL
        if self._past[index] and not recent and not dated(sentence, self._published).recent and not _RECENT.search(sentence):
            return Realis.HISTORICAL
        return Realis.ACTUAL

    @staticmethod
    def _denied(before: str, behind: str, clause: str) -> bool:
        deny = None
        for deny in _DENY.finditer(before):
            pass
        if deny is not None:
            between = before[deny.end() :]
            if not re.search(r"[;]|,\s+(?:but|and|while|saying|insisting|adding)\s|\bin\s+(?:the|an?)\s+(?:attack|strike|clash|raid|incident)|\bthat\s+(?:killed|left|wounded)\s*$", between):
                return True
        return bool(_UNTRUE.search(before[-60:]) or re.search(r"^[^;.]{0,60}\b(?:is|are|was|were)\s+(?:not\s+true|untrue|false|fake|baseless|a\s+(?:sheer\s+)?lie|lies|fabricat\w+|unfounded)\b", behind)) or bool(
            _UNTRUE.search(clause) and re.search(r"\bdid\s+not\b", clause)
        )


def _since_only(line: str) -> bool:
    """True when the only date of ``line`` begins something that still holds ("stationed there since 2022")."""
    years = len(_YEAR.findall(line))
    return years > 0 and len(re.findall(r"\bsince\s+(?:\w+\s+){0,3}(?:1[5-9]|20)\d\d", line, re.I)) >= years
