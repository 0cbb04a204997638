"""Names to vetted addresses, and sockets that connect to nothing else."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from aiohttp.abc import AbstractResolver, ResolveResult

from monitor.adapters.http.guard import AddressRefusedError, Networks, check_address

Lookup = Callable[[str, int], Awaitable[list[str]]]
"""A name and port to the texts of its addresses; raises OSError when it has none."""

_THREADS = 32  # look-ups at once; the loop's own pool has six threads on two cores, and six dead name servers would stop it


class SystemLookup:
    """The system's resolver in threads of its own, so that hanging look-ups hold up nothing else."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="resolve")

    async def __call__(self, host: str, port: int) -> list[str]:
        found = await asyncio.get_running_loop().run_in_executor(self._threads, _getaddrinfo, host, port)
        return list(dict.fromkeys(found))

    def close(self) -> None:
        """Give up what waits; a look-up that hangs ends with the system's own limit."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def _getaddrinfo(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return [str(address[4][0]) for address in found]


class GuardedResolver(AbstractResolver):
    """Refuses a name if any of its addresses is refused: a name with one private address has no business with us."""

    def __init__(self, lookup: Lookup, allow: Networks, *, seconds: float = 10.0) -> None:
        self._lookup, self._allow, self._seconds = lookup, allow, seconds

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - aiohttp's signature; it is told to use any
    ) -> list[ResolveResult]:
        """All addresses of the name, each vetted. Raises AddressRefusedError, OSError (no such name) or TimeoutError."""
        async with asyncio.timeout(self._seconds):
            addresses = await self._lookup(host, port)
        if not addresses:
            raise OSError(f"{host} has no address")
        for address in addresses:
            try:
                check_address(address, port, self._allow)
            except AddressRefusedError as error:
                raise AddressRefusedError(f"{host}: {error.detail}") from None
        return [_result(host, address, port) for address in addresses]

    async def close(self) -> None:
        """Nothing is held here; the look-up belongs to who made it."""


class GuardedSockets:
    """Makes aiohttp's sockets: called with the very address that is connected to next, for every attempt of every hop."""

    def __init__(self, allow: Networks) -> None:
        self._allow = allow

    def __call__(self, info: tuple[socket.AddressFamily | int, socket.SocketKind | int, int, str, tuple[object, ...]]) -> socket.socket:
        family, kind, protocol, _, address = info
        check_address(str(address[0]), int(str(address[1])), self._allow)
        return socket.socket(family=family, type=kind, proto=protocol)


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ipaddress.ip_address(address).version == 6 else socket.AF_INET
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=socket.IPPROTO_TCP, flags=flags)
