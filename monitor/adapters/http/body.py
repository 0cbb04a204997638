"""Reads an answer's body within limits: bytes on the wire, bytes decoded, one content coding, ours to decode."""

from __future__ import annotations

import zlib

import aiohttp

_STEP = 256 * 1024  # decoded at once: a bomb costs this much memory beyond what is kept, whatever it would unfold to
_DECODABLE = frozenset({"gzip", "x-gzip", "deflate"})
_PLAIN = frozenset({"", "identity", "none"})


class BodyTooLargeError(Exception):
    """More bytes than the limit, on the wire or decoded."""


class BadEncodingError(Exception):
    """A content coding that is not ours, more than one, or bytes that are not what the header says."""


async def read_body(response: aiohttp.ClientResponse, *, raw_limit: int, limit: int) -> bytes:
    """The whole decoded body. Raises BodyTooLargeError, BadEncodingError, EOFError for a compressed body cut short, and aiohttp's errors."""
    declared = response.content_length
    if declared is not None and declared > raw_limit:
        raise BodyTooLargeError(f"{declared} bytes announced")
    decoder: _Decoder | None = None
    body = bytearray()
    received = 0
    async for chunk in response.content.iter_any():
        if not received:
            decoder = _decoder(response)
        received += len(chunk)
        if received > raw_limit:
            raise BodyTooLargeError(f"more than {raw_limit} bytes")
        if decoder is None:
            body += chunk
        else:
            decoder.feed(chunk, body, limit)
        if len(body) > limit:
            raise BodyTooLargeError(f"more than {limit} bytes decoded")
    if decoder is not None:
        decoder.finish()
    return bytes(body)


async def read_beginning(response: aiohttp.ClientResponse, limit: int) -> bytes:
    """At most ``limit`` undecoded bytes; what follows is not read."""
    body = bytearray()
    async for chunk in response.content.iter_any():
        body += chunk[: limit - len(body)]
        if len(body) >= limit:
            break
    return bytes(body)


def _decoder(response: aiohttp.ClientResponse) -> _Decoder | None:
    codings = [c.strip().lower() for value in response.headers.getall("Content-Encoding", []) for c in value.split(",")]
    codings = [c for c in codings if c not in _PLAIN]
    if not codings:
        return None
    if len(codings) > 1:
        raise BadEncodingError(f"{len(codings)} content codings")
    if codings[0] not in _DECODABLE:
        raise BadEncodingError(f"content coding {codings[0][:20]!r} was not asked for")
    return _Decoder(gzip=codings[0] != "deflate")


class _Decoder:
    """Bounded zlib for gzip (several members in a row, too) and deflate with or without its zlib header."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._zlib = zlib.decompressobj(31) if gzip else None
        self._ended = False

    def feed(self, chunk: bytes, body: bytearray, limit: int) -> None:
        """Decode ``chunk`` onto ``body``, stopping soon after ``limit``."""
        while chunk and not self._ended and len(body) <= limit:
            if self._zlib is None:
                # RFC 9110's deflate has a zlib header; some servers send it raw. The header's check tells them apart.
                self._zlib = zlib.decompressobj(15 if chunk[0] & 0x0F == 8 and (len(chunk) < 2 or (chunk[0] << 8 | chunk[1]) % 31 == 0) else -15)
            try:
                body += self._zlib.decompress(chunk, _STEP)
            except zlib.error as error:
                raise BadEncodingError(f"not what its content coding says: {error}") from error
            chunk = self._zlib.unconsumed_tail
            if self._zlib.eof:
                chunk = self._zlib.unused_data
                if self._gzip and chunk.startswith(b"\x1f\x8b"):
                    self._zlib = zlib.decompressobj(31)
                else:
                    self._ended = True  # padding after the end, which every browser ignores

    def finish(self) -> None:
        """Raise EOFError when the stream stops before its end."""
        if not self._ended and (self._zlib is None or not self._zlib.eof):
            raise EOFError("compressed body cut short")
