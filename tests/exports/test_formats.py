from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from grader.exports import FORMATS, ExportReport
from grader.model import Grade

HERE = Path(__file__).parent
GOLDEN = HERE / "golden"
FOR_STUDENTS = sorted(FORMATS.keys() - {"json", "gradescope"})

Run = Callable[..., tuple[Path, ExportReport]]


def exported(run: Run, name: str, grades: list[Grade]) -> dict[str, bytes]:
    """What was written, by file name; a single file is called after its format."""
    path, _ = run(name, grades, HERE / "downloads" / f"{name}.csv" if FORMATS[name].fills_in else None)
    files = path.iterdir() if path.is_dir() else [path]
    return {FORMATS[name].name if file == path else file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize("name", sorted(FORMATS.keys() - {"gradescope"}))
def test_the_example_class_is_exported_as_in_the_golden_files(
    run: Run, grades: list[Grade], name: str, tmp_path: Path
) -> None:
    found = exported(run, name, grades)
    golden = {file.name: file.read_bytes() for file in (GOLDEN / name).glob("*")}
    made = tmp_path / "made" / name
    made.mkdir(parents=True)
    for file, content in found.items():
        (made / file).write_bytes(content)
    assert found == golden, f"if that is meant: cp {made}/* {GOLDEN / name}/"


@pytest.mark.parametrize("name", FOR_STUDENTS)
def test_nothing_that_only_an_instructor_may_read_is_in_a_students_format(
    run: Run, grades: list[Grade], name: str
) -> None:
    hidden = [grade for grade in grades if grade.info.student != "bob"]  # who has a visible test
    assert not any(b"the-hidden-input" in content for content in exported(run, name, hidden).values())


def test_what_a_visible_test_saw_is_told(run: Run, grades: list[Grade]) -> None:
    [bob] = exported(run, "prairielearn", grades[1:2]).values()
    assert bob.count(b"the-hidden-input") == 1


@pytest.mark.parametrize(
    "name", ["autolab", "gradescope-results", "json", "junit", "nbgrader", "prairielearn"]
)
def test_a_withheld_grade_is_somebodys_trouble(run: Run, grades: list[Grade], name: str) -> None:
    _, report = run(name, grades)
    assert report.troubles == ("no score, because a test is broken: carol",)
    _, report = run(name, grades[:2])
    assert report.troubles == ()
    assert report.notes == ("2 students",)


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_documented_and_has_a_module(name: str) -> None:
    module = getattr(FORMATS[name].export, "module", "")
    assert callable(import_module(f"grader.exports.{module}").export)
    assert f"`{name}`" in (HERE.parents[1] / "docs" / "exports.md").read_text()
