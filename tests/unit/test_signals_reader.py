"""The shipped reader on sentences with one obvious reading, and on what it must not fall for. No score is asserted: models are trained anew."""

from __future__ import annotations

import pytest

from monitor.domain.reading import COOPERATIVE, VIOLENT, Article, Realis, Signal
from monitor.understand.reader import ArticleReader
from tests.readings import TUESDAY, actual, an_article, read_one

PLAIN = [
    (Signal.STRIKE, 4, "kharkiv-oblast", "Shells hit Kharkiv, killing four", "Russian artillery shelled the city of Kharkiv overnight, killing four civilians, the governor said."),
    (Signal.ARMED_CLASH, 4, "line-of-control", "Troops exchange fire across Line of Control", "Indian and Pakistani troops exchanged fire across the Line of Control in Kashmir on Monday."),
    (Signal.TALKS, 0, "nagorno-karabakh", "Talks on Nagorno-Karabakh in Brussels", "Armenia and Azerbaijan held talks on Nagorno-Karabakh in Brussels on Monday."),
    (Signal.AGREEMENT, 0, "nagorno-karabakh", "Ceasefire agreed in Nagorno-Karabakh", "Armenia and Azerbaijan agreed a ceasefire in Nagorno-Karabakh on Monday."),
    (Signal.DIPLOMATIC_PROTEST, 1, "senkaku-islands", "Japan protests over Senkaku Islands", "Japan's foreign ministry summoned the Chinese ambassador to protest over the intrusion near the Senkaku Islands."),
    (Signal.INCURSION, 3, "second-thomas-shoal", "Boat rammed at Second Thomas Shoal", "A Chinese coast guard vessel rammed a Philippine supply boat near Second Thomas Shoal and fired water cannon at it on Monday."),
    (Signal.BLOCKADE, 3, "lachin-corridor", "Lachin corridor blocked", "Azerbaijan has blocked the Lachin corridor, cutting off food supplies to Nagorno-Karabakh."),
    (Signal.THREAT, 2, "taiwan", "China threatens Taiwan with force", "China warned on Monday that it would use force against Taiwan if the island declared independence."),
    (Signal.SABOTAGE, 4, "kashmir", "Roadside bomb kills three in Kashmir", "A roadside bomb killed three policemen in southern Kashmir on Monday. Militants set it off under their vehicle near Anantnag, police said. Troops searched the nearby villages for the bombers."),
    (Signal.MASS_VIOLENCE, 5, "nagorno-karabakh", "Azerbaijan launches offensive in Nagorno-Karabakh", "Azerbaijani forces launched an offensive along the whole front in Nagorno-Karabakh on Monday."),
    (Signal.UNREST, 2, "kashmir", "Curfew in Srinagar", "Police fired tear gas at protesters who shouted for independence in Srinagar, the main city of Kashmir, on Monday, and a curfew was imposed. Dozens of separatist activists were arrested, and shops stayed shut in protest against Indian rule."),
    (Signal.FORTIFICATION, 3, "spratly-islands", "Airstrip built in Spratly Islands", "Vietnam is reclaiming land at Barque Canada Reef in the Spratly Islands and building an airstrip, satellite images show."),
]  # fmt: skip


@pytest.mark.parametrize(("signal", "level", "territory", "title", "text"), PLAIN, ids=[str(p[0]) for p in PLAIN])
def test_a_plain_sentence_is_read_as_anybody_would(reader: ArticleReader, signal: Signal, level: int, territory: str, title: str, text: str) -> None:
    found = read_one(reader, text, title)
    assert found.relevant
    assert signal in actual(found)
    assert territory in {t.id for t in found.territories}
    assert found.level == 0 if level == 0 else found.level >= level
    assert not actual(found) & (VIOLENT if signal in COOPERATIVE else COOPERATIVE)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "UN urges de-escalation in Kashmir",
            "The United Nations urged India and Pakistan to show restraint and called for de-escalation in Kashmir.",
        ),
        (
            "UN chief calls for calm on Line of Control",
            "The UN secretary-general called on India and Pakistan on Monday to de-escalate along the Line of Control in Kashmir.",
        ),
    ],
)
def test_a_call_for_deescalation_is_no_escalation(reader: ArticleReader, title: str, text: str) -> None:
    found = read_one(reader, text, title)
    assert Signal.RESTRAINT_CALL in actual(found)
    assert actual(found) <= COOPERATIVE
    assert found.level == 0


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Seven killed in Texas mall shooting", "A gunman killed seven people at a shopping mall in Texas on Monday before police shot him dead."),
        ("President vows new war on drugs", "The president announced a new phase in the war on drugs in Mexico on Monday. Soldiers were sent to three states."),
        ("Trade war with Taiwan heats up", "Washington raised tariffs on chips from Taiwan in an escalating trade war, and shares of exporters fell on the stock market."),
        ("Kosovo and Serbia clash in qualifier", "Kosovo clash with Serbia in a World Cup qualifier on Friday; the coach said his strikers would attack from the first minute. The midfielder and the goalkeeper are fit, and the team will defend its lead in the league table at the stadium."),
        ("Real Kashmir attack early", "Real Kashmir bombarded the goal of East Bengal in the league on Monday; the striker struck twice before the goalkeeper surrendered. The coach said the team would defend its title in the next match at the stadium."),
    ],
)  # fmt: skip
def test_war_words_of_other_worlds_are_not_relevant(reader: ArticleReader, title: str, text: str) -> None:
    found = read_one(reader, text, title)
    assert (found.relevant, found.level, actual(found)) == (False, 0, set())


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Abkhazia marks 30th anniversary", "Abkhazia on Saturday marked the 30th anniversary of the end of the 1992-93 war with a concert in Sukhumi. In September 1993 Abkhaz fighters captured Sukhumi after shelling it for weeks."),
        ("Crimea marks anniversary", "Russia annexed Crimea in March 2014 after sending troops there. The peninsula marked the anniversary on Monday with a concert."),
    ],
)  # fmt: skip
def test_an_anniversary_is_history(reader: ArticleReader, title: str, text: str) -> None:
    found = read_one(reader, text, title)
    assert found.level == 0
    assert all(s.realis is Realis.HISTORICAL for s in found.signals if s.signal in VIOLENT)


