"""What runs and runner print goes to a log that is bounded, whole and out of the way of the command's own lines."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from flows.runlog import RunLog, printing_to


def test_only_what_is_said_on_purpose_reaches_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with printing_to(tmp_path / "logs" / "runs.log") as terminal:
        print("Traceback (most recent call last):", file=sys.stderr)
        print("a run's own line")
        terminal.write("contactline: stopping\n")
        kept = sys.stderr
    kept.write("a logger's good-bye\n")
    print("contactline: the reason", file=sys.stderr)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("contactline: stopping\n", "contactline: the reason\n")
    assert (tmp_path / "logs" / "runs.log").read_text() == "Traceback (most recent call last):\na run's own line\na logger's good-bye\n"
    kept.close()


def test_the_log_of_an_earlier_life_and_of_a_full_file_is_kept_once(tmp_path: Path) -> None:
    path, before = tmp_path / "runs.log", tmp_path / "runs.log.1"
    path.write_text("earlier life\n")
    with RunLog(path, most_bytes=20) as log:
        log.write("first\n")
        assert (path.read_text(), before.read_text()) == ("first\n", "earlier life\n")
        for n in range(100):
            log.write(f"line {n:02} of the runs\n")
    assert path.stat().st_size <= 40 and before.stat().st_size <= 40
    assert path.read_text().endswith("line 99 of the runs\n")


def test_lines_of_many_threads_stay_whole_and_any_text_is_written(tmp_path: Path) -> None:
    with RunLog(tmp_path / "runs.log") as log:
        writers = [threading.Thread(target=lambda n=n: [log.write(f"{n}" * 200 + "\n") for _ in range(50)]) for n in range(8)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        log.write("lone surrogate: \ud800\n")
    *lines, last = (tmp_path / "runs.log").read_text().splitlines()
    assert len(lines) == 400 and all(line == line[0] * 200 for line in lines)
    assert last == r"lone surrogate: \ud800"
