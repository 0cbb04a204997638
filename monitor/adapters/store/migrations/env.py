"""Runs the migrations on the connection that ``migrate.upgrade`` opened, inside its transaction."""

from __future__ import annotations

from alembic import context

from monitor.adapters.store.migrations import VERSION_TABLE
from monitor.adapters.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
)
context.run_migrations()
