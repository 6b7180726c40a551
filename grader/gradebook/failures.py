"""What a database says when it fails, in the words of someone who keeps a gradebook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from grader.errors import GradebookError


@contextmanager
def plain_failures(where: str) -> Iterator[None]:
    """Every error of the database becomes a GradebookError about the gradebook at `where`."""
    try:
        yield
    except DBAPIError as error:
        what, advice = _reason(error)
        raise GradebookError(what, where=where, advice=advice) from error
    except SQLAlchemyError as error:
        raise GradebookError(f"the database failed: {error}", where=where, advice=ELSEWHERE) from error


def _reason(error: DBAPIError) -> tuple[str, str]:
    name = getattr(error.orig, "sqlite_errorname", "")
    for prefix, reason in REASONS.items():
        if name.startswith(prefix):
            return reason
    return f"the database failed: {error.orig}", ELSEWHERE


ELSEWHERE = "put it right, or choose another gradebook with --gradebook"
REASONS = {
    "SQLITE_NOTADB": ("this file is not a gradebook", "choose another with --gradebook"),
    "SQLITE_CORRUPT": (
        "the gradebook is damaged",
        "restore it from a copy, or start another with --gradebook",
    ),
    "SQLITE_BUSY": (
        "another program has held the gradebook for too long",
        "wait until it is done, then run the same command again: what is recorded is not graded twice",
    ),
    "SQLITE_FULL": (
        "the disk is full",
        "make room, then run the same command again: what is recorded is not graded twice",
    ),
    "SQLITE_IOERR": (
        "the disk failed, or a limit on file sizes was reached",
        "check the disk, then run the same command again: what is recorded is not graded twice",
    ),
    "SQLITE_READONLY": (
        "the gradebook cannot be written",
        "make the file and its folder writable, or choose another with --gradebook",
    ),
    "SQLITE_CANTOPEN": (
        "the gradebook cannot be opened",
        "check that its folder exists and can be written, or choose another with --gradebook",
    ),
}
