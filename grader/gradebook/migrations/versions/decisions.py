"""Drafts and publications, what people decide, notebooks, and what a result rests on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables and views; what counted until now is published."""
    _make_notebooks()
    _make_sightings()
    _make_publications()
    _make_decisions()
    op.add_column("results", sa.Column("basis", sa.Text, nullable=False, server_default=""))
    op.execute("DROP VIEW current_grades")
    op.execute(SIGHT_ALL)
    op.execute(PUBLISH_ALL)
    op.execute(PUBLISHED_GRADES)
    op.execute(LAST_SIGHTINGS)


def _make_notebooks() -> None:
    op.create_table(
        "notebooks",
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("submission", "position", name="pk_notebooks"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_notebooks_submission"),
    )


def _make_sightings() -> None:
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("grade", sa.Integer, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True)),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sightings"),
        sa.ForeignKeyConstraint(["grade"], ["grades.id"], name="fk_sightings_grade"),
    )
    op.create_index("ix_sightings_grade", "sightings", ["grade"])


def _make_publications() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("grade", sa.Integer, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publications"),
        sa.ForeignKeyConstraint(["grade"], ["grades.id"], name="fk_publications_grade"),
    )
    op.create_index("ix_publications_grade", "publications", ["grade"])


def _make_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("assignment", sa.Text, nullable=False),
        sa.Column("student", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("task", sa.Text),
        sa.Column("points", sa.Double),
        sa.Column("until", sa.DateTime(timezone=True)),
        sa.Column("needed", sa.Boolean),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_assignment_student", "decisions", ["assignment", "student"])


# Of each submission the latest grade that is not broken, else the latest.
SIGHT_ALL = """
INSERT INTO sightings (grade, received_at, seen_at)
SELECT grade, received_at, graded_at FROM (
    SELECT
        grades.id AS grade, submissions.received_at, grades.graded_at,
        row_number() OVER (
            PARTITION BY submissions.assignment, submissions.student, submissions.content_hash
            ORDER BY grades.broken, grades.id DESC
        ) AS place
    FROM grades JOIN submissions ON submissions.id = grades.submission
) AS ranked
WHERE place = 1
ORDER BY grade
"""
PUBLISH_ALL = """
INSERT INTO publications (grade, "by", published_at)
SELECT grade, '', seen_at FROM sightings ORDER BY id
"""
PUBLISHED_GRADES = """
CREATE VIEW published_grades AS
SELECT assignment, student, content_hash, grade FROM (
    SELECT
        submissions.assignment, submissions.student, submissions.content_hash, publications.grade,
        row_number() OVER (
            PARTITION BY submissions.assignment, submissions.student, submissions.content_hash
            ORDER BY publications.id DESC
        ) AS place
    FROM publications
    JOIN grades ON grades.id = publications.grade
    JOIN submissions ON submissions.id = grades.submission
) AS ranked
WHERE place = 1
"""
# What was received several times was received when it came first, and stands where it came last. A broken
# grade hides no sound one.
LAST_SIGHTINGS = """
CREATE VIEW last_sightings AS
SELECT assignment, student, content_hash, grade, sighting, received_at, last_received_at FROM (
    SELECT
        submissions.assignment, submissions.student, submissions.content_hash,
        sightings.grade,
        max(sightings.id) OVER (
            PARTITION BY submissions.assignment, submissions.student, submissions.content_hash
        ) AS sighting,
        min(sightings.received_at) OVER (
            PARTITION BY submissions.assignment, submissions.student, submissions.content_hash
        ) AS received_at,
        max(sightings.received_at) OVER (
            PARTITION BY submissions.assignment, submissions.student, submissions.content_hash
        ) AS last_received_at,
        row_number() OVER (
            PARTITION BY submissions.assignment, submissions.student, submissions.content_hash
            ORDER BY grades.broken, sightings.id DESC
        ) AS place
    FROM sightings
    JOIN grades ON grades.id = sightings.grade
    JOIN submissions ON submissions.id = grades.submission
) AS ranked
WHERE place = 1
"""
