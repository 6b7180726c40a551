"""`grader report`: write the pages again."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.base import Command
from grader.cli.gradebook_options import gradebook_options, opened, out_option


@click.command("report", cls=Command)
@click.argument("assignment", metavar="ID")
@out_option
@gradebook_options
def command(*, assignment: str, out: Path | None, gradebook: str | None, folder: Path | None) -> None:
    """Write the pages of the assignment ID again, from the gradebook alone.

    A policy that was changed in assignment.toml holds immediately; pages show it once they are written again.
    """
    from grader.cli.columns import Paper
    from grader.errors import UsageError
    from grader.workflow import Pages

    with opened(folder, gradebook) as book:
        loaded = book.assignment(assignment)
        if not book.gradebook.students(loaded.id):
            raise UsageError(
                f"no grades of `{loaded.id}` in the gradebook",
                advice=f"Run `grader grade {loaded.id} PATH` first.",
            )
        index = Pages(book.course, loaded, book.gradebook, book.pages(loaded, out)).write_all()
    Paper().line(f"Pages: {index}")
