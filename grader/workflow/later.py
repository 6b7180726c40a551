"""What a change in one assignment does to later ones: all draw on the same budget of late days."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from grader.gradebook import Gradebook
from grader.model import Assignment, Course
from grader.workflow.pages import Pages
from grader.workflow.standings import Standings, in_turn


@dataclass(frozen=True, slots=True)
class Shift:
    """Another score in another assignment; None is withheld."""

    student: str
    assignment: str
    before: float | None
    after: float | None


class Later:
    """The assignments after one, none where a course gives no late days."""

    def __init__(self, course: Course, assignment: Assignment, gradebook: Gradebook) -> None:
        self._course = course
        self._gradebook = gradebook
        following = in_turn(course) if course.late_days else []
        behind = [one.id for one in following].index(assignment.id) + 1 if following else 0
        self._standings = {one: Standings(course, one, gradebook) for one in following[behind:]}
        self.shifts: list[Shift] = []

    @contextmanager
    def watching(self, student: str) -> Iterator[None]:
        """Note what changes meanwhile for the student."""
        before = self._finals(student)
        yield
        after = self._finals(student)
        self.shifts += [
            Shift(student, name, before[name], after[name]) for name in before if before[name] != after[name]
        ]

    def refresh(self) -> None:
        """Bring the pages of those assignments up to date, where they lie in the course's own folder."""
        for assignment in self._standings:
            students = [shift.student for shift in self.shifts if shift.assignment == assignment.id]
            out = self._course.root / "reports" / assignment.id
            Pages(self._course, assignment, self._gradebook, out).refresh(*students)

    def _finals(self, student: str) -> dict[str, float | None]:
        found = {one.id: standings.of(student) for one, standings in self._standings.items()}
        return {name: grade.final for name, grade in found.items() if grade}
