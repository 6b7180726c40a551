"""The gradebook: what was graded, when, from what, with what result. Nothing is ever overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, Row, Select, Table, insert, make_url, select, update
from sqlalchemy.exc import SQLAlchemyError

from grader.errors import GradebookError
from grader.gradebook.database import connect, migrate, place, writing
from grader.gradebook.failures import plain_failures
from grader.gradebook.schema import current_grades, grades, people, results, runs, submissions
from grader.model import Grade, Isolation, Receipt, Status, TestResult, Visibility

Contact = tuple[str, str]
"""A name and an address, each empty where it is not known."""
NOBODY = ("", "")


class Gradebook:
    """One database of grades. One process of a run writes it; several runs may share it."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self._where = where

    @classmethod
    def open(cls, url: str) -> Self:
        """The gradebook at a SQLAlchemy URL, made when there is none, brought up to date when it is old."""
        engine = _reach(url)
        where = place(engine.url)
        book = cls(engine, where)
        try:
            with plain_failures(where):
                migrate(engine, where)
        except GradebookError:
            book.close()
            raise
        return book

    def begin_run(
        self, assignment: str, fingerprint: str, isolation: Isolation, versions: Mapping[str, str]
    ) -> int:
        """A new run's id. `fingerprint` names the suite, reference, limits and seed it grades with."""
        values = {
            "assignment": assignment,
            "fingerprint": fingerprint,
            "isolation": isolation,
            "versions": dict(versions),
            "started_at": datetime.now(UTC),
        }
        with self._writing() as connection:
            return _insert(connection, runs, values)

    def finish_run(self, run: int) -> None:
        """A run without an end was interrupted."""
        with self._writing() as connection:
            connection.execute(update(runs).where(runs.c.id == run).values(finished_at=datetime.now(UTC)))

    def remember(self, assignment: str, known: Mapping[str, Contact]) -> None:
        """Keep names and addresses, by student; grades come back with the latest."""
        if not known:
            return  # nobody else has to wait
        with self._writing() as connection:
            before = _contacts(connection, assignment)
            rows = [
                {"assignment": assignment, "student": student, "name": name, "email": email}
                for student, (name, email) in known.items()
                if before.get(student, NOBODY) != (name, email)
            ]
            if rows:
                connection.execute(insert(people), rows)

    def is_graded(self, assignment: str, student: str, key: str) -> bool:
        """Whether there is a grade under `key` that no broken test withholds."""
        with self._reading() as connection:
            return _is_graded(connection, assignment, student, key)

    def record(self, run: int, grade: Grade) -> None:
        """Keep `grade`: it is on the disk when this returns.

        Where there is a sound grade under the same key already, nothing changes. Names and addresses are
        kept by `remember` alone.
        """
        receipt = grade.receipt
        with self._writing() as connection:
            if not _is_graded(connection, receipt.assignment, receipt.student, grade.key):
                _add(connection, run, grade)

    def grade(self, assignment: str, student: str, key: str) -> Grade:
        """The grade under `key`: the sound one, else the latest."""
        sought = _under(assignment, student, key).order_by(grades.c.broken, grades.c.id.desc()).limit(1)
        with self._reading() as connection:
            if (grade_id := connection.scalar(sought)) is not None:
                return _load(connection, grade_id)
        raise GradebookError(
            f"no grade of `{student}` for `{assignment}` under the key `{key}`",
            where=self._where,
            advice="grade the submission first",
        )

    def current(self, assignment: str) -> Iterator[Grade]:
        """Each student's latest grade, by student; one that is broken only where there is no other."""
        sought = select(current_grades.c.grade).where(current_grades.c.assignment == assignment)
        with self._reading() as connection:
            ids = connection.scalars(sought.order_by(current_grades.c.student)).all()
        for grade_id in ids:  # grades never change, so one at a time is a consistent picture
            with self._reading() as connection:
                grade = _load(connection, grade_id)
            yield grade

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with plain_failures(self._where), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with plain_failures(self._where), writing(self._engine).begin() as connection:
            yield connection


def _reach(url: str) -> Engine:
    """An engine for the URL, with its driver at hand."""
    try:
        return connect(make_url(url))
    except (SQLAlchemyError, ImportError, ValueError) as error:
        raise GradebookError(
            f"no database can be reached by this URL: {error}",
            where="the gradebook's URL",
            advice="write it as in sqlite:///gradebook.db, in pyproject.toml or after --gradebook",
        ) from error


def _under(assignment: str, student: str, key: str) -> Select[int]:
    """The ids of the grades under `key`."""
    joined = grades.join(submissions, submissions.c.id == grades.c.submission)
    return (
        select(grades.c.id)
        .select_from(joined)
        .where(submissions.c.assignment == assignment, submissions.c.student == student, grades.c.key == key)
    )


