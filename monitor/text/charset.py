"""Bytes to text by one decision for every parser, with a list of codecs that may be named from outside."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# Labels a document or header may name, after the WHATWG list. Everything else (zlib, rot13, idna, utf-7, unicode_escape ...) is
# ignored: Python would look those up too, and some of them raise, expand or execute surprises. Latin-1 means windows-1252 on the web.
_LABELS = {
    "utf-8": "utf8 utf-8 unicode-1-1-utf-8",
    "utf-16": "utf-16 utf16 ucs-2 unicode iso-10646-ucs-2",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
    "utf-32": "utf-32 utf32",
    "cp1252": "ascii us-ascii iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1 latin-1 l1 windows-1252 cp1252 x-cp1252 ansi",
    "cp1250": "windows-1250 cp1250",
    "cp1251": "windows-1251 cp1251 win-1251 x-cp1251",
    "cp1253": "windows-1253 cp1253",
    "cp1254": "windows-1254 cp1254 iso-8859-9 latin5",
    "cp1255": "windows-1255 cp1255",
    "cp1256": "windows-1256 cp1256",
    "cp1257": "windows-1257 cp1257",
    "cp1258": "windows-1258 cp1258",
    "cp874": "windows-874 tis-620 iso-8859-11",
    "cp866": "ibm866 cp866 866",
    "koi8-r": "koi8-r koi8 koi8r",
    "koi8-u": "koi8-u koi8-ru",
    "gb18030": "gb18030 gb2312 gbk gb_2312-80 chinese x-gbk euc-cn",
    "big5hkscs": "big5 big5-hkscs cn-big5 x-x-big5",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji cp932",
    "euc_jp": "euc-jp x-euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "cp949": "euc-kr ks_c_5601-1987 ksc5601 korean windows-949 cp949",
    "mac_cyrillic": "x-mac-cyrillic",
    "mac_roman": "macintosh x-mac-roman mac",
} | {f"iso8859-{n}": f"iso-8859-{n} iso8859-{n} iso_8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
_CODECS = {label: codec for codec, labels in _LABELS.items() for label in labels.split()}

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s{0,100}<\?xml\b[^>]{0,200}?\bencoding\s{0,20}=\s{0,20}[\"']([\w.:+-]{1,40})[\"']")
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,500}?charset\s{0,20}=\s{0,20}[\"']?\s{0,20}([\w.:+-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the codec it was read by; ``problem`` says in a few words what had to be guessed or repaired, else None."""

    text: str
    codec: str
    problem: str | None = None


def codec_for(label: str | None) -> str | None:
    """Python's codec for a charset label, None for one that is unknown or must not be used."""
    return _CODECS.get(label.strip().lower()) if label else None


def header_charset(content_type: str | None) -> str | None:
    """The ``charset`` parameter of a Content-Type, unchecked."""
    m = _HEADER_CHARSET.search(content_type or "")
    return m[1] if m else None


def decode(body: bytes, *, content_type: str | None = None) -> Decoded:
    """Read bytes as text; never fails.

    Order: byte order mark; UTF-16 or UTF-32 seen by its NULs; UTF-8 when the bytes are valid and not all ASCII (no other charset
    looks like that by chance, while headers and declarations lie daily); the document's own declaration and the header; else
    UTF-8 with stray bytes read as windows-1252.
    """
    if found := _by_mark(body):
        return found
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        # Pure ASCII bytes may still be ISO-2022-JP, the one listed charset that writes foreign text in seven bits.
        if not (text.isascii() and "\x1b" in text):
            return Decoded(text, "utf-8")
    return _by_name(body, content_type)


def _by_mark(body: bytes) -> Decoded | None:
    for bom, codec in _BOMS:
        if body.startswith(bom):
            return _strict_or_repaired(body[len(bom) :], codec)
    head = body[:4]
    if len(head) == 4:
        wide = {(0, 1, 0, 1): "utf-16-be", (1, 0, 1, 0): "utf-16-le", (0, 0, 0, 1): "utf-32-be", (1, 0, 0, 0): "utf-32-le"}.get(
            tuple(int(b != 0) for b in head)  # type: ignore[arg-type]  # four bytes give a key of four
        )
        if wide:
            return _strict_or_repaired(body, wide)
    return None


def _by_name(body: bytes, content_type: str | None) -> Decoded:
    head = body[:4096]
    declared = _XML_ENCODING.search(head) or _META_CHARSET.search(head)
    inside = codec_for(declared[1].decode("ascii", "replace")) if declared else None
    outside = codec_for(header_charset(content_type))
    # Servers send ISO-8859-1 by default without knowing; any more telling name inside the document beats that.
    named = [outside, inside] if outside not in {None, "cp1252"} else [inside, outside]
    for codec in named:
        if codec is None or codec in {"utf-8", "utf-16", "utf-32"}:
            continue
        try:
            return Decoded(body.decode(codec), codec)
        except UnicodeDecodeError:
            continue
    for codec in named:
        if codec not in {None, "utf-8", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "cp1252"}:
            assert codec is not None
            return Decoded(body.decode(codec, "replace"), codec, f"bytes that are not {codec}")
    problem = "bytes that are not UTF-8, read as windows-1252" if any(named) else "no charset named, bytes that are not UTF-8"
    return Decoded(body.decode("utf-8", "contactline-cp1252"), "utf-8", problem)


def _strict_or_repaired(body: bytes, codec: str) -> Decoded:
    try:
        return Decoded(body.decode(codec), codec)
    except UnicodeDecodeError:
        return Decoded(body.decode(codec, "replace"), codec, f"bytes that are not {codec}")


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("contactline-cp1252", _as_windows_1252)
