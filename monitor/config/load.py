"""Reading and checking the configuration. Every wrong key or value is one line: file, key, what was expected."""

from __future__ import annotations

import datetime as dt
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from monitor.alerting.routes import Receiver, Route
from monitor.alerting.rules import RuleSettings
from monitor.config.types import ClockSetting, Config, Network, Secret, WebhookEndpoint
from monitor.config.values import Table, parse_clock, parse_networks
from monitor.domain.errors import ConfigError

FILE_NAME = "contactline.toml"


def load_config(environment: Mapping[str, str] | None = None, *, folder: Path | None = None) -> Config:
    """The configuration from file and environment. Raises ConfigError.

    ``environment`` and ``folder`` (where ``contactline.toml`` is looked for) are the process's own unless given.
    """
    env = os.environ if environment is None else environment
    path = _file(env, folder or Path.cwd())
    table = _read(path)
    database, feeds, network, alerts, smtp, models = (table.table(k) for k in ("database", "feeds", "network", "alerts", "smtp", "models"))
    receivers, webhooks = _receivers(table, env)
    routes = _routes(table, receivers)
    data_folder = _data_folder(env)
    database_url = database.text("url", f"sqlite:///{data_folder / 'contactline.sqlite3'}")
    mail_sender = smtp.text("sender", "contactline@localhost")
    smtp_url = _secret(env, "CONTACTLINE_SMTP_URL", smtp, "url")
    config = Config(
        config_file=path,
        database_url=env.get("CONTACTLINE_DATABASE_URL") or database_url,
        data_folder=data_folder,
        feed_files=tuple((path.parent if path else Path()) / f for f in feeds.texts("files")),
        poll_interval=feeds.duration("interval", dt.timedelta(minutes=5)),
        poll_concurrency=feeds.integer("concurrency", 50, low=1, high=500),
        allow_networks=_networks(env, network),
        request_deadline=network.duration("deadline", dt.timedelta(seconds=30)),
        max_body_bytes=network.integer("max_body_bytes", 10_000_000, low=10_000, high=200_000_000),
        rules=RuleSettings(
            min_level=alerts.integer("min_level", min((r.min_level or 3 for r in routes), default=3), low=1, high=6),
            resolve_after=alerts.duration("resolve_after", dt.timedelta(days=7)),
        ),
        receivers=receivers,
        webhooks=webhooks,
        routes=routes,
        smtp_url=smtp_url,
        mail_sender=env.get("CONTACTLINE_MAIL_SENDER") or mail_sender,
        clock=_clock(env),
        model_folder=_optional_path(models.text("folder", "")),
        failpoint=env.get("CONTACTLINE_FAILPOINT") or None,
    )
    for part in (database, feeds, network, alerts, smtp, models, table):
        part.done()
    return config


def _file(env: Mapping[str, str], folder: Path) -> Path | None:
    named = env.get("CONTACTLINE_CONFIG")
    if named:
        if not Path(named).is_file():
            raise ConfigError("environment", "CONTACTLINE_CONFIG", f"the path of a file, there is none at {named}")
        return Path(named)
    found = folder / FILE_NAME
    return found if found.is_file() else None


def _read(path: Path | None) -> Table:
    if path is None:
        return Table("defaults", "", {})
    try:
        return Table(str(path), "", tomllib.loads(path.read_text("utf8")))
    except OSError as error:
        raise ConfigError(str(path), "file", f"a readable file ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), "file", f"valid TOML ({error})") from error


def _data_folder(env: Mapping[str, str]) -> Path:
    if given := env.get("CONTACTLINE_DATA_DIR"):
        return Path(given)
    import platformdirs

    return platformdirs.user_data_path("contactline", appauthor=False)


def _optional_path(text: str) -> Path | None:
    return Path(text) if text else None


def _secret(env: Mapping[str, str], variable: str, table: Table, key: str) -> Secret | None:
    """From the environment, else ``KEY_env`` (a variable's name), ``KEY_file`` (a path) or ``KEY`` itself."""
    direct, from_env, from_file = table.text(key, ""), table.text(f"{key}_env", ""), table.text(f"{key}_file", "")
    if env.get(variable):
        return Secret(env[variable])
    if from_env:
        if not env.get(from_env):
            raise ConfigError(table.file, f"{table.name(key)}_env", f"the name of an environment variable that is set, {from_env} is not")
        return Secret(env[from_env])
    if from_file:
        try:
            return Secret(Path(from_file).read_text("utf8").strip())
        except OSError as error:
            raise ConfigError(table.file, f"{table.name(key)}_file", f"a readable file ({error.strerror})") from error
    return Secret(direct) if direct else None


def _networks(env: Mapping[str, str], network: Table) -> tuple[Network, ...]:
    listed = network.texts("allow")
    if (given := env.get("CONTACTLINE_ALLOW_NETWORKS")) is not None:
        return parse_networks("environment", "CONTACTLINE_ALLOW_NETWORKS", [g for g in given.split(",") if g.strip()])
    return parse_networks(network.file, network.name("allow"), listed)


def _clock(env: Mapping[str, str]) -> ClockSetting | None:
    given = env.get("CONTACTLINE_CLOCK")
    return parse_clock(given) if given else None


def _receivers(table: Table, env: Mapping[str, str]) -> tuple[dict[str, Receiver], dict[str, WebhookEndpoint]]:
    receivers: dict[str, Receiver] = {}
    webhooks: dict[str, WebhookEndpoint] = {}
    for row in table.tables("receivers"):
        name = row.text("name", None)
        if name in receivers:
            raise ConfigError(row.file, row.name("name"), f"a name that no other receiver has, {name!r} is there twice")
        emails = row.texts("email")
        for address in emails:
            if address.count("@") != 1 or any(c.isspace() or c in ",;<>" for c in address) or address.startswith("@") or address.endswith("@"):
                raise ConfigError(row.file, row.name("email"), f"an e-mail address, not {address!r}")
        hook = row.optional_table("webhook")
        if hook is not None:
            url = hook.text("url", None)
            if not url.startswith(("http://", "https://")):
                raise ConfigError(row.file, hook.name("url"), "an http or https address")
            secret = _secret(env, "", hook, "secret")
            if secret is None:
                raise ConfigError(row.file, hook.name("secret_env"), "a secret, given by secret_env or secret_file")
            webhooks[name] = WebhookEndpoint(url, secret)
            hook.done()
        row.done()  # first: a misspelt "webhook" is the cause, an address that is missing what comes of it
        if not emails and hook is None:
            raise ConfigError(row.file, row.name("email"), "at least one e-mail address or a webhook")
        receivers[name] = Receiver(name, tuple(emails), hook is not None)
    return receivers, webhooks


def _routes(table: Table, receivers: Mapping[str, Receiver]) -> tuple[Route, ...]:
    routes = []
    for row in table.tables("routes"):
        names = row.texts("receivers")
        for name in names:
            if name not in receivers:
                raise ConfigError(row.file, row.name("receivers"), f"names of receivers, there is none called {name!r}")
        if not names:
            raise ConfigError(row.file, row.name("receivers"), "at least one receiver's name")
        routes.append(
            Route(
                receivers=tuple(names),
                territories=frozenset(row.texts("territories")),
                min_level=row.integer("min_level", 0, low=0, high=6),
                group_wait=row.duration("group_wait", dt.timedelta(0)),
                group_interval=row.duration("group_interval", dt.timedelta(0)),
                repeat_interval=row.duration("repeat_interval", dt.timedelta(0)) or None,
            )
        )
        row.done()
    if not routes and receivers:
        routes.append(Route(tuple(receivers)))
    return tuple(routes)
