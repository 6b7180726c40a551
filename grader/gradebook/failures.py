"""What a database says when it fails, in the words of someone who keeps a gradebook."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from grader.errors import GradebookError

Reason = tuple[str, str]
"""What went wrong, and what to do next."""


@contextmanager
def plain_failures(where: str) -> Iterator[None]:
    """Every error of the database becomes a GradebookError about the gradebook at `where`."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        origin = error.orig if isinstance(error, DBAPIError) else error
        what, advice = _reason(origin)
        raise GradebookError(what, where=where, advice=advice) from error
    except SQLAlchemyError as error:
        raise GradebookError(f"the database failed: {error}", where=where, advice=ELSEWHERE) from error


def _reason(error: BaseException | None) -> Reason:
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "sqlstate", None)
    said = str(error)
    for start, reason in CODES.items():
        if code and code.startswith(start):
            return reason
    for pattern, reason in REFUSALS.items():
        if not code and re.search(pattern, said):
            return reason
    first, *_ = said.splitlines() or [""]
    return f"the database failed: {first}", ELSEWHERE


AGAIN = "then run the same command again: what is recorded is not graded twice"
ELSEWHERE = "put it right, or choose another gradebook with --gradebook"
DAMAGED = ("the gradebook is damaged", "restore it from a copy, or start another with --gradebook")
BUSY = ("another program has held the gradebook for too long", f"wait until it is done, {AGAIN}")
GONE = ("the server went away", f"wait until it is back, {AGAIN}")

# SQLite's names, https://sqlite.org/rescode.html, and PostgreSQL's numbers,
# https://www.postgresql.org/docs/current/errcodes-appendix.html; each by its beginning.
CODES: dict[str, Reason] = {
    "SQLITE_NOTADB": ("this file is not a gradebook", "choose another with --gradebook"),
    "SQLITE_CORRUPT": DAMAGED,
    "SQLITE_BUSY": BUSY,
    "SQLITE_FULL": ("the disk is full", f"make room, {AGAIN}"),
    "SQLITE_IOERR": (
        "the disk failed, or a limit on file sizes was reached",
        f"check the disk, {AGAIN}",
    ),
    "SQLITE_READONLY": (
        "the gradebook cannot be written",
        "make the file and its folder writable, or choose another with --gradebook",
    ),
    "SQLITE_CANTOPEN": (
        "the gradebook cannot be opened",
        "check that its folder exists and can be written, or choose another with --gradebook",
    ),
    "25006": ("the gradebook cannot be written", "connect to the server that takes changes, not to its copy"),
    "42501": (
        "this user may not change the gradebook, or not read it",
        "connect as the user who made it, or have the server's administrator grant this one the rights",
    ),
    "53100": ("the server's disk is full", f"have room made, {AGAIN}"),
    "55P03": BUSY,
    "57P": GONE,
    "08": GONE,
    "58": ("the server's disk failed", f"have it checked, {AGAIN}"),
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
# What PostgreSQL gives no number: while it connects, or when the line is cut.
REFUSALS: dict[str, Reason] = {
    "authentication failed|no password supplied": (
        "the server does not take this user with this password",
        "check both; the password is taken from the URL, from PGPASSWORD or from ~/.pgpass",
    ),
    "database .* does not exist": (
        "the server has no such database",
        "make it with `createdb`, or choose another with --gradebook",
    ),
    "role .* does not exist": (
        "the server knows no such user",
        "name one in the URL, as in postgresql://user@host/database",
    ),
    "pg_hba.conf": (
        "the server does not let this user in from this machine",
        "have it allowed in the server's pg_hba.conf, or connect as another user",
    ),
    "too many|remaining connection slots": (
        "the server has no connection left",
        f"wait until somebody is done, {AGAIN}",
    ),
    "is starting up|is shutting down|in recovery mode": (
        "the server is not ready",
        f"wait a moment, {AGAIN}",
    ),
    "closed the connection|connection is lost|connection is closed|SSL SYSCALL|reset by peer": GONE,
    "refused|No such file|resolve host|timeout|timed out|unreachable|No route": (
        "no server answers there",
        "check the host and the port in the URL, and that the server is running",
    ),
}
