"""`grader export`: grades for other programs, and the autograder for Gradescope."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import ATTENTION, Command, gradebook_url
from grader.errors import UsageError
from grader.messages import printable

if TYPE_CHECKING:
    from grader.model import Assignment, Course, Grade

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("export", cls=Command)
@click.argument("format_name", metavar="FORMAT")
@click.argument("assignment", metavar="ID")
@click.option("--gradebook", metavar="URL", help="A SQLAlchemy URL, or the path of a SQLite file.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file or folder to write.  [default: COURSE/reports/ID/exports/...]",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file downloaded from Canvas or Moodle; OUT is the same file filled in.",
)
@click.option("--course", "folder", type=FOLDER, help="The course's folder.  [default: this one, or above]")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    format_name: str,
    assignment: str,
    gradebook: str | None,
    out: Path | None,
    into: Path | None,
    folder: Path | None,
) -> None:
    """Write the grades of the assignment ID in another program's FORMAT.

    FORMAT is autolab, canvas, gradescope-results, json, junit, moodle, nbgrader or prairielearn; and
    gradescope, the autograder zip, for which nothing needs to be graded. They show students what the
    students' pages show. Two are for instructors alone: json, which holds everything, and gradescope,
    which holds the hidden tests. Plugins add formats of their own.
    """
    from grader.course import find_course, load_assignment
    from grader.exports import ExportRequest, find_format

    form = find_format(format_name)
    if form.fills_in != (into is not None):
        raise click.UsageError(
            _INTO if form.fills_in else f"{format_name} fills in no file; leave out --into"
        )
    course = find_course(folder or Path.cwd())
    loaded = load_assignment(course, assignment)
    request = ExportRequest(
        course,
        loaded,
        _grades(course, loaded, gradebook_url(gradebook) if gradebook else course.gradebook),
        out or course.root / "reports" / assignment / "exports" / form.name,
        into,
    )
    report = form.export(request)
    click.echo(printable(str(report.written)))
    for note in report.notes:
        click.echo(note, err=True)
    for trouble in report.troubles:
        click.echo(f"Look at: {trouble}", err=True)
    ctx.exit(ATTENTION if report.troubles else 0)


def _grades(course: Course, assignment: Assignment, url: str) -> Iterator[Grade]:
    """What counts; the gradebook is opened when the first grade is asked for."""
    from grader.gradebook import Gradebook
    from grader.workflow import Standings

    with Gradebook.open(url, make=False) as gradebook:
        grade = None
        for grade in Standings(course, assignment, gradebook).all():
            yield grade
    if grade is None:
        raise UsageError(
            f"no grades of `{assignment.id}` in the gradebook",
            advice=f"Run `grader grade {assignment.id} PATH` first.",
        )


_INTO = "give the downloaded file with --into FILE: its rows are filled in, and none is made up"
