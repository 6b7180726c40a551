"""The tables. A change here needs a new file in migrations/versions: a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    column,
    table,
)

from grader.gradebook.types import Instant, Noun, Number, Text
from grader.model import Diagnosis, Isolation, Notebook
from grader.observations import Observation

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assignment", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("isolation", Noun(Isolation), nullable=False),
    Column("versions", JSON, nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("finished_at", Instant),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assignment", Text, nullable=False),
    Column("student", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("received_at", Instant),
    Column("oddities", JSON, nullable=False),
    Column("unreadable", Boolean, nullable=False),
    Index(None, "assignment", "student"),
)

grades = Table(
    "grades",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", ForeignKey(runs.c.id), nullable=False, index=True),
    Column("submission", ForeignKey(submissions.c.id), nullable=False, index=True),
    Column("key", Text, nullable=False),
    Column("raw", Number, nullable=False),
    Column("possible", Number, nullable=False),
    Column("final", Number),
    Column("isolation", Noun(Isolation), nullable=False),
    Column("versions", JSON, nullable=False),
    Column("graded_at", Instant, nullable=False),
    Column("seconds", Number, nullable=False),
    Column("output", Text, nullable=False),
    Column("needs_review", Boolean, nullable=False),
    Column("broken", Boolean, nullable=False),
)

results = Table(
    "results",
    metadata,
    Column("grade", ForeignKey(grades.c.id), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("test_id", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("task", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("earned", Number, nullable=False),
    Column("possible", Number, nullable=False),
    Column("seconds", Number, nullable=False),
    Column("observed", Noun(Observation)),
    Column("diagnosis", Noun(Diagnosis)),
    Column("visibility", Text, nullable=False),
    Column("basis", Text, nullable=False, server_default=""),
    Column("notes", JSON, nullable=False, server_default="[]"),
)

# The latest row of a student is what counts.
people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assignment", Text, nullable=False),
    Column("student", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Index(None, "assignment", "student"),
)

# What was handed in as notebooks, without outputs: a page is written again when its grade changes.
notebooks = Table(
    "notebooks",
    metadata,
    Column("submission", ForeignKey(submissions.c.id), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("content", Noun(Notebook), nullable=False),
)

# Each time a run met a submission with a grade; only what is new is noted. The latest row tells what a
# student handed in last, and which grade the suite of today gives it.
sightings = Table(
    "sightings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("grade", ForeignKey(grades.c.id), nullable=False, index=True),
    Column("received_at", Instant),
    Column("seen_at", Instant, nullable=False),
)

# What students are told: of each submission its grade that was published last.
publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("grade", ForeignKey(grades.c.id), nullable=False, index=True),
    Column("by", Text, nullable=False),  # empty where there was nothing to decide
    Column("published_at", Instant, nullable=False),
)

# What people decided. Nothing is taken back but by another row.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("assignment", Text, nullable=False),
    Column("student", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("task", Text),
    Column("points", Number),
    Column("until", Instant),
    Column("needed", Boolean),
    Column("comment", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Index(None, "assignment", "student"),
)

# Two views, made by the migrations; a submission is what one student handed in for one assignment.
published_grades = table(
    "published_grades",
    column("assignment", Text),
    column("student", Text),
    column("content_hash", Text),
    column("grade", Integer),
)
last_sightings = table(
    "last_sightings",
    column("assignment", Text),
    column("student", Text),
    column("content_hash", Text),
    column("grade", Integer),
    column("sighting", Integer),
    column("received_at", Instant),
    column("last_received_at", Instant),
)
