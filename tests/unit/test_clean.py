"""Text made fit to be stored and shown; markup taken off; bytes read by the right charset."""

from __future__ import annotations

import codecs

import pytest

from monitor.text.charset import codec_for, decode, header_charset
from monitor.text.clean import clean_text, one_line, storable
from monitor.text.markup import html_to_text, unescape


def test_controls_surrogates_and_bidi_marks_go() -> None:
    assert clean_text("a\x00b\x07c\ud800d\u202ee\u2066f\ufeffg\x9bh", 100) == "abcdefgh"


def test_line_ends_become_newlines_and_joiners_stay() -> None:
    assert clean_text("a\r\nb\rc\u2028d\x0be\x85f", 100) == "a\nb\nc\nd\ne\nf"
    assert clean_text("می\u200cخواهم", 100) == "می\u200cخواهم"


def test_length_is_limited_in_code_points() -> None:
    assert clean_text("é" * 10, 3) == "ééé"
    assert len(clean_text("x" * 10_000_000, 500)) == 500
    assert one_line("word " * 100, 20) == "word word word word…"


def test_one_line_cannot_forge_a_log_record() -> None:
    assert one_line("title\r\nERROR forged\u2028more\x1b[31m\ttab") == "title ERROR forged more[31m tab"


def test_storable_keeps_every_offset() -> None:
    text = "a\x00b\ud800c\u202ed"
    assert storable(text) == "a\ufffdb\ufffdc\u202ed" and len(storable(text)) == len(text)


@pytest.mark.parametrize(("fragment", "text"), [
    ("plain", "plain"), ("<p>One</p><p>Two &amp; three</p>", "One\nTwo & three"), ("a<b>b</b>c", "abc"), ("a<br/>b<BR>c", "a\nb\nc"),
    ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
    ("<script>alert('x')</script>safe<style>p{}</style>", "safe"), ("<!-- hidden <b> -->shown", "shown"), ("before<script>never closed", "before"),
    ("<td>a</td><td>b</td>", "a b"), ("a&nbsp;b &#8217; &#x41; &bogus; &#99999999999;", "a b ’ A &bogus; \ufffd"),
    ("<p>\n  spaced \t out\n</p>", "spaced out"),
    ('<a href="x" title="y">link</a>', "link"), ("<![CDATA[x <b>y</b>]]>", "x y"), ("&lt;p&gt;", "<p>"), ("", ""),
    ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
])  # fmt: skip
def test_markup_is_taken_off(fragment: str, text: str) -> None:
    assert html_to_text(fragment) == text


@pytest.mark.timeout(30)
@pytest.mark.parametrize("piece", ["<script>", "<!--", "<a ", "<", "&#", "</", "<script></script", "<p>", " \n", "\u00a0 ", "<div a", "&a"])
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    assert isinstance(html_to_text(piece * (2_000_000 // len(piece))), str)


def test_character_numbers_of_any_length_are_survived() -> None:
    assert unescape("&#" + "9" * 5000 + ";x") == "\ufffdx"


RUSSIAN = "Столкновения на границе: десятки погибших"


@pytest.mark.parametrize(("body", "content_type", "codec"), [
    (RUSSIAN.encode(), "text/xml; charset=iso-8859-1", "utf-8"),
    (RUSSIAN.encode("cp1251"), "text/xml; charset=windows-1251", "cp1251"),
    (RUSSIAN.encode("koi8-r"), 'application/xml; charset="KOI8-R"', "koi8-r"),
    (f'<?xml version="1.0" encoding="windows-1251"?>{RUSSIAN}'.encode("cp1251"), None, "cp1251"),
    (f'<?xml version="1.0" encoding="windows-1251"?>{RUSSIAN}'.encode("cp1251"), "text/xml; charset=ISO-8859-1", "cp1251"),
    (f'<html><meta charset="windows-1251"><p>{RUSSIAN}'.encode("cp1251"), None, "cp1251"),
    (codecs.BOM_UTF8 + RUSSIAN.encode(), "text/xml; charset=koi8-r", "utf-8"),
    (RUSSIAN.encode("utf-16"), None, "utf-16-le"),
    (f"<r>{RUSSIAN}".encode("utf-16-be"), None, "utf-16-be"),
    (f"<r>{RUSSIAN}".encode("utf-32-le"), None, "utf-32-le"),
])  # fmt: skip
def test_charsets_are_told_from_bytes_names_and_lies(body: bytes, content_type: str | None, codec: str) -> None:
    decoded = decode(body, content_type=content_type)
    assert RUSSIAN in decoded.text and decoded.codec == codec and decoded.problem is None


def test_east_asian_charsets() -> None:
    text = "南海で衝突 영유권 分裂"
    assert decode("南海で衝突".encode("shift_jis"), content_type="text/xml; charset=Shift_JIS").text == "南海で衝突"
    assert decode("钓鱼岛".encode("gb2312"), content_type="text/xml; charset=gb2312").text == "钓鱼岛"
    assert decode("南海で衝突".encode("iso2022_jp"), content_type="text/xml; charset=iso-2022-jp").text == "南海で衝突"
    assert decode(text.encode()).text == text


def test_stray_bytes_cost_themselves_only() -> None:
    decoded = decode("Азербайджан – ".encode() + b"caf\xe9 \x93quote\x94")
    assert decoded.text == "Азербайджан – café “quote”" and decoded.problem


def test_windows_1252_declared_as_utf_8_is_read_and_noted() -> None:
    decoded = decode('<?xml version="1.0" encoding="utf-8"?><t>caf\xe9 – “x”</t>'.encode("cp1252"))
    assert decoded.text.endswith("<t>café – “x”</t>") and decoded.problem


@pytest.mark.parametrize(
    "name",
    [
        "zlib",
        "hex",
        "base64",
        "rot13",
        "idna",
        "punycode",
        "undefined",
        "utf-7",
        "unicode_escape",
        "raw_unicode_escape",
        "bz2",
        "mbcs",
        "x" * 50,
        "utf-8\x00",
    ],
)
def test_codecs_that_are_no_charsets_are_never_used(name: str) -> None:
    assert codec_for(name) is None
    assert decode(b"+ADw-\\u0041 caf\xe9", content_type=f"text/xml; charset={name}").text == "+ADw-\\u0041 café"
    assert decode(f'<?xml version="1.0" encoding="{name}"?>'.encode() + b"caf\xe9").text.endswith("café")


def test_the_charset_parameter_is_found() -> None:
    assert header_charset('text/xml; Charset = "UTF-8"; x=y') == "UTF-8"
    assert header_charset("text/xml") is header_charset(None) is None
