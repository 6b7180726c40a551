"""A gradebook's files are for their owner alone, whatever the umask."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from grader.errors import GradebookError
from grader.gradebook import Gradebook
from grader.gradebook.copies import back_up
from grader.gradebook.database import connect
from grader.model import Grade, Isolation

MakeGrade = Callable[..., Grade]


@pytest.fixture(params=[0o000, 0o022], ids=oct)
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


def write(book: Gradebook, grade: Grade) -> None:
    run = book.begin_run("losses", "f", Isolation("none"), {})
    book.record(run, grade)


@pytest.mark.usefixtures("_umask")
def test_a_new_gradebook_and_what_lies_beside_it(tmp_path: Path, make_grade: MakeGrade) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    with Gradebook.open(f"sqlite:///{folder}/gradebook.db") as book:
        write(book, make_grade("ada"))
        found = modes(folder)
    assert found.keys() == {"gradebook.db", "gradebook.db-wal", "gradebook.db-shm"}
    assert set(found.values()) == {0o600}


@pytest.mark.usefixtures("_umask")
def test_a_backup(tmp_path: Path) -> None:
    url, folder = f"sqlite:///{tmp_path}/gradebook.db", tmp_path / "copies"
    folder.mkdir()
    Gradebook.open(url).__exit__(None, None, None)
    engine = connect(url)
    back_up(engine, folder / "marks.db")
    engine.dispose()
    assert modes(folder) == {"marks.db": 0o600}


def test_a_gradebook_that_others_could_read_is_closed_when_it_is_opened(
    tmp_path: Path, make_grade: MakeGrade
) -> None:
    folder = tmp_path / "course"
    folder.mkdir()
    url = f"sqlite:///{folder}/gradebook.db"
    with Gradebook.open(url) as book:
        write(book, make_grade("ada"))
        for path in folder.iterdir():
            path.chmod(0o664)
        with Gradebook.open(url) as other:
            assert other.students("losses") == ("ada",)
            assert set(modes(folder).values()) == {0o600}


def test_a_gradebook_that_is_not_there_is_still_not_made_by_a_look(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="there is no gradebook"):
        Gradebook.open(f"sqlite:///{tmp_path}/gradebook.db", make=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file::memory:?uri=true"])
def test_one_in_memory_leaves_no_file(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    engine = connect(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("SELECT 1")
    engine.dispose()
    assert list(tmp_path.iterdir()) == []
