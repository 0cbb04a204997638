from __future__ import annotations

import subprocess
import sys

import pytest

from monitor.adapters.store import failpoint
from monitor.domain.errors import ConfigError

SCRIPT = """
import sys
from monitor.adapters.store import failpoint
failpoint.install(sys.argv[1])
for number in range(4):
    failpoint.hit("commit")
    print(number, flush=True)
"""


def run(spec: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-c", SCRIPT, spec], stdout=subprocess.PIPE, text=True, check=False)
    return done.returncode, done.stdout.replace("\n", " ").strip()


def test_the_nth_hit_of_the_named_place_kills_the_process() -> None:
    assert run("commit:3") == (-9, "0 1")


@pytest.mark.parametrize("spec", ["", "commit:9", "elsewhere:1"])
def test_nothing_happens_without_a_matching_spec(spec: str) -> None:
    assert run(spec) == (0, "0 1 2 3")


@pytest.mark.parametrize("spec", ["commit", "commit:", ":1", "commit:0", "commit:-1", "commit:x", "commit:²"])
def test_a_spec_of_another_form_is_refused(spec: str) -> None:
    with pytest.raises(ConfigError, match="NAME:N"):
        failpoint.install(spec)
