"""The guarded client against servers that do everything wrong."""

from __future__ import annotations

import asyncio
import gzip
import resource
import zlib
from collections.abc import AsyncIterator

import pytest

from monitor.adapters.http.client import GuardedFetcher, Limits
from monitor.domain.feed import Validators
from monitor.domain.fetched import Fetched, FetchFailed, FetchFailure
from tests.servers import (
    ALLOW,
    RawServer,
    answer,
    chunked,
    conditional,
    drip,
    endless,
    gzip_bomb,
    gzip_bomb_in_one_member,
    head,
    raw,
    raw_server,
    redirect,
    silent,
)

SHORT = Limits(total=1.0, connect=0.5, post_total=1.0)


@pytest.fixture
async def fetcher() -> AsyncIterator[GuardedFetcher]:
    client = GuardedFetcher(ALLOW, limits=SHORT)
    yield client
    await client.close()


def named(client_limits: Limits, *answers: list[str]) -> GuardedFetcher:
    """A fetcher whose resolver gives these answers in turn, the last one for ever."""
    script = list(answers)

    async def lookup(_host: str, _port: int) -> list[str]:
        return script.pop(0) if len(script) > 1 else script[0]

    return GuardedFetcher(ALLOW, resolver=lookup, limits=client_limits)


async def fails(fetcher: GuardedFetcher, url: str) -> str:
    got = await fetcher.get(url)
    assert isinstance(got, FetchFailed), got
    assert got.url == url
    assert "\n" not in got.detail and got.detail
    return got.reason


# --- what works --------------------------------------------------------------------------------------------------


async def test_a_page_comes_with_status_headers_and_body(server: RawServer, fetcher: GuardedFetcher) -> None:
    url = server.on("/", answer(200, b"hello", {"ETag": '"x"', "Content-Type": "text/plain"}))
    got = await fetcher.get(url, accept="application/rss+xml")
    assert isinstance(got, Fetched)
    assert (got.url, got.status, got.body, got.headers["etag"], got.moved_permanently_to) == (url, 200, b"hello", '"x"', None)
    assert server.requests[0].headers["accept-encoding"] == "gzip"
    assert server.requests[0].headers["accept"] == "application/rss+xml"


async def test_validators_make_a_304(server: RawServer, fetcher: GuardedFetcher) -> None:
    url = server.on("/f", conditional(b"body", '"v7"'))
    got = await fetcher.get(url, validators=Validators('"v7"', "Mon, 28 Sep 2020 16:13:00 GMT"))
    assert isinstance(got, Fetched) and got.status == 304 and got.body == b""
    assert server.requests[0].headers["if-modified-since"] == "Mon, 28 Sep 2020 16:13:00 GMT"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"text " * 1000)),
        ("x-gzip", gzip.compress(b"text " * 500) + gzip.compress(b"text " * 500)),
        ("gzip", gzip.compress(b"text " * 1000) + b"\0\0\0\0"),
        ("deflate", zlib.compress(b"text " * 1000)),
        ("deflate", zlib.compress(b"text " * 1000)[2:-4]),
        ("identity", b"text " * 1000),
    ],
)
async def test_bodies_are_decoded(server: RawServer, fetcher: GuardedFetcher, coding: str, packed: bytes) -> None:
    got = await fetcher.get(server.on("/", answer(200, packed, {"Content-Encoding": coding})))
    assert isinstance(got, Fetched) and got.body == b"text " * 1000


async def test_an_error_status_is_an_answer(server: RawServer, fetcher: GuardedFetcher) -> None:
    got = await fetcher.get(server.on("/", answer(503, b"later", {"Retry-After": "120"})))
    assert isinstance(got, Fetched) and got.status == 503 and got.headers["retry-after"] == "120"


async def test_permanent_redirects_are_followed_and_told(server: RawServer, fetcher: GuardedFetcher) -> None:
    end = server.on("/end", answer(200, b"here"))
    server.on("/mid", redirect("end", 308))
    got = await fetcher.get(server.on("/start", redirect("/mid", 301)))
    assert isinstance(got, Fetched)
    assert (got.url, got.body, got.moved_permanently_to) == (end, b"here", end)


async def test_one_temporary_redirect_makes_the_chain_temporary(server: RawServer, fetcher: GuardedFetcher) -> None:
    server.on("/end", answer(200, b"here"))
    server.on("/mid", redirect("/end", 307))
    got = await fetcher.get(server.on("/start", redirect("/mid", 301)))
    assert isinstance(got, Fetched) and got.body == b"here" and got.moved_permanently_to is None


