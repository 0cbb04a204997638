from __future__ import annotations

import datetime as dt
import enum
import json
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.adapters.store import codec
from monitor.adapters.store.columns import MAX_KEY_BYTES, folded_key
from monitor.domain.errors import StoreError
from monitor.domain.ledger import Ledger
from monitor.domain.reading import Article, Assessment
from monitor.domain.story import Features, Story, StoryArticle, StoryAssignment

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))
LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    dt.datetime: st.datetimes(timezones=OFFSETS).filter(lambda moment: 1 < moment.year < 9999),
    dt.date: st.dates(),
}


def values(kind: Any) -> st.SearchStrategy[Any]:
    """Values of one type hint of the domain."""
    if kind in LEAVES:
        return LEAVES[kind]
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return st.builds(kind, **{field.name: values(hints[field.name]) for field in fields(kind)})  # type: ignore[arg-type]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is types.UnionType:
        return st.none() | values(args[0])
    if origin is tuple:
        return st.lists(values(args[0]), max_size=2).map(tuple) if args[-1] is Ellipsis else st.tuples(*map(values, args))
    if origin is frozenset:
        return st.frozensets(values(args[0]), max_size=3)
    assert origin is Mapping, kind
    return st.dictionaries(values(args[0]), values(args[1]), max_size=3)


@pytest.mark.parametrize("kind", [Assessment, Features, StoryArticle, Story, StoryAssignment, Article, Ledger])
def test_every_stored_value_comes_back_exactly_as_it_went_in(kind: Any) -> None:
    @settings(max_examples=60, deadline=None)
    @given(values(kind))
    def check(value: Any) -> None:
        assert codec.decode(kind, json.loads(codec.dumps(codec.encode(value)))) == value

    check()


@given(st.text(st.characters(), max_size=30))
def test_any_text_is_storable_in_place_and_clean_text_unchanged(text: str) -> None:
    stored = codec.storable(text)
    stored.encode()
    assert "\x00" not in stored
    assert len(stored) == len(text)
    assert all(one == other for one, other in zip(text, stored, strict=True) if other != "\ufffd")


def test_bad_characters_are_replaced_at_every_depth() -> None:
    assert codec.encode({"a\x00": ["b\ud800", {"c": ("\udfff",)}]}) == {"a\ufffd": ["b\ufffd", {"c": ["\ufffd"]}]}


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_json_lacks_is_refused(number: float) -> None:
    with pytest.raises(StoreError, match="not a number that can be stored"):
        codec.encode({"score": [number]})


def test_a_naive_datetime_is_refused() -> None:
    with pytest.raises(TypeError, match="naive"):
        codec.encode(dt.datetime(2020, 1, 1))  # noqa: DTZ001 - what is tested


@dataclass(frozen=True)
class _Old:
    a: int
    b: int = 7


def test_a_field_an_old_row_lacks_gets_its_default_and_an_unknown_one_is_left_out() -> None:
    assert codec.decode(_Old, {"a": 1, "gone": 2}) == _Old(1, 7)


@pytest.mark.parametrize("data", [{}, {"a": "x"}, {"a": None}, [], 5])
def test_a_row_that_holds_something_else_is_told(data: object) -> None:
    with pytest.raises(StoreError, match="_Old cannot be read"):
        codec.decode(_Old, data)


def test_keys_are_themselves_when_short_and_distinct_hashes_when_long() -> None:
    assert folded_key("example.org/a") == "example.org/a"
    long = {folded_key("é" * 100_000 + ending) for ending in ("", "a", "b")}
    assert len(long) == 3
    assert all(len(key.encode()) <= MAX_KEY_BYTES for key in long)
