"""A PostgreSQL server of our own for tests: Debian's binaries, a Unix socket in a temporary folder, no network, no durability."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

_SETTINGS = "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB"


def find_binaries() -> Path | None:
    """The newest installed server's folder of programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


@dataclass(slots=True)
class PostgresServer:
    """A running server; ``database`` gives a fresh empty one."""

    binaries: Path
    folder: Path
    made: int = 0

    def control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-s", "-D", str(self.folder / "data"), "-w", "-t", "60", *arguments)

    def create(self) -> None:
        self._run("initdb", "-D", str(self.folder / "data"), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")

    def start(self) -> None:
        self.control("start", "-l", str(self.folder / "log"), "-o", f"{_SETTINGS} -c unix_socket_directories={self.folder}")

    def stop(self, mode: str = "fast") -> None:
        self.control("stop", "-m", mode)

    def restart_at_once(self) -> None:
        """As after a crash: connections are cut without a word."""
        self.stop("immediate")
        self.start()

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def database(self) -> str:
        """The address of a new empty database."""
        self.made += 1
        name = f"test{self.made}"
        self._run("createdb", "-h", str(self.folder), "-U", "postgres", name)
        return self.url(name)

    def drop(self, url: str) -> None:
        name = url.split("@/", 1)[1].split("?", 1)[0]
        self._run("dropdb", "-h", str(self.folder), "-U", "postgres", "--force", name)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        if os.geteuid() == 0:  # the server refuses to run as root
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd="/", text=True)
        assert done.returncode == 0, f"{program}: {done.stdout}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server here: install Debian's package 'postgresql'")
    folder = Path(tempfile.mkdtemp(prefix="contactline-pg-"))  # short: a socket's path has at most 107 bytes
    if os.geteuid() == 0:
        if shutil.which("runuser") is None:
            pytest.skip("root cannot start PostgreSQL without 'runuser'")
        shutil.chown(folder, "postgres", "postgres")
    server = PostgresServer(binaries, folder)
    try:
        server.create()
        server.start()
        yield server
    finally:
        if (folder / "data" / "postmaster.pid").exists():
            server.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    url = postgres_server.database()
    yield url
    postgres_server.drop(url)