async def test_validators_and_cookies_do_not_cross_hosts(server: RawServer) -> None:
    fetcher = named(SHORT, ["127.0.0.10"])
    server.on("/b", answer(200, b"b"))
    there = server.url("/b", host="other.example")
    server.on("/a", answer(302, headers={"Location": there, "Set-Cookie": "sid=1; Domain=example"}))
    got = await fetcher.get(server.url("/a", host="one.example"), validators=Validators('"v"', None))
    await fetcher.close()
    assert isinstance(got, Fetched) and got.body == b"b"
    first, second = server.requests
    assert first.headers["if-none-match"] == '"v"'
    assert "if-none-match" not in second.headers and "cookie" not in second.headers


# --- where it must not go ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "127。0。0。1", "[::ffff:127.0.0.1]", "127.0.0.1."])
async def test_literal_addresses_of_the_canary_are_blocked(server: RawServer, canary: RawServer, fetcher: GuardedFetcher, form: str) -> None:
    assert await fails(fetcher, f"http://{form}:{server.port}/") == FetchFailure.BLOCKED


async def test_localhost_is_blocked_by_what_it_resolves_to(server: RawServer, canary: RawServer, fetcher: GuardedFetcher) -> None:
    assert await fails(fetcher, f"http://localhost:{server.port}/") == FetchFailure.BLOCKED


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_to_the_canary_are_blocked(server: RawServer, canary: RawServer, fetcher: GuardedFetcher, status: int) -> None:
    for location in (canary.url("/"), f"//127.0.0.1:{canary.port}/", f"http://2130706433:{canary.port}/"):
        assert await fails(fetcher, server.on("/r", redirect(location, status))) == FetchFailure.BLOCKED


async def test_refresh_headers_and_meta_refresh_are_not_followed(server: RawServer, canary: RawServer, fetcher: GuardedFetcher) -> None:
    page = f'<meta http-equiv="refresh" content="0; url={canary.url("/")}">'.encode()
    got = await fetcher.get(server.on("/", answer(200, page, {"Refresh": f"0; url={canary.url('/')}"})))
    assert isinstance(got, Fetched) and got.body == page


async def test_a_name_with_one_private_address_is_refused_whole(server: RawServer, canary: RawServer) -> None:
    for addresses in (["127.0.0.10", "127.0.0.1"], ["127.0.0.1", "127.0.0.10"], ["127.0.0.10", "::1"]):
        fetcher = named(SHORT, addresses)
        assert await fails(fetcher, server.url("/", host="both.example")) == FetchFailure.BLOCKED
        await fetcher.close()
    assert server.connections == 0


async def test_rebinding_names_reach_the_vetted_address_only(server: RawServer, canary: RawServer) -> None:
    server.on("/", answer(200, b"good"))
    for turn in range(40):
        answers = [["127.0.0.10"], ["127.0.0.1"]] if turn % 2 else [["127.0.0.1"], ["127.0.0.10"]]
        fetcher = named(SHORT, *answers)
        for _ in range(3):
            got = await fetcher.get(server.url("/", host="rebind.example"))
            assert isinstance(got, FetchFailed) or got.body == b"good"
        await fetcher.close()


