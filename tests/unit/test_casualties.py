"""Truth tables of the casualty grammar: sentences of the kind that news is made of, and what they claim."""

from __future__ import annotations

import pytest

from tests.casualty_names import claims_of


def figures(text: str) -> list[tuple[str, int, int | None, str]]:
    return sorted(((str(c.effect), c.low, c.high, str(c.victims)) for c in claims_of(text)), key=repr)


K, W, M, C, D = "killed", "wounded", "missing", "captured", "displaced"
MIL, CIV, POL, MLT, UNS = "military", "civilian", "police", "militant", "unspecified"

KILLED = [
    ("Four soldiers were killed in the shelling on Thursday.", [(K, 4, 4, MIL)]),
    ("Shelling killed four soldiers on Thursday.", [(K, 4, 4, MIL)]),
    ("A rocket hit the post, killing four soldiers and a medic.", [(K, 4, 4, MIL), (K, 1, 1, CIV)]),
    ("The strike claimed the lives of 17 civilians.", [(K, 17, 17, CIV)]),
    ("Three soldiers and two villagers, a man and his niece, were killed.", [(K, 3, 3, MIL), (K, 2, 2, CIV)]),
    ("Four policemen of the Border Force (BF) and a driver were killed by a mine.", [(K, 4, 4, POL), (K, 1, 1, CIV)]),
    ("The attack left 11 dead.", [(K, 11, 11, UNS)]),
    ("The army lost 12 men in the ambush.", [(K, 12, 12, MIL)]),
    ("Three border guards died when a mine exploded under their truck.", [(K, 3, 3, MIL)]),
    ("Two jawans were martyred in firing across the line.", [(K, 2, 2, MIL)]),
    ("A farmer was shot dead by the patrol.", [(K, 1, 1, CIV)]),
    ("Nine people perished in the bombardment.", [(K, 9, 9, UNS)]),
    ("A security source put the dead at three after the clash.", [(K, 3, 3, UNS)]),
    ("The death toll from the strike rose to 41.", [(K, 41, 41, UNS)]),
    ("Death toll climbs to 41 after missile strike", [(K, 41, 41, UNS)]),
    ("12 dead, 30 injured in rocket attack", [(K, 12, 12, UNS), (W, 30, 30, UNS)]),
    ("At least 30 people have been killed in the fighting.", [(K, 30, None, UNS)]),
    ("More than 60 fighters were killed in the battle.", [(K, 60, None, MLT)]),
    ("Between 20 and 25 soldiers were killed in the raid.", [(K, 20, 25, MIL)]),
    ("Dozens of civilians were killed in the shelling.", [(K, 24, None, CIV)]),
    ("Hundreds have died since the offensive began on Monday.", [(K, 200, None, UNS)]),
    ("Several policemen were killed by a roadside bomb.", [(K, 3, None, POL)]),
    ("A gendarme was killed and two of his colleagues were wounded in the ambush.", [(K, 1, 1, POL), (W, 2, 2, UNS)]),
    ("Gunmen killed a policeman and wounded three others.", [(K, 1, 1, POL), (W, 3, 3, UNS)]),
    ("The drone struck a minibus and killed six passengers.", [(K, 6, 6, CIV)]),
    ("Mortar fire killed a grandmother, her daughter and four children in the village.", [(K, 6, 6, CIV)]),
    ("The shell killed a woman and her grandson.", [(K, 2, 2, CIV)]),
    ("Troops shot dead two infiltrators near the fence.", [(K, 2, 2, MLT)]),
    ("Twenty-two conscripts lost their lives in the ambush.", [(K, 22, 22, MIL)]),
    ("The ministry reported seven deaths from artillery fire.", [(K, 7, 7, UNS)]),
    ("Two civilian deaths were reported from the shelling of Agdam.", [(K, 2, 2, CIV)]),
    ("The bodies of five fishermen were recovered after the gunboat opened fire.", [(K, 5, 5, CIV)]),
    ("The bombing cost the lives of 22 civilians and 24 soldiers.", [(K, 22, 22, CIV), (K, 24, 24, MIL)]),
    ("Rifleman Deepak Thapa made the supreme sacrifice in the firing.", [(K, 1, 1, MIL)]),
    ("A 13-year-old boy died when a shell hit his school.", [(K, 1, 1, CIV)]),
    ("Artillery strikes have killed 34 people, including nine children.", [(K, 34, 34, UNS), (K, 9, 9, CIV)]),
    ("Among the dead were two teachers and a nurse, the hospital said after the strike.", [(K, 3, 3, CIV)]),
    ("The dead include three peacekeepers.", [(K, 3, 3, MIL)]),
    ("Israeli fire killed 14 Palestinians overnight.", [(K, 14, 14, UNS)]),
    ("One soldier was killed and another was wounded in the exchange of fire.", [(K, 1, 1, MIL), (W, 1, 1, MIL)]),
    ("Some 1.2 thousand fighters have been killed since Monday.", [(K, 1200, 1200, MLT)]),
    ("The convoy was ambushed and 13 troops were slain.", [(K, 13, 13, MIL)]),
    ("Five members of the border police died in the attack.", [(K, 5, 5, POL)]),
    ("A member of the local militia was killed in the exchange.", [(K, 1, 1, MLT)]),
    ("The mayor of Shusha was assassinated on Thursday.", [(K, 1, 1, CIV)]),
    ("Up to 20 people are believed to have died in the strike.", [(K, 20, 20, UNS)]),
    ("Nearly 300 people died in three days of fighting.", [(K, 300, 300, UNS)]),
    ("Eight Houthis were killed in the air strike.", [(K, 8, 8, UNS)]),
    ("A Ghanaian peacekeeper was killed when the base came under fire.", [(K, 1, 1, MIL)]),
    ("Three crew of the patrol boat were killed by gunfire.", [(K, 3, 3, MIL)]),
    ("The military acknowledged one fatality in the clash.", [(K, 1, 1, UNS)]),
    ("Four villagers, three of them women, were killed by mortar fire.", [(K, 4, 4, CIV), (K, 3, 3, CIV)]),
    ("Estimates of the dead range from 300 to 450.", [(K, 300, 450, UNS)]),
    ("The number of soldiers killed in the clashes rose to 16.", [(K, 16, 16, MIL)]),
    ("The deaths of two soldiers were confirmed by the ministry after the raid.", [(K, 2, 2, MIL)]),
    ("Insurgents executed five captured soldiers.", [(K, 5, 5, MIL)]),
]

