"""Mail servers on loopback that take, refuse, dawdle and lie as they are told."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import ipaddress
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.10"


@dataclass
class Desk:
    """A mail server's mind: what it answers to each recipient and at the end of each mail, and what it took."""

    rcpt: dict[str, str] = field(default_factory=dict)
    data: list[str] = field(default_factory=list)  # answers to the next mails; then 250
    password: str = ""
    login_answer: str = "535 5.7.8 no"
    taken: list[Envelope] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    logins: int = 0

    async def handle_RCPT(self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:  # noqa: N802
        self.recipients.append(address)
        said = self.rcpt.get(address, "250 OK")
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken.append(envelope)
        return self.data.pop(0) if self.data else "250 queued as 7"

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
        self.logins += 1
        good = isinstance(data, LoginPassword) and data.password.decode() == self.password
        return AuthResult(success=True) if good else AuthResult(success=False, handled=False, message=self.login_answer)


@contextlib.asynccontextmanager
async def mail_server(desk: Desk, *, tls: ssl.SSLContext | None = None, implicit: bool = False) -> AsyncIterator[int]:
    """A well-behaved server with the desk behind it; its port."""

    def session() -> SMTP:
        starttls = None if implicit else tls
        login = desk.authenticate if desk.password else None
        return SMTP(desk, hostname="mx.example.org", tls_context=starttls, authenticator=login, auth_require_tls=not implicit, loop=loop)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(session, HOST, 0, ssl=tls if implicit else None)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter, "Heard"], Awaitable[None]]


@dataclass
class Heard:
    """Every byte that came in."""

    data: bytearray = field(default_factory=bytearray)
    connections: int = 0

    async def line(self, reader: asyncio.StreamReader) -> bytes:
        got = await reader.readline()
        self.data += got
        return got

    async def mail(self, reader: asyncio.StreamReader) -> None:
        while (await self.line(reader)) not in {b".\r\n", b""}:
            pass


@contextlib.asynccontextmanager
async def scripted_server(script: Script, *, tls: ssl.SSLContext | None = None) -> AsyncIterator[tuple[int, Heard]]:
    """A server that follows a script for each connection; its port, and what it hears."""
    heard = Heard()
    running: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        heard.connections += 1
        try:
            with contextlib.suppress(ConnectionError):
                await script(reader, writer, heard)
        finally:
            running.discard(task)
            writer.close()

    server = await asyncio.start_server(serve, HOST, 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1], heard
    finally:
        server.close()
        for task in list(running):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def certificates(folder: Path, *, host: str = HOST) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's context with a certificate for ``host``, and a client's context that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mx.example.org")])
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=36500))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / f"{host}.crt", folder / f"{host}.key"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(public, private)
    return server, ssl.create_default_context(cafile=str(public))
