"""The database that a URL names, SQLite's or PostgreSQL's, with transactions that mean the same in both.

Transactions read unless they are begun through `writing`. One that reads sees one moment; one that writes
has the gradebook to itself.
"""

from __future__ import annotations

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from grader.errors import GradebookError
from grader.gradebook import postgres, sqlite


def connect(url: str) -> Engine:
    """An engine; nothing is opened before the first transaction."""
    parsed = _parsed(url)
    try:
        if is_file(parsed):
            return sqlite.connect(parsed)
        if parsed.drivername in postgres.SPELLINGS:
            return postgres.connect(parsed)
    except ImportError as error:
        raise GradebookError(
            "PostgreSQL is reached through psycopg, which is not installed",
            where=place(parsed),
            advice="install it: pip install 'numgrader[postgres]'",
        ) from error
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise _unusable(str(error)) from error
    raise _unusable(f"`{parsed.drivername}` is neither `sqlite` nor `postgresql`")


def is_file(url: URL) -> bool:
    """Whether it is SQLite's: on one machine, in the hands of one person, or in memory."""
    return url.get_backend_name() == "sqlite"


def place(url: URL) -> str:
    """What messages call the database: the file, or the URL without its password."""
    return sqlite.place(url) if is_file(url) else postgres.place(url)


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: each waits for its turn from its first moment on."""
    return engine.execution_options(writes=True)


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):  # which may quote a part of a password
        raise _unusable("it has not the form of one, or what follows the last colon is no port") from None


def _unusable(why: str) -> GradebookError:
    return GradebookError(
        f"no gradebook can be reached by this URL: {why}",
        where="the gradebook's URL",
        advice="write it as in sqlite:///gradebook.db or postgresql://user@host/database, in pyproject.toml "
        "or after --gradebook; in a password, `@` is %40 and `%` is %25",
    )
