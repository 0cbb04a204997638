"""An article's features in a kilobyte: what the window in memory keeps of a million articles.

Words become tokens, four characters of a hash each (two different words share one in four billion cases), which compare as the words
do. ``compact`` makes the tokens, ``pack`` the bytes, ``unpack`` the compact features again. Scores of compact features are those of the
features they came from, up to the rounding of term weights to a 65,535th.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import struct
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import numpy as np

from monitor.domain.story import Features
from monitor.stories.similarity import RARE_LENGTH, is_rare

_WIDTH = 4
_HEAD = struct.Struct("<d13HB")
_FULL = 65535
_EPOCH = dt.date(1970, 1, 1)


@lru_cache(maxsize=65536)
def token(word: str) -> str:
    """Four characters that stand for ``word``, none of them white space."""
    raw = hashlib.blake2b(word.encode("utf8", "replace"), digest_size=_WIDTH).digest()
    return "".join(chr(0x100 + byte) for byte in raw)


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
        names=frozenset(token(n) + ("\u0100" * (RARE_LENGTH - _WIDTH) if is_rare(n) else "") for n in f.names),
        numbers=frozenset(n if len(n) == 1 else token(n) for n in f.numbers),
        terms={token(w): round(x * _FULL) / _FULL for w, x in f.terms.items()},
    )


def _tokens(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(token, words))


def pack(f: Features) -> bytes:
    """Compact features as bytes. What is for people alone (outlet, publisher, credit) is left out."""
    rare = [n for n in f.names if len(n) > _WIDTH]
    lists = [
        [f.url_key] if f.url_key else [],
        f.title_key.split(),
        [f.territory] if f.territory else [],
        f.territories,
        f.places,
        f.actors,
        f.signals,
        [n[:_WIDTH] for n in rare],
        [n for n in f.names if len(n) == _WIDTH],
        [n for n in f.numbers if len(n) == _WIDTH],
        list(f.terms),
    ]
    weights = np.array([round(x * _FULL) for x in f.terms.values()], dtype="<u2").tobytes()
    single = "".join(sorted(n for n in f.numbers if len(n) == 1))
    rest = "\x1f".join([f.article_id, f.digest_version, f.language, single, *f.extra.get("ordinals", ())])
    days = np.array(sorted((d - _EPOCH).days for d in f.event_days), dtype="<u2").tobytes()
    killed = np.array([min(k, 2**31) for k in f.killed], dtype="<u4").tobytes()
    flags = f.relevant | f.dated << 1 | bool(f.extra.get("roundup")) << 2 | bool(f.extra.get("explainer")) << 3
    head = _HEAD.pack(f.published_at.timestamp(), *(len(x) for x in lists), len(f.event_days), len(f.killed), flags)
    words = bytes(ord(c) - 0x100 for words in lists for w in words for c in w)
    size = struct.pack("<HH", min(f.words, _FULL), len(f.digest))
    return head + size + words + weights + days + killed + f.digest + rest.encode("utf8", "surrogatepass")


def unpack(raw: bytes) -> Features:
    """The compact features that ``pack`` was given, with empty outlet and publisher."""
    moment, *counts, flags = _HEAD.unpack_from(raw)
    words, digest_size = struct.unpack_from("<HH", raw, _HEAD.size)
    at = _HEAD.size + 4
    lists: list[list[str]] = []
    for n in counts[:11]:
        text = raw[at : at + n * _WIDTH].decode("latin-1").translate(_RAISED)
        lists.append([text[i : i + _WIDTH] for i in range(0, n * _WIDTH, _WIDTH)])
        at += n * _WIDTH
    url, title, territory, territories, places, actors, signals, rare, names, numbers, terms = lists
    weights = (np.frombuffer(raw, "<u2", len(terms), at) / _FULL).tolist()
    at += 2 * len(terms)
    days = np.frombuffer(raw, "<u2", counts[11], at).tolist()
    at += 2 * counts[11]
    killed = np.frombuffer(raw, "<u4", counts[12], at).tolist()
    at += 4 * counts[12]
    digest = raw[at : at + digest_size]
    article_id, version, language, single, *ordinals = raw[at + digest_size :].decode("utf8", "surrogatepass").split("\x1f")
    return Features(
        article_id=article_id,
        url_key=url[0] if url else None,
        title_key=" ".join(title),
        outlet="",
        publisher="",
        published_at=dt.datetime.fromtimestamp(moment, dt.UTC),
        territory=territory[0] if territory else None,
        territories=frozenset(territories),
        places=frozenset(places),
        actors=frozenset(actors),
        signals=frozenset(signals),
        names=frozenset(n + "\u0100" * (RARE_LENGTH - _WIDTH) for n in rare) | frozenset(names),
        numbers=frozenset(numbers) | frozenset(single),
        event_days=frozenset(_EPOCH + dt.timedelta(days=d) for d in days),
        killed=tuple(killed),
        digest=digest,
        digest_version=version,
        terms=dict(zip(terms, weights, strict=True)),
        language=language,
        relevant=bool(flags & 1),
        words=words,
        dated=bool(flags & 2),
        extra={
            "roundup": ("yes",) if flags & 4 else (),
            "explainer": ("yes",) if flags & 8 else (),
            "ordinals": tuple(ordinals),
        },
    )


_RAISED = {byte: 0x100 + byte for byte in range(256)}
