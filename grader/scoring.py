"""From results to points: what the tests earned, and what of it counts. Pure functions."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from grader.model import (
    Adjustment,
    Assignment,
    Attempts,
    Dropped,
    Extension,
    Grade,
    Lateness,
    LatePolicy,
    SettledAttempt,
    Settlement,
    Status,
    Task,
    TestResult,
)

DAY = timedelta(days=1)
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Score:
    """Points earned of those possible; `final` is None while the grade is withheld."""

    raw: float
    possible: float
    final: float | None


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


@dataclass(frozen=True, slots=True)
class Coursework:
    """One student's work on one assignment, and what people decided about it.

    `attempts` are the student's grades, at least one, the one handed in last at the end.
    """

    assignment: Assignment
    attempts: Sequence[Grade]
    adjustments: Sequence[Adjustment] = ()
    extension: Extension | None = None


def score(results: Sequence[TestResult]) -> Score:
    """What the tests of one submission earned, before anything else.

    A broken test withholds the grade: whether its points were earned is not known.
    """
    raw = total(result.earned for result in results)
    possible = total(result.possible for result in results)
    withheld = any(result.status is Status.BROKEN for result in results)
    return Score(raw, possible, None if withheld else raw)


def settle_course(coursework: Iterable[Coursework], late_days: int = 0) -> dict[str, Grade]:
    """The grade that counts in each assignment, by its id.

    Args:
        coursework: One student's, of different assignments in any order.
        late_days: The student's budget. The assignment that is due first draws on it first.
    """
    settled: dict[str, Grade] = {}
    for work in sorted(coursework, key=lambda work: due_order(work.assignment)):
        grade = settle(
            work.attempts,
            work.assignment,
            adjustments=work.adjustments,
            extension=work.extension,
            late_days=late_days,
        )
        late_days -= grade.lateness.free_days if grade.lateness else 0
        settled[work.assignment.id] = grade
    return settled


def due_order(assignment: Assignment) -> tuple[datetime, str]:
    """Sorts assignments by their due times; those without one come last."""
    return assignment.due or NEVER, assignment.id


def settle(
    attempts: Sequence[Grade],
    assignment: Assignment,
    *,
    adjustments: Sequence[Adjustment] = (),
    extension: Extension | None = None,
    late_days: int = 0,
) -> Grade:
    """The attempt that counts, with its final points: adjustments, then caps, then lateness.

    Args:
        attempts: One student's grades, at least one, the one handed in last at the end.
        assignment: Its policies are applied.
        adjustments: The student's: they apply to whichever attempt counts.
        extension: The student's own due time.
        late_days: What is left of the budget.

    Returns:
        The grade; its `settlement` says which attempts count and why. Where several count, it is the last
        of these. One that is withheld counts only where no other is sound, one that nobody could read only
        where there is no other.
    """
    settled = [_settled(grade, assignment, adjustments, extension, late_days) for grade in attempts]
    settlement = _settlement(settled, POLICIES[assignment.attempts])
    shown = settled[settlement.attempt - 1]
    before = settled[settlement.attempt - 2].results if settlement.attempt > 1 else ()
    return replace(
        shown,
        final=settlement.total,
        settlement=settlement,
        before={result.id: result.status for result in before},
        needs_review=shown.needs_review or settlement.unread is not None,
    )


def by_task(
    results: Sequence[TestResult], tasks: Iterable[Task], adjustments: Iterable[Adjustment] = ()
) -> list[TaskScore]:
    """What each task brings: its tests' points, and what people changed.

    In the assignment's order, then the tasks that only the results know: no test is left out. An adjustment
    of a task that neither knows counts nothing.
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


def total(points: Iterable[float]) -> float:
    """The sum to nine decimals: the same in any order, and 0.3 for 0.1 and 0.2."""
    return round(math.fsum(points), 9)


def _settlement(settled: Sequence[Grade], policy: Policy) -> Settlement:
    """Sound attempts go by the policy. Without one the last counts, if possible one that could be read."""
    attempts = [
        SettledAttempt(number, grade.info, grade.final, grade.lateness)
        for number, grade in enumerate(settled, start=1)
    ]
    read = [one for one in attempts if not one.info.unreadable]
    sound = [one for one in read if one.points is not None]
    made = policy(sound) if sound else _last(read or attempts)
    considered = {one.number: one for one in made.attempts}
    return replace(
        made, attempts=tuple(considered.get(one.number) or _not_considered(one) for one in attempts)
    )


