from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

from grader.cli import cli
from grader.gradebook import Gradebook
from grader.gradebook.database import connect, writing
from grader.gradebook.layout import take_steps

SERVER = Path(__file__).parents[1] / "gradebook" / "server.py"
Grade = Callable[..., Result]
HandIn = Callable[..., None]


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """The URL of an empty database on a PostgreSQL server of the tests' own."""
    command = [sys.executable, str(SERVER)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        if not said.startswith("postgresql://"):
            pytest.skip(said or "PostgreSQL does not start here")
        yield said


@pytest.fixture(scope="module")
def looked_at(database: str) -> str:
    """The URL of another."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE DATABASE looked_at")
    return database.replace("/postgres?", "/looked_at?")


def db(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["db", *map(str, arguments)])


def make_old(url: str) -> None:
    engine = connect(url)
    with writing(engine).begin() as connection:
        take_steps(connection, "0002")
    engine.dispose()


def test_an_old_file_is_upgraded_and_told_so(tmp_path: Path) -> None:
    file = tmp_path / "gradebook.db"
    make_old(f"sqlite:///{file}")
    result = db("upgrade", "--gradebook", file)
    assert result.exit_code == 0
    told = re.fullmatch(rf"{file}: from layout 0002 to 0004; as it was: (\S+)\n", result.stdout)
    assert told
    assert Path(told[1]).is_file()
    assert db("upgrade", "--gradebook", file).stdout == f"{file}: has today's layout, 0004; nothing to do\n"


def test_the_courses_own_gradebook_is_meant_unless_another_is_named(course: Path) -> None:
    result = db("upgrade", "--course", course)
    assert result.stdout == f"{course / 'gradebook.db'}: made, with the layout 0004\n"


def test_a_backup_is_named_and_can_be_graded_from(
    grade: Grade, hand_in: HandIn, course: Path, tmp_path: Path
) -> None:
    hand_in("alice")
    grade()
    copy = tmp_path / "copy.db"
    result = db("backup", copy, "--course", course)
    assert (result.exit_code, result.stdout) == (0, f"{copy}\n")
    assert "nothing to grade: 1 already graded" in grade("--gradebook", str(copy)).stderr


def test_a_backup_replaces_nothing(course: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("mine")
    result = db("backup", tmp_path / "copy.db", "--course", course)
    assert result.exit_code == 2
    assert "there is a file already" in result.stderr
    assert (tmp_path / "copy.db").read_text() == "mine"


def test_a_gradebook_on_a_server_serves_every_command(
    grade: Grade, hand_in: HandIn, course: Path, tmp_path: Path, database: str
) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE DATABASE marks")
    url = database.replace("/postgres?", "/marks?")
    settings = course / "assignments" / "double" / "assignment.toml"
    settings.write_text(f"due = 2026-05-01T00:00:00Z\n{settings.read_text()}")
    for student in ("alice", "bob"):
        hand_in(student)
    assert grade("--gradebook", url).exit_code == 0
    assert "nothing to grade: 2 already graded" in grade("--gradebook", url).stderr
    for command in (
        ["adjust", "alice", "double", "double", "--points", "-1", "--by", "grace"],
        ["extend", "bob", "double", "--until", "2027-01-01", "--by", "grace"],
        ["review", "bob", "double", "--open", "--comment", "look", "--by", "grace"],
        ["publish", "double", "--by", "grace"],
        ["diff", "double"],
        ["show", "alice"],
        ["history", "alice"],
        ["export", "nbgrader", "double"],
        ["db", "upgrade"],
        ["db", "backup", str(tmp_path / "marks.dump")],
    ):
        result = CliRunner().invoke(cli, [*command, "--course", str(course), "--gradebook", url])
        assert (result.exit_code, result.stderr.count("Error")) == (0, 0), (command, result.output)
    assert not (course / "gradebook.db").exists()
    with Gradebook.open(url) as book:
        assert len(book.decisions.by_student("double")) == 2


@pytest.mark.parametrize(
    "command",
    [
        ["show", "alice"],
        ["history", "alice"],
        ["diff", "double"],
        ["review", "double"],
        ["export", "nbgrader", "double"],
    ],
)
def test_who_may_only_read_can_look(
    grade: Grade, hand_in: HandIn, course: Path, looked_at: str, command: list[str]
) -> None:
    hand_in("alice")
    assert grade("--gradebook", looked_at).exit_code == 0
    with psycopg.connect(looked_at, autocommit=True) as owner:
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    reader = looked_at.replace("grader@", "reader@")
    result = CliRunner().invoke(cli, [*command, "--course", str(course), "--gradebook", reader])
    assert (result.exit_code, "Error" in result.stderr) == (0, False), result.output


def test_an_old_gradebook_on_a_server_is_upgraded_by_this_command_alone(
    grade: Grade, hand_in: HandIn, database: str
) -> None:
    make_old(database)
    hand_in("alice")
    refused = grade("--gradebook", database)
    assert refused.exit_code == 2
    assert "run `grader db upgrade`" in refused.stderr
    assert db("upgrade", "--gradebook", database).stdout.endswith(": from layout 0002 to 0004\n")
    assert grade("--gradebook", database).exit_code == 0
