"""`grader submit`: the zip to hand in."""

from __future__ import annotations

import json
from pathlib import Path

import click

from grader.cli.base import ATTENTION, Command
from grader.messages import printable

SCHEMA_VERSION = 1
FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command("submit", cls=Command)
@click.option("--name", help="Call the zip NAME.zip: the name that your course knows you by.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of text.")
@click.option("--folder", type=FOLDER, default=".", help="Where your files are.  [default: here, or above]")
@click.pass_context
def command(ctx: click.Context, *, name: str | None, as_json: bool, folder: Path) -> None:
    """Write the zip to hand in, and say what is missing in it.

    The zip is written even where a file is missing or cannot be imported, so that the rest can be handed
    in; the exit code is then 1. What is merely not written yet is only noted.
    """
    from grader.student.folder import find_handout
    from grader.student.handin import hand_in

    result = hand_in(find_handout(folder), name)
    if as_json:
        told = {
            "schema_version": SCHEMA_VERSION,
            "zip": str(result.path),
            "files": result.files,
            "notes": result.notes,
            "faulty": result.faulty,
            "untouched": result.untouched,
        }
        click.echo(json.dumps(told))
    else:
        for warning in result.warnings:
            click.echo(click.style("Note: ", fg="yellow") + printable(warning), err=True)
        click.echo(f"Written: {result.path.name} ({', '.join(result.files)})")
        click.echo(result.step)
    ctx.exit(ATTENTION if result.faulty else 0)