WOUNDED = [
    ("Fourteen people were wounded in the shelling.", [(W, 14, 14, UNS)]),
    ("Eight soldiers were killed and 14 wounded.", [(K, 8, 8, MIL), (W, 14, 14, MIL)]),
    ("The blast killed 8 and injured 14.", [(K, 8, 8, UNS), (W, 14, 14, UNS)]),
    ("A gendarme who tried to resist was shot in the thigh.", [(W, 1, 1, POL)]),
    ("Eight people, among them six soldiers, suffered injuries.", [(W, 8, 8, UNS), (W, 6, 6, MIL)]),
    ("Three peacekeepers were hurt in the scuffle with soldiers.", [(W, 3, 3, MIL)]),
    ("Rockets fell on the market, wounding three traders.", [(W, 3, 3, CIV)]),
    ("Two of the guards were hospitalised after the attack.", [(W, 2, 2, MIL)]),
    ("Ten of the boat's crew were injured when the coast guard boarded it, three with broken arms.", [(W, 10, 10, CIV), (W, 3, 3, CIV)]),
    ("At least 37 civilians lost their lives and 64 were gravely wounded.", [(K, 37, None, CIV), (W, 64, 64, CIV)]),
    ("One guard had been martyred and two wounded, the ministry said.", [(K, 1, 1, MIL), (W, 2, 2, MIL)]),
    ("Four more peacekeepers and a child were hurt.", [(W, 4, 4, MIL), (W, 1, 1, CIV)]),
    ("The explosion left two dead and seven injured.", [(K, 2, 2, UNS), (W, 7, 7, UNS)]),
    ("Two sailors sustained serious burns when the missile struck.", [(W, 2, 2, MIL)]),
    ("A boy lost a leg when he stepped on a mine.", [(W, 1, 1, CIV)]),
    ("Six soldiers were taken to hospital after the clash.", [(W, 6, 6, MIL)]),
    ("The toll was four dead and nine wounded.", [(K, 4, 4, UNS), (W, 9, 9, UNS)]),
    ("A policeman was shot and wounded at the crossing.", [(W, 1, 1, POL)]),
    ("Seven were injured, two of them seriously, when a shell hit a bus.", [(W, 7, 7, UNS), (W, 2, 2, UNS)]),
    ("Several hundred protesters were hurt when troops fired on the crowd.", [(W, 300, None, CIV)]),
    ("Ukrainian shelling wounded an elderly couple.", [(W, 2, 2, CIV)]),
    ("His father and brother were hurt when the patrol opened fire.", [(W, 2, 2, CIV)]),
]

