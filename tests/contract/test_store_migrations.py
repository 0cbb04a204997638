from __future__ import annotations

import fcntl
import shutil
import signal
import sqlite3
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from store_processes import open_empty, run_together, start, upgrade, upgrade_and_die
from store_samples import add_entries

from monitor.adapters.store import engine, faults, migrate
from monitor.adapters.store.migrations import VERSION_TABLE
from monitor.adapters.store.store import SqlStore, open_store
from monitor.adapters.store.tables import metadata
from monitor.domain.errors import SchemaMismatch, StoreBusy, StoreError

NEXT = '''"""A step for tests."""
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade():
    op.add_column("feed", sa.Column("colour", sa.Text()))
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
'''


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The migrations of a later Contactline."""
    scripts = tmp_path / "newer"
    shutil.copytree(migrate.MIGRATIONS, scripts)
    (scripts / "versions" / "0003_more.py").write_text(NEXT)
    return scripts


def schema(url: str) -> tuple[list[str], str | None]:
    """Table names and revision, read without our own checks."""
    opened = engine.make_engine(engine.parse_url(url), busy_seconds=1)
    with opened.connect() as connection:
        tables = sorted(migrate.inspect(connection).get_table_names())
        revision = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() if VERSION_TABLE in tables else None
    opened.dispose()
    return tables, revision


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_migrating_an_empty_database_makes_every_table(store_url: str) -> None:
    done = migrate.upgrade(store_url)
    assert (done.before, done.after, done.changed, done.copy) == (None, "0002", True, None)
    assert schema(store_url) == (sorted([*metadata.tables, VERSION_TABLE]), "0002")
    migrate.check(store_url)


def test_the_migrations_make_the_schema_that_the_code_expects(store_url: str) -> None:
    migrate.upgrade(store_url)
    opened = engine.make_engine(engine.parse_url(store_url), busy_seconds=1)
    with opened.connect() as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        difference = compare_metadata(context, metadata)
        foreign_keys = {key["name"] for name in metadata.tables for key in migrate.inspect(connection).get_foreign_keys(name)}
    opened.dispose()
    assert difference == []
    assert len(foreign_keys) == sum(len(table.foreign_key_constraints) for table in metadata.tables.values())


def test_migrating_twice_changes_nothing(store_url: str) -> None:
    migrate.upgrade(store_url)
    before = schema(store_url)
    done = migrate.upgrade(store_url)
    assert (done.changed, done.copy) == (False, None)
    assert schema(store_url) == before


def test_two_processes_that_migrate_at_once_do_it_once(store_url: str) -> None:
    assert sorted(run_together(upgrade, store_url), key=str) == [False, True]


def test_a_migration_waits_for_another_one_of_the_same_file_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrate, "LOCK_SECONDS", 0.1)
    url = sqlite_url(tmp_path / "x.sqlite3")
    with (tmp_path / "x.sqlite3.migrate-lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(StoreBusy, match="another migration is running"):
            migrate.upgrade(url)
    assert migrate.upgrade(url).changed


def test_two_processes_that_open_an_empty_database_at_once_both_get_a_store(store_url: str) -> None:
    assert run_together(open_empty, store_url) == [[], []]


def test_a_step_of_an_existing_database_keeps_its_data_and_leaves_a_copy_of_a_sqlite_file(store_url: str, newer: Path, tmp_path: Path) -> None:
    store = open_store(store_url)
    add_entries(store, "a", "b")
    done = migrate.upgrade(store_url, scripts=newer)  # with the store still open: its last commits stand in the WAL only
    assert (done.before, done.after) == ("0002", "0003")
    assert "extra" in schema(store_url)[0]
    with store.read() as unit:
        assert unit.entries.counts()["pending"] == 2
    store.close()
    if store_url.startswith("sqlite"):
        assert done.copy == tmp_path / "contactline.sqlite3.before-0003"
        copied = open_store(sqlite_url(done.copy))
        with copied.read() as unit:
            assert unit.entries.counts()["pending"] == 2
        copied.close()
    else:
        assert done.copy is None


def test_code_older_than_the_schema_refuses_it_with_what_to_do(store_url: str, newer: Path) -> None:
    migrate.upgrade(store_url)
    migrate.upgrade(store_url, scripts=newer)
    for refused in (open_store, migrate.upgrade, migrate.check):
        with pytest.raises(SchemaMismatch, match=r"newer Contactline \(schema 0003, this one knows up to 0002\).*restore the copy"):
            refused(store_url)


def test_a_schema_older_than_the_code_is_not_migrated_in_passing(store_url: str, newer: Path) -> None:
    migrate.upgrade(store_url)
    with pytest.raises(SchemaMismatch, match="0002 is older than this program's 0003; run 'contactline migrate'"):
        migrate.check(store_url, scripts=newer)
    assert schema(store_url)[1] == "0002"


def test_a_database_without_schema_is_told(store_url: str) -> None:
    with pytest.raises(SchemaMismatch, match="no schema yet; run 'contactline migrate'"):
        migrate.check(store_url)


@pytest.mark.parametrize("existing", [False, True])
def test_a_migration_killed_before_its_end_leaves_nothing_and_runs_again(store_url: str, newer: Path, existing: bool) -> None:
    if existing:
        store = open_store(store_url)
        add_entries(store, "a")
        store.close()
    before = schema(store_url)
    process = start(upgrade_and_die, store_url, newer)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert schema(store_url) == before
    assert migrate.upgrade(store_url, scripts=newer).after == "0003"
    assert "extra" in schema(store_url)[0]


def test_another_programs_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.close()
    before = path.read_bytes()
    for refused in (open_store, migrate.upgrade, migrate.check):
        with pytest.raises(StoreError, match="another program's database"):
            refused(sqlite_url(path))
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes, and quite some of them. " * 100)
    before = path.read_bytes()
    for refused in (open_store, migrate.upgrade, migrate.check):
        with pytest.raises(StoreError, match=r"notes\.txt: the file is not a database.*restore a copy"):
            refused(sqlite_url(path))
    assert path.read_bytes() == before


def test_a_damaged_file_is_not_migrated(tmp_path: Path, newer: Path) -> None:
    path = tmp_path / "x.sqlite3"
    store = open_store(sqlite_url(path))
    add_entries(store, *(f"guid {number}" for number in range(300)))
    with store._engine.connect() as connection:
        page = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'entry'").scalar_one()
    store.close()
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(raw)
    with pytest.raises(StoreError, match="damaged"):
        migrate.upgrade(sqlite_url(path), scripts=newer)
    assert path.read_bytes() == raw
    assert migrate.integrity(sqlite_url(path)) != []
    assert list(tmp_path.glob("*.before-*")) == []


def test_a_whole_database_has_no_damage(store_url: str) -> None:
    migrate.upgrade(store_url)
    assert migrate.integrity(store_url) == []


def test_the_folder_of_a_sqlite_file_is_made(tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "x.sqlite3"
    open_store(sqlite_url(path)).close()
    assert path.exists()


def test_a_path_that_cannot_be_is_told_in_one_line_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "x.sqlite3", tmp_path, Path("/proc/nowhere/x.sqlite3")):
        with pytest.raises(StoreError) as told:
            open_store(sqlite_url(path))
        assert str(path) in str(told.value)
        assert "\n" not in str(told.value)


def test_a_folder_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"/proc/x\.sqlite3"):
        open_store("sqlite:////proc/x.sqlite3")


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://root:geheim@host/db", "sqlite://", "sqlite:///:memory:", "postgresql+asyncpg://u:geheim@h/d"]
)
def test_an_address_of_another_kind_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(StoreError, match="expected") as told:
        open_store(url)
    assert "geheim" not in str(told.value)


def test_an_unreachable_server_is_told_as_busy_without_the_password() -> None:
    with pytest.raises(StoreBusy, match=r"postgresql\+psycopg://me@127\.0\.0\.1:1/news") as told:
        open_store("postgresql://me:geheim@127.0.0.1:1/news?sslpassword=geheim")
    assert "geheim" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_password_that_the_driver_repeats_is_struck_out() -> None:
    url = engine.parse_url("postgresql://me:geheim@host/news")
    told = faults.translate(psycopg.OperationalError('connection failed: invalid option "geheim"\nand more'), url)
    assert str(told) == 'postgresql+psycopg://me@host/news: connection failed: invalid option "***" and more'


@pytest.mark.postgres
def test_a_missing_database_is_an_error_that_waiting_does_not_help(postgres_url: str) -> None:
    with pytest.raises(StoreError, match="does not exist") as told:
        open_store(postgres_url.replace("/test", "/none"))
    assert not isinstance(told.value, StoreBusy)


def test_a_sqlite_library_without_what_is_needed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(StoreError, match=r"too old: 3\.35\.0 or later"):
        open_store(sqlite_url(tmp_path / "x.sqlite3"))


def test_a_sqlite_database_is_kept_safe_against_power_cuts_and_readers(sqlite_store: SqlStore) -> None:
    with sqlite_store._engine.connect() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert settings == ["wal", 2, 1]
