from __future__ import annotations

from pathlib import Path

import pytest

from grader.authoring.starter import FIRST, PARENTS, add_assignment, start_course
from grader.course import assignments, load_assignment
from grader.errors import UsageError
from grader.model import Course


def test_a_new_course_has_the_folders_name_and_one_assignment(course: Course) -> None:
    assert course.name == "course"
    assert assignments(course) == (FIRST,)
    assert load_assignment(course, FIRST).points == 10
    assert ".grader-secret" in (course.root / ".gitignore").read_text()


@pytest.mark.parametrize("name", ['Ada\'s "first"', "Tiefes Lernen: Übung", "a\\b"])
def test_any_folders_name_is_a_courses_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("GRADER_SECRET", "for the tests")
    assert start_course(tmp_path / name).name == name


def test_an_empty_folder_becomes_a_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRADER_SECRET", "for the tests")
    assert start_course(Path()).root == tmp_path


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="Give the name of a new folder"):
        start_course(tmp_path)
    with pytest.raises(UsageError, match="is there already"):
        start_course(tmp_path / "notes.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_new_assignment_stands_beside_the_others(course: Course) -> None:
    add_assignment(course, "second_one")
    assert assignments(course) == (FIRST, "second_one")
    second = load_assignment(course, "second_one")
    assert (second.points, second.title) == (10, "Second one")


def test_the_files_of_a_new_assignment_are_named_for_it(course: Course) -> None:
    add_assignment(course, "second_one")
    second = load_assignment(course, "second_one")
    assert second.files == ("second_one.py", "answers.py")
    assert {task.file for task in second.tasks} == {*second.files}
    made = [path for folder in PARENTS for path in (course.root / folder / "second_one").rglob("*")]
    names = {path.name for path in made}
    assert names >= {"second_one.py", "test_second_one.py", "README.md"}
    assert FIRST not in "".join(names | {path.read_text() for path in made if path.is_file()})


def test_the_readme_of_a_new_assignment_is_about_no_other(course: Course) -> None:
    add_assignment(course, "second_one")
    readme = (course.root / "assignments" / "second_one" / "README.md").read_text()
    assert readme.startswith("# Second one\n")
    assert "`second_one.py`" in readme
    assert "squared error" not in readme


@pytest.mark.parametrize("parent", ["assignments", "solutions", "autograder_tests"])
def test_an_assignment_that_is_there_in_part_is_left_alone(course: Course, parent: str) -> None:
    (course.root / parent / "second").mkdir()
    with pytest.raises(UsageError, match=f"`{parent}/second` is there already"):
        add_assignment(course, "second")
    assert assignments(course) == (FIRST,)


@pytest.mark.parametrize("id", ["shared", "answers", "numpy", "random", "class"])
def test_an_id_that_would_hide_another_module_is_refused(course: Course, id: str) -> None:  # noqa: A002
    with pytest.raises(UsageError, match=f"`{id}.py` would hide"):
        add_assignment(course, id)
    add_assignment(course, f"{id}_1")


@pytest.mark.parametrize("id", ["", "../up", "a/b", "Two", "2nd", "a-b", "é"])
def test_an_unusable_id_is_refused(course: Course, id: str) -> None:  # noqa: A002 - the noun's own word
    with pytest.raises(UsageError, match="Take lower-case letters"):
        add_assignment(course, id)
