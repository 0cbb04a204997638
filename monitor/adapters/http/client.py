"""The one client: feeds, pages and webhooks all leave through it."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from yarl import URL

from monitor.adapters.http.body import BadEncodingError, BodyTooLargeError, read_beginning, read_body
from monitor.adapters.http.guard import AddressRefusedError, Networks, Refused, networks, vet_url
from monitor.adapters.http.resolver import GuardedResolver, GuardedSockets, Lookup, SystemLookup
from monitor.domain.feed import Validators
from monitor.domain.fetched import Fetched, FetchFailed, FetchFailure
from monitor.text.clean import one_line

_PERMANENT = frozenset({301, 308})
_REDIRECTS = _PERMANENT | {302, 303, 307}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take. Times in seconds, sizes in bytes."""

    total: float = 30.0  # the whole chain: names, connecting, redirects, bodies; waiting for a free slot does not count
    connect: float = 10.0  # each connection, its name look-up included separately
    post_total: float = 20.0
    redirects: int = 5
    body: int = 10 * 1024 * 1024  # decoded
    raw_body: int = 10 * 1024 * 1024  # on the wire
    post_answer: int = 16 * 1024
    header: int = 16 * 1024  # each header line
    headers: int = 256


class GuardedFetcher:
    """Implements ``Fetcher``. Make it and use it inside one event loop; ``close`` it at the end.

    ``allow_networks`` are CIDR texts or networks that may be reached although they are not public. ``resolver`` replaces the system's
    look-up of names (name, port -> addresses); what it returns is vetted all the same.
    """

    def __init__(
        self,
        allow_networks: Sequence[str] | Networks = (),
        *,
        resolver: Lookup | None = None,
        limits: Limits | None = None,
        user_agent: str = "Contactline/0.1",
        concurrency: int = 50,
        per_host: int = 2,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._allow = networks(str(n) for n in allow_networks)
        self._limits = limits or Limits()
        self._system = SystemLookup() if resolver is None else None
        self._lookup: Lookup = resolver or self._system  # type: ignore[assignment]  # never None: one of the two is there
        self._agent = user_agent
        self._slots = _Slots(concurrency, per_host)
        self._tls = tls
        self._opened: aiohttp.ClientSession | None = None

    async def get(self, url: str, *, validators: Validators | None = None, accept: str = "*/*") -> Fetched | FetchFailed:
        """Fetch with redirects followed, each vetted. Any HTTP status is an answer; everything else a ``FetchFailed``."""
        spent = _Stopwatch(self._limits.total)
        vetted = vet_url(url, self._allow)
        if isinstance(vetted, Refused):
            return spent.failed(url, vetted)
        current, permanent, redirected = vetted, True, False
        for _ in range(self._limits.redirects + 1):
            conditions = _conditions(validators) if current.origin() == vetted.origin() else {}
            hop = await self._hop(current, {"Accept": accept, **conditions}, spent)
            if isinstance(hop, Refused):
                return spent.failed(url, hop)
            if isinstance(hop, Fetched):
                moved = hop.url if permanent and redirected else None
                return Fetched(hop.url if redirected else url, hop.status, hop.headers, hop.body, spent.seconds, moved)
            permanent, redirected = permanent and hop.permanent, True
            target = vet_url(hop.location.replace(" ", "%20"), self._allow, base=current)
            if isinstance(target, Refused):
                return spent.failed(url, Refused(target.reason, f"redirect from {current.raw_host}: {target.detail}"))
            current = target
        return spent.failed(url, Refused(FetchFailure.TOO_MANY_REDIRECTS, f"more than {self._limits.redirects} redirects"))

    async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Fetched | FetchFailed:
        """Send ``body``; redirects are answers, not followed. Of the answer at most 16 KB are read, and undecoded.

        Once a status has come, the answer counts whatever happens to its body: the other side has taken or refused the delivery.
        """
        spent = _Stopwatch(self._limits.post_total)
        vetted = vet_url(url, self._allow)
        if isinstance(vetted, Refused):
            return spent.failed(url, vetted)
        sent = {"Accept-Encoding": "identity", **headers}
        got: Fetched | Refused = Refused(FetchFailure.NETWORK, "no answer")
        async with self._slots.taken(vetted.raw_host or ""):
            with spent.running():
                try:
                    async with asyncio.timeout(spent.left), self._session().post(vetted, data=body, headers=sent, allow_redirects=False) as response:
                        got = Fetched(str(vetted), response.status, _headers(response), b"", 0)
                        answer = await read_beginning(response, self._limits.post_answer)
                        got = Fetched(got.url, got.status, got.headers, answer, 0)
                        response.close()
                except _FAILURES as error:
                    if isinstance(got, Refused):
                        got = _refusal(error)
        if isinstance(got, Refused):
            return spent.failed(url, got)
        return Fetched(got.url, got.status, got.headers, got.body, spent.seconds)

    async def close(self) -> None:
        """Close connections and look-ups."""
        if self._opened is not None:
            await self._opened.close()
            self._opened = None
        if self._system is not None:
            self._system.close()

    async def _hop(self, url: URL, headers: dict[str, str], spent: _Stopwatch) -> Fetched | _Redirect | Refused:
        async with self._slots.taken(url.raw_host or ""):
            with spent.running():
                try:
                    async with asyncio.timeout(spent.left), self._session().get(url, headers=headers, allow_redirects=False) as response:
                        return await self._answer(url, response)
                except _FAILURES as error:
                    return _refusal(error)

    async def _answer(self, url: URL, response: aiohttp.ClientResponse) -> Fetched | _Redirect | Refused:
        try:
            location = response.headers.get("Location", "").strip()
            if response.status in _REDIRECTS:
                if not location:
                    return Refused(FetchFailure.BAD_URL, f"HTTP {response.status} without a Location")
                return _Redirect(location, response.status in _PERMANENT)
            body = await read_body(response, raw_limit=self._limits.raw_body, limit=self._limits.body)
            return Fetched(str(url), response.status, _headers(response), body, 0)
        finally:
            response.close()

    def _session(self) -> aiohttp.ClientSession:
        """The session, made at first use, as it belongs to the running loop."""
        if self._opened is None:
            limits = self._limits
            connector = aiohttp.TCPConnector(
                resolver=GuardedResolver(self._lookup, self._allow, seconds=limits.connect),
                socket_factory=GuardedSockets(self._allow),
                use_dns_cache=False,
                # A feed is asked once in minutes: keeping its connection saves nothing and costs a descriptor for each of thousands of
                # hosts. It also means that every request of every hop passes the guard at its own connecting.
                force_close=True,
                limit=0,
                ssl=self._tls if self._tls is not None else True,
            )
            self._opened = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self._agent, "Accept-Encoding": "gzip"},
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=limits.connect),
                trust_env=False,
                auto_decompress=False,
                requote_redirect_url=False,
                max_line_size=limits.header,
                max_field_size=limits.header,
                max_headers=limits.headers,
            )
        return self._opened


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str
    permanent: bool