MISSING = [
    ("Nineteen soldiers are missing after the battle.", [(M, 19, 19, MIL)]),
    ("Two pilots went missing when the jet was shot down.", [(M, 2, 2, MIL)]),
    ("Five fishermen were never accounted for.", [(M, 5, 5, CIV)]),
    ("Two of the men reached hospital; a third has not been seen since the raid.", [(W, 2, 2, CIV), (M, 1, 1, CIV)]),
    ("Eleven villagers remain unaccounted for after the raid.", [(M, 11, 11, CIV)]),
    ("At least 40 people have disappeared since the militia took the town.", [(M, 40, None, UNS)]),
    ("Three soldiers were killed and one was reported missing.", [(K, 3, 3, MIL), (M, 1, 1, MIL)]),
]

CAPTURED = [
    ("Seven soldiers were captured near the bridge.", [(C, 7, 7, MIL)]),
    ("Rebels took 12 policemen hostage.", [(C, 12, 12, POL)]),
    ("Gunmen abducted two aid workers on Wednesday.", [(C, 2, 2, CIV)]),
    ("The divisional officer of Idabato and six companions were seized by armed men.", [(C, 7, 7, UNS)]),
    ("Border guards of the other side detained a shepherd on Tuesday.", [(C, 1, 1, CIV)]),
    ("252 people were taken to Gaza as hostages.", [(C, 252, 252, UNS)]),
    ("Masked men stormed the base and led its commander away.", [(C, 1, 1, MIL)]),
    ("The navy boarded the boat and led off eleven fishermen.", [(C, 11, 11, CIV)]),
    ("Fifteen engineers were still held in captivity.", [(C, 15, 15, CIV)]),
    ("Militants kidnapped a judge and his driver.", [(C, 2, 2, CIV)]),
    ("Nine fishermen were held, not eleven, the minister said.", [(C, 9, 9, CIV), (C, 11, 11, CIV)]),
    ("Azerbaijani forces captured three Armenian servicemen.", [(C, 3, 3, MIL)]),
    ("Four soldiers were taken prisoner in the raid.", [(C, 4, 4, MIL)]),
    ("The coast guard took into custody six people aboard a fishing boat.", [(C, 6, 6, UNS)]),
]

DISPLACED = [
    ("Thousands of residents fled the shelling.", [(D, 2000, None, CIV)]),
    ("Some 110,000 people have left the eastern districts of the city.", [(D, 110000, 110000, CIV)]),
    ("More than half a million people were uprooted by the fighting.", [(D, 500000, None, CIV)]),
    ("The shelling displaced 3,000 families.", [(D, 3000, 3000, CIV)]),
    ("More than 2,200 civilians have sought shelter inside the base.", [(D, 2200, None, CIV)]),
    ("The strikes forced 40,000 people from their homes.", [(D, 40000, 40000, CIV)]),
    ("Authorities evacuated 1,500 villagers from the frontier.", [(D, 1500, 1500, CIV)]),
    ("About 200 villagers crossed into Thailand to escape the gunfire.", [(D, 200, 200, CIV)]),
    ("The fighting has driven 60,000 people from the valley.", [(D, 60000, 60000, CIV)]),
    ("The offensive left 5,000 people homeless.", [(D, 5000, 5000, CIV)]),
    ("Some 3.7 million people remained displaced within the country.", [(D, 3700000, 3700000, CIV)]),
    ("Tens of thousands of people have fled their homes.", [(D, 20000, None, CIV)]),
    ("Some 40 families left villages near the river for fear of fighting.", [(D, 40, 40, CIV)]),
]

