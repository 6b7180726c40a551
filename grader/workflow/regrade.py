"""What a regrade would change, and making it current."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.gradebook import Draft, Gradebook
from grader.model import Assignment, Course, Grade, TestResult
from grader.workflow.pages import Pages
from grader.workflow.standings import Standings


@dataclass(frozen=True, slots=True)
class TestChange:
    """A test that ends otherwise; None where it is not in one of the two suites."""

    before: TestResult | None
    after: TestResult | None

    @property
    def test(self) -> TestResult:
        found = self.after or self.before
        assert found is not None, "a test that changes is in one of the two"
        return found

    @property
    def gain(self) -> float:
        """In points of the test, before caps and lateness."""
        return (self.after.earned if self.after else 0.0) - (self.before.earned if self.before else 0.0)


@dataclass(frozen=True, slots=True)
class Change:
    """What a draft changes for one student: the grades settled, and the tests that end otherwise."""

    before: Grade
    after: Grade
    tests: tuple[TestChange, ...]

    @property
    def student(self) -> str:
        return self.after.receipt.student

    @property
    def gain(self) -> float | None:
        """In points; None where one of the grades is withheld."""
        if self.before.final is None or self.after.final is None:
            return None
        return round(self.after.final - self.before.final, 9)


def changes(course: Course, assignment: Assignment, gradebook: Gradebook) -> Iterator[Change]:
    """What publishing the drafts would change, by student."""
    standings = Standings(course, assignment, gradebook)
    for pair in gradebook.drafts(assignment.id):
        student = pair.draft.receipt.student
        decided = gradebook.decisions.about(assignment.id, student)
        attempts = gradebook.attempts(assignment.id, student)
        before = standings.settle(student, attempts, decided)
        after = standings.settle(student, _with_draft(attempts, pair), decided)
        yield Change(before, after, tuple(_tests(pair)))


def publish(
    course: Course, assignment: Assignment, gradebook: Gradebook, *, by: str, out: Path
) -> tuple[str, ...]:
    """Make the drafts current and write their students' pages; returns who has a new grade."""
    students = sorted(gradebook.drafted(assignment.id))
    gradebook.publish(assignment.id, by)
    pages = Pages(course, assignment, gradebook, out)
    for student in students:
        pages.write(student)
    if students:
        pages.write_class()
    return tuple(students)


def _with_draft(attempts: tuple[Grade, ...], pair: Draft) -> tuple[Grade, ...]:
    files = pair.draft.receipt.content_hash
    return tuple(pair.draft if one.receipt.content_hash == files else one for one in attempts)


def _tests(pair: Draft) -> Iterator[TestChange]:
    before = {result.id: result for result in pair.published.results}
    after = {result.id: result for result in pair.draft.results}
    for test in before | after:
        change = TestChange(before.get(test), after.get(test))
        if _verdict(change.before) != _verdict(change.after):
            yield change


def _verdict(result: TestResult | None) -> object:
    return result and (result.status, result.earned, result.possible)
