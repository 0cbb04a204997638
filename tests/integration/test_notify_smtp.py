"""Mail against servers that take it, refuse it at every stage, dawdle, hang up and drop the protection."""

from __future__ import annotations

import asyncio
import base64
import email
import email.policy
import ssl
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.smtp import Envelope

from monitor.adapters.notify.smtp import LOGIN_PAUSE, SmtpNotifier
from monitor.alerting.codes import LOGIN_CODE
from monitor.domain.alert import Attempt, AttemptOutcome
from tests.deliveries import NOW, SENDER, a_delivery, an_update
from tests.mail_servers import HOST, Desk, Heard, certificates, mail_server, scripted_server

DELIVERED, RETRY, REJECTED = AttemptOutcome.DELIVERED, AttemptOutcome.RETRY, AttemptOutcome.REJECTED
PASSWORD = "sentinel-pass-9"
ENCODED = base64.b64encode(PASSWORD.encode()).decode()
LOGIN = base64.b64encode(f"\0desk\0{PASSWORD}".encode()).decode()


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificates(tmp_path_factory.mktemp("tls"))


def plain(port: int, **more: float) -> SmtpNotifier:
    return SmtpNotifier(f"smtp://{HOST}:{port}?tls=none", SENDER, **more)  # type: ignore[arg-type]


async def send(notifier: SmtpNotifier, address: str = "desk@example.org", **more: object) -> Attempt:
    return await notifier.send(a_delivery(address=address, **more), now=NOW)  # type: ignore[arg-type]


async def test_mail_arrives_once_with_its_recipient_and_identity() -> None:
    desk = Desk()
    async with mail_server(desk) as port:
        attempt = await send(plain(port))
    assert (attempt.outcome, attempt.code) == (DELIVERED, 250)
    assert "queued as 7" in attempt.detail
    (envelope,) = desk.taken
    assert envelope.mail_from == "alerts@watch.example.org"
    assert envelope.rcpt_tos == ["desk@example.org"]
    mail = parsed(envelope)
    assert mail["Message-ID"] == "<d-1@watch.example.org>"
    assert mail["Subject"] == "Re: [5 sustained fighting] Nagorno-Karabakh: Heavy fighting enters a second day"


async def test_hostile_title_reaches_the_configured_recipient_only() -> None:
    desk = Desk()
    async with mail_server(desk) as port:
        for n, title in enumerate(
            ["Shots\r\nBcc: evil@example.org", "=?utf-8?q?=0D=0ABcc:_evil=40example.org?=", "x\r\n.\r\nRCPT TO:<evil@example.org>\r\n"]
        ):
            attempt = await send(plain(port), update=an_update({"headline": title}), key=f"d-{n}")
            assert attempt.outcome is DELIVERED
    assert desk.recipients == ["desk@example.org"] * 3
    for envelope in desk.taken:
        mail = parsed(envelope)
        assert mail["Bcc"] is None
        assert mail["Subject"].startswith("Re: [5 sustained fighting]")


@pytest.mark.parametrize(
    ("said", "outcome", "code"),
    [
        ("450 4.2.1 greylisted", RETRY, 450),
        ("452 4.2.2 mailbox full for now", RETRY, 452),
        ("550 5.1.1 no such user", REJECTED, 550),
        ("553 5.1.3 bad address", REJECTED, 553),
    ],
)
async def test_answer_to_the_recipient_decides(said: str, outcome: AttemptOutcome, code: int) -> None:
    desk = Desk(rcpt={"desk@example.org": said})
    async with mail_server(desk) as port:
        attempt = await send(plain(port))
    assert (attempt.outcome, attempt.code) == (outcome, code)
    assert said[4:] in attempt.detail
    assert desk.taken == []


@pytest.mark.parametrize(
    ("said", "outcome", "code"),
    [("451 4.3.0 try later", RETRY, 451), ("552 5.3.4 too big", REJECTED, 552), ("554 5.7.1 rejected as spam", REJECTED, 554)],
)
async def test_answer_after_the_data_decides_although_the_recipient_was_fine(said: str, outcome: AttemptOutcome, code: int) -> None:
    desk = Desk(data=[said])
    async with mail_server(desk) as port:
        attempt = await send(plain(port))
    assert (attempt.outcome, attempt.code) == (outcome, code)


