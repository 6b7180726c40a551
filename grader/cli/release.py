"""`grader release`: make what students receive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import ATTENTION, Command

if TYPE_CHECKING:
    from grader.authoring.handout import Handout

FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("release", cls=Command)
@click.argument("assignment", metavar="[ID]", required=False)
@click.option("--check", is_flag=True, help="Write nothing; name each file that is out of step.")
@click.option("--course", "folder", type=FOLDER, help="The course's folder.  [default: this one, or above]")
@click.pass_context
def command(ctx: click.Context, *, assignment: str | None, check: bool, folder: Path | None) -> None:
    """Make what students receive of the assignment ID, or of every assignment, and pack it as dist/ID.zip.

    Stubs and notebooks are made from solutions/, public tests from autograder_tests/ID/public. Nothing is
    written where a stub does not import, an answer survives, or a text tells students to check a task that
    there is not. What it was made from is put on
    record in solutions/ID/.released.toml, so that --check notices each change of a reference.
    """
    from grader.authoring.handout import make_handouts
    from grader.course import assignments, find_course

    course = find_course(folder or Path.cwd())
    handouts = make_handouts(course, [assignment] if assignment else assignments(course))
    if check:
        ctx.exit(_compare(handouts))
    for handout in handouts:
        _release(handout, course.root / "dist")


def _compare(handouts: Iterable[Handout]) -> int:
    from grader.authoring.release import out_of_step

    in_step = True
    for handout in handouts:
        problems = out_of_step(handout)
        for problem in problems:
            click.echo(problem)
        advice = f"out of step; run `grader release {handout.assignment}`" if problems else "in step"
        click.echo(f"{handout.assignment}: {advice}")
        in_step = in_step and not problems
    return 0 if in_step else ATTENTION


def _release(handout: Handout, dist: Path) -> None:
    from grader.authoring import record
    from grader.authoring.release import pack, write

    changes = write(handout)
    for name in changes.written:
        click.echo(f"wrote    {handout.folder / name}")
    for name in changes.removed:
        click.echo(f"removed  {handout.folder / name}")
    if changes.recorded:
        click.echo(f"wrote    {handout.solutions / record.NAME}")
    click.echo(f"{handout.assignment}: {pack(handout, dist)} ({len(handout.files)} files)")
