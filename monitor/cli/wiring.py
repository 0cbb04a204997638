"""From the configuration to a running application: what every command begins with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.bootstrap import App
    from monitor.config import Config


def make_app(config: Config | None = None) -> App:
    """The application of the current configuration. Raises ConfigError."""
    from monitor.bootstrap import App
    from monitor.config import load_config

    return App(config or load_config())


@contextmanager
def opened() -> Iterator[App]:
    """The application for a command without network; its store and children are closed at the end."""
    app = make_app()
    try:
        yield app
    finally:
        if "children" in vars(app):
            app.children.close()
        if "store" in vars(app):
            app.store.close()
