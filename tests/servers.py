"""Raw servers on loopback for tests: they say exactly the bytes they are told to, drip, flood, lie and hang up.

Good ones stand on 127.0.0.10, which tests allow; a canary on 127.0.0.1 stands for everything private and must never be hit.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field

GOOD, CANARY = "127.0.0.10", "127.0.0.1"
ALLOW = ("127.0.0.10/32",)


@dataclass
class Request:
    """One request as it came in."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes = b""


Behaviour = Callable[[Request, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class RawServer:
    """A listening server with its behaviour by path; ``requests`` is what it was asked, ``connections`` how often it was reached."""

    host: str
    port: int = 0
    paths: dict[str, Behaviour] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    serving: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, path: str = "/", *, host: str | None = None) -> str:
        return f"http://{host or self.host}:{self.port}{path}"

    def on(self, path: str, behaviour: Behaviour) -> str:
        """Answer ``path`` with ``behaviour``; its address."""
        self.paths[path] = behaviour
        return self.url(path)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.serving.add(task)
        task.add_done_callback(self.serving.discard)
        try:
            await self._serve(reader, writer)
        finally:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.split("\r\n")
            method, target, _ = first.split(" ", 2)
            headers = {k.strip().lower(): v.strip() for k, _, v in (line.partition(":") for line in lines if line)}
            request = Request(method, target, headers)
            if length := int(headers.get("content-length", 0)):
                request.body = await reader.readexactly(length)
            self.requests.append(request)
            behaviour = self.paths.get(target.partition("?")[0])
            await (behaviour or answer(404))(request, writer)


@contextlib.asynccontextmanager
async def raw_server(host: str = GOOD, port: int = 0) -> AsyncIterator[RawServer]:
    """A raw server for the length of a block."""
    server = RawServer(host)
    listening = await asyncio.start_server(server.serve, host, port)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        for task in list(server.serving):
            task.cancel()
        await asyncio.gather(*server.serving, return_exceptions=True)
        await listening.wait_closed()


def answer(status: int = 200, body: bytes = b"", headers: Mapping[str, str] | None = None, *, length: int | str | None = None) -> Behaviour:
    """A plain answer; ``length`` replaces the true Content-Length."""
    return raw(head(status, headers, len(body) if length is None else length) + body)


def head(status: int, headers: Mapping[str, str] | None = None, length: int | str | None = None) -> bytes:
    lines = [f"HTTP/1.1 {status} Said", "Connection: close"]
    lines += [] if length is None else [f"Content-Length: {length}"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"


def raw(data: bytes) -> Behaviour:
    """Exactly these bytes, then the end."""

    async def behave(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()

    return behave


def redirect(location: str, status: int = 302) -> Behaviour:
    return answer(status, headers={"Location": location})


def conditional(body: bytes, etag: str = '"v1"') -> Behaviour:
    """200 with an ETag, and 304 to who knows it."""

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        known = request.headers.get("if-none-match") == etag
        await answer(304 if known else 200, b"" if known else body, {"ETag": etag})(request, writer)

    return behave


def drip(data: bytes, pause: float = 0.02, *, start: bytes = b"") -> Behaviour:
    """``start`` at once, then ``data`` over and over, one byte at a time, for ever."""

    async def behave(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while True:
            for byte in data:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(pause)

    return behave


def silent() -> Behaviour:
    """Takes the request and says nothing."""

    async def behave(_request: Request, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(3600)

    return behave


def endless(start: bytes, block: bytes, blocks: int = 1_000_000) -> Behaviour:
    """``start``, then ``block`` again and again, as fast as it is taken."""

    async def behave(_request: Request, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        for _ in range(blocks):
            writer.write(block)
            await writer.drain()

    return behave


def chunked(block: bytes) -> bytes:
    return f"{len(block):x}\r\n".encode() + block + b"\r\n"


def gzip_bomb(megabytes: int = 200) -> bytes:
    """That many megabytes of zeros behind gzip, a thousandth of their size."""
    block = gzip.compress(bytes(1 << 20), 9)
    return block * megabytes  # members in a row, as gzip allows


def gzip_bomb_in_one_member(megabytes: int = 200) -> bytes:
    import zlib

    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(megabytes)) + packer.flush()
