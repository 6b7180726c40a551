"""Which attempt counts, and how much of it: adjustments, then caps, then lateness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from grader.model import Adjustment, Assignment, Attempts, Extension, Grade, Receipt
from grader.scoring.lateness import days_late, lateness
from grader.scoring.points import total
from grader.scoring.tasks import by_task


def settle(
    attempts: Sequence[Grade],
    assignment: Assignment,
    *,
    adjustments: Sequence[Adjustment] = (),
    extension: Extension | None = None,
    late_days: int = 0,
) -> Grade:
    """The attempt that counts, with its final points.

    `attempts` are one student's grades, at least one, the one handed in last at the end. One that is
    withheld counts only where no other is sound, one that nobody could read only where there is no other.
    `adjustments` are the student's: they apply to whichever attempt counts. `late_days` is what is left of
    the budget.
    """
    settled = [
        replace(_settled(grade, assignment, adjustments, extension, late_days), **_place(attempts, index))
        for index, grade in enumerate(attempts)
    ]
    read = [grade for grade in settled if not grade.receipt.unreadable]
    sound = [grade for grade in read if grade.final is not None]
    best = assignment.attempts is Attempts.BEST and sound
    counts = max(reversed(sound), key=_worth) if best else (sound or read or settled)[-1]
    return _with_unread(counts, settled[-1].receipt)


def _with_unread(grade: Grade, last: Receipt) -> Grade:
    """A person should look at a last attempt that nobody could read, although another counts."""
    if grade.receipt.unreadable or not last.unreadable:
        return grade
    return replace(grade, unread=last, needs_review=True)


def _place(attempts: Sequence[Grade], index: int) -> dict[str, Any]:
    """Which attempt it is, and what became of the tests in the one before."""
    before = attempts[index - 1].results if index else ()
    return {
        "attempt": index + 1,
        "attempts": len(attempts),
        "before": {result.id: result.status for result in before},
    }


def _settled(
    grade: Grade,
    assignment: Assignment,
    adjustments: Sequence[Adjustment],
    extension: Extension | None,
    late_days: int,
) -> Grade:
    tasks = by_task(grade.results, assignment.tasks, adjustments)
    possible = total(score.task.most for score in tasks if not score.task.extra)
    days = days_late(grade.receipt.received_at, assignment, extension)
    points = 0.0 if grade.broken else total(score.counts for score in tasks)
    late = lateness(days, points, possible, assignment.late, late_days) if days else None
    final = None if grade.broken else total([points, -late.penalty if late else 0.0])
    return replace(
        grade,
        possible=possible,
        final=final,
        adjustments=tuple(adjustments),
        lateness=late,
        extended_until=_extended(assignment, extension),
    )


def _extended(assignment: Assignment, extension: Extension | None) -> datetime | None:
    if extension is None or assignment.due is None or extension.until <= assignment.due:
        return None
    return extension.until


def _worth(grade: Grade) -> tuple[float, int]:
    """The most points; of as many, those that took the fewest days from the budget."""
    return grade.final or 0.0, -(grade.lateness.free_days if grade.lateness else 0)
