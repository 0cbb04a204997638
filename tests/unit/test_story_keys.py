from __future__ import annotations

import datetime as dt
from typing import Any

from monitor.domain.story import Features
from monitor.stories.keys import TERMS, bearers, offered, story_keys


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


def test_the_heaviest_terms_are_keys_only_where_no_territory_is() -> None:
    spoken = {"terms": {"pashinyan": 0.6, "resign": 0.2}, "names": frozenset({"Nikol Pashinyan"}), "actors": frozenset({"Armenia", "Azerbaijan"})}
    assert story_keys(features(**spoken)) == {"w:pashinyan", "w:resign"}
    assert story_keys(features(territory="kashmir", **spoken)) == {"t:kashmir"}


def test_spelling_in_capitals_makes_no_difference() -> None:
    assert story_keys(features(places=frozenset({"URI"}))) == story_keys(features(places=frozenset({"Uri"})))


def test_an_article_of_very_many_terms_is_found_by_its_heaviest() -> None:
    many = features(terms={f"t{n:03}": 1.0 - n / 1000 for n in range(80)})
    assert story_keys(many) == {f"w:t{n:03}" for n in range(TERMS)}


def test_of_terms_of_one_weight_the_choice_is_by_their_letters() -> None:
    terms = {f"t{n:03}": 0.1 for n in range(80)}
    assert story_keys(features(terms=terms)) == story_keys(features(terms=dict(reversed(terms.items()))))


def test_an_article_of_a_territory_is_offered_more_stories_than_one_found_by_its_terms() -> None:
    general, on = features(terms={"quarry": 1.0}), features(territory="abyei")
    assert 0 < offered(general) < offered(on)
    assert 0 < bearers(general) < bearers(on)
    assert offered(features(territories=frozenset({"abyei"}))) == offered(on)
