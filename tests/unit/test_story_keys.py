from __future__ import annotations

import datetime as dt
from typing import Any

from monitor.domain.story import Features
from monitor.stories.keys import MAX_ACTORS, MAX_NAMES, story_keys


def features(**changes: Any) -> Features:
    nothing: frozenset[str] = frozenset()
    values: dict[str, Any] = {
        "article_id": "a",
        "url_key": None,
        "title_key": "",
        "outlet": "",
        "publisher": "",
        "published_at": dt.datetime(2020, 9, 28, tzinfo=dt.UTC),
        "territory": None,
        "territories": nothing,
        "places": nothing,
        "actors": nothing,
        "signals": nothing,
        "names": nothing,
        "numbers": nothing,
        "event_days": frozenset(),
        "killed": (),
        "digest": b"",
        "digest_version": "",
        "terms": {},
        "language": "en",
    }
    return Features(**{**values, **changes})


def test_an_article_with_nothing_has_no_key() -> None:
    assert story_keys(features()) == set()


def test_a_territory_is_a_key_alone_and_with_each_place() -> None:
    found = story_keys(features(territory="kashmir", territories=frozenset({"kashmir"}), places=frozenset({"Uri"}), url_key="example.org/a"))
    assert found == {"u:example.org/a", "t:kashmir", "p:uri", "tp:kashmir|uri"}


def test_the_main_territory_counts_even_when_the_set_lacks_it() -> None:
    assert story_keys(features(territory="crimea")) == {"t:crimea"}


def test_names_and_actors_are_keys_only_where_no_territory_is() -> None:
    spoken = {"names": frozenset({"Nikol Pashinyan"}), "actors": frozenset({"Armenia", "Azerbaijan"})}
    assert story_keys(features(**spoken)) == {"n:nikol pashinyan", "a:armenia|azerbaijan"}
    assert story_keys(features(territory="kashmir", **spoken)) == {"t:kashmir"}


def test_one_actor_or_a_short_single_name_is_no_key() -> None:
    assert story_keys(features(names=frozenset({"Ali", "John"}), actors=frozenset({"Armenia"}))) == set()


def test_names_in_scripts_of_few_characters_are_keys() -> None:
    assert story_keys(features(names=frozenset({"安倍", "李"}))) == {"n:安倍"}


def test_spelling_in_capitals_makes_no_difference() -> None:
    assert story_keys(features(places=frozenset({"URI"}))) == story_keys(features(places=frozenset({"Uri"})))


def test_an_article_of_very_many_names_has_a_bounded_number_of_keys() -> None:
    many = features(names=frozenset(f"Name Number {n}" for n in range(500)), actors=frozenset(f"Actor {n}" for n in range(500)))
    assert len(story_keys(many)) == MAX_NAMES + MAX_ACTORS * (MAX_ACTORS - 1) // 2
