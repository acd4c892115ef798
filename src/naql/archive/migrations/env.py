"""Runs the migrations on the connection that `store` hands over, inside its transaction: all of it is done or nothing."""

from __future__ import annotations

from alembic import context

from naql.archive.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
