"""The story's title in one line: the plainest headline of an independent publisher, with what only sells it taken off.

Nothing is written anew: a title is always words that an outlet printed, so that it can be traced. Outlet names, update marks and labels are
stripped, as are loaded words that say nothing of what happened ("brutal", "cowardly"). A headline that cannot be freed of them so ("martyred",
"regime") is taken only when there is no other. An opinion piece's headline is never taken where a report has one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from monitor.domain.story import StoryArticle
from monitor.stories.publishers import clean_title
from monitor.stories.roundup import is_explainer
from monitor.text.clean import one_line

MOST = 160  # characters of a title
MOST_HEADLINES = 60  # of a story that goes on for months the first are weighed: its name stays, and each new article costs the same
_FEW, _MANY = 5, 16  # words of a plain headline

_SEPARATOR = re.compile(r"\s+[|\u2013\u2014:-]{1,2}\s+")
_OPINION = re.compile(
    r"^\W*(?:opinion|op-?ed|comment(?:ary)?|editorial|column(?:ist)?|analysis|perspective|viewpoint|view|letters?(?: to the editor)?"
    r"|essay|guest (?:post|column)|review)"
    r"\s*[:|\u2013\u2014-]"
    r"|\s[|\u2013\u2014-]\s*(?:opinion|op-?ed|comment(?:ary)?|editorial|column|analysis|letters?)\s*(?:$|[|\u2013\u2014-])",
    re.I,
)
_OPINION_PATH = re.compile(
    r"/(?:opinions?|op-?eds?|comment(?:ary|isfree)?|editorials?|columns?|columnists?|letters|blogs?|analysis|views?)(?:/|$|-)", re.I
)
_LABEL = re.compile(
    r"^\W*(?:(?:live(?: (?:updates?|blog|coverage))?|updated?|breaking(?: news)?|urgent|just in|exclusive|flash|alert|developing|watch|video|photos?"
    r"|in pictures|pictured|listen|podcast|newsletter|report|must[- ]read|rpt|refile|recast|wrapup|factbox|timeline|corrected|correction)"
    r"\s*\d*\s*[:|\u2013\u2014-]\s*)+",
    re.I,
)
_TAIL = re.compile(
    r"\s*(?:[\[(](?:video|photos?|pics?|pictures?|watch|live|updated?|exclusive|opinion|graphic|read|listen|gallery|subscribers? only)[^\])]*[\])]"
    r"|[:|\u2013\u2014-]\s*(?:live(?: updates?| blog)?|as it happened|in pictures|video|watch|exclusive|report))\s*$",
    re.I,
)
# Left out without loss: they judge and do not tell.
_JUDGING = re.compile(
    r"\b(?:brutal(?:ly)?|barbaric(?:ally)?|cowardly|dastardly|heinous|vicious(?:ly)?|savage(?:ly)?|shocking(?:ly)?|horrific(?:ally)?|horrifying|unprovoked"
    r"|brazen(?:ly)?|ruthless(?:ly)?|bloodthirsty|heroic(?:ally)?|brave(?:ly)?|glorious(?:ly)?|treacherous(?:ly)?|shameful(?:ly)?|despicable|outrageous(?:ly)?|blatant(?:ly)?|so-called"
    r"|criminal(?= (?:attack|shelling|strike|aggression))|dramatic(?:ally)?|sensational(?:ly)?)\s+",
    re.I,
)
# Words of one side's telling, which cannot be left out without saying something else.
_LOADED = re.compile(
    r"\b(?:martyr\w*|shahee?d\w*|shahadat|supreme sacrifice|regime|terror(?:ist|ists|ism)?|occupiers?|occupation (?:forces?|troops|army)"
    r"|invaders?|aggressors?|enemy|butcher\w*|slaughter\w*|genocid\w*|neutrali[sz]\w*|eliminat\w*|liquidat\w*|befitting|liberat\w*|hordes?|thugs?|puppets?|nazis?|fascists?|infidels?"
    r"|betray\w*|slams?|slammed|blasts (?:at )?(?=[A-Z])|lashes out|fury|outrage"
    r"|humiliat\w*|crush\w*|teach\w* a lesson|our (?:soldiers|troops|forces|boys|land|army)|pak)\b",
    re.I,
)
_SELLING = re.compile(
    r"[!?]|\b(?:you need to know|here'?s|this is (?:what|why|how)|what we know|explained|why|how|i|we|my|shock(?:er)?|bombshell|horror)\b", re.I
)


def neutral_title(members: Sequence[StoryArticle], level: int) -> str:
    """The title of a story of ``level`` told by ``members`` (in order of publication). "untitled" when none of them has a headline.

    Reports of independent publishers that carry the story's level come first, then independent ones, then any, opinion pieces last;
    within these the plainest, of equals the first published.
    """
    headed = [a for a in members if a.title.strip()]
    reports = [a for a in headed if not _opines(a) and not is_explainer(a.title)]
    independent = [a for a in reports if not a.party_owned]
    carrying = [a for a in independent if a.level == level and a.copy_of is None and not a.stale]
    outlets = {a.outlet.casefold() for a in headed if a.outlet}
    for wanted in (carrying, independent, reports, headed):
        if wanted:
            return min((plain(a.title, outlets) for a in wanted[:MOST_HEADLINES]), key=_burden)
    return "untitled"


def plain(title: str, outlets: Collection[str] = ()) -> str:
    """The headline without labels, update marks, judging words and the name of any of ``outlets`` (case-folded) at its end, one line.

    Itself when nothing would be left.
    """
    text = one_line(title, 4 * MOST)
    named = next((m for m in _SEPARATOR.finditer(text) if text[m.end() :].strip().casefold() in outlets), None)
    text = clean_title(text[: named.start()] if named else text)
    while (shorter := _TAIL.sub("", _LABEL.sub("", text)).strip()) != text and len(shorter.split()) >= 3:
        text = shorter
    freed = _JUDGING.sub("", text)
    if len(freed.split()) >= 3:
        text = freed
    return one_line(text[:1].upper() + text[1:], MOST)


def _opines(article: StoryArticle) -> bool:
    return bool(_OPINION.search(article.title)) or bool(_OPINION_PATH.search(article.url or ""))


def _burden(title: str) -> int:
    """How far a headline is from plain."""
    words = title.split()
    letters = [c for c in title if c.isalpha()]
    loud = sum(len(w) > 4 and w.isupper() for w in words)
    foreign = sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters)
    return (
        4 * len(_LOADED.findall(title))
        + 2 * len(_SELLING.findall(title))
        + 2 * (loud >= 2)
        + 2 * (not _FEW <= len(words) <= _MANY)
        + 8 * (foreign * 2 > len(letters))  # the reader's language is English; any title is better than one he cannot read
        + ('"' in title or "\u201c" in title or title.count("'") + title.count("\u2018") >= 2)
    )
