"""`grader db`: the gradebook as a whole, brought up to date and copied."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from grader.cli.base import Command, gradebook_url
from grader.cli.gradebook_options import gradebook_options

if TYPE_CHECKING:
    from grader.gradebook import Upgrade


@click.group("db")
def command() -> None:
    """Bring the gradebook up to date, or copy it."""


@command.command("upgrade", cls=Command)
@gradebook_options
def upgrade(*, gradebook: str | None, folder: Path | None) -> None:
    """Bring the gradebook to the layout that this grader writes; make it when there is none.

    A SQLite file is also brought there by whatever command opens it, a database on a server by this
    command alone. What is recorded stays as it is. Older graders cannot open it from then on.
    """
    from grader import gradebook as books

    click.echo(_told(books.upgrade(_url(gradebook, folder))))


@command.command("backup", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@gradebook_options
def backup(*, file: Path, gradebook: str | None, folder: Path | None) -> None:
    """Copy the gradebook to FILE, which must be new, even while it is written.

    The copy of a SQLite file is such a file again. That of a PostgreSQL database is made by pg_dump, and
    pg_restore reads it.
    """
    from grader import gradebook as books

    books.back_up(_url(gradebook, folder), file)
    click.echo(file)


def _url(gradebook: str | None, folder: Path | None) -> str:
    """That of the option, which needs no course, or of the course."""
    from grader.course import find_course

    return gradebook_url(gradebook) if gradebook else find_course(folder or Path.cwd()).gradebook


def _told(done: Upgrade) -> str:
    if done.before == done.after:
        return f"{done.where}: has today's layout, {done.after}; nothing to do"
    if not done.before:
        return f"{done.where}: made, with the layout {done.after}"
    copy = f"; as it was: {done.copy}" if done.copy else ""
    return f"{done.where}: from layout {done.before} to {done.after}{copy}"