def _not_considered(attempt: SettledAttempt) -> SettledAttempt:
    return replace(attempt, dropped=Dropped.UNREADABLE if attempt.info.unreadable else Dropped.WITHHELD)


def _last(attempts: Sequence[SettledAttempt]) -> Settlement:
    """The one handed in last."""
    last = attempts[-1]
    return Settlement(last.points, _without(attempts, attempts[:-1], Dropped.EARLIER))


def _best(attempts: Sequence[SettledAttempt]) -> Settlement:
    """The one with the most points; of as many, the one that took the fewest late days, then the later."""
    best = max(reversed(attempts), key=_worth)
    others = [one for one in attempts if one is not best]
    return Settlement(best.points, _without(attempts, others, Dropped.LOWER))


def _worth(attempt: SettledAttempt) -> tuple[float, int]:
    return attempt.points or 0.0, -(attempt.lateness.free_days if attempt.lateness else 0)


def _without(
    attempts: Sequence[SettledAttempt], dropped: Collection[SettledAttempt], why: Dropped
) -> tuple[SettledAttempt, ...]:
    numbers = {one.number for one in dropped}
    return tuple(replace(one, dropped=why) if one.number in numbers else one for one in attempts)


Policy = Callable[[Sequence[SettledAttempt]], Settlement]
POLICIES: Mapping[Attempts, Policy] = {Attempts.LAST: _last, Attempts.BEST: _best}
"""Each takes the attempts that can count, at least one, the last at the end; none is withheld or unreadable.

It returns what they come to, with the reason at each that it drops.
"""


def _settled(
    grade: Grade,
    assignment: Assignment,
    adjustments: Sequence[Adjustment],
    extension: Extension | None,
    late_days: int,
) -> Grade:
    """One attempt, as if it were the only one."""
    tasks = by_task(grade.results, assignment.tasks, adjustments)
    possible = total(score.task.most for score in tasks if not score.task.extra)
    days = _days_late(grade.info.received_at, assignment, extension)
    points = 0.0 if grade.broken else total(score.counts for score in tasks)
    late = _lateness(days, points, possible, assignment.late, late_days) if days else None
    final = None if grade.broken else total([points, -late.penalty if late else 0.0])
    return replace(
        grade,
        possible=possible,
        final=final,
        adjustments=tuple(adjustments),
        lateness=late,
        extended_until=_extended(assignment, extension),
    )


def _with_strangers(results: Sequence[TestResult], tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    known = {task.name for task in tasks}
    strangers = dict.fromkeys(result.task for result in results if result.task not in known)
    return tasks + tuple(
        Task(name, "", name, math.fsum(result.possible for result in results if result.task == name))
        for name in strangers
    )


def _days_late(received_at: datetime | None, assignment: Assignment, extension: Extension | None) -> int:
    """Begun days of 24 hours after the due time; 0 within the grace, or where a time is not known."""
    if received_at is None or assignment.due is None:
        return 0
    due = max(assignment.due, extension.until) if extension else assignment.due
    late_by = received_at - due
    return 0 if late_by <= assignment.late.grace else -(-late_by // DAY)


def _lateness(days: int, points: float, possible: float, policy: LatePolicy, free_days: int) -> Lateness:
    """What `days` late cost of `points`.

    Of the `free_days` that are left no more are taken than gain points, and they do not move the cutoff:
    by then the solutions may be out.
    """
    if policy.cutoff_days is not None and days > policy.cutoff_days:
        return Lateness(days, penalty=points, cut_off=True)
    usable = max(min(days, free_days), 0)
    penalties = [_penalty(days - taken, points, possible, policy) for taken in range(usable + 1)]
    least = penalties[-1]
    return Lateness(days, penalties.index(least), least)


def _penalty(days: int, points: float, possible: float, policy: LatePolicy) -> float:
    share = min(policy.per_day * days, policy.at_most)
    return round(min(share * possible, points), 9)


def _extended(assignment: Assignment, extension: Extension | None) -> datetime | None:
    if extension is None or assignment.due is None or extension.until <= assignment.due:
        return None
    return extension.until
