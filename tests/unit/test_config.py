"""Configuration from file and environment: what it becomes, and one line for every wrong key or value."""

from __future__ import annotations

import datetime as dt
import ipaddress
from pathlib import Path

import pytest

from monitor.config import Config, load_config
from monitor.config.values import duration
from monitor.domain.errors import ConfigError

DESK = '[[receivers]]\nname = "desk"\nemail = ["desk@x.example"]\n'
HUB = '[[receivers]]\nname = "hub"\nwebhook = { url = "https://x.example/hook", secret = "s3cret-of-hub" }\n'


def load(folder: Path, text: str | None = None, **environment: str) -> Config:
    if text is not None:
        (folder / "contactline.toml").write_text(text, "utf8")
    return load_config({"CONTACTLINE_DATA_DIR": str(folder / "data"), **environment}, folder=folder)


def test_without_anything_the_defaults_hold(tmp_path: Path) -> None:
    config = load(tmp_path)
    assert config.config_file is None and config.receivers == {} and config.routes == ()
    assert config.database_url == f"sqlite:///{tmp_path / 'data' / 'contactline.sqlite3'}"
    assert (config.rules.min_level, config.rules.resolve_after, config.allow_networks, config.clock) == (3, dt.timedelta(days=7), (), None)


def test_the_example_of_the_interface_is_read(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        """
[feeds]
files = ["feeds.opml"]
[[receivers]]
name = "desk"
email = ["desk@example.org"]
[[receivers]]
name = "hub"
webhook = { url = "https://example.org/hook", secret_env = "HUB_SECRET" }
[[routes]]
territories = ["nagorno-karabakh", "kashmir"]
min_level = 3
receivers = ["desk", "hub"]
group_wait = "30s"
group_interval = "5m"
repeat_interval = "12h"
""",
        HUB_SECRET="whsec_x",
    )
    assert config.config_file == tmp_path / "contactline.toml" and config.feed_files == (tmp_path / "feeds.opml",)
    (route,) = config.routes
    assert route.territories == {"nagorno-karabakh", "kashmir"} and route.receivers == ("desk", "hub") and route.min_level == 3
    assert (route.group_wait, route.group_interval, route.repeat_interval) == (
        dt.timedelta(seconds=30),
        dt.timedelta(minutes=5),
        dt.timedelta(hours=12),
    )
    assert config.webhooks["hub"].secret.value == "whsec_x" and config.receivers["hub"].webhook and not config.receivers["desk"].webhook


def test_receivers_without_routes_get_everything(tmp_path: Path) -> None:
    (route,) = load(tmp_path, DESK + HUB).routes
    assert route.receivers == ("desk", "hub") and route.territories == frozenset() and route.min_level == 0


def test_alerts_open_from_the_lowest_level_that_a_route_wants(tmp_path: Path) -> None:
    assert load(tmp_path, DESK + '[[routes]]\nreceivers = ["desk"]\nmin_level = 5\n').rules.min_level == 5
    assert load(tmp_path, DESK + '[alerts]\nmin_level = 2\n[[routes]]\nreceivers = ["desk"]\nmin_level = 5\n').rules.min_level == 2


WRONG = [
    ("surprise = 1", "surprise", "a known key"),
    ("[feeds]\nfile = []", "feeds.file", "a known key"),
    ("[feeds]\nfiles = [1]", "feeds.files", "a list of texts"),
    ('[feeds]\ninterval = "soon"', "feeds.interval", "a duration"),
    ("[feeds]\ninterval = 5", "feeds.interval", "a duration"),
    ("[feeds]\nconcurrency = 0", "feeds.concurrency", "a whole number from 1 to 500"),
    ("[feeds]\nconcurrency = true", "feeds.concurrency", "a whole number"),
    ("feeds = 3", "feeds", "a table"),
    ('[network]\nallow = ["10.0.0.0/99"]', "network.allow", "networks as CIDR"),
    ("[network]\nmax_body_bytes = 5", "network.max_body_bytes", "a whole number from"),
    ("[alerts]\nmin_level = 7", "alerts.min_level", "a whole number from 1 to 6"),
    ("[alerts]\nmin_level = 3.0", "alerts.min_level", "a whole number"),
    ("[database]\nurl = 3", "database.url", "a text"),
    ("[receivers]\nname = 'x'", "receivers", "an array of tables"),
    ("[[receivers]]\nemail = ['a@x.example']", "receivers[0].name", "a text"),
    ("[[receivers]]\nname = 'a'", "receivers[0].email", "at least one e-mail address or a webhook"),
    ("[[receivers]]\nname = 'a'\nwebhok = {}", "receivers[0].webhok", "a known key"),
    ("[[receivers]]\nname = 'a'\nemail = ['not an address']", "receivers[0].email", "an e-mail address"),
    ("[[receivers]]\nname = 'a'\nemail = ['a@x.example, b@x.example']", "receivers[0].email", "an e-mail address"),
    (DESK + DESK, "receivers[1].name", "a name that no other receiver has"),
    (DESK + "colour = 'red'\n", "receivers[0].colour", "a known key"),
    ("[[receivers]]\nname = 'a'\nwebhook = { url = 'ftp://x', secret = 's' }", "receivers[0].webhook.url", "an http or https address"),
    ("[[receivers]]\nname = 'a'\nwebhook = { url = 'https://x' }", "receivers[0].webhook.secret_env", "a secret"),
    ("[[receivers]]\nname = 'a'\nwebhook = { url = 'https://x', secret_env = 'NOT_SET' }", "receivers[0].webhook.secret_env", "NOT_SET is not"),
    (
        "[[receivers]]\nname = 'a'\nwebhook = { url = 'https://x', secret_file = '/no/such/file' }",
        "receivers[0].webhook.secret_file",
        "a readable file",
    ),
    (DESK + '[[routes]]\nreceivers = ["nobody"]', "routes[0].receivers", "there is none called 'nobody'"),
    (DESK + "[[routes]]\nreceivers = []", "routes[0].receivers", "at least one receiver"),
    (DESK + '[[routes]]\nreceivers = ["desk"]\nmin_level = 9', "routes[0].min_level", "a whole number from 0 to 6"),
    (DESK + '[[routes]]\nreceivers = ["desk"]\ngroup_wait = "-5s"', "routes[0].group_wait", "a duration"),
    ("[smtp]\nurl_env = 'NOT_SET'", "smtp.url_env", "NOT_SET is not"),
    ("[feeds\n", "file", "valid TOML"),
]


