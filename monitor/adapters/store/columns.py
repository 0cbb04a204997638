"""Column types that hold our values alike on SQLite and PostgreSQL, and refuse what would not come back as it went in."""

from __future__ import annotations

import datetime as dt
import enum
import hashlib
from typing import Any, Generic, TypeVar

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator

from monitor.adapters.store.codec import storable

E = TypeVar("E", bound=enum.StrEnum)

MAX_KEY_BYTES = 500  # PostgreSQL refuses index rows above 2,704 bytes; two keys and their ids fit well below

# SQLite counts rows in INTEGER PRIMARY KEY only; PostgreSQL's 32-bit integer would run out of entries and polls.
RowId = BigInteger().with_variant(Integer(), "sqlite")


class Moment(TypeDecorator[dt.datetime]):
    """An aware datetime, kept as UTC with microseconds; reads back aware. Comparable in SQL on both databases.

    Raises TypeError for a naive datetime: whose time it is cannot be guessed.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """UTC; without the zone for SQLite, whose text form has none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError(f"a naive datetime was to be stored: {value!r}")
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Aware UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if dialect.name == "sqlite" else value.astimezone(dt.UTC)


class Words(TypeDecorator[str]):
    """Text from anywhere: what no database can hold (NUL, lone surrogates) becomes U+FFFD, one for one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Storable text."""
        return None if value is None else storable(value)


def folded_key(text: str) -> str:
    """``text`` as it stands in an index: itself when short, else its hash, so that a 100 KB address stays storable."""
    clean = storable(text)
    raw = clean.encode()
    return clean if len(raw) <= MAX_KEY_BYTES else "blake2b:" + hashlib.blake2b(raw, digest_size=20).hexdigest()


class Key(TypeDecorator[str]):
    """Text that is looked up by equality; longer than ``MAX_KEY_BYTES`` it is kept as its hash."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Storable and short."""
        return None if value is None else folded_key(value)


class Choice(TypeDecorator[E], Generic[E]):
    """A string enum by its value. No CHECK in the schema: a new member must not need a migration."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The value; ValueError for what is no member."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:  # noqa: ARG002 - SQLAlchemy's signature
        """The member."""
        return None if value is None else self.kind(value)
