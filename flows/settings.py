"""What Prefect is told, as environment variables: it reads them when it is first imported, and so does every process it starts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

HOST = "127.0.0.1"

# An operator's own value wins over these.
_DEFAULTS = {
    "PREFECT_LOGGING_LEVEL": "INFO",  # what the UI shows of a run
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",  # what logs/runs.log gets of it
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_RUNNER_POLL_FREQUENCY": "5",  # seconds until a run asked for in the UI is noticed; 10 by default
    # Runs would stay for ever: by default only events are deleted. A pass every five minutes makes some 50 MB a day.
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(7 * 86400),
    "PREFECT_SERVER_UI_V2_ENABLED": "false",  # the browser side of V2 asks a foreign host for its configuration whatever is set; it stays at /v2
}
# These are part of what the product promises: nothing leaves this machine by Prefect's doing.
_FIXED = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",  # a server that cannot be reached is an error, not a reason for a second one
    "PYTHONSAFEPATH": "1",  # a file in the operator's folder must not stand in for a module
}


def address(port: int) -> str:
    """Where the UI is; the API is at ``/api`` below it."""
    return f"http://{HOST}:{port}"


def prefect_settings(data_folder: Path, port: int, given: Mapping[str, str]) -> dict[str, str]:
    """The variables to set beside those ``given``, for a server of our own on ``port``."""
    settings = {name: value for name, value in _DEFAULTS.items() if not given.get(name)}
    settings |= _FIXED
    settings["PREFECT_API_URL"] = f"{address(port)}/api"
    settings["PREFECT_UI_URL"] = address(port)
    settings["PREFECT_SERVER_UI_API_URL"] = f"{address(port)}/api"
    if not given.get("PREFECT_HOME"):
        settings["PREFECT_HOME"] = str((data_folder / "prefect").absolute())
    password = given.get("PREFECT_SERVER_API_AUTH_STRING")
    if password and not given.get("PREFECT_API_AUTH_STRING"):
        settings["PREFECT_API_AUTH_STRING"] = password  # our own flows must get in, too
    return settings
