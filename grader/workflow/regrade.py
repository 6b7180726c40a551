"""What a regrade would change, and making it current."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from grader.gradebook import Draft, Gradebook
from grader.model import Assignment, Course, Grade, TestResult
from grader.workflow.late_days import LateDayImpact, shifts
from grader.workflow.pages import Pages
from grader.workflow.standings import Standings


@dataclass(frozen=True, slots=True)
class TestChange:
    """A test that ends otherwise; None where it is not in one of the two suites."""

    __test__ = False  # pytest must not take this class for a test

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
    """What drafts change for one student: the grade that counts, and its tests that end otherwise."""

    before: Grade
    after: Grade
    tests: tuple[TestChange, ...]

    @property
    def student(self) -> str:
        return self.after.info.student

    @property
    def gain(self) -> float | None:
        """In points; None where one of the grades is withheld."""
        if self.before.final is None or self.after.final is None:
            return None
        return round(self.after.final - self.before.final, 9)


def changes(course: Course, assignment: Assignment, gradebook: Gradebook) -> Iterator[Change]:
    """What publishing the drafts would change, by student."""
    standings = Standings(course, assignment, gradebook)
    for student, pairs in groupby(gradebook.drafts(assignment.id), lambda pair: pair.draft.info.student):
        decided = gradebook.decisions.about(assignment.id, student)
        attempts = gradebook.attempts(assignment.id, student)
        before = standings.settle(student, attempts, decided)
        after = standings.settle(student, _with_drafts(attempts, pairs), decided)
        yield Change(before, after, tuple(_tests(before, after)))


def publish(
    course: Course, assignment: Assignment, gradebook: Gradebook, *, by: str, out: Path
) -> tuple[str, ...]:
    """Make the drafts current and write their students' pages; returns who has a new grade.

    Without a draft the pages that are there are written again: an earlier publication may have been cut
    short behind its last grade.
    """
    students = sorted(gradebook.drafted(assignment.id))
    later = LateDayImpact(course, assignment, gradebook)
    before = {student: later.finals(student) for student in students}
    gradebook.publish(assignment.id, by)
    later.refresh(shift for name in students for shift in shifts(name, before[name], later.finals(name)))
    pages = Pages(course, assignment, gradebook, out)
    for student in students:
        pages.write(student)
    if students:
        pages.write_class()
    else:
        pages.refresh(*gradebook.students(assignment.id))
    return tuple(students)


def _with_drafts(attempts: tuple[Grade, ...], pairs: Iterable[Draft]) -> tuple[Grade, ...]:
    drafts = {pair.draft.info.content_hash: pair.draft for pair in pairs}
    return tuple(_replaced(one, drafts.get(one.info.content_hash, one)) for one in attempts)


def _replaced(published: Grade, draft: Grade) -> Grade:
    """The draft of the same files; they came when they first came, from wherever they were graded again."""
    info = replace(draft.info, received_at=published.info.received_at)
    return replace(draft, info=info)


def _tests(earlier: Grade, later: Grade) -> Iterator[TestChange]:
    before = {result.id: result for result in earlier.results}
    after = {result.id: result for result in later.results}
    for test in before | after:
        change = TestChange(before.get(test), after.get(test))
        if _verdict(change.before) != _verdict(change.after):
            yield change


def _verdict(result: TestResult | None) -> object:
    return result and (result.status, result.earned, result.possible)
