"""Words that tell what kind of scene a sentence paints: fighting, mishap, crime, sport. Sets for single words, small patterns for the rest."""

from __future__ import annotations

import re

from monitor.understand.casualties.lexicon import SINGULAR_PEOPLE

_LETTERS_ONLY = {i: " " for i in range(128) if not chr(i).isalpha()}
_WIDE_MARKS = "\u2018\u2019\u201c\u201d\u2013\u2014\xa0"
_STRONG = frozenset(
    """kill kills killed killing killings dead death deaths die dies died dying wound wounds wounded wounding injure injures injured
    injuring injury injuries hurt hurting casualty casualties fatality fatalities toll tolls martyr martyrs martyred martyring
    martyrdom perish perished slain murdered murdering executed executing massacre massacred assassinated assassination beheaded
    shot gunned gunning captured capturing hostage hostages prisoner prisoners captive captives captivity abduct abducts abducted
    abducting abduction kidnap kidnaps kidnapped kidnapping detain detains detained detaining detention custody missing unaccounted
    accounted disappeared vanished fled flee fleeing displaced displacing uprooted evacuated hospital hospitalised hospitalized
    neutralised neutralized eliminated liquidated corpses sacrifice succumbed maimed snatched dragged lynched slaughtered stabbed
    bodies corpses corpse thumb finger fingers leg legs arm limb limbs bled hacked arrested seized fallen bury burying mourn mourns
    mourned mourning coffin coffins bleeding limped limping shrapnel bruises surrendered concussed bandaged casualty buried""".split()
)
_WEAK = frozenset(
    """life lives murder execution shoot shoots shooting captures capture seize seizes seizing seizure held hold holds holding seen heard
    found flight displace displaces displacement evacuate evacuating evacuation uprooting uproots left leave leaves leaving
    sheltering shelter shelters refuge refugees safety homeless homes lost lose loses losing loss losses neutralising neutralizing
    eliminating led crossed crossing jammed streamed streaming poured pouring spilled trekked expelled expelling expels expulsion
    deported deporting expired bullets remains move funeral gone parad paraded parading body bodies driven driving drove drives forced
forcing forces broken sacrificed maiming vacated moved
    destroyed drowned snatching beaten relocated resettled total tally number estimates exodus took taken taking takes claimed
    claiming cost costing treated burns buried abandoned wiped gassed made sent compelled rounded fell kept keeps marched carried
    bundled condition needed treatment sanctuary asylum escaped escaping arriving arrived camps tents transferred blown gave given giving paid
    grave graves certificates funerals funeral harm survive survived hands cuts cut struck hit grazed pierced broke broken fractured
    sleeping slept camping camped huddled crammed lodged housed walked emptied deserted households removed evicted bused bussed
    trucked ferried packed spent cleared road roads living staying return returned whereabouts care surgery stitches hauled herded
    unconscious burnt burned limbs gone lay lying out own theirs families wounding reached need require required heard trace traced captors live
    ward wards ventilators recovering sleep fate
    sheltered housed hosts hosted accommodated survived count counts includes included rest throat throats untraceable untraced bullet searching
    looking contact touch communication hijacked hijack
    hijacking impounded towed escorted arrivals
    fatally mortally severed amputated critical morgue mortuary""".split()
)
TELLING = _STRONG | _WEAK | {"led"}  # without one of these a sentence tells of nobody's losses
_NUMERIC = frozenset(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    thirty forty fifty sixty seventy eighty ninety dozen dozens score scores tens hundred hundreds thousand thousands million
    millions several few couple handful both twin twins""".split()
)
_ONE = re.compile(r"\b(?:[Aa]n?|[Aa]nother|[Ee]ach|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s+(?:[\w-]+\s+)?[\w-]*[a-z]")
_DIGIT = re.compile(r"\d")
_HEADLINE = 120  # characters: a shorter line without a stop may be a headline, which leaves articles out
_MISHAP = frozenset(
    """earthquake earthquakes quake quakes tremor tremors aftershock aftershocks magnitude avalanche avalanches landslide landslides
    mudslide mudslides rockfall flood floods flooding floodwaters cyclone cyclones hurricane hurricanes typhoon typhoons tsunami
    tornado tornadoes volcano eruption drought cholera dengue malaria covid coronavirus virus epidemic typhus measles ebola heatwave
    lightning thunderstorm blizzard hypothermia frostbite crevasse crevasses snakebite crash crashed crashes collided collision
    derailed derailment overturned plunged skidded capsized capsizes capsizing shipwreck shipwrecked accident accidents accidental
    accidentally mishap mishaps malfunction malfunctioned misfired drowned drowning stampede wildfire wildfires blaze electrocuted
    suicide suicides storms sandstorm snowstorm gale squall chernobyl fukushima famine hunger malnutrition starvation fireworks
    rabies cancer influenza flu pneumonia tuberculosis typhoid meningitis polio anthrax heatstroke exposure illness disease colliery
    stowaway""".split()
)
_MISHAP_HINT = frozenset(
    "altitude collapse collapsed cave came fell gave leak explosion canister disaster mine fire swept poisoning heart attack "
    "storm outbreak reactor nuclear mining gas ran hanged pile".split()
)
_MISHAP_PHRASE = re.compile(
    r"\b(?:altitude sickness|(?:roof|building|bridge|mine|wall|shaft|stand|scaffolding|crane|tunnel|balcony)(?: has| had)? (?:fall|"
    r"collapsed?)|cave-in|pile-up|"
    r"gas (?:leak|explosion|canister)|mining disaster|coal mine|(?:rock|roof|earth|scaffolding|crane|slope) (?:came down|fell|"
    r"gave way)|ran aground|(?:forest|house|warehouse|hotel|factory) fire|fire (?:broke out|swept|(?:at|in) an?\b)"
    r"|in a fire|food poisoning|heart attack|hanged (?:him|her)self|(?:a|the|tropical|winter|severe|violent|dust|sand|"
    r"snow) storms?\b|(?:reactor|nuclear) accident|outbreak of (?!war|fighting|violence|hostilities|the war|clashes|shooting))"
)
_CRIME = frozenset(
    "robbery robber robbers robberies burglary burglar burglars cartel cartels gangland mugged mugger homicide homicides "
    "manslaughter rustlers rustling nightclub carjacking jealous jealousy drunk drunken shoplifter".split()
)
_CRIME_PHRASE = re.compile(
    r"\b(?:drugs? (?:gang|dealer|trafficker|lord|deal)|gang (?:war|fight|member|violence)|domestic (?:violence|dispute)|"
    r"murder (?:trial|charge|suspect|case)|charged with murder|(?:school|mall) shooting|honou?r killing|serial killer|"
    r"hit-and-run|family feud|brawl over|court heard|pleaded guilty)"
)
_CRIME_HINT = frozenset("drug drugs gang domestic murder school mall honour honor serial hit feud brawl court pleaded".split())
_SPORT = frozenset(
    """striker midfielder goalkeeper innings wicket hamstring league qualifier tournament playoff playoffs marathon derby scored gameplay
    sequel novel chess reenactment striker's kickoff halftime batsman scrum grandmaster semifinal""".split()
)
_SPORT_PHRASE = re.compile(
    r"\b(?:penalty shoot|(?:red|yellow) cards?\b|missed (?:\w+ )?(?:games|matches)\b|semi-final|quarter-final|final whistle|play-offs?|"
    r"grand prix|world cup|stoppage time|squad for|"
    r"turn-based|board game|video ?game|strategy game|box office|film festival|re-enact)"
)
_SPORT_HINT = frozenset(
    "card cards missed penalty semi quarter final play grand cup stoppage squad turn game box film video videogame enactment enacted".split()
)
_VIOLENT = frozenset(
    """shell shells shelled shelling shellfire missile missiles rocket rockets airstrike airstrikes strike strikes struck drone drones
    gunfire gunmen gunman gunned shot shots shooting fired firing ceasefire crossfire artillery mortar mortars bomb bombs bombed
    bombing bombings bombardment landmine landmines explosive explosives ied attack attacks attacked attackers ambush ambushed clash
    clashes clashed fighting fought offensive assault assaulted raid raids raided militants militant rebels massacre massacred
    executed sniper snipers grenade grenades invasion incursion battle battles war skirmish skirmishes hostilities tortured torture
    beaten beatings enemy bomber bombers detonated warplane warplanes gunship gunships kamikaze saboteurs insurgents rammed gunboat warship brawl
    brawls torpedo torpedoed cruiser frigate destroyer""".split()
)
_VIOLENT_PHRASE = re.compile(
    r"\b(?:(?:opened|under|return(?:ed|ing)?|exchange(?:d)?(?: of)?|traded|hold) fire|killed or had|mine blast|"
    r"(?:by|from|under|in) (?!an? |forest |house |bush |the )(?:[a-z-]+ ){1,2}fire\b(?! (?:at|in) an?\b))"
)
_DIRECT = frozenset(
    "shell shells shelling shelled missile missiles rocket rockets drone drones gunman gunmen bomb bombs bombing ambush "
    "ambushed clash clashes mortar mortars artillery sniper".split()
)


