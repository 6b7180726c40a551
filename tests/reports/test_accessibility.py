"""What axe-core finds in Chromium: nothing that keeps a reader out, in light and in dark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from grader.model import Assignment, Diagnosis, Isolation, Status, Visibility
from grader.observations import Differences, WrongValues
from grader.reports import ClassSummary, write_index, write_student_page

Make = Callable[..., Any]
KERNEL = Isolation("kernel", ("landlock",))
NONE = Isolation("none")


@pytest.fixture
def graded(grade: Make, result: Make, wrong: Make) -> Any:
    """A result of every kind, each with something to say."""
    results = [result(status, id=status, diagnosis=Diagnosis("d", "Sign lost", "Look.")) for status in Status]
    values = Differences(
        yours="2",
        expected="3",
        tolerance=1e-7,
        yours_values=("1", "2"),
        expected_values=("1", "3"),
        wrong_values=(False, True),
    )
    results.append(wrong(WrongValues("dW", values), Visibility.VISIBLE))
    return grade(*results, warnings=("odd",), isolation=NONE)


def test_a_students_page_with_every_kind_of_result_shuts_nobody_out(
    violations: Make, assignment: Assignment, graded: Any, tmp_path: Path
) -> None:
    assert violations(write_student_page(graded, assignment, "Deep learning", tmp_path)) == []


def test_a_class_page_with_a_suspected_test_shuts_nobody_out(
    violations: Make, classroom: ModuleType, roll: Make, tmp_path: Path
) -> None:
    class_ = roll(*classroom.classroom(seed=2, students=60, tests=8))
    page = write_index(class_, classroom.assignment(tmp_path), "Deep learning", KERNEL, tmp_path)
    assert "Suspect this test" in page.read_text(encoding="utf-8")
    assert violations(page) == []


def test_the_class_page_of_a_small_class_with_every_kind_of_result_shuts_nobody_out(
    violations: Make, assignment: Assignment, graded: Any, roll: Make, tmp_path: Path
) -> None:
    (tmp_path / "similar.html").write_text("pairs", encoding="utf-8")
    class_ = roll(graded, *(replace(graded, info=replace(graded.info, student=name)) for name in "abc"))
    assert violations(write_index(class_, assignment, "Deep learning", NONE, tmp_path)) == []


def test_an_empty_class_page_shuts_nobody_out(
    violations: Make, assignment: Assignment, tmp_path: Path
) -> None:
    assert violations(write_index(ClassSummary(), assignment, "Deep learning", KERNEL, tmp_path)) == []


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ('<p style="color: #777; background: #888">grey</p>', "color-contrast"),
        ('<img src="data:image/png;base64,">', "image-alt"),
        ('<a href="#main"></a>', "link-name"),
    ],
)
def test_a_page_with_a_fault_is_found_out(violations: Make, tmp_path: Path, fault: str, rule: str) -> None:
    page = tmp_path / "page.html"
    start = '<!doctype html><html lang="en"><head><title>A page</title></head>'
    page.write_text(f'{start}<body><main id="main">{fault}</main></body></html>', encoding="utf-8")
    assert {found.split(":")[1] for found in violations(page)} == {rule}
