"""Deliveries as files, for trials without a mail server."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from urllib.parse import unquote, urlsplit

from monitor.adapters.notify.mail import Mail, checked_sender, mail_of
from monitor.adapters.notify.redact import redacted
from monitor.alerting.render.headers import token
from monitor.domain.alert import Attempt, AttemptOutcome, Delivery
from monitor.domain.errors import ConfigError


class FolderNotifier:
    """Implements ``Notifier``: each mail as ``TIME-DELIVERY.eml`` and its HTML part beside it; a delivery sent again replaces its files."""

    def __init__(self, folder: Path, *, sender: str = "Contactline <contactline@localhost>", hub_url: str | None = None) -> None:
        self._folder, self._sender, self._hub_url = folder, checked_sender(sender), hub_url

    @classmethod
    def from_url(cls, url: str, *, sender: str = "Contactline <contactline@localhost>", hub_url: str | None = None) -> FolderNotifier:
        """For ``file:///dir``. Raises ConfigError for another form."""
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc not in {"", "localhost"} or len(parts.path) < 2:
            raise ConfigError("environment", "CONTACTLINE_SMTP_URL", "a folder as file:///absolute/path")
        return cls(Path(unquote(parts.path)), sender=sender, hub_url=hub_url)

    async def send(self, delivery: Delivery, *, now: dt.datetime) -> Attempt:
        """Write the mail. A folder that cannot be written to is worth another try."""
        mail = mail_of(delivery, sender=self._sender, hub_url=self._hub_url, now=now)
        if isinstance(mail, Attempt):
            return mail
        name = f"{delivery.update.at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{token(delivery.id)}"
        try:
            await asyncio.to_thread(self._write, name, mail)
        except OSError as error:
            return Attempt(AttemptOutcome.RETRY, None, redacted(f"cannot write to the mail folder: {error.strerror or type(error).__name__}", ()))
        return Attempt(AttemptOutcome.DELIVERED, None, f"{name}.eml")

    def _write(self, name: str, mail: Mail) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        # Each appears whole or not at all; the mail last, so that who sees it finds the page too.
        for suffix, content in ((".html", mail.content.html.encode("utf-8")), (".eml", mail.raw)):
            part = self._folder / f".{name}{suffix}.part"
            part.write_bytes(content)
            part.replace(self._folder / f"{name}{suffix}")
