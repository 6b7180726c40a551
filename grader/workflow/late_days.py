"""What a change in one assignment does to later ones: all draw on the same budget of late days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.gradebook import Gradebook
from grader.model import Assignment, Course
from grader.scoring import due_order, settle_course
from grader.workflow.pages import Pages
from grader.workflow.standings import coursework, in_turn

Finals = Mapping[str, float | None]
"""Final points by assignment; None is withheld."""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """Another score in another assignment; None is withheld."""

    student: str
    assignment: str
    before: float | None
    after: float | None


class LateDayImpact:
    """The assignments after one, none where a course gives no late days."""

    def __init__(self, course: Course, assignment: Assignment, gradebook: Gradebook) -> None:
        self._course = course
        self._gradebook = gradebook
        self._all = in_turn(course) if course.late_days else []
        self._following = [one for one in self._all if due_order(one) > due_order(assignment)]

    def finals(self, student: str) -> Finals:
        """What the student gets in each: before and after a change, for `shifts`."""
        if not self._following:
            return {}
        work = coursework(self._gradebook, self._all, student)
        settled = settle_course(work, self._course.late_days)
        return {one.id: settled[one.id].final for one in self._following if one.id in settled}

    def refresh(self, changed: Iterable[ScoreChange]) -> None:
        """Bring the pages of those assignments up to date, where they lie in the course's own folder."""
        changed = tuple(changed)
        for assignment in self._following:
            students = [shift.student for shift in changed if shift.assignment == assignment.id]
            out = self._course.root / "reports" / assignment.id
            Pages(self._course, assignment, self._gradebook, out).refresh(*students)


def shifts(student: str, before: Finals, after: Finals) -> list[ScoreChange]:
    """Where the student's final points are others than before."""
    return [
        ScoreChange(student, name, before[name], after[name])
        for name in before
        if before[name] != after[name]
    ]
