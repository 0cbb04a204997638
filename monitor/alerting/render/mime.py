"""An e-mail as the bytes that go over the wire."""

from __future__ import annotations

import datetime as dt
import email.policy
from email.message import EmailMessage
from email.utils import format_datetime

from monitor.alerting.render.content import EmailContent
from monitor.alerting.render.headers import header_text, mailbox
from monitor.text.hashing import content_hash

# Seven bits go through every server, whatever it announces.
_POLICY = email.policy.SMTP.clone(cte_type="7bit")
_LONGEST_LINE = 998  # RFC 5322; our longest header is well under it


def mime_bytes(content: EmailContent, *, sender: str, recipient: str, date: dt.datetime) -> bytes | None:
    """The whole mail, the same bytes for the same arguments; None when sender or recipient is no e-mail address."""
    author, reader = mailbox(sender), mailbox(recipient)
    if author is None or reader is None:
        return None
    mail = EmailMessage(policy=_POLICY)
    mail["From"], mail["To"] = author, reader
    mail["Subject"] = header_text(content.subject, 200)
    mail["Date"] = format_datetime(date.astimezone(dt.UTC))
    mail["Message-ID"] = content.message_id
    for name, value in content.headers.items():
        mail[name] = header_text(value, 500)
    mail.set_content(content.text)
    mail.add_alternative(content.html, subtype="html")
    # A boundary from a hash of what it separates cannot occur inside it, and needs no randomness.
    mail.set_boundary(f"=_{content_hash(content.text, content.html)}")
    # Left to fold, the library starts a plain subject of 70 to 77 characters on a second line, which some programs show as an empty one.
    return mail.as_bytes(policy=_POLICY.clone(max_line_length=_LONGEST_LINE) if content.subject.isascii() else _POLICY)
