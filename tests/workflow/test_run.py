"""What a run remembers of a class while it grades."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from grader import workflow
from grader.engines import EngineOptions
from grader.engines.local import LocalEngine
from grader.reports import ClassRow
from grader.workflow.run import _Run
from tests.workflow.conftest import Load, Silence


class Watch(Silence):
    """Notes whom the run remembers when a grade was just reported."""

    def __init__(self) -> None:
        self.remembered: dict[str, set[str]] = {}

    def graded(self, row: ClassRow) -> None:
        [run] = [one for one in gc.get_objects() if type(one) is _Run]
        self.remembered[row.student] = set(run.students)


@pytest.fixture
def remembered(loaded: Load, tmp_path: Path, out: Path) -> Callable[[], dict[str, set[str]]]:
    def remembered() -> dict[str, set[str]]:
        course, assignment = loaded()
        watch = Watch()
        with workflow.grade(
            course,
            assignment,
            [tmp_path / "submissions"],
            out=out,
            engine=LocalEngine(EngineOptions(jobs=1)),
            gradebook_url=course.gradebook,
            isolation="none",
            only=None,
            watch=watch,
        ):
            return watch.remembered

    return remembered


def test_a_student_is_forgotten_once_the_grade_is_reported(hand_in, remembered) -> None:
    for student in ("ada", "bob", "eve"):
        hand_in(student)
    seen = remembered()
    assert [student for student, others in seen.items() if student in others] == []
    assert set() in seen.values()  # behind the last one


def test_a_student_with_a_remark_is_remembered_until_the_end(hand_in, remembered, tmp_path: Path) -> None:
    for student in ("bob", "eve"):
        hand_in(student)
    (tmp_path / "submissions/ada.zip").write_bytes(b"no archive")
    seen = remembered()
    assert [student for student, others in seen.items() if student in others] == ["ada"]
    assert {"ada"} in seen.values()
