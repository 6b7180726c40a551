"""Copies of a gradebook, whole and of one moment, while others write it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sqlalchemy import Engine

from grader.errors import GradebookError
from grader.gradebook import sqlite
from grader.gradebook.database import is_file, place


def back_up(engine: Engine, file: Path) -> None:
    """Copy the gradebook to a new file: a SQLite file again, or an archive for `pg_restore`."""
    if not is_file(engine.url):
        _dump(engine, file)
    elif sqlite.is_in_memory(engine.url):
        raise GradebookError("a gradebook in memory has no copy", advice="name one with --gradebook")
    else:
        copy_file(Path(sqlite.place(engine.url)), file)


def copy_file(source: Path, file: Path) -> None:
    """Copy a SQLite file by SQLite's own means, which sees what is still in the write-ahead log."""
    with (
        _whole(file) as unfinished,
        closing(sqlite3.connect(f"file:{quote(str(source))}?mode=rw", uri=True)) as old,
        closing(sqlite3.connect(unfinished)) as new,
    ):
        old.backup(new)


def _dump(engine: Engine, file: Path) -> None:
    options, environment = _connection(engine)
    program = shutil.which("pg_dump")
    if program is None:
        raise GradebookError(
            "PostgreSQL's `pg_dump`, which makes the copy, is not on this machine",
            where=place(engine.url),
            advice="install PostgreSQL's client programs (Debian: postgresql-client), or run where they are: "
            f"pg_dump {' '.join(DUMP)} --file={file.name} '{place(engine.url).replace(':***@', '@')}'",
        )
    with _whole(file) as unfinished:
        command = [program, *DUMP, "--no-password", f"--file={unfinished}", f"--dbname={options}"]
        done = subprocess.run(
            command,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise GradebookError(
                f"`pg_dump` made no copy: {_last_line(done.stderr)}",
                where=place(engine.url),
                advice="it must be able to connect, and be as new as the server",
            )


def _connection(engine: Engine) -> tuple[str, dict[str, str]]:
    """What libpq connects with, and what of it no list of processes may show."""
    from psycopg.conninfo import make_conninfo

    _, options = engine.dialect.create_connect_args(engine.url)
    options.pop("context", None)  # psycopg's own, of SQLAlchemy
    secret = options.pop("password", None)
    return make_conninfo(**options), {"PGPASSWORD": secret} if secret else {}


@contextmanager
def _whole(file: Path) -> Iterator[Path]:
    """Where to write what becomes `file` at the end, all at once, for its owner alone; replaces nothing."""
    if file.exists():
        raise _occupied(file)
    try:
        with TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as folder:
            unfinished = Path(folder) / file.name
            unfinished.touch(0o600)
            yield unfinished
            _to_the_disk(unfinished)
            file.touch(0o600, exist_ok=False)
            unfinished.replace(file)
            _to_the_disk(file.parent)
    except FileExistsError:
        raise _occupied(file) from None
    except OSError as error:
        raise GradebookError(
            f"no copy can be written: {error.strerror or error}",
            where=str(file),
            advice="choose another place for it",
        ) from error


def _occupied(file: Path) -> GradebookError:
    return GradebookError(
        "there is a file already", where=str(file), advice="choose another name: a copy never replaces a file"
    )


def _to_the_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["it did not say why"])[-1]


DUMP = ("--format=custom", "--no-owner", "--no-privileges")