async def test_one_bad_address_holds_up_nobody() -> None:
    desk = Desk(rcpt={"bad@example.org": "550 5.1.1 no such user"})
    addresses = ["one@example.org", "bad@example.org", "two@example.org"]
    async with mail_server(desk) as port:
        notifier = plain(port)
        attempts = await asyncio.gather(*(send(notifier, address, key=f"d-{n}") for n, address in enumerate(addresses)))
    assert [a.outcome for a in attempts] == [DELIVERED, REJECTED, DELIVERED]
    assert sorted(r for envelope in desk.taken for r in envelope.rcpt_tos) == ["one@example.org", "two@example.org"]


async def test_more_mails_than_connections_all_arrive() -> None:
    desk = Desk()
    async with mail_server(desk) as port:
        notifier = plain(port)
        attempts = await asyncio.gather(*(send(notifier, f"r{n}@example.org", key=f"d-{n}") for n in range(25)))
    assert {a.outcome for a in attempts} == {DELIVERED}
    assert len({r for envelope in desk.taken for r in envelope.rcpt_tos}) == 25


async def test_connection_lost_after_the_data_is_sent_again_with_the_same_message_id() -> None:
    async def take_and_vanish(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heard: Heard) -> None:
        await converse(reader, writer, heard, {b"MAIL": b"250 ok", b"RCPT": b"250 ok"})
        writer.write(b"354 go on\r\n")
        await heard.mail(reader)

    desk = Desk()
    async with scripted_server(take_and_vanish) as (port, heard):
        attempt = await send(plain(port))
    async with mail_server(desk) as port:
        again = await send(plain(port), attempts=2)
    assert (attempt.outcome, attempt.code) == (RETRY, None)
    assert again.outcome is DELIVERED
    first = email.message_from_bytes(bytes(heard.data).partition(b"data\r\n")[2])
    (envelope,) = desk.taken
    assert first["Message-ID"] == parsed(envelope)["Message-ID"] == "<d-1@watch.example.org>"


async def test_server_that_takes_the_mail_and_dawdles_over_goodbye_has_taken_it() -> None:
    async def dawdle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heard: Heard) -> None:
        await converse(reader, writer, heard, {b"MAIL": b"250 ok", b"RCPT": b"250 ok"})
        writer.write(b"354 go on\r\n")
        await heard.mail(reader)
        writer.write(b"250 queued\r\n")
        await asyncio.Event().wait()

    async with scripted_server(dawdle) as (port, _):
        attempt = await send(plain(port, deadline=1.0))
    assert (attempt.outcome, attempt.code) == (DELIVERED, 250)


async def test_tarpit_ends_at_the_deadline_though_it_keeps_talking() -> None:
    async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _heard: Heard) -> None:
        while True:  # never a whole line, never a pause that a time-out of one read would notice
            writer.write(b"2")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with scripted_server(drip) as (port, heard):
        attempt = await send(plain(port, deadline=0.5))
        assert (attempt.outcome, attempt.code) == (RETRY, None)
        assert "no decision within 0.5 seconds" in attempt.detail
        assert heard.connections == 1


async def test_server_that_says_nothing_ends_at_the_deadline() -> None:
    async def silence(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter, heard: Heard) -> None:
        while await heard.line(reader):
            pass

    async with scripted_server(silence) as (port, heard):
        attempt = await send(plain(port, deadline=0.3))
    assert attempt.outcome is RETRY
    assert bytes(heard.data) == b""


async def test_cancelled_sending_closes_its_connection() -> None:
    hung_up = asyncio.Event()

    async def wait_for_the_end(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter, _heard: Heard) -> None:
        started.set()
        await reader.read()
        hung_up.set()

    started = asyncio.Event()
    async with scripted_server(wait_for_the_end) as (port, _):
        task = asyncio.create_task(send(plain(port, deadline=60)))
        await started.wait()
        task.cancel()
        await asyncio.wait_for(hung_up.wait(), 10)
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_nobody_listening_is_worth_another_try() -> None:
    async with mail_server(Desk()) as port:
        pass
    attempt = await send(plain(port))
    assert (attempt.outcome, attempt.code) == (RETRY, None)
    assert HOST in attempt.detail


