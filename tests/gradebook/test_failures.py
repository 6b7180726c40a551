from __future__ import annotations

import itertools
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, event, make_url

from grader.errors import GradebookError
from grader.gradebook import Gradebook
from grader.gradebook.database import connect, place, writing
from grader.model import Grade, Isolation

MakeGrade = Callable[..., Grade]
KERNEL = Isolation("kernel")


@contextmanager
def pragma(setting: str) -> Iterator[None]:
    """Every connection that is made meanwhile has this setting of SQLite's."""

    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA {setting}")

    event.listen(Engine, "connect", prepare)
    try:
        yield
    finally:
        event.remove(Engine, "connect", prepare)


def refusal(url: str) -> GradebookError:
    with pytest.raises(GradebookError) as caught:
        Gradebook.open(url)
    assert caught.value.advice
    return caught.value


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("my notes " * 100)
    assert refusal(f"sqlite:///{file}").what == "this file is not a gradebook"
    assert file.read_text() == "my notes " * 100


def test_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("CREATE TABLE alembic_version (version_num)")
    assert refusal(f"sqlite:///{file}").what == "this database holds something else than a gradebook"
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("alembic_version",)]


def test_an_empty_file_becomes_a_gradebook(tmp_path: Path) -> None:
    (tmp_path / "gradebook.db").touch()
    with Gradebook.open(f"sqlite:///{tmp_path / 'gradebook.db'}") as book:
        assert book.students("losses") == ()


def test_a_damaged_gradebook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "gradebook.db"
    Gradebook.open(f"sqlite:///{file}").close()
    raw = file.read_bytes()
    file.write_bytes(raw[:100] + b"\xff" * (len(raw) - 100))
    assert refusal(f"sqlite:///{file}").what == "the gradebook is damaged"


@pytest.mark.parametrize("path", ["no/such/folder/gradebook.db", "."])
def test_a_place_where_no_file_can_be_is_refused(tmp_path: Path, path: str) -> None:
    assert refusal(f"sqlite:///{tmp_path / path}").what == "the gradebook cannot be opened"


def test_a_new_gradebook_in_a_read_only_folder_is_refused(read_only: Path) -> None:
    assert refusal(f"sqlite:///{read_only / 'new.db'}").what == "the gradebook cannot be opened"


def test_a_gradebook_in_a_read_only_folder_is_refused(read_only: Path) -> None:
    assert refusal(f"sqlite:///{read_only / 'gradebook.db'}").what == "the gradebook cannot be written"


def test_a_gradebook_that_may_not_be_read_is_refused(read_only: Path) -> None:
    assert refusal(f"sqlite:///{read_only / 'private.db'}").what == "the gradebook cannot be opened"


def test_a_gradebook_that_another_program_keeps_locked_is_refused(
    tmp_path: Path, make_grade: MakeGrade
) -> None:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with pragma("busy_timeout = 50"), Gradebook.open(url) as book:
        run = book.begin_run("losses", "f", KERNEL, {})
        with closing(sqlite3.connect(tmp_path / "gradebook.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(GradebookError, match="another program has held the gradebook for too long"):
                book.record(run, make_grade("ada"))
        book.record(run, make_grade("ada"))


def test_a_full_disk_stops_a_run_and_loses_nothing(tmp_path: Path, make_grade: MakeGrade) -> None:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    Gradebook.open(url).close()
    recorded: list[str] = []
    with pragma("max_page_count = 40"), Gradebook.open(url) as book:
        run = book.begin_run("losses", "f", KERNEL, {})
        with pytest.raises(GradebookError, match=r"the disk is full\n.*make room"):
            recorded.extend(_recorded(book, run, make_grade))
    with Gradebook.open(url) as book:
        assert recorded
        assert list(book.students("losses")) == recorded
        book.record(run, make_grade("999"))


def test_a_gradebook_whose_making_was_cut_short_is_made_again(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with pragma("max_page_count = 4"):
        assert refusal(url).what == "the disk is full"
    with Gradebook.open(url) as book:
        assert book.students("losses") == ()


def test_a_limit_on_file_sizes_is_refused_plainly(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "gradebook.db")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "the disk failed, or a limit on file sizes was reached\n")


@pytest.mark.parametrize(
    "url",
    [
        "gradebook.db",
        "nosuchdatabase://x/y",
        "mysql://x/y",
        "postgresql+psycopg2://x/y",
        "sqlite:///a.db?timeout=soon",
        "postgresql://ada@host:s3cret/marks",
    ],
)
def test_a_url_that_names_no_database_is_refused(url: str) -> None:
    error = refusal(url)
    assert error.what.startswith("no gradebook can be reached by this URL")
    assert "s3" not in str(error)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ada:s3cret@host/marks", "postgresql://ada:***@host/marks"),
        ("postgresql+psycopg://ada@/marks?password=s3cret&host=h", "postgresql://ada@/marks?host=h"),
    ],
)
def test_a_password_is_never_shown(url: str, shown: str) -> None:
    assert place(make_url(url)) == shown