@pytest.mark.parametrize(("text", "key", "expected"), WRONG, ids=[f"{k}-{i}" for i, (_, k, _) in enumerate(WRONG)])
def test_a_wrong_key_or_value_is_one_line_with_file_key_and_expectation(tmp_path: Path, text: str, key: str, expected: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, text)
    told = " ".join(str(refused.value).split())
    assert told.startswith(f"{tmp_path / 'contactline.toml'}: {key}: expected ") and expected in told


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("CONTACTLINE_CONFIG", "/no/such/file.toml", "the path of a file"),
        ("CONTACTLINE_ALLOW_NETWORKS", "127.0.0.1/32,here", "networks as CIDR"),
        ("CONTACTLINE_CLOCK", "yesterday,0,1", "START,AT,SPEED"),
        ("CONTACTLINE_CLOCK", "2024-03-05T00:00:00Z,0,0", "a factor above 0"),
        ("CONTACTLINE_CLOCK", "2024-03-05T00:00:00Z,0", "START,AT,SPEED"),
        ("CONTACTLINE_CLOCK", "2024-03-05T00:00:00Z,0,1,2", "START,AT,SPEED"),
        ("CONTACTLINE_CLOCK", "2024-03-05T00:00:00Z,0,nan", "a factor above 0"),
        ("CONTACTLINE_CLOCK", "2024-03-05T00:00:00Z,inf,1", "START,AT,SPEED"),
    ],
)
def test_a_wrong_variable_is_one_line(tmp_path: Path, variable: str, value: str, expected: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, **{variable: value})
    assert str(refused.value).startswith(f"environment: {variable}: expected ") and expected in str(refused.value)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    text = '[database]\nurl = "sqlite:///file.sqlite3"\n[network]\nallow = ["10.0.0.0/8"]\n[smtp]\nurl = "smtp://file"\nsender = "file@x.example"\n'
    config = load(
        tmp_path,
        text,
        CONTACTLINE_DATABASE_URL="sqlite:///env.sqlite3",
        CONTACTLINE_ALLOW_NETWORKS="127.0.0.10, 192.168.0.0/16",
        CONTACTLINE_SMTP_URL="smtp://env",
        CONTACTLINE_MAIL_SENDER="env@x.example",
    )
    assert (config.database_url, config.mail_sender) == ("sqlite:///env.sqlite3", "env@x.example")
    assert config.allow_networks == (ipaddress.ip_network("127.0.0.10/32"), ipaddress.ip_network("192.168.0.0/16"))
    assert config.smtp_url is not None and config.smtp_url.value == "smtp://env"
    assert load(tmp_path, text, CONTACTLINE_ALLOW_NETWORKS="").allow_networks == (), "an empty variable closes what the file opens"


def test_a_file_may_be_named_by_the_environment(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text("[feeds]\nconcurrency = 7\n", "utf8")
    assert load(tmp_path, CONTACTLINE_CONFIG=str(tmp_path / "other.toml")).poll_concurrency == 7


def test_secrets_are_in_no_repr(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from-a-file\n", "utf8")
    text = HUB + f"[[receivers]]\nname = 'b'\nwebhook = {{ url = 'https://x.example', secret_file = '{tmp_path / 'secret'}' }}\n"
    config = load(tmp_path, text, CONTACTLINE_SMTP_URL="smtp://user:hunter2@x.example")
    assert config.webhooks["b"].secret.value == "from-a-file"
    for shown in (repr(config), str(config.smtp_url), f"{config.webhooks}"):
        assert not any(secret in shown for secret in ("hunter2", "s3cret-of-hub", "from-a-file"))


def test_the_clock_of_a_trial(tmp_path: Path) -> None:
    clock = load(tmp_path, CONTACTLINE_CLOCK="2024-03-05T02:00:00+02:00,1700000000,60").clock
    assert clock is not None and (clock.start, clock.at, clock.speed) == (dt.datetime(2024, 3, 5, tzinfo=dt.UTC), 1700000000.0, 60.0)
    naive = load(tmp_path, CONTACTLINE_CLOCK="2024-03-05T00:00:00,0,1").clock
    assert naive is not None and naive.start == dt.datetime(2024, 3, 5, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("30s", 30), ("5m", 300), ("12h", 43200), ("7d", 604800), ("1h30m", 5400), ("1.5h", 5400), ("250ms", 0.25), ("1h 30m", 5400)],
)
def test_durations(text: str, seconds: float) -> None:
    assert duration(text) == dt.timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "5", "m", "5 minutes", "-5s", "5s later", "1h,30m"])
def test_what_is_no_duration(text: str) -> None:
    assert duration(text) is None
