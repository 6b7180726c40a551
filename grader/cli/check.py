"""`grader check`: the public tests on a student's own files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from grader.cli.base import ATTENTION, Command

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
WATCHING = "Watching your files. Save one to check again; Ctrl-C ends."


@click.command("check", cls=Command)
@click.argument("task", required=False)
@click.option("--watch", "watching", is_flag=True, help="Check again whenever a file is saved, until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.option("--folder", type=FOLDER, default=".", help="Where your files are.  [default: here, or above]")
@click.pass_context
def command(ctx: click.Context, *, task: str | None, watching: bool, as_json: bool, folder: Path) -> None:
    """Run the public tests on your files, of one TASK or of all.

    Your code runs in a Python of its own; a test that takes too long is stopped. The exit code is 0 when
    every test passes and nothing is left to write.
    """
    from grader.cli import check_output
    from grader.student.desk import check_files
    from grader.student.folder import find_handout
    from grader.student.watch import saves

    assignment = find_handout(folder)
    write = check_output.write_json if as_json else check_output.write
    saved = saves(assignment) if watching else iter(())  # from now on: also what is saved during a check
    report = check_files(assignment, task)
    write(report)
    with suppress(KeyboardInterrupt):  # how watching is meant to end
        if watching:
            click.echo(WATCHING, err=True)
        for names in saved:
            click.clear()
            click.echo(f"Saved: {', '.join(sorted(names))}", err=True)
            report = check_files(assignment, task, names)
            write(report)
    ctx.exit(0 if report.passed else ATTENTION)