@pytest.mark.parametrize(
    ("banner", "outcome", "code"), [(b"421 too busy", RETRY, 421), (b"554 go away", REJECTED, 554), (b"\xff\xfe garbage", RETRY, -1)]
)
async def test_refusal_at_the_door(banner: bytes, outcome: AttemptOutcome, code: int) -> None:
    async def refuse(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _heard: Heard) -> None:
        writer.write(banner + b"\r\n")
        await writer.drain()

    async with scripted_server(refuse) as (port, _):
        attempt = await send(plain(port))
    assert (attempt.outcome, attempt.code) == (outcome, code)


@pytest.mark.parametrize("address", ["", "desk", "desk@example.org, other@example.org", "дежурный@example.org", "a b@example.org"])
async def test_an_address_that_is_none_is_rejected_without_a_connection(address: str) -> None:
    async def nobody(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter, _heard: Heard) -> None:
        return

    async with scripted_server(nobody) as (port, heard):
        attempt = await send(plain(port), address)
    assert (attempt.outcome, heard.connections) == (REJECTED, 0)


async def test_starttls_and_login_by_default(tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    desk = Desk(password=PASSWORD)
    async with mail_server(desk, tls=tls[0]) as port:
        attempt = await send(SmtpNotifier(f"smtp://desk:{PASSWORD}@{HOST}:{port}", SENDER, tls=tls[1]))
    assert (attempt.outcome, desk.logins, len(desk.taken)) == (DELIVERED, 1, 1)


async def test_tls_from_the_first_byte(tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    desk = Desk(password=PASSWORD)
    async with mail_server(desk, tls=tls[0], implicit=True) as port:
        attempt = await send(SmtpNotifier(f"smtps://desk:{PASSWORD}@{HOST}:{port}", SENDER, tls=tls[1]))
    assert (attempt.outcome, desk.logins) == (DELIVERED, 1)


async def test_nothing_is_sent_when_starttls_was_stripped() -> None:
    async def stripped(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heard: Heard) -> None:
        writer.write(b"220 mx.example.org\r\n")
        while (line := await heard.line(reader)) and not line.upper().startswith(b"QUIT"):
            writer.write(b"250-mx.example.org\r\n250 AUTH PLAIN LOGIN\r\n")

    async with scripted_server(stripped) as (port, heard):
        for url in (f"smtp://desk:{PASSWORD}@{HOST}:{port}", f"smtp://{HOST}:{port}?tls=starttls", f"smtp://{HOST}:{port}?tls=required"):
            attempt = await send(SmtpNotifier(url, SENDER))
            assert (attempt.outcome, attempt.code) == (RETRY, None)
            assert "STARTTLS" in attempt.detail
    assert {line.split()[0] for line in bytes(heard.data).splitlines()} == {b"ehlo"}
    for secret in (PASSWORD, ENCODED, LOGIN):
        assert secret.encode() not in heard.data


@pytest.mark.parametrize("implicit", [False, True])
async def test_certificate_of_a_stranger_is_refused_before_the_password(
    implicit: bool, tls: tuple[ssl.SSLContext, ssl.SSLContext], tmp_path: Path
) -> None:
    stranger, _ = certificates(tmp_path)
    desk = Desk(password=PASSWORD)
    async with mail_server(desk, tls=stranger, implicit=implicit) as port:
        scheme = "smtps" if implicit else "smtp"
        attempt = await send(SmtpNotifier(f"{scheme}://desk:{PASSWORD}@{HOST}:{port}", SENDER, tls=tls[1]))
    assert attempt.outcome is RETRY
    assert "certificate" in attempt.detail
    assert (desk.logins, desk.taken) == (0, [])


async def test_certificate_for_another_host_is_refused(tmp_path: Path) -> None:
    server, client = certificates(tmp_path, host="127.0.0.99")
    desk = Desk(password=PASSWORD)
    async with mail_server(desk, tls=server) as port:
        attempt = await send(SmtpNotifier(f"smtp://desk:{PASSWORD}@{HOST}:{port}", SENDER, tls=client))
    assert (attempt.outcome, desk.logins) == (RETRY, 0)


@pytest.mark.parametrize(("answer", "code"), [("535 5.7.8 no", LOGIN_CODE), ("554 5.7.8 no", LOGIN_CODE), ("454 4.7.0 later", 454)])
async def test_refused_login_is_no_rejection(answer: str, code: int, tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    desk = Desk(password="another", login_answer=answer)
    async with mail_server(desk, tls=tls[0]) as port:
        attempt = await send(SmtpNotifier(f"smtp://desk:{PASSWORD}@{HOST}:{port}", SENDER, tls=tls[1]))
    assert (attempt.outcome, attempt.code) == (RETRY, code)
    assert "login refused" in attempt.detail


async def test_refused_login_is_not_hammered(tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    clock = [1000.0]
    desk = Desk(password="another")
    async with mail_server(desk, tls=tls[0]) as port:
        notifier = SmtpNotifier(f"smtp://desk:{PASSWORD}@{HOST}:{port}", SENDER, tls=tls[1], monotonic=lambda: clock[0])
        await send(notifier)
        tried_once = desk.logins
        for n in range(10):
            attempt = await send(notifier, key=f"d-{n}")
            assert (attempt.outcome, attempt.code) == (RETRY, LOGIN_CODE)
        assert desk.logins == tried_once
        clock[0] += LOGIN_PAUSE
        desk.password = PASSWORD
        assert (await send(notifier)).outcome is DELIVERED


async def test_the_password_shows_up_nowhere_even_when_the_server_echoes_it(
    tls: tuple[ssl.SSLContext, ssl.SSLContext], caplog: pytest.LogCaptureFixture
) -> None:
    echo = f"535 5.7.8 wrong: {PASSWORD} {ENCODED} {LOGIN}"
    desk = Desk(password="another", login_answer=echo)
    async with mail_server(desk, tls=tls[0]) as port:
        notifier = SmtpNotifier(f"smtp://desk:{PASSWORD}@{HOST}:{port}", SENDER, tls=tls[1])
        attempt = await send(notifier)
    assert "wrong: ***" in attempt.detail
    seen = f"{attempt!r} {notifier!r} {vars(notifier)!r}"
    for secret in (PASSWORD, ENCODED, LOGIN):
        assert secret not in seen
        assert secret not in caplog.text


async def test_server_without_login_never_sees_the_password(tls: tuple[ssl.SSLContext, ssl.SSLContext]) -> None:
    async def no_login(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heard: Heard) -> None:
        await converse(reader, writer, heard, {})

    async with scripted_server(no_login, tls=tls[0]) as (port, heard):
        attempt = await send(SmtpNotifier(f"smtps://desk:{PASSWORD}@{HOST}:{port}", SENDER, tls=tls[1]))
    assert (attempt.outcome, attempt.code) == (RETRY, None)
    assert "offers no login" in attempt.detail
    assert bytes(heard.data).lower().splitlines()[0].startswith(b"ehlo ")
    assert len(heard.data.splitlines()) == 1


async def test_a_server_that_floods_its_answer_leaves_a_short_detail() -> None:
    async def flood(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter, _heard: Heard) -> None:
        writer.write(b"421-" + b"x" * 400 + b"\r\n\x1b[31m")
        writer.write((b"421-" + b"y" * 400 + b"\r\n") * 1000 + b"421 bye\r\n")
        await writer.drain()

    async with scripted_server(flood) as (port, _):
        attempt = await send(plain(port))
    assert attempt.outcome is RETRY
    assert len(attempt.detail) < 400
    assert attempt.detail.isprintable()


def parsed(envelope: Envelope) -> EmailMessage:
    return email.message_from_bytes(bytes(envelope.content or b""), policy=email.policy.default)  # type: ignore[arg-type,return-value]


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, heard: Heard, answers: dict[bytes, bytes]) -> None:
    """Greet and answer until DATA comes."""
    writer.write(b"220 mx.example.org\r\n")
    while not (line := await heard.line(reader)).upper().startswith(b"DATA"):
        if not line:
            return
        writer.write(answers.get(line[:4].upper(), b"250 ok") + b"\r\n")
