"""The page of one student: what may be told of a grade, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from grader.model import Assignment, Diagnosis, Grade, Notebook, Status, Task, TestResult, Visibility
from grader.reports.notebook import framed
from grader.reports.pages import page_name, publish
from grader.wording import Row, brief, full, table, tolerance


def write_student_page(
    grade: Grade,
    assignment: Assignment,
    course_name: str,
    out: Path,
    notebooks: Iterable[Notebook] = (),
) -> Path:
    """Write `out/students/<name>.html`.

    Neither what the student's code printed nor how long it took is on the page: both could carry the
    inputs of a hidden test.
    """
    outcomes = [_outcome(number, result) for number, result in enumerate(grade.results, start=1)]
    sections = _sections(outcomes, assignment.tasks)
    content = {
        "receipt": grade.receipt,
        "score": _Score(grade.final, grade.raw, grade.possible),
        "isolation": grade.isolation,
        "graded_at": grade.graded_at,
        "versions": grade.versions,
        "assignment": assignment,
        "course_name": course_name,
        "outcomes": outcomes,
        "sections": sections,
        "step": _next_step(sections),
        "told": _told(sections),
        "notebooks": [framed(notebook, _beside(notebook, sections)) for notebook in notebooks],
    }
    return publish("student.html.jinja", out / "students" / page_name(grade.receipt.student), content)


@dataclass(frozen=True, slots=True)
class _Score:
    """`final` is None while the grade is withheld."""

    final: float | None
    raw: float
    possible: float


@dataclass(frozen=True, slots=True)
class _Outcome:
    """One test as its student may see it."""

    number: int
    title: str
    task: str
    status: Status
    earned: float
    possible: float
    hidden: bool
    checked: str | None
    tolerance: str | None
    sentences: tuple[str, ...]
    table: tuple[Row, ...]
    diagnosis: Diagnosis | None

    @property
    def to_do(self) -> bool:
        return self.status not in _NOTHING_TO_TELL


@dataclass(frozen=True, slots=True)
class _Section:
    """A task and its tests."""

    task: Task
    outcomes: tuple[_Outcome, ...]

    @property
    def earned(self) -> float:
        return sum(outcome.earned for outcome in self.outcomes)

    @property
    def possible(self) -> float:
        return sum(outcome.possible for outcome in self.outcomes)

    @property
    def withheld(self) -> float:
        return sum(outcome.possible for outcome in self.outcomes if outcome.status is Status.BROKEN)

    @property
    def to_do(self) -> tuple[_Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.to_do)

    @property
    def passed(self) -> tuple[_Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status is Status.PASSED)

    @property
    def gain(self) -> float:
        return sum(outcome.possible - outcome.earned for outcome in self.to_do)

    @property
    def started(self) -> bool:
        return any(outcome.status is not Status.MISSING for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class _Step:
    """The test to look at next, and the points that its task still holds."""

    outcome: _Outcome
    task: Task
    gain: float


def _outcome(number: int, result: TestResult) -> _Outcome:
    hidden = result.visibility is Visibility.HIDDEN
    shown = None if hidden or result.status in _NOTHING_TO_TELL else result.observed
    return _Outcome(
        number=number,
        title=result.title,
        task=result.task,
        status=result.status,
        earned=result.earned,
        possible=result.possible,
        hidden=hidden,
        checked=result.observed.subject if result.observed else None,
        tolerance=tolerance(shown) if shown else None,
        sentences=_sentences(result),
        table=table(shown) if shown else (),
        diagnosis=None if result.status in _NOTHING_TO_TELL else result.diagnosis,
    )


def _sentences(result: TestResult) -> tuple[str, ...]:
    if result.status is Status.BROKEN:
        return (_WITHHELD,)
    if result.status is Status.PASSED or result.observed is None:
        return ()
    return full(result.observed) if result.visibility is Visibility.VISIBLE else (brief(result.observed),)


def _sections(outcomes: Iterable[_Outcome], tasks: Iterable[Task]) -> list[_Section]:
    """In the assignment's order, then the tasks that it does not know, so that no test is left out."""
    grouped: dict[str, list[_Outcome]] = {task.name: [] for task in tasks}
    for outcome in outcomes:
        grouped.setdefault(outcome.task, []).append(outcome)
    known = {task.name: task for task in tasks}
    return [
        _Section(known.get(name, Task(name, "", name, 0.0)), tuple(members))
        for name, members in grouped.items()
        if members
    ]


def _beside(notebook: Notebook, sections: Iterable[_Section]) -> dict[int, list[_Section]]:
    """The tasks by the cell that defines them."""
    placed: dict[int, list[_Section]] = {}
    for section in sections:
        number = notebook.defined.get(section.task.name)
        if number is not None and section.task.file in notebook.stands_for:
            placed.setdefault(number, []).append(section)
    return placed


def _next_step(sections: Iterable[_Section]) -> _Step | None:
    """The first open test of the task with most to gain, or the first whose mistake has a name.

    Of two tasks with as much to gain, one that is begun comes before one that is still to be written:
    it is nearer to its points.
    """
    open_sections = [section for section in sections if section.to_do]
    if not open_sections:
        return None
    best = max(open_sections, key=lambda section: (section.gain, section.started))
    outcome = next((outcome for outcome in best.to_do if outcome.diagnosis), best.to_do[0])
    return _Step(outcome, best.task, best.gain)


def _told(sections: Iterable[_Section]) -> dict[Diagnosis, int]:
    """The number of the test under which each diagnosis is told in full: the first on the page."""
    told: dict[Diagnosis, int] = {}
    for outcome in (outcome for section in sections for outcome in section.outcomes):
        if outcome.diagnosis:
            told.setdefault(outcome.diagnosis, outcome.number)
    return told


# What a broken test saw is ours to know.
_NOTHING_TO_TELL = {Status.PASSED, Status.BROKEN}
_WITHHELD = "Withheld: this is our failure. Your instructor has been told, and you lose no points."
