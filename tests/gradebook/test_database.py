from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, TableClause, inspect, make_url

from grader.gradebook import Gradebook
from grader.gradebook.database import VERSION_TABLE, connect, migrate, upgrade, writing
from grader.gradebook.schema import last_sightings, metadata, published_grades


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "gradebook.db"


@pytest.fixture
def engine(file: Path) -> Iterator[Engine]:
    engine = connect(make_url(f"sqlite:///{file}"))
    migrate(engine, str(file))
    yield engine
    engine.dispose()


@pytest.fixture
def other(engine: Engine, file: Path) -> Iterator[sqlite3.Connection]:
    """A second program with no patience at all."""
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    yield connection
    connection.close()


def test_the_migrations_make_the_tables_of_the_schema(engine: Engine) -> None:
    with engine.begin() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": VERSION_TABLE}
        )
        assert compare_metadata(context, metadata) == []


def test_a_column_that_no_migration_makes_is_noticed(engine: Engine) -> None:
    with writing(engine).begin() as connection:
        connection.exec_driver_sql("ALTER TABLE runs DROP COLUMN fingerprint")
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
        [difference] = compare_metadata(context, metadata)
        assert difference[0] == "add_column"


@pytest.mark.parametrize("view", [published_grades, last_sightings], ids=lambda view: view.name)
def test_a_view_has_the_columns_that_are_asked_of_it(engine: Engine, view: TableClause) -> None:
    made = {column["name"] for column in inspect(engine).get_columns(view.name)}
    assert {column.name for column in view.columns} == made


def test_migrating_twice_changes_nothing(engine: Engine, file: Path) -> None:
    before = inspect(engine).get_table_names()
    migrate(engine, str(file))
    assert inspect(engine).get_table_names() == before


OLD = """
INSERT INTO runs VALUES (1, 'tiny', 'f', '{"mode": "none", "rings": []}', '{}', '2026-01-01 00:00:00', NULL);
INSERT INTO submissions VALUES (1, 'tiny', 'ada', 'first', '2026-01-01 00:00:00', '[]', 0);
INSERT INTO submissions VALUES (2, 'tiny', 'ada', 'second', NULL, '[]', 0);
INSERT INTO people VALUES (1, 'tiny', 'ada', 'Ada L.', '');
"""
OLD_GRADE = """
INSERT INTO grades VALUES (
    {id}, 1, {submission}, '{key}', {points}, 2, {points}, '{{"mode": "kernel", "rings": []}}', '{{}}',
    '2026-01-01 00:00:00', 0, '', 0, {broken}
)
"""


def test_what_counted_in_a_gradebook_of_an_earlier_layout_is_published(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        engine = connect(make_url(f"sqlite:///{file}"))
        with writing(engine).begin() as old:
            upgrade(old, "0002")
        connection.executescript(OLD)
        for id_, submission, points, broken in [(1, 1, 0, 0), (2, 1, 1, 0), (3, 2, 2, 0), (4, 2, 0, 1)]:
            connection.execute(
                OLD_GRADE.format(id=id_, submission=submission, key=f"k{id_}", points=points, broken=broken)
            )
        connection.commit()
    engine.dispose()
    with Gradebook.open(f"sqlite:///{file}") as book:
        grades = book.attempts("tiny", "ada")
        assert [grade.key for grade in grades] == ["k2", "k3"]
        assert [grade.receipt.name for grade in grades] == ["Ada L.", "Ada L."]
        assert not book.drafted("tiny")


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 30_000)],
)
def test_every_connection_is_safe_and_patient(engine: Engine, pragma: str, value: object) -> None:
    with engine.begin() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_writing_transaction_has_the_lock_from_its_start(engine: Engine, other: sqlite3.Connection) -> None:
    with writing(engine).begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")


def test_a_reading_transaction_lets_others_write(engine: Engine, other: sqlite3.Connection) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM runs")
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")


def test_an_unfinished_transaction_leaves_nothing(engine: Engine) -> None:
    with writing(engine).connect() as connection:
        connection.exec_driver_sql("CREATE TABLE half (x)")
        connection.exec_driver_sql("INSERT INTO half VALUES (1)")
    assert "half" not in inspect(engine).get_table_names()
