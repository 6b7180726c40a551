"""`grader show`: where a student stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import Command
from grader.cli.gradebook_options import (
    Opened,
    gradebook_options,
    json_option,
    opened,
    out_option,
    unknown_student,
)

if TYPE_CHECKING:
    from grader.cli.standing_output import Standing
    from grader.model import Assignment


@click.command("show", cls=Command)
@click.argument("student")
@click.argument("assignment", metavar="[ID]", required=False)
@json_option
@out_option
@gradebook_options
def command(
    *,
    student: str,
    assignment: str | None,
    as_json: bool,
    out: Path | None,
    gradebook: str | None,
    folder: Path | None,
) -> None:
    """Show what counts for STUDENT in the assignment ID, test by test, or in all assignments."""
    from grader.cli import standing_output

    with opened(folder, gradebook) as book:
        asked = book.assignments(assignment)
        found = [one for loaded in asked for one in _standings(book, loaded, student, out)]
        if not found:
            raise unknown_student(
                student, [name for one in asked for name in book.gradebook.students(one.id)]
            )
    if as_json:
        standing_output.write_json(student, found)
    else:
        standing_output.write(student, found, tests=assignment is not None)


def _standings(book: Opened, assignment: Assignment, student: str, out: Path | None) -> Iterator[Standing]:
    """One, or none where nothing is known of the student in this assignment."""
    from grader.cli.standing_output import Standing
    from grader.reports import page_name
    from grader.workflow import Standings

    grade = Standings(book.course, assignment, book.gradebook).of(student)
    decided = book.gradebook.decisions.about(assignment.id, student)
    if grade or decided.all:
        page = book.pages(assignment, out) / "students" / page_name(student)
        draft = student in book.gradebook.drafted(assignment.id)
        yield Standing(assignment, grade, decided, draft, page if page.is_file() else None)
