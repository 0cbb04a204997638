"""What of a scraped page is no part of its article."""

from __future__ import annotations

import pytest

from monitor.text.furniture import furniture
from monitor.text.sentences import sentences

PROSE = "Troops on both sides of the line near Mendhar exchanged fire before dawn on Monday, officials of the two armies said."


def left_out(text: str) -> list[str]:
    spans = sentences(text)
    return [text[spans[i].start : spans[i].end] for i in sorted(furniture(text, spans))]


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our morning letter.",
        "By signing up you agree to our Terms.",
        "Subscribe to read more of this.",
        "Follow us on every platform.",
        "All rights reserved.",
        "We use cookies to make the page better.",
        "BREAKING: Ferry late \u2022 Garbage strike enters day 4 \u2022 Drone strike kills 12 in the east",
    ],
)
def test_a_plea_or_a_ticker_is_no_part(line: str) -> None:
    assert left_out(f"{PROSE}\n\n{line}\n\n{PROSE}") == [line]


def test_what_stands_under_a_teaser_head_is_no_part_up_to_the_next_paragraph() -> None:
    text = f"{PROSE}\n\nRead more:\nShells fall on Uri\nNavy sails at dawn\n\nThe army named nobody."
    assert left_out(text) == ["Read more:", "Shells fall on Uri", "Navy sails at dawn"]


@pytest.mark.parametrize(
    "prose",
    [
        PROSE,
        "Follow-up talks in Geneva failed.",
        "Registering for the vote began in Stanley on Monday, and by noon the queue reached the harbour, the clerk said, though nobody knew who would count it or when the count would be told.",
        "Join the army or leave the valley, the poster said.",
    ],
)
def test_prose_stays(prose: str) -> None:
    assert left_out(f"{PROSE}\n\n{prose}") == []
