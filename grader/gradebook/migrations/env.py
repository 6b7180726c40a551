"""Alembic runs this file. The connection, with its transaction begun, is the caller's."""

from __future__ import annotations

from alembic import context

from grader.gradebook.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=context.config.get_main_option("version_table"),
    transactional_ddl=True,
)
context.run_migrations()
