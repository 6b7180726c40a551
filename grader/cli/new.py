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
    """Add the assignment ID to the course: small and complete, to be rewritten piece by piece.

    Its file is ID.py; the task in it is an example of what a task may have.
    """
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
The course has a new assignment, `{assignment}`, whose tasks are examples. Put yours in their place:
  title, tasks, points  assignments/{assignment}/assignment.toml
  the handout's text    assignments/{assignment}/README.md
  the reference         solutions/{assignment}/{assignment}.py and answers.py
  known mistakes        solutions/{assignment}/misconceptions.toml
  hidden tests          autograder_tests/{assignment}/
  public tests          autograder_tests/{assignment}/public/
Delete what yours does not need: `answers.py` with its task, tests and misconceptions, or `public/`. Then:
  grader validate {assignment}    prove that the tests find mistakes
  grader release {assignment}     make what students receive"""
