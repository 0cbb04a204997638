"""Prefect's server as a child process: started, waited for, stopped; one at a time for one data folder."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from flows.settings import HOST, address
from monitor.domain.errors import ContactlineError
from monitor.text.clean import one_line

READY_WITHIN = 90.0  # seconds; a first start makes Prefect's own database and takes ten to twenty
STOP_WITHIN = 15.0
_PR_SET_PDEATHSIG = 1  # prctl(2)


class PortTaken(ContactlineError):
    """Something listens on the port already."""

    def __init__(self, port: int) -> None:
        super().__init__(f"port {port} of {HOST} is taken: stop what listens there, or choose another with --port")
        self.port = port


class AlreadyUp(ContactlineError):
    """Another process serves the same data folder; two would declare each other's runs dead."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"another contactline up is running with the data folder {folder}")
        self.folder = folder


class ServerFailed(ContactlineError):
    """The server did not start, or stopped by itself. Starting again can help."""

    retryable = True

    def __init__(self, what: str, log: Path, last_line: str) -> None:
        super().__init__(f"the server {what}; " + (f"its last words: {last_line}" if last_line else "it said nothing") + f" (all of it: {log})")


def refuse_taken_port(port: int) -> None:
    """Raise PortTaken when the port cannot be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections of an earlier life that linger are no obstacle
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTaken(port) from error


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the data folder for this process; the system lets go of it however the process ends. Raises AlreadyUp."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "up.lock").open("w")
    except OSError as error:
        raise ContactlineError(f"the data folder {folder} cannot be used ({error.strerror})") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyUp(folder) from error
        yield


class Server:
    """One server process. Its output goes to ``log``; the log of the life before lies beside it with ``.1`` at its end."""

    def __init__(self, port: int, log: Path, environment: Mapping[str, str]) -> None:
        self.port = port
        self.log = log
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it in a session of its own, so that the terminal's Ctrl-C reaches only us and we stop it in order."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists():
            self.log.replace(self.log.with_suffix(self.log.suffix + ".1"))
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(self.port)]
        with self.log.open("wb") as output:
            self._process = subprocess.Popen(  # noqa: S603  our own interpreter with fixed arguments
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent(),  # safe: no thread of ours exists yet
            )

    def wait_ready(self, *, stopped: Callable[[], bool], seconds: float = READY_WITHIN) -> bool:
        """True once the API answers, False when ``stopped`` says so before. Raises ServerFailed."""
        end = time.monotonic() + seconds
        while not stopped():
            self.check()
            if _answers(f"{address(self.port)}/api/health"):
                return True
            if time.monotonic() > end:
                raise ServerFailed(f"did not answer within {seconds:.0f} s", self.log, self._last_line())
            time.sleep(0.2)
        return False

    def check(self) -> None:
        """Raise ServerFailed when the process has ended."""
        if self._process is not None and (status := self._process.poll()) is not None:
            raise ServerFailed(f"ended with status {status}", self.log, self._last_line())

    def stop(self, seconds: float = STOP_WITHIN) -> None:
        """SIGINT, another half-way (a browser's open connection holds the first one up), then SIGKILL. Returns when it is gone."""
        process, self._process = self._process, None
        if process is None:
            return
        for _ in range(2):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(seconds / 2)
                break
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # also what it may have started itself
        process.wait()

    def _last_line(self) -> str:
        with suppress(OSError):
            lines = self.log.read_bytes()[-8000:].decode("utf8", "replace").splitlines()
            words = [line for line in lines if any(c.isalnum() for c in line)]  # boxes are drawn around some of them
            return one_line(words[-1].strip("│ "), 300) if words else ""
        return ""


def _answers(url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # a proxy of the environment does not lead to this machine
    try:
        with opener.open(url, timeout=2.0) as response:
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux: the child is killed when we are, or it would hold the port and Prefect's database against our next life."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
