"""Flows without a server (their stages and plain functions), then on Prefect's own test server."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "PREFECT_HOME" not in os.environ:
    os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="contactline-prefect-")
    atexit.register(shutil.rmtree, os.environ["PREFECT_HOME"], ignore_errors=True)
os.environ["PREFECT_LOGGING_LEVEL"] = "ERROR"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
os.environ["DO_NOT_TRACK"] = "1"

import configparser
import datetime as dt
import importlib
import json
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.objects import StateType
from prefect.states import Pending, Running, Scheduled
from prefect.testing.utilities import prefect_test_harness

from flows.artifacts import ALERTS_KEY, LEDGER_KEY, cell
from flows.deployments import FLOW_NAMES, NAME, deployments
from flows.heal import heal
from flows.passes import ALL, assess, poll, run_stages, safe_line, watch
from flows.stages import LogProgress, Pass, assess_entries, decide_alerts, poll_feeds, read_feed_lists, send_deliveries, tidy_up
from monitor.adapters.store.store import SqlStore
from monitor.bootstrap import App
from monitor.config import load_config
from monitor.domain.alert import Alert, AlertStatus
from monitor.domain.errors import InputError, StoreError
from monitor.domain.feed import FeedStatus, PollOutcome, PollRecord, PollResult, Validators
from monitor.domain.ledger import Ledger
from monitor.domain.reading import Article
from monitor.pipeline.intake import take_in
from monitor.pipeline.maintain import MaintainPorts, Tidied, tidy
from tests.contract import store_samples as samples

pytestmark = pytest.mark.timeout(300)

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
DEPLOY = Path(__file__).parents[2] / "deploy"
HOSTILE = '<img src="http://evil.example/p"> ![x](https://evil.example/p) [y](javascript:alert(1)) `|` **b** www.evil.example &lt;b a@evil.example'


class LinesLog:
    """Keeps what a flow says."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str]] = []

    def info(self, line: str) -> None:
        self.lines.append(("info", line))

    def warning(self, line: str) -> None:
        self.lines.append(("warning", line))


