"""The grades that count: published, and settled by the course's policies and what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from grader.course import assignments, load_assignment
from grader.gradebook import Decided, Gradebook
from grader.model import Assignment, Course, Grade
from grader.scoring import Coursework, due_order, settle_course


class Standings:
    """Where each student stands in one assignment."""

    def __init__(self, course: Course, assignment: Assignment, gradebook: Gradebook) -> None:
        self._course = course
        self._assignment = assignment
        self._gradebook = gradebook
        self._earlier = _earlier(course, assignment) if course.late_days else []

    def all(self) -> Iterator[Grade]:
        """Everyone's grade, by student, one at a time from the gradebook."""
        decided = self._gradebook.decisions.by_student(self._assignment.id)
        for student in self._gradebook.students(self._assignment.id):
            attempts = self._gradebook.attempts(self._assignment.id, student)
            yield self.settle(student, attempts, decided.get(student, Decided()))

    def of(self, student: str) -> Grade | None:
        """None where nothing is published."""
        attempts = self._gradebook.attempts(self._assignment.id, student)
        if not attempts:
            return None
        return self.settle(student, attempts, self._gradebook.decisions.about(self._assignment.id, student))

    def settle(self, student: str, attempts: tuple[Grade, ...], decided: Decided) -> Grade:
        """What these attempts come to. A person's look holds until something new asks for another."""
        earlier = coursework(self._gradebook, self._earlier, student)
        this = _coursework(self._assignment, attempts, decided)
        settled = settle_course([*earlier, this], self._course.late_days)[self._assignment.id]
        review = decided.review
        latest = max(attempt.graded_at for attempt in attempts)
        if review is None or (settled.needs_review and review.made_at < latest):
            return settled
        return replace(settled, needs_review=review.needed)


def coursework(gradebook: Gradebook, among: Iterable[Assignment], student: str) -> Iterator[Coursework]:
    """What the student has published grades of."""
    for assignment in among:
        if attempts := gradebook.attempts(assignment.id, student):
            yield _coursework(assignment, attempts, gradebook.decisions.about(assignment.id, student))


def in_turn(course: Course) -> list[Assignment]:
    """All assignments, as they draw on the budget of late days: in the order of their due times."""
    return sorted((load_assignment(course, name) for name in assignments(course)), key=due_order)


def _earlier(course: Course, assignment: Assignment) -> list[Assignment]:
    return [one for one in in_turn(course) if due_order(one) < due_order(assignment)]


def _coursework(assignment: Assignment, attempts: tuple[Grade, ...], decided: Decided) -> Coursework:
    return Coursework(assignment, attempts, decided.adjustments, decided.extension)
