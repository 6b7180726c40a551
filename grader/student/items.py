"""What is told of each failure, in FEEDBACK's order; how it looks is for the page and the terminal."""

from __future__ import annotations

from dataclasses import dataclass

from grader.messages import Row, counted, full, printable, table
from grader.messages.places import CellLine
from grader.model import TestResult
from grader.observations import Observation, frames
from grader.student.events import Imported
from grader.student.report import CheckReport, State, TaskReport


@dataclass(frozen=True, slots=True)
class ReportItem:
    """One failure: where, what was checked, what was seen, what is right already, and what to try."""

    name: str
    score: str
    place: str
    checked: str
    seen: tuple[str, ...]
    table: tuple[Row, ...] = ()
    right: tuple[str, ...] = ()
    task: str | None = None  # to be checked again; None is for all
    hinted: bool = False


def items(report: CheckReport) -> list[ReportItem]:
    """Files that cannot be imported first: nothing in them could be tested."""
    return [
        *(_file_item(fault) for fault in report.faults),
        *(_item(task, result) for task in report.tasks for result in task.failed),
    ]


def step(report: CheckReport) -> str:
    """The one thing to do next."""
    if report.faults:
        fault = report.faults[0]
        return f"Fix `{_place(fault.observed) or fault.file}`, so that the file can be imported."
    if task := report.first(State.FAILED):
        return f"Look at `{task.task.name}`: {_first_sentence(task.failed[0])}"
    if task := report.to_write:
        return f"Write `{_to_write(task)}` in `{task.file}`."
    return "Nothing fails here. Hidden tests check more. Hand it in when you are ready."


def _file_item(fault: Imported) -> ReportItem:
    seen = full(fault.observed) if fault.observed else ()
    return ReportItem(fault.file, "", _place(fault.observed), "The file can be imported.", seen)


def _item(task: TaskReport, result: TestResult) -> ReportItem:
    seen = result.observed
    return ReportItem(
        name=task.task.name,
        score=f"{result.earned:g} / {counted(result.possible, 'point')}",
        place=_place(seen) or _definition(task),
        checked=result.title,
        seen=full(seen) if seen else (),
        table=table(seen) if seen else (),
        right=tuple(passed.title for passed in task.passed),
        task=task.task.name,
        hinted=bool(task.task.hints),
    )


def _place(seen: Observation | None) -> str:
    """The innermost line of the student's that was running: `softmax.py:12`, `a.ipynb, cell 3, line 2`."""
    own = frames(seen) if seen else ()
    if not own:
        return ""
    frame = own[-1]
    return printable(_at(frame.file, frame.cell, frame.line))


def _definition(task: TaskReport) -> str:
    return _at(task.file, task.cell, task.line) if task.line else task.file


def _at(file: str, cell: int | None, line: int) -> str:
    return f"{file}:{line}" if cell is None else str(CellLine(file, cell, line))


def _first_sentence(result: TestResult) -> str:
    return full(result.observed)[0] if result.observed else result.title


def _to_write(task: TaskReport) -> str:
    """One part alone: the first that is still a stub, or else what a test was missing."""
    missing = (result.observed.subject for result in task.results if result.observed)
    return next(iter((*task.unwritten, *missing)))
