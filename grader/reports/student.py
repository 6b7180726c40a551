"""The page of one student: what may be told of a grade, and in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.messages import Row, brief, full, table, tolerance
from grader.model import (
    Adjustment,
    Assignment,
    Diagnosis,
    Grade,
    Lateness,
    Notebook,
    Status,
    Task,
    TestResult,
    Visibility,
)
from grader.reports.notebook import framed
from grader.reports.pages import page_name, publish
from grader.scoring import TaskScore, by_task


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
    scores = by_task(grade.results, assignment.tasks, grade.adjustments)
    sections = _sections(outcomes, scores)
    content = {
        "info": grade.info,
        "score": _Score(grade.final, grade.raw, grade.possible),
        "account": _account(grade, scores),
        "isolation": grade.isolation,
        "graded_at": grade.graded_at,
        "extended_until": grade.extended_until,
        "attempt": grade.attempt,
        "attempts": grade.attempts,
        "counted": grade.settlement.counted if grade.settlement else (1,),
        "unread": grade.unread,
        "since": _since(grade, outcomes),
        "versions": grade.versions,
        "assignment": assignment,
        "course_name": course_name,
        "outcomes": outcomes,
        "sections": sections,
        "step": _next_step(sections),
        "told": _told(sections),
        "notebooks": [framed(notebook, _beside(notebook, sections)) for notebook in notebooks],
    }
    return publish("student.html.jinja", out / "students" / page_name(grade.info.student), content)


@dataclass(frozen=True, slots=True)
class _Since:
    """The tests that ended otherwise in the attempt before."""

    gained: tuple[_Outcome, ...]
    lost: tuple[_Outcome, ...]


@dataclass(frozen=True, slots=True)
class _Score:
    """`final` is None while the grade is withheld."""

    final: float | None
    raw: float
    possible: float


@dataclass(frozen=True, slots=True)
class _Change:
    """What a person did to a task; None for one that neither the assignment nor the tests know."""

    adjustment: Adjustment
    task: Task | None


@dataclass(frozen=True, slots=True)
class _Account:
    """What came between the points of the tests and those that count."""

    changes: tuple[_Change, ...]
    limited: tuple[TaskScore, ...]
    lateness: Lateness | None
    withheld: bool

    @property
    def too_late(self) -> bool:
        """Whether it counts nothing, whatever becomes of what is withheld."""
        return self.withheld and self.lateness is not None and self.lateness.cut_off

    @property
    def told(self) -> bool:
        return bool(self.changes or self.limited or (self.lateness and not self.too_late))


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
    """A task and its tests. `earned` and `possible` are what counts."""

    score: TaskScore
    outcomes: tuple[_Outcome, ...]

    @property
    def task(self) -> Task:
        return self.score.task

    @property
    def earned(self) -> float:
        return self.score.counts

    @property
    def possible(self) -> float:
        return self.task.most

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
        """What the open tests hold, as far as it would count."""
        lost = sum(outcome.possible - outcome.earned for outcome in self.to_do)
        return max(min(lost, self.possible - self.earned), 0.0)

    @property
    def started(self) -> bool:
        return any(outcome.status is not Status.MISSING for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class _Step:
    """The test to look at next, and the points that its task still holds."""

    outcome: _Outcome
    task: Task
    gain: float


def _since(grade: Grade, outcomes: Sequence[_Outcome]) -> _Since | None:
    """None for a first attempt; a test that was not there, or was broken, tells nothing."""
    if grade.attempt == 1:
        return None
    known = [
        (outcome, before is Status.PASSED)
        for outcome, result in zip(outcomes, grade.results, strict=True)
        if (before := grade.before.get(result.id)) not in {None, Status.BROKEN}
    ]
    gained = (outcome for outcome, passed in known if outcome.status is Status.PASSED and not passed)
    lost = (outcome for outcome, passed in known if outcome.to_do and passed)
    return _Since(tuple(gained), tuple(lost))


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


def _account(grade: Grade, scores: Sequence[TaskScore]) -> _Account:
    tasks = {score.task.name: score.task for score in scores}
    return _Account(
        changes=tuple(_Change(adjustment, tasks.get(adjustment.task)) for adjustment in grade.adjustments),
        limited=() if grade.broken else tuple(score for score in scores if score.excess),
        lateness=grade.lateness,
        withheld=grade.final is None,
    )


def _sections(outcomes: Iterable[_Outcome], scores: Iterable[TaskScore]) -> list[_Section]:
    """The tasks that have tests, each with its own."""
    grouped: dict[str, list[_Outcome]] = defaultdict(list)
    for outcome in outcomes:
        grouped[outcome.task].append(outcome)
    return [
        _Section(score, tuple(grouped[score.task.name])) for score in scores if score.task.name in grouped
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
_WITHHELD = "Withheld: this is our failure. Your instructor has been informed, and you lose no points."
