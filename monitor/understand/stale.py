"""Whether an article is an old one published anew: an archive banner, or a date far before it was fetched.

Such an article is read as at its first publication, and it never opens an alert.
"""

from __future__ import annotations

import datetime as dt
import re

from monitor.domain.reading import Article

STALE_AFTER = dt.timedelta(days=30)  # published this long before it was fetched; feeds carry days, not months
_HEAD = 1200  # characters in which a banner stands
_BANNER = re.compile(
    r"(?:this (?:article|story|content|post|report|page) (?:is|was)(?: now)? (?:more than |over |about )?\*{0,2}(?P<n>\w+)\s+(?P<unit>month|year)s?\s+old"
    r"|(?:it )?is more than \*{0,2}\w+ (?:months|years) old"
    r"|(?:first|originally) (?:published|appeared|posted)(?: \w+)?(?: on| in|:)? [^.\n]{0,40}(?P<year>(?:19|20)\d\d)"
    r"|from (?:the|our) archives?\b|archived? (?:article|story|content)\b|from our files\b"
    r"|\bthis day in (?:19|20)\d\d|\bflashback:|\bthrowback\b)",
    re.I,
)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2}|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:/(\d{1,2}))?/", re.I)
_MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}


def stale_reasons(article: Article) -> tuple[str, ...]:
    """Why the article is stale; empty when it is not."""
    reasons: list[str] = []
    head = f"{article.title}\n{article.text[:_HEAD]}"
    if m := _BANNER.search(head):
        year = m.groupdict().get("year")
        if year is None or article.published_at is None or article.published_at.year > int(year) or "first" in m.group().lower():
            if not (year and article.published_at and article.published_at.year == int(year) and not _old(article)):
                reasons.append(f"banner: {' '.join(m.group().split())[:80]}")
    if _old(article):
        assert article.fetched_at is not None and article.published_at is not None
        reasons.append(f"published {(article.fetched_at - article.published_at).days} days before it was fetched")
    if (first := _date_in_url(article.url)) and article.published_at and article.published_at - first > STALE_AFTER + dt.timedelta(days=31):
        reasons.append(f"address dates it to {first:%Y-%m}")
    return tuple(reasons)


def _old(article: Article) -> bool:
    return bool(article.fetched_at and article.published_at and article.fetched_at - article.published_at > STALE_AFTER)


def _date_in_url(url: str | None) -> dt.datetime | None:
    if not url or not (m := _URL_DATE.search(url)):
        return None
    month = _MONTHS.get(m.group(2).lower()) or (int(m.group(2)) if m.group(2).isdigit() else 0)
    try:
        return dt.datetime(int(m.group(1)), month, int(m.group(3) or 1), tzinfo=dt.UTC)
    except ValueError:
        return None


def banner_date(article: Article) -> dt.date | None:
    """The date of first publication that a banner names ("first published on 16 October 2017", "more than 7 years old" gives none)."""
    from monitor.text.dates import parse_date

    head = f"{article.title}\n{article.text[:_HEAD]}"
    m = re.search(r"(?:first|originally) (?:published|appeared|posted)(?: on| in|:)? ([^.\n]{4,40}?(?:19|20)\d\d)", head, re.I)
    found = parse_date(m.group(1)) if m else None
    return found.date() if found else None
