from __future__ import annotations

import base64
import datetime as dt

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from monitor.adapters.notify.signing import Signer
from monitor.domain.errors import ConfigError

OLD = "whsec_" + base64.b64encode(b"o" * 24).decode()
NEW = "whsec_" + base64.b64encode(b"n" * 64).decode()
BODY = '{"b":1,"a":"Ղարաբաղ “南海”","z":null}'.encode()


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@pytest.mark.parametrize("secret", [OLD, NEW, OLD.rstrip("=")])
def test_the_specifications_library_verifies_our_signature(secret: str) -> None:
    assert Webhook(secret).verify(BODY, dict(Signer("hub", secret).headers("d-1", now(), BODY)))["a"] == "Ղարաբաղ “南海”"


@pytest.mark.parametrize("hours", [-11, -5, 0, 5.5, 14])
def test_the_time_zone_of_the_clock_does_not_matter(hours: float) -> None:
    at = now().astimezone(dt.timezone(dt.timedelta(hours=hours)))
    headers = dict(Signer("hub", OLD).headers("d-1", at, BODY))
    Webhook(OLD).verify(BODY, headers)
    assert headers["webhook-timestamp"] == str(int(at.timestamp()))


def test_the_signature_is_the_specifications_example() -> None:
    # The example of the Standard Webhooks specification's libraries.
    headers = Signer("hub", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek", dt.datetime.fromtimestamp(1614265330, dt.UTC), b'{"test": 2432232314}'
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("changed", [{"webhook-id": "d-2"}, {"webhook-timestamp": "+1"}, {"body": BODY.replace(b"1", b"2")}, {"body": BODY + b" "}])
def test_a_changed_id_time_or_body_does_not_verify(changed: dict[str, object]) -> None:
    headers = dict(Signer("hub", OLD).headers("d-1", now(), BODY))
    body = changed.pop("body", BODY)
    if "webhook-timestamp" in changed:
        changed["webhook-timestamp"] = str(int(headers["webhook-timestamp"]) + 1)
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(body, headers | changed)  # type: ignore[arg-type]


def test_a_replay_after_more_than_five_minutes_does_not_verify() -> None:
    headers = dict(Signer("hub", OLD).headers("d-1", now() - dt.timedelta(minutes=5, seconds=5), BODY))
    with pytest.raises(WebhookVerificationError, match="too old"):
        Webhook(OLD).verify(BODY, headers)


def test_during_a_rotation_either_secret_verifies() -> None:
    headers = dict(Signer("hub", f"{NEW} {OLD}").headers("d-1", now(), BODY))
    for secret in (OLD, NEW):
        Webhook(secret).verify(BODY, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + base64.b64encode(b"x" * 24).decode()).verify(BODY, headers)


def test_a_plain_secret_verifies_as_its_bytes() -> None:
    secret = "correct-horse-battery-staple!"
    Webhook(secret.encode()).verify(BODY, dict(Signer("hub", secret).headers("d-1", now(), BODY)))


def test_a_plain_secret_that_is_base64_verifies_both_ways() -> None:
    secret = OLD.removeprefix("whsec_")
    headers = dict(Signer("hub", secret).headers("d-1", now(), BODY))
    Webhook(secret).verify(BODY, headers)
    Webhook(secret.encode()).verify(BODY, headers)


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "   ",
        "short-sentinel",
        "whsec_",
        "whsec_" + base64.b64encode(b"s" * 23).decode(),
        "whsec_not base64!",
        "whsec_sentinel-sentinel-sentinel-sentinel",  # dashes are no base64
        f"{OLD} short-sentinel",
        "sentinel secret in plain words",  # spaces separate secrets
    ],
)
def test_a_weak_or_unreadable_secret_is_refused_without_being_shown(secret: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Signer("hub", secret)
    assert "hub.webhook.secret" in str(caught.value)
    assert "sentinel" not in str(caught.value)
