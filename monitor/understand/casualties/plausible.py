"""Whether a wording that may mean much else counts people at all: arrests by police, delegates who left, lost causes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from monitor.domain.reading import Effect, Victims
from monitor.understand.casualties.finding import Finding
from monitor.understand.casualties.lexicon import noun_of
from monitor.understand.casualties.people import Group

_OFFICIAL_ARREST = re.compile(
    r"\b(?:protest\w*|demonstrat\w*|riot\w*|suspects?|suspected|suspicion|charged|court|smugg\w+|spy(?:ing)?|espionage|drugs?|"
    r"rall(?:y|ies)|questioning|interrogat\w+|activists?|opposition|treason|police\s+(?:said|arrested|detained|held|have|raid\w*)|raids?\s+on|"
    r"dissidents?|corruption|bribery|curfew|crackdown)\b",
    re.I,
)
_CAPTORS = re.compile(
    r"\b(?:guards?|soldiers|troops|forces|gunmen|militants|rebels|navy|coast\s?guard|marines?|patrol|armed\s+men|fighters|"
    r"separatists|rangers|bsf|army|boarded|militia\w*|border|occupation|foreign|islamists?|insurgents|pirates|side|captors|"
    r"captivity)\b",
    re.I,
)
_FOREIGN_VICTIMS = frozenset("fisherman villager farmer shepherd soldier sailor crew crewman herder citizen national trader hunter resident".split())
_CIVIL_ONLY_FLIGHT = re.compile(r"\b(?:crossed|left|streamed|poured|jammed|arriv\w+|moved|gone|relocated|transferred)\b")
_PERHAPS_ARREST = re.compile(r"\b(?:carried|dragged|hauled|bundled|marched|detain\w*|arrest\w*|rounded|custody|held|hold\w*|led|seiz\w+)\b")
_SURE_CAPTIVE = re.compile(r"\b(?:hostage|captive|captivity|prisoner)s?\b")
_STRICT_ARREST = re.compile(r"\b(?:arrest\w*|custody|rounded)\b")
_ARMED = re.compile(r"\b(?:border guards?|gunmen|militants|rebels|armed men|coast\s?guard|navy)\b", re.I)
_AT_BORDER = re.compile(r"\b(?:boat|vessel|boarded|waters|border|crossed|crossing|frontier|trawler|line)\b", re.I)
_POLICE = re.compile(r"\bpolice\b", re.I)
_DONE_TO_PEOPLE = re.compile(r"\b(?:kill|murder|execut|massacr|martyr|assassinat|behead|wound|injur|abduct|kidnap)")  # whatever they are called
_SOUGHT = re.compile(r"\b(?:search|look)\w* +for\b")
_NOT_SOUGHT = frozenset("suspect survivor body attacker volunteer recruit worker witness man people person victim".split())
_CARRYING = re.compile(r"\b(?:with|carrying) +(?:\w+ +)*<\d+>$")
_VESSEL = re.compile(
    r"\b(?:\w*boats?|vessels?|ships?|trawlers?|tankers?|freighters?|dhows?|junks?|yachts?|aircraft|planes?|jets?|helicopters?|"
    r"bus|buses|minibus|ferry|barge|cutter|"
    r"launch|skiffs?|truck|lorry|convoy)\b|\bthe +[A-Z]"
)
_CAPTIVES_HELD = frozenset("rifle gun".split())
_OF_THINGS = re.compile(r"\bdestroyed|wiped out|eliminated|lost\b")
_FELL = re.compile(r"\bf[ae]ll(?:en|s)?\b")
_ARRIVED = re.compile(r"\barriv|\breached\b|(?:moved|went|headed|travelled|pushed) +(?:north|south|east|west)|\bmoved *$|\bshifted *$")
_FLEEING = frozenset("family household refugee people person resident villager child woman @demonym islander inhabitant evacuee survivor".split())
_HOSPITAL = re.compile(r"\b(?:hospital|clinic|doctors?|medical|medics?|infirmary|surgeons?)\b", re.I)
_BY_TRADE = frozenset("worker passenger tourist pupil student player member official delegate deputy lawmaker diplomat minister journalist".split())
_SENT_AWAY = re.compile(r"\bexpel|\bdeport")
_ENVOYS = frozenset("diplomat envoy official journalist correspondent reporter staff employee aide adviser person @demonym observer".split())
_BY_POLICE = re.compile(
    r"\b(?:[Pp]olice|officers) +(?:have +|had +)?t(?:ook|aken?|aking)\b|\b(?:taken|led|carried|dragged|hauled|marched) +(?:off|"
    r"away) +by +(?:\w+ +){0,2}police"
)
_ELDERS = frozenset("wife husband father mother parent grandfather grandmother uncle aunt".split())
_WENT_OUT = re.compile(r"\b(?:went|gone|got|come|walked|pulled|moved|drove|driven) +out$")
_MANY = 50  # so many people do not go out for a walk
_UPROOTED = frozenset("family household resident villager islander inhabitant".split())
_CROWD = frozenset("protester protestor demonstrator marcher mourner striker picket".split())
_VESSELS = re.compile(r"\b(?:vessels|ships|boats|trawlers|tankers|freighters|tanks|vehicles|lorries|trucks|aircraft|jets|planes|dhows|junks)\b", re.I)
_LED_AWAY = re.compile(r"\b(?:took|taken|takes?|taking|carried|led)\b.*\b(?:away|off|over|across)\b")
_COMBATANT = frozenset({Victims.MILITARY, Victims.POLICE, Victims.MILITANT})


def plausible(
    sentence: str, text: str, effect: Effect, groups: Sequence[Group], wording: str, finding: Finding, side_of: Callable[[Group], str | None]
) -> bool:
    """False when ``wording`` with these people is likely no casualty: police arrests, a delegation that left, armies that moved."""
    first = groups[0]
    if effect is Effect.DISPLACED:
        return _displaced(sentence, groups, wording, finding)
    if effect is Effect.CAPTURED and first.kind == "bare" and not first.referring and first.noun == "" and _VESSELS.search(sentence):
        return any(noun_of(w) is not None for w in sentence.lower().split())  # "eleven tanks were destroyed and five captured"
    if effect is Effect.CAPTURED and first.kind == "unknown" and finding.active and not text[first.start : first.end].split()[-1][:1].isupper():
        return False  # "seized five trawlers"
    if effect is Effect.CAPTURED and first.kind == "bare" and finding.active and _LED_AWAY.search(wording) and not _SURE_CAPTIVE.search(wording):
        return False  # "took away all three": whatever was counted before
    if effect is Effect.CAPTURED and _BY_POLICE.search(sentence):
        return _SURE_CAPTIVE.search(sentence) is not None
    if effect is Effect.CAPTURED and _PERHAPS_ARREST.search(wording):
        return _captured_by_others(sentence, groups, wording, side_of)
    if effect is Effect.MISSING and finding.active and _SOUGHT.search(wording):
        return first.kind == "person" and first.victims is not Victims.MILITANT and first.noun not in _NOT_SOUGHT and first.counted
    if effect is Effect.CAPTURED and _CARRYING.search(wording) and _SURE_CAPTIVE.search(wording) is None:
        return _VESSEL.search(wording) is not None and first.victims is not Victims.MILITANT and first.noun not in _CAPTIVES_HELD
    if effect is Effect.WOUNDED and "sought" in wording and not _HOSPITAL.search(sentence):
        return False
    if (
        effect is Effect.KILLED
        and _FELL.search(wording)
        and not wording.endswith("> fallen")
        and not (first.victims in _COMBATANT or (first.kind == "person" and first.low > 1))
    ):
        return False
    if "buried" in wording and first.noun in _ELDERS:
        return False  # "he has buried two wives", "where his father is buried"
    if (
        first.kind == "unknown"
        and finding.active
        and not _DONE_TO_PEOPLE.search(wording)
        and not text[first.start : first.end].split()[-1][:1].isupper()
    ):
        return False
    return effect is not Effect.KILLED or not (
        _OF_THINGS.search(wording) and (first.kind == "unknown" or (first.kind == "bare" and first.noun != "@own" and not wording.startswith("los")))
    )


def _displaced(sentence: str, groups: Sequence[Group], wording: str, finding: Finding) -> bool:
    first = groups[0]
    if first.victims in _COMBATANT:
        return False
    if _WENT_OUT.search(wording) and first.low < _MANY and first.noun not in _UPROOTED:
        return False  # "six men went out"
    if first.noun in _CROWD:
        return False  # driven off a square, not out of their homes
    if _SENT_AWAY.search(wording) and first.noun in _ENVOYS:
        return False
    if first.kind == "bare" and _VESSELS.search(sentence):
        return False  # "twelve boats had been netting; eleven fled"
    if finding.noun != "tally" and _ARRIVED.search(wording) and first.noun not in _FLEEING:
        return False
    single = first.high is not None and first.high < 3
    return not (_CIVIL_ONLY_FLIGHT.search(wording) and (single or first.kind == "unknown" or first.noun in _BY_TRADE))


def _captured_by_others(sentence: str, groups: Sequence[Group], wording: str, side_of: Callable[[Group], str | None]) -> bool:
    if _SURE_CAPTIVE.search(wording):
        return True
    strict = _STRICT_ARREST.search(wording) is not None
    if _OFFICIAL_ARREST.search(sentence) and not _ARMED.search(sentence):
        return False
    if "detain" in wording and _CAPTORS.search(sentence) is None and _AT_BORDER.search(sentence) is None:
        return False
    if strict and _POLICE.search(sentence) and not _ARMED.search(sentence) and groups[0].kind == "bare":
        return False
    foreign = any(g.noun in _FOREIGN_VICTIMS or g.noun == "@demonym" for g in groups) or any(side_of(g) for g in groups)
    if foreign:
        return True
    captors = _CAPTORS.search(sentence) is not None
    return (captors and (not strict or _AT_BORDER.search(sentence) is not None)) or (not strict and not _POLICE.search(sentence))
