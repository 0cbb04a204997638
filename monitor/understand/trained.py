"""All that is trained and read with, together: what ``contactline train`` makes and the artefacts' adapter loads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.understand.linear import LinearModel
from monitor.understand.network import SentenceNetwork


@dataclass(frozen=True, slots=True)
class Models:
    """The trained parts, and the version that their manifest gives them together.

    ``selection`` are the weights by which an article's (signal, realis) pairs are chosen (see ``selection``);
    ``casualties`` tells what befell people whom no wording of the casualty grammar governs (see ``casualties.likely``).
    """

    signals: LinearModel
    realis: LinearModel
    relevance: LinearModel
    network: SentenceNetwork
    casualties: LinearModel
    selection: Mapping[str, float]
    version: str
