from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from grader.authoring.handout import Handout, make_handouts
from grader.authoring.release import Changes, out_of_step, pack, write
from grader.authoring.starter import FIRST
from grader.model import Course


@pytest.fixture
def handout(course: Course) -> Handout:
    (made,) = make_handouts(course, [FIRST])
    write(made)
    return made


def found(handout: Handout) -> list[str]:
    return [str(problem) for problem in out_of_step(handout)]


def test_what_was_written_is_in_step_and_not_written_again(handout: Handout) -> None:
    assert found(handout) == []
    assert write(handout) == Changes((), (), recorded=False)


def test_a_changed_file_is_named_with_its_first_different_line(handout: Handout) -> None:
    path = handout.folder / "answers.py"
    path.write_text(path.read_text().replace("= None", '= "b"', 1))
    source = f"solutions/{FIRST}/answers.py"
    assert found(handout) == [f"assignments/{FIRST}/answers.py:5: is not what `{source}` gives"]
    path.write_bytes(handout.files["answers.py"] + b"x = 1\n")
    assert out_of_step(handout)[0].line == len(handout.files["answers.py"].splitlines()) + 1


def test_a_missing_file_is_named_and_written_again(handout: Handout) -> None:
    (handout.folder / "tests" / "test_least_squares.py").unlink()
    (line,) = found(handout)
    assert line.startswith(f"assignments/{FIRST}/tests/test_least_squares.py: is missing")
    assert write(handout).written == ("tests/test_least_squares.py",)
    assert found(handout) == []


def test_made_files_whose_source_is_gone_are_removed_and_no_others(handout: Handout) -> None:
    made = {"old.py", "old.ipynb", "tests/test_old.py"}
    by_hand = {"notes.md", "data.csv", "tests/values.csv"}
    for name in made | by_hand:
        (handout.folder / name).write_text("")
    assert len(found(handout)) == 3
    assert set(write(handout).removed) == made
    assert [name for name in by_hand if not (handout.folder / name).is_file()] == []
    assert (handout.folder / "assignment.toml").is_file()


def test_the_zip_holds_one_folder_with_all_files(handout: Handout, tmp_path: Path) -> None:
    with zipfile.ZipFile(pack(handout, tmp_path / "dist")) as archive:
        assert archive.namelist() == [f"{FIRST}/{name}" for name in handout.files]
        assert archive.read(f"{FIRST}/answers.py") == handout.files["answers.py"]


def test_the_zip_has_the_same_bytes_whenever_it_is_made(
    handout: Handout, course: Course, tmp_path: Path
) -> None:
    first = pack(handout, tmp_path).read_bytes()
    os.utime(handout.folder / "README.md", (0, 0))
    (again,) = make_handouts(course, [FIRST])
    assert pack(again, tmp_path).read_bytes() == first
