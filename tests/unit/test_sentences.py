"""Where sentences end, in several scripts, and that nothing of the text is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.text.sentences import sentences


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    "one",
    [
        "Lt. Gen. Asim Munir spoke to Sen. Smith on Wed. Jan. 3 in Washington D.C. about it.",
        "The U.S. Navy and the U.N. Security Council met at 5 p.m. Tuesday.",
        "Col. J. R. Smith of No. 3 Company said so.",
        "Talks cost $3.5 million, up 1.2 per cent.",
        "He said: \u201cHold!\u201d and left.",
        "Shelling went on... and on.",
    ],
)
def test_a_mark_inside_a_sentence_does_not_end_it(one: str) -> None:
    assert split(one) == [one]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Shells fell. Two died.", ["Shells fell.", "Two died."]),
        ("Who fired first? Nobody knows! It goes on.", ["Who fired first?", "Nobody knows!", "It goes on."]),
        ('"We will answer." He gave no date.', ['"We will answer."', "He gave no date."]),
        ("\u201cThey fired.\u201d (The army denies it.) Both met.", ["\u201cThey fired.\u201d", "(The army denies it.)", "Both met."]),
        ("It ended in 1994. 20 years later it began.", ["It ended in 1994.", "20 years later it began."]),
        (
            "\u0412\u043e\u0439\u0441\u043a\u0430 \u0443\u0448\u043b\u0438. \u0411\u043e\u0438 \u0441\u0442\u0438\u0445\u043b\u0438.",
            ["\u0412\u043e\u0439\u0441\u043a\u0430 \u0443\u0448\u043b\u0438.", "\u0411\u043e\u0438 \u0441\u0442\u0438\u0445\u043b\u0438."],
        ),
        ("\u4ed6\u4eec\u5f00\u706b\u3002\u4e24\u4eba\u6b7b\u4ea1\u3002", ["\u4ed6\u4eec\u5f00\u706b\u3002", "\u4e24\u4eba\u6b7b\u4ea1\u3002"]),
        (
            "\u300c\u64a4\u9000\u305b\u3088\uff01\u300d\u3068\u8a00\u3063\u305f\u3002\u7d42\u308f\u308a\u3002",
            ["\u300c\u64a4\u9000\u305b\u3088\uff01\u300d", "\u3068\u8a00\u3063\u305f\u3002", "\u7d42\u308f\u308a\u3002"],
        ),
        (
            "\u0647\u0644 \u0633\u064a\u0642\u0627\u062a\u0644\u0648\u0646\u061f \u0644\u0627 \u0623\u062d\u062f \u064a\u0639\u0644\u0645.",
            ["\u0647\u0644 \u0633\u064a\u0642\u0627\u062a\u0644\u0648\u0646\u061f", "\u0644\u0627 \u0623\u062d\u062f \u064a\u0639\u0644\u0645."],
        ),
        (
            "\u0641\u0627\u0626\u0631\u0646\u06af \u06c1\u0648\u0626\u06cc\u06d4 \u062f\u0648 \u0641\u0648\u062c\u06cc \u06c1\u0644\u0627\u06a9\u06d4",
            [
                "\u0641\u0627\u0626\u0631\u0646\u06af \u06c1\u0648\u0626\u06cc\u06d4",
                "\u062f\u0648 \u0641\u0648\u062c\u06cc \u06c1\u0644\u0627\u06a9\u06d4",
            ],
        ),
        (
            "\u0917\u094b\u0932\u0940\u092c\u093e\u0930\u0940 \u0939\u0941\u0908\u0964 \u0926\u094b \u092e\u0930\u0947\u0964",
            ["\u0917\u094b\u0932\u0940\u092c\u093e\u0930\u0940 \u0939\u0941\u0908\u0964", "\u0926\u094b \u092e\u0930\u0947\u0964"],
        ),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_a_line_break_ends_a_sentence_and_a_hard_wrap_does_not() -> None:
    assert split("Clash at the border\nTwo soldiers were\nkilled on Monday.") == ["Clash at the border", "Two soldiers were\nkilled on Monday."]


def test_an_empty_line_ends_a_sentence_even_before_lower_case() -> None:
    assert split("first heading\n\nthen text") == ["first heading", "then text"]


def test_paragraphs_are_counted_by_line() -> None:
    assert [s.paragraph for s in sentences("One. Two.\nThree.\n\nFour.")] == [0, 0, 1, 2]


@pytest.mark.parametrize("nothing", ["", " ", "\n\n", "\t \n"])
def test_white_space_has_no_sentence(nothing: str) -> None:
    assert sentences(nothing) == []


@given(st.text(alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from(".!?\u3002\u061f\u0964 \n\"'\u201d)aB1")), max_size=200))
def test_every_character_that_is_no_space_lies_in_exactly_one_sentence(text: str) -> None:
    covered = [0] * len(text)
    found = sentences(text)
    assert [s.start for s in found] == sorted(s.start for s in found)
    for s in found:
        assert text[s.start : s.end] == text[s.start : s.end].strip() != ""
        for i in range(s.start, s.end):
            covered[i] += 1
    assert all(n == 1 for n, c in zip(covered, text, strict=True) if not c.isspace())
    assert max(covered, default=0) <= 1
