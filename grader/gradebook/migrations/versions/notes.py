"""What the machine did while a test ran, for the instructor."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("results", sa.Column("notes", sa.JSON, nullable=False, server_default="[]"))
