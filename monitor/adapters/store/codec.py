"""Domain values to JSON and back, exactly: driven by the dataclasses' own type hints, so a new field needs no code here.

Form: dataclass -> object, tuple -> array, frozenset -> sorted array, datetime -> ISO 8601 in UTC, date -> ISO, timedelta -> seconds,
bytes -> base64, enum -> value. A field that an old row lacks gets its default; a field that an old program does not know is left out.
"""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import enum
import functools
import json
import math
import re
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from monitor.domain.errors import StoreError

T = TypeVar("T")
Decoder = Callable[[Any], Any]

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """Text without NUL and lone surrogates: each becomes one U+FFFD, so that offsets into the text stay true."""
    return _UNSTORABLE.sub("\ufffd", text)


def dumps(value: Any) -> str:
    """JSON text of an already encoded value; keys sorted, so that equal values are equal bytes."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def encode(value: Any) -> Any:
    """JSON-able form of a domain value.

    Raises StoreError for a number that JSON lacks (NaN, infinity), TypeError for a type the domain does not use.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise StoreError(f"{value} is not a number that can be stored")
        return float(value)  # also turns numpy's subclass of float into a plain one
    return _encode_composite(value)


def _encode_composite(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {storable(str(key)): encode(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [encode(each) for each in value]
    if isinstance(value, frozenset | set):
        return sorted(encode(each) for each in value)
    if isinstance(value, dt.datetime):
        return _iso(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(seconds=1)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"no JSON form for {type(value).__name__}")


def decode(kind: type[T], data: Any) -> T:
    """The value of type ``kind`` that ``encode`` made ``data`` from.

    Raises StoreError when a row holds something else: it was damaged, or written by a program of another kind.
    """
    try:
        return typing.cast(T, _decoder(typing.cast(Any, kind))(data))
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"a stored {kind.__name__} cannot be read: {type(error).__name__}: {error}") from error


def _iso(value: dt.datetime) -> str:
    if value.tzinfo is None:
        raise TypeError(f"a naive datetime was to be stored: {value!r}")
    return value.astimezone(dt.UTC).isoformat()


def _read_datetime(data: str) -> dt.datetime:
    return dt.datetime.fromisoformat(data).astimezone(dt.UTC)


def _read_seconds(data: float) -> dt.timedelta:
    return dt.timedelta(seconds=data)


_LEAVES: Mapping[Any, Decoder] = {
    str: str,
    int: int,
    float: float,
    bool: bool,
    bytes: base64.b64decode,
    dt.datetime: _read_datetime,
    dt.date: dt.date.fromisoformat,
    dt.timedelta: _read_seconds,
    Any: lambda data: data,
}


@functools.cache
def _decoder(kind: Any) -> Decoder:
    """The reader of one type hint; made once per type."""
    if kind in _LEAVES:
        return _LEAVES[kind]
    if dataclasses.is_dataclass(kind):
        return _dataclass_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _optional_decoder(args)
    if origin is tuple:
        return _tuple_decoder(args)
    if origin in (frozenset, list):
        return _collection_decoder(origin, _decoder(args[0]))
    if origin is Mapping or origin is dict:
        return _mapping_decoder(_decoder(args[0]), _decoder(args[1]))
    raise TypeError(f"no JSON reader for {kind!r}")


def _dataclass_decoder(kind: Any) -> Decoder:
    hints = typing.get_type_hints(kind)
    readers = {field.name: _decoder(hints[field.name]) for field in dataclasses.fields(kind)}

    def read(data: Any) -> Any:
        return kind(**{name: reader(data[name]) for name, reader in readers.items() if name in data})

    return read


def _optional_decoder(args: tuple[Any, ...]) -> Decoder:
    inner = [arg for arg in args if arg is not types.NoneType]
    if len(inner) != 1 or len(inner) == len(args):
        raise TypeError(f"only X | None is known, not {args!r}")
    reader = _decoder(inner[0])
    return lambda data: None if data is None else reader(data)


def _tuple_decoder(args: tuple[Any, ...]) -> Decoder:
    if len(args) == 2 and args[1] is Ellipsis:
        return _collection_decoder(tuple, _decoder(args[0]))
    readers = [_decoder(arg) for arg in args]
    return lambda data: tuple(reader(each) for reader, each in zip(readers, data, strict=True))


def _collection_decoder(make: Any, reader: Decoder) -> Decoder:
    return lambda data: make(reader(each) for each in data)


def _mapping_decoder(read_key: Decoder, read_value: Decoder) -> Decoder:
    return lambda data: {read_key(key): read_value(each) for key, each in data.items()}
