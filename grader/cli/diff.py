"""`grader diff`: what the drafts would change."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.base import Command
from grader.cli.gradebook_options import gradebook_options, json_option, opened


@click.command("diff", cls=Command)
@click.argument("assignment", metavar="ID")
@json_option
@gradebook_options
def command(*, assignment: str, as_json: bool, gradebook: str | None, folder: Path | None) -> None:
    """Show what publishing the drafts of the assignment ID would change, by student and by test."""
    from grader.cli import change_output
    from grader.workflow import changes

    with opened(folder, gradebook) as book:
        loaded = book.assignment(assignment)
        summary = change_output.Summary(loaded.id, len(book.gradebook.students(loaded.id)))
        for change in changes(book.course, loaded, book.gradebook):
            summary.add(change)
    if as_json:
        change_output.write_json(summary)
    else:
        change_output.write(summary)
