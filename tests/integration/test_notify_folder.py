from __future__ import annotations

import email
from pathlib import Path

import pytest

from monitor.adapters.notify.maildir import FolderNotifier
from monitor.domain.alert import AttemptOutcome
from tests.deliveries import NOW, SENDER, a_delivery, an_update


async def test_a_mail_is_two_files_beside_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "mails" / "of today"
    attempt = await FolderNotifier.from_url(folder.as_uri(), sender=SENDER).send(a_delivery(), now=NOW)
    assert attempt.outcome is AttemptOutcome.DELIVERED
    assert sorted(p.name for p in folder.iterdir()) == ["20200928T162000Z-d-1.eml", "20200928T162000Z-d-1.html"]
    mail = email.message_from_bytes((folder / attempt.detail).read_bytes())
    assert (mail["To"], mail["Message-ID"]) == ("desk@example.org", "<d-1@watch.example.org>")
    assert "Heavy fighting enters a second day" in (folder / "20200928T162000Z-d-1.html").read_text(encoding="utf-8")


async def test_a_delivery_sent_again_replaces_its_files(tmp_path: Path) -> None:
    notifier = FolderNotifier(tmp_path, sender=SENDER)
    for attempts in (1, 2):
        await notifier.send(a_delivery(attempts=attempts), now=NOW)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("key", ["../../outside", "/etc/outside", "a\x00b", "x" * 300, "..", "\u202e", "CON/../x"])
async def test_no_id_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    folder = tmp_path / "mails"
    attempt = await FolderNotifier(folder, sender=SENDER).send(a_delivery(an_update({"id": key}), key=key), now=NOW)
    assert attempt.outcome is AttemptOutcome.DELIVERED
    assert len(list(folder.iterdir())) == 2
    assert [p.name for p in tmp_path.iterdir()] == ["mails"]


async def test_a_folder_that_cannot_be_written_is_worth_another_try(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    attempt = await FolderNotifier(tmp_path / "file" / "mails", sender=SENDER).send(a_delivery(), now=NOW)
    assert attempt.outcome is AttemptOutcome.RETRY
    assert str(tmp_path) not in attempt.detail


async def test_an_address_that_is_none_is_rejected(tmp_path: Path) -> None:
    attempt = await FolderNotifier(tmp_path, sender=SENDER).send(a_delivery(address="desk"), now=NOW)
    assert attempt.outcome is AttemptOutcome.REJECTED
    assert list(tmp_path.iterdir()) == []