def words_in(text: str) -> frozenset[str]:
    """The distinct words of ``text``, in lower case."""
    lowered = text.lower()
    if not lowered.isascii():  # a table is slow on such text: take out the marks that make it so first
        for mark in _WIDE_MARKS:
            lowered = lowered.replace(mark, " ")
    return frozenset(lowered.translate(_LETTERS_ONLY).split())


def has_number(sentence: str, words: frozenset[str]) -> bool:
    """True when a digit or a word for a number stands in ``sentence``, which has these ``words``."""
    return not words.isdisjoint(_NUMERIC) or _DIGIT.search(sentence) is not None


def may_tell_casualties(sentence: str, words: frozenset[str]) -> bool:
    """The cheap gate: a word of death, injury, loss or flight; one that means much else besides needs a number beside it."""
    strong = not words.isdisjoint(_STRONG) or ("led" in words and not words.isdisjoint({"away", "off"}))
    if not strong and words.isdisjoint(_WEAK):
        return False
    if has_number(sentence, words) or not words.isdisjoint(SINGULAR_PEOPLE):
        return True
    return strong and (_ONE.search(sentence) is not None or (len(sentence) < _HEADLINE and sentence[-1:].isalnum()))


def is_mishap(text: str, words: frozenset[str]) -> bool:
    """Disasters, accidents and disease; nobody's act of war."""
    if not words.isdisjoint(_MISHAP):
        return True
    return not words.isdisjoint(_MISHAP_HINT) and _MISHAP_PHRASE.search(text.lower()) is not None


def is_crime(text: str, words: frozenset[str]) -> bool:
    """Ordinary crime."""
    return not words.isdisjoint(_CRIME) or (not words.isdisjoint(_CRIME_HINT) and _CRIME_PHRASE.search(text.lower()) is not None)


def is_play(text: str, words: frozenset[str]) -> bool:
    """Sport, games and fiction."""
    return not words.isdisjoint(_SPORT) or (not words.isdisjoint(_SPORT_HINT) and _SPORT_PHRASE.search(text.lower()) is not None)


def play_words(words: frozenset[str]) -> int:
    """How many different words of sport and fiction there are."""
    return len(words & _SPORT)


def is_violent(text: str, words: frozenset[str]) -> bool:
    """Fighting."""
    return not words.isdisjoint(_VIOLENT) or ("fire" in words and _VIOLENT_PHRASE.search(text.lower()) is not None) or "killed or had" in text


def is_weapon(words: frozenset[str]) -> bool:
    """True when a weapon or an attack is named outright: an accident word beside it is a detail of the attack."""
    return not words.isdisjoint(_DIRECT)