async def test_a_socket_to_an_unvetted_address_is_never_made(server: RawServer, canary: RawServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last of the three checks stands alone, even if the first two were to let an address through."""
    from monitor.adapters.http import client as module
    from monitor.adapters.http.resolver import GuardedResolver

    async def trusting(self: GuardedResolver, host: str, port: int = 0, family: int = 0) -> list[dict[str, object]]:
        return [{"hostname": host, "host": a, "port": port, "family": 2, "proto": 6, "flags": 4} for a in ("127.0.0.1", "127.0.0.66")]

    monkeypatch.setattr(GuardedResolver, "resolve", trusting)
    fetcher = module.GuardedFetcher(ALLOW, limits=SHORT)
    got = await fetcher.get(server.url("/", host="trusted.example"))
    await fetcher.close()
    assert isinstance(got, FetchFailed)


@pytest.mark.parametrize("port", [22, 25, 6379, 5432])
async def test_odd_ports_of_public_hosts_are_refused(port: int) -> None:
    fetcher = named(SHORT, ["93.184.215.14"])
    assert await fails(fetcher, f"http://public.example:{port}/") == FetchFailure.BLOCKED
    await fetcher.close()


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "gopher://127.0.0.1/", "javascript:alert(1)", "http://[::1", "\xff\xfe", "", "http://u:p@127.0.0.10/", "http://a\\@b/"],
)
async def test_redirects_to_nonsense_are_one_error(server: RawServer, fetcher: GuardedFetcher, location: str) -> None:
    got = await fetcher.get(server.on("/r", redirect(location)))
    assert isinstance(got, FetchFailed) or got.status == 404  # "\xff\xfe" is a strange but harmless path of the same host
    if isinstance(got, FetchFailed):
        assert got.reason == FetchFailure.BAD_URL


async def test_loops_and_long_chains_end(server: RawServer, fetcher: GuardedFetcher) -> None:
    assert await fails(fetcher, server.on("/loop", redirect("/loop", 301))) == FetchFailure.TOO_MANY_REDIRECTS
    assert len(server.requests) == 6


async def test_five_redirects_are_not_too_many(server: RawServer, fetcher: GuardedFetcher) -> None:
    for n in range(5):
        server.on(f"/{n}", redirect(f"/{n + 1}"))
    server.on("/5", answer(200, b"end"))
    got = await fetcher.get(server.url("/0"))
    assert isinstance(got, Fetched) and got.body == b"end"


async def test_proxies_of_the_environment_are_ignored(server: RawServer, fetcher: GuardedFetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    async with raw_server("127.0.0.10") as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url())
        got = await fetcher.get(server.on("/", answer(200, b"direct")))
        assert isinstance(got, Fetched) and got.body == b"direct"
        assert proxy.connections == 0


# --- what takes too long or too much -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "behaviour",
    [
        drip(b"x", start=head(200)),
        drip(b"X-Slow: 1\r\n", start=b"HTTP/1.1 200 OK\r\n"),
        drip(b"HTTP/1.1 100 Continue\r\n\r\n", 0.001),
        silent(),
    ],
    ids=["drips its body", "drips its headers", "floods 100 Continue", "says nothing"],
)
async def test_slow_servers_end_at_the_total_deadline(server: RawServer, fetcher: GuardedFetcher, behaviour: object) -> None:
    assert await fails(fetcher, server.on("/", behaviour)) in {FetchFailure.TIMEOUT, FetchFailure.NETWORK}  # type: ignore[arg-type]


async def test_the_deadline_spans_all_hops(server: RawServer) -> None:
    async def slow_hop(request: object, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.4)
        await redirect("/")(request, writer)  # type: ignore[arg-type]

    fetcher = GuardedFetcher(ALLOW, limits=Limits(total=1.0))
    assert await fails(fetcher, server.on("/", slow_hop)) == FetchFailure.TIMEOUT
    assert len(server.requests) <= 3
    await fetcher.close()


async def test_a_name_server_that_never_answers_is_given_up(server: RawServer) -> None:
    async def lookup(_host: str, _port: int) -> list[str]:
        await asyncio.sleep(3600)
        return []

    fetcher = GuardedFetcher(ALLOW, resolver=lookup, limits=SHORT)
    assert await fails(fetcher, server.url("/", host="slow.example")) == FetchFailure.TIMEOUT
    await fetcher.close()


@pytest.mark.parametrize("bomb", [gzip_bomb, gzip_bomb_in_one_member])
async def test_a_bomb_is_too_large_and_does_not_unfold_in_memory(server: RawServer, bomb: object) -> None:
    limits = Limits(total=30)
    fetcher = GuardedFetcher(ALLOW, limits=limits)
    packed: bytes = bomb(200)  # type: ignore[operator]
    url = server.on("/", answer(200, packed, {"Content-Encoding": "gzip"}))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert await fails(fetcher, url) == FetchFailure.TOO_LARGE
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 3 * limits.body
    await fetcher.close()


async def test_an_endless_body_is_too_large(server: RawServer, fetcher: GuardedFetcher) -> None:
    url = server.on("/c", endless(head(200, {"Transfer-Encoding": "chunked"}), chunked(b"x" * 65536)))
    assert await fails(fetcher, url) == FetchFailure.TOO_LARGE
    assert await fails(fetcher, server.on("/e", endless(head(200), b"x" * 65536))) == FetchFailure.TOO_LARGE


@pytest.mark.parametrize(
    ("length", "reason"),
    [
        ("10995116277760", FetchFailure.TOO_LARGE),
        ("-1", FetchFailure.NETWORK),
        ("0", FetchFailure.NETWORK),
        ("5\r\nContent-Length: 6", FetchFailure.NETWORK),
        ("9", FetchFailure.NETWORK),
    ],
)
async def test_lying_lengths_are_errors(server: RawServer, fetcher: GuardedFetcher, length: str, reason: str) -> None:
    assert await fails(fetcher, server.on("/", answer(200, b"short", length=length))) == reason


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ({"Content-Encoding": "gzip, gzip"}, b"x", FetchFailure.BAD_ENCODING),
        ({"Content-Encoding": "br"}, b"x", FetchFailure.BAD_ENCODING),
        ({"Content-Encoding": "gzip"}, b"not gzip at all", FetchFailure.BAD_ENCODING),
        ({"Content-Encoding": "gzip"}, gzip.compress(b"text " * 1000)[:-12], FetchFailure.NETWORK),
        ({"Content-Encoding": "deflate"}, b"\xff\xff\xff", FetchFailure.BAD_ENCODING),
    ],
)
async def test_bad_codings_are_errors(server: RawServer, fetcher: GuardedFetcher, headers: dict[str, str], body: bytes, reason: str) -> None:
    assert await fails(fetcher, server.on("/", answer(200, body, headers))) == reason


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(20_000)) + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX-Big: " + b"a" * 20_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Bad\x00Name: 1\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
    ],
    ids=["20,000 headers", "20 MB of one header", "NUL in a header", "not HTTP", "hangs up"],
)
async def test_header_floods_and_foreign_protocols_are_one_error(server: RawServer, fetcher: GuardedFetcher, data: bytes) -> None:
    assert await fails(fetcher, server.on("/", raw(data))) == FetchFailure.NETWORK


async def test_refused_connections_are_one_error(fetcher: GuardedFetcher) -> None:
    async with raw_server() as gone:
        url = gone.url("/")
    assert await fails(fetcher, url) == FetchFailure.NETWORK


async def test_a_slow_host_does_not_hold_up_the_others(server: RawServer) -> None:
    async def lookup(_host: str, _port: int) -> list[str]:
        return ["127.0.0.10"]

    fetcher = GuardedFetcher(ALLOW, resolver=lookup, limits=SHORT, concurrency=3, per_host=2)
    server.on("/stuck", silent())
    server.on("/", answer(200, b"ok"))
    stuck = [asyncio.create_task(fetcher.get(server.url("/stuck", host="tarpit.example"))) for _ in range(4)]
    while len(server.requests) < 2:
        await asyncio.sleep(0.01)
    got = await fetcher.get(server.url("/", host="healthy.example"))
    assert isinstance(got, Fetched)
    assert not any(task.done() for task in stuck)
    # Two of the four had to wait for their turn; that waiting was not counted against them.
    results = await asyncio.gather(*stuck)
    assert [r.reason for r in results if isinstance(r, FetchFailed)] == [FetchFailure.TIMEOUT] * 4
    assert len(server.requests) == 5
    await fetcher.close()


async def test_no_more_requests_per_host_than_allowed(server: RawServer) -> None:
    now = most = 0

    async def count(request: object, writer: asyncio.StreamWriter) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.01)
        now -= 1
        await answer(200, b"ok")(request, writer)  # type: ignore[arg-type]

    fetcher = GuardedFetcher(ALLOW, limits=Limits(total=10), per_host=2)
    url = server.on("/", count)
    got = await asyncio.gather(*(fetcher.get(url) for _ in range(20)))
    assert all(isinstance(g, Fetched) for g in got)
    assert most == 2
    await fetcher.close()


# --- what is told -----------------------------------------------------------------------------------------------------


async def test_details_carry_no_secrets(server: RawServer, fetcher: GuardedFetcher) -> None:
    secret = "s3cr3t"
    for url in (
        f"http://user:{secret}@127.0.0.10/",
        f"http://127.0.0.1/hook/{secret}?token={secret}",
        server.on(f"/{secret}", redirect(f"ftp://x/{secret}")),
    ):
        got = await fetcher.get(url)
        assert isinstance(got, FetchFailed) and secret not in got.detail
