"""Who counts as whom: English nouns for people, by the kind of victim they make, and words that are no people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from monitor.domain.reading import Victims

_MILITARY = """soldier troop serviceman servicewoman peshmerga marine peacekeeper conscript reservist paratrooper commando airman infantryman
gunner sentry rifleman jawan sepoy trooper sailor guardsman legionnaire cadet sniper crewman cosmonaut combatant border-guard coastguard
coastguardsman serviceperson private sapper submariner seaman bombardier pilot navigator airman lieutenant sergeant corporal colonel major captain
brigadier commander general admiral naik havildar subedar lance-naik cosaque ranger artilleryman tankman paramilitary rank blue-helmet signaller
dragoon grenadier fusilier lancer gurkha quartermaster adjutant loadmaster sub-lieutenant lieutenant-colonel lieutenant-general major-general
brigadier-general vice-admiral stretcher-bearer loader guardswoman infantrywoman footsoldier machine-gunner drone-operator bodyguardsman
fighter-pilot commandant lieutenant-commander rear-admiral commodore squadron-leader wing-commander air-marshal field-marshal aviator cannoneer
missileer askari cossack green-beret bluehelmet blue-beret territorials home-guard radio-operator forward-observer servicemember service-member
draftee enlistee subaltern lance-corporal sergeant-major staff-sergeant major-general staff-officer"""
_CIVILIAN = """civilian resident villager child woman man boy girl baby infant toddler teenager teen youth schoolchild schoolboy schoolgirl mother
father brother sister son daughter grandmother grandfather grandson granddaughter grandchild wife husband couple parent uncle aunt cousin nephew
niece family household farmer peasant labourer laborer worker driver teacher pupil student fisherman journalist reporter cameraman photographer
correspondent medic paramedic doctor nurse surgeon shepherd herder herdsman trader merchant shopkeeper tourist pensioner miner bystander
pedestrian passer-by neighbour neighbor local refugee settler islander employee engineer technician priest imam monk nun cleric bishop pastor
worshipper shopper patient protester protestor demonstrator mayor councillor lawmaker minister politician governor judge lawyer elder porter
skipper fisherfolk passenger commuter evacuee pilgrim electrician firefighter rescuer volunteer-worker aid-worker humanitarian contractor trucker
mechanic cook baker guide hunter logger woodcutter grazier grandparent twin widow orphan newborn homeowner townspeople townsperson nomad beekeeper
motorist cyclist migrant interpreter translator activist seafarer caretaker postman bus-driver colonist deckhand crewmember crewmate surveyor
academic professor scientist grower picker foreman forewoman herdboy herdsboy goatherd cowherd shepherdess milkmaid ploughman prospector digger
panner boatman ferryman oarsman boatwoman helmsman lighthouse-keeper keeper warden vet headman clerk accountant waiter steward schoolteacher
headteacher headmaster headmistress midwife preacher muezzin rabbi deacon staffer deminer youngster minor adult homesteader smallholder vendor
hawker seller stallholder barber butcher tailor onlooker mourner churchgoer marcher inmate returnee deportee squatter stepson stepdaughter fiancee
lecturer welder carpenter builder bricklayer plumber fitter lineman stevedore docker deckhand mate boatswain purser weaver potter forager
honey-hunter trapper forester fruit-picker harvester tractor-driver pump-attendant attendant cleaner janitor tribesman clansman tribeswoman
townsman countryside-dweller dweller householder tenant landowner cattleman stockman milkman goldminer observer monitor bargeman passerby
grandparent schoolmate classmate playmate newlywed bride groom blogger vlogger broadcaster producer editor manager director owner banker secretary
treasurer campaigner organiser organizer hiker climber mountaineer trekker camper walker skier holidaymaker visitor singer poet painter musician
actor banker railwayman porter logistician fixer muleteer drover charcoal-burner gatherer gardener watchman caterer boatbuilder diver swimmer
guest ornithologist archaeologist geologist hydrologist botanist researcher lodger apprentice drummer fiddler plasterer roofer glazier saddler
novice curate sexton cobbler tinker pedlar peddler hairdresser seamstress typist pharmacist chemist dentist optician courier conductor stoker
stewardess carer nanny childminder babysitter chauffeur dispatcher guardian announcer sculptor jeweller beggar vagrant runaway godson goddaughter
godfather godmother father-in-law mother-in-law brother-in-law sister-in-law son-in-law daughter-in-law great-grandmother great-grandfather
schoolteacher sharecropper cultivator planter rancher breeder cameleer smuggler poacher lumberjack dredger bearer beautician caregiver chaplain
trainee intern customer client prosecutor attorney magistrate prince sheikh chieftain catechist barista servant prefect sub-prefect registrar
overseer tribal tribeswoman undertaker usher warehouseman missionary seminarian friar vicar acolyte mullah ayatollah sacristan verger jesuit
franciscan dominican maid housemaid chambermaid butler gaucho campesino informer informant collaborator dignitary personality celebrity historian
veterinarian parliamentarian custodian comedian librarian stockbreeder tribesperson indigene aboriginal traveller traveler bather sunbather
reveller reveler diner drinker congregant parishioner devotee worshiper communicant supplicant mendicant brahmin pandit sadhu bargee shrimper
whaler fisher bosun roughneck pipeliner haulier dispatch-rider cabbie rickshaw-puller grocer greengrocer milliner newsagent newsvendor publican
hotelier restaurateur waitress barmaid bartender cashier salesperson schoolmistress tutor undergraduate graduate postgraduate scholar preschooler
barrister solicitor notary bailiff ombudsman consul vice-consul ambassador attache senator deputy village-head subchief king princess sultan emir
lift-operator crane-operator lathe-operator joiner stonemason mason quarrier roadmender streetsweeper sweeper refuse-collector ragpicker scavenger
scrap- dealer candidate electioneer polling-agent canvasser invalid amputee cripple outpatient convalescent in-patient inpatient bridegroom
bridesmaid newly-wed fiance spouse stepmother stepfather grandaunt granduncle grandnephew schoolkid kid preteen adolescent juvenile teen- ager lad
lass asylum-seeker expatriate expat emigrant immigrant wayfarer hajji girl-guide boy-scout cheerleader footballer cricketer athlete wrestler boxer
negotiator mediator conciliator go-between punter rafter rower paddler kayaker surfer snorkeller angler stretcher-carrier orderly radiographer
vaccinator almsgiver ethnographer sawyer rubber-tapper latex-gatherer mushroom-picker berry-picker cane-cutter grape- picker crofter convict
prisoner-of-conscience retiree divorcee spinster bachelor matriarch patriarch performer acrobat juggler dancer ballerina trumpeter rapper deejay
videographer stringer freelancer newsreader commentator falconer gillie ghillie airline-pilot air-hostess co-pilot copilot"""
_POLICE = """inspector policeman policewoman constable gendarme carabiniere cop police constabulary patrolman police-officer sheriff
deputy-sheriff detective superintendent sub-inspector subinspector head-constable traffic-warden jailer jailor warder prison-guard prison-warder
wardress"""
_MILITANT = """militant rebel fighter gunman insurgent separatist terrorist guerrilla guerilla militiaman jihadist jihadi extremist infiltrator
mercenary maoist naxalite attacker assailant bandit bomber mujahid mujahideen mujahedeen cadre partisan raider subversive saboteur armed-man
islamist secessionist occupier invader militia militant-commander fedayee mujahed talib taliban warlord assassin kidnapper abductor hijacker
hostage-taker pirate plunderer looter rioter vigilante outlaw dacoit revolutionary mutineer coup-plotter foreign-fighter ringleader maquisard
guerrillero naxal"""
_UNSPECIFIED = """person people individual citizen national victim inhabitant official other human soul body corpse hostage prisoner captive
detainee survivor compatriot defender islander casualty violator intruder companion colleague relative comrade bodyguard aide adviser associate
comrade-in-arms countryman countrywoman envoy diplomat martyr kinsman compatriot idp follower supporter loyalist royalist nationalist communist
leftist rightist socialist voter elector delegate arrival occupant"""
_WEAK = """man officer member personnel guard crew staff leader chief official volunteer recruit element agent operative veteran youth driver
cadet commander sailor one cook captain crewman deserter prisoner captive hostage spokesman bodyguard body individual person people other leader
medic colonel general hand inspector reservist trooper commando ranger conscript observer mate keeper attendant operator warden tribesman clansman
martyr"""
_WEAK_CLASS = {
    "officer": Victims.MILITARY,
    "guard": Victims.MILITARY,
    "personnel": Victims.MILITARY,
    "recruit": Victims.MILITARY,
    "crew": Victims.CIVILIAN,
    "staff": Victims.CIVILIAN,
    "volunteer": Victims.MILITARY,
    "member": Victims.UNSPECIFIED,
    "leader": Victims.UNSPECIFIED,
    "chief": Victims.UNSPECIFIED,
    "element": Victims.MILITANT,
    "agent": Victims.UNSPECIFIED,
    "operative": Victims.MILITANT,
    "veteran": Victims.UNSPECIFIED,
    "deserter": Victims.MILITARY,
    "inspector": Victims.POLICE,
    "reservist": Victims.MILITARY,
    "trooper": Victims.MILITARY,
    "commando": Victims.MILITARY,
    "ranger": Victims.MILITARY,
    "conscript": Victims.MILITARY,
    "spokesman": Victims.UNSPECIFIED,
}
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "persons": "person",
    "servicemen": "serviceman",
    "servicewomen": "servicewoman",
    "servicepeople": "serviceman",
    "policemen": "policeman",
    "policewomen": "policewoman",
    "fishermen": "fisherman",
    "gunmen": "gunman",
    "militiamen": "militiaman",
    "infantrymen": "infantryman",
    "riflemen": "rifleman",
    "cameramen": "cameraman",
    "herdsmen": "herdsman",
    "airmen": "airman",
    "seamen": "seaman",
    "guardsmen": "guardsman",
    "crewmen": "crewman",
    "wives": "wife",
    "babies": "baby",
    "families": "family",
    "bodies": "body",
    "schoolchildren": "schoolchild",
    "grandchildren": "grandchild",
    "carabinieri": "carabiniere",
    "passers-by": "passer-by",
    "countrymen": "countryman",
    "aides": "aide",
    "jihadis": "jihadi",
    "casualties": "casualty",
    "coastguards": "coastguard",
    "coastguardsmen": "coastguardsman",
    "postmen": "postman",
    "patrolmen": "patrolman",
    "tankmen": "tankman",
    "crews": "crew",
    "spokesmen": "spokesman",
    "passersby": "passerby",
    "footsoldiers": "footsoldier",
    "blue-helmets": "blue-helmet",
}
INVARIANT = frozenset(
    "police people peshmerga crew personnel staff youth mujahideen mujahedeen fisherfolk troops militia townspeople elements".split()
)
RELATIONAL = frozenset("companion colleague relative comrade other bodyguard aide associate".split())
GENERIC = frozenset("person people individual victim other human soul body corpse one inhabitant".split())
MODIFIER_CLASS: dict[str, Victims] = {
    **dict.fromkeys(
        """army service military navy naval corps battalion brigade regiment infantry artillery marine paramilitary frontier border coast
    defence-force airborne tank warship submarine patrol bsf idf itbp fc fardc pla saf rsf spla faa fapla ipkf ssb kdf updf tpdf endf afp rangers
    peacekeeping peacekeepers guards legion commando conscript garrison junta air-force troops servicemen frigate gunboat helicopter fighter-jet
    bomber forces contingent warrant petty non-commissioned staff-sergeant peshmerga unifil kfor unisfa unficyp minusca unarmed-observers""".split(),
        Victims.MILITARY,
    ),
    **dict.fromkeys("police gendarmerie constabulary crpf prison riot".split(), Victims.POLICE),
    **dict.fromkeys(
        "rebel militia militant insurgent separatist guerrilla terrorist self-defence self-defense taliban hezbollah hamas "
        "jihadist islamist mercenary pmc wagner tpnpb opm mnla kla uck ypg ltte fmln farc eln ira plo fatah polisario swapo unita contra m-19 "
        "al-qaeda isis resistance maoist m23 pkk".split(),
        Victims.MILITANT,
    ),
    **dict.fromkeys(
        "civilian customs divisional district press aid security-company forest health rescue ambulance unarmed fishing village "
        "construction humanitarian local-government elderly pregnant railway plant school".split(),
        Victims.CIVILIAN,
    ),
}
THINGS = frozenset(
    """day days week weeks month months year years hour hours minute minutes second seconds time times metre metres meter meters kilometre
    kilometres kilometer kilometers km mile miles feet inches degrees tonnes tons kilograms kg litres dollars euros pounds rupees shillings
    roubles rubles yuan shekels pesos francs percent points votes seats goals runs sets games matches drones rockets missiles shells bombs mortars
    rounds shots tanks vehicles trucks lorries cars buses boats ships aircraft jets helicopters planes warplanes houses homes villages towns
    cities districts provinces regions countries states nations sides armies camps posts outposts positions checkpoints bases buildings schools
    hospitals bridges roads crossings islands heights hills attacks strikes raids clashes incidents violations battles wars talks rounds meetings
    agreements treaties statements resolutions sanctions parties groups units brigades battalions places points pages books films hectares acres
    plots trees animals targets rifles guns weapons items cases charges reports claims fronts directions families-of occasions crates bags
    questions cattle cow cows sheep goats goat livestock wolves wolf dogs dog horses horse birds camels camel donkeys elephants elephant fish
    whales bears tigers poultry chickens pigs hens turkeys deer buffaloes yaks bees calves lambs mules oxen bulls ewes foals ducks geese ponies
    players runners riders swimmers horses jockeys teams champions goats seedlings species servers accounts phones jobs lives names militias
    trawlers dhows skiffs canoes votes ballots generations centuries decades nights mornings""".split()
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for people: its lemma, whether this form is plural, what victims it makes, and whether a modifier may overrule that."""

    lemma: str
    plural: bool
    victims: Victims
    weak: bool


