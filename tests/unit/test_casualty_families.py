"""Families of wording: one way to tell a casualty, in the shapes that it comes in. A row that fails points at a family, not at a sentence."""

from __future__ import annotations

import pytest

from tests.casualty_names import claims_of

FELL = [
    ("Eleven soldiers fell in the first hour of the assault.", {"killed 11 11"}),
    ("In two days 34 residents of the district have fallen.", {"killed 34 34"}),
    ("Nine citizens of Armenia, among them two children, fell as a result of the shelling.", {"killed 9 9", "killed 2 2"}),
    ("Seven border guards gave their lives defending the post.", {"killed 7 7"}),
    ("Four of the wounded did not survive the night.", {"killed 4 4"}),
    ("Sixteen conscripts paid with their lives for the hill.", {"killed 16 16"}),
    ("Three shepherds met their deaths on the minefield above the village.", {"killed 3 3"}),
    ("A total of 52 people lost their lives, 21 of them women.", {"killed 52 52", "killed 21 21"}),
    ("Five villagers lay dead beside the well.", {"killed 5 5"}),
    ("The lives of six gendarmes were lost in the raid.", {"killed 6 6"}),
    ("The shelling cost thirteen lives.", {"killed 13 13"}),
    ("The battle took 31 lives on both sides.", {"killed 31 31"}),
    ("Prices fell by 12 per cent and eight shops were shut.", set()),
    ("The village fell to rebels after three hours.", set()),
    ("Two soldiers fell ill after drinking from the river.", set()),
]
TWO_NATIONS = [
    ("In April 2021, 19 Tajik and 36 Kyrgyz citizens lost their lives.", {"killed 19 19", "killed 36 36"}),
    ("Four Armenian and six Azerbaijani soldiers were killed on Thursday.", {"killed 4 4", "killed 6 6"}),
    ("Twelve Thai and nine Cambodian villagers were wounded by shrapnel.", {"wounded 12 12", "wounded 9 9"}),
    ("The raid killed two Indian and three Pakistani troops.", {"killed 2 2", "killed 3 3"}),
    ("Five Armenians and three Azerbaijanis died in the exchange.", {"killed 5 5", "killed 3 3"}),
    ("Fighting left 14 Thai and 22 Cambodian soldiers dead.", {"killed 14 14", "killed 22 22"}),
]
OWNED = [
    ("China owned up to three dead a year later.", {"killed 3 3"}),
    ("Baku admits to a dozen dead.", {"killed 12 12"}),
    ("Islamabad has acknowledged six dead and 20 wounded.", {"killed 6 6", "wounded 20 20"}),
    ("The army owned to the loss of one soldier.", {"killed 1 1"}),
    ("The group said it had lost two of its own.", {"killed 2 2"}),
    ("The ministry confirmed the loss of nine men.", {"killed 9 9"}),
    ("The brigade mourns four martyrs.", {"killed 4 4"}),
    ("The village buried seven on Thursday.", {"killed 7 7"}),
    ("He had helped to bury 17, he told reporters.", {"killed 17 17"}),
    ("A doctor said she had signed 22 death certificates since Tuesday, nine of them for children.", {"killed 22 22", "killed 9 9"}),
    ("The attackers left 31 bodies behind.", {"killed 31 31"}),
    ("The rebels withdrew, leaving 12 dead on the field.", {"killed 12 12"}),
    ("Medics counted 40 bodies in the yard.", {"killed 40 40"}),
    ("Thirteen bodies were recovered from the trench.", {"killed 13 13"}),
    ("The bodies of eight soldiers were brought to the district capital.", {"killed 8 8"}),
    ("Eleven coffins were carried through the main street on Friday.", {"killed 11 11"}),
    ("Fourteen fresh graves have been dug behind the mosque since Wednesday.", {"killed 14 14"}),
    ("By his account the enemy has lost 18 dead.", {"killed 18 18"}),
    ("Kyiv says its forces lost five killed and eleven wounded in taking the farm.", {"killed 5 5", "wounded 11 11"}),
    ("Moscow put its own at six.", set()),
    ("Baku put Armenia's dead at 40 and its own at eleven.", {"killed 40 40", "killed 11 11"}),
    ("The commander spoke of nine dead on his side and at least 30 of theirs.", {"killed 9 9", "killed 30 -"}),
    ("The unit lost two aircraft and a radar.", set()),
    ("Ukraine said the enemy had lost 40 tanks and 12 drones.", set()),
    ("The company lost four trucks and a bridge.", set()),
    ("The party lost three seats.", set()),
]
TAKEN = [
    ("Fourteen soldiers taken prisoner sat under a tree.", {"captured 14 14"}),
    ("The militia said it had taken 40 prisoners.", {"captured 40 40"}),
    ("Two girls were carried off by the raiders.", {"captured 2 2"}),
    ("Gunmen led away three engineers from the pumping station.", {"captured 3 3"}),
    ("Six fishermen are being held by the other side.", {"captured 6 6"}),
    ("A shepherd and his son were marched across the line at gunpoint.", {"captured 2 2"}),
    ("Nine border guards were disarmed and taken across the river by the Kyrgyz side.", {"captured 9 9"}),
    ("Four villagers remain in the hands of the militia.", {"captured 4 4"}),
    ("The rebels took two foremen with them into the forest.", {"captured 2 2"}),
    ("Five crewmen were bundled into a patrol boat and have not been released.", {"captured 5 5"}),
    ("Two Indian soldiers fell into Pakistani hands.", {"captured 2 2"}),
    ("Eight policemen surrendered and were driven off in their own truck.", {"captured 8 8"}),
    ("Three prisoners were taken.", {"captured 3 3"}),
    ("The two armies exchanged prisoners of war last month.", set()),
    ("Police arrested 40 protesters in the capital.", set()),
]
HURT = [
    ("Three crew members were cut by glass.", {"wounded 3 3"}),
    ("Only one sailor, who slipped on deck, came to any harm.", {"wounded 1 1"}),
    ("Seven of the herders needed hospital care.", {"wounded 7 7"}),
    ("Four peacekeepers required treatment for minor injuries.", {"wounded 4 4"}),
    ("He had seen six soldiers bleeding by the road.", {"wounded 6 6"}),
    ("A coast guard officer broke an arm when his boat was rammed.", {"wounded 1 1"}),
    ("Two officers have cuts and bruises.", {"wounded 2 2"}),
    ("Eleven residents suffered burns.", {"wounded 11 11"}),
    ("Five villagers were struck by shrapnel.", {"wounded 5 5"}),
    ("A boy of nine was hit by a splinter.", {"wounded 1 1"}),
    ("Two monks were treated for smoke inhalation after the rocket hit.", {"wounded 2 2"}),
    ("Nine soldiers were flown out with wounds to the legs.", {"wounded 9 9"}),
    ("A farmer lost both legs to a mine on Tuesday.", {"wounded 1 1"}),
    ("Twelve people came to the clinic with gunshot wounds.", {"wounded 12 12"}),
    ("The clinic treated 26 wounded.", {"wounded 26 26"}),
    ("Doctors operated on eight wounded soldiers.", {"wounded 8 8"}),
    ("Nobody came to any harm.", set()),
    ("No soldiers were wounded.", set()),
]
PARTS = [
    ("The army says four of those killed were gunmen; the Red Crescent says three were bystanders.", {"killed 4 4", "killed 3 3"}),
    ("Settlers beat olive growers, seven of whom needed hospital care.", {"wounded 7 7"}),
    ("Nineteen people were killed, eleven of them children.", {"killed 19 19", "killed 11 11"}),
    ("Thirty people died. Twelve were soldiers; the rest were villagers.", {"killed 30 30", "killed 12 12"}),
    ("Of the 24 dead, nine were policemen.", {"killed 24 24", "killed 9 9"}),
    ("Eight people were wounded, half of them children.", {"wounded 8 8"}),
    ("Fifteen were killed, including four women and a soldier.", {"killed 15 15", "killed 4 4", "killed 1 1"}),
    ("Six men were killed, every one of them a gunman.", {"killed 6 6"}),
    ("The strike killed 20 people, 14 of whom were women or children.", {"killed 20 20", "killed 14 14"}),
]
DISPLACED = [
    ("Around 1,200 people have walked out of the hamlets nearest the wire.", {"displaced 1200 1200"}),
    ("Fourteen households, 88 people, left the community on Thursday.", {"displaced 88 88"}),
    ("This brings to 1,208 the number of people who have left such communities.", {"displaced 1208 1208"}),
    ("About 70,000 people are sleeping in shelters in two provinces.", {"displaced 70000 70000"}),
    ("Between 1,500 and 2,000 islanders were removed from the atolls between 1968 and 1973.", {"displaced 1500 2000"}),
    ("Some 900 villagers have moved out of the valley.", {"displaced 900 900"}),
    ("Hundreds of families are on the road to the south.", {"displaced 200 -"}),
    ("More than 3,000 residents spent the night in cellars and schools.", {"displaced 3000 -"}),
    ("At least 450 people have been bused out of the border villages.", {"displaced 450 -"}),
    ("Another 2,000 are camping in a college.", {"displaced 2000 2000"}),
    ("Six thousand people have emptied the villages along the river.", {"displaced 6000 6000"}),
    ("Thirty families packed up and left after the raid.", {"displaced 30 30"}),
    ("Twelve delegates left the meeting.", set()),
    ("About 500 people were at the rally on the road to the border.", set()),
]
DENIED = [
    ("Baku said 60 Armenian soldiers had died. Yerevan ridiculed the 60.", {"killed 60 60", "killed 60 60 denied"}),
    (
        'The army said seven Pakistani soldiers were dead. As for the seven: "A fairy tale", said Islamabad\'s spokesman.',
        {"killed 7 7", "killed 7 7 denied"},
    ),
    (
        "Turkish Cypriot police said five of their officers were hurt. The mission has found nothing to support that figure.",
        {"wounded 5 5", "wounded 5 5 denied"},
    ),
    (
        'Bangkok\'s statement that 60 Cambodian soldiers had been killed was "arithmetic from a dream", she said.',
        {"killed 60 60", "killed 60 60 denied"},
    ),
    ("Delhi claims 100 militants were killed. Islamabad called the figure a fantasy.", {"killed 100 100", "killed 100 100 denied"}),
    ("Moscow said it had killed 200 Ukrainian soldiers. Kyiv dismissed the claim.", {"killed 200 200", "killed 200 200 denied"}),
    (
        "Hanoi said 12 soldiers died. Beijing says there were no such deaths and that the number was invented.",
        {"killed 12 12", "killed 12 12 denied"},
    ),
    ("Israel said 30 fighters were killed. It dismissed talk of a ceasefire.", {"killed 30 30"}),
    ("Georgia said two policemen were killed. Moscow rejected the protest note.", {"killed 2 2"}),
]


