from __future__ import annotations

from pathlib import Path

from flows.settings import prefect_settings


def test_nothing_is_sent_home_whatever_the_environment_says(tmp_path: Path) -> None:
    settings = prefect_settings(tmp_path, 4200, {"PREFECT_SERVER_ANALYTICS_ENABLED": "true", "DO_NOT_TRACK": "0"})
    assert settings["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert settings["DO_NOT_TRACK"] == "1"
    assert settings["PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT"] == "false"


def test_the_operators_own_home_and_settings_win_over_our_defaults(tmp_path: Path) -> None:
    given = {"PREFECT_HOME": "/srv/prefect", "PREFECT_LOGGING_LEVEL": "DEBUG", "PREFECT_SERVER_API_AUTH_STRING": "admin:x"}
    settings = prefect_settings(tmp_path, 4300, given)
    assert "PREFECT_HOME" not in settings
    assert "PREFECT_LOGGING_LEVEL" not in settings
    assert settings["PREFECT_API_AUTH_STRING"] == "admin:x"
    assert settings["PREFECT_API_URL"] == "http://127.0.0.1:4300/api"
    assert prefect_settings(tmp_path, 4300, {})["PREFECT_HOME"] == str(tmp_path / "prefect")
