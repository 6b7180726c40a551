"""SQLite: a file of one's own, with real transactions that wait for each other."""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event

from grader.course.private import OWNER_ONLY, make_private

PATIENCE = 30.0  # seconds to wait for another process, unless the URL says `?timeout=`
BESIDE = ("-wal", "-shm", "-journal")


def connect(url: URL) -> Engine:
    patience = {} if "timeout" in url.query else {"timeout": PATIENCE}
    pool = {"poolclass": StaticPool} if is_in_memory(url) else {}
    engine = create_engine(url, connect_args=patience, **pool)
    if not is_in_memory(url):
        event.listen(engine, "do_connect", lambda *_: _keep_private(url))
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def is_in_memory(url: URL) -> bool:
    return url.database in {None, "", ":memory:"}


def is_absent(url: URL) -> bool:
    """Whether there is no such file; to open it would make one."""
    return not is_in_memory(url) and not _file(url).exists()


def place(url: URL) -> str:
    return url.database or url.render_as_string()


def _file(url: URL) -> Path:
    return Path(str(url.database).removeprefix("file:"))


def _keep_private(url: URL) -> None:
    """Make the file that SQLite would make, for its owner alone; take others' rights from one that is there.

    SQLite gives the files that it puts beside it the same mode (`findCreateFileMode` in its os_unix.c).
    """
    file = _file(url)
    if "mode" not in url.query and file.name != ":memory:":
        with suppress(OSError):  # SQLite says why it cannot be made
            file.touch(OWNER_ONLY)
    for path in (file, *(file.with_name(f"{file.name}{end}") for end in BESIDE)):
        make_private(path)


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    # https://docs.sqlalchemy.org/en/20/dialects/sqlite.html: sqlite3 must not begin transactions by itself
    connection.isolation_level = None
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Choose the write-ahead log; two processes that make one gradebook at once do not wait by themselves.

    SQLite's own timeout does not hold for this change: https://sqlite.org/wal.html, "Sometimes Queries
    Return SQLITE_BUSY".
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    """Begin; a plain BEGIN takes the write lock at the first write, and fails if another wrote meanwhile."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
