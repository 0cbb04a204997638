"""Webhooks through the guarded client against a server that verifies, refuses, redirects, dawdles and floods."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import json
from collections.abc import AsyncIterator, Mapping

import pytest
from standardwebhooks import Webhook

from monitor.adapters.http.client import GuardedFetcher, Limits
from monitor.adapters.notify.webhook import WebhookNotifier
from monitor.alerting.codes import BRIEF_TRIES
from monitor.domain.alert import Attempt, AttemptOutcome, Channel
from monitor.domain.errors import ConfigError
from monitor.domain.fetched import Fetched, FetchFailed
from tests.deliveries import NOW, a_delivery, an_article, an_update, payload
from tests.servers import ALLOW, CANARY, RawServer, answer, drip, endless, head, raw, raw_server, redirect, silent

DELIVERED, RETRY, REJECTED = AttemptOutcome.DELIVERED, AttemptOutcome.RETRY, AttemptOutcome.REJECTED
SECRET = "whsec_" + base64.b64encode(b"sentinel-key-" * 3).decode()
PATH = "/services/sentinel-path"


@pytest.fixture
async def fetcher() -> AsyncIterator[GuardedFetcher]:
    client = GuardedFetcher(ALLOW, limits=Limits(total=2.0, connect=1.0, post_total=1.0))
    yield client
    await client.close()


async def post(server: RawServer, fetcher: GuardedFetcher, *, attempts: int = 1, update: object = None) -> Attempt:
    notifier = WebhookNotifier({"hub": (server.url(PATH), SECRET)}, fetcher)
    delivery = a_delivery(update, address="hub", channel=Channel.WEBHOOK, attempts=attempts)  # type: ignore[arg-type]
    return await notifier.send(delivery, now=NOW)


async def test_receiver_verifies_what_it_gets(server: RawServer, fetcher: GuardedFetcher) -> None:
    server.on(PATH, answer(204))
    attempt = await post(server, fetcher, update=an_update(whole=payload({"headline": "Ղարաբաղ “南海”"})))
    assert (attempt.outcome, attempt.code) == (DELIVERED, 204)
    (request,) = server.requests
    assert request.method == "POST"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["webhook-id"] == "d-1"
    body = Webhook(SECRET).verify(request.body, request.headers)
    assert body == payload({"headline": "Ղարաբաղ “南海”"})


async def test_every_try_keeps_its_id_and_body_and_takes_a_new_time(server: RawServer) -> None:
    sent: list[tuple[bytes, Mapping[str, str]]] = []

    class Keeper:
        async def get(self, url: str, **_: object) -> Fetched | FetchFailed:
            raise AssertionError(url)

        async def post(self, url: str, body: bytes, headers: Mapping[str, str]) -> Fetched | FetchFailed:
            sent.append((body, headers))
            return Fetched(url, 503, {}, b"", 0.0)

        async def close(self) -> None:
            return

    real = dt.datetime.now(dt.UTC)
    times = iter([real, real + dt.timedelta(seconds=7)])
    notifier = WebhookNotifier({"hub": (server.url(PATH), SECRET)}, Keeper(), real_now=lambda: next(times))
    for n in (1, 2):
        await notifier.send(a_delivery(address="hub", channel=Channel.WEBHOOK, attempts=n), now=NOW + dt.timedelta(days=900))
    (first_body, first), (second_body, second) = sent
    assert first_body == second_body
    assert first["webhook-id"] == second["webhook-id"]
    assert int(second["webhook-timestamp"]) - int(first["webhook-timestamp"]) == 7
    for body, headers in sent:  # although the product's clock says something else
        Webhook(SECRET).verify(body, dict(headers))


@pytest.mark.parametrize("status", [200, 201, 202, 204])
async def test_success_is_delivered(server: RawServer, fetcher: GuardedFetcher, status: int) -> None:
    server.on(PATH, answer(status))
    attempt = await post(server, fetcher)
    assert (attempt.outcome, attempt.code, attempt.retry_after) == (DELIVERED, status, None)


@pytest.mark.parametrize("status", [304, 400, 410, 413, 422])
async def test_refusal_is_rejected(server: RawServer, fetcher: GuardedFetcher, status: int) -> None:
    server.on(PATH, answer(status, b"" if status == 304 else b"no"))
    attempt = await post(server, fetcher)
    assert (attempt.outcome, attempt.code) == (REJECTED, status)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
async def test_trouble_is_worth_another_try(server: RawServer, fetcher: GuardedFetcher, status: int) -> None:
    server.on(PATH, answer(status))
    attempt = await post(server, fetcher, attempts=9)
    assert (attempt.outcome, attempt.code) == (RETRY, status)


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_gateways_refusal_is_tried_a_few_times(server: RawServer, fetcher: GuardedFetcher, status: int) -> None:
    server.on(PATH, answer(status))
    outcomes = [(await post(server, fetcher, attempts=n)).outcome for n in range(1, BRIEF_TRIES + 1)]
    assert outcomes == [RETRY] * (BRIEF_TRIES - 1) + [REJECTED]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_not_followed(server: RawServer, fetcher: GuardedFetcher, status: int) -> None:
    server.on(PATH, redirect(server.on("/elsewhere", answer(200)), status))
    attempt = await post(server, fetcher)
    assert (attempt.outcome, attempt.code) == (REJECTED, status)
    assert [r.target for r in server.requests] == [PATH]


async def test_gone_tells_the_operator_what_to_do(server: RawServer, fetcher: GuardedFetcher) -> None:
    server.on(PATH, answer(410))
    assert "remove this receiver" in (await post(server, fetcher)).detail


@pytest.mark.parametrize(("said", "seconds"), [("120", 120), ("0", 0), ("soon", None), ("-5", None)])
async def test_what_the_receiver_asks_is_handed_on(server: RawServer, fetcher: GuardedFetcher, said: str, seconds: int | None) -> None:
    server.on(PATH, answer(503, headers={"Retry-After": said}))
    assert (await post(server, fetcher)).retry_after == (None if seconds is None else dt.timedelta(seconds=seconds))


async def test_a_wish_to_wait_counts_only_with_a_retry(server: RawServer, fetcher: GuardedFetcher) -> None:
    server.on(PATH, answer(400, headers={"Retry-After": "120"}))
    assert (await post(server, fetcher)).retry_after is None


async def test_private_receiver_is_never_reached(fetcher: GuardedFetcher) -> None:
    async with raw_server(CANARY) as canary:
        attempt = await post(canary, fetcher)
        assert (attempt.outcome, attempt.code) == (RETRY, None)
        assert (await post(canary, fetcher, attempts=BRIEF_TRIES)).outcome is REJECTED
        assert canary.connections == 0


async def test_reset_and_silence_are_worth_another_try(server: RawServer, fetcher: GuardedFetcher) -> None:
    for behaviour in (raw(b""), raw(b"SMTP? no"), silent(), drip(b"x")):
        server.on(PATH, behaviour)
        attempt = await post(server, fetcher)
        assert (attempt.outcome, attempt.code) == (RETRY, None)
        assert "127.0.0.10: " in attempt.detail


@pytest.mark.parametrize(
    "behaviour",
    [
        endless(head(200, {"Content-Length": str(1 << 30)}), bytes(65536)),
        drip(b"x", start=head(200, {"Content-Length": "1000000"})),
        answer(200, b"\x0b\x00\x80", {"Content-Encoding": "br"}),
        answer(200, b"cut", length=1000),
    ],
    ids=["a gigabyte", "dripping", "a strange coding", "cut short"],
)
async def test_a_strange_answer_to_a_delivery_taken_is_still_taken(server: RawServer, fetcher: GuardedFetcher, behaviour: object) -> None:
    server.on(PATH, behaviour)  # type: ignore[arg-type]
    attempt = await post(server, fetcher)
    assert (attempt.outcome, attempt.code) == (DELIVERED, 200)


async def test_neither_secret_nor_address_shows_up_though_the_receiver_echoes_them(
    server: RawServer, fetcher: GuardedFetcher, caplog: pytest.LogCaptureFixture
) -> None:
    echo = f"no {SECRET} {PATH} {server.url(PATH)}\r\n\u2028 fake line".encode()
    server.on(PATH, answer(500, echo))
    notifier = WebhookNotifier({"hub": (server.url(PATH), SECRET)}, fetcher)
    attempt = await notifier.send(a_delivery(address="hub", channel=Channel.WEBHOOK), now=NOW)
    assert attempt.detail.startswith("HTTP 500 from 127.0.0.10: no *** *** ***")
    assert "fake line" in attempt.detail
    assert attempt.detail.isprintable()
    assert "sentinel" not in f"{attempt!r}{vars(notifier)!r}{caplog.text}"
    assert SECRET not in f"{attempt!r}{vars(notifier)!r}{caplog.text}"


async def test_a_hanging_receiver_does_not_hold_up_the_others(server: RawServer, fetcher: GuardedFetcher) -> None:
    async with raw_server() as healthy:
        hanging = server.on(PATH, silent())
        receivers = {"hanging": (hanging, SECRET)} | {f"r{n}": (healthy.on(f"/{n}", answer(200)), SECRET) for n in range(4)}
        patient = GuardedFetcher(ALLOW, limits=Limits(post_total=30.0))
        notifier = WebhookNotifier(receivers, patient)
        tasks = {name: asyncio.create_task(notifier.send(a_delivery(address=name, channel=Channel.WEBHOOK, key=name), now=NOW)) for name in receivers}
        done, waiting = await asyncio.wait(tasks.values(), timeout=10, return_when=asyncio.FIRST_COMPLETED)
        while len(done) < 4:
            more, waiting = await asyncio.wait(waiting, timeout=10, return_when=asyncio.FIRST_COMPLETED)
            assert more
            done |= more
        assert waiting == {tasks["hanging"]}
        assert {t.result().outcome for t in done} == {DELIVERED}
        tasks["hanging"].cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        await patient.close()


async def test_a_great_story_leaves_within_twenty_kilobytes(server: RawServer, fetcher: GuardedFetcher) -> None:
    server.on(PATH, answer(200))
    await post(server, fetcher, update=an_update(story={"articles": [an_article(n, title="ש" * 100_000) for n in range(50)]}))
    (request,) = server.requests
    assert len(request.body) <= 20_000
    assert json.loads(request.body)["data"]["story"]["articles"][0]["url"].startswith("https://news")
    Webhook(SECRET).verify(request.body, request.headers)


async def test_a_receiver_that_is_configured_no_more_is_rejected(fetcher: GuardedFetcher) -> None:
    attempt = await WebhookNotifier({}, fetcher).send(a_delivery(address="hub", channel=Channel.WEBHOOK), now=NOW)
    assert (attempt.outcome, attempt.code) == (REJECTED, None)
    assert "hub" in attempt.detail


@pytest.mark.parametrize("url", ["", "ftp://hub.example/", "https://user:sentinel@hub.example/", "hub.example/hook", "https://"])
async def test_an_address_that_is_none_is_a_wrong_configuration(fetcher: GuardedFetcher, url: str) -> None:
    with pytest.raises(ConfigError, match=r"hub\.webhook\.url") as caught:
        WebhookNotifier({"hub": (url, SECRET)}, fetcher)
    assert "sentinel" not in str(caught.value)
