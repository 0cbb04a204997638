"""Which addresses may be connected to: an own, explicit list, as ``ipaddress.is_global`` lets several private ones through.

The decision is made three times for every request and every redirect: on the URL's text, on what its name resolves to, and on the
address of each socket right before it connects. The last one is what counts; the others give better reasons.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yarl import URL

from monitor.domain.fetched import FetchFailure
from monitor.text.urls import MAX_URL

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Networks = Sequence[Network]

PORTS = frozenset({80, 443, 8080, 8443})

_DENIED_V4 = tuple(
    ipaddress.IPv4Network(n)
    for n in (
        "0.0.0.0/8",  # this host
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carrier-grade NAT; some clouds' metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's host
        "169.254.0.0/16",  # link-local; metadata of most clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # IETF protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")  # the only space that global unicast addresses are given from
_DENIED_V6 = tuple(
    ipaddress.IPv6Network(n)
    for n in (
        "2001::/23",  # IETF protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2620:4f:8000::/48",  # AS112
        "3ffe::/16",  # the retired 6bone
        "3fff::/20",  # documentation
    )
)
_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_6TO4 = ipaddress.IPv6Network("2002::/16")

_FORBIDDEN = re.compile("[\x00-\x20\x7f-\xa0\\\\\ud800-\udfff\u2028\u2029]")
_HOST = re.compile(r"[a-z0-9_.-]{1,253}|[0-9a-f:.]{2,45}")


@dataclass(frozen=True, slots=True)
class Refused:
    """A URL or address that will not be fetched: a ``FetchFailure`` reason and one line."""

    reason: str
    detail: str


class AddressRefusedError(OSError):
    """Raised inside aiohttp's connecting, which wraps it as it does any OSError; the client turns it into a value."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


def networks(specs: Iterable[str]) -> tuple[Network, ...]:
    """Networks from CIDR texts; raises ValueError naming the one that is none."""
    return tuple(ipaddress.ip_network(spec.strip()) for spec in specs if spec.strip())


def allowed(ip: Address, allow: Networks) -> bool:
    """Whether the operator listed the address; an IPv4 address written as IPv6 counts as the IPv4 one."""
    inner = _embedded(ip) if isinstance(ip, ipaddress.IPv6Address) and ip in _MAPPED else None
    return any(candidate.version == n.version and candidate in n for candidate in (ip, inner) if candidate is not None for n in allow)


def is_public(ip: Address, allow: Networks = ()) -> bool:
    """True for an address of the public internet, or one in the allow-list.

    IPv4 addresses inside IPv6 ones (mapped, NAT64, 6to4) are judged by what is inside; Teredo, compatible and local ones are refused.
    """
    if allowed(ip, allow):
        return True
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in n for n in _DENIED_V4)
    if ip.scope_id is not None:
        return False
    if (inner := _embedded(ip)) is not None:
        return is_public(inner)
    return ip in _GLOBAL_V6 and not any(ip in n for n in _DENIED_V6)


def check_address(host: str, port: int, allow: Networks) -> None:
    """Raise AddressRefusedError unless a socket may connect to this address and port; for the moment before it does."""
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:
        raise AddressRefusedError(f"{host!r} is no address") from None
    if allowed(ip, allow):
        return
    if not is_public(ip):
        raise AddressRefusedError(f"{ip} is not a public address")
    if port not in PORTS:
        raise AddressRefusedError(f"port {port} is not one of {', '.join(str(p) for p in sorted(PORTS))}")


def vet_url(text: str, allow: Networks, *, base: URL | None = None) -> URL | Refused:
    """The URL as aiohttp's own parser reads it, if it may be fetched; relative to ``base`` when given.

    http and https only, no user name, no control characters or backslashes, a plain host; a literal address must be public or allowed.
    """
    if not text or len(text) > MAX_URL:
        return Refused(FetchFailure.BAD_URL, "no address" if not text else f"longer than {MAX_URL} characters")
    if _FORBIDDEN.search(text):
        return Refused(FetchFailure.BAD_URL, "control characters, spaces or backslashes in the address")
    try:
        url = URL(text) if base is None else base.join(URL(text))
        host, port = url.raw_host, url.port
    except (ValueError, TypeError):
        return Refused(FetchFailure.BAD_URL, "not a readable address")
    if url.scheme not in {"http", "https"}:
        return Refused(FetchFailure.BAD_URL, f"the scheme {url.scheme[:20] or '(none)'!r} is not http or https")
    if url.user is not None or url.password is not None or "@" in url.raw_authority:
        return Refused(FetchFailure.BAD_URL, "a user name in the address")
    if not host or not _HOST.fullmatch(host) or not port:
        return Refused(FetchFailure.BAD_URL, "no usable host in the address")
    refused = _refused_literal(host, port, allow)
    return refused or url.with_fragment(None)


def _refused_literal(host: str, port: int, allow: Networks) -> Refused | None:
    """The refusal of a host that is a number: aiohttp connects to those without asking any resolver."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if _is_odd_number(host.rstrip(".")):
            return Refused(FetchFailure.BLOCKED, f"{host} is an address in disguise")
        return None
    try:
        check_address(host, port, allow)
    except AddressRefusedError as error:
        return Refused(FetchFailure.BLOCKED, error.detail)
    return None


def _is_odd_number(host: str) -> bool:
    """Octal, hexadecimal, decimal and short forms, which the system's resolver takes for IPv4 addresses."""
    try:
        socket.inet_aton(host)
    except OSError:
        return False
    return True


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in _MAPPED or ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _6TO4:
        return ipaddress.IPv4Address((int(ip) >> 80) & 0xFFFFFFFF)
    return None
