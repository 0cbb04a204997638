"""How common words are in news: the share of articles that hold each stem, from counts of words at large."""

from __future__ import annotations

import math
from importlib import resources

from monitor.domain.errors import InputError
from monitor.stories.features import RAREST

_WORDS_OF_AN_ARTICLE = 300  # what terms are taken from (``stories.features``), about
_LEAST = 1 / 6000  # share under which words are rare alike: a name in one article of six thousand tells no less than one in a million


def background_shares() -> dict[str, float]:
    """Share of articles by stem (0 to 1), and under ``RAREST`` that of a stem not in the table. Raises InputError with the line.

    A word of frequency f stands in an article of n words with probability 1 - exp(-f n). Counts of our own texts would be better news
    but far too few: every name of a town would be as rare as the event's own.
    """
    shares = {}
    file = resources.files("models.training.words") / "english.tsv"
    for number, line in enumerate(file.read_text("utf8").splitlines(), 1):
        stem, tab, per_million = line.partition("\t")
        try:
            share = 1.0 - math.exp(-float(per_million) * 1e-6 * _WORDS_OF_AN_ARTICLE)
        except ValueError:
            tab = ""
        if not tab:
            raise InputError(f"english.tsv:{number}: expected a stem, a tab and a number")
        if share > _LEAST:
            shares[stem] = round(share, 6)
    return {**shares, RAREST: round(_LEAST, 6)}