_FAILURES = (BodyTooLargeError, BadEncodingError, aiohttp.ClientError, EOFError, OSError, ValueError)


def _refusal(error: Exception) -> Refused:
    """The reason for what went wrong, most telling first (several of these classes are subclasses of later ones)."""
    cause = error.os_error if isinstance(error, aiohttp.ClientConnectorError) else error
    if isinstance(cause, AddressRefusedError):
        return Refused(FetchFailure.BLOCKED, cause.detail)
    match error:
        case BodyTooLargeError():
            return Refused(FetchFailure.TOO_LARGE, str(error))
        case BadEncodingError():
            return Refused(FetchFailure.BAD_ENCODING, str(error))
        case TimeoutError():
            return Refused(FetchFailure.TIMEOUT, "no complete answer in time")
        case aiohttp.InvalidURL() | UnicodeError():
            return Refused(FetchFailure.BAD_URL, "not a readable address")
        case aiohttp.ClientConnectorDNSError():
            return Refused(FetchFailure.NETWORK, f"{error.host} cannot be resolved")
        case aiohttp.ClientConnectorCertificateError():
            return Refused(FetchFailure.NETWORK, f"{error.host}: certificate refused: {_why(error.certificate_error)}")
        case aiohttp.ClientConnectorError():
            return Refused(FetchFailure.NETWORK, f"{error.host}: cannot connect: {_why(error.os_error)}")
        case aiohttp.ClientResponseError():
            return Refused(FetchFailure.NETWORK, "an answer that is not HTTP, or headers over the limit")
        case aiohttp.ClientPayloadError() | EOFError():
            return Refused(FetchFailure.NETWORK, "the body was cut short")
        case _:
            return Refused(FetchFailure.NETWORK, _why(error))


def _why(error: BaseException) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return one_line(str(text), 120)


def _headers(response: aiohttp.ClientResponse) -> dict[str, str]:
    """Headers by lower-case name, the first of several; bytes that are no UTF-8 become question marks."""
    found: dict[str, str] = {}
    for name, value in response.headers.items():
        found.setdefault(name.lower(), value.encode("utf-8", "replace").decode())
    return found


def _conditions(validators: Validators | None) -> dict[str, str]:
    sent = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified} if validators else {}
    return {name: value for name, value in sent.items() if value and value.isascii() and value.isprintable()}


class _Stopwatch:
    """The time a request has worked, against its total; stands still while it waits for a slot."""

    def __init__(self, total: float) -> None:
        self._total, self.seconds = total, 0.0

    @property
    def left(self) -> float:
        return max(self._total - self.seconds, 0.0)

    def running(self) -> _Running:
        return _Running(self)

    def failed(self, url: str, refused: Refused) -> FetchFailed:
        return FetchFailed(url, refused.reason, one_line(refused.detail), self.seconds)


class _Running:
    def __init__(self, watch: _Stopwatch) -> None:
        self._watch, self._since = watch, 0.0

    def __enter__(self) -> None:
        self._since = time.monotonic()

    def __exit__(self, *_: object) -> None:
        self._watch.seconds += time.monotonic() - self._since


class _Slots:
    """So many requests at once in all, so many per host. The host's turn comes first, so that a slow host's queue holds no global slot."""

    def __init__(self, total: int, per_host: int) -> None:
        self._all, self._per_host = asyncio.Semaphore(total), per_host
        self._hosts: dict[str, tuple[asyncio.Semaphore, int]] = {}

    @asynccontextmanager
    async def taken(self, host: str) -> AsyncIterator[None]:
        semaphore, users = self._hosts.get(host) or (asyncio.Semaphore(self._per_host), 0)
        self._hosts[host] = (semaphore, users + 1)
        try:
            async with semaphore, self._all:
                yield
        finally:
            semaphore, users = self._hosts[host]
            if users == 1:
                del self._hosts[host]
            else:
                self._hosts[host] = (semaphore, users - 1)