def _build() -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    weak = frozenset(_WEAK.split())
    classes = (
        (_UNSPECIFIED, Victims.UNSPECIFIED),
        (_CIVILIAN, Victims.CIVILIAN),
        (_MILITARY, Victims.MILITARY),
        (_POLICE, Victims.POLICE),
        (_MILITANT, Victims.MILITANT),
    )
    irregular: dict[str, list[str]] = {}
    for form, lemma in _IRREGULAR.items():
        irregular.setdefault(lemma, []).append(form)
    for words, victims in classes:
        for lemma in words.split():
            _add(nouns, lemma, victims, lemma in weak, irregular)
    for lemma, victims in _WEAK_CLASS.items():
        _add(nouns, lemma, victims, True, irregular)
    return nouns


def _add(nouns: dict[str, Noun], lemma: str, victims: Victims, weak: bool, irregular: dict[str, list[str]]) -> None:
    nouns[lemma] = Noun(lemma, lemma in INVARIANT, victims, weak)
    for form in irregular.get(lemma, []):
        nouns[form] = Noun(lemma, True, victims, weak)
    if lemma not in INVARIANT and not lemma.endswith(("man", "child")):
        plural = (
            lemma[:-1] + "ies" if lemma.endswith("y") and lemma[-2] not in "aeiou" else lemma + ("es" if lemma.endswith(("s", "sh", "ch")) else "s")
        )
        nouns.setdefault(plural, Noun(lemma, True, victims, weak))
    if lemma == "troop":
        nouns["troops"] = Noun("soldier", True, victims, weak)
        del nouns["troop"]