class StandingClock:
    def now(self) -> dt.datetime:
        return NOW


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A configuration without feeds and receivers, all data in a temporary folder."""
    for name in [n for n in os.environ if n.startswith("CONTACTLINE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CONTACTLINE_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
async def app(environment: Path) -> AsyncIterator[App]:
    async with App(load_config()) as made:
        yield made


def an_alert(number: int, level: int, headline: str = "Shots at the line", status: AlertStatus = AlertStatus.OPEN) -> Alert:
    at = NOW - dt.timedelta(hours=number)
    changes = {"status": status, "territory": "kashmir", "level": level, "headline": headline, "opened_at": at, "updated_at": at}
    return samples.alert(f"a-{number:04}", f"s-{number:04}", **changes)


def store_alert(store: SqlStore, alert: Alert) -> None:
    """With the story that it belongs to."""
    samples.assign(store, f"article-{alert.id}", alert.story_id)
    store.transact(lambda u: u.alerts.save(alert, None, ()))


# --- what a run says -------------------------------------------------------------------------------------------------


def test_a_logged_problem_is_one_line_without_credentials() -> None:
    line = safe_line("feed https://ann:s3cret@feeds.example.org/x?a=b: http_error\n2026-01-01 INFO all is well\x1b[2J")
    assert line == "feed https://feeds.example.org/x?a=b: http_error 2026-01-01 INFO all is well[2J"


def test_progress_is_told_by_stage_and_by_hundreds_not_by_article() -> None:
    lines: list[str] = []
    progress = LogProgress(lines.append, every=100)
    progress.stage("assess", None)
    for _ in range(250):
        progress.advance()
    progress.stage("poll", 12)

    assert lines == ["assess: 100 done", "assess: 200 done", "poll: 12 to do"]


# --- stages without a server -------------------------------------------------------------------------------------

WATCH = (poll_feeds.fn, assess_entries.fn, decide_alerts.fn, send_deliveries.fn)


async def test_a_pass_without_feeds_records_its_ledger(app: App) -> None:
    ledger, shown = await run_stages(app, WATCH, LinesLog())

    with app.store.read() as unit:
        assert unit.runs.latest(5) == [ledger]
    assert set(ledger.seconds) == {"poll", "assess", "alert", "deliver"}
    assert [r["stage"] for r in shown.ledger] == ["poll", "assess", "alert", "deliver", "all", "all"]
    assert (shown.alerts, shown.open_alerts, shown.stories) == ([], 0, {})


async def test_the_feeds_of_configured_files_are_added_once(environment: Path) -> None:
    (environment / "feeds.txt").write_text("https://feeds.invalid/a.xml\nhttps://feeds.invalid/b.xml\n")
    (environment / "contactline.toml").write_text('[feeds]\nfiles = ["feeds.txt"]\n')
    async with App(load_config()) as app:
        _, first = await run_stages(app, [read_feed_lists.fn], LinesLog())
        _, again = await run_stages(app, [read_feed_lists.fn], LinesLog())
        with app.store.read() as unit:
            assert len(unit.feeds.all()) == 2
    assert ("feeds: added from files", 2) in {(r["what"], r["count"]) for r in first.ledger}
    assert "feeds: added from files" not in {r["what"] for r in again.ledger}


async def test_a_feed_list_that_is_not_there_fails_the_run_but_stops_no_poll(environment: Path) -> None:
    (environment / "contactline.toml").write_text('[feeds]\nfiles = ["missing.opml"]\n')
    async with App(load_config()) as app:
        with pytest.raises(InputError, match=r"missing\.opml"):
            await run_stages(app, [read_feed_lists.fn, poll_feeds.fn], LinesLog())
        with app.store.read() as unit:
            assert "poll" in unit.runs.latest(1)[0].seconds


async def test_a_stage_that_fails_keeps_no_other_from_its_work_and_the_run_fails_all_the_same(app: App) -> None:
    done: list[str] = []

    async def fails(_: Pass) -> None:
        raise StoreError("the poll table is\nbroken")

    async def works(_: Pass) -> None:
        done.append("delivered")

    log = LinesLog()
    with pytest.raises(StoreError, match="broken"):
        await run_stages(app, [fails, works], log)

    assert done == ["delivered"]
    assert ("warning", "StoreError: the poll table is broken") in log.lines
    with app.store.read() as unit:
        assert unit.runs.latest(1)[0].problems == ("StoreError: the poll table is\nbroken",)


async def test_a_failure_that_also_keeps_the_ledger_from_being_stored_is_still_the_one_that_is_told(app: App) -> None:
    async def breaks_the_database(current: Pass) -> None:
        current.app.store.close()
        Path(app.config.database_url.removeprefix("sqlite:///")).write_bytes(b"no database" * 1000)
        raise StoreError("first")

    with pytest.raises(StoreError, match="first"):
        await run_stages(app, [breaks_the_database], LinesLog())


async def test_open_alerts_are_shown_acknowledged_ones_too_resolved_ones_not(app: App) -> None:
    store_alert(app.store, an_alert(1, 4))
    store_alert(app.store, an_alert(2, 5, status=AlertStatus.ACKNOWLEDGED))
    store_alert(app.store, an_alert(3, 6, status=AlertStatus.RESOLVED))

    _, shown = await run_stages(app, [], LinesLog())

    assert [a["id"] for a in shown.alerts] == ["a-0002", "a-0001"]
    assert shown.alerts[0]["territory"] == "Kashmir"
    assert shown.open_alerts == 2


# --- maintenance -------------------------------------------------------------------------------------------------


def poll_at(store: SqlStore, feed_id: int, at: dt.datetime) -> None:
    record = PollRecord(feed_id, at, PollOutcome.NOT_MODIFIED, "304", 304, 0, 0, 0, 0, 0.1)
    with store.begin() as unit:
        ((feed, fence),) = unit.feeds.claim_due(at + dt.timedelta(days=999), limit=1, lease=dt.timedelta(minutes=5), worker="w")
        unit.feeds.save_poll(PollResult(feed.id, record, (), Validators(), at, 0, FeedStatus.ACTIVE), fence=fence)


async def test_old_polls_and_ledgers_go_and_each_feeds_latest_poll_stays(app: App) -> None:
    store = app.store
    with store.begin() as unit:
        unit.feeds.add("https://feeds.invalid/a.xml", title="", outlet="", now=NOW - dt.timedelta(days=400))
    for days in (200, 100, 50):
        poll_at(store, 1, NOW - dt.timedelta(days=days))
    for days in (200, 1):
        at = NOW - dt.timedelta(days=days)
        store.transact(lambda u, at=at: u.runs.record(Ledger(at, at)))

    assert tidy(MaintainPorts(store, StandingClock())) == Tidied(polls=2, runs=1)
    assert tidy(MaintainPorts(store, StandingClock())) == Tidied(polls=0, runs=0)

    with store.read() as unit:
        assert [p.at for p in unit.feed_admin.polls(1, 10)] == [NOW - dt.timedelta(days=50)]
        assert [r.started_at for r in unit.runs.latest(10)] == [NOW - dt.timedelta(days=1)]


async def test_tidying_goes_on_until_nothing_old_is_left_whatever_the_size_of_a_batch(app: App) -> None:
    with app.store.begin() as unit:
        for n in range(2500):
            at = NOW - dt.timedelta(days=300, seconds=n)
            unit.runs.record(Ledger(at, at))

    assert tidy(MaintainPorts(app.store, StandingClock())).runs == 2500


async def test_the_maintain_stage_shows_what_it_forgot(app: App) -> None:
    _, shown = await run_stages(app, [tidy_up.fn], LinesLog())
    assert [(r["stage"], r["what"], r["count"]) for r in shown.ledger][:2] == [
        ("tidy", "poll records forgotten", 0),
        ("tidy", "ledgers forgotten", 0),
    ]


# --- the files that people deploy --------------------------------------------------------------------------------


def test_the_example_configuration_is_valid_and_names_two_addresses(tmp_path: Path) -> None:
    config = load_config({"CONTACTLINE_CONFIG": str(DEPLOY / "contactline.example.toml"), "CONTACTLINE_DATA_DIR": str(tmp_path)})
    assert config.receivers["desk"].email == ("desk@example.org", "night@example.org")
    assert config.routes[0].min_level == 3


def test_what_the_example_says_in_comments_is_valid_too(tmp_path: Path) -> None:
    text = (DEPLOY / "contactline.example.toml").read_text("utf8")
    (tmp_path / "smtp-url").write_text("smtp://user:password@mail.example.org:587")
    settings = re.sub(r"(?m)^# (?=\[\[receivers|[a-z_]+ = )", "", text).replace("/etc/contactline/smtp-url", str(tmp_path / "smtp-url"))
    (tmp_path / "contactline.toml").write_text(settings)

    config = load_config({"HUB_SECRET": "whsec_" + "A" * 32, "CONTACTLINE_DATA_DIR": str(tmp_path)}, folder=tmp_path)

    assert config.database_url.startswith("postgresql://")
    assert config.webhooks["hub"].url == "https://example.org/hook"
    assert config.smtp_url is not None


def test_every_deployment_of_the_work_pool_names_a_flow_that_exists() -> None:
    written = yaml.safe_load((DEPLOY / "prefect.yaml").read_text("utf8"))["deployments"]
    found = [getattr(importlib.import_module(module), name) for module, name in (d["entrypoint"].rsplit(".", 1) for d in written)]

    assert all(isinstance(f, Flow) for f in found)
    assert {f.name for f in found} == set(FLOW_NAMES) - {watch.name}
    assert {d["name"] for d in written} == {"workers"} and NAME != "workers"  # or a machine's healing would end the workers' runs
    assert {d["concurrency_limit"]["collision_strategy"] for d in written} == {"CANCEL_NEW"}


def test_the_service_starts_the_command_with_options_that_it_has() -> None:
    from monitor.cli.up import up

    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(DEPLOY / "contactline.service")
    command, *arguments = unit["Service"]["ExecStart"].split()
    one = typer.Typer()
    one.command()(up)
    options = {option for parameter in typer.main.get_command(one).params for option in parameter.opts}

    assert command.endswith("/contactline") and arguments[0] == "up"
    assert {a for a in arguments if a.startswith("--")} <= options
    assert unit["Service"]["KillMode"] == "mixed"  # or systemd would stop the runs before we can cancel them


def test_the_compose_file_is_yaml_and_publishes_on_this_machine_only() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf8"))["services"]
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert ports == ["127.0.0.1:4200:4200"]


# --- on Prefect's test server ------------------------------------------------------------------------------------


def test_prefects_server_can_be_imported_with_the_installed_fastapi() -> None:
    assert importlib.import_module("prefect.server.api.server").create_app


on_prefects_server = pytest.mark.filterwarnings("ignore:Exception ignored in. <socket.socket")  # the client of Prefect's events leaves some open


@pytest.fixture(scope="module")
def server() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


async def artifacts_of(run_id: Any) -> dict[str, Any]:
    """What a run shows, by key: a table's rows, or Markdown."""
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId

    async with get_client() as client:
        found = await client.read_artifacts(artifact_filter=ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run_id])))
    return {a.key: json.loads(a.data) if a.type == "table" else a.data for a in found}


