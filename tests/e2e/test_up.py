"""``contactline up`` as an operator meets it: a real server, real runs, signals, and lives that ended badly."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 150.0  # seconds until something must have come about, on a machine that does other things too
FEEDS_HOST = "127.0.0.10"
pytestmark = pytest.mark.timeout(900)
slow = pytest.mark.slow


class Up:
    """One life of the command in a folder of its own; a second one may follow in the same folder."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.output = folder / "up.out"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, interval: int = 15) -> Up:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CONTACTLINE_", "PREFECT_"))}
        environment = {
            **kept,
            "HOME": str(self.folder),
            "CONTACTLINE_DATA_DIR": str(self.folder / "data"),
            "CONTACTLINE_ALLOW_NETWORKS": f"{FEEDS_HOST}/32",
        }
        command = [sys.executable, "-m", "monitor.cli.main", "up", "--port", str(self.port), "--interval", str(interval)]
        with self.output.open("wb") as output:
            self._process = subprocess.Popen(command, cwd=self.folder, env=environment, stdout=output, stderr=output, start_new_session=True)
        return self

    def wait_up(self) -> Up:
        self.until("it is up", lambda: "contactline: up:" in self.said())
        return self

    def said(self) -> str:
        return self.output.read_text("utf8", "replace")

    def until(self, what: str, reached: Callable[[], Any]) -> Any:
        """Wait for something; fails with the output when it does not come or the process ends before."""
        end = time.monotonic() + PATIENCE
        while not (found := reached()):
            assert self._process is None or self._process.poll() is None, f"ended before {what}:\n{self.said()}"
            assert time.monotonic() < end, f"waited in vain until {what}:\n{self.said()}\n{self.server_log()}"
            time.sleep(0.2)
        return found

    def stop(self, number: signal.Signals) -> int:
        """Send the signal to the one process; its exit status."""
        assert self._process is not None
        self._process.send_signal(number)
        status = self._process.wait(PATIENCE)
        self._process = None
        return status

    def wait(self) -> int:
        assert self._process is not None
        status = self._process.wait(PATIENCE)
        self._process = None
        return status

    def processes(self) -> dict[int, str]:
        """Everything that carries this folder in its environment: the command, the server, the runs and their children."""
        mark = f"CONTACTLINE_DATA_DIR={self.folder / 'data'}".encode()
        found = {}
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes().split(b"\0"):
                    found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        return found

    def kill_all(self) -> None:
        """kill -9, the command first."""
        for pid in sorted(self.processes()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait(PATIENCE)
            self._process = None
        self.until("all are dead", lambda: not self.processes())

    def ask(self, path: str, **body: Any) -> Any:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/{path}", json.dumps(body).encode(), {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)

    def runs(self, *states: str) -> list[dict[str, Any]]:
        """Runs in one of these states, the first expected first."""
        found = self.ask("flow_runs/filter", sort="EXPECTED_START_TIME_ASC", limit=200)
        return [run for run in found if run["state_type"] in states]

    def run(self, run_id: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/flow_runs/{run_id}", timeout=30) as response:
            return dict(json.load(response))

    def server_log(self) -> str:
        log = self.folder / "data" / "logs" / "prefect-server.log"
        return log.read_text("utf8", "replace") if log.exists() else ""


class SilentFeed:
    """Takes connections and never answers, so that a run stays in its poll until the fetch's own deadline."""

    def __init__(self) -> None:
        self._listener = socket.create_server((FEEDS_HOST, 0))
        self._held: list[socket.socket] = []
        threading.Thread(target=self._take, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://{FEEDS_HOST}:{self._listener.getsockname()[1]}/feed.xml"

    @property
    def asked(self) -> int:
        return len(self._held)

    def _take(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                self._held.append(self._listener.accept()[0])

    def close(self) -> None:
        self._listener.close()
        for connection in self._held:
            connection.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    made = Up(tmp_path, free_port())
    yield made
    made.kill_all()


@pytest.fixture
def silent_feed(tmp_path: Path) -> Iterator[SilentFeed]:
    feed = SilentFeed()
    (tmp_path / "feeds.txt").write_text(feed.url + "\n")
    (tmp_path / "contactline.toml").write_text('[feeds]\nfiles = ["feeds.txt"]\n')
    yield feed
    feed.close()


# --- refusals ----------------------------------------------------------------------------------------------------


def test_a_taken_port_is_refused_in_one_line(up: Up) -> None:
    with socket.create_server(("127.0.0.1", up.port)):
        assert up.start().wait() == 1
    assert up.said() == f"contactline: port {up.port} of 127.0.0.1 is taken: stop what listens there, or choose another with --port\n"


def test_a_second_one_on_the_same_data_is_refused_in_one_line(up: Up) -> None:
    (up.folder / "data").mkdir()
    with (up.folder / "data" / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert up.start().wait() == 1
    assert up.said() == f"contactline: another contactline up is running with the data folder {up.folder / 'data'}\n"


def test_a_database_that_is_none_is_told_before_anything_starts(up: Up) -> None:
    (up.folder / "data").mkdir()
    (up.folder / "data" / "contactline.sqlite3").write_bytes(b"this is no database" * 500)
    assert up.start().wait() == 1
    assert "is not a database" in up.said() and up.said().count("\n") == 1
    assert up.server_log() == ""


# --- lives -------------------------------------------------------------------------------------------------------


@slow
def test_passes_run_by_themselves_a_signal_ends_everything_and_a_second_life_goes_on(up: Up) -> None:
    up.start(interval=15).wait_up()
    asks = urllib.request.Request(f"http://127.0.0.1:{up.port}/dashboard", headers={"accept": "text/html"})
    with urllib.request.urlopen(asks, timeout=30) as page:
        assert b"<title>Prefect" in page.read()
    up.until("a scheduled pass completed", lambda: [r for r in up.runs("COMPLETED") if r["auto_scheduled"]])
    assert all(run["parameters"] == {} for run in up.ask("flow_runs/filter"))  # where nothing is, no secret can be
    ledger = up.until("its ledger is shown", lambda: [a for a in up.ask("artifacts/latest/filter") if a["key"] == "contactline-ledger"])
    assert json.loads(ledger[0]["data"])[0]["stage"] == "poll"

    assert up.stop(signal.SIGINT) == 0
    assert up.processes() == {}
    assert up.said().endswith("contactline: stopping\ncontactline: stopped\n")
    assert "Traceback" not in up.said()

    up.start(interval=3600).wait_up()
    before = {r["id"] for r in up.runs("COMPLETED")}
    up.until("a pass of the second life completed", lambda: [r for r in up.runs("COMPLETED") if r["id"] not in before])
    up.until("nothing hangs", lambda: not up.runs("RUNNING", "PENDING", "CANCELLING"))
    assert up.stop(signal.SIGTERM) == 0
    assert up.processes() == {}


@slow
def test_a_signal_in_the_middle_of_a_pass_cancels_it_and_leaves_no_process(up: Up, silent_feed: SilentFeed) -> None:
    up.start(interval=3600).wait_up()
    (run,) = up.until("a run waits for the silent feed", lambda: silent_feed.asked and up.runs("RUNNING"))

    assert up.stop(signal.SIGINT) == 0
    assert up.processes() == {}

    up.start(interval=3600).wait_up()
    assert up.run(run["id"])["state_type"] in {"CANCELLED", "CRASHED"}  # cancelled by us, or healed when the server was too slow to write it
    assert up.stop(signal.SIGTERM) == 0


@slow
def test_runs_of_a_life_that_was_killed_are_declared_crashed_and_the_next_life_works(up: Up, silent_feed: SilentFeed) -> None:
    up.start(interval=15).wait_up()
    (run,) = up.until("a run waits for the silent feed", lambda: silent_feed.asked and up.runs("RUNNING"))

    up.kill_all()
    silent_feed.close()  # refused from now on: a pass with a feed that fails is quick
    time.sleep(16)  # a tick is missed
    up.start(interval=15).wait_up()

    assert "runs of an earlier life" in up.said()
    healed = up.run(run["id"])
    assert (healed["state_type"], healed["state"]["message"]) == ("CRASHED", "contactline was stopped while this run was going on")
    up.until("a scheduled pass of the new life completed", lambda: [r for r in up.runs("COMPLETED") if r["auto_scheduled"]])
    assert up.stop(signal.SIGTERM) == 0
    assert up.processes() == {}


def _can_listen(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False


@slow
def test_a_killed_command_takes_its_server_along_so_that_the_port_is_free(up: Up) -> None:
    up.start(interval=3600).wait_up()
    os.kill(next(pid for pid, line in up.processes().items() if " up --port " in line), signal.SIGKILL)
    up.wait()
    up.until("the server is gone", lambda: not any("server start" in line for line in up.processes().values()))
    up.until("the port is free", lambda: _can_listen(up.port))  # the system may close a dead process's sockets a moment after it


@slow
def test_a_server_that_dies_ends_the_command_with_a_reason(up: Up) -> None:
    up.start(interval=3600).wait_up()
    os.kill(next(pid for pid, line in up.processes().items() if "server start" in line), signal.SIGKILL)
    assert up.wait() == 1
    lines = up.said().splitlines()
    assert all(line.startswith("contactline: ") for line in lines), "what runs and runner print of their lost server is in their log"
    assert lines[-2] == "contactline: stopping" and lines[-1].startswith("contactline: the server ended with status -9; its last words: ")
    assert up.processes() == {}


@slow
@pytest.mark.browser
def test_the_ui_shows_a_completed_pass_and_its_pages_ask_nobody_else(up: Up) -> None:
    chromium = shutil.which("chromium")
    assert chromium, "install Debian's chromium"
    up.start(interval=3600).wait_up()
    (run,) = up.until("the first pass completed", lambda: up.runs("COMPLETED"))

    page = f"http://127.0.0.1:{up.port}/runs/flow-run/{run['id']}"
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    flags += ["--disable-component-update", "--disable-sync", "--window-size=1280,800", "--virtual-time-budget=40000"]
    flags += ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]  # the browser itself likes to ask its makers
    log = up.folder / "net.json"
    shot = up.folder / "run.png"
    common = [chromium, *flags, f"--user-data-dir={up.folder / 'profile'}"]
    dom = subprocess.run([*common, f"--log-net-log={log}", "--dump-dom", page], capture_output=True, timeout=180, check=True).stdout.decode()
    subprocess.run([*common, f"--screenshot={shot}", page], capture_output=True, timeout=180, check=True)

    assert run["name"] in dom and "contactline watch" in dom and "Completed" in dom
    assert shot.read_bytes().startswith(b"\x89PNG") and shot.stat().st_size > 20_000
    assert asked_by_page(log, f"http://127.0.0.1:{up.port}") == {f"127.0.0.1:{up.port}"}


def asked_by_page(net_log: Path, origin: str) -> set[str]:
    """host:port of everything that pages of this origin made the browser request."""
    text = net_log.read_text("utf8", "replace").rstrip()
    events = json.loads(text if text.endswith("}") else text.rstrip(",") + "]}")["events"]  # a browser that is stopped leaves the log open
    urls = {event["params"]["url"] for event in events if event.get("params", {}).get("initiator") == origin and "url" in event["params"]}
    return {url.split("/")[2] for url in urls if url.startswith(("http://", "https://", "ws://", "wss://"))}
