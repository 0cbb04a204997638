"""The command from outside: exit status, standard output and standard error. Assertions are grouped: each process costs a second."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import pytest
import typer.main
from typer.testing import CliRunner

from monitor.cli.main import app
from monitor.domain.errors import NotFound

CLASH = "Indian and Pakistani troops exchanged fire across the Line of Control in Kashmir on Tuesday, killing three soldiers, officers said."


class Command:
    """Runs ``contactline`` with its own database and data folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("CONTACTLINE_", "PREFECT_"))}
        self.environment = {**kept, "CONTACTLINE_DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}", "CONTACTLINE_DATA_DIR": str(folder / "data")}

    def __call__(self, *args: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "monitor.cli.main", *args],
            input=stdin if stdin is not None else "",
            capture_output=True,
            encoding="utf8",
            cwd=self.folder,
            env={**self.environment, **environment},
            timeout=100,
            check=False,
        )

    def lines(self, *args: str, **kwargs: Any) -> list[dict[str, Any]]:
        """The JSON lines of a process that ends well."""
        done = self(*args, **kwargs)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def shows(self, *args: str, **environment: str) -> str:
        """What a reading command prints, asked within this process: it costs no start."""
        done = CliRunner(env={**self.environment, **environment}).invoke(app, list(args), catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    def rows(self, *args: str, **environment: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.shows(*args, **environment).splitlines()]


@pytest.fixture
def contactline(tmp_path: Path) -> Command:
    return Command(tmp_path)


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on standard error that explains exit status 1."""
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("contactline: ") and "Traceback" not in line
    return line


def every_command(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Each command with whether it is a group."""
    children: Mapping[str, click.Command] = getattr(command, "commands", {})
    yield path, bool(children)
    for name, child in children.items():
        yield from every_command(child, (*path, name))


COMMANDS = list(every_command(typer.main.get_command(app)))


@pytest.mark.parametrize(("path", "group"), COMMANDS, ids=[" ".join(p) or "contactline" for p, _ in COMMANDS])
def test_help_of_every_command_shows_what_it_does_with_an_example(path: tuple[str, ...], group: bool) -> None:
    shown = CliRunner().invoke(app, [*path, "--help"], prog_name="contactline")
    assert shown.exit_code == 0, shown.output
    assert "Usage: contactline" in shown.output
    if path and not group:
        assert f"Example: `contactline {' '.join(path)}" in " ".join(shown.output.split())


def test_the_commands_of_the_interface_are_there() -> None:
    there = {" ".join(p) for p, _ in COMMANDS}
    assert there >= {
        "run", "up", "ingest", "analyse", "cluster", "explain", "feeds add", "feeds list", "feeds import", "feeds export", "stories list", "stories show",
        "stories merge", "stories split", "stories rebuild", "stories export-pairs",
        "alerts list", "alerts show", "alerts ack", "alerts resolve", "deliveries list", "deliveries retry", "territories list", "territories show", "train", "evaluate", "migrate", "doctor",
    }  # fmt: skip


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["run", "--nonsense"],
        ["explain"],
        ["alerts", "list", "--status", "loud"],
        ["deliveries", "retry"],
        ["stories", "list", "--limit", "0"],
        ["up", "--port", "99999"],
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(args: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CONTACTLINE_DATABASE_URL", f"sqlite:///{tmp_path / 'db.sqlite3'}")
    done = CliRunner().invoke(app, args)
    assert done.exit_code == 2 and "Usage:" in done.stderr and done.stdout == ""


def test_wrong_usage_from_outside_and_the_version(contactline: Command) -> None:
    done = contactline("run", "--nonsense")
    assert done.returncode == 2 and "--nonsense" in done.stderr and "Traceback" not in done.stderr
    version = contactline("--version")
    assert version.returncode == 0 and version.stdout.startswith("contactline ")


def test_a_wrong_configuration_is_one_line_with_file_key_and_expectation(contactline: Command) -> None:
    (contactline.folder / "contactline.toml").write_text("[feeds]\nintervall = '5m'\n", "utf8")
    line = one_line(contactline("feeds", "list"))
    assert f"{contactline.folder / 'contactline.toml'}: feeds.intervall: expected a known key" in line
    assert "CONTACTLINE_CONFIG" in one_line(contactline("run", CONTACTLINE_CONFIG="/no/such/file"))


def test_a_database_that_cannot_be_opened_is_one_line(contactline: Command) -> None:
    (contactline.folder / "file").write_text("no folder", "utf8")
    line = one_line(contactline("run", "--json", CONTACTLINE_DATABASE_URL=f"sqlite:///{contactline.folder / 'file' / 'db.sqlite3'}"))
    assert "db.sqlite3" in line
    (contactline.folder / "garbage.sqlite3").write_bytes(b"this is no database at all, but long enough to be looked at" * 50)
    assert "garbage.sqlite3" in one_line(
        contactline("alerts", "list", CONTACTLINE_DATABASE_URL=f"sqlite:///{contactline.folder / 'garbage.sqlite3'}")
    )
    secret = one_line(contactline("alerts", "list", CONTACTLINE_DATABASE_URL="mysql://me:hunter2@db.example/x"))
    assert "hunter2" not in secret


def test_analyse_answers_the_good_lines_and_names_the_bad_one(contactline: Command) -> None:
    good = [
        {"id": "one", "title": "Troops exchange fire in Kashmir", "text": CLASH, "published_at": "2024-03-05T12:00:00Z", "odd": [1]},
        {"text": "A tax on fish. \U0001f41f"},
    ]
    path = contactline.folder / "articles.jsonl"
    path.write_text("\n".join([json.dumps(good[0]), "{not json", json.dumps(good[1], ensure_ascii=False), '{"title": "no text"}']), "utf8")
    done = contactline("analyse", str(path), "--json")
    assert done.returncode == 1
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert [line.split(":")[1].split(",")[1].strip() for line in done.stderr.splitlines()] == ["line 2", "line 4"]
    assert (first["id"], second["id"]) == ("one", "3")
    assert first["relevant"] is True and first["published_at"] == "2024-03-05T12:00:00Z" and first["level"] >= 3
    assert set(first) >= {
        "id",
        "language",
        "published_at",
        "relevant",
        "relevance",
        "stale",
        "territories",
        "actors",
        "signals",
        "casualties",
        "level",
        "level_name",
        "level_reasons",
        "versions",
    }
    assert set(first["versions"]) == {"gazetteer", "model", "rules"}
    for s in first["signals"]:
        assert set(s) >= {"signal", "score", "realis", "attributed_to", "territory", "evidence"}
        e = s["evidence"]
        assert good[0][e["field"]][e["start"] : e["end"]] == e["text"]  # type: ignore[index]
    assert second["relevant"] is False and second["level"] == 0
    assert not (contactline.folder / "db.sqlite3").exists(), "no database is needed"


def test_standard_input_people_and_a_page(contactline: Command) -> None:
    rows = "".join(
        json.dumps({"id": str(n), "title": "Fire in Kashmir", "text": CLASH, "outlet": f"o{n}", "published_at": "2024-03-05T12:00:00Z"}) + "\n"
        for n in range(2)
    )
    page = contactline.folder / "out.html"
    (contactline.folder / "rows.jsonl").write_text(rows, "utf8")
    contactline.shows("analyse", str(contactline.folder / "rows.jsonl"), "--html", str(page))
    shown = page.read_text("utf8")
    assert "Line of Control" in shown and "<h3>Casualty claims</h3>" in shown and '<mark class="actual"' in shown
    assert "<svg" not in shown and "so they are not drawn" in shown, "the gazetteer has no coordinate for Kashmir"
    (contactline.folder / "placed.txt").write_text(
        "Fire in Crimea\n\nRussian troops in Crimea fired at Ukrainian boats on Tuesday, killing two sailors.\n", "utf8"
    )
    contactline.shows("analyse", str(contactline.folder / "placed.txt"), "--html", str(page))
    assert "where Crimea lies" in page.read_text("utf8")
    human = contactline.shows("analyse", str(contactline.folder / "rows.jsonl"))
    assert "Kashmir" in human and not human.startswith("{")
    clustered = contactline.lines("cluster", "-", "--json", stdin=rows)
    assert (
        [c["reason"] for c in clustered] == ["new", "syndicated"]
        and clustered[1]["copy_of"] == "0"
        and clustered[0]["story"] == clustered[1]["story"]
    )
    assert set(clustered[0]) >= {"id", "story", "reason", "copy_of", "score"}
    assert "missing.jsonl" in one_line(contactline("analyse", str(contactline.folder / "missing.jsonl"), "--json"))


def test_feeds_go_in_and_come_out_again(contactline: Command) -> None:
    added = contactline("feeds", "add", "https://wire.example/feed", "https://vale.example/feed?a=1&b=2", "--outlet", 'Vale "News" & Co')
    assert added.returncode == 0 and "2 feeds added" in added.stdout
    assert "expected an http or https address" in one_line(contactline("feeds", "add", "file:///etc/passwd"))
    exported = contactline("feeds", "export")
    assert [o.get("xmlUrl") for o in ET.fromstring(exported.stdout).iter("outline") if o.get("xmlUrl")] == [
        "https://wire.example/feed",
        "https://vale.example/feed?a=1&b=2",
    ]
    (contactline.folder / "out.opml").write_text(exported.stdout, "utf8")
    again = {"CONTACTLINE_DATABASE_URL": f"sqlite:///{contactline.folder / 'second.sqlite3'}"}
    assert "2 feeds added" in contactline.shows("feeds", "import", str(contactline.folder / "out.opml"), **again)
    assert "0 feeds added, 2 were there already" in contactline("feeds", "import", "-", stdin=exported.stdout, **again).stdout
    listed = contactline.rows("feeds", "list", "--json", **again)
    assert [(f["url"], f["outlet"], f["status"], f["failures"]) for f in listed] == [
        ("https://wire.example/feed", 'Vale "News" & Co', "active", 0),
        ("https://vale.example/feed?a=1&b=2", 'Vale "News" & Co', "active", 0),
    ]
    (contactline.folder / "bad.txt").write_text("https://a.example/feed\nnot an address\n", "utf8")
    assert "bad.txt:2:" in one_line(contactline("feeds", "import", "bad.txt", **again))


def test_territories_as_promised(contactline: Command) -> None:
    rows = contactline.rows("territories", "list", "--json")
    assert len(rows) > 300 and len({r["id"] for r in rows}) == len(rows)
    promised = {
        "id",
        "name",
        "kind",
        "aliases",
        "parent",
        "claimants",
        "controller",
        "wikidata",
        "latitude",
        "longitude",
        "bounds",
        "status",
        "sources",
    }
    for r in rows:
        assert set(r) >= promised
        assert r["kind"] in {"land", "island", "maritime", "city", "river", "partially recognised state"} and r["status"] in {
            "active",
            "dormant",
            "settled",
        }
    (one,) = contactline.rows("territories", "show", "Artsakh", "--json")
    assert one["id"] == "nagorno-karabakh" and {"ARM", "AZE"} <= set(one["claimants"])
    assert "no territory 'Atlantis'" in one_line(contactline("territories", "show", "Atlantis"))


def test_the_gazetteer_is_compared_with_other_lists(contactline: Command) -> None:
    listing = contactline.folder / "areas.csv"
    listing.write_text(
        "Territory,Claimants,Controller\nTibet,Bhutan;People's Republic of China;Republic of China,People's Republic of China\n", "utf8"
    )
    rows = contactline.rows("territories", "check", "--against", str(listing), "--json")
    assert [(r["entry"], r["claimants_verdict"], r["missing"], r["settled"]) for r in rows if r["type"] == "row"] == [
        ("tibet", "explained", ["BTN"], True)
    ]
    assert "1 explained" in contactline.shows("territories", "check", "--against", str(listing))
    listing.write_text("Territory,Claimants,Controller\nAtlantis,France,Unknown\n", "utf8")
    done = contactline("territories", "check", "--against", str(listing))
    assert done.returncode == 1 and "1 unresolved" in done.stdout


def test_evaluate_measures_labelled_articles_and_sets_by_name(contactline: Command) -> None:
    folder = contactline.folder / "sets"
    folder.mkdir()
    gold = {"relevant": True, "territories": ["Kashmir"], "signals": [], "casualties": [], "level": 4}
    (folder / "articles_en.jsonl").write_text(json.dumps({"id": "1", "title": "", "text": CLASH, "gold": gold}) + "\n", "utf8")
    (row,) = contactline.rows("evaluate", "--data", str(folder), "--json")
    assert row["set"] == "articles" and row["articles"] == 1 and row["relevance"] == 1.0
    (named,) = contactline.rows("evaluate", "--data", str(folder), "--only", "articles_en", "--json")
    assert named["set"] == "articles_en" and "relevance" in contactline.shows("evaluate", "--data", str(folder), "--only", "articles_en")
    done = contactline("evaluate", "--data", str(folder), "--only", "satp")
    assert done.returncode == 1 and "satp: no such set below" in done.stderr.splitlines()[0] and done.stdout == ""


def test_a_folder_of_files_goes_through_the_whole_pass(contactline: Command) -> None:
    folder = contactline.folder / "in"
    folder.mkdir()
    (folder / "a.jsonl").write_text(
        json.dumps({"title": "Troops exchange fire in Kashmir", "text": CLASH, "outlet": "Vale", "url": "https://vale.example/a"}) + "\n", "utf8"
    )
    body = "".join(f"<p>{CLASH} Paragraph {n} tells more of the fire near the village of Mendhar.</p>" for n in range(4))
    (folder / "b.html").write_text(
        f"<html><head><title>Fire in Kashmir</title></head><body><article><h1>Fire in Kashmir</h1>{body}</article></body></html>", "utf8"
    )
    (folder / "c.txt").write_text("Tax on fish\n\nParliament in Oslo voted on Monday for a new tax on fish.\n", "utf8")
    (ledger,) = contactline.lines("ingest", str(folder), "--json")
    assert ledger["entries_new"] == 3 == sum(ledger["entries"].values()) and ledger["pending"] == 0 and ledger["entries"]["not_relevant"] == 1
    (again,) = contactline.rows("ingest", str(folder), "--json")
    assert again["entries_new"] == 0 and again["entries"] == {} and again["alerts"] == {}
    stories = contactline.rows("stories", "list", "--json")
    assert stories and sum(len(s["articles"]) for s in stories) == ledger["entries"]["assessed"] == 2
    alerts = contactline.rows("alerts", "list", "--json")
    assert len(alerts) == ledger["alerts"]["opened"]
    (chain,) = contactline.rows("explain", alerts[0]["id"], "--json")
    assert chain["alert"]["id"] == alerts[0]["id"] and chain["articles"][0]["signals"] and chain["articles"][0]["versions"]["model"]
    (told,) = contactline.rows("stories", "show", stories[0]["id"], "--json")
    assert {k: told[k] for k in stories[0]} == stories[0], "show says what list says, and more"
    assert told["phase"] in {"breaking", "developing", "sustained", "fading", "closed"} and told["phase_reason"]
    assert told["levels"][0]["reported"] >= 1 and told["signal_times"] and told["published_by"][0]["articles"] >= 1
    assert [step["low"] for line in told["toll_lines"] for step in line["steps"]] == [t["low"] for t in told["toll"]]
    page = contactline.folder / "story.html"
    assert contactline("stories", "show", stories[0]["id"], "--html", str(page)).stdout == ""
    assert page.read_text("utf8").count("<svg") >= 2 and "Level over time" in page.read_text("utf8")
    for command in (("explain", alerts[0]["id"]), ("alerts", "show", alerts[0]["id"]), ("stories", "show", stories[0]["id"])):
        assert "Kashmir" in contactline.shows(*command)
    assert "acknowledged" in contactline.shows("alerts", "ack", alerts[0]["id"])
    assert "resolved" in contactline.shows("alerts", "resolve", alerts[0]["id"])
    assert [a["id"] for a in contactline.rows("alerts", "list", "--status", "open", "--json")] == [a["id"] for a in alerts[1:]]


def test_stories_are_merged_split_rebuilt_and_exported(contactline: Command) -> None:
    ferry = "A Chinese coast guard ship rammed a Philippine navy boat near Second Thomas Shoal on Tuesday, wounding four sailors, Manila said."
    rows = [
        {"title": t, "text": x, "outlet": o, "url": f"https://{o}.example/a"}
        for t, x, o in (("Fire in Kashmir", CLASH, "vale"), ("Boat rammed", ferry, "wire"))
    ]
    (ledger,) = contactline.lines("ingest", "-", "--json", stdin="".join(json.dumps(r) + "\n" for r in rows))
    assert ledger["stories"] == {"new": 2}
    before = {s["id"]: s for s in contactline.rows("stories", "list", "--json")}
    a, b = sorted(before)
    (merged,) = contactline.rows("stories", "merge", a, b, "--note", "one crisis", "--by", "eve", "--json")
    assert (merged["done"], merged["story"], merged["articles"], merged["other"]) == ("merged", b, 2, a)
    assert contactline.rows("stories", "show", a, "--json")[0]["id"] == b
    (rebuilt,) = contactline.rows("stories", "rebuild", "--dry-run", "--json")
    assert rebuilt == {"type": "rebuilt", "articles": 2, "stories": 1, "moved": 0, "dry_run": True}
    (pair,) = contactline.rows("stories", "export-pairs")
    assert pair["same"] is True and (pair["note"], pair["by"]) == ("one crisis", "eve") and {x["text"] for x in pair["articles"]} == {CLASH, ferry}
    assert "split: 1 articles are now in story " + a in contactline.shows("stories", "split", b, *merged["moved"])
    assert {s["id"]: s for s in contactline.rows("stories", "list", "--json")} == before
    assert "0 of 2 articles moved; 2 stories" in contactline.shows("stories", "rebuild", "--since", "2000-01-01")
    assert [p["same"] for p in contactline.rows("stories", "export-pairs")] == [False]
    assert one_line(contactline("stories", "merge", a, a)) == f"contactline: story {a} cannot be merged into itself"
    for command in (["stories", "merge", a, "s-nothing"], ["stories", "split", a, "r-nothing"]):
        assert isinstance(CliRunner(env=contactline.environment).invoke(app, command).exception, NotFound)


def test_an_empty_database_answers_with_nothing(contactline: Command) -> None:
    assert contactline.shows("migrate").strip() and (contactline.folder / "db.sqlite3").exists()
    contactline.shows("migrate")
    (ledger,) = contactline.lines("run", "--json")
    assert set(ledger) >= {"feeds", "entries_new", "entries", "pending", "stories", "alerts", "deliveries", "seconds", "problems"}
    assert (ledger["feeds"], ledger["entries"], ledger["pending"], ledger["problems"]) == ({}, {}, 0, [])
    for what in ("alerts", "stories", "deliveries"):
        assert contactline.shows(what, "list", "--json") == ""
    assert one_line(contactline("explain", "a-nothing")) == "contactline: no alert 'a-nothing'"
    for command in (["stories", "show", "s-nothing"], ["alerts", "ack", "a-nothing"], ["alerts", "resolve", "a-nothing"]):
        assert isinstance(CliRunner(env=contactline.environment).invoke(app, command).exception, NotFound)


def test_doctor_tells_what_is_well_and_what_is_not(contactline: Command) -> None:
    checks = contactline.rows("doctor", "--json")
    assert all(c["ok"] for c in checks) and {"configuration", "database", "gazetteer", "models", "receivers"} <= {c["check"] for c in checks}
    (contactline.folder / "contactline.toml").write_text(
        '[[receivers]]\nname = "desk"\nemail = ["desk@x.example"]\n[models]\nfolder = "/no/such/folder"\n', "utf8"
    )
    done = contactline("doctor")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAIL")]
    assert len(failed) == 2 and "models" in failed[0] and "CONTACTLINE_SMTP_URL" in failed[1]
