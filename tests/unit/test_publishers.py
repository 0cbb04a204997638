"""One publisher, one name; whose text it is; titles without their trimmings; the register of outlets."""

from __future__ import annotations

import pytest

from monitor.domain.source import Source
from monitor.stories.publishers import clean_title, credit_of, headline, publisher_of, title_key
from monitor.stories.sources import SourceRegister, load_sources

BODY = "Two soldiers were killed on Monday, the army said. Both sides blamed each other for the fire."


@pytest.mark.parametrize(
    "edition",
    [
        "The Vale News",
        "The Vale News (Asia)",
        "The Vale News World",
        "The Vale News UK",
        "The Vale News Top Stories",
        "the vale news english edition",
        " The Vale News RSS ",
    ],
)
def test_editions_of_one_outlet_are_one_publisher(edition: str) -> None:
    assert publisher_of(edition, None) == "the vale news"


@pytest.mark.parametrize(
    ("outlet", "url", "publisher"),
    [
        ("", "https://www.vale.example.com/a", "example.com"),
        ("", "https://news.vale.co.uk/a", "vale.co.uk"),
        ("rss.vale.example", None, "vale.example"),
        ("www.vale.example", None, "vale.example"),
        ("", None, ""),
        ("World", None, "world"),
    ],
)
def test_without_a_name_the_domain_speaks(outlet: str, url: str | None, publisher: str) -> None:
    assert publisher_of(outlet, url) == publisher


@pytest.mark.parametrize(
    "title",
    [
        "Troops exchange fire in Kashmir",
        "UPDATE 2-Troops exchange fire in Kashmir",
        "BREAKING: Troops exchange fire in Kashmir",
        "Troops exchange fire in Kashmir - The Vale",
        "Opinion | Troops exchange fire in Kashmir",
        "Troops exchange fire in Kashmir | Vale News",
        "TROOPS EXCHANGE FIRE IN KASHMIR",
    ],
)
def test_trimmings_of_a_title_do_not_change_its_key(title: str) -> None:
    assert title_key(title) == "troops exchange fire in kashmir"


@pytest.mark.parametrize("title", ["", "Live updates", "Clash in Kashmir", "\u2014\u2014\u2014 !!! ???"])
def test_a_short_title_is_no_key(title: str) -> None:
    assert title_key(title) == ""


def test_a_dash_inside_a_title_stays() -> None:
    assert clean_title("India - Pakistan fire") == "India - Pakistan fire"
    assert clean_title("UPDATE 1-Shells hit\n Kharkiv again - Vale News") == "Shells hit Kharkiv again"


def test_a_title_of_trimmings_only_is_kept() -> None:
    assert clean_title("BREAKING: ") == "BREAKING:"


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        (f"SRINAGAR, March 4 (Halyard) - {BODY}", "halyard"),
        (f"{BODY}\n\nHalyard Newswire", "halyard newswire"),
        (f"{BODY} (Halyard)", "halyard"),
        (f"{BODY}\nWith inputs from Halyard Newswire", "halyard newswire"),
        (BODY, None),
        ("", None),
    ],
)
def test_the_credited_agency(text: str, credit: str | None) -> None:
    assert credit_of(text, "Vale Examiner") == credit


def test_an_outlet_that_credits_itself_is_no_copy() -> None:
    assert credit_of(f"SRINAGAR (Halyard) - {BODY}", "Halyard Newswire") is None


def test_the_register_finds_by_name_edition_and_domain() -> None:
    vale = Source("The Vale News", "GBR", None, None, False, ("vale.example",), ("Vale",))
    agency = Source("State Agency", "AAA", "state", "Aland", True, ("agency.example",))
    register = SourceRegister([vale, agency])
    assert register.find("The Vale News (Asia)", None) is vale
    assert register.find("Vale", None) is vale
    assert register.find("Unknown", "https://rss.agency.example/x") is agency
    assert register.find("feeds.agency.example", None) is agency
    assert register.find("Unknown", "https://notagency.example/x") is None
    assert register.find("", None) is None


def test_the_shipped_register_knows_state_agencies() -> None:
    register = load_sources()
    xinhua = register.find("", "https://english.xinhuanet.com/a")
    assert register.find("Xinhua", None) is not None
    assert xinhua is None or xinhua.state_owned_by
    tass = register.find("TASS", None)
    assert tass is not None and tass.state_owned_by == "Russia" and tass.agency


@pytest.mark.parametrize(
    ("title", "outlet", "kept"),
    [
        ("Ten shot at party in Brownsville - WMC Action News 5 - Memphis, Tennessee", "wmcactionnews5.com", "Ten shot at party in Brownsville"),
        ("Two shot near the mall :: Hill.com", "www.hill.com:80", "Two shot near the mall"),
        ("Two shot near the mall - what we know", "hill.com", "Two shot near the mall - what we know"),
        ("Shots - Vale News", "Vale News", "Shots - Vale News"),  # too little would be left
    ],
)
def test_the_outlet_names_itself_at_the_end_of_a_headline(title: str, outlet: str, kept: str) -> None:
    assert headline(title, outlet) == kept
