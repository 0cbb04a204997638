"""What of an article decides its story: derived from the article and its reading alone, and stored with it."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

from monitor.domain.reading import Article, Assessment, Effect, Realis
from monitor.domain.story import Features
from monitor.stories.days import WEEKDAYS, event_days, past_days, weekdays
from monitor.stories.persons import persons_of
from monitor.stories.publishers import credit_of, headline, publisher_of, title_key
from monitor.stories.roundup import is_explainer, is_roundup
from monitor.text.fingerprints import DIGEST_VERSION, minhash
from monitor.text.stems import stems
from monitor.text.urls import url_key

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)?")
_NAME = re.compile(
    r"(?<![.!?\u201c\"\n] )(?<!^)\b[A-Z\u00c0-\u00de][^\W\d_]+(?:[ -](?:(?:de|del|van|der|al|el|bin|ibn|of|the)[ -])?[A-Z\u00c0-\u00de][^\W\d_]+)*"
)
_NUMBER = re.compile(r"(?<![\d.,/:-])\d+(?:[.,]\d+)*(?:st|nd|rd|th)?\b(?!\s*(?:a\.?m|p\.?m|GMT)\b)")
_ORDINAL = re.compile(
    r"\b(\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth)\s+(?:package|round|meeting|session|anniversary|day|list|summit|batch|phase)\b",
    re.I,
)
_STOP = frozenset(
    """the a an of to in on at for with by and or from as its their his her it he she they that this which who has had have be been was were is
    are not but said says will would could may after before over under into about more than one two three also when where while there here
    out up down off no we you i our us my me your them these those what how all any some such new other only its if so than then now just
    because during against between through years year day days week weeks month told according""".split()
)
_KEPT_TERMS = 80
_CLIP = re.compile(
    r"^[ \t]*\d{1,2}:\d\d[ \t]+(?!(?:[ap]\.?m|GMT|UTC|[ECMP][SD]?T|hrs|hours)\b)[^\W\d_].*$", re.I | re.M
)  # "1:47 A mother on her loss": a clip beside
_BODY = 4000  # characters that terms are taken from: the tail of long pages is boilerplate and background


def features_of(article: Article, reading: Assessment, background: Mapping[str, float], *, seen_at: dt.datetime) -> Features:
    """The article's features. ``background`` gives each common word's share of documents (0 to 1); words not in it count as rare."""
    published = min(article.published_at or seen_at, seen_at)
    told = "" if is_form(article.title, article.text) else article.text
    body = _CLIP.sub("", told[:_BODY])
    numbers = frozenset(n.replace(",", "") for n in _NUMBER.findall(f"{article.title}\n{body}"))
    persons = persons_of(f"{article.title}\n{body}")
    actual = [s for s in reading.signals if s.realis is Realis.ACTUAL]
    return Features(
        article_id=article.id,
        url_key=url_key(article.url) if article.url else None,
        title_key=title_key(article.title),
        outlet=article.outlet,
        publisher=publisher_of(article.outlet, article.url),
        published_at=published,
        territory=reading.territories[0].id if reading.relevant and reading.territories else None,
        territories=frozenset(t.id for t in reading.territories),
        places=frozenset(p for t in reading.territories for p in t.places),
        actors=frozenset(a.name for a in reading.actors),
        signals=frozenset(str(s.signal) for s in actual),
        names=frozenset(names_of(body) | persons),
        numbers=numbers,
        event_days=frozenset(_days(f"{article.title}. {body[:1200]}", published if article.published_at else None, reading)),
        killed=tuple(sorted({c.low for c in reading.casualties if c.effect is Effect.KILLED and c.realis is Realis.ACTUAL})),
        digest=minhash(told[:20000]),
        digest_version=DIGEST_VERSION,
        terms=terms_of(headline(article.title, article.outlet), body, background),
        language=reading.language,
        credit=credit_of(article.text, article.outlet),
        relevant=reading.relevant,
        words=len(article.text.split()),
        dated=article.published_at is not None,
        extra=_extra(article.title, body, reading, persons),
    )


def _days(text: str, published: dt.datetime | None, reading: Assessment) -> set[dt.date]:
    """Days of the event. Of a territory's news only those told as near ones: by date it names old truces, wars and anniversaries.

    Of an article without a date the weekdays that it names.
    """
    if published is None:
        return weekdays(text)
    return event_days(text, published) | (set() if reading.relevant else past_days(text, published.date()))


def _extra(title: str, body: str, reading: Assessment, persons: Iterable[str]) -> dict[str, tuple[str, ...]]:
    ordinals = sorted({m.group().casefold() for m in _ORDINAL.finditer(f"{title}\n{body}")})
    return {
        "roundup": ("yes",) if is_roundup(title, reading) else (),
        "explainer": ("yes",) if is_explainer(title) else (),
        "ordinals": tuple(ordinals),
        "persons": tuple(sorted(persons)),
    }


def is_form(title: str, text: str) -> bool:
    """True when what was taken for the article is a form or a notice to the reader: it bids, and says no telling word of the title.

    Some sites answer with "please check your email" in place of the report. Two such pages are the same text, and no copies.
    """
    head = text[:_BODY]
    if len({m.casefold() for m in _BIDDING.findall(head)}) < _LEAST_BIDDING:
        return False
    named = set(words_of(title))
    return len(named) > 1 and not named & set(words_of(head))


_BIDDING = re.compile(
    r"\b(?:you|your|you'll|please|e-?mail|click|subscri(?:be|ption)|register|registration|sign (?:up|in)|log ?in|password|account|profile"
    r"|cookies|browser|notifications?|javascript|newsletter|terms of)\b",
    re.I,
)
_LEAST_BIDDING = 4


def names_of(body: str) -> set[str]:
    """Capitalised names inside sentences, lower-cased; titles, which capitalise anything, are left out."""
    found = Counter(m.group().casefold() for m in _NAME.finditer(body))
    return {n for n, _ in found.most_common(60) if n not in WEEKDAYS and len(n) > 2}


def words_of(text: str) -> list[str]:
    """The stems of the telling words of ``text``, in order: what backgrounds count and terms weigh."""
    words = [m.group().casefold().replace("\u2019", "'").removesuffix("'s") for m in _WORD.finditer(text)]
    return stems([w for w in words if len(w) > 1 and w not in _STOP])


def terms_of(title: str, body: str, background: Mapping[str, float]) -> dict[str, float]:
    """Weighted stems, title words twice, of length one: (1 + log tf) x -log(share of documents), the heaviest 80."""
    counts = Counter(words_of(body))
    for word in words_of(title):
        counts[word] += 2
    rarest = background.get(RAREST, _RAREST_SHARE)
    weighted = {w: (1 + math.log(n)) * -math.log(background.get(w, rarest)) for w, n in counts.items()}
    kept = sorted(weighted.items(), key=lambda kv: (-kv[1], kv[0]))[:_KEPT_TERMS]
    norm = math.sqrt(sum(x * x for _, x in kept)) or 1.0
    return {w: round(x / norm, 4) for w, x in kept}


RAREST = ""  # the key under which a background gives the share of words that it does not know
_RAREST_SHARE = 1 / 6000
