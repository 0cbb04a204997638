"""Configuration: the only reader of the environment and of ``contactline.toml``. Environment variables win."""

from monitor.config.load import load_config
from monitor.config.types import ClockSetting, Config, Secret, WebhookEndpoint

__all__ = ["ClockSetting", "Config", "Secret", "WebhookEndpoint", "load_config"]