@on_prefects_server
@pytest.mark.parametrize("flow", ALL, ids=lambda f: f.name)
async def test_each_flow_completes_and_shows_its_ledger(server: None, environment: Path, flow: Any) -> None:
    state = await flow(return_state=True)

    assert state.is_completed(), state.message
    shown = await artifacts_of(state.state_details.flow_run_id)
    assert shown[LEDGER_KEY][-1]["what"] == "problems (see the log)"
    assert shown[ALERTS_KEY] == []


@on_prefects_server
async def test_a_hostile_headline_is_shown_as_text(server: None, environment: Path) -> None:
    async with App(load_config()) as app:
        store_alert(app.store, an_alert(1, 5, HOSTILE))

    state = await poll(return_state=True)  # a flow that decides on no alert

    ((row,), everything) = ((shown := await artifacts_of(state.state_details.flow_run_id))[ALERTS_KEY], json.dumps(shown))
    assert row["headline"] == cell(HOSTILE)
    assert "<img" not in everything and "](" not in everything and "javascript:" not in everything


@on_prefects_server
async def test_a_story_that_changed_is_shown_with_its_toll_and_its_pictures(server: None, environment: Path) -> None:
    async with App(load_config()) as app:
        now = app.clock.now()
        clash = "Indian and Pakistani troops exchanged fire across the Line of Control in Kashmir today, killing three Indian soldiers, the Indian army said."
        article = Article("a", f"Troops trade fire in Kashmir, three soldiers killed {HOSTILE}", clash, now, "Vale News", "https://vale.example/1")
        assert take_in(app.store, [article], now) == 1

    state = await assess(return_state=True)

    shown = await artifacts_of(state.state_details.flow_run_id)
    (text,) = [value for key, value in shown.items() if key.startswith("contactline-story-s-")]
    assert text.startswith("# Troops trade fire in Kashmir") and "<img" not in text and "](http" not in text
    assert re.search(r"^\| killed \| India \| [^|]*Indian army[^|]* \| 3 \(", text, re.M)
    assert text.count("](data:image/svg+xml;base64,") == 3 == text.count("](")


