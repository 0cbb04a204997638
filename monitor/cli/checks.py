"""The checks of ``contactline doctor``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from monitor.config import Config, load_config
from monitor.domain.errors import ContactlineError


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it is well, and one line about it."""

    name: str
    ok: bool
    detail: str


def run_checks() -> list[Check]:
    """All checks in order; a configuration that cannot be read ends them."""
    try:
        config = load_config()
    except ContactlineError as error:
        return [Check("configuration", False, str(error))]
    checks = [Check("configuration", True, str(config.config_file or "built-in defaults"))]
    for name, look in (("database", _database), ("gazetteer", _gazetteer), ("models", _models), ("receivers", _receivers), ("scheduler", _scheduler)):
        checks.append(_guarded(name, look, config))
    return checks


def _guarded(name: str, look: Callable[[Config], str], config: Config) -> Check:
    try:
        return Check(name, True, look(config))
    except ContactlineError as error:
        return Check(name, False, str(error))


def _database(config: Config) -> str:
    from monitor.adapters.store.migrate import integrity
    from monitor.adapters.store.store import open_store

    open_store(config.database_url).close()
    damaged = integrity(config.database_url)
    if damaged:
        raise ContactlineError("; ".join(damaged[:3]))
    return "schema up to date, no damage found"


def _gazetteer(_: Config) -> str:
    from monitor.understand.gazetteer import load_gazetteer

    g = load_gazetteer()
    return f"{len(g.territories)} territories, {sum(len(t.places) for t in g.territories)} places, {len(g.actors)} actors (version {g.version})"


def _models(config: Config) -> str:
    from monitor.adapters.artefacts import load_models

    return f"version {load_models(config.model_folder).version}"


def _receivers(config: Config) -> str:
    from monitor.adapters.notify.signing import Signer

    for name, hook in config.webhooks.items():
        Signer(name, hook.secret.value)
    if any(r.email for r in config.receivers.values()) and config.smtp_url is None:
        raise ContactlineError("a receiver has e-mail addresses, but CONTACTLINE_SMTP_URL is not set")
    return f"{len(config.receivers)} receivers, {len(config.routes)} routes"


def _scheduler(_: Config) -> str:
    from importlib.metadata import version

    wanted = {"prefect": "3.8.8", "fastapi": "0.150", "sqlalchemy": "2.0"}
    found = {name: version(name) for name in wanted}
    if tuple(map(int, found["sqlalchemy"].split(".")[:2])) >= (2, 1) or tuple(map(int, found["fastapi"].split(".")[:2])) >= (0, 151):
        raise ContactlineError(
            f"versions that do not work with Prefect 3.8.8: fastapi {found['fastapi']} (below 0.151), sqlalchemy {found['sqlalchemy']} (below 2.1)"
        )
    return ", ".join(f"{name} {v}" for name, v in found.items())
