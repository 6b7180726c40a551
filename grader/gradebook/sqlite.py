"""SQLite: a file of one's own, with real transactions that wait for each other."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event

PATIENCE = 30.0  # seconds to wait for another process, unless the URL says `?timeout=`


def connect(url: URL) -> Engine:
    patience = {} if "timeout" in url.query else {"timeout": PATIENCE}
    pool = {"poolclass": StaticPool} if is_in_memory(url) else {}
    engine = create_engine(url, connect_args=patience, **pool)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def is_in_memory(url: URL) -> bool:
    return url.database in {None, "", ":memory:"}


def is_absent(url: URL) -> bool:
    """Whether there is no such file; to open it would make one."""
    return not is_in_memory(url) and not Path(str(url.database).removeprefix("file:")).exists()


def place(url: URL) -> str:
    return url.database or url.render_as_string()


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
