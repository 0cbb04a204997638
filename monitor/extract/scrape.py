"""Scraped articles as people keep them: a text or Markdown file with the page's headline, dateline and furniture in it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import pairwise

from monitor.text.clean import one_line
from monitor.text.dates import parse_date

_TOP = 40  # lines with text among which headline and date are looked for
_HEADING = re.compile(r"#{1,2}\s+(\S.*?)\s*#*\s*")
_SETEXT = re.compile(r"={3,}\s*")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()]{0,1000}\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.{0,150}?)(?<=\S)\1")
_BULLET = re.compile(r"\s*(?:[-*+>]|\d{1,3}[.)])\s+")
_LABEL = re.compile(r"(?:first\s+)?(?:published|posted|publication\s+date|date|created|issued|опубликовано|дата|veröffentlicht|publié|publicado)"
                    r"(?:\s+(?:on|at|le|am|el))?\s*[:\s]\s*", re.IGNORECASE)  # fmt: skip
_MODIFIED = re.compile(r"\W{0,4}(?:last\s+)?(?:modified|updated|updat|edited|обновлено|aktualisiert|mis à jour|actualizado)", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|·•–—]\s+|\s{3,}|\t")
_BANNER = re.compile(r"(?:this article is (?:more than|over) .{1,40} old|archived? (?:article|story)|from the archives?)\b", re.IGNORECASE)
_TITLE_LABEL = re.compile(r"(?:title|headline)\s*:\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scrape:
    """A scraped article. ``text`` is the file's text as given, so that offsets into it hold; ``banner`` is a notice of old age, if any."""

    title: str
    text: str
    published_at: dt.datetime | None
    banner: str | None = None


def read_scrape(text: str, name: str) -> Scrape:
    """Find headline, date and banner near the top of a scraped text; ``name`` (the file's) is the title of one without words.

    The headline is the first Markdown heading, else the first line that reads like one. A date must stand alone on its line or in a
    part of it ("By A. Writer | 28 Sep 2020"); dates of modification are not dates of publication.
    """
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines() if line.strip()][:_TOP]
    banner = next((plain for line in lines if _BANNER.match(plain := _plain(line))), None)
    return Scrape(_title(lines) or one_line(name, 300), text, _date(lines), banner)


def _title(lines: list[str]) -> str:
    for line in lines:
        if (m := _HEADING.fullmatch(line)) and (found := _plain(m[1])):
            return found
    for line, following in pairwise(lines):
        if _SETEXT.fullmatch(following):
            return _plain(line)
    for line in lines:
        if m := _TITLE_LABEL.match(line):
            return _plain(line[m.end() :])
    return next((_plain(line) for line in lines if _substantial(line)), "") or next((_plain(line) for line in lines if _plain(line)), "")


def _substantial(line: str) -> bool:
    """Like a headline: several words that are neither a link alone, a bullet, a banner nor a date."""
    plain = _plain(line)
    if len(plain) < 12 or _BANNER.match(plain) or _BULLET.match(line) or line.startswith(("![", "---", "http://", "https://")):
        return False
    return sum(c.isalpha() for c in plain) > len(plain) / 2 and _date_in(plain) is None and not _LINK.fullmatch(line)


def _date(lines: list[str]) -> dt.datetime | None:
    return next((found for line in lines if not _MODIFIED.match(plain := _plain(line)) and (found := _date_in(plain))), None)


def _date_in(plain: str) -> dt.datetime | None:
    if len(plain) > 200:
        return None
    for part in (plain, *_PARTS.split(plain)):
        bare = _BULLET.sub("", part, count=1).strip(" .,;:()[]") if not part[:1].isdigit() else part.strip(" .,;:()[]")
        m = _LABEL.match(bare)
        if not _MODIFIED.match(bare) and (found := parse_date(bare[m.end() :] if m else bare)):
            return found
    return None


def _plain(line: str) -> str:
    """A line without Markdown's links and emphasis, cut at 1,000 characters."""
    line = _LINK.sub(r"\1", line[:1500])
    line = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", line))
    return one_line(line.lstrip("#").replace("\\", ""), 1_000)
