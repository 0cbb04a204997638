"""One mail over one SMTP connection, spoken in a thread and ended from outside when its time is over."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
import threading
from dataclasses import dataclass

from monitor.adapters.notify.smtp_url import SmtpServer, Tls
from monitor.alerting.codes import LOGIN_CODE

_QUIT_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Reply:
    """How the conversation ended: the server's code when it gave one, and what happened in words."""

    code: int | None
    text: str


class SmtpSession:
    """Hands over one mail. ``run`` blocks; ``abort`` from any thread makes it return soon. Use once."""

    def __init__(self, server: SmtpServer, tls: ssl.SSLContext, seconds: float) -> None:
        self._server, self._tls, self._seconds = server, tls, seconds
        self._lock = threading.Lock()
        self._handle: socket.socket | None = None
        self._aborted = False
        self.reply: Reply | None = None  # set as soon as the server has decided, though the conversation may go on

    def run(self, sender: str, recipient: str, mail: bytes) -> Reply:
        """The server's decision, or why there is none; never raises for what the other side does."""
        try:
            self.reply = self._converse(sender, recipient, mail)
        except smtplib.SMTPResponseException as error:
            self.reply = self.reply or Reply(error.smtp_code, _words(error.smtp_error))
        except smtplib.SMTPServerDisconnected:
            self.reply = self.reply or Reply(None, "the server hung up")
        except ssl.SSLCertVerificationError as error:
            self.reply = self.reply or Reply(None, f"the server's certificate was refused: {error.verify_message}")
        except (smtplib.SMTPException, ssl.SSLError, OSError, UnicodeError) as error:
            self.reply = self.reply or Reply(None, _cause(error))
        finally:
            self.abort()
        return self.reply

    def abort(self) -> None:
        """End the connection, whatever it waits for. May be called again."""
        with self._lock:
            self._aborted = True
            handle, self._handle = self._handle, None
        if handle is not None:
            with contextlib.suppress(OSError):  # the other side was faster
                handle.shutdown(socket.SHUT_RDWR)
            handle.close()

    def opened(self, connection: socket.socket) -> None:
        """Keep a second handle on a new connection: shutting that down wakes a thread that reads through TLS, without touching its state."""
        with self._lock:
            if self._aborted:
                connection.close()
                raise TimeoutError("ended from outside before it was connected")
            self._handle = connection.dup()

    def _converse(self, sender: str, recipient: str, mail: bytes) -> Reply:
        client = _Client(self, self._server, self._tls, self._seconds)
        try:
            client.ehlo_or_helo_if_needed()
            if refusal := self._protect(client) or self._log_in(client):
                return refusal
            code, text = client.mail(sender)
            if code // 100 == 2:
                code, text = client.rcpt(recipient)
            if code // 100 != 2:
                return Reply(code, _words(text))
            code, text = client.data(mail)  # the code at the end of the data decides, not that of RCPT
            self.reply = Reply(code, _words(text))
            self._take_leave(client)
            return self.reply
        finally:
            client.close()

    def _protect(self, client: smtplib.SMTP) -> Reply | None:
        """Start TLS when it is due; a server that does not offer it gets nothing: somebody on the way may have cut the offer out."""
        if self._server.tls is not Tls.STARTTLS:
            return None
        if not client.has_extn("starttls"):
            return Reply(None, "the server offers no STARTTLS, so nothing was sent (tls=none allows it without a password)")
        client.starttls(context=self._tls)
        client.ehlo_or_helo_if_needed()
        return None

    def _log_in(self, client: smtplib.SMTP) -> Reply | None:
        if not self._server.user:
            return None
        try:
            client.login(self._server.user, self._server.password)
        except smtplib.SMTPNotSupportedError:
            return Reply(None, "the server offers no login, so the password was not sent")
        except smtplib.SMTPResponseException as error:
            # Servers refuse a login with many a code; whichever 5xx it was, it means what 535 means.
            code = LOGIN_CODE if error.smtp_code // 100 == 5 else error.smtp_code
            return Reply(code, f"login refused: {error.smtp_code} {_words(error.smtp_error)}")
        return None

    def _take_leave(self, client: smtplib.SMTP) -> None:
        """QUIT, as politeness asks; nothing that happens to it changes what the server has decided."""
        with contextlib.suppress(smtplib.SMTPException, OSError):
            if client.sock is not None:
                client.sock.settimeout(_QUIT_SECONDS)
            client.quit()


class _Client(smtplib.SMTP):
    """The library's client, which tells its session of the connection and starts TLS at once where that is agreed."""

    def __init__(self, session: SmtpSession, server: SmtpServer, tls: ssl.SSLContext, seconds: float) -> None:
        self._session, self._tls, self._implicit = session, tls, server.tls is Tls.IMPLICIT
        # Without a name of ours the library asks the DNS for one, which may take longer than the mail.
        super().__init__(server.host, server.port, local_hostname=_own_name(), timeout=seconds)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        connection = socket.create_connection((host, port), timeout)
        self._session.opened(connection)
        return self._tls.wrap_socket(connection, server_hostname=host) if self._implicit else connection


def _own_name() -> str:
    name = socket.gethostname()
    return name if "." in name and name.isascii() else "[127.0.0.1]"


def _words(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said


def _cause(error: Exception) -> str:
    match error:
        case TimeoutError():
            return "no answer in time"
        case socket.gaierror():
            return "the server's name cannot be resolved"
        case ssl.SSLError():
            return f"TLS failed: {error.reason or type(error).__name__}"
        case OSError() if error.strerror:
            return error.strerror
        case _:
            return str(error) or type(error).__name__
