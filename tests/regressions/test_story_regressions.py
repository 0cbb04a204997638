"""What has split one event into many stories or glued many into one: each family is a mistake that others made, in wordings of our own."""

from __future__ import annotations

import pytest

from monitor.domain.story import AssignmentReason
from monitor.stories.publishers import publisher_of, title_key
from monitor.understand.reader import ArticleReader
from tests.streams import Report, how_many, placed

# --- one event in words that share next to nothing ---------------------------------------------------------------

TANKER = [
    Report("Tanker set ablaze by drone in Strait of Hormuz", "A tanker was set on fire by a drone in the Strait of Hormuz early on Tuesday, the maritime agency said. Its crew of 21 were taken off by an Omani patrol boat and the fire was burning at noon.", 0),
    Report("Oil ship hit in Hormuz strait, crew rescued", "An oil ship was hit in the Strait of Hormuz on Tuesday and burned for hours; an Omani patrol boat rescued all 21 of the crew, the owners said from Piraeus.", 1),
    Report("Iran denies drone attack on tanker", "Iran denied on Tuesday that it had sent a drone against a tanker in the Strait of Hormuz, and called the charge by Washington a fabrication.", 3),
    Report("US blames Tehran for attack on ship in Gulf strait", "The United States blamed Tehran on Tuesday for the drone that set a tanker on fire in the Strait of Hormuz; the Fifth Fleet sent a destroyer to the burning ship.", 4),
    Report("Crude jumps after tanker burns off Oman", "Crude oil rose by four dollars on Tuesday after a tanker was hit by a drone in the Strait of Hormuz and burned off the coast of Oman.", 5),
    Report("Shippers reroute after Hormuz drone strike on tanker", "Shipping companies held back vessels from the Strait of Hormuz on Tuesday after a drone struck a tanker there and its crew of 21 had to be taken off.", 7),
]  # fmt: skip


def test_six_headlines_of_one_burning_tanker_are_one_story(reader: ArticleReader) -> None:
    assert how_many(placed(reader, *TANKER)) == 1
    assert how_many(placed(reader, *(Report(r.title, r.text, n) for n, r in enumerate(reversed(TANKER))))) == 1


TWO_TONGUES = [
    (Report("Ballistic missiles and drones rain on Kharkiv", "Russia fired ballistic missiles and drones at Kharkiv before dawn on Tuesday, and nine people were killed, the mayor Ihor Terekhov said. A block of flats in the Saltivka district collapsed, and rescuers dug for a family under the rubble."),
     Report("Nine dead as flats collapse in Saltivka", "Nine people were killed in Kharkiv on Tuesday when a Russian missile brought down a block of flats in the Saltivka district, the mayor Ihor Terekhov said. Rescuers pulled a girl from the rubble.", 2)),
    (Report("Coast guard rams navy boat off shoal", "A Chinese coast guard ship rammed a Philippine navy boat near Second Thomas Shoal on Tuesday and four sailors were wounded, Manila said."),
     Report("Manila summons envoy over wounded sailors", "The Philippines summoned the Chinese ambassador on Tuesday after four of its sailors were wounded when their boat was rammed near Second Thomas Shoal.", 3)),
    (Report("Three coffins come home to Mendhar", "Three soldiers killed by Pakistani mortars on the Line of Control in Kashmir were carried down from Mendhar on Tuesday. Villagers counted more than forty shells."),
     Report("Islamabad says Delhi broke truce", "Pakistan said on Tuesday that Indian troops had opened fire first near Mendhar on the Line of Control in Kashmir, where three Indian soldiers were killed by mortars.", 2)),
    (Report("Azerbaijani drone hits ambulance, Yerevan says", "An Azerbaijani drone hit an ambulance near Martakert in Nagorno-Karabakh on Tuesday, wounding a medic and his driver, the defence ministry in Yerevan said."),
     Report("Medic and driver hurt near Martakert; Baku denies", "A medic and his driver were wounded near Martakert in Nagorno-Karabakh on Tuesday when their ambulance was struck. Baku denied that its drones had been in the air.", 2)),
    (Report("Fleet headquarters in Sevastopol struck", "Ukrainian missiles struck the headquarters of the Black Sea Fleet in Sevastopol on Tuesday, and smoke rose over the bay. Thirty-four officers were killed, Kyiv said."),
     Report("One serviceman missing after Sevastopol attack, Moscow says", "One serviceman was missing after missiles hit the fleet's headquarters in Sevastopol on Tuesday, the defence ministry in Moscow said; air defences had shot down five.", 4)),
    (Report("Ceasefire signed for northern Kosovo", "Serbia and Kosovo signed a ceasefire for the north of Kosovo in Ohrid on Tuesday after four days of gunfire around Zvecan, the EU said."),
     Report("Guns fall silent around Zvecan", "The guns fell silent around Zvecan in northern Kosovo on Tuesday as the ceasefire signed in Ohrid took hold, KFOR said.", 3)),
]  # fmt: skip


