"""Webhooks through the guarded client."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from monitor.adapters.http.client import GuardedFetcher, Limits
from monitor.domain.fetched import Fetched, FetchFailed, FetchFailure
from tests.servers import ALLOW, RawServer, answer, drip, endless, head, redirect, silent


@pytest.fixture
async def fetcher() -> AsyncIterator[GuardedFetcher]:
    client = GuardedFetcher(ALLOW, limits=Limits(connect=0.5, post_total=1.0))
    yield client
    await client.close()


async def test_post_sends_the_bytes_and_headers(server: RawServer, fetcher: GuardedFetcher) -> None:
    got = await fetcher.post(server.on("/hook", answer(204)), b'{"a":1}', {"webhook-id": "m1", "content-type": "application/json"})
    assert isinstance(got, Fetched) and got.status == 204
    assert server.requests[0].body == b'{"a":1}' and server.requests[0].headers["webhook-id"] == "m1"


async def test_post_does_not_follow_redirects(server: RawServer, canary: RawServer, fetcher: GuardedFetcher) -> None:
    got = await fetcher.post(server.on("/hook", redirect(canary.url("/"), 307)), b"{}", {})
    assert isinstance(got, Fetched) and got.status == 307
    assert len(server.requests) == 1


async def test_post_reads_little_of_the_answer(server: RawServer, fetcher: GuardedFetcher) -> None:
    got = await fetcher.post(server.on("/hook", endless(head(200), b"x" * 65536)), b"{}", {})
    assert isinstance(got, Fetched) and got.status == 200 and len(got.body) == 16 * 1024


async def test_post_keeps_the_status_of_an_answer_that_never_ends(server: RawServer, fetcher: GuardedFetcher) -> None:
    got = await fetcher.post(server.on("/hook", drip(b"x", 0.1, start=head(200))), b"{}", {})
    assert isinstance(got, Fetched) and got.status == 200


async def test_post_to_private_addresses_is_blocked(canary: RawServer, fetcher: GuardedFetcher) -> None:
    got = await fetcher.post(canary.url("/"), b"{}", {})
    assert isinstance(got, FetchFailed) and got.reason == FetchFailure.BLOCKED


async def test_post_to_a_silent_server_times_out(server: RawServer, fetcher: GuardedFetcher) -> None:
    got = await fetcher.post(server.on("/hook", silent()), b"{}", {})
    assert isinstance(got, FetchFailed) and got.reason == FetchFailure.TIMEOUT