def _is_graded(connection: Connection, assignment: str, student: str, key: str) -> bool:
    sound = _under(assignment, student, key).where(grades.c.broken.is_(False)).limit(1)
    return connection.scalar(sound) is not None


def _add(connection: Connection, run: int, grade: Grade) -> None:
    submission = _submission(connection, grade.receipt)
    values = {"run": run, "submission": submission, **_grade_values(grade)}
    grade_id = _insert(connection, grades, values)
    rows = [
        {"grade": grade_id, "position": position, **_result_values(result)}
        for position, result in enumerate(grade.results)
    ]
    if rows:
        connection.execute(insert(results), rows)


def _submission(connection: Connection, receipt: Receipt) -> int:
    """The row of `receipt`: a submission that is graded again is kept once."""
    known = select(submissions).where(
        submissions.c.assignment == receipt.assignment,
        submissions.c.student == receipt.student,
        submissions.c.content_hash == receipt.content_hash,
    )
    anonymous = replace(receipt, name="", email="")
    for row in connection.execute(known):
        if _receipt(row, NOBODY) == anonymous:
            return int(row.id)
    return _insert(connection, submissions, _receipt_values(receipt))


def _insert(connection: Connection, into: Table, values: dict[str, Any]) -> int:
    """The new row's id."""
    key = connection.execute(insert(into).values(values)).inserted_primary_key
    assert key is not None  # every table that comes here has an id
    return int(key[0])


def _load(connection: Connection, grade_id: int) -> Grade:
    joined = grades.join(submissions, submissions.c.id == grades.c.submission)
    row = connection.execute(
        select(grades, submissions).select_from(joined).where(grades.c.id == grade_id)
    ).one()
    rows = connection.execute(select(results).where(results.c.grade == grade_id).order_by(results.c.position))
    return _grade(row, _contact(connection, row.assignment, row.student), tuple(map(_result, rows)))


def _contacts(connection: Connection, assignment: str) -> dict[str, Contact]:
    sought = select(people).where(people.c.assignment == assignment).order_by(people.c.id)
    return {row.student: (row.name, row.email) for row in connection.execute(sought)}


def _contact(connection: Connection, assignment: str, student: str) -> Contact:
    sought = select(people).where(people.c.assignment == assignment, people.c.student == student)
    row = connection.execute(sought.order_by(people.c.id.desc()).limit(1)).first()
    return (row.name, row.email) if row else NOBODY


def _receipt_values(receipt: Receipt) -> dict[str, Any]:
    return {
        "assignment": receipt.assignment,
        "student": receipt.student,
        "content_hash": receipt.content_hash,
        "received_at": receipt.received_at,
        "oddities": list(receipt.oddities),
        "unreadable": receipt.unreadable,
    }


def _receipt(row: Row[Any], contact: Contact) -> Receipt:
    name, email = contact
    return Receipt(
        assignment=row.assignment,
        student=row.student,
        content_hash=row.content_hash,
        received_at=row.received_at,
        oddities=tuple(row.oddities),
        unreadable=row.unreadable,
        name=name,
        email=email,
    )


def _grade_values(grade: Grade) -> dict[str, Any]:
    return {
        "key": grade.key,
        "raw": grade.raw,
        "possible": grade.possible,
        "final": grade.final,
        "isolation": grade.isolation,
        "versions": dict(grade.versions),
        "graded_at": grade.graded_at,
        "seconds": grade.seconds,
        "output": grade.output,
        "needs_review": grade.needs_review,
        "broken": grade.broken,
    }


def _grade(row: Row[Any], contact: Contact, found: tuple[TestResult, ...]) -> Grade:
    return Grade(
        receipt=_receipt(row, contact),
        key=row.key,
        results=found,
        raw=row.raw,
        possible=row.possible,
        final=row.final,
        isolation=row.isolation,
        versions=row.versions,
        graded_at=row.graded_at,
        seconds=row.seconds,
        output=row.output,
        needs_review=row.needs_review,
    )


def _result_values(result: TestResult) -> dict[str, Any]:
    return {
        "test_id": result.id,
        "title": result.title,
        "task": result.task,
        "status": result.status.value,
        "earned": result.earned,
        "possible": result.possible,
        "seconds": result.seconds,
        "observed": result.observed,
        "diagnosis": result.diagnosis,
        "visibility": result.visibility.value,
    }


def _result(row: Row[Any]) -> TestResult:
    return TestResult(
        id=row.test_id,
        title=row.title,
        task=row.task,
        status=Status(row.status),
        earned=row.earned,
        possible=row.possible,
        seconds=row.seconds,
        observed=row.observed,
        diagnosis=row.diagnosis,
        visibility=Visibility(row.visibility),
    )
