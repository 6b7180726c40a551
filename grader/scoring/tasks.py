"""What each task brings: its tests' points, what people changed, and what of it counts."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.model import Adjustment, Task, TestResult
from grader.scoring.points import total


@dataclass(frozen=True, slots=True)
class TaskScore:
    """One task: what its tests `earned`, what people added or took (`adjusted`), and what `counts`."""

    task: Task
    earned: float
    adjusted: float = 0.0

    @property
    def counts(self) -> float:
        """Never below 0, never above the most that the task can bring."""
        return min(max(self.earned + self.adjusted, 0.0), self.task.most)

    @property
    def capped(self) -> bool:
        """Whether the tests could bring more than can count."""
        return self.task.most < self.task.points

    @property
    def excess(self) -> float:
        """The points beyond the task's most; negative for points below 0."""
        return total([self.earned, self.adjusted, -self.counts])


def by_task(
    results: Sequence[TestResult], tasks: Iterable[Task], adjustments: Iterable[Adjustment] = ()
) -> list[TaskScore]:
    """In the assignment's order, then the tasks that only the results know: no test is left out.

    An adjustment of a task that neither knows counts nothing.
    """
    adjustments = tuple(adjustments)
    return [
        TaskScore(
            task,
            math.fsum(result.earned for result in results if result.task == task.name),
            math.fsum(adjustment.points for adjustment in adjustments if adjustment.task == task.name),
        )
        for task in _with_strangers(results, tuple(tasks))
    ]


def _with_strangers(results: Sequence[TestResult], tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    known = {task.name for task in tasks}
    strangers = dict.fromkeys(result.task for result in results if result.task not in known)
    return tasks + tuple(
        Task(name, "", name, math.fsum(result.possible for result in results if result.task == name))
        for name in strangers
    )
