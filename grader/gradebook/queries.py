"""Single questions to the database, and single changes, inside a transaction of the caller's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, insert, select

from grader.gradebook.rows import (
    NOBODY,
    Contact,
    grade,
    grade_values,
    info,
    info_values,
    result,
    result_values,
)
from grader.gradebook.schema import (
    grades,
    last_sightings,
    notebooks,
    people,
    publications,
    published_grades,
    results,
    sightings,
    submissions,
)
from grader.model import Grade, Notebook, SubmissionInfo


class DraftPair(NamedTuple):
    """A student, a published grade, and a draft."""

    student: str
    published: int
    draft: int


GRADED = grades.join(submissions, submissions.c.id == grades.c.submission)


def insert_row(connection: Connection, into: Table, values: dict[str, Any]) -> int:
    """The new row's id."""
    key = connection.execute(insert(into).values(values)).inserted_primary_key
    assert key is not None  # every table that comes here has an id
    return int(key[0])


def is_known(connection: Connection, about: SubmissionInfo) -> bool:
    """Whether the student has handed in anything before."""
    theirs = (submissions.c.assignment == about.assignment) & (submissions.c.student == about.student)
    return connection.scalar(select(submissions.c.id).where(theirs).limit(1)) is not None


def sound_grade(connection: Connection, about: SubmissionInfo, key: str) -> int | None:
    """The student's latest grade under `key` that is not broken."""
    sought = _grades_of(about).where(grades.c.key == key, grades.c.broken.is_(False))
    return connection.scalar(sought.order_by(grades.c.id.desc()).limit(1))


def latest_sound_grade(connection: Connection, about: SubmissionInfo) -> int | None:
    """The last one of the same files."""
    same = _grades_of(about).where(
        submissions.c.content_hash == about.content_hash, grades.c.broken.is_(False)
    )
    return connection.scalar(same.order_by(grades.c.id.desc()).limit(1))


def add_grade(connection: Connection, run: int, new: Grade, written: Sequence[Notebook]) -> int:
    submission = _submission(connection, new.info, written)
    values = {"run": run, "submission": submission, **grade_values(new)}
    id_ = insert_row(connection, grades, values)
    rows = [
        {"grade": id_, "position": position, **result_values(one)} for position, one in enumerate(new.results)
    ]
    if rows:
        connection.execute(insert(results), rows)
    return id_


def load(connection: Connection, id_: int) -> Grade:
    row = connection.execute(select(grades, submissions).select_from(GRADED).where(grades.c.id == id_)).one()
    rows = connection.execute(select(results).where(results.c.grade == id_).order_by(results.c.position))
    return grade(row, _contact(connection, row.assignment, row.student), tuple(map(result, rows)))


def notebooks_of(connection: Connection, about: SubmissionInfo) -> tuple[Notebook, ...]:
    """Those of the latest submission with these files."""
    same = (
        select(submissions.c.id)
        .where(
            submissions.c.assignment == about.assignment,
            submissions.c.student == about.student,
            submissions.c.content_hash == about.content_hash,
        )
        .order_by(submissions.c.id.desc())
        .limit(1)
    )
    found = select(notebooks.c.content).where(notebooks.c.submission == same.scalar_subquery())
    return tuple(connection.scalars(found.order_by(notebooks.c.position)))


def is_last_sighting(connection: Connection, about: SubmissionInfo, grade: int) -> bool:
    """Whether a sighting of this grade, so received, would tell nothing new."""
    seen = (
        select(sightings.c.grade)
        .select_from(sightings.join(grades, grades.c.id == sightings.c.grade).join(submissions))
        .where(submissions.c.assignment == about.assignment, submissions.c.student == about.student)
        .order_by(sightings.c.id.desc())
        .limit(1)
    )
    if connection.scalar(seen) != grade:
        return False
    times = connection.execute(
        select(last_sightings.c.received_at, last_sightings.c.last_received_at).where(
            last_sightings.c.assignment == about.assignment,
            last_sightings.c.student == about.student,
            last_sightings.c.content_hash == about.content_hash,
        )
    ).one()
    if about.received_at is None:
        return True
    first, last = times
    return first is not None and first <= about.received_at <= last


def note_sighting(connection: Connection, about: SubmissionInfo, grade: int) -> None:
    values = {"grade": grade, "received_at": about.received_at, "seen_at": datetime.now(UTC)}
    connection.execute(insert(sightings).values(values))


