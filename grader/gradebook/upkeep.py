"""What is done to a whole gradebook: it is brought up to date, and copied."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from grader.gradebook import copies, layout
from grader.gradebook.database import connect, place
from grader.gradebook.failures import plain_failures
from grader.gradebook.layout import Upgrade


def upgrade(url: str) -> Upgrade:
    """Bring the gradebook at a SQLAlchemy URL to today's layout; make it when there is none."""
    with _reached(url) as engine:
        return layout.upgrade(engine)


def back_up(url: str, file: Path) -> None:
    """Copy the gradebook at a SQLAlchemy URL to a new file, of whatever layout, while others write it.

    A SQLite file's copy is such a file again; a server's is an archive for `pg_restore`.
    """
    with _reached(url) as engine:
        copies.back_up(engine, file)


@contextmanager
def _reached(url: str) -> Iterator[Engine]:
    engine = connect(url)
    try:
        with plain_failures(place(engine.url)):
            yield engine
    finally:
        engine.dispose()
