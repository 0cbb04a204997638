"""The schema's versions, run by ``monitor.adapters.store.migrate``; package data, no ini file."""

VERSION_TABLE = "contactline_schema"  # not Alembic's own name: Prefect's database has a table of that name
