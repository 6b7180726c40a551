"""What a check found, task by task, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from grader.messages import brief, counted
from grader.messages.places import find
from grader.model import Assignment, Status, Task, TestResult
from grader.student.events import Imported
from grader.student.notebooks import StandIn, stand_ins
from grader.student.outline import Outline, outline
from grader.student.process import Record


class State(StrEnum):
    """How a task stands."""

    PASSED = "passed"
    FAILED = "failed"
    BLOCKED = "blocked"  # its file does not import
    UNWRITTEN = "unwritten"
    UNTESTED = "untested"  # no public test looks at it


@dataclass(frozen=True, slots=True)
class TaskReport:
    """One task: its public tests, what is still a stub, and where it is defined."""

    task: Task
    results: tuple[TestResult, ...] = ()
    unwritten: tuple[str, ...] = ()
    line: int | None = None
    blocked: bool = False
    notebook: str | None = None  # that counts in the file's place; the line is then that of its cell
    cell: int | None = None

    @property
    def file(self) -> str:
        """The file or the notebook that counts."""
        return self.notebook or self.task.file

    @property
    def passed(self) -> tuple[TestResult, ...]:
        return tuple(result for result in self.results if result.status is Status.PASSED)

    @property
    def failed(self) -> tuple[TestResult, ...]:
        return tuple(result for result in self.results if result.status not in _NOT_WRONG)

    @property
    def state(self) -> State:
        if self.blocked:
            return State.BLOCKED
        if self.failed:
            return State.FAILED
        if self.unwritten or len(self.passed) < len(self.results):
            return State.UNWRITTEN
        return State.PASSED if self.results else State.UNTESTED

    @property
    def note(self) -> str:
        """How it stands, in a few words."""
        match self.state:
            case State.BLOCKED:
                return f"{self.file} cannot be imported"
            case State.UNWRITTEN:
                return self._to_write()
            case State.UNTESTED:
                return "no public test"
        return f"{len(self.passed)} of {counted(len(self.results), 'test')}"

    def _to_write(self) -> str:
        if self.unwritten == (self.task.name,):
            return "not written yet"
        if self.unwritten:
            return f"not written yet: {_listed(self.unwritten)}"
        missing = next(result.observed for result in self.results if result.observed)
        return brief(missing).rstrip(".")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """`faults` holds the files that could not be imported; `output` what the code printed.

    `notes` say which notebooks count, and what is odd about them.
    """

    assignment: Assignment
    tasks: tuple[TaskReport, ...]
    faults: tuple[Imported, ...]
    output: str
    notes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing is left to do that can be told at the desk."""
        return all(task.state in (State.PASSED, State.UNTESTED) for task in self.tasks)

    @property
    def to_write(self) -> TaskReport | None:
        """The first task with a part of its own to write; else one that waits for another's."""
        stubs = (task for task in self.tasks if task.state is State.UNWRITTEN and task.unwritten)
        return next(stubs, self.first(State.UNWRITTEN))

    def first(self, state: State) -> TaskReport | None:
        """The first task that stands like this."""
        return next((task for task in self.tasks if task.state is state), None)


def make_report(assignment: Assignment, tasks: Sequence[Task], record: Record) -> CheckReport:
    """The report on `tasks`, in their order."""
    outlines = {file: outline(assignment.handout / file) for file in {task.file for task in tasks}}
    faults = {fault.file: fault for fault in record.imports.values() if fault.status is not Status.PASSED}
    notebooks = stand_ins(assignment)
    reports = [
        _task_report(task, record, outlines[task.file], task.file in faults, notebooks.files.get(task.file))
        for task in tasks
    ]
    return CheckReport(assignment, tuple(reports), tuple(faults.values()), record.output, notebooks.notes)


def _task_report(
    task: Task, record: Record, known: Outline, blocked: bool, stand_in: StandIn | None
) -> TaskReport:
    results = tuple(result for result in record.results.values() if result.task == task.name)
    unwritten, line = known.unwritten(task.name), known.lines.get(task.name)
    if stand_in is None:
        return TaskReport(task, results, unwritten, line, blocked)
    left = tuple(part for part in unwritten if not stand_in.outline.holds(part))
    place = find(stand_in.text.split("\n"), stand_in.outline.lines.get(task.name, 0))
    cell, line = (place.cell, place.line) if place else (None, None)
    return TaskReport(task, results, left, line, blocked, stand_in.notebook.name, cell)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


_NOT_WRONG = (Status.PASSED, Status.MISSING)
_SHOWN = 4