NO_CLAIM = [
    "Nobody was hurt in the exchange of fire.",
    "There were no casualties, the ministry said.",
    "No one was killed or wounded in the attack.",
    "The Israeli military reported no casualties.",
    "An earthquake killed 40 people in the valley.",
    "Six soldiers died in an avalanche on the glacier.",
    "A bus plunged into a gorge, killing 22 passengers.",
    "Two soldiers were killed when their helicopter crashed in bad weather.",
    "Three miners died when the roof of the mine collapsed.",
    "Five migrants drowned in the river.",
    "A fire broke out in a hostel, killing nine students.",
    "Dengue has killed 9 people this year.",
    "Police arrested 40 protesters in the capital.",
    "Police detained 12 suspects on suspicion of smuggling.",
    "Robbers shot dead a shopkeeper and two customers.",
    "The drone flew 120 metres over the post.",
    "The army said it had destroyed 14 tanks and three drones.",
    "Wolves killed 14 sheep near the border.",
    "Shelling killed 30 cows and damaged two barns.",
    "The team is missing two players through injury.",
    "The strike killed the deal between the two parties.",
    "The minister, 52, was appointed in 2019.",
    "Turnout reached 62 per cent in 14 districts.",
    "The government lost three seats in the vote.",
    "About 200 troops left the base on Monday under the accord.",
    "Eritrea freed four prisoners on Thursday.",
    "Sixty soldiers crossed the ridge during the night.",
    "The convoy of 30 trucks was held at the checkpoint for two days.",
    "More than 5,000 trucks are stranded on both sides.",
    "The ceasefire has held for 14 days.",
    "Two rounds of talks were held in Geneva.",
    "Civilians have been killed, witnesses said.",
    "The crossing stayed shut for the fifth day.",
    "The $3m deal is dead.",
    "The island is home to 24 families and one policeman.",
    "The two leaders shook hands in front of 300 journalists.",
    "The museum shows 40 rifles captured in the battle.",
    "The law was passed by 41 votes to 12.",
    "An unknown number of people lie under the rubble.",
    "The Dead Sea is 430 metres below sea level.",
    "He reached the semi-final after two rivals were injured.",
    "Prices could double, traders said, and 40 shops have closed.",
    "Prison guards found two phones.",
    "Operators lost 30 per cent of their income.",
]


@pytest.mark.parametrize(("text", "expected"), KILLED + WOUNDED + MISSING + CAPTURED + DISPLACED)
def test_effect_figure_and_victims(text: str, expected: list[tuple[str, int, int | None, str]]) -> None:
    assert figures(text) == sorted(expected, key=repr)


@pytest.mark.parametrize("text", NO_CLAIM)
def test_no_claim(text: str) -> None:
    assert figures(text) == []


REALIS = [
    ("Two soldiers were killed on Thursday.", "actual"),
    ("The ministry denied reports that 12 soldiers had been killed.", "denied"),
    ("Baku dismissed reports that 12 soldiers had died as lies.", "denied"),
    ("Claims that the army lost 40 men are a lie, the spokesman said.", "denied"),
    ("A new war could leave thousands of people dead.", "hypothetical"),
    ("Up to 500 civilians may be killed if the dam is hit.", "hypothetical"),
    ("At least 200 people were killed in a flare-up in April 2016.", "historical"),
    ("Some 39,000 people fled the town in August 1974.", "historical"),
    ("About 1,200 people were killed in the attack last October.", "historical"),
    ("More than 13,000 people died in that war.", "historical"),
    ("The peace deal of 2005 ended a civil war in which two million people died.", "historical"),
    ("Last year 41 soldiers were killed along the line.", "historical"),
    ("Three years ago nine fishermen were captured by the navy.", "historical"),
    ("In 1988, 64 sailors died in a skirmish at the reef.", "historical"),
    ("The war of 1982 left 649 people dead.", "historical"),
    ("On 9 May two soldiers were killed at the post.", "actual"),
    ("On 12 March two soldiers were killed at the post.", "historical"),
    ("The army evacuated 200 villagers overnight.", "actual"),
    ("Rebels who seized the town in 2014 killed two soldiers on Wednesday.", "actual"),
    ("A commander killed in December gave the unit its name.", "historical"),
    ("The minister denied involvement in the attack that killed three policemen on Thursday.", "actual"),
]