def may_publish(connection: Connection, about: SubmissionInfo, grade: int) -> bool:
    """Whether nobody has to decide: there is no sound grade yet, or it says the same."""
    published = connection.scalar(
        select(published_grades.c.grade).where(
            published_grades.c.assignment == about.assignment,
            published_grades.c.student == about.student,
            published_grades.c.content_hash == about.content_hash,
        )
    )
    if published is None or _is_broken(connection, published):
        return published != grade
    return published != grade and _verdicts(connection, published) == _verdicts(connection, grade)


def publish(connection: Connection, grade: int, by: str) -> None:
    connection.execute(
        insert(publications).values({"grade": grade, "by": by, "published_at": datetime.now(UTC)})
    )


def published(connection: Connection, assignment: str, student: str) -> Sequence[tuple[int, datetime | None]]:
    """The published grades of the student's submissions and when those first came, the last one last.

    What was handed in last is told by the times, where all are known; else by the order of the runs.
    """
    sought = (
        select(
            published_grades.c.grade,
            last_sightings.c.received_at,
            last_sightings.c.last_received_at,
        )
        .select_from(_PUBLISHED_AND_SEEN)
        .where(published_grades.c.assignment == assignment, published_grades.c.student == student)
        .order_by(last_sightings.c.sighting)
    )
    rows = list(connection.execute(sought))
    if all(row.last_received_at for row in rows):
        rows.sort(key=lambda row: row.last_received_at)
    return [(row.grade, row.received_at) for row in rows]


def students(connection: Connection, assignment: str) -> tuple[str, ...]:
    sought = select(published_grades.c.student).where(published_grades.c.assignment == assignment).distinct()
    return tuple(sorted(connection.scalars(sought)))


def drafts(connection: Connection, assignment: str) -> Sequence[DraftPair]:
    """Where a later grade of the same files is not the published one."""
    sought = (
        select(
            published_grades.c.student,
            published_grades.c.grade,
            last_sightings.c.grade.label("draft"),
        )
        .select_from(_PUBLISHED_AND_SEEN.join(grades, grades.c.id == last_sightings.c.grade))
        .where(
            published_grades.c.assignment == assignment,
            published_grades.c.grade != last_sightings.c.grade,
            grades.c.broken.is_(False),
        )
    )
    return sorted(DraftPair(row.student, row.grade, row.draft) for row in connection.execute(sought))


def contacts(connection: Connection, assignment: str) -> dict[str, Contact]:
    sought = select(people).where(people.c.assignment == assignment).order_by(people.c.id)
    return {row.student: (row.name, row.email) for row in connection.execute(sought)}


_PUBLISHED_AND_SEEN = published_grades.join(
    last_sightings,
    (published_grades.c.assignment == last_sightings.c.assignment)
    & (published_grades.c.student == last_sightings.c.student)
    & (published_grades.c.content_hash == last_sightings.c.content_hash),
)


def _grades_of(about: SubmissionInfo) -> Select[int]:
    return (
        select(grades.c.id)
        .select_from(GRADED)
        .where(submissions.c.assignment == about.assignment, submissions.c.student == about.student)
    )


def _submission(connection: Connection, new: SubmissionInfo, written: Sequence[Notebook]) -> int:
    """The row of a info: a submission that is graded again is kept once."""
    known = select(submissions).where(
        submissions.c.assignment == new.assignment,
        submissions.c.student == new.student,
        submissions.c.content_hash == new.content_hash,
    )
    anonymous = replace(new, name="", email="")
    for row in connection.execute(known):
        if info(row, NOBODY) == anonymous:
            return int(row.id)
    id_ = insert_row(connection, submissions, info_values(new))
    rows = [{"submission": id_, "position": at, "content": one} for at, one in enumerate(written)]
    if rows:
        connection.execute(insert(notebooks), rows)
    return id_


def _contact(connection: Connection, assignment: str, student: str) -> Contact:
    sought = select(people).where(people.c.assignment == assignment, people.c.student == student)
    row = connection.execute(sought.order_by(people.c.id.desc()).limit(1)).first()
    return (row.name, row.email) if row else NOBODY


def _is_broken(connection: Connection, id_: int) -> bool:
    return bool(connection.scalar(select(grades.c.broken).where(grades.c.id == id_)))


def _verdicts(connection: Connection, id_: int) -> list[tuple[str, str, float, float]]:
    columns = (results.c.test_id, results.c.status, results.c.earned, results.c.possible)
    rows = connection.execute(select(*columns).where(results.c.grade == id_).order_by(results.c.test_id))
    return [tuple(row) for row in rows]
