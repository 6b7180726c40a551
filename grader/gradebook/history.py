"""The trail of one student's grades: what was graded, published and decided, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, select

from grader.gradebook.decisions import Decision
from grader.gradebook.queries import GRADED
from grader.gradebook.rows import decision
from grader.gradebook.schema import decisions, grades, publications, submissions


@dataclass(frozen=True, slots=True)
class GradedEvent:
    """A grade was made; `earned` by its tests, None where one was broken."""

    at: datetime
    assignment: str
    content_hash: str
    received_at: datetime | None
    earned: float | None
    possible: float


@dataclass(frozen=True, slots=True)
class PublishedEvent:
    """A grade became what the student is told. `by` is empty where nobody had to decide."""

    at: datetime
    assignment: str
    content_hash: str
    by: str
    earned: float | None
    possible: float


@dataclass(frozen=True, slots=True)
class DecisionEvent:
    """A person changed something."""

    at: datetime
    assignment: str
    decision: Decision


Event = GradedEvent | PublishedEvent | DecisionEvent


def history(connection: Connection, student: str, assignment: str | None) -> tuple[Event, ...]:
    """Oldest first; of all assignments where none is named."""
    events: list[Event] = [
        *_graded(connection, student, assignment),
        *_published(connection, student, assignment),
        *_decided(connection, student, assignment),
    ]
    return tuple(sorted(events, key=lambda event: event.at))


def _graded(connection: Connection, student: str, assignment: str | None) -> Iterator[GradedEvent]:
    sought = (
        select(grades, submissions)
        .select_from(GRADED)
        .where(*_about(submissions, student, assignment))
        .order_by(grades.c.id)
    )
    for row in connection.execute(sought):
        yield GradedEvent(
            row.graded_at, row.assignment, row.content_hash, row.received_at, row.final, row.possible
        )


def _published(connection: Connection, student: str, assignment: str | None) -> Iterator[PublishedEvent]:
    sought = (
        select(publications.c.published_at, publications.c.by, grades, submissions)
        .select_from(GRADED.join(publications, publications.c.grade == grades.c.id))
        .where(*_about(submissions, student, assignment))
        .order_by(publications.c.id)
    )
    for row in connection.execute(sought):
        yield PublishedEvent(
            row.published_at, row.assignment, row.content_hash, row.by, row.final, row.possible
        )


def _decided(connection: Connection, student: str, assignment: str | None) -> Iterator[DecisionEvent]:
    sought = select(decisions).where(*_about(decisions, student, assignment)).order_by(decisions.c.id)
    for row in connection.execute(sought):
        yield DecisionEvent(row.made_at, row.assignment, decision(row))


def _about(rows: Table, student: str, assignment: str | None) -> list[ColumnElement[bool]]:
    one = [rows.c.assignment == assignment] if assignment else []
    return [rows.c.student == student, *one]
