"""The way out: e-mail, webhooks, and files for trials."""

from __future__ import annotations

from monitor.ports import Notifier


def email_notifier(url: str, sender: str, *, hub_url: str | None = None) -> Notifier:
    """The notifier for an address of ``smtp://``, ``smtps://`` or, for trials, ``file:///folder``. Raises ConfigError for any other."""
    from monitor.adapters.notify.maildir import FolderNotifier
    from monitor.adapters.notify.smtp import SmtpNotifier

    if url.startswith("file:"):
        return FolderNotifier.from_url(url, sender=sender, hub_url=hub_url)
    return SmtpNotifier(url, sender, hub_url=hub_url)
