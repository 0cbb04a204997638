"""An article's features in a kilobyte: what the window in memory keeps of a million articles.

Words become tokens, four characters of a hash each (two different words share one in four billion cases), which compare as the words
do. ``compact`` makes the tokens, ``pack`` the bytes, ``unpack`` the compact features again. Scores of compact features are those of the
features they came from, up to the rounding of term weights to a 65,535th. ``comparing`` reads the bytes as they are.

The bytes: ``HEAD``; four-byte words, field after field (``ends`` tells where each ends), what general news is compared by first; the digest;
in UTF-8 the id, the digest's version, the order of the title's words when one comes twice, and the ordinals; zeros up to a multiple of four.
"""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate

import numpy as np

from monitor.domain.story import Features
from monitor.stories.similarity import RARE_LENGTH, is_rare

_WIDTH = 4
FULL = 65535  # a term's weight of 1
_EPOCH = dt.date(1970, 1, 1).toordinal()
_LARGEST = 2**31
_BASE = 0x100  # the character that stands for byte 0


class Field(enum.IntEnum):
    """The lists of words in a packed article, in their order."""

    DAYS = 0
    TERMS = 1
    WEIGHTS = 2  # of the terms, two to a word
    PERSONS = 3
    RARE_NAMES = 4  # those of persons left out
    TITLE = 5
    TERRITORIES = 6
    PLACES = 7
    ACTORS = 8
    SIGNALS = 9
    NAMES = 10
    NUMBERS = 11
    LANGUAGE = 12
    LABELS = 13  # the address if it has one, the first territory
    DIGITS = 14
    KILLED = 15


# What is true of a packed article, bits of its flags.
RELEVANT, DATED, ROUNDUP, EXPLAINER = 1, 2, 4, 8
TELLING = 16  # it reports a signal, or is of the news that need not
ORDINALS = 32
ADDRESSED = 64

HEAD = np.dtype(
    [("published", "<f8"), ("rest", "<u4"), ("words", "<u2"), ("digest", "<u2"), ("flags", "<u2"), ("ends", "<u2", (len(Field),)), ("room", "<u2")]
)
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
        names=frozenset(map(_name, f.names)),
        numbers=frozenset(n if len(n) == 1 else token(n) for n in f.numbers),
        terms={token(w): round(x * FULL) / FULL for w, x in f.terms.items()},
        language=token(f.language),
        extra={**f.extra, "persons": tuple(sorted(map(_name, f.extra.get("persons", ()))))},
    )


def _name(name: str) -> str:
    return token(name) + (_PADDING if is_rare(name) else "")


_PADDING = chr(_BASE) * (RARE_LENGTH - _WIDTH)


def _tokens(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(token, words))