@on_prefects_server
async def test_a_flow_fails_in_one_line_when_the_database_is_none(server: None, environment: Path) -> None:
    (environment / "contactline.sqlite3").write_bytes(b"this is no database" * 500)
    state = await watch(return_state=True)

    assert state.type == StateType.FAILED
    assert state.message is not None and "is not a database" in state.message and "\n" not in state.message
    assert state.message.startswith(str(environment / "contactline.sqlite3"))


@on_prefects_server
async def test_healing_ends_the_runs_of_an_earlier_life_frees_their_slots_and_touches_no_others(server: None) -> None:
    async with get_client() as client:
        ids = {d.flow_name: await d.aapply() for d in await deployments(dt.timedelta(minutes=5), NOW)}
        mine = ids[watch.name]
        running = await client.create_flow_run_from_deployment(mine)
        await client.set_flow_run_state(running.id, Running(), force=True)
        pending = await client.create_flow_run_from_deployment(ids["contactline poll"])
        await client.set_flow_run_state(pending.id, Pending())  # takes the deployment's slot, as a runner does
        overdue = await client.create_flow_run_from_deployment(mine, state=Scheduled(scheduled_time=dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)))
        later = await client.create_flow_run_from_deployment(mine, state=Scheduled(scheduled_time=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)))
        other = (await watch.ato_deployment(name="workers")).model_copy()
        others = await client.create_flow_run_from_deployment(await other.aapply())
        await client.set_flow_run_state(others.id, Running(), force=True)
        limit = (await client.read_deployment(mine)).global_concurrency_limit
        assert limit is not None
        await client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=1))  # leaked: its run is gone

        assert await heal(client, FLOW_NAMES, NAME, dt.datetime.now(dt.UTC)) == 3

        states = {run.id: (await client.read_flow_run(run.id)).state for run in (running, pending, overdue, later, others)}
        assert [states[r.id].type for r in (running, pending, overdue)] == [StateType.CRASHED] * 3  # type: ignore[union-attr]
        assert "missed" in (states[overdue.id].message or "")  # type: ignore[union-attr]
        assert states[later.id].type == StateType.SCHEDULED  # type: ignore[union-attr]
        assert states[others.id].type == StateType.RUNNING  # type: ignore[union-attr]
        for deployment_id in ids.values():
            slots = (await client.read_deployment(deployment_id)).global_concurrency_limit
            assert slots is not None and slots.active_slots == 0
        assert await heal(client, FLOW_NAMES, NAME, dt.datetime.now(dt.UTC)) == 0


@on_prefects_server
async def test_only_watch_and_maintain_have_schedules_and_no_deployment_overlaps_itself(server: None) -> None:
    made = {d.flow_name: d for d in await deployments(dt.timedelta(seconds=90), NOW)}

    assert {name for name, d in made.items() if d.schedules} == {"contactline watch", "contactline maintain"}
    assert made["contactline watch"].schedules[0].schedule.interval == dt.timedelta(seconds=90)  # type: ignore[index,union-attr]
    assert {d.concurrency_limit for d in made.values()} == {1}
    assert all(d.entrypoint and ":" not in d.entrypoint for d in made.values())
