"""What people decided about grades: every decision is a row, and stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from grader.gradebook.rows import decision, decision_values
from grader.gradebook.schema import decisions
from grader.gradebook.transactions import Transactions
from grader.model import Adjustment, Extension, Review

Decision = Adjustment | Extension | Review


@dataclass(frozen=True, slots=True)
class Decided:
    """All that was decided about one student's work, oldest first."""

    all: tuple[Decision, ...] = ()

    @property
    def adjustments(self) -> tuple[Adjustment, ...]:
        return tuple(one for one in self.all if isinstance(one, Adjustment))

    @property
    def extension(self) -> Extension | None:
        """The last one counts."""
        return next((one for one in reversed(self.all) if isinstance(one, Extension)), None)

    @property
    def review(self) -> Review | None:
        """The last one counts."""
        return next((one for one in reversed(self.all) if isinstance(one, Review)), None)


class Decisions:
    """Those of one gradebook."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, assignment: str, student: str, new: Decision) -> None:
        with self._transactions.writing() as connection:
            values = {"assignment": assignment, "student": student, **decision_values(new)}
            connection.execute(insert(decisions).values(values))

    def about(self, assignment: str, student: str) -> Decided:
        with self._transactions.reading() as connection:
            return _by_student(connection, assignment, student).get(student, Decided())

    def by_student(self, assignment: str) -> Mapping[str, Decided]:
        """Of everyone about whom something was decided."""
        with self._transactions.reading() as connection:
            return _by_student(connection, assignment)


def _by_student(connection: Connection, assignment: str, student: str | None = None) -> dict[str, Decided]:
    sought = select(decisions).where(decisions.c.assignment == assignment)
    if student is not None:
        sought = sought.where(decisions.c.student == student)
    found: dict[str, list[Decision]] = {}
    for row in connection.execute(sought.order_by(decisions.c.id)):
        found.setdefault(row.student, []).append(decision(row))
    return {name: Decided(tuple(those)) for name, those in found.items()}