def pack(f: Features) -> bytes:
    """Compact features as bytes. What is for people alone (outlet, publisher, credit) is left out."""
    title = f.title_key.split()
    unique = list(dict.fromkeys(title))
    order = "".join(chr(_BASE + unique.index(w)) for w in title) if len(unique) < len(title) else ""
    ordinals, persons = f.extra.get("ordinals", ()), f.extra.get("persons", ())
    fields = (
        _values(d.toordinal() - _EPOCH for d in sorted(f.event_days)),
        _bytes(f.terms),
        np.array([round(x * FULL) for x in f.terms.values()] + [0] * (len(f.terms) % 2), dtype="<u2").tobytes(),
        _bytes(n[:_WIDTH] for n in persons),
        _bytes(n[:_WIDTH] for n in f.names.difference(persons) if len(n) > _WIDTH),
        _bytes(unique),
        _bytes(f.territories),
        _bytes(f.places),
        _bytes(f.actors),
        _bytes(f.signals),
        _bytes(n for n in f.names if len(n) == _WIDTH),
        _bytes(n for n in f.numbers if len(n) == _WIDTH),
        _bytes((f.language,)),
        _bytes((f.url_key or "", f.territory or "")),
        _values(ord(n) for n in f.numbers if len(n) == 1),
        _values(min(k, _LARGEST) for k in f.killed),
    )
    flags = (
        RELEVANT * f.relevant
        | DATED * f.dated
        | ROUNDUP * bool(f.extra.get("roundup"))
        | EXPLAINER * bool(f.extra.get("explainer"))
        | TELLING * bool(f.signals or not f.relevant)
        | ORDINALS * bool(ordinals)
        | ADDRESSED * bool(f.url_key)
    )
    rest = "\x1f".join([f.article_id, f.digest_version, order, *ordinals]).encode("utf8", "surrogatepass")
    ends = tuple(accumulate(len(field) // _WIDTH for field in fields))
    head = np.array((f.published_at.timestamp(), len(rest), min(f.words, FULL), len(f.digest), flags, ends, 0), dtype=HEAD).tobytes()
    raw = b"".join((head, *fields, f.digest, rest))
    return raw + bytes(-len(raw) % _WIDTH)


def _bytes(tokens: Iterable[str]) -> bytes:
    return "".join(tokens).encode("utf-16-le")[::2]  # the lower byte of each character


def _values(numbers: Iterable[int]) -> bytes:
    return b"".join((number % 2**32).to_bytes(_WIDTH, "little") for number in numbers)


def id_of(raw: bytes) -> str:
    """The article's id."""
    return _rest(raw)[0]


def ordinals_of(raw: bytes) -> tuple[str, ...]:
    """The numbered things that the article names."""
    return tuple(_rest(raw)[3:]) if raw[FLAGS_AT] & ORDINALS else ()


def _rest(raw: bytes) -> list[str]:
    head = np.frombuffer(raw, HEAD, 1)[0]
    at = HEAD.itemsize + _WIDTH * int(head["ends"][-1]) + int(head["digest"])
    return raw[at : at + int(head["rest"])].decode("utf8", "surrogatepass").split("\x1f")


def unpack(raw: bytes) -> Features:
    """The compact features that ``pack`` was given, with empty outlet and publisher."""
    head = np.frombuffer(raw, HEAD, 1)[0]
    ends = [HEAD.itemsize + _WIDTH * end for end in head["ends"].tolist()]
    fields = [raw[a:b] for a, b in zip((HEAD.itemsize, *ends), ends, strict=False)]
    terms, persons, rare, title, territories, places, actors, signals, names, numbers, language, labels = (
        _strings(fields[n]) for n in (Field.TERMS, *range(Field.PERSONS, Field.DIGITS))
    )
    persons = [n + _PADDING for n in persons]
    days, digits, killed = (np.frombuffer(fields[n], "<i4").tolist() for n in (Field.DAYS, Field.DIGITS, Field.KILLED))
    weights = (np.frombuffer(fields[Field.WEIGHTS], "<u2", len(terms)) / FULL).tolist()
    url = labels.pop(0) if int(head["flags"]) & ADDRESSED else None
    article_id, version, order, *ordinals = _rest(raw)
    flags = int(head["flags"])
    return Features(
        article_id=article_id,
        url_key=url,
        title_key=" ".join([title[ord(c) - _BASE] for c in order] if order else title),
        outlet="",
        publisher="",
        published_at=dt.datetime.fromtimestamp(float(head["published"]), dt.UTC),
        territory=labels[0] if labels else None,
        territories=frozenset(territories),
        places=frozenset(places),
        actors=frozenset(actors),
        signals=frozenset(signals),
        names=frozenset(n + _PADDING for n in rare) | frozenset(names) | frozenset(persons),
        numbers=frozenset(numbers) | frozenset(map(chr, digits)),
        event_days=frozenset(dt.date.fromordinal(d + _EPOCH) for d in days),
        killed=tuple(k % 2**32 for k in killed),
        digest=raw[ends[-1] : ends[-1] + int(head["digest"])],
        digest_version=version,
        terms=dict(zip(terms, weights, strict=True)),
        language=language[0],
        relevant=bool(flags & RELEVANT),
        words=int(head["words"]),
        dated=bool(flags & DATED),
        extra={
            "roundup": ("yes",) if flags & ROUNDUP else (),
            "explainer": ("yes",) if flags & EXPLAINER else (),
            "ordinals": tuple(ordinals),
            "persons": tuple(persons),
        },
    )


def _strings(raw: bytes) -> list[str]:
    text = raw.decode("latin-1").translate(_RAISED)
    return [text[i : i + _WIDTH] for i in range(0, len(text), _WIDTH)]


_RAISED = {byte: _BASE + byte for byte in range(256)}