@pytest.mark.parametrize(
    ("user", "name", "told"),
    [
        ("locked:s3cre7", "postgres", "the server does not take this user with this password"),
        ("locked", "postgres", "the server does not take this user with this password"),
        ("grader", "nowhere", "the server has no such database"),
        ("stranger", "postgres", "the server knows no such user"),
        ("reader", "postgres", "this user may not change the gradebook, or not read it"),
    ],
)
def test_what_the_server_refuses_is_told_plainly(
    server: str, user: str, name: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSFILE", "/dev/null")
    error = refusal(server.replace("grader@/postgres", f"{user}@/{name}"))
    assert error.what == told
    assert "s3cre7" not in f"{error} {error.__cause__}"


def test_the_right_password_is_let_in(emptied: str) -> None:
    with psycopg.connect(emptied, autocommit=True) as owner:
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO locked")
    with Gradebook.open(emptied.replace("grader@", "locked:s3cret@")) as book:
        assert book.students("losses") == ()


@pytest.mark.parametrize("server", ["/no/such/folder", "127.0.0.1&port=1", "no-such-host.invalid"])
def test_a_server_that_is_not_there_is_told_plainly(server: str) -> None:
    assert refusal(f"postgresql://ada:s3cret@/marks?host={server}").what == "no server answers there"


def test_who_may_only_read_reads_and_cannot_record(emptied: str) -> None:
    with psycopg.connect(emptied, autocommit=True) as owner:
        owner.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    with Gradebook.open(emptied.replace("grader@", "reader@")) as book:
        assert book.students("losses") == ()
        with pytest.raises(GradebookError, match="this user may not change the gradebook"):
            book.begin_run("losses", "f", KERNEL, {})


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("53100", "the server's disk is full"),
        ("25006", "the gradebook cannot be written"),
        ("58030", "the server's disk failed"),
        ("57P01", "the server went away"),
        ("XX001", "the gradebook is damaged"),
        ("22012", "the database failed: as the test asked"),
    ],
)
def test_what_stops_a_run_is_told_plainly_and_loses_nothing(
    emptied: str, make_grade: MakeGrade, code: str, told: str
) -> None:
    with Gradebook.open(emptied) as book, psycopg.connect(emptied, autocommit=True) as owner:
        run = book.begin_run("losses", "f", KERNEL, {})
        book.record(run, make_grade("ada"))
        owner.execute(FAILING.format(code=code))
        with pytest.raises(GradebookError) as caught:
            book.record(run, make_grade("bob"))
        assert caught.value.what == told
        owner.execute("DROP FUNCTION fail CASCADE")
        assert book.students("losses") == ("ada",)
        book.record(run, make_grade("bob"))


def test_a_gradebook_on_a_server_that_another_program_keeps_locked_is_refused(emptied: str) -> None:
    holder = connect(emptied)
    with Gradebook.open(f"{emptied}&options=-c%20lock_timeout%3D10") as book:
        with (
            writing(holder).begin(),
            pytest.raises(GradebookError, match="another program has held the gradebook for too long"),
        ):
            book.begin_run("losses", "f", KERNEL, {})
        book.begin_run("losses", "f", KERNEL, {})
    holder.dispose()


def test_without_psycopg_it_is_told_how_to_install_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PSYCOPG], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "install it: pip install 'numgrader[postgres]'\n")


def _recorded(book: Gradebook, run: int, make_grade: MakeGrade) -> Iterator[str]:
    """Record one student after another; each is named as soon as the gradebook has the grade."""
    for student in map("{:03}".format, itertools.count()):
        book.record(run, replace(make_grade(student), output="x" * 3000))
        yield student


LIMITED = """
import resource, sys
from grader.errors import GradebookError
from grader.gradebook import Gradebook
from grader.gradebook.database import connect, place, writing
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    Gradebook.open(f"sqlite:///{sys.argv[1]}")
except GradebookError as error:
    print(error.what)
"""
WITHOUT_PSYCOPG = """
import sys
sys.modules["psycopg"] = None
from grader.errors import GradebookError
from grader.gradebook import Gradebook
try:
    Gradebook.open("postgresql://host/marks")
except GradebookError as error:
    print(error.advice)
"""
FAILING = """
CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'as the test asked' USING ERRCODE = '{code}'; END $$;
CREATE TRIGGER fail BEFORE INSERT ON publications FOR EACH ROW EXECUTE FUNCTION fail()
"""
