"""Runs, submissions, grades and results."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables and the view."""
    _make_runs()
    _make_submissions()
    _make_grades()
    _make_results()
    op.execute(CURRENT_GRADES)


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("assignment", sa.Text, nullable=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("isolation", sa.JSON, nullable=False),
        sa.Column("versions", sa.JSON, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )


def _make_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("assignment", sa.Text, nullable=False),
        sa.Column("student", sa.Text, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True)),
        sa.Column("oddities", sa.JSON, nullable=False),
        sa.Column("unreadable", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
    )
    op.create_index("ix_submissions_assignment_student", "submissions", ["assignment", "student"])


def _make_grades() -> None:
    op.create_table(
        "grades",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("raw", sa.Double, nullable=False),
        sa.Column("possible", sa.Double, nullable=False),
        sa.Column("final", sa.Double),
        sa.Column("isolation", sa.JSON, nullable=False),
        sa.Column("versions", sa.JSON, nullable=False),
        sa.Column("graded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("output", sa.Text, nullable=False),
        sa.Column("needs_review", sa.Boolean, nullable=False),
        sa.Column("broken", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_grades"),
        sa.ForeignKeyConstraint(["run"], ["runs.id"], name="fk_grades_run"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_grades_submission"),
    )
    op.create_index("ix_grades_run", "grades", ["run"])
    op.create_index("ix_grades_submission", "grades", ["submission"])


def _make_results() -> None:
    op.create_table(
        "results",
        sa.Column("grade", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("test_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("earned", sa.Double, nullable=False),
        sa.Column("possible", sa.Double, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("observed", sa.JSON),
        sa.Column("diagnosis", sa.JSON),
        sa.Column("visibility", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("grade", "position", name="pk_results"),
        sa.ForeignKeyConstraint(["grade"], ["grades.id"], name="fk_results_grade"),
    )


CURRENT_GRADES = """
CREATE VIEW current_grades AS
SELECT assignment, student, grade, raw, possible, final, graded_at, needs_review, broken
FROM (
    SELECT
        submissions.assignment, submissions.student, grades.id AS grade, grades.raw, grades.possible,
        grades.final, grades.graded_at, grades.needs_review, grades.broken,
        row_number() OVER (
            PARTITION BY submissions.assignment, submissions.student
            ORDER BY grades.broken, grades.id DESC
        ) AS place
    FROM grades JOIN submissions ON submissions.id = grades.submission
) AS ranked
WHERE place = 1
"""
