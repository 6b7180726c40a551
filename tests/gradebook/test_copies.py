from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from grader.errors import GradebookError
from grader.gradebook import Gradebook, back_up
from grader.model import Grade, Isolation

MakeGrade = Callable[..., Grade]
KERNEL = Isolation("kernel")
WRITER = Path(__file__).with_name("writer.py")


@pytest.fixture
def mine(tmp_path: Path, make_grade: MakeGrade) -> Iterator[str]:
    """A gradebook with a grade that is still in the write-ahead log alone."""
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook.open(url) as book:
        book.record(book.begin_run("losses", "f", KERNEL, {}), make_grade("ada"))
        yield url


def names(folder: Path) -> list[str]:
    """What is in it, but for the log beside a SQLite file: it goes when the last connection does."""
    found = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    return [name for name in found if not name.endswith(("-wal", "-shm"))]


def refusal(url: str, file: Path) -> GradebookError:
    before = names(file.parent)
    with pytest.raises(GradebookError) as caught:
        back_up(url, file)
    assert names(file.parent) == before
    assert caught.value.advice
    return caught.value


def test_a_copy_holds_what_the_gradebook_held(mine: str, tmp_path: Path, make_grade: MakeGrade) -> None:
    back_up(mine, tmp_path / "copy.db")
    with Gradebook.open(f"sqlite:///{tmp_path / 'copy.db'}") as book:
        assert book.attempts("losses", "ada") == (make_grade("ada"),)


def test_a_copy_is_one_file_for_its_owner_alone(mine: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    back_up(mine, folder / "copy.db")
    (copy,) = folder.iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_that_is_made_while_others_write_is_whole(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    command = [sys.executable, str(WRITER), url, "a", "100000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for number in range(3):
            acknowledged = {writer.stdout.readline().strip() for _ in range(5)}
            back_up(url, tmp_path / f"{number}.db")
            with Gradebook.open(f"sqlite:///{tmp_path / f'{number}.db'}") as book:
                assert acknowledged <= set(book.students("losses"))
                grades = [book.attempts("losses", student)[0] for student in book.students("losses")]
            assert all(len(grade.results) == 20 for grade in grades)
        assert writer.poll() is None
        writer.kill()


def test_a_copy_replaces_nothing(mine: str, tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    assert refusal(mine, tmp_path / "notes").what == "there is a file already"
    assert (tmp_path / "notes").read_text() == "mine"


def test_a_gradebook_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    assert refusal(url, tmp_path / "copy.db").what == "the gradebook cannot be opened"


def test_a_file_that_is_no_database_is_not_copied(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("my notes " * 100)
    url = f"sqlite:///{tmp_path / 'notes.txt'}"
    assert refusal(url, tmp_path / "copy.db").what == "this file is not a gradebook"


def test_a_place_that_cannot_be_written_is_told(mine: str, tmp_path: Path) -> None:
    error = refusal(mine, tmp_path / "no" / "folder" / "copy.db")
    assert error.what == "no copy can be written: No such file or directory"


def test_a_gradebook_in_memory_has_no_copy(tmp_path: Path) -> None:
    assert refusal("sqlite://", tmp_path / "copy.db").what == "a gradebook in memory has no copy"


def test_an_archive_of_a_server_gives_the_gradebook_back(
    emptied: str, database: str, tmp_path: Path, make_grade: MakeGrade
) -> None:
    with Gradebook.open(emptied) as book:
        book.record(book.begin_run("losses", "f", KERNEL, {}), make_grade("ada"))
    back_up(emptied, tmp_path / "marks.dump")
    assert (tmp_path / "marks.dump").stat().st_mode & 0o777 == 0o600
    subprocess.run(["pg_restore", f"--dbname={database}", str(tmp_path / "marks.dump")], check=True)
    with Gradebook.open(database) as book:
        assert book.attempts("losses", "ada") == (make_grade("ada"),)


def test_an_archive_is_made_with_the_password_of_the_url(shared: str, tmp_path: Path) -> None:
    with psycopg.connect(shared, autocommit=True) as owner:
        for kind in ("TABLES", "SEQUENCES"):
            owner.execute(f"GRANT SELECT ON ALL {kind} IN SCHEMA public TO locked")
    back_up(shared.replace("grader@", "locked:s3cret@"), tmp_path / "marks.dump")
    assert (tmp_path / "marks.dump").read_bytes().startswith(b"PGDMP")


def test_what_pg_dump_says_is_told(shared: str, tmp_path: Path) -> None:
    error = refusal(shared.replace("grader@", "locked:s3cre7@"), tmp_path / "marks.dump")
    assert error.what.startswith("`pg_dump` made no copy: ")
    assert "password authentication failed" in error.what
    assert "s3cre7" not in str(error)


def test_without_pg_dump_it_is_told_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    error = refusal("postgresql://ada:s3cret@host/marks", tmp_path / "marks.dump")
    assert error.what.startswith("PostgreSQL's `pg_dump`")
    assert "--file=marks.dump 'postgresql://ada@host/marks'" in str(error.advice)
    assert "s3cret" not in str(error)


def test_a_copy_that_is_cut_short_leaves_nothing(mine: str, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    with closing(sqlite3.connect(mine.removeprefix("sqlite:///"))) as connection:
        connection.execute("CREATE TABLE big AS SELECT zeroblob(1000000) AS content")
        connection.commit()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, mine, str(folder / "copy.db")],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    assert (done.returncode, done.stdout) == (0, "the disk failed, or a limit on file sizes was reached\n")
    assert list(folder.iterdir()) == []


LIMITED = """
import resource, sys
from pathlib import Path
from grader.errors import GradebookError
from grader.gradebook import back_up
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    back_up(sys.argv[1], Path(sys.argv[2]))
except GradebookError as error:
    print(error.what)
"""