@pytest.mark.parametrize("pair", TWO_TONGUES, ids=[a.title for a, _ in TWO_TONGUES])
def test_two_sides_in_two_tongues_tell_one_story(reader: ArticleReader, pair: tuple[Report, Report]) -> None:
    first, second = placed(reader, *pair)
    assert first.story_id == second.story_id and second.reason is AssignmentReason.SAME_EVENT


# --- the numbered thing before and the one after -----------------------------------------------------------------

SERIES = [
    (Report("EU adopts 12th package of sanctions over Crimea", "The European Union adopted its 12th package of sanctions against Russia over the annexation of Crimea on Tuesday, banning imports of diamonds. Belgium had asked for exemptions for Antwerp's traders."),
     Report("EU agrees 13th package over Crimea", "The European Union agreed its 13th package of sanctions against Russia over the annexation of Crimea on Friday, aiming at firms in China that sell drone parts. Hungary gave up its objections late at night.", 72)),
    (Report("EU adopts twelfth package of sanctions", "The European Union adopted its twelfth package of sanctions against Russia over the annexation of Crimea on Tuesday. Ambassadors had haggled for weeks."),
     Report("EU adopts thirteenth package of sanctions", "The European Union adopted its thirteenth package of sanctions against Russia over the annexation of Crimea on Friday. Ambassadors had haggled for weeks.", 72)),
    (Report("Third round of Karabakh talks ends in Brussels", "Armenia and Azerbaijan ended a third round of talks on Nagorno-Karabakh in Brussels on Tuesday without a text, the EU said."),
     Report("Fourth round of Karabakh talks opens in Washington", "Armenia and Azerbaijan opened a fourth round of talks on Nagorno-Karabakh in Washington on Friday; the foreign ministers shook hands.", 72)),
    (Report("Ninth border meeting on Ladakh", "Indian and Chinese commanders held their ninth meeting on Ladakh at Moldo on Tuesday and agreed to go on talking."),
     Report("Tenth border meeting on Ladakh fails", "The tenth meeting of Indian and Chinese commanders on Ladakh failed at Chushul on Saturday after nine hours; no statement was made.", 100)),
    (Report("Second batch of prisoners swapped over Donetsk", "Ukraine and Russia swapped a second batch of prisoners at the Donetsk line on Tuesday, 50 for 50."),
     Report("Third batch of prisoners freed at Donetsk", "A third batch of prisoners was freed at the Donetsk line on Friday; Kyiv got 35 of its men and Moscow 35.", 72)),
    (Report("Second phase of Gali pull-out done", "Russian guards ended the second phase of their pull-out from Gali in Abkhazia on Tuesday, Sukhumi said."),
     Report("Third phase of Gali pull-out under way", "Russian guards began the third phase of their pull-out from Gali in Abkhazia on Thursday, Sukhumi said.", 50)),
]  # fmt: skip


