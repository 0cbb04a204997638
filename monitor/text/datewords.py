"""The words of dates: months in the languages of the world's wires, time zones, and what may be skipped."""

from __future__ import annotations

_MONTHS = (
    # en and de and nl short; fr; es; pt; it; ru nominative, genitive, short; uk genitive; tr; pl genitive; id; ar (Egypt and Levant)
    "january jan januar jän jänner januari janvier janv enero ene janeiro gennaio gen январь января янв січня ocak oca stycznia يناير",
    "february feb februar februari février fevrier févr fevr fév febrero fevereiro fev febbraio февраль февраля фев февр лютого "
    "şubat şub lutego فبراير شباط",
    "march mar märz mrz maart mars marzo março marco март марта мар березня mart marca maret مارس آذار",
    "april apr avril avr abril abr aprile апрель апреля апр квітня nisan nis kwietnia أبريل ابريل نيسان",
    "may mai mei mayo maio maggio mag май мая травня mayıs maja مايو أيار",
    "june jun juni juin junio junho giugno giu июнь июня июн червня haziran haz czerwca يونيو حزيران",
    "july jul juli juillet juil julio julho luglio lug июль июля июл липня temmuz tem lipca يوليو تموز",
    "august aug augustus août aout agosto ago август августа авг серпня ağustos ağu sierpnia agustus أغسطس آب",
    "september sep sept septembre septiembre setembro set settembre сентябрь сентября сен сент вересня eylül eyl września سبتمبر أيلول",
    "october oct oktober okt octobre octubre outubro out ottobre ott октябрь октября окт жовтня ekim eki października أكتوبر",
    "november nov novembre noviembre novembro ноябрь ноября ноя нояб листопада kasım kas listopada نوفمبر",
    "december dec dezember dez décembre decembre déc diciembre dic dezembro dicembre декабрь декабря дек грудня aralık ara grudnia desember ديسمبر",
)
MONTHS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}

# Weekdays say nothing that the date does not, and feeds often get them wrong; prepositions and marks carry no meaning at all.
_NOISE = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri sat sun "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim lunes martes miércoles jueves viernes sábado domingo "
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira lunedì martedì mercoledì giovedì venerdì sabato domenica "
    "понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс "
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar الأحد الإثنين الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت "
    "at on of the de del um uhr à le kl à el al a las г года год hrs hours - — –"
)
NOISE = frozenset(_NOISE.split())

# Minutes east of UTC. Of names with several meanings, RFC 822's comes first (CST is in Chicago), then the news's most frequent use
# (IST is in Delhi, BST in London, AST in Halifax, AMT in Yerevan).
_HOURS = {
    "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3,
    "MSD": 4, "TRT": 3, "SAST": 2, "CAT": 2, "EAT": 3, "WAT": 1, "AMT": 4, "AZT": 4, "GET": 4, "GST": 4, "SAMT": 4, "PKT": 5, "UZT": 5, "YEKT": 5,
    "IST": 5.5, "NPT": 5.75, "BDT": 6, "MMT": 6.5, "ICT": 7, "WIB": 7, "WITA": 8, "WIT": 9, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8, "AWST": 8,
    "JST": 9, "KST": 9, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "IRST": 3.5, "IDT": 3, "AFT": 4.5, "ART": -3,
    "BRT": -3, "CLT": -4, "VET": -4, "COT": -5, "PET": -5, "ECT": -5, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5, "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
ZONES = {name: int(hours * 60) for name, hours in _HOURS.items()}
