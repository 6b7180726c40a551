"""`grader convert`: an assignment from a notebook of another grader."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import Command

if TYPE_CHECKING:
    from grader.converters import Converted

FOLDER = click.Path(path_type=Path, file_okay=False)
NOTEBOOK = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command("convert", cls=Command)
@click.argument("notebook", type=NOTEBOOK)
@click.option("--id", "chosen", metavar="ID", help="The assignment's ID.  [default: the notebook's name]")
@click.option("--course", "folder", type=FOLDER, help="The course's folder.  [default: this one, or above]")
def command(*, notebook: Path, chosen: str | None, folder: Path | None) -> None:
    """Add an assignment made of a source NOTEBOOK of nbgrader or otter-grader.

    Which of the two it is, the notebook says. Nothing of it is run. What is not mechanical is left to a
    person, and named with its cell; a test that is not converted fails until it is written.
    """
    from grader.converters import convert
    from grader.course import find_course
    from grader.messages import counted, printable

    made = convert(notebook, find_course(folder or Path.cwd()), chosen)
    click.echo(
        _MADE.format(
            notebook=notebook.name,
            made=made,
            tasks=counted(made.tasks, "task"),
            points=counted(made.points, "point"),
        )
    )
    for note in made.notes:
        click.echo(f"  cell {note.cell}: {printable(note.what)}\n    {note.advice}")
    click.echo(_left(made))
    click.echo(_NEXT.format(id=made.assignment))


def _left(made: Converted) -> str:
    from grader.messages import counted, plural

    cells = len({note.cell for note in made.notes})
    person = (
        "No cell needs a person"
        if not cells
        else f"{counted(cells, 'cell')} {plural(cells, 'needs', 'need')} a person"
    )
    if made.to_do:
        person += f"; {counted(made.to_do, 'test')} will fail until then"
    shown = ", ".join(map(str, made.shown))
    only = f"\nOnly to be looked at, and so in the notebook alone: cell {shown}." if made.shown else ""
    return f"{person}.{only}"


_MADE = """\
{notebook} ({made.format}) is the assignment `{made.assignment}` now: {tasks}, {points},
tests: {made.public} public, {made.hidden} hidden, {made.to_do} to be written."""

_NEXT = """\
What to do next:
  look     solutions/{id}/, autograder_tests/{id}/ and assignments/{id}/
  prove    pytest autograder_tests/{id}, then grader validate {id}
  release  grader release {id}"""
