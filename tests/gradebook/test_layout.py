from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, TableClause, inspect, text

from grader.errors import GradebookError
from grader.gradebook import Gradebook, Upgrade
from grader.gradebook.database import connect, place, writing
from grader.gradebook.layout import MIGRATIONS, TODAY, VERSION_TABLE, ready, take_steps, upgrade
from grader.gradebook.schema import last_sightings, metadata, published_grades

MakeOld = Callable[[str], Engine]


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = connect(url)
    upgrade(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def old(url: str) -> Iterator[Engine]:
    """A gradebook as an earlier grader left it."""
    engine = connect(url)
    with writing(engine).begin() as connection:
        take_steps(connection, "0002")
        for statement in [*OLD, *(OLD_GRADE.format(*row) for row in OLD_GRADES)]:
            connection.exec_driver_sql(statement)
    yield engine
    engine.dispose()


@pytest.fixture
def old_file(tmp_path: Path) -> Path:
    """A SQLite file as an earlier grader left it."""
    file = tmp_path / "gradebook.db"
    engine = connect(f"sqlite:///{file}")
    with writing(engine).begin() as connection:
        take_steps(connection, "0002")
        connection.exec_driver_sql("INSERT INTO people VALUES (1, 'tiny', 'ada', 'Ada L.', '')")
    engine.dispose()
    return file


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


def test_opening_a_gradebook_of_today_changes_nothing(engine: Engine, url: str) -> None:
    before = inspect(engine).get_table_names()
    Gradebook.open(url).close()
    assert inspect(engine).get_table_names() == before
    assert upgrade(engine) == Upgrade(place(engine.url), "0004", "0004")


def test_a_new_gradebook_is_made_by_whoever_opens_it(url: str) -> None:
    engine = connect(url)
    ready(engine, make=True)
    assert "grades" in inspect(engine).get_table_names()
    engine.dispose()


def test_what_counted_in_a_gradebook_of_an_earlier_layout_is_published(old: Engine, url: str) -> None:
    upgrade(old)
    with Gradebook.open(url) as book:
        grades = book.attempts("tiny", "ada")
        assert [grade.key for grade in grades] == ["k2", "k3"]
        assert [grade.info.name for grade in grades] == ["Ada L.", "Ada L."]
        assert not book.drafted("tiny")


def test_an_upgrade_that_fails_leaves_the_gradebook_as_it_was(old: Engine) -> None:
    with writing(old).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE decisions (x INTEGER)")
    before = inspect(old).get_table_names()
    with pytest.raises(Exception, match="already exists"):
        upgrade(old)
    assert inspect(old).get_table_names() == before
    with old.begin() as connection:
        assert connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) == "0002"


def test_an_old_gradebook_on_a_server_waits_for_somebody_to_decide(database: str) -> None:
    engine = connect(database)
    with writing(engine).begin() as connection:
        take_steps(connection, "0002")
    with pytest.raises(GradebookError, match="has the layout 0002, and this grader needs 0004") as caught:
        Gradebook.open(database)
    assert "grader db upgrade" in str(caught.value.advice)
    assert upgrade(engine) == Upgrade(place(engine.url), "0002", "0004")
    Gradebook.open(database).close()
    engine.dispose()


def test_an_old_file_is_upgraded_when_it_is_opened_and_a_copy_stays(old_file: Path) -> None:
    with Gradebook.open(f"sqlite:///{old_file}") as book:
        assert book.students("tiny") == ()
    (copy,) = [file for file in old_file.parent.iterdir() if ".layout-" in file.name]
    assert re.fullmatch(r"gradebook\.db\.layout-0002\.\d{8}T\d{6}", copy.name)
    kept = connect(f"sqlite:///{copy}")
    with kept.begin() as connection:
        assert connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}")) == "0002"
        assert connection.scalar(text("SELECT name FROM people")) == "Ada L."
    kept.dispose()


def test_an_upgrade_tells_where_the_copy_is(old_file: Path) -> None:
    engine = connect(f"sqlite:///{old_file}")
    done = upgrade(engine)
    engine.dispose()
    assert (done.before, done.after) == ("0002", "0004")
    assert done.copy is not None
    assert done.copy.is_file()


def test_a_new_file_needs_no_copy(tmp_path: Path) -> None:
    Gradebook.open(f"sqlite:///{tmp_path / 'gradebook.db'}").close()
    assert [file.name for file in tmp_path.iterdir()] == ["gradebook.db"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE gradebook_version SET version_num = '9999'", "this gradebook was written by a newer grader"),
        ("DROP TABLE gradebook_version", "this database holds something else than a gradebook"),
    ],
)
def test_what_is_no_gradebook_of_ours_is_refused_and_left_alone(
    engine: Engine, url: str, change: str, told: str
) -> None:
    with writing(engine).begin() as connection:
        connection.exec_driver_sql(change)
    before = inspect(engine).get_table_names()
    for change_it in (lambda: Gradebook.open(url), lambda: upgrade(engine)):
        with pytest.raises(GradebookError) as caught:
            change_it()
        assert (caught.value.what, caught.value.where) == (told, place(engine.url))
        assert "--gradebook" in str(caught.value.advice)
    assert inspect(engine).get_table_names() == before


OLD = (
    """INSERT INTO runs VALUES
    (1, 'tiny', 'f', '{"mode": "none", "rings": []}', '{}', '2026-01-01 00:00:00+00:00', NULL)""",
    """INSERT INTO submissions VALUES (1, 'tiny', 'ada', 'first', NULL, '[]', false)""",
    """INSERT INTO submissions VALUES (2, 'tiny', 'ada', 'second', NULL, '[]', false)""",
    """INSERT INTO people VALUES (1, 'tiny', 'ada', 'Ada L.', '')""",
)
OLD_GRADE = """
INSERT INTO grades VALUES (
    {0}, 1, {1}, 'k{0}', {2}, 2, {2}, '{{"mode": "kernel", "rings": []}}', '{{}}',
    '2026-01-01 00:00:00+00:00', 0, '', false, {3}
)
"""
OLD_GRADES = ((1, 1, 0, "false"), (2, 1, 1, "false"), (3, 2, 2, "false"), (4, 2, 0, "true"))


def test_where_nothing_may_be_made_no_gradebook_is_refused(url: str) -> None:
    with pytest.raises(GradebookError, match="there is no gradebook"):
        Gradebook.open(url, make=False)
    Gradebook.open(url).close()
    Gradebook.open(url, make=False).close()


def test_a_look_at_a_file_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="there is no gradebook"):
        Gradebook.open(f"sqlite:///{tmp_path / 'mistyped.db'}", make=False)
    assert list(tmp_path.iterdir()) == []


def test_todays_layout_is_the_newest_step() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_heads() == [TODAY]


def test_a_gradebook_of_today_is_opened_without_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    Gradebook.open(url).close()
    program = f"""
import sys
from grader.gradebook import Gradebook
Gradebook.open({url!r}).close()
sys.exit("alembic" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