@pytest.mark.parametrize(("text", "expected"), REALIS)
def test_realis(text: str, expected: str) -> None:
    assert [str(c.realis) for c in claims_of(text)] == [expected]


def test_background_goes_on_through_its_paragraph() -> None:
    text = (
        "A patrol crossed the ridge on Thursday. Nobody fired.\n\nEritrean troops dug in there in February 2008. Djibouti said "
        "44 soldiers had been killed and 55 wounded. "
        "Nineteen men were never accounted for.\n\nOn Friday two soldiers were killed at the same spot."
    )
    assert [(c.low, str(c.realis)) for c in claims_of(text)] == [(44, "historical"), (55, "historical"), (19, "historical"), (2, "actual")]


def test_a_background_heading_makes_its_paragraph_historical() -> None:
    assert [str(c.realis) for c in claims_of("And in 2008?\n\nThat was the serious one. Forty soldiers were killed in three days.")] == ["historical"]


CUMULATIVE = [
    ("The ministry said 28 more soldiers had been killed, bringing its total to 59.", [(28, False), (59, True)]),
    ("Some 41 people were killed, bringing to 34,683 the number of Palestinians who have died since October.", [(41, False), (34683, True)]),
    ("At least 300 people have been killed since the fighting began.", [(300, True)]),
    ("A woman has died of her wounds, raising the overall toll to four.", [(1, False), (4, True)]),
    ("Three soldiers were killed on Thursday.", [(3, False)]),
    ("From 24 February 2022 to 10 April 2024 it verified 10,810 civilians killed.", [(10810, True)]),
    ("The ombudsman gave the first toll: at least 170 people killed.", [(170, False)]),
    ("The toll was revised down from 12 to 9 after the shelling.", [(9, True)]),
]


@pytest.mark.parametrize(("text", "expected"), CUMULATIVE)
def test_running_totals(text: str, expected: list[tuple[int, bool]]) -> None:
    assert [(c.low, c.cumulative) for c in claims_of(text)] == expected


def test_a_total_inherits_what_it_counts() -> None:
    first, total = claims_of("Armenia said 28 more of its troops had been killed, bringing its total number of casualties to 59.")
    assert (total.effect, total.victims, total.side, total.claimed_by) == (first.effect, first.victims, "Armenia", "Armenia")


SIDES = [
    ("Four Armenian soldiers were killed.", "Armenia"),
    ("Armenia said 26 of its soldiers had been killed.", "Armenia"),
    ("Azerbaijan said 26 civilians had been wounded on their side.", "Azerbaijan"),
    ("Thirteen villagers were killed on the Thai side of the frontier.", "Thailand"),
    ("A citizen of Georgia was shot dead.", "Georgia"),
    ("An official in Islamabad put the Afghan dead at three after the clash.", "Afghanistan"),
    ("Ethiopia lost 40 soldiers in the battle.", "Ethiopia"),
    ("The Israeli army said two soldiers were killed by mortar fire.", "Israel"),
    ("Four soldiers were killed in the shelling.", None),
    ("The United Nations said 12 civilians had been killed.", None),
    ("Pakistan's army said it had killed 30 militants.", None),
    ("The conflict left 649 Argentines dead.", "Argentina"),
    ("A 13-year-old Georgian died when the patrol opened fire.", "Georgia"),
    ("The strikes killed at least 11 civilians in Ukraine.", "Ukraine"),
]


