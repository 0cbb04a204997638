"""Whether an article is an old one published anew: an archive banner, or a date far before it was fetched.

Such an article is read as at its first publication, and it never opens an alert.
"""

from __future__ import annotations

import datetime as dt
import re

from monitor.domain.reading import Article
from monitor.text.dates import parse_date

STALE_AFTER = dt.timedelta(days=30)  # published this long before it was fetched; feeds carry days, not months
_SLACK = dt.timedelta(days=31)  # an address may name the month only
_HEAD = 1200  # characters in which a banner stands
_AGED = re.compile(
    r"(?:this (?:article|story|content|post|report|page) (?:is|was)(?: now)? (?:more than |over |about )?\*{0,2}\w+ (?:month|year)s? old"
    r"|^\W*(?:it )?is more than \*{0,2}\w+ (?:months|years) old"
    r"|^\W*from (?:the|our) archives?\b|^\W*archived? (?:article|story|content)\b|^\W*from our files\b"
    r"|\bthis day in (?:19|20)\d\d|\bflashback:|\bthrowback\b)",
    re.I | re.M,
)
_AGED_HINTS = (" old", "archive", "from our files", "this day in", "flashback:", "throwback")  # one stands in all that _AGED finds
_FIRST = re.compile(r"(?:first|originally) (?:published|appeared|posted)(?: on| in|:)? (?P<date>[^.\n]{0,40}?(?:19|20)\d\d)", re.I)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:/(\d{1,2}))?/", re.I)
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def stale_reasons(article: Article) -> tuple[str, ...]:
    """Why the article is stale; empty when it is not."""
    reasons: list[str] = []
    head = _head(article)
    if any(map(head.lower().__contains__, _AGED_HINTS)) and (m := _AGED.search(head)):
        reasons.append(f"banner: {' '.join(m.group().split())[:80]}")
    first = banner_date(article)
    seen = article.published_at or article.fetched_at
    if first and (seen is None or seen.date() - first > STALE_AFTER):
        reasons.append(f"banner: first published {first}")
    if article.fetched_at and article.published_at and article.fetched_at - article.published_at > STALE_AFTER:
        reasons.append(f"published {(article.fetched_at - article.published_at).days} days before it was fetched")
    addressed = _date_in_url(article.url)
    if addressed and article.published_at and article.published_at - addressed > STALE_AFTER + _SLACK:
        reasons.append(f"address dates it to {addressed:%Y-%m}")
    return tuple(reasons)


def banner_date(article: Article) -> dt.date | None:
    """The date of first publication that a banner names ("first published on 16 October 2017"); None when none does."""
    m = _FIRST.search(_head(article))
    found = parse_date(m.group("date")) if m else None
    return found.date() if found else None


def _head(article: Article) -> str:
    return f"{article.title}\n{article.text[:_HEAD]}"


def _date_in_url(url: str | None) -> dt.datetime | None:
    if not url or not (m := _URL_DATE.search(url)):
        return None
    month = _MONTHS.get(m.group(2).lower()) or (int(m.group(2)) if m.group(2).isdigit() else 0)
    try:
        return dt.datetime(int(m.group(1)), month, int(m.group(3) or 1), tzinfo=dt.UTC)
    except ValueError:
        return None
