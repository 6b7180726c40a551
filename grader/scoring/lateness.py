"""How late a submission came, and what that costs."""

from __future__ import annotations

from datetime import datetime, timedelta

from grader.model import Assignment, Extension, Lateness, LatePolicy

DAY = timedelta(days=1)


def days_late(
    received_at: datetime | None, assignment: Assignment, extension: Extension | None = None
) -> int:
    """Begun days of 24 hours after the due time; 0 within the grace, or where a time is not known."""
    if received_at is None or assignment.due is None:
        return 0
    due = max(assignment.due, extension.until) if extension else assignment.due
    late_by = received_at - due
    return 0 if late_by <= assignment.late.grace else -(-late_by // DAY)


def lateness(days: int, points: float, possible: float, policy: LatePolicy, free_days: int = 0) -> Lateness:
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
