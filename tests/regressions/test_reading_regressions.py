"""What readers of news have been fooled by: each family of texts below is one mistake that others made, in a dozen wordings of our own."""

from __future__ import annotations

import pytest

from monitor.domain.reading import COOPERATIVE, VIOLENT, Realis, Signal
from monitor.understand.reader import ArticleReader
from tests.readings import actual, read_one

# --- a call to de-escalate holds the word "escalate" -------------------------------------------------------------

CALMING = [
    ("Envoy calls for de-escalation in Nagorno-Karabakh", "The European Union's envoy urged Armenia and Azerbaijan on Tuesday to take steps of de-escalation around Nagorno-Karabakh."),
    ("Line of Control: Delhi and Islamabad urged to deescalate", "Britain urged India and Pakistan on Monday to deescalate along the Line of Control in Kashmir and to show restraint."),
    ("Appeal for de\u2011escalation in South China Sea", "Foreign ministers of the region appealed on Tuesday for de\u2011escalation at Second Thomas Shoal and asked all sides to show restraint."),
    ("Serbia and Kosovo pressed to de-escalate", "Washington pressed Serbia and Kosovo on Monday to de-escalate immediately in the north of Kosovo, the State Department said."),
    ("De-escalation, not escalation, is what Abkhazia needs, mediator says", "The mediator said on Tuesday that Abkhazia needed de-escalation and called on Tbilisi and Sukhumi to resume talks."),
    ("Secretary-general seeks de-escalation on Golan", "The UN secretary-general called on Israel and Syria on Monday for maximum restraint and de-escalation in the Golan Heights."),
    ("De-escalatory steps urged on Moldova and Transnistria", "The OSCE mission on Tuesday called on Chisinau and Tiraspol for de-escalatory steps along the Dniester in Transnistria."),
    ("Pakistan and India must avoid any escalation, UN says", "The United Nations called on Pakistan and India on Monday to avoid any escalation in Kashmir and to settle the matter by dialogue."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text"), CALMING, ids=[t for t, _ in CALMING])
def test_a_call_to_deescalate_is_no_escalation(reader: ArticleReader, title: str, text: str) -> None:
    found = read_one(reader, text, title)
    assert Signal.RESTRAINT_CALL in actual(found)
    assert actual(found) <= COOPERATIVE and found.level == 0


# --- what is remembered today happened long ago ------------------------------------------------------------------

REMEMBERED = [
    ("Tskhinvali remembers", "South Ossetia on Thursday marked the 15th anniversary of the war of August 2008 with candles and a minute of silence. In August 2008 Georgian troops shelled Tskhinvali and Russian forces drove them back, killing hundreds."),
    ("On this day: the battle for Agdam", "On this day in 1993 Armenian forces captured Agdam, near Nagorno-Karabakh, after weeks of shelling that killed dozens of civilians."),
    ("Kargil war heroes honoured", "India honoured the soldiers who died in the Kargil war of 1999 with a wreath at Drass in Kashmir on Friday. In that war Pakistani troops seized heights above the road and more than 500 Indian soldiers were killed."),
    ("Falklands veterans gather", "Veterans gathered in Stanley on Saturday to mark 42 years since the Falklands war. In April 1982 Argentine forces invaded the Falkland Islands, and 255 British servicemen died before the surrender in June 1982."),
    ("Sirens for the summer of 1974", "Sirens sounded across Cyprus on Saturday, 49 years after Turkish troops invaded the island in July 1974. Thousands were killed and a third of the island, now Northern Cyprus, was occupied."),
    ("Ceremony for the dead of Khojaly", "Azerbaijan on Monday remembered the people killed in Khojaly, in Nagorno-Karabakh, in February 1992, when Armenian forces attacked the town and hundreds of civilians were massacred."),
    ("How Kherson was lost and regained", "Two years ago, in March 2022, Russian forces seized Kherson after shelling it; in November 2022 they withdrew. The city looked back on Monday with a concert."),
    ("Memorial for the dead of Galwan", "In June 2020 Indian and Chinese soldiers fought with clubs in the Galwan valley of Ladakh, and 20 Indian soldiers were killed. A memorial to them was unveiled on Monday."),
    ("Gaza marks anniversary", "Palestinians in Gaza on Monday marked the anniversary of the war of 2014, in which Israeli air strikes killed more than 2,000 people."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text"), REMEMBERED, ids=[t for t, _ in REMEMBERED])
def test_what_is_remembered_raises_no_level(reader: ArticleReader, title: str, text: str) -> None:
    found = read_one(reader, text, title)
    assert found.level == 0 and not actual(found) & VIOLENT
    assert all(c.realis is Realis.HISTORICAL for c in found.casualties)


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen opened fire at a parade that marked the anniversary of the 1988 revolution in Srinagar, Kashmir, on Monday. Eight soldiers were killed and twenty wounded.",
        "Abkhazia marked the 31st anniversary of the 1992 war on Monday. Georgian shells fell on Gali during the parade, killing two people.",
        "Ukrainian drones struck an oil depot in Feodosia on Monday, ten years after Russia annexed Crimea in 2014. Two guards were killed.",
        "Veterans of the 1999 war were among the crowd in Drass, Kashmir, when militants attacked it on Friday. Pakistani mortars were fired, and six men died.",
        "Israeli and Syrian guns exchanged fire across the Golan Heights overnight, killing three soldiers, in the heaviest clash since 1994.",
    ],
)
def test_a_fresh_attack_is_news_though_it_falls_on_an_anniversary(reader: ArticleReader, text: str) -> None:
    found = read_one(reader, text)
    assert found.level >= 4 and actual(found) & VIOLENT
    assert [c for c in found.casualties if c.realis is Realis.ACTUAL]


# --- words of war in worlds that dispute no land -----------------------------------------------------------------

OTHER_WORLDS = [
    ("Four killed in Ohio school shooting", "A student shot dead four classmates at a high school in Ohio on Tuesday before police disarmed him, the sheriff said."),
    ("Gunman kills six at Memphis office", "A gunman killed six colleagues at an office in Memphis on Monday and then himself, police said."),
    ("Blast at fireworks factory kills nine", "A blast tore through a fireworks factory in Sivakasi, India, on Monday, killing nine workers. Police have arrested the owner."),
    ("Gas explosion wrecks flats", "A gas explosion brought down a block of flats in Volgograd on Monday, killing three people; rescuers are searching the rubble."),
    ("Chemical plant explodes in Gujarat", "Five workers were killed and twenty wounded when a boiler exploded at a chemical plant in Gujarat on Monday."),
    ("Mayor declares war on rats", "The mayor of New York declared war on rats on Monday and named a commander for the campaign."),
    ("War on drugs: army sent to Guayaquil", "The president of Ecuador opened a new front in the war on drugs on Monday and sent soldiers against the cartels in Guayaquil."),
    ("Price war between supermarkets", "Supermarkets in Northern Ireland fired the first shots in a price war over milk on Monday."),
    ("Trade war escalates", "Beijing struck back in the trade war on Monday with tariffs on American soy beans, hours after Washington had attacked its subsidies."),
    ("Turf war: dealers shot in Marseille", "Three dealers were shot dead in Marseille on Monday in a turf war between gangs, prosecutors said."),
    ("Crimea Cup: Titans clash", "Sevastopol and Simferopol clash on Sunday in the final of the Crimea Cup; the coach said his strikers would attack from the first minute. The match at the stadium is sold out."),
    ("Kashmir Premier League: Lions crush Tigers", "The Mirpur Royals crushed the Muzaffarabad Tigers on Monday in the Kashmir Premier League; the captain's bombardment of sixes killed off the match."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text"), OTHER_WORLDS, ids=[t for t, _ in OTHER_WORLDS])
def test_crime_accidents_trade_and_sport_are_no_war(reader: ArticleReader, title: str, text: str) -> None:
    found = read_one(reader, text, title)
    assert (found.relevant, found.level, actual(found)) == (False, 0, set())


# --- places that nobody knows, and places that are many ----------------------------------------------------------

BESIDE_UNKNOWN = [
    ("kharkiv-oblast", "Shells hit the hamlet of Nyzhnya Vilkhova Druha near Kharkiv on Monday, killing two civilians, the governor said."),
    ("kharkiv-oblast", "Russian artillery shelled Qwertyville and Kharkiv overnight, killing four civilians, the governor said."),
    ("line-of-control", "Indian and Pakistani troops exchanged fire at Zzyzx post on the Line of Control in Kashmir on Monday."),
    ("nagorno-karabakh", "Azerbaijani drones struck Xylophagou Heights and Stepanakert on Tuesday, wounding six people, officials said."),
    ("donetsk-oblast", "Russian troops captured Krasnohorivka on Monday after weeks of shelling, the defence ministry in Moscow said."),
    ("donetsk-oblast", "Russian forces shelled Chasiv Yar and a settlement called Nowhere on Monday, killing two civilians, the governor said."),
]  # fmt: skip


@pytest.mark.parametrize(("territory", "text"), BESIDE_UNKNOWN)
def test_a_place_that_nobody_knows_takes_nothing_from_the_rest(reader: ArticleReader, territory: str, text: str) -> None:
    found = read_one(reader, text)
    assert territory in {t.id for t in found.territories}
    assert found.level >= 4 and actual(found) & VIOLENT


NAMESAKES = [
    "Georgia's governor signed a law on voting in Atlanta on Monday; police clashed with protesters outside the statehouse.",
    "A tornado struck Georgia and Alabama on Monday, killing four people near Savannah.",
    "A man was killed in a shooting in Paris, Texas, on Monday, police said.",
    "Two people were wounded in a shooting in Long Beach, CA, on Monday night.",
    "Jordan attacked the basket and scored 30 points for Chicago on Monday.",
    "Sudan, the last male northern white rhino, died in Kenya on Monday.",
    "Police in Lebanon, Pennsylvania, shot a man dead on Monday after a clash.",
]


@pytest.mark.parametrize("text", NAMESAKES)
def test_a_namesake_is_no_territory(reader: ArticleReader, text: str) -> None:
    found = read_one(reader, text)
    assert (found.territories, found.relevant, found.level) == ((), False, 0)


def test_the_state_of_georgia_in_its_dispute_is_found(reader: ArticleReader) -> None:
    found = read_one(reader, "Georgia accused Russian guards on Monday of moving the fence at South Ossetia and of seizing farm land.")
    assert [t.id for t in found.territories] == ["south-ossetia"] and found.relevant