def told(text: str) -> set[str]:
    """Each claim as "effect low high", with its realis when that is not what is plainly told."""
    out = set()
    for c in claims_of(text):
        high = "-" if c.high is None else c.high
        out.add(f"{c.effect.value} {c.low} {high}" + (" denied" if c.realis.value == "denied" else ""))
    return out


ROUNDUPS = [  # one effect told once for several places, sources or parts
    ("In Marad, six died; in Tel Ashan, four; and in the camp at Zir, two.", {"killed 6 6", "killed 4 4", "killed 2 2"}),
    ("Ten people were killed in Marad, four in Tel Ashan and two in Zir.", {"killed 10 10", "killed 4 4", "killed 2 2"}),
    ("Both sides bled, with the rebels losing 30 fighters and the army 12.", {"killed 30 30", "killed 12 12"}),
    ("In all, 27 persons, 19 civilians and eight soldiers, lost their lives.", {"killed 27 27", "killed 19 19", "killed 8 8"}),
    ("The ministry raised the toll to 15: fourteen civilians and one soldier.", {"killed 15 15", "killed 14 14", "killed 1 1"}),
    ("The shelling killed nine people, the mayor said. The army, when asked, says six.", {"killed 9 9", "killed 6 6"}),
    ("The shelling killed nine people. A daily puts it at 14, and officials acknowledge six.", {"killed 9 9", "killed 14 14", "killed 6 6"}),
    ("Troops killed nine people, she said. They came in 20 trucks.", {"killed 9 9"}),
    ("His is the third death in the regiment since New Year.", {"killed 3 3"}),
    ("He was the third man to speak.", set()),
    ("Seven soldiers, not nine as earlier reported, have been killed.", {"killed 7 7", "killed 9 9 denied"}),
    ("None of the five aboard survived.", {"killed 5 5"}),
    ("None of the seven has been heard of since.", {"missing 7 7"}),
    ("About half of the town's 20,000 inhabitants have fled.", set()),
    ("The war has uprooted a quarter of a million people.", {"displaced 250000 250000"}),
]
AROUND = [  # people by the words beside them
    ("Clashes left 30 dead civilians in the streets.", {"killed 30 30"}),
    ("Pakistan admitted to 453 fallen of the Northern Light Infantry.", {"killed 453 453"}),
    ("The attackers are said to have left 35 behind.", {"killed 35 35"}),
    ("The blast sent nine residents to hospital.", {"wounded 9 9"}),
    ("Pirates seized a tanker with 21 crew off the coast.", {"captured 21 21"}),
    ("Soldiers moved 27,000 refugees out of the camp in trucks.", {"displaced 27000 27000"}),
    ("The hall sheltered 1,088 villagers after the shelling.", {"displaced 1088 1088"}),
    ("Rescuers are still looking for seven pupils.", {"missing 7 7"}),
    ("Police are looking for two attackers.", set()),
    ("The army lost contact with a platoon of 24 men near the ridge.", {"missing 24 24"}),
    ("Gunmen slit the throats of two priests.", {"killed 2 2"}),
    ("Fighters carried off between 60 and 80 bodies in carts.", {"killed 60 80"}),
    ("A nun and a seminarian were hacked to death.", {"killed 2 2"}),
    ("Fifteen members of the army and police had fallen by the ministry's count.", {"killed 15 15"}),
    ("Two policemen who sat in the car and a citizen were wounded.", {"wounded 2 2", "wounded 1 1"}),
    ("At least five people, including journalists and a camera crew, were wounded.", {"wounded 5 -"}),
    ("The enemy lost about 40 men killed and wounded.", set()),
    ("The Red Cross arranged the return of the remains of 12 combatants.", set()),
]


