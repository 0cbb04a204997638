"""``contactline up``: server, UI, schedules and runs in one command, until a signal; then everything stops in order."""

from __future__ import annotations

import datetime as dt
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from flows.runlog import printing_to
from flows.server import Server, only_one, refuse_taken_port
from flows.settings import address, prefect_settings
from monitor.config import Config, load_config

if TYPE_CHECKING:
    from flows.serving import Serving

LOOK_EVERY = 0.5  # seconds between two looks at the server and the runner


def up(port: int, interval: int) -> int:
    """Serve on ``port`` with a pass every ``interval`` seconds; returns 0 after SIGINT or SIGTERM.

    Raises PortTaken, AlreadyUp, ServerFailed, and what opening the database raises.
    """
    config = load_config()
    with only_one(config.data_folder), _signals() as stop:
        refuse_taken_port(port)
        _open_database(config)
        os.environ.update(prefect_settings(config.data_folder, port, os.environ))
        Path(os.environ["PREFECT_HOME"]).mkdir(mode=0o700, parents=True, exist_ok=True)
        logs = config.data_folder / "logs"
        server = Server(port, logs / "prefect-server.log", os.environ)
        # A run whose server is gone prints pages of tracebacks, the runner more: beside them nobody finds the one line that says why.
        with printing_to(logs / "runs.log") as terminal:
            say = _speaking_to(terminal)
            try:
                server.start()
                say(f"starting the server on {address(port)} (logs of the server and of the runs: {logs})")
                from flows.serving import Serving  # imports Prefect, which reads its settings now; takes as long as its server takes to start

                if server.wait_ready(stopped=stop.is_set):
                    _serve(server, Serving(dt.timedelta(seconds=interval)), address(port), stop, say)
                else:
                    say("stopping")
            finally:
                server.stop()
            say("stopped")
    return 0


def _serve(server: Server, serving: Serving, ui: str, stop: threading.Event, say: Callable[[str], None]) -> None:
    try:
        serving.start()
        told = False
        while not stop.wait(LOOK_EVERY):
            server.check()
            serving.check()
            if serving.ready and not told:
                told = True
                _say_up(serving, ui, say)
    finally:
        say("stopping")  # first: a runner that has lost its server takes a minute to give up
        serving.stop()


def _say_up(serving: Serving, ui: str, say: Callable[[str], None]) -> None:
    if serving.healed:
        say(f"runs of an earlier life that are now declared crashed: {serving.healed}; what they had stored stays")
    say(f"up: {ui} shows runs and alerts; a pass every {serving.interval.total_seconds():.0f} s; Ctrl-C stops")


def _open_database(config: Config) -> None:
    """Open our own database once, so that its trouble is told here in one line and not by every run; makes its schema when it is new."""
    from monitor.adapters.store.store import open_store

    open_store(config.database_url).close()


@contextmanager
def _signals() -> Iterator[threading.Event]:
    """An event set by SIGINT and SIGTERM, also when a shell started us in the background with SIGINT ignored; a second one changes nothing."""
    stop = threading.Event()

    def handle(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _speaking_to(terminal: TextIO) -> Callable[[str], None]:
    def say(line: str) -> None:
        terminal.write(f"contactline: {line}\n")
        terminal.flush()

    return say
