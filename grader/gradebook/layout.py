"""The layout of a gradebook's tables: made when there is none, refused when unknown, brought up to date.

A SQLite file belongs to one person, who is served best if an old one simply goes on working: it is
brought up to date when it is opened, after a copy was laid beside it. A database on a server is shared,
and would be closed to everybody whose grader is older: there someone decides, with `grader db upgrade`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table

from grader.errors import GradebookError
from grader.gradebook import postgres, sqlite
from grader.gradebook.copies import copy_file
from grader.gradebook.database import is_file, place, writing

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "gradebook_version"
TODAY = "0004"  # the newest migration; a test compares


@dataclass(frozen=True, slots=True)
class Upgrade:
    """From which layout to which; `before` is empty where there was no gradebook.

    `copy` is the file as it was, None where there was nothing to copy, or the database's server keeps it.
    """

    where: str
    before: str
    after: str
    copy: Path | None = None


def ready(engine: Engine, *, make: bool) -> None:
    """See that the gradebook has today's layout; refuses one that only `upgrade` may change."""
    if not make:
        _refuse_none(engine)
    before = _layout(engine)
    if before and before != TODAY and not is_file(engine.url):
        raise GradebookError(
            f"this gradebook has the layout {before}, and this grader needs {TODAY}",
            where=place(engine.url),
            advice="copy it with `grader db backup FILE`, then run `grader db upgrade`: after that, no "
            "older version of grader can open it, on any machine",
        )
    if before != TODAY:
        upgrade(engine)


def upgrade(engine: Engine) -> Upgrade:
    """Make the gradebook, or bring it to today's layout; all of it or, where that fails, nothing."""
    with writing(engine).begin() as connection:  # several processes may get here; the first does it
        before = _known_layout(connection, place(engine.url))
        if before == TODAY:
            return Upgrade(place(engine.url), before, TODAY)
        if not before and not is_file(engine.url):
            postgres.check_encoding(connection)
        copy = _lay_aside(engine, before) if before else None
        take_steps(connection, TODAY)
    return Upgrade(place(engine.url), before, TODAY, copy)


def take_steps(connection: Connection, layout: str) -> None:
    """Take the steps up to `layout`."""
    # Alembic is most of what importing the gradebook would cost, and is needed once in its life.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("version_table", VERSION_TABLE)
    command.upgrade(config, layout)


def _refuse_none(engine: Engine) -> None:
    """A look at a SQLite file that is not there would make an empty one."""
    if (is_file(engine.url) and sqlite.is_absent(engine.url)) or not _layout(engine):
        raise GradebookError(
            "there is no gradebook",
            where=place(engine.url),
            advice="look whether --gradebook names the right one; `grade` makes it",
        )


def _layout(engine: Engine) -> str:
    """The gradebook's, empty where there is none."""
    with engine.begin() as connection:
        return _known_layout(connection, place(engine.url))


def _known_layout(connection: Connection, where: str) -> str:
    layout = _written_layout(connection)
    if layout == TODAY:
        return layout
    if layout and layout not in _layouts():
        raise GradebookError(
            "this gradebook was written by a newer grader",
            where=where,
            advice="upgrade grader, or choose another gradebook with --gradebook",
        )
    if not layout and inspect(connection).get_table_names():
        raise GradebookError(
            "this database holds something else than a gradebook",
            where=where,
            advice="choose another with --gradebook",
        )
    return layout


def _written_layout(connection: Connection) -> str:
    if not inspect(connection).has_table(VERSION_TABLE):
        return ""
    return connection.scalar(select(column("version_num")).select_from(table(VERSION_TABLE))) or ""


def _layouts() -> set[str]:
    """Every layout that a gradebook ever had."""
    from alembic.script import ScriptDirectory

    return {step.revision for step in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def _lay_aside(engine: Engine, layout: str) -> Path | None:
    """A copy of the file before it changes, of which nobody can say that it is not needed."""
    if not is_file(engine.url) or sqlite.is_in_memory(engine.url):
        return None
    file = Path(sqlite.place(engine.url))
    copy = file.with_name(f"{file.name}.layout-{layout}.{datetime.now(UTC):%Y%m%dT%H%M%S}")
    copy_file(file, copy)
    return copy