@pytest.mark.parametrize("pair", SERIES, ids=[b.title for _, b in SERIES])
def test_the_next_of_a_numbered_series_is_another_story(reader: ArticleReader, pair: tuple[Report, Report]) -> None:
    assert how_many(placed(reader, *pair)) == 2


def test_one_number_in_words_and_in_figures_is_one_thing(reader: ArticleReader) -> None:
    in_figures = SERIES[0][0]
    in_words = Report(
        "Russian diamonds banned",
        "Russian diamonds may no longer be sold in the European Union under its twelfth package of sanctions over the annexation of Crimea, adopted on Tuesday. Belgium had asked for exemptions for Antwerp's traders.",
        2,
    )
    assert how_many(placed(reader, in_figures, in_words)) == 1


# --- the same town, another day ----------------------------------------------------------------------------------

OTHER_DAYS = [
    (Report("Clash near Mendhar kills three soldiers", "Indian and Pakistani troops exchanged fire near Mendhar on the Line of Control in Kashmir on Tuesday, killing three soldiers, officers said. Artillery joined in for two hours before dawn, and a school in Balnoi was hit."),
     Report("Mendhar villagers flee new shelling", "Mortar shells fell on Mendhar in Kashmir on Sunday and wounded five villagers; a mosque lost its roof. Families left for Poonch by bus, said the magistrate, who had sent them blankets.", 120)),
    (Report("Rocket hits Kiryat Shmona bakery", "A rocket from Lebanon hit a bakery in Kiryat Shmona on Tuesday, wounding the baker and his son. The Blue Line was quiet by noon, UNIFIL said."),
     Report("Two soldiers die in Metula anti-tank fire", "Two Israeli soldiers were killed by an anti-tank missile near Metula on the Blue Line on Sunday, the army said. It answered with shells on Kfar Kila.", 130)),
    (Report("Drone hits Feodosia oil depot", "A Ukrainian drone set the oil depot of Feodosia in Crimea on fire on Tuesday, the Russian-installed governor Sergei Aksyonov said."),
     Report("Landing ship sinks off Feodosia", "A Russian landing ship sank off Feodosia in Crimea on Sunday after cruise missiles had hit it, Kyiv's air force said. Moscow spoke of damage; one man was dead.", 125)),
    (Report("Settlers burn cars in Huwara", "Israeli settlers burned a dozen cars in Huwara in the West Bank on Tuesday, residents said. The army said it had dispersed them."),
     Report("Two brothers shot dead at Huwara junction", "Two Israeli brothers were shot dead at the Huwara junction in the West Bank on Sunday, the army said, and the gunman fled towards Nablus.", 125)),
    (Report("Trawler sunk near Paracel Islands", "A Vietnamese trawler was rammed and sunk near the Paracel Islands on Tuesday; its nine fishermen were picked up, Hanoi said."),
     Report("Fishermen beaten near Paracel Islands", "Ten Vietnamese fishermen were beaten with iron bars by men of a Chinese ship near the Paracel Islands on Sunday, Hanoi said; three had broken bones.", 125)),
]  # fmt: skip


@pytest.mark.parametrize("pair", OTHER_DAYS, ids=[b.title for _, b in OTHER_DAYS])
def test_another_day_in_the_same_town_is_another_story(reader: ArticleReader, pair: tuple[Report, Report]) -> None:
    assert how_many(placed(reader, *pair)) == 2


# --- who struck whom ---------------------------------------------------------------------------------------------

