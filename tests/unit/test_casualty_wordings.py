"""One wording of news a line: the figures read out of it, by effect (k killed, w wounded, c captured, m missing, d displaced)."""

from __future__ import annotations

import datetime as dt

import pytest

from monitor.text.sentences import sentences
from monitor.understand.attribution import Attributor
from monitor.understand.casualties import find_claims
from monitor.understand.reader import ArticleReader

LEAD = "Fighting broke out along the line near Agdam on Sunday, officials said.\n\n"
WORDINGS = """
k11 | The toll from Monday's raid on Sarmin climbed to 11, doctors in the town said.
k6 w14 | Six dead and fourteen hurt was the count at the district hospital by nightfall.
k3 | Baku put its losses at three servicemen.
k4 | Four coffins were carried through Stepanakert on Thursday.
k2 w9 | The army acknowledged two dead and nine wounded among its men.
k12 | Hospital staff counted a dozen bodies by evening.
k5 | "We have five martyrs," the brigade's spokesman said.
k9 w30+ | The shelling of the bus queue cost nine lives and left at least thirty people injured.
k18 | A drone that struck the grain store at Izmail took eighteen lives, the regional head said.
k40+ | More than forty insurgents were "neutralised", the general staff claimed.
k1 k3 | Three conscripts and a nurse died when a mortar bomb hit the field clinic.
k8 | Pakistan's military said it had lost eight men in the exchange.
k1 k13 | Thirteen villagers, among them an imam, were shot dead at the well.
k21 k5 | Among the 21 dead were five children, the mayor said.
k16 | The bodies of sixteen soldiers were handed over at the crossing.
w3 | Three of the crew were treated for burns.
k17 w22 | Officials said the death toll stood at 17, with 22 in hospital.
k10 | India says ten of its troopers fell.
k30 | Thirty people perished in the market at Donetsk.
k2 | A farmer and his nephew were blown up by a mine near Tovuz.
k1 w2 | One policeman was killed and two others wounded in the ambush.
k26 | The attack left twenty-six dead.
k14 | Fourteen were killed when the shell came through the roof, according to the Red Crescent.
c6 | Six Ukrainian border guards were taken prisoner.
c2 | Two fishermen are being held on the island by the Ethiopian garrison.
c9 | The rebels are holding nine aid workers.
d4000 | Four thousand people left their homes in the valley.
d12000 | Some 12,000 inhabitants have been driven from Tskhinvali's suburbs, the UN said.
d300 | About 300 families fled towards Goma.
d2000 | Two thousand villagers were moved to schools and sports halls.
m5 | Five soldiers remain missing after the avalanche of shells on the post.
k200+ | Hundreds have died since the offensive began.
k19 | A ceasefire monitor reported nineteen deaths on the northern side.
k24+ | Dozens of civilians were massacred at Kaluma, survivors said.
k7 w40+ | An explosion at a checkpoint killed seven and injured upwards of forty.
k15 | The rebels executed fifteen prisoners in the school yard.
k1 | A Georgian officer bled to death beside the fence.
k2 | Two hikers stepped on a mine and died.
k6 | Eritrea said that six of its soldiers had been slain.
k1 | The sniper's bullet hit a corporal, who died on the way to hospital.
k100 | The battle for the bridge claimed a hundred lives.
k52 | Fifty-two bodies have been recovered from the theatre so far.
k20 k33 | Armenia reported 33 battlefield deaths, Azerbaijan 20.
w11 | Eleven protesters had gunshot wounds, a surgeon said.
w5 | Stones and rubber bullets hurt five.
k3 w1 | Three are dead and a fourth is fighting for his life.
k4 | Killed were four members of one family.
k1 k4 | The blast killed four paramilitaries and a passer-by.
k23 | The number of killed has risen to twenty-three.
k29 | Twenty-nine miners lost their lives when the truck was hit.
w17 | The wounded number seventeen.
k2 | Two guards were found with their throats cut.
k12 | Twelve Turkish soldiers "attained martyrdom", the ministry said.
k9 | A suicide bomber drove into the gate, killing nine recruits.
k5 w8 | Kyrgyz officials gave five dead and eight wounded.
k60 | It claims to have killed sixty enemy fighters.
k3 | The dead were three brothers, herders, aged 14 to 20.
k80 | Eighty men of the battalion were buried on Saturday.
d150000 | The number of displaced has reached 150,000.
k38 | In all, 38 people have been killed on the two sides since Sunday.
k10 k7 | Ten Indian and seven Chinese soldiers died, by one account.
k4 | China has admitted to four deaths.
w12 | Another dozen were carried out with shrapnel wounds.
c14 | Fourteen crew were led away by the coast guard of the other side.
c3 | Guerrillas abducted three geologists on the road to Mashkel.
c1 k2 | Two rangers were shot dead and a third was dragged off into the forest.
- | Nobody was hurt.
- | Not one soldier has been lost, the ministry said.
- | Police detained 140 demonstrators.
- | The state expelled seventy Russian diplomats.
- | Three warships left the bay and eleven boats fled.
- | The mayor is survived by two sons.
- | A crowd of five thousand buried its anger in songs.
- | Seven players were injured in the match.
k500 | Up to five hundred people may have died in the massacre at Kasese.
k6000+ | The war has cost over 6,000 lives.
k2 | Rescuers pulled two bodies out of the rubble of the clinic.
k18 | A mass grave with eighteen corpses was opened at Lysa Hora.
k7 | Seven more died on Tuesday.
k22 w73 | The strike on the station: 22 killed, 73 wounded.
k5 | Five people were burnt alive in the minibus.
k1 | Sergeant Imran Gul, 24, was killed by a sniper.
k1 | A girl of nine did not survive the night.
k3 | "They killed my three brothers," she said.
k36 | The army's own figure is 36 dead.
c2 k11 | Eleven rebels died and two surrendered.
k150 | The monitoring group said its count of the dead stood at 150.
k5 | Two officers and three privates fell to a roadside charge.
d90 | Ninety households lost their homes.
k12 w20 | Twelve people lost their lives and twenty suffered injuries in the raid on the bazaar.
k3 | Two officers were among three men who died in the trench, the army said.
k5 | The fighting on Tuesday left five of our men dead, the commander said.
k34 | The remains of thirty-four soldiers were flown home in wooden boxes.
k9 w6 | The army gave its casualties as nine dead, six wounded.
c3 k7 | Seven attackers were shot dead and three caught alive.
k4 | A family of four was wiped out.
k2 | Her husband and eldest son were both shot dead at the door.
k1 | The district's deputy police chief was assassinated on his way to work.
k16 w41 | Officials in Herat counted 16 killed and 41 hurt.
k50 | As many as 50 were feared dead under the hotel.
k5 k8 | Eight Tajiks and five Kyrgyz died, by the two governments' counts.
k15 k9 | Fifteen died on the Armenian side and nine on the Azerbaijani.
w2 | Two cameramen were grazed.
w19 | A grenade tossed at the polling station injured 19.
w3 | Three coastguardsmen suffered broken bones when the cutter was rammed.
w60 | Sixty people needed hospital treatment after police fired gas.
c5 | Rebels paraded five captured marines on television.
c1 | A Lebanese shepherd was seized by an Israeli patrol near Kfar Shuba.
c12 | The other side still holds twelve of its people, Tripoli says.
c45 | All 45 peacekeepers are in the hands of the gunmen.
c2 | The two engineers were snatched from their launch by men with masks.
d25000 | The UN refugee agency said 25,000 had crossed into Uganda since Friday.
d60000 | More fighting could follow, aid groups said; 60,000 people are already on the move.
d800 | Eight hundred people spent the night in the school at Tovuz.
d3000 | The shelling emptied five villages, sending 3,000 people into the hills.
d40000 | Around 40,000 residents had been evacuated from the border strip.
m9 | Nine crew are missing since the boat was fired on.
m3 | Nothing has been heard of three herders since Thursday.
k1 k30 | Hamas said thirty people had been killed; Israel said one of its soldiers had died.
k2 w1 | A shell landed in a courtyard in Martuni, killing a grandmother and a boy of twelve and wounding a neighbour.
k4 | Four of the boat's crew were shot and their bodies thrown into the sea.
k6 | The bomb killed six, all from one village.
k11 | At least one bus was hit; eleven passengers died.
k18 | Among those who perished in the church were 18 women.
k14+ | At least 14 have died in three days of shooting, the hospital's director said.
k7 w12 | Yesterday's exchange took the lives of seven people and maimed twelve.
k5 | Sources in the ministry spoke of five killed.
k1 | One Indian jawan was martyred in unprovoked firing, an army spokesman said.
k2 | A couple in their seventies died in their bed when a rocket came through the wall.
k3 | The explosion tore through the minibus. Three passengers died at once.
k250 | 250 civilians have been killed this year along the Line of Control, the foreign office said.
k13 | A funeral was held for thirteen fighters.
k1 | The shelling killed a 60-year-old woman in Poonch.
k1 | Lance Naik Rakesh Kumar succumbed to his injuries.
k10 | The bodies of ten migrants lay by the fence.
- | Soldiers killed two hours at the checkpoint.
- | Nobody died and no one was hurt, the mayor of the town said.
- | The proposal died with 26 votes against.
- | The rebels captured two tanks and three villages.
- | The president dismissed four generals.
- | Fifty trucks are held at the crossing.
- | The strike at the mill, in its third week, has cost forty jobs.
- | Three ships left the port with wheat.
- | Some 300 people gathered to bury the hatchet, the priest joked.
"""