NOUNS = _build()
SINGULAR_PEOPLE = frozenset(w for w, noun in NOUNS.items() if not noun.plural) - {
    "one",
    "hand",
    "rank",
    "mate",
    "minor",
    "general",
    "major",
    "private",
    "guide",
}
_PEOPLE_ENDING = re.compile(
    r"[a-z-]{3,}?(?:(?P<man>men|women|man|woman)|(?:boy|girl|keeper|worker|teacher|driver|owner|maker|grower|farmer|herd|hand|monger|smith|"
    r"seller|dweller|holder|master|wright|goer|nurse|doctor|[aeglmnrtuvy]ist|[nst]ician)(?P<s>s?))$"
)
_NO_PEOPLE = frozenset(
    """german roman norman ottoman human oman turkmen yemen specimen regimen acumen abdomen turkoman ombudsman talisman shaman caiman cayman
    superhuman inhuman beforehand firsthand secondhand underhand shepherd potsherd shareholder stakeholder placeholder webmaster headmaster
    postmaster grandmaster resist assist insist consist subsist persist desist enlist checklist blacklist whitelist playlist shortlist resists
    assists insists consists subsists persists enlists checklists blacklists patrician uphold household households threshold smallholder
    stronghold strongholds""".split()
)


@lru_cache(maxsize=1 << 13)
def noun_of(word: str) -> Noun | None:
    """The entry of a noun for people, in lower case; a compound of a known kind ("herdboy", "beekeepers") counts as civilian."""
    known = NOUNS.get(word)
    if known is not None or word in _NO_PEOPLE or len(word) < 6:
        return known
    m = _PEOPLE_ENDING.fullmatch(word)
    if m is None:
        return None
    plural = m.group("man") in {"men", "women"} if m.group("man") else bool(m.group("s"))
    return Noun(word, plural, Victims.CIVILIAN, m.group("man") is not None)


