"""An article's features in a kilobyte: what the window in memory keeps of a million articles.

Words become tokens, four characters of a hash each (two different words share one in four billion cases), which compare as the words
do. ``compact`` makes the tokens, ``pack`` the bytes, ``unpack`` the compact features again. Scores of compact features are those of the
features they came from, up to the rounding of term weights to a 65,535th. ``comparing`` reads the bytes as they are.

The bytes: ``HEAD``; four-byte words, field after field (``ends`` tells where each ends); two bytes for the weight of each term; the digest;
in UTF-8 the id, the order of the title's words when one comes twice, and the ordinals; zeros up to a multiple of four.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from monitor.domain.story import Features
from monitor.stories.similarity import RARE_LENGTH, is_rare

_WIDTH = 4
FULL = 65535  # a term's weight of 1
_EPOCH = dt.date(1970, 1, 1).toordinal()
_LARGEST = 2**31
_BASE = 0x100  # the character that stands for byte 0


class Field(enum.IntEnum):
    """The lists of words in a packed article, in their order; those from ``TERRITORY`` to ``VERSION`` are not compared word by word."""

    TERMS = 0
    TITLE = 1
    TERRITORIES = 2
    PLACES = 3
    ACTORS = 4
    SIGNALS = 5
    RARE_NAMES = 6
    NAMES = 7
    NUMBERS = 8
    LANGUAGE = 9
    TERRITORY = 10
    URL = 11
    VERSION = 12
    DIGITS = 13  # from here on numbers, no tokens
    DAYS = 14
    KILLED = 15


# What is true of a packed article, bits of its flags.
RELEVANT, DATED, ROUNDUP, EXPLAINER = 1, 2, 4, 8
TELLING = 16  # it reports a signal, or is of the news that need not
ORDINALS = 32

HEAD = np.dtype([("published", "<f8"), ("rest", "<u4"), ("words", "<u2"), ("digest", "<u2"), ("flags", "<u4"), ("ends", "<u2", (len(Field),))])
FLAGS_AT = 16  # the byte of a packed article that holds its flags


@lru_cache(maxsize=65536)
def token(word: str) -> str:
    """Four characters that stand for ``word``, none of them white space."""
    raw = hashlib.blake2b(word.encode("utf8", "replace"), digest_size=_WIDTH).digest()
    return "".join(chr(_BASE + byte) for byte in raw)


def compact(f: Features) -> Features:
    """The same features in tokens. Rare names stay rare, numbers of one digit stay short."""
    return replace(
        f,
        url_key=token(f.url_key) if f.url_key else None,
        title_key=" ".join(token(w) for w in f.title_key.split()),
        territory=token(f.territory) if f.territory else None,
        territories=_tokens(f.territories),
        places=_tokens(f.places),
        actors=_tokens(f.actors),
        signals=_tokens(f.signals),
        names=frozenset(token(n) + (_PADDING if is_rare(n) else "") for n in f.names),
        numbers=frozenset(n if len(n) == 1 else token(n) for n in f.numbers),
        terms={token(w): round(x * FULL) / FULL for w, x in f.terms.items()},
        language=token(f.language),
        digest_version=token(f.digest_version),
    )


_PADDING = chr(_BASE) * (RARE_LENGTH - _WIDTH)


def _tokens(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(token, words))


def pack(f: Features) -> bytes:
    """Compact features as bytes. What is for people alone (outlet, publisher, credit) is left out."""
    title = f.title_key.split()
    unique = list(dict.fromkeys(title))
    order = "".join(chr(_BASE + unique.index(w)) for w in title) if len(unique) < len(title) else ""
    ordinals = f.extra.get("ordinals", ())
    words = (
        list(f.terms),
        unique,
        f.territories,
        f.places,
        f.actors,
        f.signals,
        [n[:_WIDTH] for n in f.names if len(n) > _WIDTH],
        [n for n in f.names if len(n) == _WIDTH],
        [n for n in f.numbers if len(n) == _WIDTH],
        (f.language,),
        (f.territory,) if f.territory else (),
        (f.url_key,) if f.url_key else (),
        (f.digest_version,),
    )
    numbers = (
        [ord(n) for n in f.numbers if len(n) == 1],
        sorted(d.toordinal() - _EPOCH for d in f.event_days),
        [min(k, _LARGEST) for k in f.killed],
    )
    flags = (
        RELEVANT * f.relevant
        | DATED * f.dated
        | ROUNDUP * bool(f.extra.get("roundup"))
        | EXPLAINER * bool(f.extra.get("explainer"))
        | TELLING * bool(f.signals or not f.relevant)
        | ORDINALS * bool(ordinals)
    )
    rest = "\x1f".join([f.article_id, order, *ordinals]).encode("utf8", "surrogatepass")
    ends = tuple(np.cumsum([len(x) for x in (*words, *numbers)]).tolist())
    head = np.array((f.published_at.timestamp(), len(rest), min(f.words, FULL), len(f.digest), flags, ends), dtype=HEAD).tobytes()
    tokens = "".join(w for field in words for w in field).encode("utf-16-le")[::2]  # the lower byte of each character
    values = np.array([v for field in numbers for v in field], dtype=np.int64).astype("<u4").tobytes()
    weights = np.array([round(x * FULL) for x in f.terms.values()], dtype="<u2").tobytes()
    raw = head + tokens + values + weights + f.digest + rest
    return raw + bytes(-len(raw) % _WIDTH)


def id_of(raw: bytes) -> str:
    """The article's id."""
    return _rest(raw)[0]