@pytest.mark.parametrize(("text", "claims"), [*FELL, *ROUNDUPS, *AROUND, *TWO_NATIONS, *OWNED, *TAKEN, *HURT, *PARTS, *DISPLACED, *DENIED])
def test_a_family_is_read(text: str, claims: set[str]) -> None:
    assert told(text) == claims


SIDES = [
    ("Baku said 18 Armenian soldiers had died. It put its own dead at eleven.", [(18, "Armenia"), (11, "Azerbaijan")]),
    ("Three Toposa herdboys were shot dead by raiders.", [(3, "Toposa")]),
    ("A Turkmen militia spoke of two dead on its side after the clash.", [(2, "Turkmen militia")]),
    ("India said 12 people had died. In Moscow, spokeswoman Anna Petrova said six soldiers had been killed.", [(12, "India"), (6, "Russia")]),
    ("UNIFIL came under fire on Monday. Two peacekeepers were wounded by shrapnel.", [(2, "UNIFIL")]),
    ("Ten soldiers of both countries were killed along the line.", [(10, None)]),
    ("The shelling killed two Indian soldiers and a civilian.", [(1, "India"), (2, "India")]),
]


@pytest.mark.parametrize(("text", "expected"), SIDES)
def test_whose_people_they_were(text: str, expected: list[tuple[int, str | None]]) -> None:
    assert [(c.low, c.side) for c in claims_of(text)] == expected


def test_the_denied_figure_is_the_deniers_claim() -> None:
    text = "Baku said 60 Armenian soldiers had died. Yerevan ridiculed the 60."
    assert [(c.realis.value, c.claimed_by, c.side) for c in claims_of(text)] == [("actual", "Baku", "Armenia"), ("denied", "Yerevan", "Armenia")]


def test_a_sentence_told_twice_is_one_claim() -> None:
    assert len(claims_of("Four soldiers were killed near Agdam. " * 50)) == 1


def test_hostile_text_is_read_only_so_far() -> None:
    text = " ".join(f"Post {n} said {n} soldiers and {n + 1} villagers were killed." for n in range(2, 4_000))
    claims = claims_of(text)
    assert 100 < len(claims) < 300
    assert max(c.end for c in claims) < 40_000
