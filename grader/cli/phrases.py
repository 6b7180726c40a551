"""Points, times and decisions in the words of the terminal."""

from __future__ import annotations

from datetime import UTC, datetime

from grader.messages import counted
from grader.model import Adjustment, Extension, Grade, Lateness, Review

DECIMALS = 3  # of points, as few as there are


def points(value: float) -> str:
    return f"{round(value, DECIMALS):.10g}"


def signed(value: float) -> str:
    """`+2`, `-0.5`, and a bare 0."""
    return f"{round(value, DECIMALS):+.10g}" if round(value, DECIMALS) else "0"


def final(grade: Grade) -> str:
    return score(grade.final)


def score(value: float | None) -> str:
    return "withheld" if value is None else points(value)


def moment(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if at else "at a time not known"


def lateness(late: Lateness) -> str:
    days = f"{counted(late.days, 'day')} late"
    if late.cut_off:
        return f"{days}, too late to count"
    free = f", {late.free_days} of them from the budget" if late.free_days else ""
    return f"{days}{free}, {f'{points(late.penalty)} taken off' if late.penalty else 'nothing taken off'}"


def decision(made: Adjustment | Extension | Review) -> str:
    """What was decided, by whom and why; not when."""
    comment = f": {made.comment}" if made.comment else ""
    return f"{_decided(made)}, by {made.by}{comment}"


def _decided(made: Adjustment | Extension | Review) -> str:
    match made:
        case Adjustment():
            return f"{signed(made.points)} {made.task}" if made.points else made.task
        case Extension():
            return f"until {moment(made.until)}"
        case Review():
            return "asked for" if made.needed else "done"