REVERSED = [
    (Report("Ukrainian drone hits Russian depot", "A Ukrainian drone hit an oil depot in Feodosia in Crimea on Tuesday and set it on fire, the Russian-installed governor said. Nobody was hurt."),
     Report("Russian drone hits Ukrainian depot", "A Russian drone hit an oil depot in Kharkiv on Tuesday and set it on fire, the Ukrainian governor said. Nobody was hurt.", 2)),
    (Report("Armenia says Azerbaijan fired on its post", "Azerbaijani troops fired on an Armenian post in Gegharkunik on Tuesday, wounding a soldier, Yerevan said."),
     Report("Azerbaijan says Armenia fired on its post", "Armenian troops fired on an Azerbaijani post in Kalbajar on Tuesday, wounding a soldier, Baku said.", 2)),
    (Report("Israel strikes Hezbollah in south Lebanon", "Israeli jets struck a Hezbollah depot near Marjayoun in south Lebanon on Tuesday, killing two fighters, Lebanese state media said."),
     Report("Hezbollah strikes Israeli base", "Hezbollah rockets struck an Israeli base on Mount Meron on Tuesday, wounding two soldiers; they were fired from south Lebanon, the army said.", 2)),
    (Report("Ukrainian drones hit Belgorod", "Ukrainian drones hit Belgorod in Russia on Tuesday, wounding three people, the governor Vyacheslav Gladkov said; the airport in Crimea was shut too."),
     Report("Russian drones hit Kherson", "Russian drones hit Kherson on Tuesday, wounding three people, the governor Oleksandr Prokudin said.", 2)),
    (Report("Azerbaijani troops cross into Armenia's Syunik", "Azerbaijani troops crossed the border into Syunik in Armenia on Tuesday and dug in on a hill, Yerevan said."),
     Report("Armenian troops cross into Kalbajar", "Armenian troops crossed the line into Kalbajar in Azerbaijan on Tuesday and were driven back, Baku said.", 2)),
    (Report("Serbian police seize Kosovo policemen", "Serbian police seized three Kosovo policemen on Tuesday near Leposavic in northern Kosovo, Pristina said."),
     Report("Kosovo police seize Serbian officers", "Kosovo police arrested two Serbian officers in North Mitrovica on Tuesday, Belgrade said.", 2)),
]  # fmt: skip


@pytest.mark.parametrize("pair", REVERSED, ids=[a.title for a, _ in REVERSED])
def test_who_struck_whom_the_other_way_round_is_another_story(reader: ArticleReader, pair: tuple[Report, Report]) -> None:
    assert how_many(placed(reader, *pair)) == 2


# --- titles in the dress of their outlets ------------------------------------------------------------------------

DRESSED = [
    "Shells fall on Mendhar for a second night",
    "Shells fall on Mendhar for a second night - The Vale Examiner",
    "Shells fall on Mendhar for a second night | Vale News",
    "Shells fall on Mendhar for a second night \u2014 Halyard",
    "Opinion | Shells fall on Mendhar for a second night",
    "UPDATE 3-Shells fall on Mendhar for a second night",
    "BREAKING: Shells fall on Mendhar for a second night",
    "WATCH: Shells fall on Mendhar for a second night",
    "shells fall on mendhar for a second night",
]


@pytest.mark.parametrize("title", DRESSED)
def test_an_outlets_dress_does_not_change_a_title(title: str) -> None:
    assert title_key(title) == title_key(DRESSED[0]) != ""


def test_a_report_in_nine_dresses_is_one_story_and_eight_copies(reader: ArticleReader) -> None:
    text = "Shells fell on Mendhar in Kashmir for a second night, officers said, and three soldiers were wounded. Families left for Poonch by bus."
    found = placed(reader, *(Report(title, text, n) for n, title in enumerate(DRESSED)))
    assert how_many(found) == 1
    assert [a.copy_of for a in found] == [None, *["a0"] * 8]


# --- nine editions, one house ------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["World", "Asia", "UK", "US", "Middle East", "Africa", "Europe", "English", "Top Stories", "RSS", "(Live)"])
def test_an_edition_is_its_publisher(edition: str) -> None:
    assert publisher_of(f"Meridian Broadcasting {edition}", None) == publisher_of("Meridian Broadcasting", "https://feeds.meridian.example/rss")
