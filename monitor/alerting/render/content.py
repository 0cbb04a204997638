"""The e-mail of an alert update: subject, a plain and an HTML part, Message-ID and threading headers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import jinja2

from monitor.alerting.render.headers import header_text, message_id, token
from monitor.alerting.render.view import subject_of, view_of
from monitor.alerting.render.words import LEVEL_COLOURS, OVER_COLOURS
from monitor.domain.alert import AlertUpdate, UpdateKind

_GAPS = re.compile(r"\n{3,}")  # where parts were left out
SUBJECT_CHARS = 119  # what mail programs show of a subject ends well before


@dataclass(frozen=True, slots=True)
class EmailContent:
    """A rendered e-mail, clean: ``headers`` are those beside From, To, Subject, Date and Message-ID."""

    subject: str
    text: str
    html: str
    message_id: str
    headers: Mapping[str, str]


def render_email(
    update: AlertUpdate, *, delivery_id: str, sender: str, recipient: str, hub_url: str | None = None, now: dt.datetime | None = None
) -> EmailContent:
    """Render an update for one recipient. Never raises for what a payload holds.

    The Message-ID derives from the delivery and is the same on every try; all mails of one alert refer to one id that derives from the
    alert, so that mail programs show them as a thread. ``hub_url`` is a page of the operator's to link to. With ``now`` a mail that
    leaves an hour or more after its decision says so.
    """
    view = view_of(update, recipient=recipient, hub_url=hub_url, now=now)
    environment = _environment()
    thread = message_id(f"alert.{token(update.alert_id)}", sender)
    headers = {
        "References": thread,
        "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers
        "X-Auto-Response-Suppress": "All",
        "X-Contactline-Alert": token(update.alert_id),
        "X-Contactline-Delivery": token(delivery_id),
    }
    if update.kind is not UpdateKind.OPENED:
        headers["In-Reply-To"] = thread
    return EmailContent(
        subject=header_text(subject_of(view), SUBJECT_CHARS),
        text=_GAPS.sub("\n\n", environment.get_template("alert.txt.jinja").render(view=view)),
        html=environment.get_template("alert.html.jinja").render(view=view, colours=LEVEL_COLOURS, head=OVER_COLOURS.get(update.kind)),
        message_id=message_id(delivery_id, sender),
        headers=headers,
    )


@cache
def _environment() -> jinja2.Environment:
    """Templates of this package. The plain part is text, where escaping would show; everything else is escaped."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("monitor.alerting.render"),
        autoescape=jinja2.select_autoescape(enabled_extensions=("html.jinja",), disabled_extensions=("txt.jinja",), default=True),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
