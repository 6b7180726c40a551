"""The gradebook: what was graded, when, from what, with what result. Nothing is ever overwritten.

A submission is what one student handed in for one assignment; when its files change it is another. Its
first grade is published at once. One that is made later, under other tests or rules, is a draft until
someone publishes it, unless it says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, insert, update

from grader.errors import GradebookError
from grader.gradebook import queries
from grader.gradebook.database import connect, place
from grader.gradebook.decisions import Decisions
from grader.gradebook.failures import plain_failures
from grader.gradebook.history import Event, history
from grader.gradebook.layout import ready
from grader.gradebook.rows import NOBODY, Contact
from grader.gradebook.schema import people, runs
from grader.gradebook.transactions import Transactions
from grader.model import Grade, Isolation, Notebook, SubmissionInfo


@dataclass(frozen=True, slots=True)
class Draft:
    """What a submission's published grade would become."""

    published: Grade
    draft: Grade


class Gradebook:
    """One database of grades. One process of a run writes it; several runs may share it."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._transactions = Transactions(engine, where)
        self.decisions = Decisions(self._transactions)

    @classmethod
    def open(cls, url: str, *, make: bool = True) -> Self:
        """The gradebook at a SQLAlchemy URL; where there is none it is made, or refused.

        An old SQLite file is brought up to date, an old one on a server is refused: see `layout`.
        """
        engine = connect(url)
        where = place(engine.url)
        try:
            with plain_failures(where):
                ready(engine, make=make)
        except GradebookError:
            engine.dispose()
            raise
        return cls(engine, where)

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
        with self._transactions.writing() as connection:
            return queries.insert_row(connection, runs, values)

    def finish_run(self, run: int) -> None:
        """A run without an end was interrupted."""
        with self._transactions.writing() as connection:
            connection.execute(update(runs).where(runs.c.id == run).values(finished_at=datetime.now(UTC)))

    def remember(self, assignment: str, known: Mapping[str, Contact]) -> None:
        """Keep names and addresses, by student; grades come back with the latest."""
        if not known:
            return  # nobody else has to wait
        with self._transactions.writing() as connection:
            before = queries.contacts(connection, assignment)
            rows = [
                {"assignment": assignment, "student": student, "name": name, "email": email}
                for student, (name, email) in known.items()
                if before.get(student, NOBODY) != (name, email)
            ]
            if rows:
                connection.execute(insert(people), rows)

    def recognize(self, info: SubmissionInfo, key: str) -> bool:
        """Whether there is a grade under `key` that no broken test withholds; then it is the latest again."""
        with self._transactions.reading() as connection:
            grade = queries.sound_grade(connection, info, key)
            if grade is None or queries.is_last_sighting(connection, info, grade):
                return grade is not None
        with self._transactions.writing() as connection:
            queries.note_sighting(connection, info, grade)
            if queries.may_publish(connection, info, grade):
                queries.publish(connection, grade, by="")
        return True

    def record(
        self, run: int, grade: Grade, notebooks: Sequence[Notebook] = (), *, again: bool = False
    ) -> None:
        """Keep `grade`: it is on the disk when this returns.

        Where there is a sound grade under the same key already, that one stays, unless the submission was
        graded `again` on purpose. Names and addresses are kept by `remember` alone.
        """
        info = grade.info
        with self._transactions.writing() as connection:
            is_new = not queries.is_known(connection, info)  # the rule, and then nothing is to be asked
            kept = None if is_new or again else queries.sound_grade(connection, info, grade.key)
            if kept is None:
                kept = queries.add_grade(connection, run, grade, notebooks)
            if is_new or not queries.is_last_sighting(connection, info, kept):
                queries.note_sighting(connection, info, kept)
            if is_new or queries.may_publish(connection, info, kept):
                queries.publish(connection, kept, by="")

    def earlier(self, info: SubmissionInfo) -> Grade | None:
        """The latest grade of these very files, under whatever key, that is not broken."""
        with self._transactions.reading() as connection:
            grade = queries.latest_sound_grade(connection, info)
            return None if grade is None else queries.load(connection, grade)

    def attempts(self, assignment: str, student: str) -> tuple[Grade, ...]:
        """The published grades of what the student handed in, that of the last submission last."""
        with self._transactions.reading() as connection:
            found = queries.published(connection, assignment, student)
            return tuple(
                _received(queries.load(connection, grade), received_at) for grade, received_at in found
            )

    def notebooks(self, info: SubmissionInfo) -> tuple[Notebook, ...]:
        """What was handed in as notebooks."""
        with self._transactions.reading() as connection:
            return queries.notebooks_of(connection, info)

    def students(self, assignment: str) -> tuple[str, ...]:
        """Whoever has a published grade, sorted."""
        with self._transactions.reading() as connection:
            return queries.students(connection, assignment)

    def drafts(self, assignment: str) -> Iterator[Draft]:
        """The submissions whose latest grade is not the published one, by student."""
        with self._transactions.reading() as connection:
            pairs = queries.drafts(connection, assignment)
        for _, published, draft in pairs:  # grades never change, so one at a time is a consistent picture
            with self._transactions.reading() as connection:
                pair = Draft(queries.load(connection, published), queries.load(connection, draft))
            yield pair

    def drafted(self, assignment: str) -> frozenset[str]:
        """The students of `drafts`."""
        with self._transactions.reading() as connection:
            return frozenset(pair.student for pair in queries.drafts(connection, assignment))

    def publish(self, assignment: str, by: str) -> int:
        """Make every draft current; returns how many there were."""
        with self._transactions.writing() as connection:
            pairs = queries.drafts(connection, assignment)
            for _, _, draft in pairs:
                queries.publish(connection, draft, by)
        return len(pairs)

    def history(self, student: str, assignment: str | None = None) -> tuple[Event, ...]:
        """All that happened to the student's grades, oldest first."""
        with self._transactions.reading() as connection:
            return history(connection, student, assignment)

    def close(self) -> None:
        """Let go of the database."""
        self._transactions.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _received(grade: Grade, received_at: datetime | None) -> Grade:
    """The same files may have come several times; the first time counts."""
    return replace(grade, info=replace(grade.info, received_at=received_at))
