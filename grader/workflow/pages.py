"""The pages of an assignment, as far as they lie in one folder: what is published, and nothing else."""

from __future__ import annotations

from pathlib import Path

from grader.gradebook import Gradebook
from grader.model import Assignment, Course, Grade, Isolation
from grader.reports import ClassRow, ClassSummary, page_name, write_index, write_student_page
from grader.workflow.standings import Standings


class Pages:
    """Students' pages, and that of the class, which lists those whose pages lie beside it."""

    def __init__(self, course: Course, assignment: Assignment, gradebook: Gradebook, out: Path) -> None:
        self._course = course
        self._assignment = assignment
        self._gradebook = gradebook
        self._out = out
        self._standings = Standings(course, assignment, gradebook)
        self._roll = ClassSummary()
        self._isolation: Isolation | None = None
        self.rows: dict[str, ClassRow] = {}  # of the pages written, by student

    def standing(self, student: str) -> Grade:
        """What counts for a student who has a published grade."""
        grade = self._standings.of(student)
        assert grade is not None, "what is graded for the first time is published"
        return grade

    def write(self, student: str) -> ClassRow:
        """Write the student's page."""
        return self.put(self.standing(student))

    def put(self, grade: Grade) -> ClassRow:
        """Write the page of a grade that is what counts."""
        notebooks = self._gradebook.notebooks(grade.info)
        write_student_page(grade, self._assignment, self._course.name, self._out, notebooks)
        row = self.rows[grade.info.student] = self._take(grade)
        return row

    def write_class(self) -> Path:
        """Write the page of the class: students of earlier runs are on it as their pages are there."""
        for student in self._gradebook.students(self._assignment.id):
            if student not in self.rows and self._has_page(student):
                self._take(self.standing(student))
        isolation = self._isolation or Isolation("kernel")
        return write_index(self._roll, self._assignment, self._course.name, isolation, self._out)

    def refresh(self, *students: str) -> None:
        """Bring up to date what pages there are of these students, and with them that of the class."""
        present = [student for student in students if self._has_page(student)]
        for student in present:
            self.write(student)
        if present:
            self.write_class()

    def write_all(self) -> Path:
        """Write the page of everybody with a grade, and that of the class."""
        for student in self._gradebook.students(self._assignment.id):
            self.write(student)
        return self.write_class()

    def _take(self, grade: Grade) -> ClassRow:
        if self._isolation is None or grade.isolation.mode == "none":  # the weakest is what the class hears
            self._isolation = grade.isolation
        return self._roll.add(grade)

    def _has_page(self, student: str) -> bool:
        return (self._out / "students" / page_name(student)).is_file()
