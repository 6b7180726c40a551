"""`grader adjust`: points that a person adds to a task, or takes away."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli import phrases
from grader.cli.base import Command
from grader.cli.gradebook_options import by_option, comment_option, gradebook_options, opened, out_option
from grader.model import Adjustment, Assignment

if TYPE_CHECKING:
    from grader.scoring import TaskScore


@click.command("adjust", cls=Command)
@click.argument("student")
@click.argument("assignment", metavar="ID")
@click.argument("task")
@click.option("--points", type=float, default=0.0, help="What is added to the task; negative takes away.")
@comment_option("Shown to the student, with or without points.")
@by_option
@out_option
@gradebook_options
def command(
    *,
    student: str,
    assignment: str,
    task: str,
    points: float,
    comment: str,
    by: str,
    out: Path | None,
    gradebook: str | None,
    folder: Path | None,
) -> None:
    """Change what STUDENT gets for TASK of the assignment ID.

    The points come on top of what the task's tests earn, now and after every regrade. Nothing is
    overwritten: to take an adjustment back, make the opposite one.
    """
    from grader.cli.columns import Paper
    from grader.cli.decision import carry_out
    from grader.scoring import by_task

    if not points and not comment.strip():
        raise click.UsageError("give what changes: --points, --comment, or both")
    made = Adjustment(task, points, comment.strip(), by, datetime.now(UTC))
    with opened(folder, gradebook) as book:
        loaded = book.assignment(assignment)
        _refuse_odd(points, loaded)
        grade = carry_out(book, loaded, student, made, out)
    if grade is not None and points:
        for score in by_task(grade.results, loaded.tasks, grade.adjustments):
            if score.task.name == task and score.excess:
                Paper().line(_limited(score))


def _refuse_odd(points: float, assignment: Assignment) -> None:
    """A slip of the hand stays in the history for ever."""
    most = sum(task.points for task in assignment.tasks)
    if not math.isfinite(points):
        wrong = "expected a number of points"
    elif abs(points) > most:
        wrong = (
            f"{points:.10g} is more than the {phrases.points(most)} points of all tasks of `{assignment.id}`"
        )
    elif round(points, phrases.DECIMALS) != points:
        wrong = f"{points:.10g} has more than {phrases.DECIMALS} decimals"
    else:
        return
    raise click.BadParameter(wrong, param_hint="--points")


def _limited(score: TaskScore) -> str:
    name, most = score.task.name, phrases.points(score.task.most)
    beyond = f"`{name}` counts at most {most}: {phrases.points(score.excess)} beyond that"
    return beyond if score.excess > 0 else f"`{name}` counts no less than 0"
