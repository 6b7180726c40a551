"""`grader publish`: make drafts current."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.base import Command
from grader.cli.gradebook_options import by_option, gradebook_options, opened, out_option
from grader.messages import counted


@click.command("publish", cls=Command)
@click.argument("assignment", metavar="ID")
@by_option
@out_option
@gradebook_options
def command(
    *, assignment: str, by: str, out: Path | None, gradebook: str | None, folder: Path | None
) -> None:
    """Make the drafts of the assignment ID current, and write their students' pages.

    `grader diff ID` shows what that changes.
    """
    from grader import workflow
    from grader.cli.columns import Paper

    with opened(folder, gradebook) as book:
        loaded = book.assignment(assignment)
        pages = book.pages(loaded, out)
        students = workflow.publish(book.course, loaded, book.gradebook, by=by, out=pages)
    if not students:
        Paper().line(f"no drafts of `{loaded.id}`: nothing to publish")
        return
    Paper().line(f"{loaded.id}: published the new grades of {counted(len(students), 'student')}")
    Paper().line(f"Pages: {pages / 'index.html'}")
