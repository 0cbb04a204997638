"""Loopback servers that several suites talk to."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.servers import CANARY, RawServer, answer, raw_server


@pytest.fixture
async def server() -> AsyncIterator[RawServer]:
    async with raw_server() as running:
        yield running


@pytest.fixture
async def canary(server: RawServer) -> AsyncIterator[RawServer]:
    """On 127.0.0.1 at the good server's own port, so that nothing but the address tells them apart; never to be reached."""
    async with raw_server(CANARY, server.port) as running:
        running.on("/", answer(200, b"secret"))
        yield running
        assert running.connections == 0
