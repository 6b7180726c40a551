"""What a transaction means, in SQLite as in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, delete, func, insert, inspect, select
from sqlalchemy.exc import DBAPIError

from grader.gradebook.database import connect, writing
from grader.gradebook.layout import upgrade
from grader.gradebook.schema import people

ADA = {"assignment": "losses", "student": "ada", "name": "Ada", "email": ""}
COUNT = select(func.count()).select_from(people)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = connect(url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def other(engine: Engine, url: str) -> Iterator[Engine]:
    """Another program's, which does not wait."""
    hurried = {"sqlite": "?timeout=0", "postgresql": "&options=-c%20lock_timeout%3D1"}
    engine = connect(url + hurried[engine.url.get_backend_name()])
    yield engine
    engine.dispose()


def test_a_writing_transaction_keeps_other_writers_out_from_its_start(engine: Engine, other: Engine) -> None:
    with writing(engine).begin(), pytest.raises(DBAPIError, match="lock"), writing(other).begin():
        pass
    with writing(other).begin():
        pass


def test_a_reading_transaction_lets_others_write_and_does_not_see_it(engine: Engine, other: Engine) -> None:
    with engine.begin() as reader:
        assert reader.scalar(COUNT) == 0
        with writing(other).begin() as writer:
            writer.execute(insert(people).values(ADA))
        assert reader.scalar(COUNT) == 0
    with engine.begin() as reader:
        assert reader.scalar(COUNT) == 1


def test_a_writing_transaction_sees_what_was_written_while_it_waited(engine: Engine, other: Engine) -> None:
    with writing(other).begin() as first:
        first.execute(insert(people).values(ADA))
    with writing(engine).begin() as second:
        assert second.scalar(COUNT) == 1
        second.execute(delete(people))


def test_an_unfinished_transaction_leaves_nothing(engine: Engine) -> None:
    with writing(engine).connect() as connection:
        connection.exec_driver_sql("CREATE TABLE half (x INTEGER)")
        connection.exec_driver_sql("INSERT INTO half VALUES (1)")
    assert "half" not in inspect(engine).get_table_names()
