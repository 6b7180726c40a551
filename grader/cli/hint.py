"""`grader hint`: one more hint for a task."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import Command
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.model import Assignment

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command("hint", cls=Command)
@click.argument("task", metavar="TASK", required=False)
@click.option("--again", is_flag=True, help="Start again with the first hint.")
@click.option("--folder", type=FOLDER, default=".", help="Where your files are.  [default: here, or above]")
def command(*, task: str | None, again: bool, folder: Path) -> None:
    """Give one more hint for TASK, each a little closer to the point."""
    from grader.student.folder import find_handout, find_task
    from grader.student.hints import next_hint

    assignment = find_handout(folder)
    if task is None:
        raise UsageError("a hint for which task?", advice=_hinted(assignment))
    hint = next_hint(assignment, find_task(assignment, task), again=again)
    if hint is None:
        click.echo(_no_hints(assignment, task))
        return
    click.echo(click.style(f"{hint.task}: hint {hint.stage} of {hint.stages}", bold=True))
    click.echo(click.wrap_text(hint.text, width=100, preserve_paragraphs=True))
    if hint.repeated:
        click.echo(f"There are no more hints; `grader hint {hint.task} --again` starts over.", err=True)


def _no_hints(assignment: Assignment, task: str) -> str:
    return f"There are no hints for `{task}`. {_hinted(assignment)}"


def _hinted(assignment: Assignment) -> str:
    tasks = [task.name for task in assignment.tasks if task.hints]
    return f"There are hints for: {', '.join(tasks)}." if tasks else "This assignment has none."
