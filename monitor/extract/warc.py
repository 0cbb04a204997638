"""Reads web archives (WARC 1.0 and 1.1, plain or gzipped): the HTTP answers in them, one after the other."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

MAX_RECORD = 10 * 1024 * 1024  # bytes of one record's block; larger ones are skipped, as the fetcher would have refused them
_MAX_LINE = 16 * 1024
_MAX_HEADERS = 256


@dataclass(frozen=True, slots=True)
class WarcAnswer:
    """One HTTP answer of an archive, body decoded. ``date`` is when it was fetched, as the archive writes it."""

    url: str
    date: str
    status: int
    content_type: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class WarcProblem:
    """A record that could not be read (``record`` counts from 1), or the archive's end where it stops making sense."""

    record: int
    reason: str


def read_warc(stream: io.BufferedReader) -> Iterator[WarcAnswer | WarcProblem]:
    """The ``response`` records of an archive; other records are passed over. Memory is bounded by one record."""
    source = cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb") if stream.peek(2)[:2] == b"\x1f\x8b" else stream)
    number = 0
    try:
        while (headers := _record_headers(source)) is not None:
            number += 1
            yield from _record(source, headers, number)
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield WarcProblem(number + 1, f"the archive cannot be read further: {str(error) or type(error).__name__}")


def _record_headers(source: BinaryIO) -> dict[str, str] | None:
    """The next record's named fields; None at the end. Raises ValueError for what is no record."""
    line = source.readline(_MAX_LINE)
    while line in {b"\r\n", b"\n"}:
        line = source.readline(_MAX_LINE)
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise ValueError("no WARC record where one should begin")
    return _header_lines(iter(lambda: source.readline(_MAX_LINE), b""))


def _header_lines(lines: Iterator[bytes]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for _ in range(_MAX_HEADERS):
        line = next(lines, b"")
        if line in {b"", b"\r\n", b"\n"}:
            return headers
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    raise ValueError("too many header lines")


def _record(source: BinaryIO, headers: dict[str, str], number: int) -> Iterator[WarcAnswer | WarcProblem]:
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit() and len(length) < 16):
        raise ValueError("a record without its length")
    size = int(length)
    if headers.get("warc-type", "").lower() != "response" or not headers.get("warc-target-uri", "").strip("<>").startswith("http"):
        _skip(source, size)
    elif size > MAX_RECORD:
        _skip(source, size)
        yield WarcProblem(number, f"a record of {size} bytes, over the limit of {MAX_RECORD}")
    else:
        block = source.read(size)
        if len(block) < size:
            raise EOFError("the archive ends inside a record")
        try:
            yield _answer(block, headers)
        except (ValueError, EOFError, zlib.error) as error:
            yield WarcProblem(number, f"unreadable HTTP answer: {error}")


def _skip(source: BinaryIO, size: int) -> None:
    while size > 0:
        passed = len(source.read(min(size, 65_536)))
        if passed == 0:
            raise EOFError("the archive ends inside a record")
        size -= passed


def _answer(block: bytes, headers: dict[str, str]) -> WarcAnswer:
    head, separator, body = block.partition(b"\r\n\r\n")
    if not separator:
        head, _, body = block.partition(b"\n\n")
    first, *lines = head.splitlines()[: _MAX_HEADERS - 1] or [b""]
    words = first.split(None, 2)
    if len(words) < 2 or not words[0].startswith(b"HTTP/") or not words[1].isdigit():
        raise ValueError("no status line")
    http = _header_lines(iter(lines))
    if "chunked" in http.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    return WarcAnswer(
        url=headers["warc-target-uri"].strip("<>"),
        date=headers.get("warc-date", ""),
        status=int(words[1][:3]),
        content_type=http.get("content-type"),
        body=_decoded(body, http.get("content-encoding", "").lower().strip()),
    )


def _unchunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + 100)
        size = body[at:end].split(b";")[0].strip() if end >= 0 else b""
        try:
            length = int(size, 16)
        except ValueError:
            if not parts:
                return body  # archivers often store the body already joined and keep the header
            raise ValueError("broken chunks") from None
        if length <= 0:
            return b"".join(parts)
        parts.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1


def _decoded(body: bytes, coding: str) -> bytes:
    if coding in {"gzip", "x-gzip"} and body.startswith(b"\x1f\x8b"):
        unpacked = zlib.decompressobj(31)
        text = unpacked.decompress(body, MAX_RECORD)
        if unpacked.unconsumed_tail:
            raise ValueError(f"more than {MAX_RECORD} bytes unpacked")
        return text
    if coding in {"", "identity"} or coding in {"gzip", "x-gzip"}:
        return body
    raise ValueError(f"content coding {coding[:20]!r}")
