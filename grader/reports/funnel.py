"""How far the class comes in each task, from the untouched stub to all tests passed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.model import Status, Task
from grader.reports.class_summary import ClassSummary, TestColumn


@dataclass(frozen=True, slots=True)
class Funnel:
    """Students of one task: each number counts a part of those of the one before."""

    task: Task
    asked: int  # took at least one of its tests
    begun: int  # wrote something in place of the stub
    answered: int  # whose code ran through in one of the tests
    some: int  # passed one
    all: int

    @property
    def stages(self) -> tuple[int, ...]:
        return self.asked, self.begun, self.answered, self.some, self.all


def funnels(roll: ClassSummary, tasks: Iterable[Task]) -> list[Funnel]:
    """In the assignment's order, then the tasks that it does not know."""
    known = {task.name: task for task in tasks}
    columns: dict[str, list[TestColumn]] = {name: [] for name in known}
    for column in roll.columns:
        columns.setdefault(column.test.task, []).append(column)
    return [
        _funnel(known.get(name, Task(name, "", name, 0.0)), members)
        for name, members in columns.items()
        if members
    ]


def _funnel(task: Task, columns: list[TestColumn]) -> Funnel:
    reached = [0] * 6
    for statuses in zip(*(column.statuses() for column in columns), strict=True):
        reached[_stage({status for status in statuses if status})] += 1
    asked, begun, answered, some, everything = (sum(reached[stage:]) for stage in range(1, 6))
    return Funnel(task, asked, begun, answered, some, everything)


def _stage(seen: set[Status]) -> int:
    """From 0, no test taken, to 5, all passed."""
    if not seen:
        return 0
    if seen == {Status.PASSED}:
        return 5
    if Status.PASSED in seen:
        return 4
    if Status.FAILED in seen:
        return 3
    return 1 if seen == {Status.MISSING} else 2
