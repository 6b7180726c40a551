"""The layout of a gradebook's tables: made when there is none, refused when unknown, brought up to date.

A SQLite file belongs to one person, who is served best if an old one simply goes on working: it is
brought up to date when it is opened, after a copy was laid beside it. A database on a server is shared,
and would be closed to everybody whose grader is older: there someone decides, with `grader db upgrade`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect

from grader.errors import GradebookError
from grader.gradebook import postgres, sqlite
from grader.gradebook.copies import copy_file
from grader.gradebook.database import is_file, place, writing

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "gradebook_version"


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
    before, today = _layouts(engine)
    if before and before != today and not is_file(engine.url):
        raise GradebookError(
            f"this gradebook has the layout {before}, and this grader needs {today}",
            where=place(engine.url),
            advice="copy it with `grader db backup FILE`, then run `grader db upgrade`: no older "
            "grader can open it from then on, nobody's",
        )
    if before != today:
        upgrade(engine)


def upgrade(engine: Engine) -> Upgrade:
    """Make the gradebook, or bring it to today's layout; all of it or, where that fails, nothing."""
    with writing(engine).begin() as connection:  # several processes may get here; the first does it
        before, today = _known_layout(connection, place(engine.url)), _today()
        if before == today:
            return Upgrade(place(engine.url), before, today)
        if not before and not is_file(engine.url):
            postgres.check_encoding(connection)
        copy = _lay_aside(engine, before) if before else None
        take_steps(connection, today)
    return Upgrade(place(engine.url), before, today, copy)


def take_steps(connection: Connection, layout: str) -> None:
    """Take the steps up to `layout`."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("version_table", VERSION_TABLE)
    command.upgrade(config, layout)


def _refuse_none(engine: Engine) -> None:
    """A look at a SQLite file that is not there would make an empty one."""
    if (is_file(engine.url) and sqlite.is_absent(engine.url)) or not _layouts(engine)[0]:
        raise GradebookError(
            "there is no gradebook",
            where=place(engine.url),
            advice="look whether --gradebook names the right one; `grade` makes it",
        )


def _layouts(engine: Engine) -> tuple[str, str]:
    """The gradebook's, empty where there is none, and today's."""
    with engine.begin() as connection:
        return _known_layout(connection, place(engine.url)), _today()


def _today() -> str:
    newest = _script().get_current_head()
    assert newest is not None  # migrations/versions is not empty
    return newest


def _known_layout(connection: Connection, where: str) -> str:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    layout = context.get_current_revision() or ""
    if layout and layout not in {step.revision for step in _script().walk_revisions()}:
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


@cache
def _script() -> ScriptDirectory:
    return ScriptDirectory(str(MIGRATIONS))


def _lay_aside(engine: Engine, layout: str) -> Path | None:
    """A copy of the file before it changes, of which nobody can say that it is not needed."""
    if not is_file(engine.url) or sqlite.is_in_memory(engine.url):
        return None
    file = Path(sqlite.place(engine.url))
    copy = file.with_name(f"{file.name}.layout-{layout}.{datetime.now(UTC):%Y%m%dT%H%M%S}")
    copy_file(file, copy)
    return copy
