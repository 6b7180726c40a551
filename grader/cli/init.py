"""`grader init`: a course to start from."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.base import Command


@click.command("init", cls=Command)
@click.argument("folder", metavar="COURSE", type=click.Path(path_type=Path))
def command(*, folder: Path) -> None:
    """Make the new folder COURSE: a course with one small assignment, ready to validate and release."""
    from grader.authoring.handout import make_handouts
    from grader.authoring.release import write
    from grader.authoring.starter import FIRST, start_course

    course = start_course(folder)
    for handout in make_handouts(course, [FIRST]):
        write(handout)
    click.echo(_NEXT.format(folder=folder, assignment=FIRST))


_NEXT = """\
{folder} is a course with one assignment, `{assignment}`. What to do next:
  cd {folder}
  grader validate    prove that its tests find mistakes
  grader release     make what students receive
  grader new ID      add an assignment"""
