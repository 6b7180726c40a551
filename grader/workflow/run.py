"""What an instructor does, step by step. Nothing is printed here: a `Progress` is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from grader import grading, intake
from grader.engines import local
from grader.errors import UsageError
from grader.gradebook import Gradebook
from grader.grading import Briefing, Job
from grader.intake import Attendance, Source
from grader.model import Assignment, Course, Grade, Isolation, Notebook, Submission
from grader.reports import Row, page_name, write_index, write_student_page

IN_MEMORY = "sqlite://"


class Progress(Protocol):
    """Whoever wants to know how far a run is."""

    def found(self, total: int) -> None: ...
    def skipped(self, student: str) -> None: ...
    def started(self, student: str) -> None: ...
    def ready(self, briefing: Briefing) -> None: ...
    def graded(self, row: Row) -> None: ...


@dataclass(frozen=True)
class Outcome:
    """What a run came to, while its gradebook is open. `rows` are by student."""

    assignment: Assignment
    isolation: Isolation
    rows: tuple[Row, ...]
    found: int
    graded: int
    already: int
    broken: Mapping[str, str]  # tests that are broken whoever's code they run, and why
    unreadable: tuple[str, ...]  # students
    index: Path | None  # None where there is no grade to list
    interrupted: bool
    attendance: Attendance | None  # None where there is no roster
    _run: _Run = field(repr=False)

    def grades(self) -> Iterator[Grade]:
        """Every grade again, by student, one at a time from the gradebook."""
        return (self._run.recall(row.student) for row in self.rows)

    @property
    def needs_attention(self) -> bool:
        return bool(self.broken or self.unreadable) or any(row.broken for row in self.rows)


@contextmanager
def grade(
    course: Course,
    assignment: Assignment,
    paths: Sequence[Path],
    *,
    out: Path,
    jobs: int,
    gradebook_url: str,
    isolation: str,
    only: str | None,
    watch: Progress,
    roster: Path | None = None,
    command: Sequence[str] = local.EXAMINER,
) -> Iterator[Outcome]:
    """Grade the submissions under `paths`, as far as the gradebook does not know their grades.

    A roster gives them names and addresses, and tells whose submission is missing.
    With `only` a task, its results are shown and reported, and kept nowhere. An interrupted run
    has an outcome too: what was graded until then.
    """
    job = Job(course, assignment, isolation, only)
    reported = _narrowed(assignment, only) if only else assignment
    people = intake.read_roster(roster) if roster else None
    sources = intake.find(assignment, paths)
    attendance = intake.attendance(people, sources) if people is not None else None
    sources = list(attendance.sources) if attendance else sources
    watch.found(len(sources))
    with Gradebook.open(IN_MEMORY if only else gradebook_url) as gradebook:
        gradebook.remember(assignment.id, _contacts(sources))
        run = _Run(job, reported, gradebook, out, watch)
        try:
            run.through(sources, jobs, command)
            interrupted = False
        except KeyboardInterrupt:
            interrupted = True
        yield run.outcome(len(sources), interrupted=interrupted, attendance=attendance)


def _contacts(sources: Iterable[Source]) -> dict[str, tuple[str, str]]:
    return {source.student: (source.name, source.email) for source in sources if source.name or source.email}


def _narrowed(assignment: Assignment, only: str) -> Assignment:
    """The assignment as if `only` were its one task."""
    for task in assignment.tasks:
        if task.name == only:
            return replace(assignment, tasks=(task,))
    names = [task.name for task in assignment.tasks]
    close = get_close_matches(only, names, n=1)
    guess = f"Did you mean `{close[0]}`? " if close else ""
    raise UsageError(
        f"no task `{only}` in the assignment `{assignment.id}`",
        advice=f"{guess}Its tasks are: {', '.join(names)}.",
    )


@dataclass
class _Run:
    job: Job
    reported: Assignment
    gradebook: Gradebook
    out: Path
    watch: Progress
    id: int = 0
    fingerprint: str = ""
    isolation: Isolation | None = None
    broken: Mapping[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # by student: under which the gradebook has the grade
    already: int = 0  # how many of them it had before
    rows: dict[str, Row] = field(default_factory=dict)  # what is reported
    notebooks: dict[str, tuple[Notebook, ...]] = field(default_factory=dict)  # of those still to report
    unreadable: list[str] = field(default_factory=list)

    def through(self, sources: Iterable[Source], jobs: int, command: Sequence[str]) -> None:
        self.fingerprint = grading.fingerprint(self.job)
        local.run(
            self.job, self._fresh(sources), jobs, on_ready=self._begin, on_grade=self._keep, command=command
        )
        if self.id:
            self.gradebook.finish_run(self.id)

    def outcome(self, found: int, *, interrupted: bool, attendance: Attendance | None) -> Outcome:
        """Report what the gradebook knew already, and what an interruption left over; then the class."""
        for student in self.keys.keys() - self.rows.keys():
            self._report(self.recall(student))
        rows = tuple(self.rows[student] for student in sorted(self.rows))
        isolation = self.isolation or Isolation(self.job.isolation)
        return Outcome(
            assignment=self.reported,
            isolation=isolation,
            rows=rows,
            found=found,
            graded=len(self.keys) - self.already,
            already=self.already,
            broken=self.broken,
            unreadable=tuple(sorted(self.unreadable)),
            index=self._write_index(rows, isolation) if rows else None,
            interrupted=interrupted,
            attendance=attendance,
            _run=self,
        )

    def _write_index(self, rows: Sequence[Row], isolation: Isolation) -> Path:
        """The class: this run's students, and those of earlier runs whose pages lie in the same folder."""
        students = self.out / "students"
        others = (
            Row.of(grade)
            for grade in self.gradebook.current(self.job.assignment.id)
            if grade.receipt.student not in self.rows
            and (students / page_name(grade.receipt.student)).is_file()
        )
        everybody = [*rows, *others]
        return write_index(everybody, self.reported, self.job.course.name, isolation, self.out)

    def recall(self, student: str) -> Grade:
        return self.gradebook.grade(self.job.assignment.id, student, self.keys[student])

    def _fresh(self, sources: Iterable[Source]) -> Iterator[Submission]:
        """Read one submission after the other, and pass on those without a grade."""
        for source in sources:
            submission = intake.read(self.job.assignment, source)
            student = submission.receipt.student
            self.notebooks[student] = submission.notebooks
            key = grading.key(self.fingerprint, submission)
            if self.gradebook.is_graded(self.job.assignment.id, student, key):
                self.keys[student] = key
                self.already += 1
                self.watch.skipped(student)
            else:
                self.watch.started(student)
                yield submission

    def _begin(self, briefing: Briefing) -> None:
        self.isolation, self.broken = briefing.isolation, briefing.broken
        self.id = self.gradebook.begin_run(
            self.job.assignment.id, self.fingerprint, briefing.isolation, grading.versions()
        )
        self.watch.ready(briefing)

    def _keep(self, grade: Grade) -> None:
        """The gradebook first: a page can be written again."""
        self.gradebook.record(self.id, grade)
        self.keys[grade.receipt.student] = grade.key
        self.watch.graded(self._report(grade))

    def _report(self, grade: Grade) -> Row:
        student = grade.receipt.student
        notebooks = self.notebooks.pop(student, ())
        write_student_page(grade, self.reported, self.job.course.name, self.out, notebooks)
        self.isolation = self.isolation or grade.isolation
        if grade.receipt.unreadable:
            self.unreadable.append(student)
        row = self.rows[student] = Row.of(grade)
        return row
