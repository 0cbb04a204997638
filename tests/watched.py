"""What the regressions of alerts and of identity share: texts of one event, and what a house knows after its passes."""

from __future__ import annotations

from collections.abc import Callable

from monitor.domain.alert import Alert
from monitor.domain.story import Story
from tests.scripted import House

WIRE, VALE, COLOUR = (f"https://{host}.example/feed" for host in ("wire", "vale", "colour"))
TITLE = "Three soldiers killed as troops exchange fire in Kashmir"
CLASH = (
    "Indian and Pakistani troops exchanged heavy fire across the Line of Control in Kashmir on Tuesday, killing three soldiers, officers on both sides said. "
    "Artillery shelled the hamlets of Mendhar sector for two hours before dawn, and the firing went on until noon. "
    "Colonel Rahul Mehta said that two more soldiers were wounded when mortar shells hit a bunker near the crossing. "
    "Schools in the Poonch district were shut and families were moved to shelters, the district magistrate said. "
    "Each army accused the other of having opened fire first, and a hotline between the two commands was used twice."
)
OWN_TITLE = "Mendhar buries three soldiers after mortar fire in Kashmir"
OWN = (
    "Three coffins were carried down from Mendhar on Tuesday after Indian and Pakistani soldiers fired mortars at each other across the Line of Control in Kashmir. "
    "Villagers counted more than forty shells. A farmer, Imran Lone, said that the firing began before the dawn prayer and that three soldiers were killed at the bunker above his field."
)
SHOAL_TITLE = "Navy boat rammed near Second Thomas Shoal"
SHOAL = "A Chinese coast guard ship rammed a Philippine navy boat near Second Thomas Shoal on Tuesday and fired water cannon at it, wounding four sailors, Manila said."

Open = Callable[..., House]


async def watching(opened: Open, *feeds: str) -> House:
    """A house whose feeds have been polled once, empty: what comes from now on is news."""
    house = opened(*feeds)
    await house.run()
    return house


def stories(house: House) -> list[Story]:
    with house.store.read() as unit:
        return unit.story_reading.list(since=None, territory=None, limit=1000)


def alerts(house: House) -> list[Alert]:
    with house.store.read() as unit:
        return unit.alerts.list(status=None, limit=1000)
