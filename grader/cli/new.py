"""`grader new`: an assignment to start from."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.base import Command

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("new", cls=Command)
@click.argument("assignment", metavar="ID")
@click.option("--course", "folder", type=FOLDER, help="The course's folder.  [default: this one, or above]")
def command(*, assignment: str, folder: Path | None) -> None:
    """Add the assignment ID to the course: small and complete, to be rewritten piece by piece."""
    from grader.authoring.handout import make_handouts
    from grader.authoring.release import write
    from grader.authoring.starter import add_assignment
    from grader.course import find_course

    course = find_course(folder or Path.cwd())
    add_assignment(course, assignment)
    for handout in make_handouts(course, [assignment]):
        write(handout)
    click.echo(_NEXT.format(assignment=assignment))


_NEXT = """\
The course has a new assignment, `{assignment}`. What to do next:
  write    assignments/{assignment}/assignment.toml and README.md
           solutions/{assignment}/: the reference and misconceptions.toml
           autograder_tests/{assignment}/: the hidden tests, and the public ones in public/
  prove    grader validate {assignment}
  release  grader release {assignment}"""