@pytest.mark.parametrize(("text", "expected"), SIDES)
def test_side(text: str, expected: str | None) -> None:
    assert [c.side for c in claims_of(text)] == [expected]


def test_two_peoples_in_one_enumeration_are_two_claims() -> None:
    assert {(c.low, c.side) for c in claims_of("The conflict left 649 Argentines and 255 Britons dead.")} == {(649, "Argentina"), (255, "Britain")}


def test_an_elliptic_figure_inherits_victims_and_side() -> None:
    assert [(str(c.effect), str(c.victims), c.side) for c in claims_of("Eight Indian soldiers were killed and 14 wounded.")] == [
        ("killed", "military", "India"),
        ("wounded", "military", "India"),
    ]


CLAIMANTS = [
    ("The defence ministry said four soldiers had been killed.", "The defence ministry"),
    ("Four soldiers were killed, the defence ministry said on Thursday.", "the defence ministry"),
    ("According to local authorities, four villagers were killed by shelling.", "local authorities"),
    ("Four villagers were killed by shelling, according to Dr Yousef Hijazi of the Kuwaiti hospital.", "Dr Yousef Hijazi"),
    ("About 1,200 people were killed in the attack, by Israel's count.", "Israel"),
    ("Four soldiers were killed in the shelling.", None),
    ("Moscow confirmed that three peacekeepers had died in the attack.", "Moscow"),
    ("A security official in Islamabad, while confirming the exchange, put the Afghan dead at three.", "A security official in Islamabad"),
]


@pytest.mark.parametrize(("text", "expected"), CLAIMANTS)
def test_claimant(text: str, expected: str | None) -> None:
    assert [c.claimed_by for c in claims_of(text)] == [expected]


def test_a_pronoun_claimant_is_the_last_speaker() -> None:
    text = "Djibouti said 44 of its soldiers had been killed. It put Eritrea's dead at around 100."
    assert [(c.low, c.claimed_by, c.side) for c in claims_of(text)] == [(44, "Djibouti", "Djibouti"), (100, "Djibouti", "Eritrea")]


def test_two_sources_with_one_figure_are_two_claims_and_a_repeat_is_one() -> None:
    text = (
        "Armenia said four soldiers had been killed. Azerbaijan said four Azerbaijani soldiers had been killed.\n\nFour soldiers "
        "were killed, Armenia said."
    )
    assert [(c.low, c.claimed_by) for c in claims_of(text)] == [(4, "Armenia"), (4, "Azerbaijan")]


def test_evidence_is_a_short_slice_around_number_noun_and_effect() -> None:
    text = "In the village of Agdam, where the shelling began at dawn, four soldiers were killed by a mortar round, a doctor said."
    (claim,) = claims_of(text)
    assert text[claim.start : claim.end] == "four soldiers were killed"


def test_page_furniture_and_tickers_are_not_read() -> None:
    text = (
        "BREAKING: Strike on • Drone strike kills 12 in the east • Powerball\n\nA patrol crossed the line on Thursday and was "
        "turned back by border guards without a shot.\n\n"
        "MOST READ\n1. Man shot dead on Mahogany Street\n2. Gunmen kill 14 soldiers in Mali\n"
    )
    assert claims_of(text) == []


def test_a_photo_caption_is_not_read() -> None:
    assert claims_of("Medics help two men injured in clashes. Photograph: Foreign ministry/AFP") == []


def test_an_article_that_opens_with_a_mishap_is_not_read_as_war() -> None:
    text = (
        "An avalanche buried an army camp on the glacier on Monday morning, the army said.\n\nEight soldiers were dug out. Six "
        "died on the way to hospital."
    )
    assert claims_of(text) == []


def test_claims_come_in_order_of_the_text_with_their_sentence() -> None:
    text = "Two soldiers were killed. A day earlier three policemen were wounded by gunfire."
    assert [(c.sentence, c.low) for c in claims_of(text)] == [(0, 2), (1, 3)]