def test_the_twelfth_package_and_the_thirteenth_are_read_alike(reader: ArticleReader) -> None:
    text = "The European Union adopted its {} package of sanctions against Russia over the annexation of Crimea on Monday."
    twelfth, thirteenth = (read_one(reader, text.format(n), f"EU adopts {n} package of sanctions over Crimea") for n in ("12th", "13th"))
    assert actual(twelfth) == actual(thirteenth) >= {Signal.SANCTIONS}


def test_a_bare_year_long_past_makes_the_same_words_history(reader: ArticleReader) -> None:
    now = read_one(reader, "Armenian forces captured the town of Agdam, near Nagorno-Karabakh, after shelling it.")
    then = read_one(reader, "In 1994 Armenian forces captured the town of Agdam, near Nagorno-Karabakh, after shelling it.")
    assert now.level == 4 and then.level == 0
    assert all(s.realis is Realis.HISTORICAL for s in then.signals)


def test_each_signal_and_realis_stands_once_and_evidence_is_the_articles_own(reader: ArticleReader) -> None:
    article = an_article(
        "\U0001f6a8 Shells hit Kharkiv on Monday.\nShells hit Kharkiv again.\n\nThe governor said: \u201cThey shelled us twice.\u201d Four were killed and six wounded, he said.",
        "Kharkiv shelled",
    )
    found = reader.read([article])[0]
    assert len({(s.signal, s.realis) for s in found.signals}) == len(found.signals)
    spans = [s.evidence for s in found.signals] + [c.evidence for c in found.casualties] + [m for t in found.territories for m in t.mentions]
    assert found.signals and found.casualties
    assert all((article.title if e.field == "title" else article.text)[e.start : e.end] == e.text != "" for e in spans)


def test_a_language_that_is_not_read_is_named_and_stays_quiet(reader: ArticleReader) -> None:
    found = read_one(
        reader,
        "\u0412\u043e\u0439\u0441\u043a\u0430 \u043e\u0431\u0441\u0442\u0440\u0435\u043b\u044f\u043b\u0438 \u043f\u043e\u0437\u0438\u0446\u0438\u0438 \u0432 \u041d\u0430\u0433\u043e\u0440\u043d\u043e\u043c \u041a\u0430\u0440\u0430\u0431\u0430\u0445\u0435.",
        language="ru",
    )
    assert (found.relevant, found.level, found.language) == (False, 0, "ru")
    assert [t.id for t in found.territories] == ["nagorno-karabakh"]
    assert "not read" in found.relevance_reasons[0]


def test_the_gate_lets_names_through_and_nothing_else(reader: ArticleReader) -> None:
    assert reader.gate("Clash in Kashmir", "") and reader.gate("", "Shots near Stepanakert")
    assert not reader.gate("Budget passed", "Parliament in Oslo voted on Monday.")


def test_every_reading_names_what_made_it(reader: ArticleReader) -> None:
    versions = {r.versions for r in reader.read([an_article("x"), Article("b", "Kashmir", "Shells fell.", TUESDAY)])}
    (one,) = versions
    assert one.gazetteer and one.model and one.rules


def test_kin_of_a_name(reader: ArticleReader) -> None:
    assert {"line-of-control", "kashmir"} <= reader.kin_of("Line of Control") | reader.kin_of("Kashmir")
    assert reader.kin_of("Atlantis") == frozenset()
