"""PostgreSQL: a server that several people's machines share."""

from __future__ import annotations

from sqlalchemy import URL, Connection, Engine, create_engine, event

from grader.errors import GradebookError

DRIVER = "postgresql+psycopg"
SPELLINGS = {"postgres", "postgresql", DRIVER}
CONNECT_SECONDS = 10
SECRETS = {"password", "sslpassword"}

# One transaction writes at a time, as in SQLite: what it reads first is still so when it writes. The
# number is any that no other program's lock has. Whoever set a limit for the user or the database has it.
WAIT_FOR_30_SECONDS = """
SELECT set_config('lock_timeout', '30s', true) WHERE current_setting('lock_timeout') = '0'
"""
LOCK = "SELECT pg_advisory_xact_lock(7235418862153)"
READ = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


def connect(url: URL) -> Engine:
    """An engine with psycopg 3, which must be installed; it survives a server that was restarted."""
    patience = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_SECONDS}
    options = {"client_encoding": "utf8", **patience}  # whatever PGCLIENTENCODING says
    engine = create_engine(url.set(drivername=DRIVER), connect_args=options, pool_pre_ping=True)
    event.listen(engine, "begin", _begin)
    return engine


def place(url: URL) -> str:
    """The URL without its passwords."""
    shown = url.difference_update_query(SECRETS).set(drivername="postgresql")
    return shown.render_as_string()


def check_encoding(connection: Connection) -> None:
    """Refuse a database that cannot keep every text; only when it is made can it be told how."""
    encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
    if encoding != "UTF8":
        raise GradebookError(
            f"this database keeps texts in {encoding}, and a gradebook needs UTF8",
            where=place(connection.engine.url),
            advice="make another: createdb --encoding=UTF8 --template=template0 NAME",
        )


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql(WAIT_FOR_30_SECONDS)
        connection.exec_driver_sql(LOCK)
    else:
        connection.exec_driver_sql(READ)
