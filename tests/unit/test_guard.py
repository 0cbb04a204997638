"""Which addresses and URLs the guard lets pass."""

from __future__ import annotations

import ipaddress

import pytest

from monitor.adapters.http.guard import AddressRefusedError, Refused, check_address, is_public, networks, vet_url
from monitor.domain.fetched import FetchFailure

DENIED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254 168.63.129.16 169.254.0.1
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.8 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1
198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1
64:ff9b:1::808:808 100::1 2001::1 2001:0:7f00:1:: 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1:: 2002:a00:1:: 2002:c0a8:101::1 3ffe::1
3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 2620:4f:8000::1 4000::1 e000::1
"""
PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.1 93.184.215.14 100.63.255.255 100.128.0.1 126.255.255.255 128.0.0.1 168.63.129.15 169.253.255.255
172.15.255.255 172.32.0.1 192.167.255.255 192.169.0.1 198.17.255.255 198.20.0.1 223.255.255.255
2606:4700:4700::1111 2a00:1450:4001:81b::200e ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1
"""


@pytest.mark.parametrize("ip", DENIED.split())
def test_private_and_special_addresses_are_not_public(ip: str) -> None:
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", PUBLIC.split())
def test_public_addresses_are_public(ip: str) -> None:
    assert is_public(ipaddress.ip_address(ip))


def test_the_allow_list_wins_and_covers_nothing_else() -> None:
    allow = networks(["127.0.0.10/32", " fd00::/8", ""])
    assert is_public(ipaddress.ip_address("127.0.0.10"), allow)
    assert is_public(ipaddress.ip_address("::ffff:127.0.0.10"), allow)
    assert is_public(ipaddress.ip_address("fd00::1"), allow)
    assert not is_public(ipaddress.ip_address("127.0.0.1"), allow)
    assert not is_public(ipaddress.ip_address("::ffff:127.0.0.1"), allow)
    assert not is_public(ipaddress.ip_address("2002:7f00:a::"), allow)


def test_a_wrong_network_is_named() -> None:
    with pytest.raises(ValueError, match=r"10\.0\.0\.1/8"):
        networks(["10.0.0.1/8"])


@pytest.mark.parametrize(("ip", "port", "passes"), [
    ("8.8.8.8", 80, True), ("8.8.8.8", 443, True), ("8.8.8.8", 8080, True), ("8.8.8.8", 8443, True), ("8.8.8.8", 22, False), ("8.8.8.8", 6379, False),
    ("8.8.8.8", 0, False), ("127.0.0.10", 6379, True), ("127.0.0.1", 80, False), ("not an address", 80, False), ("fe80::1%eth0", 80, False),
])  # fmt: skip
def test_ports_are_limited_outside_the_allow_list(ip: str, port: int, passes: bool) -> None:
    allow = networks(["127.0.0.10/32"])
    if passes:
        check_address(ip, port, allow)
    else:
        with pytest.raises(AddressRefusedError):
            check_address(ip, port, allow)


@pytest.mark.parametrize("url", [
    "", "example.com", "//example.com/x", "/x", "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "javascript:alert(1)",
    "http:", "http://",
    "http:///x", "http://?x", "http://user@example.com/", "http://user:pw@example.com/", "http://:pw@example.com/",
    "http://127.0.0.1\\@example.com/", "http://example.com\\@127.0.0.1/", "http://exam\tple.com/", "http://example.com/\r\nHost: x",
    "http://ex ample.com/",
    "http://example.com\x00.evil/", "http://a%00b/", "http://%31%32%37.0.0.1/", "http://[::1", "http://[fe80::1%25eth0]/", "http://example.com:0/",
    "http://example.com:99999/", "http://example.com:80:80/", "http://ex|ample.com/", "http://example.com/" + "a" * 5000, "http://example.com/\ud800",
])  # fmt: skip
def test_unusable_urls_are_bad(url: str) -> None:
    vetted = vet_url(url, ())
    assert isinstance(vetted, Refused), vetted
    assert vetted.reason == FetchFailure.BAD_URL


@pytest.mark.parametrize("host", [
    "127.0.0.1", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001", "127.1", "127.0.1", "0", "127。0。0。1", "127.0.0.1.",
    "①②⑦.0.0.1",
    "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fd00:ec2::254]", "169.254.169.254",
    "3232235521", "8.8",
])  # fmt: skip
def test_literal_and_disguised_addresses_are_blocked(host: str) -> None:
    vetted = vet_url(f"http://{host}/", ())
    assert isinstance(vetted, Refused), vetted
    assert vetted.reason == FetchFailure.BLOCKED


@pytest.mark.parametrize(("url", "host"), [
    ("http://example.com", "example.com"), ("HTTPS://EXAMPLE.com:8443/A?b=c#d", "example.com"), ("http://bücher.example/ä", "xn--bcher-kva.example"),
    ("http://a#@b", "a"), ("http://a_b.example/", "a_b.example"), ("http://example.com./", "example.com."), ("http://8.8.8.8/", "8.8.8.8"),
    ("http://[2606:4700:4700::1111]/", "2606:4700:4700::1111"), ("http://127.0.0.10:5000/", "127.0.0.10"),
])  # fmt: skip
def test_the_vetted_host_is_the_one_that_is_connected_to(url: str, host: str) -> None:
    vetted = vet_url(url, networks(["127.0.0.10/32"]))
    assert not isinstance(vetted, Refused), vetted
    assert vetted.raw_host == host and not vetted.fragment


def test_relative_addresses_are_vetted_after_joining() -> None:
    base = vet_url("https://example.com/a/b", ())
    assert not isinstance(base, Refused)
    assert str(vet_url("../c", (), base=base)) == "https://example.com/c"
    assert str(vet_url("?q=1", (), base=base)) == "https://example.com/a/b?q=1"
    inward = vet_url("//127.0.0.1/x", (), base=base)
    assert isinstance(inward, Refused) and inward.reason == FetchFailure.BLOCKED