@pytest.mark.parametrize("line", WORDINGS.strip().splitlines())
def test_the_figures_of_a_wording(line: str, reader: ArticleReader) -> None:
    wanted, said = line.split(" | ", 1)
    text = LEAD + said
    spans = sentences(text)
    claims = find_claims(text, spans, Attributor(text, spans), dt.date(2022, 10, 4), reader.sides)
    found = sorted(f"{str(c.effect)[0]}{c.low}{'+' if c.high is None else ''}" for c in claims)
    assert found == sorted(wanted.replace("-", "").split())


FRESH = """
k1 | Villager killed by landmine in Tovuz
k1 | Elderly woman dies in shelling of Nikopol
c3 | Three fishermen seized off Rameswaram
d2000 | 2,000 flee as fighting nears Goma
k18 w76 | By nightfall the hospital had registered 18 deaths and 76 injuries.
k13 | They shot thirteen villagers against the wall of the church.
c1 | An Armenian soldier who lost his way in fog was taken by the other side.
c20 | The insurgents say they hold twenty soldiers.
k1500/h | About 1,500 died in the conflict of the nineties.
k4 | The sniper shot dead four people in the queue.
k3-5 | From three to five rebels were killed, the police estimated.
- | Seven people were hurt in a pile-up on the M4.
- | The defender, injured in May, missed 14 games.
- | Four ministers walked out.
k1 w1 | Two brothers were fishing when the shell landed. One was killed, the other lost a hand.
k1 | Migrant shot dead at Polish border
k16 k4 k12 | Sixteen died: four soldiers and twelve rebels.
k1 | His cousin, 22, bled to death in the orchard.
k1 | Teen shot and killed near Qalandiya crossing
k3 | A gunman killed three at a roadside checkpoint outside Quetta before he was overpowered.
k2 | Two women were found under the slabs of the bakery. Both were dead.
k1 w1 | Two herders were ambushed above Lake Sarez. One was killed outright; the other was wounded in the leg.
k1 | Private Arman Petrosyan, 19, was killed by Azerbaijani fire at around 4.20 p.m., the defence ministry said.
k11 k6 | Eleven members of the same family were killed, six of whom were under the age of ten.
k3 w8 | State television reported three "martyrs" and eight wounded among the border guards.
k50/d | A spokesman said reports of fifty deaths were "grossly exaggerated".
m6 w4 | Six sailors are missing, and four were pulled from the water with burns, the navy said.
k2 | Twin brothers aged six were killed when an unexploded shell they had picked up went off.
k1 | Border guard martyred in Sistan-Baluchestan
w4 k1 | The sergeant died in the helicopter. Four of his men are still in the ward, two without a foot.
k1 | Omar Daud, a baker, was hit in the neck on his way to the oven and was dead before the ambulance came.
d6000 | Six thousand slept in the fields around Zugdidi last night, says the Red Cross.
m7 | There is no trace of the seven men who went up to repair the mast.
m2 | Two of the patrol have not been seen since the bridge blew up.
k1 w1 | Man killed, woman injured in cross-border firing in Uri
k2 | Mother and daughter killed as shell hits house in Poonch
k1 | Fisherman shot dead off Jaffna
k2 w3 | An elderly couple were killed in their kitchen and three of their grandchildren hurt.
k6 | A mother, her four children and a lodger died when the roof came in.
k8 k5 | The clash cost the Armenians eight men and the Azerbaijanis five.
k17 k9 | On the Tajik side seventeen were killed, on the Kyrgyz side nine.
k64/h | In March 1988, off Johnson Reef, sixty-four Vietnamese sailors were shot down in the shallows.
k20000/h | The fighting of the early nineties cost some 20,000 lives.
k2 k2 w5 | Two police officers and two attackers were killed, and five others injured, in the assault on the checkpoint, police said.
k1 w7 | One of the eight workers died of his wounds; the other seven are recovering.
k200+ d90000 | UNHCR estimates that more than 200 people have been killed and 90,000 forced from their homes in the past ten days.
k1 w2 | One child is dead and two are on ventilators after a cluster bomblet went off in a playground.
k18 | Eighteen did not live to see the truce.
k1 | Army major killed in Rajouri encounter
- | A pregnant cow and two calves were killed by the shell.
- | He is 63 and has buried two wives.
- | Influenza has put eleven guards in hospital.
k2 w6 | Two pilgrims are dead and half a dozen more lie wounded after a grenade was lobbed at their minibus near Anantnag.
k26 d11000 | OCHA's flash update records 26 civilian deaths and 11,000 new displacements in Ituri for the week.
k1 | Palestinian boy, 13, shot dead by Israeli troops near Jenin
k6 w2 | Militants ambushed the column at a culvert. Six soldiers died on the spot and two more are critical.
k11 w40 | Hospital director Samir Qasim said his staff had received eleven bodies and forty wounded by midday.
k10 | In all ten villagers had been murdered by the time the patrol arrived.
k7 k13 | Azerbaijan gave its own dead as seven and claimed thirteen Armenian dead.
k90/d | The army rubbished claims that ninety of its men had been slain.
w1 | One crewman had his thumb severed in the ramming.
d400 | Four hundred people remain in the sports hall; their houses are gone.
c3 k3 | Six men went out; three were killed and three fell into enemy hands.
m3 | The fate of three others is unknown.
k1 | Junior sergeant Davit Hovhannisyan, born in 2003, was fatally wounded.
- | She lost her two brothers to cancer.
- | United lost two men to red cards and the game 3-0.
k13 | The rebels' own communiqué speaks of thirteen "martyrs of the river".
d240 | Two hundred and forty islanders were put on a ship and taken off the atoll.
k1 w1 | SOLDIER KILLED, ANOTHER WOUNDED IN DONBAS SHELLING - KYIV
k1 | Lebanese journalist killed by shell near Alma al-Shaab
k22 | Rights monitors have documented 22 extrajudicial killings since the takeover.
k12 w4 | The figures, as of this morning: killed - 12, wounded - 4.
k16/h | It was here that sixteen fishermen were shot in 1978.
k7 | Every one of the seven aboard was killed.
k10 | Ten young men who had left the camp to fetch wood were found dead by the track.
k4 | A couple and their two daughters perished when the ceiling collapsed under the bombardment.
k1 | Woman killed, house gutted in Kharkiv strike
k1 | WATCHMAN SHOT DEAD AT CHAMAN CROSSING
k1 | Ukrainian prosecutor dies in car bombing in Kherson
c6 c2 | Six herdsmen were taken across the river at gunpoint; two of them are boys.
k1 | The commander of the local self-defence unit was among the dead.
k4 | The attackers shot four labourers at close range, killing them.
k25 | Reports of the dead varied; the hospital had twenty-five in its morgue.
k9 w14 | He put the casualties at nine killed and fourteen wounded.
k45/h | Forty-five civilians were shot in that yard in 1999, and the village marks the day each year.
- | The officers took 19 men into custody at the football ground.
- | Three men were killed when scaffolding collapsed in Baku.
- | Eleven T-72 tanks were destroyed and 5 captured.
- | The court heard that a man of 30 had stabbed his wife.
- | Police arrested 42 people at the rally in Pristina.
- | The striker has missed six matches since he was injured in March.
- | A 34-year-old woman was taken in for questioning.
- | It was last November 21 soldiers' day and the dead were remembered.
- | The council voted 12 to 3 to name a street after the fallen.
- | The road to Kelbajar is 40 miles of the dead and the lost, my driver said.
- | The club lost three players to injury before the derby.
- | They took two hours to bring the stretcher down.
- | Route 66 was closed and 12 flights were diverted to the other airport.
- | Both sides captured the village twice.
- | The court sentenced five men to 20 years in prison.
- | Four hundred houses and two schools were destroyed.
- | The shell killed nobody; the cow was 12 years old.
- | Thousands of fish were found dead along the Oder.
- | Twelve people were arrested at a vigil in Barcelona.
- | Seventeen per cent of the prisoners were ill.
- | On page 40 the dead king returns.
- | No lives were lost in any of the 14 incidents.
- | Authorities culled 5,000 chickens.
- | The winger was hurt in the second half and is out for six weeks.
- | A woman aged 88 laid flowers.
- | In 2020 the border was closed.
- | Killed off in the first episode, the character returns in season 4.
k30/d | The ministry dismissed as "fiction" the claim that thirty of its soldiers had been killed.
k800/h | In the 2008 war some 800 people were killed.
k2/d | Beijing denied that two of its border guards had died in the scuffle.
k300/d | Delhi rejects as baseless Pakistan's assertion that three hundred militants had been killed.
k1100/h d24000/h | The war of 1991-92 left 1,100 dead and drove 24,000 from their homes.
k18 k22/d | Eighteen people died, not twenty-two as first reported.
k5/d | "It is a lie that we lost five men," the general told reporters.
k2000/h | Some 2,000 people died in the fighting of 2016-2020, the think-tank notes.
"""
_REALIS = {"actual": "", "denied": "/d", "historical": "/h"}


@pytest.mark.parametrize("line", FRESH.strip().splitlines())
def test_the_figures_of_a_wording_and_how_they_are_told(line: str, reader: ArticleReader) -> None:
    """Likewise with the kind of telling: /d denied, /h historical; "12-15" is a range."""
    wanted, said = line.split(" | ", 1)
    text = LEAD + said
    spans = sentences(text)
    claims = find_claims(text, spans, Attributor(text, spans), dt.date(2022, 10, 4), reader.sides)
    found = [f"{str(c.effect)[0]}{c.low}{_upper(c.low, c.high)}{_REALIS[str(c.realis)]}" for c in claims]
    assert sorted(found) == sorted([] if wanted == "-" else wanted.split())


def _upper(low: int, high: int | None) -> str:
    return "+" if high is None else "" if high == low else f"-{high}"
