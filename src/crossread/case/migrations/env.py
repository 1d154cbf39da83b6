"""Runs migrations on the connection it is given; used by `crossread.case.database` alone."""

from __future__ import annotations

from alembic import context

from crossread.case.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
