"""Casualty claims: how many were killed, wounded, lost, captured or driven out, whose, and who says so.

A grammar of English news, and a small model for the figures that it does not reach. ``find_claims`` reads a whole article; its parts:
people counted (``groups``: by number in ``counts``, alone in ``singles``, without an article in ``headlines``, with ``lexicon``), the sentence
in readable form (``clause``), what befell them (``effects``, ``elsewhere``; where no wording says it, by a small model: ``likely``), the kind
of telling (``frame``), whose they are (``whose``).
"""

from monitor.understand.casualties.claim import RawClaim
from monitor.understand.casualties.claims import find_claims
from monitor.understand.casualties.likely import LikelyReader
from monitor.understand.casualties.parties import SideNames

__all__ = ["LikelyReader", "RawClaim", "SideNames", "find_claims"]
