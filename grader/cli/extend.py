"""`grader extend`: a due time of one student's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from grader.cli.base import Command
from grader.cli.gradebook_options import (
    ROSTER,
    Opened,
    by_option,
    comment_option,
    gradebook_options,
    opened,
    out_option,
)
from grader.errors import UsageError
from grader.messages import did_you_mean
from grader.model import Assignment, Extension


@click.command("extend", cls=Command)
@click.argument("student")
@click.argument("assignment", metavar="ID")
@click.option("--until", metavar="TIME", required=True, help="As in 2026-12-03, or 2026-12-03 18:00.")
@comment_option("Why; kept in the history.")
@by_option
@out_option
@gradebook_options
def command(
    *,
    student: str,
    assignment: str,
    until: str,
    comment: str,
    by: str,
    out: Path | None,
    gradebook: str | None,
    folder: Path | None,
) -> None:
    """Give STUDENT until TIME for the assignment ID; also before anything was handed in.

    A TIME without an offset has that of the assignment's due time, and a date goes on to its end. The last
    extension counts: one that ends before the due time takes an earlier one back.
    """
    from grader.cli.columns import Paper
    from grader.cli.decision import carry_out

    if not student.strip():
        raise click.BadParameter("expected a student's id", param_hint="STUDENT")
    with opened(folder, gradebook, make=True) as book:
        loaded = book.assignment(assignment)
        known = _known(book)
        due = _due(loaded)
        end = _moment(until, due)
        Paper().line(_understood(student, end, due))
        made = Extension(end, comment.strip(), by, datetime.now(UTC))
        carry_out(book, loaded, student, made, out)
    if known and student not in known:
        Paper().line(_unheard_of(student, known))


def _known(book: Opened) -> list[str]:
    """Whoever has a grade in the course, or is on its roster."""
    from grader.course import assignments
    from grader.intake import read_roster

    graded = {student for one in assignments(book.course) for student in book.gradebook.students(one)}
    roster = book.course.root / ROSTER
    listed = {person.student for person in read_roster(roster)} if roster.exists() else set()
    return sorted(graded | listed)


def _unheard_of(student: str, known: Sequence[str]) -> str:
    guess = did_you_mean(student, known) or "is the id right?"
    return f"no student called `{student}` is graded or on the roster: {guess} The extension is kept"


def _due(assignment: Assignment) -> datetime:
    if assignment.due is None:
        raise UsageError(
            f"`{assignment.id}` has no due time: nothing is ever late",
            advice="Add `due` to its assignment.toml first.",
        )
    return assignment.due


def _moment(text: str, due: datetime) -> datetime:
    try:
        at = _read(text)
        at = at if at.tzinfo else at.replace(tzinfo=due.tzinfo)
        at.astimezone(UTC)  # the ends of the calendar overflow
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(
            f"`{text}` is no time: write 2026-12-03, 2026-12-03 18:00 or 2026-12-03T18:00+01:00",
            param_hint="--until",
        ) from error
    return at


def _read(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time(23, 59, 59))
    except ValueError:
        return datetime.fromisoformat(text)


def _understood(student: str, end: datetime, due: datetime) -> str:
    told = f"{student}: until {end:%A} {end.isoformat(' ')}"
    if end <= due:
        return f"{told}, which is not after the due time: {due.isoformat(' ')} holds again"
    return f"{told}; due for the others {due.isoformat(' ')}"