RANKS = frozenset(
    """Rifleman Sergeant Sgt Sgt. Captain Capt Capt. Lieutenant Lt Lt. Corporal Cpl Cpl. Colonel Col Col. Major Maj Maj. Private Pvt Pvt.
    Naik Havildar Subedar Sepoy General Brigadier Constable Lance Gunner Sapper Trooper Guardsman Ensign Commander Inspector
    Sub-Inspector Warrant""".split()
)
_POLICE_RANKS = frozenset("Constable Inspector Sub-Inspector".split())


def rank_class(rank: str) -> Victims:
    """Whom a rank in front of a name makes of its bearer."""
    return Victims.POLICE if rank in _POLICE_RANKS else Victims.MILITARY


def classify(noun: Noun, modifiers: Sequence[str]) -> Victims:
    """What victims a noun with its modifiers (lower case, of the whole phrase) makes: "Frontier Corps men" are military, "army cooks" too."""
    found = [MODIFIER_CLASS[w] for w in modifiers if w in MODIFIER_CLASS]
    if "security" in modifiers and noun.lemma == "guard":
        return Victims.CIVILIAN
    if noun.weak or noun.lemma in GENERIC:
        for victims in (Victims.CIVILIAN, Victims.MILITANT, Victims.POLICE, Victims.MILITARY):
            if victims in found:
                return victims
        if "security" in modifiers:
            return Victims.MILITARY
        return noun.victims
    if Victims.MILITARY in found and noun.victims is Victims.MILITANT and "peshmerga" in modifiers:
        return Victims.MILITARY
    return noun.victims
