"""What operators decide about stories: constraints between articles, and what is still to be told of merges and splits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add a table and three columns that may be empty: no row is rewritten."""
    op.create_table(
        "story_constraint",
        sa.Column("first", sa.Text(), nullable=False),
        sa.Column("second", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("first", "second", name="pk_story_constraint"),
    )
    op.create_index("ix_story_constraint_second", "story_constraint", ["second"])
    op.add_column("story", sa.Column("merged_into", sa.Text(), nullable=True))
    op.add_column("story", sa.Column("change", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("story_article", sa.Column("decided", sa.JSON(none_as_null=True), nullable=True))
