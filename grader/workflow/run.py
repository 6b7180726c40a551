"""Grading a folder of submissions. Nothing is printed here: a `Progress` is told."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from grader import grading, intake
from grader.engines import Engine, grade_all
from grader.errors import UsageError
from grader.gradebook import Gradebook
from grader.grading import Job, SuiteInfo, Work
from grader.intake import Attendance, Source
from grader.messages import suggestion
from grader.model import Assignment, Course, Grade, Isolation, LatePolicy, Notebook, Submission
from grader.reports import ClassRow
from grader.workflow.again import Again
from grader.workflow.interrupts import deferred_interrupt
from grader.workflow.late_days import LateDayImpact, ScoreChange, shifts
from grader.workflow.pages import Pages

IN_MEMORY = "sqlite://"


class Progress(Protocol):
    """Whoever wants to know how far a run is."""

    def found(self, total: int) -> None: ...
    def skipped(self, student: str) -> None: ...
    def started(self, student: str) -> None: ...
    def ready(self, briefing: SuiteInfo) -> None: ...
    def graded(self, row: ClassRow) -> None: ...


@dataclass(frozen=True)
class Outcome:
    """What a run came to, while its gradebook is open. `rows` are by student."""

    assignment: Assignment
    isolation: Isolation
    rows: tuple[ClassRow, ...]
    found: int
    graded: int
    already: int
    broken: Mapping[str, str]  # tests that are broken whoever's code they run, and why
    unreadable: tuple[str, ...]  # students
    drafts: Set[str]  # students whose new grade waits for `grader publish`
    kept: tuple[str, ...]  # students whose earlier grade stands, because a test broke this time
    others: tuple[str, ...]  # students of whom another submission counts than the one of this run
    shifts: tuple[ScoreChange, ...]  # in later assignments, which share the budget of late days
    index: Path | None  # None where there is no grade to list
    interrupted: bool
    attendance: Attendance | None  # None where there is no roster
    _pages: Pages = field(repr=False)

    def grades(self) -> Iterator[Grade]:
        """What counts for each student, one at a time from the gradebook."""
        return (self._pages.standing(row.student) for row in self.rows)

    @property
    def needs_attention(self) -> bool:
        return bool(self.broken or self.unreadable or self.kept) or any(row.broken for row in self.rows)


@contextmanager
def grade(
    course: Course,
    assignment: Assignment,
    paths: Sequence[Path],
    *,
    out: Path,
    engine: Engine,
    gradebook_url: str,
    isolation: str,
    only: str | None,
    watch: Progress,
    roster: Path | None = None,
    again: Sequence[str] = (),
) -> Iterator[Outcome]:
    """Grade the submissions under `paths`, as far as the gradebook does not know their grades.

    What is graded for the first time is published; what is graded anew is a draft. Told and reported are
    published grades. A roster gives them names and addresses, and tells whose submission is missing.
    `engine` grades them: see `grader.engines.find_engine`.
    `again` names whose submissions are graded once more although their grades are known: see `Again`.
    With `only` a task, its results are shown and reported, and kept nowhere. An interrupted run
    has an outcome too: what was graded until then.
    """
    job = Job(course, assignment, isolation, only)
    reported = _narrowed(assignment, only) if only else assignment
    people = intake.read_roster(roster) if roster else None
    sources = deque(intake.find(assignment, paths))
    attendance = intake.attendance(people, sources) if people is not None else None
    sources = deque(attendance.sources) if attendance else sources
    found = len(sources)
    repeated = Again.of(again, [source.student for source in sources])
    watch.found(found)
    with Gradebook.open(IN_MEMORY if only else gradebook_url) as gradebook:
        gradebook.remember(assignment.id, _contacts(sources))
        later = LateDayImpact(course if not only else replace(course, late_days=0), assignment, gradebook)
        run = _Run(job, reported, gradebook, Pages(course, reported, gradebook, out), later, watch, repeated)
        try:
            run.through(sources, engine)
            interrupted = False
        except KeyboardInterrupt:
            interrupted = True
        yield run.outcome(found, interrupted=interrupted, attendance=attendance)


def _contacts(sources: Iterable[Source]) -> dict[str, tuple[str, str]]:
    return {source.student: (source.name, source.email) for source in sources if source.name or source.email}


def _narrowed(assignment: Assignment, only: str) -> Assignment:
    """The assignment as if `only` were its one task, and nothing ever late: decisions are not at hand."""
    for task in assignment.tasks:
        if task.name == only:
            return replace(assignment, tasks=(task,), due=None, late=LatePolicy())
    names = [task.name for task in assignment.tasks]
    raise UsageError(
        f"no task `{only}` in the assignment `{assignment.id}`",
        advice=suggestion(only, names, f"Its tasks are: {', '.join(names)}."),
    )


@dataclass(slots=True)
class _Student:
    """What a run remembers of one student: until the grade is reported, then only where there is a remark."""

    content: bytes  # the hash of what was handed in; as text it takes twice the memory
    unreadable: bool = False
    known: bool = False  # the gradebook had the grade
    repeated: bool = False  # graded once more on purpose
    notebooks: tuple[Notebook, ...] = ()  # until the grade is recorded
    broke: bool = False  # a test broke this time
    other: bool = False  # another submission counts than the one of this run

    @property
    def has_remark(self) -> bool:
        return self.unreadable or self.broke or self.other


@dataclass
class _Run:
    job: Job
    assignment: Assignment  # as it is reported
    gradebook: Gradebook
    pages: Pages
    later: LateDayImpact
    watch: Progress
    again: Again
    id: int = 0
    fingerprint: str = ""
    isolation: Isolation | None = None
    broken: Mapping[str, str] = field(default_factory=dict)
    graded: int = 0
    students: dict[str, _Student] = field(default_factory=dict)
    shifts: list[ScoreChange] = field(default_factory=list)

    def through(self, sources: deque[Source], engine: Engine) -> None:
        self.fingerprint = grading.fingerprint(self.job)
        grade_all(engine, self.job, self._fresh(sources), on_ready=self._begin, on_grade=self._keep)
        if self.id:
            self.gradebook.finish_run(self.id)

    def outcome(self, found: int, *, interrupted: bool, attendance: Attendance | None) -> Outcome:
        """Report what the gradebook knew already; then the class."""
        known = self._those(lambda one: one.known)
        for student in known:
            self._report(student)
        self.later.refresh(self.shifts)
        rows = self.pages.rows
        return Outcome(
            assignment=self.assignment,
            isolation=self.isolation or Isolation(self.job.isolation),
            rows=tuple(rows[student] for student in sorted(rows)),
            found=found,
            graded=self.graded,
            already=len(known),
            broken=self.broken,
            unreadable=self._those(lambda one: one.unreadable),
            drafts=self.gradebook.drafted(self.assignment.id) & rows.keys(),
            kept=tuple(name for name in self._those(lambda one: one.broke) if not rows[name].broken),
            others=self._those(lambda one: one.other),
            shifts=tuple(self.shifts),
            index=self.pages.write_class() if rows else None,
            interrupted=interrupted,
            attendance=attendance,
            _pages=self.pages,
        )

    def _those(self, wanted: Callable[[_Student], bool]) -> tuple[str, ...]:
        return tuple(sorted(name for name, one in self.students.items() if wanted(one)))

    def _fresh(self, sources: deque[Source]) -> Iterator[Work]:
        """Read one submission after the other, and pass on those without a grade."""
        while sources:  # forgotten one by one, as the class page's rows take their room
            submission = intake.read(self.job.assignment, sources.popleft())
            info = submission.info
            student = _Student(bytes.fromhex(info.content_hash), info.unreadable)
            self.students[info.student] = student
            earlier = partial(self.gradebook.earlier, info)
            student.repeated = self.again.includes(info.student, earlier)
            student.known = not student.repeated and self._is_known(submission)
            if student.known:
                self.watch.skipped(info.student)
            else:
                student.notebooks = submission.notebooks
                self.watch.started(info.student)
                yield Work(submission, None if student.repeated else earlier())

    def _is_known(self, submission: Submission) -> bool:
        """Whether the gradebook has the grade."""
        info = submission.info
        before = self.later.finals(info.student)
        known = self.gradebook.recognize(info, grading.key(self.fingerprint, submission))
        self.shifts += shifts(info.student, before, self.later.finals(info.student))
        return known

    def _begin(self, briefing: SuiteInfo) -> None:
        self.isolation, self.broken = briefing.isolation, briefing.broken
        self.id = self.gradebook.begin_run(
            self.job.assignment.id, self.fingerprint, briefing.isolation, grading.versions()
        )
        self.watch.ready(briefing)

    def _keep(self, grade: Grade) -> None:
        """The gradebook first: a page can be written again. An interrupted run counts what is recorded."""
        with deferred_interrupt():
            self._record(grade)

    def _record(self, grade: Grade) -> None:
        name = grade.info.student
        student = self.students[name]
        before = self.later.finals(name)
        self.gradebook.record(self.id, grade, student.notebooks, again=student.repeated)
        self.shifts += shifts(name, before, self.later.finals(name))
        self.graded += 1
        student.notebooks, student.broke = (), grade.broken
        self.watch.graded(self._report(name))

    def _report(self, name: str) -> ClassRow:
        grade = self.pages.standing(name)
        student = self.students[name]
        student.other = grade.info.content_hash != student.content.hex()
        if not student.has_remark:
            del self.students[name]
        return self.pages.put(grade)
