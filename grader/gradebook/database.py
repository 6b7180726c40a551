"""A database that is ready: connected, with real transactions, and in today's layout."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event, inspect

from grader.errors import GradebookError

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "gradebook_version"
PATIENCE = 30.0  # seconds to wait for another process


def connect(url: URL) -> Engine:
    """An engine; nothing is opened before the first transaction."""
    if url.get_backend_name() != "sqlite":
        return create_engine(url)
    in_memory = url.database in {None, "", ":memory:"}
    engine = create_engine(
        url, connect_args={"timeout": PATIENCE}, **({"poolclass": StaticPool} if in_memory else {})
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def place(url: URL) -> str:
    """What messages call the database: the file, or the URL without its password."""
    is_file = url.get_backend_name() == "sqlite" and url.database
    return str(url.database) if is_file else url.render_as_string()


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write.

    SQLite's plain BEGIN takes the write lock at the first write and gives up at once if another
    process wrote since the first read; BEGIN IMMEDIATE waits for its turn.
    """
    return engine.execution_options(writes=True)


def migrate(engine: Engine, where: str) -> None:
    """Bring the gradebook to today's layout; refuses one that is newer, or is something else."""
    script = ScriptDirectory(str(MIGRATIONS))
    with engine.begin() as connection:
        if _revisions(connection) == set(script.get_heads()):
            return
    with writing(engine).begin() as connection:  # two processes may get here; the second finds nothing to do
        _refuse_strangers(connection, script, where)
        upgrade(connection, "head")


def upgrade(connection: Connection, revision: str) -> None:
    """Take the steps up to `revision`."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("version_table", VERSION_TABLE)
    command.upgrade(config, revision)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
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


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revisions(connection: Connection) -> set[str]:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return set(context.get_current_heads())


def _refuse_strangers(connection: Connection, script: ScriptDirectory, where: str) -> None:
    revisions = _revisions(connection)
    if revisions - {step.revision for step in script.walk_revisions()}:
        raise GradebookError(
            "this gradebook was written by a newer grader",
            where=where,
            advice="upgrade grader, or choose another gradebook with --gradebook",
        )
    if not revisions and inspect(connection).get_table_names():
        raise GradebookError(
            "this database holds something else than a gradebook",
            where=where,
            advice="choose another with --gradebook",
        )
