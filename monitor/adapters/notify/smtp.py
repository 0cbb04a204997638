"""Deliveries as e-mails through a mail server."""

from __future__ import annotations

import asyncio
import datetime as dt
import ssl
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from monitor.adapters.notify.mail import Mail, checked_sender, envelope, mail_of
from monitor.adapters.notify.redact import redacted
from monitor.adapters.notify.smtp_session import Reply, SmtpSession
from monitor.adapters.notify.smtp_url import parse_smtp_url
from monitor.alerting.codes import LOGIN_CODE, RETRY, smtp_ruling
from monitor.domain.alert import Attempt, AttemptOutcome, Delivery

DEADLINE = 30.0  # seconds for a whole mail: look-up, TLS, login, data
CONNECTIONS = 6  # at a time: few enough for shared mail servers, and 50 deliveries to a dead one end within five minutes
LOGIN_PAUSE = 600.0  # seconds without another login after a refused one: a queue of deliveries must not get the account locked


class SmtpNotifier:
    """Implements ``Notifier``: one connection, one recipient, one mail a delivery, so that no bad address holds up another.

    ``url`` is ``smtp://user:password@host:port?tls=required|starttls|none`` (see ``parse_smtp_url``). Certificates are verified;
    without the TLS that is due nothing is sent. Raises ConfigError for a wrong address or sender. Make it and use it in one event loop.
    """

    def __init__(
        self,
        url: str,
        sender: str,
        *,
        hub_url: str | None = None,
        deadline: float = DEADLINE,
        tls: ssl.SSLContext | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._server = parse_smtp_url(url)
        self._sender, self._hub_url, self._deadline, self._monotonic = checked_sender(sender), hub_url, deadline, monotonic
        self._tls = tls or ssl.create_default_context()
        self._slots = asyncio.Semaphore(CONNECTIONS)
        # Threads of its own: one that hangs in a name look-up, which nothing can end, takes no worker from the rest of the program.
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="smtp")
        self._login_again_at = 0.0

    async def send(self, delivery: Delivery, *, now: dt.datetime) -> Attempt:
        """Hand the mail to the server within the deadline. The code at the end of the data decides; the Message-ID is the same on every try."""
        mail = mail_of(delivery, sender=self._sender, hub_url=self._hub_url, now=now)
        if isinstance(mail, Attempt):
            return mail
        async with self._slots:
            if self._monotonic() < self._login_again_at:
                return self._attempt(Reply(LOGIN_CODE, "login was refused a moment ago, so it was not tried again"), delivery.attempts)
            reply = await self._hand_over(mail)
        if reply.code is not None and smtp_ruling(reply.code).slow:
            self._login_again_at = self._monotonic() + LOGIN_PAUSE
        return self._attempt(reply, delivery.attempts)

    async def _hand_over(self, mail: Mail) -> Reply:
        """Converse in a thread; at the deadline, or when cancelled, its connection is shut down so that it ends soon after."""
        session = SmtpSession(self._server, self._tls, self._deadline)
        try:
            loop = asyncio.get_running_loop()
            work = loop.run_in_executor(self._threads, session.run, envelope(self._sender), mail.recipient, mail.raw)
            done, _ = await asyncio.wait({work}, timeout=self._deadline)
            if done:
                return work.result()
            # A server may decide and then dawdle over the good-bye: what it decided counts.
            return session.reply or Reply(None, f"no decision within {self._deadline:g} seconds")
        finally:
            session.abort()

    def _attempt(self, reply: Reply, attempts: int) -> Attempt:
        ruling = smtp_ruling(reply.code) if reply.code is not None else RETRY
        outcome = ruling.after(attempts)
        advice = "; correct CONTACTLINE_SMTP_URL, then: contactline deliveries retry" if ruling.slow else ""
        if outcome is AttemptOutcome.DELIVERED:
            return Attempt(outcome, reply.code, redacted(f"accepted by {self._server.host}: {reply.text}", self._secrets()))
        code = f" {reply.code}" if reply.code is not None else ""
        said = redacted(f"{self._server.host}{code}: {reply.text}", self._secrets())
        return Attempt(outcome, reply.code, said + advice)

    def _secrets(self) -> tuple[str, ...]:
        user, password = self._server.user, self._server.password
        return (password, f"\0{user}\0{password}") if password else ()
