"""What every way of mailing shares: a delivery as a rendered mail."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from monitor.alerting.render import EmailContent, mime_bytes, render_email
from monitor.alerting.render.headers import mailbox
from monitor.domain.alert import Attempt, AttemptOutcome, Delivery
from monitor.domain.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail ready to leave; ``recipient`` is its only envelope address."""

    recipient: str
    content: EmailContent
    raw: bytes


def checked_sender(sender: str) -> str:
    """The sender as given; raises ConfigError when it is no e-mail address."""
    if mailbox(sender) is None:
        raise ConfigError("email", "sender", "an address such as alerts@example.org or Contactline <alerts@example.org>")
    return sender


def envelope(address: str) -> str:
    """The bare ``name@host`` of an address; "" when it is none."""
    found = mailbox(address)
    return found.addr_spec if found else ""


def mail_of(delivery: Delivery, *, sender: str, hub_url: str | None, now: dt.datetime) -> Mail | Attempt:
    """The delivery as a mail, or its rejection when the address is none: no retry makes it one."""
    content = render_email(delivery.update, delivery_id=delivery.id, sender=sender, recipient=delivery.address, hub_url=hub_url, now=now)
    raw = mime_bytes(content, sender=sender, recipient=delivery.address, date=now)
    if raw is None:
        return Attempt(AttemptOutcome.REJECTED, None, "the receiver's address is no e-mail address in ASCII letters")
    return Mail(envelope(delivery.address), content, raw)