def ordinals_of(raw: bytes) -> tuple[str, ...]:
    """The numbered things that the article names."""
    return tuple(_rest(raw)[2:]) if raw[FLAGS_AT] & ORDINALS else ()


def _rest(raw: bytes) -> list[str]:
    head = np.frombuffer(raw, HEAD, 1)[0]
    at = HEAD.itemsize + _WIDTH * int(head["ends"][-1]) + 2 * int(head["ends"][Field.TERMS]) + int(head["digest"])
    return raw[at : at + int(head["rest"])].decode("utf8", "surrogatepass").split("\x1f")


def unpack(raw: bytes) -> Features:
    """The compact features that ``pack`` was given, with empty outlet and publisher."""
    head = np.frombuffer(raw, HEAD, 1)[0]
    ends = head["ends"].tolist()
    size = ends[Field.VERSION]
    text = raw[HEAD.itemsize : HEAD.itemsize + _WIDTH * size].decode("latin-1").translate(_RAISED)
    words = [text[i : i + _WIDTH] for i in range(0, _WIDTH * size, _WIDTH)]
    fields = [words[a:b] for a, b in zip((0, *ends), ends[: Field.DIGITS], strict=False)]
    terms, title, territories, places, actors, signals, rare, names, numbers, language, territory, url, version = fields
    values = np.frombuffer(raw, "<i4", ends[-1] - size, HEAD.itemsize + _WIDTH * size).tolist()
    digits, days, killed = (values[a - size : b - size] for a, b in zip(ends[Field.VERSION :], ends[Field.DIGITS :], strict=False))
    at = HEAD.itemsize + _WIDTH * ends[-1]
    weights = (np.frombuffer(raw, "<u2", len(terms), at) / FULL).tolist()
    at += 2 * len(terms)
    article_id, order, *ordinals = _rest(raw)
    flags = int(head["flags"])
    return Features(
        article_id=article_id,
        url_key=url[0] if url else None,
        title_key=" ".join([title[ord(c) - _BASE] for c in order] if order else title),
        outlet="",
        publisher="",
        published_at=dt.datetime.fromtimestamp(float(head["published"]), dt.UTC),
        territory=territory[0] if territory else None,
        territories=frozenset(territories),
        places=frozenset(places),
        actors=frozenset(actors),
        signals=frozenset(signals),
        names=frozenset(n + _PADDING for n in rare) | frozenset(names),
        numbers=frozenset(numbers) | frozenset(map(chr, digits)),
        event_days=frozenset(dt.date.fromordinal(d + _EPOCH) for d in days),
        killed=tuple(k % 2**32 for k in killed),
        digest=raw[at : at + int(head["digest"])],
        digest_version=version[0],
        terms=dict(zip(terms, weights, strict=True)),
        language=language[0],
        relevant=bool(flags & RELEVANT),
        words=int(head["words"]),
        dated=bool(flags & DATED),
        extra={
            "roundup": ("yes",) if flags & ROUNDUP else (),
            "explainer": ("yes",) if flags & EXPLAINER else (),
            "ordinals": tuple(ordinals),
        },
    )


_RAISED = {byte: _BASE + byte for byte in range(256)}
