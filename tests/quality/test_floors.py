"""The shipped models and rules read the project's labelled articles no worse than the stored floors say.

When a change is worth a lower floor, or articles change: ``python -m models.training.floors tests/quality --write --lower``.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.training import floors
from models.training.floors import Floor, Measured, main, measure, problems, read_floors, renewed
from monitor.domain.errors import InputError
from monitor.understand.reader import ArticleReader

ROOT = Path(__file__).parent
OLD = {".": Floor("d", {"relevance": 0.9, "level_exact": 0.5})}


def test_no_figure_is_under_its_floor(reader: ArticleReader) -> None:
    assert list(problems(read_floors(ROOT / floors.FILE), measure(ROOT, reader))) == []


@pytest.mark.parametrize(
    ("measured", "told"),
    [
        ({".": Measured("d", {"relevance": 0.9, "level_exact": 0.6})}, []),
        ({".": Measured("d", {"relevance": 0.899, "level_exact": 0.6})}, [".: relevance is 0.899, its floor is 0.9"]),
        ({".": Measured("e", {"relevance": 1.0, "level_exact": 1.0})}, [".: the labelled articles are not those that the floors were written for"]),
        ({".": Measured("d", {"relevance": 1.0})}, [".: level_exact: there is no such figure"]),
        ({}, [".: floors without labelled articles"]),
        ({".": Measured("d", {"relevance": 1, "level_exact": 1}), "new": Measured("n", {})}, ["new: labelled articles without floors"]),
    ],
)
def test_each_problem_is_told(measured: dict[str, Measured], told: list[str]) -> None:
    assert list(problems(OLD, measured)) == told


def test_floors_rise_to_what_is_reached_and_keep_their_figures() -> None:
    now = {
        ".": Measured("d", {"articles": 3, "relevance": 0.95, "level_exact": 0.505, "stale": 1.0}),
        "new": Measured("n", {"articles": 1, "stale": 1.0}),
    }
    assert renewed(OLD, now, lower=False) == {".": Floor("d", {"relevance": 0.94, "level_exact": 0.5}), "new": Floor("n", {"stale": 0.99})}


@pytest.mark.parametrize(
    ("now", "told"),
    [
        (Measured("d", {"relevance": 0.8, "level_exact": 0.6}), "relevance would sink"),
        (Measured("e", {"relevance": 1, "level_exact": 1}), "have changed"),
    ],
)
def test_a_floor_sinks_or_articles_change_only_when_asked(now: Measured, told: str) -> None:
    with pytest.raises(InputError, match=told):
        renewed(OLD, {".": now}, lower=False)
    assert renewed(OLD, {".": now}, lower=True)["."].digest == now.digest


def test_the_command_checks_and_renews(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = {"relevant": False, "territories": [], "signals": [], "casualties": [], "level": 0}
    articles = tmp_path / "articles.jsonl"
    articles.write_text(json.dumps({"id": "1", "text": "A recipe with apples.", "gold": gold}) + "\n", "utf8")
    assert main([str(tmp_path)]) == 1 and "floors.json" in capsys.readouterr().err
    assert main([str(tmp_path), "--write"]) == 0 and main([str(tmp_path)]) == 0
    articles.write_text(json.dumps({"id": "2", "text": "A recipe with pears.", "gold": gold}) + "\n", "utf8")
    assert main([str(tmp_path)]) == 1 and "not those" in capsys.readouterr().err
    assert main([str(tmp_path), "--write"]) == 1 and main([str(tmp_path), "--write", "--lower"]) == 0 and main([str(tmp_path)]) == 0
