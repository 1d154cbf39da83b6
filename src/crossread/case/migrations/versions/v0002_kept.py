"""What others make of a reading and want to have again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.create_table(
        "kept",
        sa.Column("reading", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.number"], name="fk_kept_reading"),
        sa.PrimaryKeyConstraint("reading", "kind", name="pk_kept"),
    )
